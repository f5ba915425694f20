//! Checks the dependencies with cargo-deny: licences, sources, duplicate versions, and security advisories. `deny.toml`
//! says what is allowed.

use anyhow::{Context, Result};

use crate::args::Args;
use crate::project;
use crate::setup::{self, DENY};

/// Fails if the advisories cannot be fetched, unless `--offline` skips them.
pub fn run(mut args: Args) -> Result<()> {
    let offline = args.flag("--offline");
    args.end()?;
    known(offline)?;
    if offline {
        println!("advisories: NOT checked, because of --offline");
        return Ok(());
    }
    // The advisories are in a repository of their own, which is fetched first.
    let db = project::output(setup::extra(DENY)?.args(["fetch", "db"]));
    db.context("the advisories could not be fetched; to skip them: cargo xtask deny --offline")?;
    project::run(setup::extra(DENY)?.args(["--workspace", "check", "--disable-fetch", "advisories"]))
}

/// Checks what the sources alone say: licences, duplicate versions and sources.
pub fn known(offline: bool) -> Result<()> {
    let mut known = setup::extra(DENY)?;
    known.arg("--workspace");
    if offline {
        known.arg("--offline");
    }
    project::run(known.args(["check", "licenses", "bans", "sources"]))
}
