//! Installs Trunk, wasm-bindgen at the version in Cargo.lock, geckodriver, and the tools that few verbs need.
//!
//! They are built without optimisation, in a third of the time. They are fast enough for a small page. Each version has
//! a folder of its own in the user's cache, which all work trees share.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};

use super::long::{self, Step};
use crate::project;

/// The last version that works with the pinned compiler.
pub const TRUNK: &str = "0.21.14";
/// The driver of Firefox.
const GECKODRIVER: &str = "0.37.1";

/// The SHA-256 of each package from crates.io. A package with another checksum is not used. A new version needs a new
/// entry.
const SUMS: [(&str, &str); 6] = [
    ("trunk-0.21.14", "4f7fe1b23957a580be9a7a8b305c331b2977989f33695128d663380d09eaea37"),
    ("wasm-bindgen-cli-0.2.130", "c37f6904387d19a319525c74af274c73912f3871c35555aa49f3ea64ebb2fc7a"),
    ("geckodriver-0.37.1", "79f38cf1541aaf57f6f7eb270f691bcb702485a95dbaaefe740141a8ea46f0ef"),
    ("cargo-deny-0.20.2", "e528dfcbe739af7ce37a77d3d6df1b29dd6887b1c701d888820c0f16b864f737"),
    ("cargo-fuzz-0.13.2", "5acfd01930e49823e58c30dd8012d3338a620377d7c7d4cc140ca4b2169400e2"),
    ("cargo-mutants-27.1.0", "07072e7bcdeb425d5e5fdbfd9f15a2c749e23cb2edf5ef40aee5876760ae1cf9"),
];

/// A dependency in the lock file of a package that is replaced by another version. Not every mirror of crates.io has the
/// newest version of each package.
struct Replaced {
    /// The package and its version.
    of: &'static str,
    dependency: &'static str,
    /// The version and the SHA-256 in the lock file.
    old: (&'static str, &'static str),
    new: (&'static str, &'static str),
}

const REPLACED: [Replaced; 1] = [Replaced {
    of: "wasm-bindgen-cli-0.2.130",
    // Only TLS uses it, which we leave out. So it is not compiled, but cargo wants to find every version.
    dependency: "webpki-roots",
    old: ("1.0.11", "f5f280bbb2b287bc8e7de7e3852945a0ff50d1bbcb5ed42b6c7a568c546df171"),
    new: ("1.0.10", "1c1c8e20c8a38fc7d65abfe74eb7280e4aa667e8eec8bc84996d2874810748d9"),
}];

/// A cargo subcommand that few verbs need. Of these, the tests install only cargo-deny.
#[derive(Clone, Copy)]
pub struct Extra {
    package: &'static str,
    version: &'static str,
    usual: &'static str,
}

/// Checks licences, sources, duplicates and advisories.
pub const DENY: Extra = Extra { package: "cargo-deny", version: "0.20.2", usual: "about 3 minutes on two cores" };

/// Runs fuzz targets with libFuzzer.
pub const FUZZ: Extra = Extra { package: "cargo-fuzz", version: "0.13.2", usual: "about a minute on two cores" };
/// Inserts faults into the code, to see whether a test detects them.
pub const MUTANTS: Extra = Extra { package: "cargo-mutants", version: "27.1.0", usual: "about 2 minutes on two cores" };

/// A package for `cargo install --locked`, which uses the dependencies of the release (see [`REPLACED`]). Cargo compares
/// each download with the checksum in the lock file.
struct Tool {
    package: &'static str,
    version: String,
    /// The programs of the package that we use.
    programs: Vec<&'static str>,
}

/// Finds or installs a cargo subcommand, and returns a command that calls it.
pub fn extra(extra: Extra) -> Result<Command> {
    let Extra { package, version, usual } = extra;
    let tool = Tool { package, version: version.to_owned(), programs: vec![package] };
    let mut program = PathBuf::from(package);
    if !tool.answers(&program) {
        let home = tool.home()?;
        program = home.join("bin").join(package);
        if !tool.answers(&program) {
            tool.unpacked()?;
            long::run(&format!("{package} {version}"), usual, tool.install(&home)?)?;
            tool.remove_source()?;
            let _ = fs::remove_dir_all(work());
        }
    }
    let mut command = project::program(program);
    // A subcommand expects its own name as the first argument, as cargo passes it.
    command.arg(package.trim_start_matches("cargo-"));
    Ok(command)
}

/// Finds or installs the tools. Returns the folders to put on the path, for tools that are not on it already.
pub fn find_or_install(firefox: bool) -> Result<Vec<PathBuf>> {
    let tools = [
        Tool { package: "trunk", version: TRUNK.to_owned(), programs: vec!["trunk"] },
        Tool {
            package: "wasm-bindgen-cli",
            version: project::locked("wasm-bindgen")?,
            programs: vec!["wasm-bindgen", "wasm-bindgen-test-runner"],
        },
        Tool { package: "geckodriver", version: GECKODRIVER.to_owned(), programs: vec!["geckodriver"] },
    ];
    let mut folders = Vec::new();
    let mut steps = Vec::new();
    let mut missing = Vec::new();
    for tool in tools {
        if tool.package == "geckodriver" && !firefox {
            continue;
        }
        if tool.programs.iter().all(|program| tool.answers(Path::new(program))) {
            continue;
        }
        let home = tool.home()?;
        let bin = home.join("bin");
        if !tool.programs.iter().all(|program| tool.answers(&bin.join(program))) {
            tool.unpacked()?;
            steps.push(Step { what: format!("{} {}", tool.package, tool.version), command: tool.install(&home)? });
            missing.push(tool);
        }
        folders.push(bin);
    }
    if !steps.is_empty() {
        // In parallel: each build waits half a minute for a single large package, and the other one can use that time.
        long::run_all(steps, "about 6 minutes on two cores")?;
        missing.iter().try_for_each(Tool::remove_source)?;
        // More than a gigabyte that is not needed again. Until now it lets an interrupted setup continue.
        let _ = fs::remove_dir_all(work());
    }
    Ok(folders)
}

impl Tool {
    /// The folder of this version in the cache.
    fn home(&self) -> Result<PathBuf> {
        Ok(cache("tools")?.join(self.name()))
    }

    /// Whether the program exists and has our version.
    fn answers(&self, program: &Path) -> bool {
        // A cargo subcommand may expect its own name as the first argument.
        [None, self.package.strip_prefix("cargo-")].into_iter().any(|word| {
            let said = Command::new(program).args(word).arg("--version").output();
            said.is_ok_and(|said| {
                String::from_utf8_lossy(&said.stdout).split_whitespace().nth(1) == Some(&self.version)
            })
        })
    }

    /// The package and its version.
    fn name(&self) -> String {
        format!("{}-{}", self.package, self.version)
    }

    /// The folder in which the package is unpacked. It is not below our own workspace, to which it does not belong.
    fn source(&self) -> Result<PathBuf> {
        Ok(cache("sources")?.join(self.name()))
    }

    fn remove_source(&self) -> Result<()> {
        let source = self.source()?;
        fs::remove_dir_all(&source).with_context(|| format!("cannot remove {}", source.display()))
    }

    /// Downloads the package, verifies its checksum before any of its code runs, and unpacks it.
    fn unpacked(&self) -> Result<()> {
        let name = self.name();
        println!("setup: fetching {name} from crates.io");
        let (_, wanted) = SUMS.iter().find(|(known, _)| *known == name).with_context(|| {
            format!("{name} has no checksum in xtask/src/setup/tools.rs: review the package, and add its checksum")
        })?;
        // `cargo info` downloads the package.
        project::output(
            project::cargo()
                .args(["info", "--quiet", "--registry", "crates-io"])
                .arg(format!("{}@{}", self.package, self.version)),
        )?;
        let home = env::var_os("CARGO_HOME").map(PathBuf::from);
        let home =
            home.or_else(|| env::home_dir().map(|home| home.join(".cargo"))).context("cannot find cargo's home")?;
        let mirrors = fs::read_dir(home.join("registry/cache")).context("cargo has no cache")?;
        let packages = mirrors.flatten().map(|mirror| mirror.path().join(format!("{name}.crate")));
        let path =
            packages.filter(|path| path.is_file()).last().with_context(|| format!("cargo did not fetch {name}"))?;
        let found: String = Sha256::digest(fs::read(&path)?).iter().map(|byte| format!("{byte:02x}")).collect();
        ensure!(found == *wanted, "{} has the checksum {found}; expected {wanted}", path.display());

        let source = self.source()?;
        let sources = cache("sources")?;
        fs::create_dir_all(&sources)?;
        project::run(project::program("tar").arg("-xzf").arg(&path).arg("-C").arg(&sources))?;
        let lock = source.join("Cargo.lock");
        let text = fs::read_to_string(&lock).with_context(|| format!("{name} has no lock file"))?;
        fs::write(&lock, with_replaced(&name, text)?)?;
        Ok(())
    }

    fn install(&self, home: &Path) -> Result<Command> {
        let mut command = project::cargo();
        // Profile settings of the caller's environment must not apply.
        for (name, _) in env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("CARGO_PROFILE_")) {
            command.env_remove(name);
        }
        command
            .env("CARGO_TARGET_DIR", work().join(self.package))
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env("CARGO_PROFILE_DEV_DEBUG_ASSERTIONS", "false")
            .env("CARGO_PROFILE_DEV_OVERFLOW_CHECKS", "false")
            .env("CARGO_PROFILE_DEV_PANIC", "abort")
            .env("CARGO_PROFILE_DEV_STRIP", "symbols")
            .args(["install", "--locked", "--debug", "--force", "--no-default-features", "--no-track", "--path"])
            .arg(self.source()?)
            .args(self.programs.iter().flat_map(|program| ["--bin", program]))
            .arg("--root")
            .arg(home);
        Ok(command)
    }
}

/// The lock file of a package, with the versions of [`REPLACED`].
fn with_replaced(package: &str, mut lock: String) -> Result<String> {
    for Replaced { dependency, old, new, .. } in REPLACED.iter().filter(|replaced| replaced.of == package) {
        let entry = |(version, sum): (&str, &str)| {
            format!(
                "name = \"{dependency}\"\nversion = \"{version}\"\n\
                 source = \"registry+https://github.com/rust-lang/crates.io-index\"\nchecksum = \"{sum}\"\n"
            )
        };
        ensure!(lock.contains(&entry(*old)), "the lock file of {package} has no {dependency} {}", old.0);
        lock = lock.replace(&entry(*old), &entry(*new));
    }
    Ok(lock)
}

/// A folder in the user's cache, which all checkouts share.
pub fn cache(what: &str) -> Result<PathBuf> {
    let set = |name| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let base = set("XDG_CACHE_HOME")
        .filter(|path| path.is_absolute())
        .or_else(|| set("HOME").or_else(|| set("USERPROFILE")).map(|home| home.join(".cache")))
        .context("there is no folder for the cache: set XDG_CACHE_HOME or HOME")?;
    Ok(base.join("intimacy-explorer").join(what))
}

/// The folder in which the tools are built.
fn work() -> PathBuf {
    project::root().join("target/tools")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dependency_is_replaced_and_the_rest_of_the_lock_file_stays() {
        let Replaced { of, dependency, old, new } = REPLACED[0];
        let entry = |version, sum| {
            format!(
                "[[package]]\nname = \"{dependency}\"\nversion = \"{version}\"\nsource = \"registry+https://github.com/rust-lang/crates.io-index\"\nchecksum = \"{sum}\"\n"
            )
        };
        let lock =
            |middle: &str| format!("version = 4\n\n{middle}\n[[package]]\nname = \"zlib\"\nversion = \"1.0.11\"\n");
        let released = lock(&entry(old.0, old.1));
        assert_eq!(with_replaced(of, released.clone()).unwrap(), lock(&entry(new.0, new.1)));
        // Another package keeps its own, and a lock file without the old version is not guessed at.
        assert_eq!(with_replaced("trunk-0.21.14", released.clone()).unwrap(), released);
        assert!(with_replaced(of, lock(&entry(old.0, new.1))).is_err());
    }

    #[test]
    fn every_tool_has_a_sum() {
        let bindgen = format!("wasm-bindgen-cli-{}", project::locked("wasm-bindgen").unwrap());
        let extra = [DENY, FUZZ, MUTANTS].map(|one| format!("{}-{}", one.package, one.version));
        for name in extra.into_iter().chain([bindgen, format!("trunk-{TRUNK}"), format!("geckodriver-{GECKODRIVER}")]) {
            assert!(SUMS.iter().any(|(known, sum)| *known == name && sum.len() == 64), "{name}");
        }
    }
}
