//! Sets up two versions of WordPress, and walks through the plugin in each. See tests/e2e/src/bin/wordpress/main.rs.
//!
//! WordPress and its themes come from Debian: the newest version that Debian has, and 6.1, the oldest one that the plugin
//! supports. A drop-in from npm stores the database in a file, so that no database server is needed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::args::Args;
use crate::hosts::{found, packages};
use crate::setup::{self, Browsers, Tools};
use crate::{build, dist, project};

/// A version of WordPress: its name here, the release of Debian that has it, and the packages.
struct Version {
    name: &'static str,
    release: &'static str,
    packages: &'static [&'static str],
}

/// `twentytwentyone` is the last classic theme of its kind in Debian, so the newest version uses it too.
const VERSIONS: [Version; 2] = [
    Version {
        name: "newest",
        release: "sid",
        packages: &[
            "wordpress",
            "wordpress-theme-twentytwentyfive",
            "libphp-phpmailer",
            "libjs-jquery-ui",
            "libjs-lodash",
            "libjs-underscore",
            "libjs-cropper",
            "php-getid3",
        ],
    },
    Version {
        name: "6.1",
        release: "bookworm",
        packages: &[
            "wordpress",
            "wordpress-theme-twentytwentyone",
            "wordpress-theme-twentytwentythree",
            "libjs-underscore",
            "libjs-cropper",
            "php-getid3",
        ],
    },
];

pub fn run(mut args: Args) -> Result<()> {
    let version = args.value("--version")?;
    let writes = args.flag("--write");
    let part = args.value("--part")?;
    args.end()?;
    let known = |part: &str| ["guide", "site", "network"].contains(&part);
    ensure!(part.as_deref().is_none_or(known), "--part is guide, site or network");
    ensure!(part.is_none() || !writes, "--write needs all parts");
    let tools = Tools::find_or_install()?;
    let browsers = Browsers::chromium()?;
    let programs = setup::php()?.into_iter().chain(setup::pictures()?);
    build::site()?;
    dist::make()?;
    let cache = setup::cache("wordpress")?;
    let list = packages("tests/e2e/wordpress/packages.txt")?;
    let playground = list.first().context("packages.txt is empty")?.find_or_fetch(&cache)?;
    let mut folders = Vec::new();
    let classic = unpacked(&cache, &VERSIONS[1])?.join(THEMES).join("twentytwentyone");
    for one in VERSIONS.iter().filter(|one| version.as_deref().is_none_or(|name| name == one.name)) {
        let folder = project::target()?.join("wordpress").join(one.name);
        lay(&unpacked(&cache, one)?, &playground, &classic, &folder)
            .with_context(|| format!("WordPress {}", one.name))?;
        folders.push(folder);
    }
    ensure!(!folders.is_empty(), "--version is newest or 6.1");
    let mut walk = project::cargo();
    walk.args(["run", "--quiet", "--package=e2e", "--bin=wordpress", "--"]).args(writes.then_some("--write"));
    walk.args(part.map(|part| format!("--part={part}")));
    walk.args(&folders).envs(programs);
    tools.on_path(&mut walk)?;
    project::run(browsers.named(&mut walk))
}

/// Where the package has WordPress.
const ROOT: &str = "usr/share/wordpress";
const THEMES: &str = "usr/share/wordpress/wp-content/themes";

/// Downloads and unpacks the packages of a version. A release that the machine does not use gets lists of its own.
fn unpacked(cache: &Path, version: &Version) -> Result<PathBuf> {
    let home = cache.join(version.release);
    let (lists, packages) = (home.join("lists"), home.join("packages"));
    let _ = fs::remove_dir_all(&packages);
    for folder in [&lists.join("partial"), &home.join("archives/partial"), &packages] {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    let sources = home.join("sources.list");
    fs::write(&sources, format!("deb {} {} main\n", archive()?, version.release))?;
    let apt = |program: &str| -> Result<Command> {
        let mut apt = found(program, "apt")?;
        for (name, value) in [
            ("Dir::Etc::sourcelist", sources.display()),
            ("Dir::Etc::sourceparts", Path::new("/dev/null").display()),
            ("Dir::State::lists", lists.display()),
            ("Dir::Cache", home.display()),
            ("Acquire::Languages", Path::new("none").display()),
        ] {
            apt.args(["-o", &format!("{name}={value}")]);
        }
        Ok(apt)
    };
    println!("setup: WordPress from Debian {}", version.release);
    project::output(apt("apt-get")?.args(["update", "--quiet"]))?;
    project::output(apt("apt-get")?.args(["download", "--quiet"]).args(version.packages).current_dir(&packages))?;
    let root = home.join("root");
    let _ = fs::remove_dir_all(&root);
    for package in fs::read_dir(&packages)?.flatten() {
        project::output(found("dpkg-deb", "dpkg")?.arg("-x").arg(package.path()).arg(&root))?;
    }
    Ok(root)
}

/// The address of the Debian archive that this machine uses.
fn archive() -> Result<String> {
    let said = project::output(found("apt-get", "apt")?.args(["indextargets", "--format", "$(REPO_URI)"]))?;
    let archive = said.lines().find(|line| line.ends_with("/debian/")).context("apt names no archive of Debian")?;
    Ok(archive.to_owned())
}

/// Makes a folder with a WordPress that is not installed yet: its files without links, the drop-in for the database, the
/// configuration, and the optimiser of the walk.
fn lay(root: &Path, playground: &Path, classic: &Path, folder: &Path) -> Result<()> {
    let _ = fs::remove_dir_all(folder);
    project::copy(&root.join(ROOT), folder)?;
    let content = folder.join("wp-content");
    let themes = content.join("themes/twentytwentyone");
    if !themes.is_dir() {
        project::copy(classic, &themes)?;
    }
    let zip = playground.join("sqlite-database-integration.zip");
    project::output(found("unzip", "unzip")?.arg("-q").arg(&zip).arg("-d").arg(&content))?;
    let sqlite = content.join("plugin-sqlite-database-integration");
    let drop_in = fs::read_to_string(sqlite.join("db.copy")).context("the drop-in has no db.copy")?;
    let drop_in = drop_in.replace("{SQLITE_IMPLEMENTATION_FOLDER_PATH}", &sqlite.to_string_lossy());
    fs::write(content.join("db.php"), drop_in)?;
    // It overrides a method only for tests of WordPress itself, in a way that needs at least WordPress 6.2.
    let class = sqlite.join("wp-includes/sqlite/class-wp-sqlite-db.php");
    let source = fs::read_to_string(&class).context("the drop-in has no class")?;
    ensure!(source.matches("function prepare(").count() == 1, "the drop-in has changed");
    fs::write(&class, source.replace("function prepare(", "function unused_prepare("))?;
    let own = project::root().join("tests/e2e/wordpress");
    fs::create_dir_all(content.join("mu-plugins"))?;
    fs::copy(own.join("wp-config.php"), folder.join("wp-config.php"))?;
    fs::copy(own.join("optimiser.php"), content.join("mu-plugins/optimiser.php"))?;
    Ok(())
}
