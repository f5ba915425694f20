//! Brings what the other verbs need, and nothing that is already there at the right version.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::args::Args;
use crate::project;

mod browser;
mod long;
mod tools;

/// All of it, ahead of time.
pub fn run(args: Args) -> Result<()> {
    args.end()?;
    let tools = Tools::find_or_install()?;
    let browser = Browser::find_or_install()?;
    println!("trunk {}, wasm-bindgen {}", tools::TRUNK, project::locked("wasm-bindgen")?);
    println!("{}\n{}", browser.chromium.display(), browser.driver.display());
    drop(tools);
    Ok(())
}

/// The wasm target, Trunk and wasm-bindgen.
pub struct Tools {
    folders: Vec<PathBuf>,
}

impl Tools {
    pub fn find_or_install() -> Result<Self> {
        linker()?;
        wasm_target()?;
        Ok(Self { folders: tools::find_or_install()? })
    }

    /// The command finds our tools before any other of the same name.
    pub fn on_path<'a>(&self, command: &'a mut Command) -> Result<&'a mut Command> {
        let before = env::var_os("PATH").unwrap_or_default();
        let folders = self.folders.iter().cloned().chain(env::split_paths(&before));
        let path: OsString = env::join_paths(folders).context("a folder on the path has a separator in its name")?;
        Ok(command.env("PATH", path))
    }
}

/// Chromium and its driver.
pub struct Browser {
    pub chromium: PathBuf,
    pub driver: PathBuf,
}

impl Browser {
    pub fn find_or_install() -> Result<Self> {
        browser::find_or_install()
    }

    /// Tells a test where they are.
    pub fn named<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command.env("CHROMIUM", &self.chromium).env("CHROMEDRIVER", &self.driver)
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
        .context("the Rust target for the browser is missing, and rustup did not bring it")
}
