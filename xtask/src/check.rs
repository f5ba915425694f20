//! `cargo check` for both targets: all of the workspace for this machine, and the app for the browser.
//!
//! An editor calls it with `--message-format=json`, so that code behind `cfg(target_arch = "wasm32")` is checked too
//! (`.vscode/settings.json`, `rust-analyzer.toml`).

use anyhow::Result;

use crate::args::Args;
use crate::project::{self, WASM, cargo};

/// Whatever follows the verb goes to cargo. Both checks run, also where the first one finds an error.
pub fn run(args: Args) -> Result<()> {
    let rest = args.rest();
    let check = |targets: &[&str]| project::run(cargo().args(["check", "--quiet"]).args(targets).args(&rest));
    let native = check(&["--workspace", "--all-targets"]);
    let browser = check(&["--target", WASM, "--lib", "--bin=intimacy-explorer"]);
    native.and(browser)
}
