//! Tests each wrapping in each surrounding in each engine. See tests/e2e/src/bin/hosts.rs.
//!
//! The packages for the surroundings come from npm and Debian through their own clients, with the versions and
//! checksums in tests/e2e/surroundings/packages.txt. They are stored in a folder of the user's cache. If a client is
//! missing, the surroundings that need it are reported as not possible, and the others run.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use sha2::{Digest, Sha256, Sha512};

use crate::args::Args;
use crate::setup::{self, Browsers, Tools};
use crate::{build, dist, project};

pub fn run(mut args: Args) -> Result<()> {
    let engines = setup::engines(args.value("--engines")?.as_deref())?;
    let surroundings = args.value("--surrounding")?;
    let wrapping = args.value("--wrapping")?;
    let writes = args.flag("--write");
    args.end()?;
    let tools = Tools::for_tests(&engines)?;
    let browsers = Browsers::find_or_install(&engines)?;
    build::site()?;
    dist::make()?;
    let cache = setup::cache("surroundings")?;
    let kit = project::target()?.join("kit");
    // The kit contains only links, so that it has the wanted versions and no others.
    let _ = fs::remove_dir_all(&kit);
    fs::create_dir_all(&kit).with_context(|| format!("cannot make {}", kit.display()))?;
    let mut missing = Vec::new();
    for package in packages("tests/e2e/surroundings/packages.txt")? {
        match package.find_or_fetch(&cache) {
            Ok(folder) => link(&folder, &kit.join(&package.name))?,
            Err(error) => {
                println!("without {}: {error:#}", package.name);
                missing.push(format!("{}: {}", package.name, format!("{error:#}").replace('\n', " ")));
            }
        }
    }
    let mut hosts = project::cargo();
    hosts.args(["run", "--quiet", "--package=e2e", "--bin=hosts", "--", "--engines"]);
    hosts.arg(engines.iter().map(|engine| engine.id).collect::<Vec<_>>().join(","));
    for (name, value) in [("--surrounding", surroundings), ("--wrapping", wrapping)] {
        hosts.args(value.iter().flat_map(|value| [name, value]));
    }
    hosts.args(writes.then_some("--write"));
    hosts.env("KIT", &kit).env("KIT_MISSING", missing.join("\n"));
    tools.on_path(&mut hosts)?;
    project::run(browsers.named(&mut hosts))
}

/// A package with a pinned version.
pub struct Package {
    name: String,
    client: String,
    package: String,
    version: String,
    checksum: String,
}

/// Reads a list of packages.
pub fn packages(list: &str) -> Result<Vec<Package>> {
    let file = project::root().join(list);
    parsed(&fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?)
}

fn parsed(list: &str) -> Result<Vec<Package>> {
    let lines = list.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let package = |line: &str| {
        let words: Vec<_> = line.split_whitespace().map(str::to_owned).collect();
        let [name, client, package, version, checksum]: [String; 5] =
            words.try_into().ok().with_context(|| format!("packages.txt: {line:?}"))?;
        Ok(Package { name, client, package, version, checksum })
    };
    lines.map(package).collect()
}

impl Package {
    /// Returns the folder of the package in the cache, and first fetches it if necessary.
    pub fn find_or_fetch(&self, cache: &Path) -> Result<PathBuf> {
        let home = cache.join(format!("{}-{}", self.name, self.version));
        if home.is_dir() {
            return Ok(home);
        }
        println!("setup: {} {} ({})", self.package, self.version, self.client);
        // Unpacked elsewhere and then renamed, so that a folder with the final name is always complete.
        let making = cache.join(format!("{}.making", self.name));
        let _ = fs::remove_dir_all(&making);
        let unpacked = making.join("unpacked");
        fs::create_dir_all(&unpacked).with_context(|| format!("cannot make {}", unpacked.display()))?;
        self.fetch(&making)?;
        let file = only_file(&making)?;
        let bytes = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
        ensure!(self.is_whole(&bytes), "{} {} is not what it was: another checksum", self.package, self.version);
        let mut unpack = match self.client.as_str() {
            "npm" => found("tar", "tar")?,
            _ => found("dpkg-deb", "dpkg")?,
        };
        match self.client.as_str() {
            "npm" => unpack.args(["--strip-components=1", "-xzf"]).arg(&file).arg("-C").arg(&unpacked),
            _ => unpack.arg("-x").arg(&file).arg(&unpacked),
        };
        project::output(&mut unpack)?;
        fs::rename(&unpacked, &home).with_context(|| format!("cannot make {}", home.display()))?;
        let _ = fs::remove_dir_all(&making);
        Ok(home)
    }

    /// Makes the client download one file into the folder.
    fn fetch(&self, folder: &Path) -> Result<()> {
        let mut client = match self.client.as_str() {
            "npm" => {
                let mut npm = found("npm", "npm")?;
                npm.args(["pack", "--silent", "--ignore-scripts", "--pack-destination"]).arg(folder);
                npm.arg(format!("{}@{}", self.package, self.version));
                npm
            }
            "debian" => {
                let mut apt = found("apt-get", "apt")?;
                apt.args(["download", "--quiet", &format!("{}={}", self.package, self.version)]);
                apt
            }
            other => bail!("packages.txt: there is no client {other:?}"),
        };
        project::output(client.current_dir(folder)).map(drop)
    }

    fn is_whole(&self, bytes: &[u8]) -> bool {
        match self.checksum.strip_prefix("sha512-") {
            Some(wanted) => dist::base64(&Sha512::digest(bytes)) == wanted,
            None => Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>() == self.checksum,
        }
    }
}

/// A command for a program that must be on the path.
pub fn found(program: &str, package: &str) -> Result<Command> {
    let path = project::on_path(program);
    Ok(project::program(path.with_context(|| format!("{program} is not there; Debian's package is {package}"))?))
}

fn only_file(folder: &Path) -> Result<PathBuf> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let file = entries.flatten().map(|entry| entry.path()).find(|path| path.is_file());
    file.context("the client brought no file")
}

#[cfg(unix)]
fn link(to: &Path, from: &Path) -> Result<()> {
    std::os::unix::fs::symlink(to, from).with_context(|| format!("cannot link {}", from.display()))
}

#[cfg(not(unix))]
fn link(_: &Path, _: &Path) -> Result<()> {
    bail!("surroundings from packages need links between folders")
}

#[cfg(test)]
mod tests {
    use super::parsed;

    #[test]
    fn a_package_is_verified_by_its_checksum() {
        // Checksums of the text "abc", from FIPS 180-2.
        let list = "# comment\n\na npm a 1 sha512-3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU1EI2Q86A4qmslPpUyknw==\n\
            b debian b 2 ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\n";
        for package in parsed(list).unwrap() {
            assert!(package.is_whole(b"abc"), "{}", package.name);
            assert!(!package.is_whole(b"abd"), "{}", package.name);
        }
        assert!(parsed("a npm a 1").is_err());
    }
}
