//! Runs `cargo check` for both targets: the whole workspace for this machine, and the app for the browser.
//!
//! Editors call it with `--message-format=json`, so that code behind `cfg(target_arch = "wasm32")` is checked too
//! (`.vscode/settings.json`, `rust-analyzer.toml`).

use anyhow::Result;

use crate::args::Args;
use crate::project::{self, WASM, cargo};

/// Passes all arguments on to cargo. The second check runs even if the first one fails.
pub fn run(args: Args) -> Result<()> {
    let rest = args.rest();
    let check = |targets: &[&str]| project::run(cargo().args(["check", "--quiet"]).args(targets).args(&rest));
    let native = check(&["--workspace", "--all-targets"]);
    let browser = check(&["--target", WASM, "--lib", "--bin=intimacy-explorer"]);
    native.and(browser)
}
