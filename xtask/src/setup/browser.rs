//! Browsers, their drivers and what they need to run unseen: found, or brought by apt.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::long;
use crate::project::{on_path, output};

/// An engine as the tests know it.
pub struct Engine {
    /// How `--engines` calls it.
    pub id: &'static str,
    name: &'static str,
    /// By which variable each program is named, and how it is called on the path.
    programs: &'static [(&'static str, &'static [&'static str])],
    /// Debian's packages.
    packages: &'static [&'static str],
}

/// All that the page is tested in. The driver of Firefox is among the tools: Debian has none.
pub const ENGINES: [Engine; 3] = [
    Engine {
        id: "chromium",
        name: "Chromium (or Chrome) and its driver of the same version",
        programs: &[
            ("CHROMIUM", &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]),
            ("CHROMEDRIVER", &["chromedriver"]),
        ],
        packages: &["chromium", "chromium-driver"],
    },
    Engine {
        id: "firefox",
        name: "Firefox 138 or later",
        programs: &[("FIREFOX", &["firefox-esr", "firefox"])],
        packages: &["firefox-esr"],
    },
    Engine {
        id: "webkit",
        name: "WebKitGTK's driver with its MiniBrowser, and Xvfb",
        programs: &[("WEBKITDRIVER", &["WebKitWebDriver"]), ("XVFB", &["Xvfb"])],
        packages: &["webkit2gtk-driver", "xvfb"],
    },
];

const FONTS: &str = "fonts-dejavu-core";

/// A program and the variable that names it.
pub type Program = (&'static str, PathBuf);

pub fn find_or_install(wanted: &[&'static Engine]) -> Result<Vec<Program>> {
    let missing: Vec<_> = wanted.iter().filter(|engine| engine.find().is_none()).collect();
    if !missing.is_empty() {
        let say =
            |pick: fn(&Engine) -> String| missing.iter().map(|engine| pick(engine)).collect::<Vec<_>>().join("; ");
        let names = say(|engine| engine.name.to_owned());
        let variables = say(|engine| engine.programs.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", "));
        let wanted = format!("the tests need {names}: on the path, or named by the variables {variables}");
        let without = "without one of them: cargo xtask test --engines chromium,firefox,webkit, less that one";
        if !Path::new("/etc/debian_version").exists() || on_path("apt-get").is_none() {
            bail!("{wanted}. Install them with your system's package manager; {without}");
        }
        let packages: Vec<_> = missing.iter().flat_map(|engine| engine.packages).chain([&FONTS]).copied().collect();
        install(&packages)
            .with_context(|| format!("{wanted}, and apt did not bring {}; {without}", packages.join(", ")))?;
    }
    let found = wanted.iter().map(|engine| engine.find().with_context(|| format!("apt did not bring {}", engine.name)));
    Ok(found.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
}

/// Web servers, for one verb alone.
const SERVERS: [Engine; 2] = [
    Engine { id: "nginx", name: "nginx", programs: &[("NGINX", &["nginx"])], packages: &["nginx-light"] },
    Engine {
        id: "apache",
        name: "Apache",
        programs: &[("APACHE", &["apache2"])],
        packages: &["apache2-bin", "media-types"],
    },
];

/// nginx and Apache, by their variables.
pub fn servers() -> Result<Vec<Program>> {
    // Debian keeps them where only root looks for programs.
    let found = |engine: &&Engine| {
        let (variable, names) = engine.programs[0];
        let there = PathBuf::from("/usr/sbin").join(names[0]);
        engine
            .find()
            .and_then(|found| found.into_iter().next())
            .or_else(|| there.is_file().then_some((variable, there)))
    };
    let missing: Vec<_> = SERVERS.iter().filter(|engine| found(engine).is_none()).collect();
    if !missing.is_empty() {
        let packages: Vec<_> = missing.iter().flat_map(|engine| engine.packages).copied().collect();
        install(&packages)
            .with_context(|| format!("this needs {}, as variables NGINX and APACHE", packages.join(", ")))?;
    }
    SERVERS.iter().map(|engine| found(&engine).with_context(|| format!("apt did not bring {}", engine.name))).collect()
}

impl Engine {
    fn find(&self) -> Option<Vec<Program>> {
        let named = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_file());
        let program = |(variable, names): &(&'static str, &[&str])| {
            Some((*variable, named(variable).or_else(|| names.iter().find_map(|name| on_path(name)))?))
        };
        self.programs.iter().map(program).collect()
    }
}

fn install(packages: &[&str]) -> Result<()> {
    let mut lists = apt()?;
    lists.arg("update");
    long::run("the lists of apt", "a few seconds", lists)?;
    let mut bring = apt()?;
    bring.args(["install", "--yes", "--no-install-recommends"]).args(packages);
    long::run(&packages.join(", "), "about a minute", bring)
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
    // RUNLEVEL=1: a package that is a service is installed and not started.
    command.args(["DEBIAN_FRONTEND=noninteractive", "RUNLEVEL=1", "apt-get"]);
    Ok(command)
}
