//! The commands of a contributor: `cargo xtask VERB`.
//!
//! Each verb has one file. A verb installs the tools that it needs (see [`setup`]).

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
mod packages;
mod page;
mod project;
mod screens;
mod serve;
mod setup;
mod size;
mod speak;
mod split;
mod test;
mod wasm;
mod wordpress;

const HELP: &str = "\
cargo xtask VERB

  serve [--port N]    build the page, serve it on this machine, rebuild on every change
  build               build the page into target/site
  dist [--url URL] [--framed-by SITE] [--check]
                      make everything that is shipped, in dist; --url is the address of the page, --framed-by the only
                      site that may show the frame; --check compares two clean builds instead
  check [ARGS]        run `cargo check` for this machine and for the browser, for editors; ARGS go to cargo
  test [--only STAGE] [--engines LIST] [--situations NAME]
                      run all checks, from formatting to three real browsers; stop at the first failure
  faults              write the table in docs/faults.md from the last complete run of the browser tests
  size                compare the size of the page with its limits, and list the largest parts of the wasm
  deny [--offline]    check the licences, sources, duplicates and advisories of the dependencies; --offline skips the
                      advisories, and without it the command fails if they cannot be fetched
  deploys [--engines LIST]
                      test an update of the page on nginx and Apache with the shipped header files
  html                check the shipped pages with the Nu Html Checker (needs Java, and npm to install it)
  hosts [--engines LIST] [--wrapping NAME] [--surrounding NAME] [--write]
                      test each wrapping in each surrounding, such as themes and scripts from packages; --write saves
                      the result in docs/host-pages.md
  hostile [--cases N] run the property tests of untrusted input with a million cases each
  fuzz [--seconds N] [TARGET]
                      run libFuzzer for the given time on each target
  mutants [--file GLOB]
                      insert faults into the pure modules, one at a time, and list those that no test detects
  kill [--engines LIST]
                      measure which answers are lost when a browser is killed 0 to 12 seconds after an answer
  bench [--rounds N] [--with-use] [--soak SECONDS] [--profile]
                      measure the speed of the page in a real browser, beside a quiz in plain JavaScript
  bench --host [--runs N]
                      measure what the embed costs a page if it is below the visible area
  speak [--engines LIST] [--parts LIST] [--accept]
                      walk through the page with a screen reader, and compare what it says with tests/speech; --accept
                      saves it there
  packages [--engines LIST]
                      check the npm package with publint and others, use it in a page built with Vite and in one with
                      React, and use the explorer in a Yew app (needs Node and npm)
  wordpress [--version NAME] [--write]
                      set up WordPress, the newest and 6.1, and walk through the plugin; --write saves the result in
                      docs/wordpress.md
  content             list what is wrong or missing in content/
  screens             take the screenshots in docs/screens
  setup               install the tools of the other verbs (they also do so themselves)
  page                (called by Trunk) finish a page that Trunk has built
";

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let verb = args.next().unwrap_or_default();
    let result = processes::adopt()
        .context("cannot become the parent of orphaned processes")
        .and_then(|()| run(&verb, args::Args::new(args.collect())));
    // After a signal to end, this waits for the end. Otherwise it would report that the processes it has ended failed.
    let _not_ending = processes::unless_ending();
    for process in processes::left_after(Duration::from_secs(1)) {
        eprintln!("a process was still running and is ended: {process}");
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
        "packages" => packages::run(args),
        "bench" => bench::run(args),
        "wordpress" => wordpress::run(args),
        "content" => content::run(args),
        "screens" => screens::run(args),
        "speak" => speak::run(args),
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
