//! Chromium and its driver: found, or brought by apt.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::{Browser, long};
use crate::project::{on_path, output};

const CHROMIUM: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const PACKAGES: [&str; 3] = ["chromium", "chromium-driver", "fonts-dejavu-core"];
const WANTED: &str = "the tests need Chromium (or Chrome) and its driver of the same version on the path, \
                      or named by the variables CHROMIUM and CHROMEDRIVER";

pub fn find_or_install() -> Result<Browser> {
    if let Some(browser) = find() {
        return Ok(browser);
    }
    if !Path::new("/etc/debian_version").exists() || on_path("apt-get").is_none() {
        bail!("{WANTED}. Install them with your system's package manager, or from the browser's own site");
    }
    install().with_context(|| format!("{WANTED}, and apt did not bring {}", PACKAGES.join(", ")))?;
    find().context("apt installed Chromium, but it is not on the path")
}

fn find() -> Option<Browser> {
    let named = |name| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_file());
    Some(Browser {
        chromium: named("CHROMIUM").or_else(|| CHROMIUM.iter().find_map(|name| on_path(name)))?,
        driver: named("CHROMEDRIVER").or_else(|| on_path("chromedriver"))?,
    })
}

fn install() -> Result<()> {
    let mut lists = apt()?;
    lists.arg("update");
    long::run("the lists of apt", "a few seconds", lists)?;
    let mut packages = apt()?;
    packages.args(["install", "--yes", "--no-install-recommends"]).args(PACKAGES);
    long::run("Chromium and its driver", "about a minute", packages)
}

/// apt as root: directly, or with sudo where nobody has to type a password into a silent step.
fn apt() -> Result<Command> {
    let root = output(Command::new("id").arg("-u"))?.trim() == "0";
    let mut command = if root {
        Command::new("env")
    } else if on_path("sudo").is_some() {
        let silent = Command::new("sudo").args(["-n", "true"]).output().is_ok_and(|said| said.status.success());
        if !silent {
            if !std::io::stdin().is_terminal() {
                bail!("sudo asks for a password, and nobody is there to type it");
            }
            println!("setup: apt needs your password");
            crate::project::run(Command::new("sudo").arg("-v"))?;
        }
        let mut sudo = Command::new("sudo");
        sudo.args(["-n", "env"]);
        sudo
    } else {
        bail!("this is not root, and there is no sudo");
    };
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    Ok(command)
}
