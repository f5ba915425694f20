//! Finds browsers, their drivers and a virtual display (Xvfb), or installs them with apt.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::long;
use crate::project::{on_path, output};

/// A browser engine for the tests.
pub struct Engine {
    /// Its name in `--engines`.
    pub id: &'static str,
    name: &'static str,
    /// For each program, the environment variable that can name it, and its possible names on the path.
    programs: &'static [(&'static str, &'static [&'static str])],
    /// Its packages in Debian.
    packages: &'static [&'static str],
}

/// The engines that the page is tested in. Debian has no package of geckodriver, so it is one of the tools.
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

/// An environment variable, and the program that it names.
pub type Program = (&'static str, PathBuf);

pub fn find_or_install(wanted: &[&'static Engine]) -> Result<Vec<Program>> {
    let missing: Vec<_> = wanted.iter().filter(|engine| engine.find().is_none()).collect();
    if !missing.is_empty() {
        let say =
            |pick: fn(&Engine) -> String| missing.iter().map(|engine| pick(engine)).collect::<Vec<_>>().join("; ");
        let names = say(|engine| engine.name.to_owned());
        let variables = say(|engine| engine.programs.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", "));
        let wanted = format!("the tests need {names}: on the path, or named by the variables {variables}");
        let without = "to leave out an engine, list the others, such as: cargo xtask test --engines chromium,firefox";
        if !Path::new("/etc/debian_version").exists() || on_path("apt-get").is_none() {
            bail!("{wanted}. Install them with your system's package manager; {without}");
        }
        let packages: Vec<_> = missing.iter().flat_map(|engine| engine.packages).chain([&FONTS]).copied().collect();
        install(&packages)
            .with_context(|| format!("{wanted}; apt did not install {}; {without}", packages.join(", ")))?;
    }
    let found = wanted.iter().map(|engine| engine.find().with_context(|| format!("{} was not found", engine.name)));
    Ok(found.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
}

/// Web servers, for the verb `deploys`.
const SERVERS: [Engine; 2] = [
    Engine { id: "nginx", name: "nginx", programs: &[("NGINX", &["nginx"])], packages: &["nginx-light"] },
    Engine {
        id: "apache",
        name: "Apache",
        programs: &[("APACHE", &["apache2"])],
        packages: &["apache2-bin", "media-types"],
    },
];

/// PHP and what WordPress needs of it, for the verb `wordpress`.
const PHP: [Engine; 2] = [
    Engine {
        id: "php",
        name: "PHP",
        programs: &[("PHP", &["php"])],
        packages: &["php-cli", "php-sqlite3", "php-mbstring", "php-xml"],
    },
    Engine { id: "unzip", name: "unzip", programs: &[("UNZIP", &["unzip"])], packages: &["unzip"] },
];

/// A program that makes pictures smaller, for the verbs `screens` and `wordpress`.
const PICTURES: [Engine; 1] =
    [Engine { id: "pngquant", name: "pngquant", programs: &[("PNGQUANT", &["pngquant"])], packages: &["pngquant"] }];

/// A desktop with a screen reader, for the verb `speak`.
const DESKTOP: [Engine; 6] = [
    Engine { id: "xvfb", name: "Xvfb", programs: &[("XVFB", &["Xvfb"])], packages: &["xvfb"] },
    Engine { id: "dbus", name: "D-Bus", programs: &[("DBUS_DAEMON", &["dbus-daemon"])], packages: &["dbus"] },
    Engine { id: "openbox", name: "openbox", programs: &[("OPENBOX", &["openbox"])], packages: &["openbox"] },
    Engine { id: "xdotool", name: "xdotool", programs: &[("XDOTOOL", &["xdotool"])], packages: &["xdotool"] },
    Engine {
        id: "at-spi",
        name: "the accessibility bus",
        programs: &[("AT_SPI_BUS", &["at-spi-bus-launcher"])],
        packages: &["at-spi2-core", "gir1.2-atspi-2.0", "python3-pyatspi"],
    },
    Engine { id: "orca", name: "Orca", programs: &[("ORCA", &["orca"])], packages: &["orca"] },
];

/// Where Debian installs programs that are not on the path of every user.
const ELSEWHERE: [&str; 2] = ["/usr/sbin", "/usr/libexec"];

/// Finds or installs nginx and Apache.
pub fn servers() -> Result<Vec<Program>> {
    find_or_install_all(&SERVERS)
}

/// Finds or installs PHP and unzip.
pub fn php() -> Result<Vec<Program>> {
    find_or_install_all(&PHP)
}

/// Finds or installs pngquant.
pub fn pictures() -> Result<Vec<Program>> {
    find_or_install_all(&PICTURES)
}

/// Finds or installs a virtual screen, a message bus, a window manager and a screen reader.
pub fn desktop() -> Result<Vec<Program>> {
    find_or_install_all(&DESKTOP)
}

/// Finds or installs programs of which each has one variable and one name.
fn find_or_install_all(all: &'static [Engine]) -> Result<Vec<Program>> {
    let found = |one: &&Engine| {
        let (variable, names) = one.programs[0];
        let there = || ELSEWHERE.map(|folder| Path::new(folder).join(names[0])).into_iter().find(|path| path.is_file());
        let program = one.find().and_then(|found| found.into_iter().next());
        program.or_else(|| Some((variable, there()?)))
    };
    let missing: Vec<_> = all.iter().filter(|one| found(one).is_none()).collect();
    if !missing.is_empty() {
        let packages: Vec<_> = missing.iter().flat_map(|one| one.packages).copied().collect();
        let variables: Vec<_> = missing.iter().map(|one| one.programs[0].0).collect();
        install(&packages).with_context(|| {
            format!("this needs {}, on the path or as variables {}", packages.join(", "), variables.join(", "))
        })?;
    }
    all.iter().map(|one| found(&one).with_context(|| format!("{} was not found", one.name))).collect()
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
    let mut install = apt()?;
    install.args(["install", "--yes", "--no-install-recommends"]).args(packages);
    long::run(&packages.join(", "), "about a minute", install)
}

/// apt-get as root, directly or with sudo. If sudo needs a password, it asks now, because later steps have no terminal.
fn apt() -> Result<Command> {
    let root = output(Command::new("id").arg("-u"))?.trim() == "0";
    let mut command = if root {
        Command::new("env")
    } else if on_path("sudo").is_some() {
        let silent = Command::new("sudo").args(["-n", "true"]).output().is_ok_and(|said| said.status.success());
        if !silent {
            if !std::io::stdin().is_terminal() {
                bail!("sudo needs a password, and there is no terminal to type it");
            }
            println!("setup: apt needs your password");
            crate::project::run(Command::new("sudo").arg("-v"))?;
        }
        let mut sudo = Command::new("sudo");
        sudo.args(["-n", "env"]);
        sudo
    } else {
        bail!("apt needs root, and there is no sudo");
    };
    // RUNLEVEL=1: services are installed, but not started.
    command.args(["DEBIAN_FRONTEND=noninteractive", "RUNLEVEL=1", "apt-get"]);
    Ok(command)
}
