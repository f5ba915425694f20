//! Takes the screenshots in docs/screens. See tests/e2e/src/bin/screens/main.rs.

use anyhow::Result;

use crate::args::Args;
use crate::setup::{self, Browsers};
use crate::{build, dist, project};

pub fn run(args: Args) -> Result<()> {
    let browser = Browsers::chromium()?;
    let pictures = setup::pictures()?;
    build::site()?;
    dist::make()?;
    let mut screens = project::cargo();
    screens.args(["run", "--quiet", "--package=e2e", "--bin=screens", "--"]).args(args.rest()).envs(pictures);
    project::run(browser.named(&mut screens))
}
