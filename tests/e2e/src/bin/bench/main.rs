//! Measures what a person feels on the explorer's page, beside a quiz in plain JavaScript: `cargo xtask bench`.
//!
//! The two pages take turns. Each visit is in a new browser, with an empty cache and a phone's window. A ratio is the
//! median over the rounds of the ratio in each round, because the speed of a machine varies.

mod compare;
mod profile;
mod soak;
mod stats;
mod tab;
mod table;
mod with_use;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use e2e::dist;
use tab::Pages;

/// The options of the command line.
#[derive(Debug, PartialEq)]
struct Options {
    /// How often the two pages are compared. 0 leaves the comparison out.
    rounds: usize,
    /// Also measures with many maps, and what stays alive after visits to every screen.
    with_use: bool,
    /// How many seconds questions are answered, to find leaks.
    soak: Option<u64>,
    /// A folder with a build of the page whose wasm has names of functions, to profile what is not fast enough.
    profile: Option<PathBuf>,
}

/// How long questions are answered with `--with-use` alone.
const SOAK: u64 = 60;

impl Options {
    fn parse(mut words: impl Iterator<Item = String>) -> Result<Self> {
        let mut options = Self { rounds: 9, with_use: false, soak: None, profile: None };
        while let Some(word) = words.next() {
            let mut value = || words.next().with_context(|| format!("{word} needs a value"));
            match word.as_str() {
                "--rounds" => options.rounds = value()?.parse().context("--rounds needs a number")?,
                "--soak" => options.soak = Some(value()?.parse().context("--soak needs a number of seconds")?),
                "--profile" => options.profile = Some(value()?.into()),
                "--with-use" => options.with_use = true,
                _ => bail!("unknown option {word:?}; there are --rounds N, --with-use, --soak SECONDS, --profile"),
            }
        }
        if options.with_use {
            options.soak.get_or_insert(SOAK);
        }
        Ok(options)
    }
}

fn main() -> ExitCode {
    e2e::program(run)
}

/// Returns false if something has grown.
#[tokio::main]
async fn run() -> Result<bool> {
    let options = Options::parse(std::env::args().skip(1))?;
    let pages = Pages::start(&dist()?.join("site")).await?;
    println!("\n{}, a phone's window, {} rounds", tab::check(&pages).await?, options.rounds);
    let mut rounds = Vec::new();
    for number in 0..options.rounds {
        rounds.push(compare::round(&pages, number).await?);
        eprintln!("round {} of {}", number + 1, options.rounds);
    }
    let rows = compare::rows(&rounds);
    if !rounds.is_empty() {
        println!(
            "\nMedians, in ms. Slow: 1.6 Mbit/s, 150 ms, and the processor 4 times slower.\n\n{}",
            table::table(&rows)
        );
    }
    let mut stays = true;
    if options.with_use {
        with_use::maps(&pages, options.rounds.max(1)).await?;
        stays &= soak::visits(&pages).await?;
    }
    if let Some(seconds) = options.soak {
        stays &= soak::answers(&pages, seconds).await?;
    }
    if let Some(site) = options.profile {
        profile::report(&Pages::start(&site).await?).await?;
    }
    Ok(stays)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(line: &str) -> Result<Options> {
        Options::parse(line.split_whitespace().map(String::from))
    }

    #[test]
    fn options_have_defaults_and_reject_what_is_unknown() -> Result<()> {
        let usual = Options { rounds: 9, with_use: false, soak: None, profile: None };
        assert_eq!(options("")?, usual);
        assert_eq!(options("--with-use")?, Options { with_use: true, soak: Some(SOAK), ..usual });
        let usual = Options { rounds: 0, with_use: false, soak: Some(3600), profile: None };
        assert_eq!(options("--rounds 0 --soak 3600")?, usual);
        for wrong in ["--rounds", "--rounds many", "--run 3"] {
            assert!(options(wrong).is_err(), "{wrong}");
        }
        Ok(())
    }
}
