//! What the crates we use may be: their licences, where they come from, how many of one there are, and whether anything
//! bad is known of them. `deny.toml` says what is allowed.

use anyhow::Result;

use crate::args::Args;
use crate::project;
use crate::setup::{self, DENY};

pub fn run(args: Args) -> Result<()> {
    args.end()?;
    project::run(setup::extra(DENY)?.args(["--workspace", "check", "licenses", "bans", "sources"]))?;
    // The list of advisories lies in a repository of its own, which is fetched first.
    if let Err(error) = project::output(setup::extra(DENY)?.args(["fetch", "db"])) {
        println!("advisories: NOT checked, their database could not be reached ({})", last(&format!("{error:#}")));
        return Ok(());
    }
    project::run(setup::extra(DENY)?.args(["--workspace", "check", "--disable-fetch", "advisories"]))
}

fn last(text: &str) -> &str {
    text.lines().map(str::trim).rfind(|line| !line.is_empty()).unwrap_or_default()
}
