//! Runs the property tests of untrusted input (`tests/native/hostile`) with a million cases each.

use std::time::Instant;

use anyhow::{Context, Result};

use crate::args::Args;
use crate::project;

const CASES: u32 = 1_000_000;

pub fn run(mut args: Args) -> Result<()> {
    let cases = args.value("--cases")?.map(|cases| cases.parse().context("--cases needs a number")).transpose()?;
    let cases: u32 = cases.unwrap_or(CASES);
    args.end()?;
    let test = || {
        let mut test = project::cargo();
        test.args(["test", "--quiet", "--profile=checked", "--test=native", "hostile::"]);
        test
    };
    // Built first, so that the measured time is that of the cases alone.
    project::run(test().arg("--no-run"))?;
    let start = Instant::now();
    project::run(test().env("PROPTEST_CASES", cases.to_string()))?;
    println!("{cases} cases of each property in {:.1} s", start.elapsed().as_secs_f64());
    Ok(())
}
