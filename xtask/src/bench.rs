//! Measures how fast the page is in a real browser, and what the embed costs a host page. See `bench.rs` and `host.rs`
//! in tests/e2e/src/bin.

use anyhow::Result;

use crate::args::Args;
use crate::setup::Browsers;
use crate::{build, dist, project, size};

pub fn run(mut args: Args) -> Result<()> {
    let host = args.flag("--host");
    let browser = Browsers::chromium()?;
    build::site()?;
    if host {
        dist::make()?;
    } else {
        size::check()?;
    }
    let program = if host { "--bin=host" } else { "--bin=bench" };
    let mut bench = project::cargo();
    bench.args(["run", "--quiet", "--package=e2e", program, "--"]).args(args.rest());
    project::run(browser.named(&mut bench))
}
