//! Puts faults into the code that is pure, one after another, and tells which of them no test notices.
//!
//! `.cargo/mutants.toml` says where. What is found lies in target/mutants.out.

use anyhow::{Context, Result};

use crate::args::Args;
use crate::project;
use crate::setup::{self, MUTANTS};

/// Tests that take their time, or look at files rather than at the code.
const SKIPPED: [&str; 6] = ["recovery::", "prerender::", "guides::", "architecture::", "score::", "content::checks::"];

/// The code that is pure; the configuration cannot name it, for then `--file` would only add to it.
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
    // The code is copied; what is built of it is kept, so that each fault takes seconds.
    mutants.env("CARGO_TARGET_DIR", target.join("mutate"));
    // One at a time: a build takes all the processors there are.
    mutants.args(["--jobs=1", "--output"]).arg(&target);
    let files = file.as_deref().map_or(PURE.to_vec(), |glob| vec![glob]);
    mutants.args(files.iter().flat_map(|glob| ["--file", glob])).args(args.rest());
    // Neither browsers, nor examples, nor benches: not even built.
    mutants.args(["--cargo-arg=--lib", "--cargo-arg=--test=native"]);
    mutants.args(["--", "--"]).args(SKIPPED.iter().flat_map(|name| ["--skip", name]));
    project::run(&mut mutants).context("what no test noticed is in target/mutants.out/missed.txt")
}
