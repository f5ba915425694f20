//! Everything a contributor does with this project, as commands: `cargo xtask VERB`.
//!
//! A flat list of verbs, one file each. A verb brings what it needs (see [`setup`]) and says what it does.

use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, Result, bail};

mod args;
mod bench;
mod build;
mod check;
mod content;
mod deny;
mod deploys;
mod dist;
mod faults;
mod fuzz;
mod hostile;
mod hosts;
mod html;
mod imports;
mod kill;
mod minify;
mod mutants;
mod page;
mod project;
mod screens;
mod serve;
mod setup;
mod size;
mod test;
mod wasm;

const HELP: &str = "\
cargo xtask VERB

  serve [--port N]    build the page, serve it on this machine, rebuild on every change
  build               build the page into target/site
  dist [--url URL] [--framed-by SITE] [--check]
                      everything that is shipped, into dist; --url is where the page will be, --framed-by the site
                      that alone may show the frame; with --check, whether two clean builds are equal
  check [ARGS]        `cargo check` for this machine and for the browser, which editors call; ARGS go to cargo
  test [--only STAGE] [--engines LIST] [--situations NAME]
                      all checks, from formatting to three real browsers; stops at the first that fails
  faults              write the table in docs/faults.md from the last whole run of the browser tests
  size                how large what the page loads is, against its limits, and what the wasm consists of
  deny [--offline]    licences, sources, duplicates and advisories of what is used; where the advisories cannot be
                      reached it fails, unless --offline says that they are not to be asked for
  deploys [--engines LIST]
                      what nginx and Apache with the shipped header files make of an update
  html                what the Nu Html Checker finds in what is shipped (needs Java, and npm to bring it)
  hosts [--engines LIST] [--wrapping NAME] [--surrounding NAME] [--write]
                      each wrapping in each surrounding, such as themes and scripts from packages, and what it does not
                      hold there; with --write, into docs/host-pages.md
  hostile [--cases N] a million cases of each property of what comes in from outside
  fuzz [--seconds N] [TARGET]
                      inputs that libFuzzer makes up, for a time for each target
  mutants [--file GLOB]
                      faults put into the pure modules, one after another, and whether a test notices
  kill [--engines LIST]
                      what a browser that is killed 0 to 12 seconds after an answer has lost
  bench [--host]      how fast the page is in a real browser, also on a slow machine and line; with --host, what
                      a page pays for the embed below its fold
  content             what is wrong or missing in content/
  screens             take the screenshots in docs/screens
  setup               bring the tools that the others need (they do so themselves)
  page                (called by Trunk) put the last hand to a page that was built
";

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let verb = args.next().unwrap_or_default();
    let result = processes::adopt()
        .context("processes cannot be kept together")
        .and_then(|()| run(&verb, args::Args::new(args.collect())));
    // A command that was told to end waits here, and does not say that what it ended has failed.
    let _not_ending = processes::unless_ending();
    for process in processes::left_after(Duration::from_secs(1)) {
        eprintln!("ended, as it was left behind: {process}");
    }
    processes::end();
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(verb: &str, args: args::Args) -> Result<()> {
    match verb {
        "serve" => serve::run(args),
        "build" => build::run(args),
        "check" => check::run(args),
        "test" => test::run(args),
        "dist" => dist::run(args),
        "size" => size::run(args),
        "deny" => deny::run(args),
        "deploys" => deploys::run(args),
        "html" => html::run(args),
        "fuzz" => fuzz::run(args),
        "mutants" => mutants::run(args),
        "hostile" => hostile::run(args),
        "hosts" => hosts::run(args),
        "kill" => kill::run(args),
        "bench" => bench::run(args),
        "content" => content::run(args),
        "screens" => screens::run(args),
        "faults" => faults::run(args),
        "setup" => setup::run(args),
        "page" => page::run(args),
        "" | "help" | "-h" | "--help" => {
            print!("{HELP}");
            Ok(())
        }
        _ => bail!("there is no verb {verb:?}\n\n{HELP}"),
    }
}
