//! Trunk, wasm-bindgen at the version in Cargo.lock, and geckodriver, which Debian does not have; and, for the verbs
//! that need one of them alone, others.
//!
//! They work on a small page, so nobody waits for them: an unoptimised build is ready in a third of the time that
//! an optimised one takes. Each version has a folder of its own in the user's cache, shared by all work trees.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::long::{self, Step};
use crate::project;

/// The last version for the pinned compiler.
pub const TRUNK: &str = "0.21.14";
/// The driver of Firefox.
pub const GECKODRIVER: &str = "0.37.1";

/// A command of cargo's that one verb needs: never part of what the tests set up.
#[derive(Clone, Copy)]
pub struct Extra {
    package: &'static str,
    version: &'static str,
    usual: &'static str,
}

/// Licences, sources, duplicates, advisories.
pub const DENY: Extra = Extra { package: "cargo-deny", version: "0.20.2", usual: "about 3 minutes on two cores" };

/// Inputs that libFuzzer makes up.
pub const FUZZ: Extra = Extra { package: "cargo-fuzz", version: "0.13.2", usual: "about a minute on two cores" };
/// Faults put into the code, to see whether a test notices.
pub const MUTANTS: Extra = Extra { package: "cargo-mutants", version: "27.1.0", usual: "about 2 minutes on two cores" };

struct Tool {
    package: &'static str,
    version: String,
    /// What the package installs, as far as we use it.
    programs: Vec<&'static str>,
    /// More words for `cargo install`.
    options: &'static [&'static str],
}

/// A command of cargo's, ready to be called.
pub fn extra(extra: Extra) -> Result<Command> {
    let Extra { package, version, usual } = extra;
    let tool = Tool { package, version: version.to_owned(), programs: vec![package], options: &["--locked"] };
    let mut program = PathBuf::from(package);
    if !tool.answers(&program) {
        let home = tool.home()?;
        program = home.join("bin").join(package);
        if !tool.answers(&program) {
            long::run(&format!("{package} {version}"), usual, tool.install(&home))?;
            let _ = fs::remove_dir_all(work());
        }
    }
    let mut command = project::program(program);
    // Where cargo calls it, it names itself.
    command.arg(package.trim_start_matches("cargo-"));
    Ok(command)
}

/// The folders to put on the path; none for what is already on it.
pub fn find_or_install(firefox: bool) -> Result<Vec<PathBuf>> {
    let tools = [
        Tool { package: "trunk", version: TRUNK.to_owned(), programs: vec!["trunk"], options: &["--locked"] },
        Tool {
            package: "wasm-bindgen-cli",
            version: project::locked("wasm-bindgen")?,
            programs: vec!["wasm-bindgen", "wasm-bindgen-test-runner"],
            options: &[],
        },
        Tool {
            package: "geckodriver",
            version: GECKODRIVER.to_owned(),
            programs: vec!["geckodriver"],
            options: &["--locked"],
        },
    ];
    let mut folders = Vec::new();
    let mut steps = Vec::new();
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
            steps.push(Step { what: format!("{} {}", tool.package, tool.version), command: tool.install(&home) });
        }
        folders.push(bin);
    }
    if !steps.is_empty() {
        // Side by side: each waits for a single large package for half a minute, while the other has work to do.
        long::run_all(steps, "about 4 minutes on two cores")?;
        // More than a gigabyte that nobody needs again; kept until here, so that a set-up that was stopped goes on.
        let _ = fs::remove_dir_all(work());
    }
    Ok(folders)
}

impl Tool {
    /// The folder of this version.
    fn home(&self) -> Result<PathBuf> {
        Ok(cache("tools")?.join(format!("{}-{}", self.package, self.version)))
    }

    /// Whether the program is there at our version.
    fn answers(&self, program: &Path) -> bool {
        // A command of cargo's may want to be called as cargo does it.
        [None, self.package.strip_prefix("cargo-")].into_iter().any(|word| {
            let said = Command::new(program).args(word).arg("--version").output();
            said.is_ok_and(|said| {
                String::from_utf8_lossy(&said.stdout).split_whitespace().nth(1) == Some(&self.version)
            })
        })
    }

    fn install(&self, home: &Path) -> Command {
        let mut command = project::cargo();
        // The profile is ours alone, whatever the caller's shell says about profiles.
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
            .args(["install", "--debug", "--force", "--no-default-features", "--no-track", self.package])
            .args(["--version", &self.version])
            .args(self.options)
            .args(self.programs.iter().flat_map(|program| ["--bin", program]))
            .arg("--root")
            .arg(home);
        command
    }
}

/// Where something is kept from one checkout to the next.
pub fn cache(what: &str) -> Result<PathBuf> {
    let set = |name| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let base = set("XDG_CACHE_HOME")
        .filter(|path| path.is_absolute())
        .or_else(|| set("HOME").or_else(|| set("USERPROFILE")).map(|home| home.join(".cache")))
        .context("neither XDG_CACHE_HOME nor HOME says where tools could be kept")?;
    Ok(base.join("intimacy-explorer").join(what))
}

/// Where they are built.
fn work() -> PathBuf {
    project::root().join("target/tools")
}
