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

/// The page as it is shipped.
pub fn site() -> Result<()> {
    let tools = Tools::find_or_install()?;
    project::run(trunk(&tools)?.args(["build", "--release"]))
}

/// The page, and the embeds, with an app that a test can make crash.
pub fn crashing() -> Result<()> {
    let tools = Tools::find_or_install()?;
    project::run(trunk(&tools)?.args(["build", "--release", "--features=crash", "--dist=target/site-crash"]))?;
    dist::crashing()
}

/// Trunk, with an environment in which it works and always builds the same.
pub fn trunk(tools: &Tools) -> Result<Command> {
    let mut command = project::program("trunk");
    tools.on_path(&mut command)?;
    for (name, _) in env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("TRUNK_")) {
        command.env_remove(name);
    }
    if env::var_os("NO_COLOR").is_some() {
        // Trunk stops at the usual `NO_COLOR=1`.
        command.env("NO_COLOR", "true");
    }
    // An error of ours is told by its words, not by Trunk's stack.
    command.env_remove("RUST_BACKTRACE");
    // A panic names the file it is in: as `yew-0.23.0/src/…`, not as a path of the machine that built it.
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

/// Folders of this machine, and how they are called in what is shipped.
fn remapped() -> Result<Vec<(PathBuf, &'static str)>> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| env::home_dir().map(|home| home.join(".cargo"))).context("where is cargo's home?")?;
    let rust = project::output(project::program("rustc").args(["--print", "sysroot"]))?;
    let rust = PathBuf::from(rust.trim()).join("lib/rustlib/src/rust");
    let mut folders = vec![(project::root(), "."), (rust, "rust")];
    if let Ok(sources) = std::fs::read_dir(home.join("registry/src")) {
        folders.extend(sources.flatten().map(|source| (source.path(), "crates")));
    }
    Ok(folders)
}
