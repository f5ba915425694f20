//! Measures the cost of the embed below the fold of a host page: `cargo xtask bench --host [--runs N]`.
//!
//! Compares the same page without the embed, with the element alone, and with the article in the element. The pages
//! take turns in one browser, each time with an empty cache. Transfer sizes are those of brotli bodies without headers.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, ensure};
use e2e::pace::{self, SETTINGS, Setting};
use e2e::{Browser, Engine, Server, Wish, dist};
use serde_json::{Value, json};

const LOADER: &str = "intimacy-explorer.js";
const PAGES: [&str; 3] = ["without", "with the element", "with the article in it"];
/// The measures with their units, and their decimals in the table.
const COLUMNS: [(&str, usize); 7] = [
    ("KB", 1),
    ("first paint", 0),
    ("largest paint", 0),
    ("blocked", 0),
    ("shift", 4),
    ("KB when near", 1),
    ("shift until ready", 4),
];

fn main() -> ExitCode {
    e2e::program(|| run().map(|()| true))
}

#[tokio::main]
async fn run() -> Result<()> {
    let runs = pace::runs(std::env::args().skip(1))?;
    let folder = tempfile::tempdir().context("no folder for the host page")?;
    let served = folder.path().join("host");
    prepare(&dist()?.join("embed"), &served)?;
    let server = Server::start(&served).await?;
    let browser = Browser::start(Engine::Chromium, Wish::phone()).await?;
    browser.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": WATCH })).await?;
    sees(&browser, &server).await?;
    let mut tables = Vec::new();
    for setting in &SETTINGS {
        let mut found = PAGES.map(|_| COLUMNS.map(|_| Vec::new()));
        // The first round only warms up the browser. Each round begins with another page.
        for run in 0..=runs {
            for turn in 0..PAGES.len() {
                let page = (run + turn) % PAGES.len();
                let context = || format!("{}, {}", setting.name, PAGES[page]);
                let once = measure(&browser, &server, setting, page).await.with_context(context)?;
                if run > 0 {
                    found[page].iter_mut().zip(once).for_each(|(all, one)| all.extend(one));
                }
            }
        }
        tables.push((setting.name, found));
    }

    println!("\n{}, a phone's window, median of {runs} runs; ms, KB in brotli\n", pace::conditions(&browser).await?);
    println!("| | host page | {} |", COLUMNS.map(|(name, _)| name).join(" | "));
    println!("| --- | --- |{}", " ---: |".repeat(COLUMNS.len()));
    for (setting, found) in tables {
        for (page, values) in PAGES.iter().zip(found) {
            let values = values.into_iter().zip(COLUMNS).map(|(values, (_, decimals))| pace::median(values, decimals));
            println!("| {setting} | {page} | {} |", values.collect::<Vec<_>>().join(" | "));
        }
    }
    Ok(())
}

/// Creates the files of the embed and the pages around it, and compressed copies where the server expects them.
fn prepare(embed: &Path, to: &Path) -> Result<()> {
    let mut files = Vec::new();
    for entry in fs::read_dir(embed).context("there is no embed")? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        files.push((name, fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?));
    }
    let article = fs::read_to_string(embed.join("article.html")).context("there is no article to paste")?;
    ensure!(article.contains(LOADER), "the article to paste names no {LOADER}");
    let element =
        format!("<intimacy-explorer></intimacy-explorer>\n<script type=\"module\" src=\"{LOADER}\"></script>");
    for (at, inside) in ["", &element, &article].into_iter().enumerate() {
        files.push((format!("{at}.html"), host(inside).into_bytes()));
    }
    files.push(("unkind.html".to_owned(), host(UNKIND).into_bytes()));
    let mut small = to.as_os_str().to_owned();
    small.push(".br");
    let small = Path::new(&small);
    fs::create_dir_all(to).and_then(|()| fs::create_dir_all(small)).context("no folder for the host page")?;
    for (name, bytes) in files {
        fs::write(to.join(&name), &bytes).with_context(|| name.clone())?;
        let mut twin = brotli::CompressorWriter::new(Vec::new(), 1 << 16, 11, 22);
        twin.write_all(&bytes).and_then(|()| twin.flush()).with_context(|| name.clone())?;
        fs::write(small.join(format!("{name}.br")), twin.into_inner()).with_context(|| name.clone())?;
    }
    Ok(())
}

/// The page of a practice, a few screens long, with the embed below the fold and a footer after it.
fn host(inside: &str) -> String {
    const SUBJECTS: [&str; 6] = ["first visit", "rooms", "fees", "people", "garden", "way here"];
    const SAID: [&str; 5] = [
        "We take an hour for each other and begin with what matters to you",
        "There is tea, a window and no hurry",
        "Write or ring, and somebody answers on the same day",
        "The house lies behind the library, two minutes from the station",
        "What is said here stays here",
    ];
    let mut page = String::from(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Calm Rooms</title>\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><link rel=\"icon\" href=\"data:,\">\
         <style>body{font:18px/1.6 serif;margin:0 auto;max-width:40em;padding:1em}h1{font-size:2.5em}</style></head>\
         <body><h1>Calm Rooms</h1>\n",
    );
    for (at, subject) in SUBJECTS.iter().enumerate() {
        page.push_str(&format!("<h2>Our {subject}</h2>\n"));
        for line in 0..8 {
            let (one, other) = (SAID[(at + line) % 5], SAID[(at * 3 + line * 2 + 1) % 5]);
            page.push_str(&format!("<p>About the {subject}, {}: {one}. {other}.</p>\n", line + 1));
        }
    }
    page + "<div id=\"place\">" + inside + "</div>\n<footer><p>Calm Rooms, 1 Library Lane</p></footer></body></html>\n"
}

/// A script that causes a layout shift and a long task when its place becomes visible.
const UNKIND: &str = "<script>
    new PerformanceObserver((list, one) => {
        one.disconnect();
        const start = performance.now();
        while (performance.now() < start + 200);
        const box = document.createElement('div');
        box.style.height = '300px';
        document.body.prepend(box);
    }).observe({ type: 'paint', buffered: true });
</script>";

/// Checks that layout shifts and long tasks are detected, because otherwise a zero in the table would mean nothing.
async fn sees(browser: &Browser, server: &Server) -> Result<()> {
    pace::start_afresh(browser, server, &SETTINGS[0]).await?;
    browser.open(&server.url("/unkind.html")).await?;
    browser
        .until_script("a page that jumps and blocks is noticed", "return host.shift > 0.1 && host.blocked > 100")
        .await
}

/// Records layout shifts and long tasks in `window.host`. All shifts count because there is no input. Chromium treats
/// the change of the window size as input for half a second.
const WATCH: &str = "
    window.host = { largest: 0, blocked: 0, shift: 0 };
    const watch = (type, note) =>
        new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
    watch('largest-contentful-paint', (entry) => { host.largest = entry.startTime; });
    watch('longtask', (entry) => { host.blocked += entry.duration - 50; });
    watch('layout-shift', (entry) => { host.shift += entry.value; });";

/// Waits until the page is loaded, painted and idle. Returns the records and the transfer sizes without headers.
const NOTED: &str = "
    const done = arguments[arguments.length - 1];
    const idle = () => requestAnimationFrame(() => requestAnimationFrame(() => requestIdleCallback(() => {
        const paint = performance.getEntriesByName('first-contentful-paint')[0]?.startTime;
        if (paint === undefined || !host.largest) { idle(); return; }
        const files = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
        const sent = files.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
        done([sent / 1000, paint, host.largest, host.blocked, host.shift]);
    })));
    idle();";

/// Measures one visit: opens the page until it is idle, then scrolls to the embed until the app is ready.
async fn measure(browser: &Browser, server: &Server, setting: &Setting, page: usize) -> Result<[Option<f64>; 7]> {
    pace::start_afresh(browser, server, setting).await?;
    let mark = server.mark();
    browser.open(&server.url(&format!("/{page}.html"))).await?;
    let first = noted(browser).await?;
    let early = server.requests_since(mark);
    ensure!(!early.iter().any(|path| path.ends_with(".wasm")), "the app came before the reader was near: {early:?}");
    let [sent, _, _, _, shift] = first;
    let mut found = [Some(sent), Some(first[1]), Some(first[2]), Some(first[3]), Some(shift), None, None];
    if page > 0 {
        browser.script("document.querySelector('#place').scrollIntoView()", vec![]).await?;
        browser.until_ready().await?;
        let [sent_now, _, _, _, shift_now] = noted(browser).await?;
        found[5] = Some(sent_now - sent);
        found[6] = Some(shift_now - shift);
    }
    Ok(found)
}

async fn noted(browser: &Browser) -> Result<[f64; 5]> {
    let found = browser.web().execute_async(NOTED, Vec::<Value>::new()).await.context("the page is never idle")?;
    let found: Vec<f64> = found.convert().context("no numbers")?;
    found.try_into().ok().context("other numbers than asked for")
}
