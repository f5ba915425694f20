//! What the crates we use may be: their licences, where they come from, how many of one there are, and whether anything
//! bad is known of them. `deny.toml` says what is allowed.

use anyhow::{Context, Result};

use crate::args::Args;
use crate::project;
use crate::setup::{self, DENY};

/// Who cannot reach the advisories does not know whether anything is known, and so fails, unless `--offline` says that
/// nothing is to be asked.
pub fn run(mut args: Args) -> Result<()> {
    let offline = args.flag("--offline");
    args.end()?;
    let mut known = setup::extra(DENY)?;
    known.arg("--workspace");
    if offline {
        known.arg("--offline");
    }
    project::run(known.args(["check", "licenses", "bans", "sources"]))?;
    if offline {
        println!("advisories: NOT checked, as --offline was said");
        return Ok(());
    }
    // The list of advisories lies in a repository of its own, which is fetched first.
    let db = project::output(setup::extra(DENY)?.args(["fetch", "db"]));
    db.context("the advisories could not be reached, so nobody knows; without them: cargo xtask deny --offline")?;
    project::run(setup::extra(DENY)?.args(["--workspace", "check", "--disable-fetch", "advisories"]))
}
