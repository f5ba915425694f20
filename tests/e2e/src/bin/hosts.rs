//! Tests each wrapping in each surrounding in each engine: `cargo xtask hosts`.
//!
//! The outcomes are saved in `target/hosts.json`, so that a partial run adds to earlier ones. With `--write`, all saved
//! outcomes become the table in `docs/host-pages.md`.

use std::collections::{BTreeMap, VecDeque};
use std::fs;
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use e2e::surroundings::{
    Finding, Question, SURROUNDINGS, Surrounding, WRAPPINGS, Wrapping, cannot, check, packages, walk,
};
use e2e::{Browser, Engine, Wish, root, today, words};
use intimacy_explorer::content::Content;
use serde::{Deserialize, Serialize};

/// The number of browsers that run at a time.
const WORKERS: usize = 2;
/// The longest time for a journey. Only a driver that no longer answers exceeds it.
const LIMIT: Duration = Duration::from_secs(150);

/// The outcome of a cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Outcome {
    Held,
    Failed(Vec<Finding>),
    Impossible(String),
}

/// A cell and its outcome. The cell is identified by names.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Cell {
    surrounding: String,
    wrapping: String,
    engine: String,
    version: String,
    date: String,
    outcome: Outcome,
}

impl Cell {
    fn is_of(&self, other: &Self) -> bool {
        self.surrounding == other.surrounding && self.wrapping == other.wrapping && self.engine == other.engine
    }
}

fn main() -> ExitCode {
    e2e::program(run)
}

/// Returns true if no cell failed.
fn run() -> Result<bool> {
    let mut wanted = Wanted::default();
    let mut args = std::env::args().skip(1);
    let mut writes = false;
    while let Some(arg) = args.next() {
        let mut value = || args.next().with_context(|| format!("{arg} needs a value"));
        match arg.as_str() {
            "--engines" => wanted.engines = list(&value()?, Engine::from_id)?,
            "--wrapping" => wanted.wrappings = list(&value()?, |name| WRAPPINGS.iter().find(|one| one.name == name))?,
            "--surrounding" => {
                wanted.surroundings = list(&value()?, |name| SURROUNDINGS.iter().find(|one| one.name == name))?;
            }
            "--write" => writes = true,
            _ => bail!("what is {arg:?}?"),
        }
    }
    check()?;
    let words = words()?;
    let done = wanted.run(&words)?;
    let all = merge_and_save(&done)?;
    if writes {
        fs::write(root().join("docs/host-pages.md"), document(&all)?).context("cannot write docs/host-pages.md")?;
    }
    let count = |is: fn(&Outcome) -> bool| done.iter().filter(|cell| is(&cell.outcome)).count();
    let failed = count(|outcome| matches!(outcome, Outcome::Failed(_)));
    println!("\n{}", table(&done)?);
    println!(
        "surroundings × wrappings × engines: {} held, {failed} failed, {} not possible here",
        count(|outcome| *outcome == Outcome::Held),
        count(|outcome| matches!(outcome, Outcome::Impossible(_)))
    );
    Ok(failed == 0)
}

fn list<T>(names: &str, find: impl Fn(&str) -> Option<T>) -> Result<Vec<T>> {
    names.split(',').map(|name| find(name.trim()).with_context(|| format!("there is no {name:?}"))).collect()
}

struct Wanted {
    engines: Vec<Engine>,
    wrappings: Vec<&'static Wrapping>,
    surroundings: Vec<&'static Surrounding>,
}

impl Default for Wanted {
    fn default() -> Self {
        Self {
            engines: Engine::ALL.to_vec(),
            wrappings: WRAPPINGS.iter().collect(),
            surroundings: SURROUNDINGS.iter().collect(),
        }
    }
}

impl Wanted {
    /// Runs all selected cells. The cells of a row share a browser for each engine, but each has its own origin.
    fn run(&self, words: &Content) -> Result<Vec<Cell>> {
        let rows = self.surroundings.iter().flat_map(|row| self.engines.iter().map(|engine| (*row, *engine)));
        let waiting: Mutex<VecDeque<_>> = Mutex::new(rows.collect());
        let done = Mutex::new(Vec::new());
        let problem = Mutex::new(None);
        std::thread::scope(|scope| {
            for _ in 0..WORKERS {
                scope.spawn(|| {
                    loop {
                        let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
                        let Some((surrounding, engine)) = next else { return };
                        match self.row(words, surrounding, engine) {
                            Ok(cells) => {
                                let mut done = done.lock().unwrap_or_else(PoisonError::into_inner);
                                done.extend(cells);
                                // Saves intermediate results, in case the run is stopped.
                                if let Err(error) = merge_and_save(&done) {
                                    eprintln!("{error:#}");
                                }
                            }
                            Err(error) => *problem.lock().unwrap_or_else(PoisonError::into_inner) = Some(error),
                        }
                    }
                });
            }
        });
        if let Some(error) = problem.into_inner().unwrap_or_else(PoisonError::into_inner) {
            return Err(error);
        }
        Ok(done.into_inner().unwrap_or_else(PoisonError::into_inner))
    }

    fn row(&self, words: &Content, surrounding: &Surrounding, engine: Engine) -> Result<Vec<Cell>> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().context("no runtime")?;
        let impossible = cannot(surrounding)?;
        runtime.block_on(async {
            let mut cells = Vec::new();
            let mut browser: Option<Browser> = None;
            for wrapping in &self.wrappings {
                let start = Instant::now();
                let mut version = String::new();
                let outcome = if let Some(why) = &impossible {
                    Outcome::Impossible(why.clone())
                } else {
                    let open = match browser.take() {
                        Some(open) => open,
                        None => Browser::start(engine, Wish { still: false, ..Wish::phone() }).await?,
                    };
                    version = open.version();
                    match tokio::time::timeout(LIMIT, walk(&open, words, wrapping, surrounding)).await {
                        Ok(Ok(findings)) if findings.is_empty() => {
                            browser = Some(open);
                            Outcome::Held
                        }
                        Ok(Ok(findings)) => {
                            // After an incomplete journey the next one uses a new browser.
                            let ended = findings.iter().any(|finding| finding.question == Question::Journey);
                            browser = Some(open).filter(|_| !ended);
                            Outcome::Failed(findings)
                        }
                        Ok(Err(error)) => Outcome::Failed(vec![journey(format!("cannot be set up: {error:#}"))]),
                        Err(_) => Outcome::Failed(vec![journey(format!("not at its end after {} s", LIMIT.as_secs()))]),
                    }
                };
                let cell = Cell {
                    surrounding: surrounding.name.to_owned(),
                    wrapping: wrapping.name.to_owned(),
                    engine: engine.id().to_owned(),
                    version,
                    date: today(),
                    outcome,
                };
                println!("{:<10} {:>5.1} s  {}", engine.to_string(), start.elapsed().as_secs_f64(), line(&cell));
                cells.push(cell);
            }
            Ok(cells)
        })
    }
}

fn journey(why: String) -> Finding {
    Finding { question: Question::Journey, why }
}

fn line(cell: &Cell) -> String {
    let name = format!("{} in {}", cell.wrapping, cell.surrounding);
    match &cell.outcome {
        Outcome::Held => format!("{name}: held"),
        Outcome::Impossible(why) => format!("{name}: not possible here: {why}"),
        Outcome::Failed(findings) => {
            let lines: Vec<_> = findings.iter().map(|finding| format!("{:>22}{finding}", "")).collect();
            format!("{name}: FAILED\n{}", lines.join("\n"))
        }
    }
}

/// Merges the cells of this run into those of earlier runs, and saves them.
fn merge_and_save(done: &[Cell]) -> Result<Vec<Cell>> {
    let file = root().join("target/hosts.json");
    let before: Vec<Cell> =
        fs::read(&file).ok().and_then(|text| serde_json::from_slice(&text).ok()).unwrap_or_default();
    let others = before.into_iter().filter(|one| !done.iter().any(|cell| cell.is_of(one)));
    let all: Vec<_> = done.iter().cloned().chain(others).collect();
    fs::write(&file, serde_json::to_string_pretty(&all)?)
        .with_context(|| format!("cannot write {}", file.display()))?;
    Ok(all)
}

/// A table for each engine, with surroundings as rows and wrappings as columns. A cell lists the numbers of its failed
/// questions.
fn table(cells: &[Cell]) -> Result<String> {
    let mut text = String::new();
    for engine in Engine::ALL {
        let of: Vec<_> = cells.iter().filter(|cell| cell.engine == engine.id()).collect();
        let Some(version) = of.iter().map(|cell| &cell.version).max() else { continue };
        text += &format!("### {engine} {version}\n\n| | {} |\n", WRAPPINGS.each_ref().map(|one| one.name).join(" | "));
        text += &format!("| --- |{}\n", " --- |".repeat(WRAPPINGS.len()));
        for surrounding in &SURROUNDINGS {
            let cell = |wrapping: &Wrapping| {
                let of_this = |cell: &&&Cell| cell.surrounding == surrounding.name && cell.wrapping == wrapping.name;
                match of.iter().find(of_this).map(|cell| &cell.outcome) {
                    None => "not tried".to_owned(),
                    Some(Outcome::Held) => "held".to_owned(),
                    Some(Outcome::Impossible(_)) => "not possible".to_owned(),
                    Some(Outcome::Failed(findings)) => {
                        let mut numbers: Vec<_> =
                            findings.iter().map(|finding| finding.question.number().to_string()).collect();
                        numbers.dedup();
                        format!("**{}**", numbers.join(" "))
                    }
                }
            };
            let row = WRAPPINGS.each_ref().map(cell);
            if row.iter().any(|cell| cell != "not tried") {
                text += &format!("| {} | {} |\n", surrounding.name, row.join(" | "));
            }
        }
        text += "\n";
    }
    ensure!(!text.is_empty(), "no cell was tried");
    Ok(text)
}

/// The text of `docs/host-pages.md`.
fn document(cells: &[Cell]) -> Result<String> {
    let dates = || cells.iter().map(|cell| cell.date.as_str());
    let (first, last) = (dates().min().unwrap_or_default(), dates().max().unwrap_or_default());
    let when = if first == last { format!("on {first}") } else { format!("from {first} to {last}") };
    let mut text = format!(
        "# The explorer on host pages\n\n\
         `cargo xtask hosts --write` writes this file. It puts each wrapping of the explorer into each surrounding, in each \
         engine, walks one journey in it, and asks the same questions of every cell. Tried {when}.\n\n"
    );
    text += "A cell says \"held\", or the numbers of the questions that it did not hold:\n\n";
    for question in Question::ALL {
        text += &format!("{}. {}\n", question.number(), question.sentence());
    }
    text += "\n## Wrappings\n\n";
    for wrapping in &WRAPPINGS {
        text += &format!("- **{}**: {}\n", wrapping.name, wrapping.what);
    }
    text += "\n## Surroundings\n\n";
    for surrounding in &SURROUNDINGS {
        text += &format!("- **{}**: {}\n", surrounding.name, surrounding.what);
    }
    let kits: Vec<_> =
        packages()?.into_iter().map(|package| format!("{} {}", package.package, package.version)).collect();
    text += &format!("\nMade from {}; the others are written by hand.\n", kits.join(", "));
    text += &format!("\n## What was found\n\n{}", table(cells)?);

    // A finding that occurs in several cells is listed once.
    let mut failures: BTreeMap<(usize, String), Vec<String>> = BTreeMap::new();
    let mut impossible: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for cell in cells {
        let name = format!("{} in {} ({})", cell.wrapping, cell.surrounding, cell.engine);
        match &cell.outcome {
            Outcome::Held => {}
            Outcome::Failed(findings) => {
                for finding in findings {
                    let why = finding.why.replace(['\n', '<'], " ");
                    failures.entry((finding.question.number(), why)).or_default().push(name.clone());
                }
            }
            Outcome::Impossible(why) => impossible.entry(why.clone()).or_default().push(name),
        }
    }
    for (title, number) in [("Failed", true), ("Not possible", false)] {
        let lines: Vec<_> = if number {
            failures.iter().map(|((number, why), of)| format!("- {number}: {why} — {}", some(of))).collect()
        } else {
            impossible.iter().map(|(why, of)| format!("- {why} — {}", some(of))).collect()
        };
        if !lines.is_empty() {
            text += &format!("### {title}\n\n{}\n\n", lines.join("\n"));
        }
    }
    Ok(text.trim_end().to_owned() + "\n")
}

fn some(names: &[String]) -> String {
    match names {
        [one, two, three, rest @ ..] if !rest.is_empty() => format!("{one}; {two}; {three}; and {} more", rest.len()),
        _ => names.join("; "),
    }
}
