//! How fast the page is in a real browser: see tests/e2e/src/bin/bench.rs.

use anyhow::Result;

use crate::args::Args;
use crate::setup::Browser;
use crate::{build, project, size};

pub fn run(args: Args) -> Result<()> {
    let browser = Browser::find_or_install()?;
    build::site()?;
    size::check()?;
    let mut bench = project::cargo();
    bench.args(["run", "--quiet", "--package=e2e", "--bin=bench", "--"]).args(args.rest());
    project::run(browser.named(&mut bench))
}
