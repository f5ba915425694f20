//! Tests an update of the page on real servers with the shipped header files. See tests/e2e/src/bin/deploys.rs.

use anyhow::Result;

use crate::args::Args;
use crate::setup::{self, Browsers, Tools};
use crate::{build, dist, project};

pub fn run(mut args: Args) -> Result<()> {
    // Without WebKitGTK: its driver starts each session with an empty cache, and the test needs a filled one.
    let list = args.value("--engines")?.unwrap_or_else(|| "chromium,firefox".to_owned());
    let engines = setup::engines(Some(&list))?;
    args.end()?;
    let tools = Tools::for_tests(&engines)?;
    let servers = setup::servers()?;
    let browsers = Browsers::find_or_install(&engines)?;
    build::site()?;
    dist::make()?;
    let mut deploys = project::cargo();
    deploys.args(["run", "--quiet", "--package=e2e", "--bin=deploys"]);
    deploys.env("ENGINES", list).envs(servers);
    tools.on_path(&mut deploys)?;
    project::run(browsers.named(&mut deploys))
}
