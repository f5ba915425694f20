//! Runs all checks, the fast ones first, and stops at the first failure.

use std::fs;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::json;

use crate::args::Args;
use crate::project::{self, WASM, cargo};
use crate::setup::{self, Browsers, DENY, Engine, Tools};
use crate::{build, deny, dist, faults, imports, size};

type Check = fn(&Wanted) -> Result<()>;

const STAGES: [(&str, &str, Check); 12] = [
    ("format", "the code is formatted", format),
    ("deny", "every dependency has a permitted licence and source", |_| deny::known(false)),
    ("clippy", "no warning, for this machine", clippy),
    ("clippy-wasm", "no warning, for the browser", clippy_wasm),
    ("unit", "tests that need no browser", unit),
    ("docs", "the documentation builds without a warning", docs),
    ("wasm", "tests inside a browser, without a page", wasm),
    ("build", "the page is built", |_| build::site()),
    ("imports", "the wasm imports no function that sends data", |_| imports::check()),
    ("dist", "everything that is shipped is made, within its limits", |_| dist::make()),
    ("size", "the page is within its size limits", |_| size::check()),
    ("e2e", "the page in real browsers", e2e),
];

/// Options for the last stage.
struct Wanted {
    engines: Vec<&'static Engine>,
    situations: Option<String>,
}

pub fn run(mut args: Args) -> Result<()> {
    let wanted = Wanted {
        engines: setup::engines(args.value("--engines")?.as_deref())?,
        situations: args.value("--situations")?,
    };
    let only = args.value("--only")?.or_else(|| wanted.situations.is_some().then(|| "e2e".to_owned()));
    args.end()?;
    if let Some(only) = &only
        && !STAGES.iter().any(|(name, ..)| name == only)
    {
        bail!("--only: there is no stage {only:?}; the stages are {}", STAGES.map(|(name, ..)| name).join(", "));
    }
    // The setup comes first: it takes long, and can fail for reasons outside the code.
    Tools::for_tests(&wanted.engines)?;
    Browsers::find_or_install(&wanted.engines)?;
    if only.as_deref().is_none_or(|only| only == "deny") {
        setup::extra(DENY)?;
    }

    let mut times = Vec::new();
    let mut failed = None;
    for (name, what, check) in STAGES {
        if only.as_deref().is_some_and(|only| only != name) {
            continue;
        }
        println!("\n== {name}: {what}");
        let start = Instant::now();
        let result = check(&wanted);
        times.push((name, start.elapsed(), result.is_ok()));
        if let Err(error) = result {
            failed = Some((name, error));
            break;
        }
    }
    table(&times);
    match failed {
        None => Ok(()),
        Some((name, error)) => {
            Err(error.context(format!("stage {name:?} failed; to run it alone: cargo xtask test --only {name}")))
        }
    }
}

fn table(times: &[(&str, Duration, bool)]) {
    println!("\n{:<14} {:>8}", "stage", "seconds");
    for (name, time, passed) in times {
        println!("{name:<14} {:>8.1}  {}", time.as_secs_f64(), if *passed { "passed" } else { "FAILED" });
    }
    let passed = times.iter().filter(|(.., passed)| *passed).count();
    println!("\nstages: {passed} passed, {} failed", times.len() - passed);
}

fn format(_: &Wanted) -> Result<()> {
    project::run(cargo().args(["fmt", "--all", "--check"]))
}

fn clippy(_: &Wanted) -> Result<()> {
    project::run(cargo().args(["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"]))
}

/// Writes the language file, which the browser tests include.
fn language_file() -> Result<()> {
    project::run(cargo().args(["run", "--quiet", "--bin=prerender", "--", "--out", "target/page"]))
}

fn clippy_wasm(_: &Wanted) -> Result<()> {
    language_file()?;
    let targets = ["--lib", "--bin=intimacy-explorer", "--test=wasm"];
    project::run(cargo().args(["clippy", "--quiet", "--target", WASM]).args(targets).args(["--", "-D", "warnings"]))?;
    let host = ["--package=yew-host", "--", "-D", "warnings"];
    project::run(cargo().args(["clippy", "--quiet", "--target", WASM]).args(host))
}

fn unit(_: &Wanted) -> Result<()> {
    project::run(cargo().args(["test", "--quiet", "--workspace", "--exclude=e2e"]))?;
    project::run(cargo().args(["test", "--quiet", "--package=e2e", "--lib", "--bins"]))
}

fn docs(_: &Wanted) -> Result<()> {
    let mut doc = cargo();
    doc.args(["doc", "--quiet", "--workspace", "--no-deps", "--document-private-items"]);
    project::run(doc.env("RUSTDOCFLAGS", "-D warnings"))
}

fn wasm(_: &Wanted) -> Result<()> {
    language_file()?;
    let mut test = cargo();
    test.args(["test", "--target", WASM, "--test=wasm"]);
    test.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner");
    Tools::find_or_install()?.on_path(&mut test)?;
    let browser = Browsers::chromium()?;
    let flags = ["headless=new", "no-sandbox", "disable-gpu", "disable-quic", "disable-dev-shm-usage", "no-first-run"];
    let quiet = ["disable-background-networking", "disable-component-update", "disable-sync"];
    let args = [&flags[..], &quiet].concat();
    let options = json!({
        "goog:chromeOptions": { "binary": browser.path("CHROMIUM"), "args": args },
        "timeouts": { "pageLoad": 30_000 },
    });
    let file = project::root().join("target/webdriver.json");
    fs::write(&file, options.to_string()).with_context(|| format!("cannot write {}", file.display()))?;
    test.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", file);
    let test = browser.named(&mut test);
    // The server of the test runner has a race: with more than four connections it may leave one without an answer, and
    // the page does not load.
    project::run(test).or_else(|error| {
        eprintln!("{error:#}; the tests run once more");
        project::run(test)
    })
}

fn e2e(wanted: &Wanted) -> Result<()> {
    build::crashing()?;
    let mut test = cargo();
    test.args(["test", "--quiet", "--package=e2e", "--test=situations", "--"]);
    test.args(wanted.situations.iter().flat_map(|names| names.split(',')));
    test.env("ENGINES", setup::ids(&wanted.engines));
    Tools::for_tests(&wanted.engines)?.on_path(&mut test)?;
    project::run(Browsers::find_or_install(&wanted.engines)?.named(&mut test))?;
    faults::report_difference()
}
