//! Takes the screenshots in docs/screens. See tests/e2e/src/bin/screens.rs.

use anyhow::Result;

use crate::args::Args;
use crate::setup::Browsers;
use crate::{build, project};

pub fn run(args: Args) -> Result<()> {
    let browser = Browsers::chromium()?;
    build::site()?;
    let mut screens = project::cargo();
    screens.args(["run", "--quiet", "--package=e2e", "--bin=screens", "--"]).args(args.rest());
    project::run(browser.named(&mut screens))
}
