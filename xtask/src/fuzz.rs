//! Runs the targets in `fuzz/`, each for a given time.
//!
//! It uses no sanitizer: our code has no `unsafe`, and so the pinned compiler is enough. The inputs that libFuzzer
//! finds are saved in target/, and the next run starts from them and from the committed ones.

use std::fs;

use anyhow::{Context, Result, bail};

use crate::args::Args;
use crate::project;
use crate::setup::{self, FUZZ};

/// The targets, each with its folder of bad inputs in tests/fixtures/hostile.
const TARGETS: [(&str, &str); 3] =
    [("import_file", "file"), ("stored_record", "record"), ("configuration", "configuration")];

pub fn run(mut args: Args) -> Result<()> {
    let seconds =
        args.value("--seconds")?.map(|seconds| seconds.parse().context("--seconds needs a number")).transpose()?;
    let seconds: u32 = seconds.unwrap_or(60);
    let wanted = args.rest();
    if let Some(unknown) = wanted.iter().find(|name| !TARGETS.iter().any(|(target, _)| target == name)) {
        bail!("there is no target {unknown:?}; the targets are {}", TARGETS.map(|(target, _)| target).join(", "));
    }
    for (target, fixtures) in TARGETS {
        if !wanted.is_empty() && !wanted.iter().any(|name| name == target) {
            continue;
        }
        println!("\n== {target}, {seconds} s");
        let found = project::root().join("target/fuzz").join(target);
        fs::create_dir_all(&found).with_context(|| format!("cannot make {}", found.display()))?;
        let mut fuzz = setup::extra(FUZZ)?;
        fuzz.args(["run", "--sanitizer=none", target]).arg(found);
        fuzz.args([format!("fuzz/corpus/{target}"), format!("tests/fixtures/hostile/{fixtures}")]);
        fuzz.args([
            "--",
            &format!("-max_total_time={seconds}"),
            "-timeout=5",
            "-max_len=70000",
            "-print_final_stats=1",
        ]);
        project::run(&mut fuzz)
            .with_context(|| format!("the input that made {target} fail is in fuzz/artifacts/{target}"))?;
    }
    Ok(())
}
