//! Crashes with a passphrase. The rescue screen states correctly what is saved, and pending records are still encrypted
//! and written.

use anyhow::{Result, ensure};
use e2e::{Browser, Case, Situation, Wish, situation};
use serde_json::json;

use super::presses::{Seen, crashes};
use super::{How, RESCUED, kept, open, saves};

/// The situations of this module.
pub const SITUATIONS: &[Situation] = &[situation!(a_crash_under_a_passphrase_loses_no_answer, holds: ["F17"])];

const PASSPHRASE: &str = "four quiet words here";

async fn presses(browser: &Browser, way: &[&str]) -> Result<()> {
    super::presses::presses(browser, way, PASSPHRASE).await
}

async fn says(browser: &Browser, what: &str) -> Result<()> {
    browser.until(what, async || Ok(browser.text().await?.contains(what))).await
}

const OPEN: [&str; 3] = ["[data-open=notes]", "(passphrase)", "Open it"];
const SET: [&str; 3] = ["Protect this with a passphrase", "(passphrase)", "Set the passphrase"];
const ON: &str = "Go on where I left off";
const CHANGE: &str = "Change the passphrase, or take it off";
const OFF: &str = "Take the passphrase off";

/// The number of records. Checks whether the records of answers are encrypted.
async fn records(browser: &Browser, sealed: bool) -> Result<usize> {
    let kept: serde_json::Map<_, _> = serde_json::from_str(&kept(browser).await?)?;
    let mut answers = kept.iter().filter(|(key, _)| key.contains("closeness"));
    ensure!(answers.all(|(_, text)| text.to_string().contains("sealed") == sealed), "sealed: {sealed}, {kept:?}");
    Ok(kept.len())
}

async fn a_crash_under_a_passphrase_loses_no_answer(case: &Case) -> Result<()> {
    let (server, browser) = open(case, "/", Wish::phone()).await?;
    let loads = async || {
        browser.open(&server.url("/")).await?;
        browser.until_script("it is loaded again", RESCUED).await?;
        browser.until_ready().await
    };
    let unlocks = async || {
        presses(&browser, &OPEN).await?;
        says(&browser, "It is open.").await
    };
    let answers =
        async |how: How| crashes(&browser, &[ON, "About equal"], "Answered(CalledEqual", how, PASSPHRASE).await;
    // The page handles passphrases, and not an action of the app. So the app crashes when it shows the outcome.
    let seals = async |way: &[&str]| crashes(&browser, way, "", How::Shown, PASSPHRASE).await;
    let (there, nothing) = (json!([true, false, true]), json!([false, false, false]));
    presses(&browser, &["[value=friend]", "[data-keep]", "[data-begin]", "About equal", "Skip", "My notes"]).await?;

    let Seen { said, .. } = seals(&SET).await?;
    ensure!(said == there && records(&browser, true).await? == 6, "set: {said}");
    loads().await?;
    let Seen { before, after, said } = seals(&OPEN).await?;
    ensure!(before == after && said == there, "opened: {said}");

    // A crash before and after an answer was passed to the vault.
    for (how, count) in [(How::Before, 6), (How::Kept, 7)] {
        loads().await?;
        unlocks().await?;
        let Seen { said, .. } = answers(how).await?;
        ensure!(said == there, "answered, {how:?}: {said}");
        browser.until("it is sealed", async || Ok(records(&browser, true).await? == count)).await?;
    }

    // When locked, the app has no answers, and the rescue screen mentions none.
    loads().await?;
    unlocks().await?;
    let Seen { before, after, said } = seals(&["Lock now"]).await?;
    ensure!(before == after && said == nothing, "locked: {said}");
    for (way, count) in [(&[CHANGE, "(passphrase)", "Change the passphrase"][..], 7), (&[CHANGE, OFF], 6)] {
        loads().await?;
        unlocks().await?;
        let Seen { said, .. } = seals(way).await?;
        ensure!(said == there && records(&browser, count == 7).await? == count, "{way:?}: {said}");
    }
    loads().await?;
    presses(&browser, &["[data-open=notes]", ON]).await?;
    browser.find(".ie-set").await?;

    // An answer that did not fit into the storage does not count as saved, although it was passed to the vault.
    presses(&browser, &["My notes"]).await?;
    presses(&browser, &SET).await?;
    says(&browser, "The passphrase is set.").await?;
    let full =
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; return true";
    browser.script(full, vec![]).await?;
    let Seen { before, after, .. } = answers(How::Shown).await?;
    ensure!(before == after, "there was room");
    let told = "const root = document.querySelector('intimacy-explorer').shadowRoot;
        return !root.querySelector('[data-said=kept]') && !!root.querySelector('[data-said=lost]')";
    browser.until_script("it is not said to be kept", told).await?;
    let file = saves(&browser).await?.to_string();
    ensure!(file.matches("equal").count() == 3, "the last answer is not in the file: {file}");

    // If it is locked after the crash, the file is no longer offered, and no answers are on the page.
    browser
        .script("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })); return true", vec![])
        .await?;
    let closed = "const shown = document.querySelector('intimacy-explorer').shadowRoot.textContent;
        return !document.querySelector('intimacy-explorer').shadowRoot.querySelector('[data-save]') && !shown.includes('About equal')";
    browser.until_script("it is locked", closed).await
}
