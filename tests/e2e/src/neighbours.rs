//! Two maps that are in the storage before a test injects a fault. The fault must not change them.

use anyhow::{Context, Result, ensure};
use intimacy_explorer::content::Subject;
use intimacy_explorer::quiz::{Run, SetAnswer};
use intimacy_explorer::record::{Namespace, RecordKey, RunId, Version, encode, records};

use crate::{Browser, Server};

/// The path of a page without scripts on the server of the test.
pub const PATH: &str = "/neighbours";

/// The button that begins another map beside the neighbours, in the notes.
const BEGIN: &str = "Begin a new map";

/// Puts the two maps into the storage of a server's origin.
///
/// # Errors
/// When the browser does not store them.
pub async fn plant(browser: &Browser, server: &Server) -> Result<()> {
    opens(browser, server).await?;
    plant_here(browser).await
}

/// Puts the two maps into the storage of the open page or frame.
///
/// # Errors
/// When the browser does not store them.
pub async fn plant_here(browser: &Browser) -> Result<()> {
    let plant = "for (const [key, text] of arguments[0]) localStorage.setItem(key, text); return true";
    browser.script(plant, vec![serde_json::to_value(entries())?]).await?;
    are_unchanged_here(browser).await
}

/// Checks that the storage of a server's origin has the two maps, byte for byte. Leaves the open page.
///
/// # Errors
/// When a record is missing or has changed.
pub async fn are_unchanged(browser: &Browser, server: &Server) -> Result<()> {
    opens(browser, server).await?;
    are_unchanged_here(browser).await
}

/// Checks the same in the open page or frame.
///
/// # Errors
/// When a record is missing or has changed.
pub async fn are_unchanged_here(browser: &Browser) -> Result<()> {
    for (key, text) in entries() {
        let now = browser.script("return localStorage.getItem(arguments[0])", vec![key.clone().into()]).await?;
        ensure!(now == text, "{key} of a neighbour has changed: {now}");
    }
    Ok(())
}

/// Opens the first question of a new map in the app, beside the neighbours.
///
/// # Errors
/// When the app does not offer it.
pub async fn begins_beside(browser: &Browser) -> Result<()> {
    browser.press("My notes").await?;
    browser.press(BEGIN).await
}

async fn opens(browser: &Browser, server: &Server) -> Result<()> {
    let page = "<!doctype html><html lang=en><meta charset=utf-8><title>Nothing</title><link rel=icon href=data:,>";
    server.page(PATH, page, &[]);
    browser.open(&server.url(PATH)).await.context("no page to look at the storage from")
}

/// The number of their records.
pub fn count() -> usize {
    entries().len()
}

/// The records of the two maps: storage keys and texts.
fn entries() -> Vec<(String, String)> {
    let mut family = Run::new(8, Subject::Family);
    family.answers.closeness[0] = Some(SetAnswer::Equal);
    let mut someone = Run::new(9, Subject::Someone);
    someone.answers.closeness[1] = Some(SetAnswer::Skipped);
    let namespace = Namespace::new("default");
    let mut entries = Vec::new();
    for (number, run) in [(42, family), (43, someone)] {
        for (key, value) in records(&run).iter() {
            let key = RecordKey { run: RunId::new(number), key };
            entries.push((namespace.full_key(key), encode(key, Version { clock: 1, replica: 0 }, value)));
        }
    }
    entries
}
