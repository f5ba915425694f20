//! Builds the standalone page with Trunk, into target/site.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::args::Args;
use crate::setup::Tools;
use crate::{dist, project};

pub fn run(args: Args) -> Result<()> {
    args.end()?;
    site()?;
    println!("built: {}", project::site().display());
    Ok(())
}

/// Builds the page for release.
pub fn site() -> Result<()> {
    let tools = Tools::find_or_install()?;
    project::run(trunk(&tools)?.args(["build", "--release", "--features=split"]))
}

/// Builds the page and the embeds with the feature `crash`, so that a test can make the app crash.
pub fn crashing() -> Result<()> {
    let tools = Tools::find_or_install()?;
    project::run(trunk(&tools)?.args(["build", "--release", "--features=split,crash", "--dist=target/site-crash"]))?;
    dist::crashing()
}

/// Trunk, with an environment that makes its builds reproducible.
pub fn trunk(tools: &Tools) -> Result<Command> {
    let mut command = project::program("trunk");
    tools.on_path(&mut command)?;
    for (name, _) in env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("TRUNK_")) {
        command.env_remove(name);
    }
    if env::var_os("NO_COLOR").is_some() {
        // Trunk fails on the usual `NO_COLOR=1`.
        command.env("NO_COLOR", "true");
    }
    // The message of an error is enough; a backtrace of Trunk does not help.
    command.env_remove("RUST_BACKTRACE");
    // Panic messages contain file names. They must not contain paths of the build machine.
    command.env(
        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
        remapped()?
            .iter()
            .map(|(from, to)| format!("--remap-path-prefix={}={to}", from.display()))
            .collect::<Vec<_>>()
            .join(" "),
    );
    Ok(command)
}

/// Folders of this machine, each with the name that replaces it in the built files.
fn remapped() -> Result<Vec<(PathBuf, &'static str)>> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| env::home_dir().map(|home| home.join(".cargo"))).context("cannot find cargo's home")?;
    let rust = project::output(project::program("rustc").args(["--print", "sysroot"]))?;
    let rust = PathBuf::from(rust.trim()).join("lib/rustlib/src/rust");
    let mut folders = vec![(project::root(), "."), (rust, "rust")];
    if let Ok(sources) = std::fs::read_dir(home.join("registry/src")) {
        folders.extend(sources.flatten().map(|source| (source.path(), "crates")));
    }
    Ok(folders)
}
