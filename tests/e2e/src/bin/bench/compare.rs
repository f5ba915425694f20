//! Compares the two pages, round by round.

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::json;

use crate::stats::{median, quantile, ratio};
use crate::tab::{FAST, OURS, PLAIN, Page, Pages, SLOW, SLOWER, Tab};
use crate::table::{Row, Target};

/// What is measured of one page in one round, in milliseconds.
pub struct Round {
    slow: Visit,
    fast: Visit,
    /// A reload until the saved question is painted.
    back: f64,
    answers: Vec<f64>,
    next: Vec<f64>,
    result: f64,
    /// Main-thread work for each question.
    work: f64,
    /// A press of "Leave" until the page is covered. Only the explorer has it.
    covered: Option<f64>,
}

/// A first visit until the first question on a screen of its own.
#[derive(Deserialize)]
struct Visit {
    paint: f64,
    first: f64,
    blocked_paint: f64,
    blocked_first: f64,
}

const BEGINS: &str = "bench.visit = bench.begins();";

/// The two pages, measured one after the other. Each round begins with another one.
pub async fn round(pages: &Pages, number: usize) -> Result<[Round; 2]> {
    Ok(if number.is_multiple_of(2) {
        let ours = measure(pages, &OURS).await.context("the explorer")?;
        [ours, measure(pages, &PLAIN).await.context("the plain page")?]
    } else {
        let plain = measure(pages, &PLAIN).await.context("the plain page")?;
        [measure(pages, &OURS).await.context("the explorer")?, plain]
    })
}

async fn measure(pages: &Pages, page: &Page) -> Result<Round> {
    let mut tab = Tab::new(pages, FAST).await?;
    let fast = visit(&mut tab, page).await?;
    let mut tab = Tab::new(pages, SLOW).await?;
    let slow = visit(&mut tab, page).await?;
    let back = reload(&mut tab, page).await?;
    let mut tab = Tab::new(pages, SLOWER).await?;
    visit(&mut tab, page).await?;
    let (answers, mut next) = answer(&tab).await?;
    let result = next.pop().context("no question")?;
    let covered: Option<f64> = tab.wait(COVERED).await?;
    let mut tab = Tab::new(pages, SLOWER).await?;
    visit(&mut tab, page).await?;
    let work = work(&tab).await?;
    Ok(Round { slow, fast, back, answers, next, result, work, covered })
}

/// Opens the page, and begins as soon as that can be seen.
async fn visit(tab: &mut Tab<'_>, page: &Page) -> Result<Visit> {
    tab.open(page, BEGINS).await?;
    tab.wait("bench.visit").await
}

/// Answers three questions, and loads the page again.
async fn reload(tab: &mut Tab<'_>, page: &Page) -> Result<f64> {
    for _ in 0..3 {
        tab.press("bench.armAnswer()").await?;
        tab.press("bench.armNext()").await?;
    }
    let question: f64 = tab.get("bench.page.question()").await?;
    tab.reload(page, &format!("bench.visit = bench.goesOn({question});")).await?;
    tab.wait("bench.visit").await
}

/// Answers all questions with the mouse. Returns the times of the answers, and those of the presses of Continue, of which
/// the last one shows the result.
async fn answer(tab: &Tab<'_>) -> Result<(Vec<f64>, Vec<f64>)> {
    let (mut answers, mut next) = (Vec::new(), Vec::new());
    while tab.get::<bool>("bench.page.question() !== 'result'").await? {
        if tab.get("bench.page.fields().length > 0").await? {
            answers.push(tab.press("bench.armAnswer()").await?);
        }
        next.push(tab.press("bench.armNext()").await?);
    }
    Ok((answers, next))
}

/// The main-thread work for each question, in processor time, which other programs of the machine do not lengthen. The
/// page answers all questions itself, so that no command of the bench is part of it.
async fn work(tab: &Tab<'_>) -> Result<f64> {
    tab.cdp("Performance.enable", json!({ "timeDomain": "threadTicks" })).await?;
    let before = task_seconds(tab).await?;
    let screens: f64 = tab.wait("bench.walk()").await?;
    Ok((task_seconds(tab).await? - before) * 1000.0 / screens)
}

async fn task_seconds(tab: &Tab<'_>) -> Result<f64> {
    let metrics = tab.cdp("Performance.getMetrics", json!({})).await?;
    let task = metrics["metrics"].as_array().into_iter().flatten().find(|metric| metric["name"] == "TaskDuration");
    task.and_then(|task| task["value"].as_f64()).context("the browser counts no work")
}

/// The time from a press of "Leave" until the cover of the page is painted. The page stays loaded, to report it. Null on
/// a page without that button.
const COVERED: &str = "(async () => {
    const leave = document.querySelector('[data-leave]');
    if (!leave) return null;
    navigation.addEventListener('navigate', (event) => event.preventDefault());
    const start = performance.now();
    leave.click();
    const end = await bench.painted(() => document.querySelector('[data-intimacy-explorer-cover]')?.checkVisibility());
    return end - start;
})()";

/// The ratio of the first set when the same quiz is made with React. It was measured once outside this project, beside a
/// quiz in plain JavaScript: 952 ms and 583 ms.
const REACT: f64 = 1.6;

/// The table of all rounds.
pub fn rows(rounds: &[[Round; 2]]) -> Vec<Row> {
    let all = |page: usize, value: &dyn Fn(&Round) -> f64| -> Vec<f64> {
        rounds.iter().map(|round| value(&round[page])).collect()
    };
    // The median of the rounds, with the ratio of each round.
    let row = |name, target, decimals, value: &dyn Fn(&Round) -> f64| {
        let (ours, plain) = (all(0, value), all(1, value));
        let ratio = Some(ratio(&ours, &plain));
        Row { name, ours: median(&ours), plain: Some(median(&plain)), ratio, target, decimals }
    };
    // The 95th percentile of all presses of all rounds.
    let slowest = |name, target, presses: &dyn Fn(&Round) -> &Vec<f64>| {
        let all = |page: usize| -> Vec<f64> { rounds.iter().flat_map(|round| presses(&round[page]).clone()).collect() };
        let (ours, plain) = (quantile(&all(0), 0.95), quantile(&all(1), 0.95));
        Row { name, ours, plain: Some(plain), ratio: Some(ours / plain), target, decimals: 1 }
    };
    let no_ratio = |row: Row| Row { ratio: None, ..row };
    let no_plain = |row: Row| Row { plain: None, ratio: None, ..row };
    let (value, times) = (|limit| Some(Target::Value(limit)), |limit| Some(Target::Ratio(limit)));
    vec![
        row("first paint, slow", times(0.8), 0, &|round| round.slow.paint),
        no_ratio(row("blocked until the first paint, slow", value(50.0), 0, &|round| round.slow.blocked_paint)),
        no_ratio(row("blocked until the first set, slow", value(50.0), 0, &|round| round.slow.blocked_first)),
        row("first set after an instant Begin, slow", times(REACT), 0, &|round| round.slow.first),
        row("saved question after a reload, slow", times(1.2), 0, &|round| round.back),
        row("Continue → next question, 4 times slower", times(1.2), 1, &|round| median(&round.next)),
        slowest("the same, 95th percentile", times(1.2), &|round| &round.next),
        row("answer → painted, 4 times slower", times(1.1), 1, &|round| median(&round.answers)),
        slowest("the same, 95th percentile", None, &|round| &round.answers),
        row("work for each question, 4 times slower", times(1.1), 1, &|round| round.work),
        row("last Continue → result, 4 times slower", None, 0, &|round| round.result),
        no_plain(row("Leave → covered, 4 times slower", None, 0, &|round| round.covered.unwrap_or(f64::NAN))),
        row("first paint, this machine", None, 0, &|round| round.fast.paint),
        row("first set after an instant Begin, this machine", None, 0, &|round| round.fast.first),
    ]
}
