//! Installs the tools and browsers that the other verbs need, unless the right versions are already there.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::args::Args;
use crate::project;

mod browser;
mod long;
mod tools;

pub use browser::{Engine, desktop, php, pictures, servers};
pub use tools::{DENY, FUZZ, MUTANTS, cache, extra};

/// Installs everything.
pub fn run(mut args: Args) -> Result<()> {
    let engines = engines(args.value("--engines")?.as_deref())?;
    args.end()?;
    Tools::for_tests(&engines)?;
    println!("trunk {}, wasm-bindgen {}", tools::TRUNK, project::locked("wasm-bindgen")?);
    for (_, path) in Browsers::find_or_install(&engines)?.0 {
        println!("{}", path.display());
    }
    Ok(())
}

/// Parses a list of engines such as `chromium,firefox`. Without a list, returns all engines.
pub fn engines(list: Option<&str>) -> Result<Vec<&'static Engine>> {
    let Some(list) = list else { return Ok(browser::ENGINES.iter().collect()) };
    let known = || browser::ENGINES.iter().map(|engine| engine.id).collect::<Vec<_>>().join(", ");
    list.split(',')
        .map(|id| {
            let engine = browser::ENGINES.iter().find(|engine| engine.id == id.trim());
            engine.with_context(|| format!("--engines: there is no {id:?}; the engines are {}", known()))
        })
        .collect()
}

/// The ids of engines as a list for the programs in tests/e2e, which read it from `ENGINES`.
pub fn ids(engines: &[&Engine]) -> String {
    engines.iter().map(|engine| engine.id).collect::<Vec<_>>().join(",")
}

/// The wasm target, Trunk, wasm-bindgen and, for tests in Firefox, geckodriver. `folders` contain the tools that are
/// not on the path.
pub struct Tools {
    folders: Vec<PathBuf>,
}

impl Tools {
    pub fn find_or_install() -> Result<Self> {
        Self::for_tests(&[])
    }

    pub fn for_tests(engines: &[&Engine]) -> Result<Self> {
        linker()?;
        wasm_target()?;
        Ok(Self { folders: tools::find_or_install(engines.iter().any(|engine| engine.id == "firefox"))? })
    }

    /// Puts our tools on the path of a command, before all other programs.
    pub fn on_path<'a>(&self, command: &'a mut Command) -> Result<&'a mut Command> {
        let before = env::var_os("PATH").unwrap_or_default();
        let folders = self.folders.iter().cloned().chain(env::split_paths(&before));
        let path: OsString = env::join_paths(folders).context("a folder on the path contains the path separator")?;
        Ok(command.env("PATH", path))
    }
}

/// Browsers and their drivers, with the environment variables that name them.
pub struct Browsers(Vec<browser::Program>);

impl Browsers {
    pub fn find_or_install(engines: &[&'static Engine]) -> Result<Self> {
        Ok(Self(browser::find_or_install(engines)?))
    }

    /// Finds or installs Chromium only.
    pub fn chromium() -> Result<Self> {
        Self::find_or_install(&engines(Some("chromium"))?)
    }

    /// The path of a program, by its variable.
    pub fn path(&self, variable: &str) -> Option<&Path> {
        self.0.iter().find(|(name, _)| *name == variable).map(|(_, path)| path.as_path())
    }

    /// Sets the variables for a command, so that a test finds the programs.
    pub fn named<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command.envs(self.0.iter().map(|(name, path)| (name, path)))
    }
}

fn linker() -> Result<()> {
    if cfg!(unix) && project::on_path("cc").is_none() {
        bail!("there is no C compiler (`cc`), and Rust links with it; on Debian: apt-get install gcc libc6-dev");
    }
    Ok(())
}

fn wasm_target() -> Result<()> {
    let sysroot = project::output(project::program("rustc").args(["--print", "sysroot"]))?;
    if PathBuf::from(sysroot.trim()).join("lib/rustlib").join(project::WASM).is_dir() {
        return Ok(());
    }
    println!("setup: the Rust target {}", project::WASM);
    project::run(project::program("rustup").args(["target", "add", project::WASM]))
        .context("the Rust target for the browser is missing, and rustup did not install it")
}
