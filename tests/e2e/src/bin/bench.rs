//! Measures the speed of the page: `cargo xtask bench [--runs N]`.
//!
//! Each run starts with an empty cache. Times are medians in milliseconds from the start of the navigation.

use std::process::ExitCode;

use anyhow::{Context, Result};
use e2e::pace::{self, SETTINGS, Setting};
use e2e::{Browser, Engine, Server, Wish, site};
use serde_json::{Value, json};

/// The measurements of one run.
#[derive(Default)]
struct Times {
    first_paint: Vec<f64>,
    answerable: Vec<f64>,
    ready: Vec<f64>,
    next: Vec<f64>,
    covered: Vec<f64>,
}

fn main() -> ExitCode {
    e2e::program(|| run().map(|()| true))
}

#[tokio::main]
async fn run() -> Result<()> {
    let runs = pace::runs(std::env::args().skip(1))?;
    let server = Server::start(site()?).await?;
    let mut conditions = String::new();
    let mut rows = Vec::new();
    for setting in &SETTINGS {
        let browser = Browser::start(Engine::Chromium, Wish::phone()).await?;
        browser.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": WATCH })).await?;
        let mut times = Times::default();
        // The first run only warms up the browser.
        for run in 0..=runs {
            let mut once = measure(&browser, &server, setting).await.with_context(|| setting.name.to_owned())?;
            if run > 0 {
                times.first_paint.append(&mut once.first_paint);
                times.answerable.append(&mut once.answerable);
                times.ready.append(&mut once.ready);
                times.next.append(&mut once.next);
                times.covered.append(&mut once.covered);
            }
        }
        conditions = pace::conditions(&browser).await?;
        rows.push((setting.name, times));
    }

    println!("\n{conditions}, a phone's window, median of {runs} runs, ms\n");
    println!(
        "| | first paint | first question answerable | app ready | answer → next question painted | Leave → covered |"
    );
    println!("| --- | ---: | ---: | ---: | ---: | ---: |");
    for (name, times) in rows {
        println!(
            "| {name} | {} | {} | {} | {} | {} |",
            pace::median(times.first_paint, 0),
            pace::median(times.answerable, 0),
            pace::median(times.ready, 0),
            pace::median(times.next, 0),
            pace::median(times.covered, 0)
        );
    }
    Ok(())
}

/// Records in `window.bench` when the first question is visible and interactive, and when the app is ready.
const WATCH: &str = "
    window.bench = {};
    const painted = name => requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => { bench[name] ??= performance.now(); };
        channel.port2.postMessage(0);
    });
    const look = () => {
        if (!bench.seen && document.querySelector('input[name=ie-subject]')?.getClientRects().length) { bench.seen = true; painted('answerable'); }
        if (document.querySelector('intimacy-explorer[data-ready]')) { painted('ready'); return; }
        requestAnimationFrame(look);
    };
    requestAnimationFrame(look);";

/// One run: from an empty cache to the second question.
async fn measure(browser: &Browser, server: &Server, setting: &Setting) -> Result<Times> {
    pace::start_afresh(browser, server, setting).await?;
    browser.open(&server.url("/")).await?;
    browser.until_script("the app is ready, and painted", "return bench.ready !== undefined").await?;
    let found = browser
        .script(
            "const ready = performance.getEntriesByName('intimacy-explorer:ready')[0]?.startTime;
            const paint = performance.getEntriesByName('first-contentful-paint')[0]?.startTime;
            return { paint, answerable: bench.answerable, ready: ready ?? bench.ready };",
            vec![],
        )
        .await?;
    let list = |name: &str| found[name].as_f64().into_iter().collect();
    let next = vec![next_question(browser).await?];
    let covered = vec![covered(browser).await?];
    Ok(Times { first_paint: list("paint"), answerable: list("answerable"), ready: list("ready"), next, covered })
}

/// The time from a press of Leave until the cover of the page is painted, in milliseconds. The page stays loaded, to
/// report it.
async fn covered(browser: &Browser) -> Result<f64> {
    let script = "
        const done = arguments[arguments.length - 1];
        navigation.addEventListener('navigate', (event) => event.preventDefault());
        const start = performance.now();
        document.querySelector('[data-leave]').click();
        requestAnimationFrame(() => {
            const channel = new MessageChannel();
            channel.port1.onmessage = () => {
                const covered = document.querySelector('[data-intimacy-explorer-cover]')?.checkVisibility();
                done(covered ? performance.now() - start : 'nothing covers the page');
            };
            channel.port2.postMessage(0);
        });";
    let found = browser.web().execute_async(script, Vec::<Value>::new()).await.context("the page was left")?;
    found.json().as_f64().with_context(|| found.json().to_string())
}

/// The time from a press of Continue under an answered set until the next question is painted, in milliseconds.
async fn next_question(browser: &Browser) -> Result<f64> {
    let begin = "
        document.querySelector('input[name=ie-subject]').click();
        document.querySelector('[data-begin]').click();";
    browser.script(begin, vec![]).await?;
    let set = "return !!document.querySelector('intimacy-explorer').shadowRoot.querySelector('.ie-set')";
    browser.until_script("the first set", set).await?;
    let script = "
        const done = arguments[arguments.length - 1];
        const root = document.querySelector('intimacy-explorer').shadowRoot;
        const question = () => root.querySelector('progress').value;
        const before = question();
        root.querySelector('.ie-most').click();
        const go = () => {
            const start = performance.now();
            root.querySelector('.ie-main .ie-actions .ie-button').click();
            const look = () => {
                if (question() === before) { requestAnimationFrame(look); return; }
                const channel = new MessageChannel();
                channel.port1.onmessage = () => done(performance.now() - start);
                channel.port2.postMessage(0);
            };
            requestAnimationFrame(look);
        };
        const answered = () => root.querySelector('.ie-most').checked ? requestAnimationFrame(go) : requestAnimationFrame(answered);
        answered();";
    let found = browser.web().execute_async(script, Vec::<Value>::new()).await.context("no second question")?;
    found.json().as_f64().context("no time")
}
