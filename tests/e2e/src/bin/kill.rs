//! Tests which answers survive when the browser is killed: `cargo xtask kill [--engines LIST]`.
//!
//! An answer is saved, the browser is killed 0 to 12 seconds later, and started again with the same profile. Unlike the
//! test in `device/`, which waits until the bytes are on the disk, this program waits for fixed times to measure the
//! delay.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use e2e::{Ability, Browser, Engine, Server, Wish, engines, site};

/// The seconds after which an answer must be on the disk. PRIVACY.md warns about "the first seconds".
const PROMISED: u64 = 6;
const LONGEST: u64 = 12;

fn main() -> ExitCode {
    e2e::program(|| run().map(|()| true))
}

#[tokio::main]
async fn run() -> Result<()> {
    let server = Server::start(site()?).await?;
    println!("{:<10} {:>8}  the last answer", "", "after");
    for engine in engines()? {
        if let Some(why) = engine.cannot(Ability::Profile) {
            println!("{:<10} not possible here: {why}", engine.to_string());
            continue;
        }
        for seconds in 0..=LONGEST {
            let kept = after(engine, &server, seconds).await.with_context(|| format!("{engine}, {seconds} s"))?;
            println!("{:<10} {seconds:>6} s  {}", engine.to_string(), if kept { "kept" } else { "lost" });
            ensure!(kept || seconds < PROMISED, "an answer was lost after {seconds} s");
        }
    }
    Ok(())
}

/// Whether an answer survives if the browser is killed this many seconds later. Fails if a remaining record is
/// unreadable.
async fn after(engine: Engine, server: &Server, seconds: u64) -> Result<bool> {
    let mut browser = Browser::start(engine, Wish::default()).await?;
    browser.open(&server.url("/")).await?;
    browser.until_ready().await?;
    browser.find("input[value=friend]").await?.click().await?;
    browser.find("[data-keep]").await?.click().await?;
    browser.find("[data-begin]").await?.click().await?;
    browser.press("About equal").await?;
    let answered = Instant::now();
    let before = browser.script(KEPT, vec![]).await?.as_u64().context("no number")?;
    tokio::time::sleep(Duration::from_secs(seconds).saturating_sub(answered.elapsed())).await;
    browser.killed(Wish::default()).await?;

    browser.open(&server.url("/")).await?;
    browser.until_ready().await?;
    browser.press("Been here before? Open my notes").await?;
    let text = browser.text().await?;
    ensure!(!text.contains("could not be read"), "what is left cannot be read: {text}");
    let now = browser.script(KEPT, vec![]).await?.as_u64().context("no number")?;
    ensure!(now <= before, "{now} records, and there were {before}");
    Ok(now == before)
}

const KEPT: &str = "return Object.keys(localStorage).filter((key) => key.startsWith('intimacy-explorer:')).length";
