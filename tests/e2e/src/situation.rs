//! The test runner: runs situations in every engine and reports the outcomes.
//!
//! The harness of `cargo test` runs each test once. Here each situation runs once in each engine, and a combination
//! that is not possible is an outcome, too.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail, ensure};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use crate::browser::{Made, Pool};
use crate::{Ability, Browser, Engine, Server, Wish, root, site};

/// The number of browsers that run at a time. Each can keep one processor busy.
const WORKERS: usize = 2;
/// The longest time for a situation. Only a driver that no longer answers exceeds it.
const LIMIT: Duration = Duration::from_secs(300);
/// The largest number of failed cases that run again.
const UNSTEADY: usize = 4;

/// The future of a running test.
pub type Course<'a> = Pin<Box<dyn Future<Output = Result<()>> + 'a>>;

/// A test of the page that runs in each engine.
#[derive(Clone, Copy)]
pub struct Situation {
    /// The path of its module and function.
    pub name: &'static str,
    /// The faults it injects, such as `F11`.
    pub holds: &'static [&'static str],
    /// The abilities that an engine needs for it.
    pub needs: &'static [Ability],
    /// The test function.
    pub run: for<'a> fn(&'a Case) -> Course<'a>,
}

/// Makes a [`Situation`] of a function: `situation!(name)`, or with faults and abilities
/// `situation!(name, holds: ["F11"], needs: [Ability::Paper])`.
#[macro_export]
macro_rules! situation {
    ($run:ident $(, holds: [$($fault:literal),+])? $(, needs: [$($ability:expr),+])?) => {
        $crate::Situation {
            name: concat!(module_path!(), "::", stringify!($run)),
            holds: &[$($($fault),+)?],
            needs: &[$($($ability),+)?],
            run: |case| Box::pin($run(case)),
        }
    };
}

/// One situation in one engine.
pub struct Case {
    /// The engine.
    pub engine: Engine,
    pool: Arc<Pool>,
    left_out: RefCell<Vec<String>>,
}

impl Case {
    /// A browser of this engine with one new tab. Earlier situations may have used it, unless [`Wish::own`] is set, but
    /// pages find nothing of them.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn browser(&self, wish: Wish) -> Result<Browser> {
        self.pool.browser(self.engine, wish).await
    }

    /// Starts a server for the built page and a browser, and opens the page until the app is ready.
    ///
    /// # Errors
    /// When the page is not built, or the app does not start in time.
    pub async fn at_the_page(&self, wish: Wish) -> Result<(Server, Browser)> {
        let server = Server::start(site()?).await?;
        let browser = self.browser(wish).await?;
        browser.open(&server.url("/")).await?;
        browser.until_ready().await?;
        Ok((server, browser))
    }

    /// Whether the engine has the ability that a part of the test needs. If not, that part is reported as left out.
    pub fn can(&self, part: &str, ability: Ability) -> bool {
        let why = self.engine.cannot(ability);
        if let Some(why) = why {
            self.left_out.borrow_mut().push(format!("{part}: {why}"));
        }
        why.is_none()
    }
}

/// The outcome of a case.
struct Outcome {
    situation: Situation,
    engine: Engine,
    took: Duration,
    left_out: Vec<String>,
    end: End,
}

enum End {
    Passed,
    /// It failed with this error, and passed when it ran again.
    Unsteady(String),
    Impossible(&'static str),
    Failed(String),
}

/// Runs the situations in the engines of the variable `ENGINES`, or in all engines if it is not set. Arguments on the
/// command line select the situations whose names contain one of them. Prints the outcomes, and writes them to
/// `target/e2e.json`.
pub fn main(situations: &[&[Situation]]) -> ExitCode {
    crate::program(|| run(&situations.concat()))
}

fn run(all: &[Situation]) -> Result<bool> {
    let engines = engines()?;
    // Options that cargo and editors pass to every test (`--quiet`, `--nocapture`) are ignored.
    let words: Vec<_> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let wanted = |situation: &&Situation| words.is_empty() || words.iter().any(|word| name(situation).contains(word));
    let chosen: Vec<_> = all.iter().filter(wanted).copied().collect();
    ensure!(!chosen.is_empty(), "no situation is called {words:?}");
    let start = Instant::now();
    let cases = chosen.iter().flat_map(|situation| engines.iter().map(|engine| (*situation, *engine)));
    let waiting: Mutex<VecDeque<_>> = Mutex::new(cases.collect());
    let done = Mutex::new(Vec::new());
    let made = Arc::default();
    let workers: Vec<_> = (0..WORKERS).map(|_| Worker::new(&made)).collect::<Result<_>>()?;
    std::thread::scope(|scope| {
        for worker in workers {
            let (waiting, done) = (&waiting, &done);
            scope.spawn(move || {
                loop {
                    let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
                    let Some((situation, engine)) = next else { return };
                    let outcome = worker.try_out(situation, engine);
                    println!("{}", line(&outcome));
                    done.lock().unwrap_or_else(PoisonError::into_inner).push(outcome);
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    run_failed_again(&mut done, &Worker::new(&made)?);
    let whole = words.is_empty() && engines == Engine::ALL;
    write(&done, whole)?;
    Ok(summary(&done, start.elapsed()))
}

/// Runs the failed cases once more, one at a time. On a busy machine a browser or its driver fails about once in a few
/// hundred cases, so a case that passes now is unsteady, not failed. The summary names it with its first error. More
/// than [`UNSTEADY`] failures have another cause, and count.
fn run_failed_again(done: &mut [Outcome], worker: &Worker) {
    let failed = |outcome: &&mut Outcome| matches!(outcome.end, End::Failed(_));
    if done.iter_mut().filter(failed).count() > UNSTEADY {
        return;
    }
    for outcome in done.iter_mut().filter(failed) {
        let again = worker.try_out(outcome.situation, outcome.engine);
        println!("again: {}", line(&again));
        if let (End::Failed(first), End::Passed) = (&outcome.end, &again.end) {
            *outcome = Outcome { end: End::Unsteady(first.clone()), ..again };
        }
    }
}

/// The engines that the variable `ENGINES` lists; without it, all.
///
/// # Errors
/// If there is no such engine.
pub fn engines() -> Result<Vec<Engine>> {
    let Ok(list) = std::env::var("ENGINES") else { return Ok(Engine::ALL.to_vec()) };
    let engine = |id: &str| Engine::from_id(id).with_context(|| format!("ENGINES: there is no engine {id:?}"));
    list.split(',').map(|id| engine(id.trim())).collect()
}

/// The name without the name of the binary.
fn name(situation: &Situation) -> &'static str {
    situation.name.split_once("::").map_or(situation.name, |(_, name)| name)
}

/// Runs one situation after another.
struct Worker {
    pool: Arc<Pool>,
    /// The connections to the drivers of the pool belong to it.
    runtime: Runtime,
}

impl Worker {
    fn new(made: &Arc<Made>) -> Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().context("no runtime")?;
        Ok(Self { pool: Arc::new(Pool::new(Arc::clone(made))), runtime })
    }

    fn try_out(&self, situation: Situation, engine: Engine) -> Outcome {
        let start = Instant::now();
        let case = Case { engine, pool: Arc::clone(&self.pool), left_out: RefCell::default() };
        let end = match situation.needs.iter().find_map(|ability| engine.cannot(*ability)) {
            Some(why) => End::Impossible(why),
            None => match catch_unwind(AssertUnwindSafe(|| self.to_its_end(situation, &case))) {
                Ok(Ok(())) => End::Passed,
                Ok(Err(error)) => End::Failed(format!("{error:#}")),
                Err(panic) => {
                    let said = panic.downcast_ref::<String>().map(String::as_str);
                    End::Failed(said.or(panic.downcast_ref::<&str>().copied()).unwrap_or("a panic").to_owned())
                }
            },
        };
        if matches!(end, End::Failed(_)) {
            // The browser may be the cause, or in any state.
            self.pool.clear();
        }
        Outcome { situation, engine, took: start.elapsed(), left_out: case.left_out.into_inner(), end }
    }

    fn to_its_end(&self, situation: Situation, case: &Case) -> Result<()> {
        self.runtime.block_on(async {
            match tokio::time::timeout(LIMIT, (situation.run)(case)).await {
                Ok(end) => end,
                Err(_) => bail!("not at its end after {} s", LIMIT.as_secs()),
            }
        })
    }
}

fn line(outcome: &Outcome) -> String {
    let Outcome { situation, engine, took, left_out, end } = outcome;
    let said = match end {
        End::Passed | End::Unsteady(_) => "passed".to_owned(),
        End::Impossible(why) => format!("not possible here: {why}"),
        End::Failed(error) => format!("FAILED\n{error}"),
    };
    let left_out: String = left_out.iter().map(|part| format!("\n{:>19}without {part}", "")).collect();
    format!("{:<9} {:>6.1} s  {}  {said}{left_out}", engine.to_string(), took.as_secs_f64(), name(situation))
}

/// Prints a summary. Returns true if nothing failed, apart from unsteady cases.
fn summary(done: &[Outcome], took: Duration) -> bool {
    let count = |is: fn(&End) -> bool| done.iter().filter(|outcome| is(&outcome.end)).count();
    let failed = count(|end| matches!(end, End::Failed(_)));
    println!(
        "\nsituations × engines: {} passed, {} unsteady, {failed} failed, {} not possible here, in {:.0} s",
        count(|end| matches!(end, End::Passed)),
        count(|end| matches!(end, End::Unsteady(_))),
        count(|end| matches!(end, End::Impossible(_))),
        took.as_secs_f64()
    );
    for outcome in done {
        let (what, error) = match &outcome.end {
            End::Failed(error) => ("failed", error),
            End::Unsteady(error) => ("unsteady", error),
            End::Passed | End::Impossible(_) => continue,
        };
        let beginning: String = error.chars().take(600).collect();
        println!("{what} in {}: {}\n{beginning}", outcome.engine, name(&outcome.situation));
    }
    failed == 0
}

/// Writes the outcomes for `cargo xtask faults`. A partial run after a whole run replaces only the outcomes of its
/// cases.
fn write(done: &[Outcome], mut whole: bool) -> Result<()> {
    let file = root().join("target/e2e.json");
    let mut results: Vec<Value> = done
        .iter()
        .map(|outcome| {
            let (said, why) = match &outcome.end {
                End::Passed | End::Unsteady(_) => ("passed", None),
                End::Impossible(why) => ("not possible", Some(*why)),
                End::Failed(_) => ("failed", None),
            };
            json!({
                "situation": name(&outcome.situation), "engine": outcome.engine.id(), "holds": outcome.situation.holds,
                "outcome": said, "why": why, "without": outcome.left_out, "seconds": outcome.took.as_secs_f64(),
            })
        })
        .collect();
    let before: Value =
        std::fs::read(&file).ok().and_then(|text| serde_json::from_slice(&text).ok()).unwrap_or_default();
    if !whole && before["whole"] == true {
        let same = |one: &Value, other: &Value| ["situation", "engine"].iter().all(|name| one[name] == other[name]);
        let again = |one: &Value| results.iter().any(|result| same(one, result));
        let others: Vec<Value> =
            before["results"].as_array().into_iter().flatten().filter(|one| !again(one)).cloned().collect();
        results.extend(others);
        whole = true;
    }
    let text = serde_json::to_string_pretty(&json!({ "whole": whole, "results": results }))?;
    std::fs::write(&file, text).map_err(|error| anyhow!("cannot write {}: {error}", file.display()))
}
