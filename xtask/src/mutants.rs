//! Inserts faults into the pure modules, one at a time, and lists those that no test detects.
//!
//! `.cargo/mutants.toml` configures it. The results are in target/mutants.out.

use anyhow::{Context, Result};

use crate::args::Args;
use crate::project;
use crate::setup::{self, MUTANTS};

/// Tests that are slow, or that check files and not the code.
const SKIPPED: [&str; 6] = ["recovery::", "prerender::", "guides::", "architecture::", "score::", "content::checks::"];

/// The pure modules. They are not in the configuration file, because `--file` would then add to them and not replace
/// them.
const PURE: [&str; 6] = [
    "src/record/**/*.rs",
    "src/quiz/**/*.rs",
    "src/state/**/*.rs",
    "src/chart/**/*.rs",
    "src/config/*.rs",
    "src/content/{blocks,delta,ids,language_file,links,pack,page,text}.rs",
];

pub fn run(mut args: Args) -> Result<()> {
    let file = args.value("--file")?;
    let target = project::root().join("target");
    let mut mutants = setup::extra(MUTANTS)?;
    // The tool copies the sources. A target folder that remains from fault to fault makes each build take seconds.
    mutants.env("CARGO_TARGET_DIR", target.join("mutate"));
    // One job: a build already uses all processors.
    mutants.args(["--jobs=1", "--output"]).arg(&target);
    let files = file.as_deref().map_or(PURE.to_vec(), |glob| vec![glob]);
    mutants.args(files.iter().flat_map(|glob| ["--file", glob])).args(args.rest());
    // Browser tests, examples and benches are not built.
    mutants.args(["--cargo-arg=--lib", "--cargo-arg=--test=native"]);
    mutants.args(["--", "--"]).args(SKIPPED.iter().flat_map(|name| ["--skip", name]));
    project::run(&mut mutants).context("the faults that no test detected are in target/mutants.out/missed.txt")
}
