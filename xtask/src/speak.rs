//! Walks through the page with a screen reader, and compares what it says. See tests/e2e/src/speech.

use anyhow::Result;

use crate::args::Args;
use crate::setup::{self, Browsers, Tools};
use crate::{build, project};

pub fn run(mut args: Args) -> Result<()> {
    // Without WebKitGTK: the screen reader is used with browsers, and MiniBrowser is none.
    let list = args.value("--engines")?.unwrap_or_else(|| "firefox,chromium".to_owned());
    let engines = setup::engines(Some(&list))?;
    let parts = args.value("--parts")?;
    let accept = args.flag("--accept");
    args.end()?;
    let tools = Tools::find_or_install()?;
    let browsers = Browsers::find_or_install(&engines)?;
    let desktop = setup::desktop()?;
    build::site()?;
    build::crashing()?;
    let mut speak = project::cargo();
    speak.args(["run", "--quiet", "--package=e2e", "--bin=speak"]);
    speak.env("ENGINES", list).envs(desktop);
    speak.envs(parts.map(|parts| ("PARTS", parts))).envs(accept.then_some(("ACCEPT", "1")));
    tools.on_path(&mut speak)?;
    project::run(browsers.named(&mut speak))
}
