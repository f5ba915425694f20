//! Measures which answers are lost when a browser is killed. See tests/e2e/src/bin/kill.rs.

use anyhow::Result;

use crate::args::Args;
use crate::setup::{self, Browsers, Tools};
use crate::{build, project};

pub fn run(mut args: Args) -> Result<()> {
    let engines = setup::engines(args.value("--engines")?.as_deref())?;
    args.end()?;
    let tools = Tools::for_tests(&engines)?;
    let browsers = Browsers::find_or_install(&engines)?;
    build::site()?;
    let mut kill = project::cargo();
    kill.args(["run", "--quiet", "--package=e2e", "--bin=kill"]);
    kill.env("ENGINES", setup::ids(&engines));
    tools.on_path(&mut kill)?;
    project::run(browsers.named(&mut kill))
}
