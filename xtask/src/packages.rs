//! Uses the package for npm as a developer does, and the explorer in a Yew app. See tests/e2e/src/bin/packages.rs.
//!
//! What tries the package comes from npm through its own client, with the versions and checksums in
//! tests/packages/package-lock.json.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::args::Args;
use crate::hosts::found;
use crate::project::{self, WASM};
use crate::setup::{self, Browsers, Tools};
use crate::{build, dist};

/// The pages of `tests/packages` that Vite builds.
const PAGES: [&str; 2] = ["page", "react"];

pub fn run(mut args: Args) -> Result<()> {
    let engines = setup::engines(args.value("--engines")?.as_deref())?;
    args.end()?;
    let tools = Tools::for_tests(&engines)?;
    let browsers = Browsers::find_or_install(&engines)?;
    node_is_new_enough()?;
    let work = Work::new()?;
    build::site()?;
    dist::make()?;
    let package = work.install()?;
    work.check(&package)?;
    for page in PAGES {
        let out = work.site(page);
        let vite = ["vite", "build", page, "--base", "./", "--logLevel", "warn", "--emptyOutDir", "--outDir"];
        project::run(work.tool()?.args(vite).arg(&out))?;
    }
    yew(&tools, &work.site("yew"))?;
    let mut walk = project::cargo();
    walk.args(["run", "--quiet", "--package=e2e", "--bin=packages"]);
    walk.env("ENGINES", setup::ids(&engines));
    walk.env("SITES", work.sites());
    tools.on_path(&mut walk)?;
    project::run(browsers.named(&mut walk))
}

/// A folder with a copy of `tests/packages`, in which npm installs.
struct Work {
    folder: PathBuf,
}

impl Work {
    fn new() -> Result<Self> {
        let folder = project::target()?.join("packages");
        project::copy(&project::root().join("tests/packages"), &folder)?;
        Ok(Self { folder })
    }

    fn npm(&self) -> Result<Command> {
        let mut npm = found("npm", "npm")?;
        npm.current_dir(&self.folder);
        Ok(npm)
    }

    /// A program that npm has installed.
    fn tool(&self) -> Result<Command> {
        let mut npx = found("npx", "npm")?;
        npx.current_dir(&self.folder).args(["--no-install", "--"]);
        Ok(npx)
    }

    /// Installs what the lock file lists, then the package as it would be published. Returns its file.
    fn install(&self) -> Result<PathBuf> {
        let read = |path: &Path| fs::read(path).unwrap_or_default();
        let modules = self.folder.join("node_modules");
        let (lock, installed) = (self.folder.join("package-lock.json"), modules.join("installed-lock.json"));
        if read(&lock) != read(&installed) {
            project::run(self.npm()?.args(["ci", "--silent"]))?;
            fs::copy(&lock, &installed).with_context(|| format!("cannot write {}", installed.display()))?;
        }
        let mut pack = self.npm()?;
        pack.args(["pack", "--silent"]).arg(project::dist().join("npm"));
        let name = project::output(&mut pack)?;
        let package = self.folder.join(name.trim());
        // The file has the same name each time, and npm would keep what it installed before.
        let _ = fs::remove_dir_all(modules.join("intimacy-explorer"));
        project::run(self.npm()?.args(["install", "--silent", "--no-save", "--no-package-lock"]).arg(&package))?;
        Ok(package)
    }

    /// Runs the checks that need no browser.
    fn check(&self, package: &Path) -> Result<()> {
        project::run(self.tool()?.args(["publint", "run", "--strict"]).arg(package))?;
        // The package has ES modules alone, so what only `require` or Node before 12 would see is not counted.
        let attw = ["attw", "--profile", "esm-only", "--no-definitely-typed", "--no-emoji"];
        let excluded = ["--exclude-entrypoints", "./custom-elements.json"];
        project::run(self.tool()?.args(attw).arg(package).args(excluded))?;
        project::run(self.tool()?.args(["tsc", "--project", "."]))?;
        let settings = project::prerendered().join("settings.json");
        project::run(found("node", "nodejs")?.current_dir(&self.folder).arg("check.mjs").arg(settings))
    }

    fn sites(&self) -> PathBuf {
        self.folder.join("sites")
    }

    fn site(&self, name: &str) -> PathBuf {
        self.sites().join(name)
    }
}

/// Vite and the checks need Node 20.19.
fn node_is_new_enough() -> Result<()> {
    let said = project::output(found("node", "nodejs")?.arg("--version"))?;
    let numbers: Vec<u32> =
        said.trim().trim_start_matches('v').split('.').filter_map(|number| number.parse().ok()).collect();
    ensure!(numbers >= vec![20, 19], "Node is {}, and Vite needs 20.19 or later", said.trim());
    Ok(())
}

/// Builds `examples/yew-host` into a folder, with the explorer beside it.
fn yew(tools: &Tools, site: &Path) -> Result<()> {
    project::run(project::cargo().args(["build", "--quiet", "--release", "--package=yew-host", "--target", WASM]))?;
    let _ = fs::remove_dir_all(site);
    let wasm = project::target()?.join(WASM).join("release/yew-host.wasm");
    let mut bindgen = project::program("wasm-bindgen");
    bindgen.args(["--target=web", "--no-typescript", "--out-dir"]).arg(site).arg(wasm);
    project::run(tools.on_path(&mut bindgen)?)?;
    let page = project::root().join("examples/yew-host/index.html");
    fs::copy(&page, site.join("index.html")).with_context(|| format!("cannot copy {}", page.display()))?;
    project::copy(&project::dist().join("embed"), &site.join("explorer"))
}
