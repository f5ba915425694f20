//! Browsers that several situations use: a situation finds nothing of an earlier one.

use anyhow::{Context, Result, ensure};
use e2e::{Case, Screen, Server, Situation, Wish, situation};
use serde_json::{Value, json};

/// The situations of this module.
pub const SITUATIONS: &[Situation] = &[situation!(a_used_browser_is_like_a_new_one)];

/// What a page can find of earlier pages, and how it is shown.
const FOUND: &str = "
    const done = arguments[0];
    (async () => ({
        cookies: document.cookie, local: localStorage.length, session: sessionStorage.length,
        databases: (await indexedDB.databases()).length, caches: (await caches.keys()).length,
        workers: (await navigator.serviceWorker.getRegistrations()).length,
        name: window.name, history: history.length, width: innerWidth, height: innerHeight,
        dark: matchMedia('(prefers-color-scheme: dark)').matches, scheme: document.documentElement.style.colorScheme,
    }))().then(done, (problem) => done(String(problem)));";

/// Stores something in every place.
const LEAVE: &str = "
    const done = arguments[0];
    (async () => {
        document.cookie = 'left=1; path=/; max-age=1000';
        localStorage.left = sessionStorage.left = 1;
        await new Promise((next, failed) => {
            const open = indexedDB.open('left');
            [open.onsuccess, open.onerror] = [() => { open.result.close(); next(); }, failed];
        });
        await caches.open('left');
        await navigator.serviceWorker.register('/worker.js');
        window.name = 'left';
        history.pushState(null, '', '#left');
        console.error('left');
        return true;
    })().then(done, (problem) => done(String(problem)));";

async fn a_used_browser_is_like_a_new_one(case: &Case) -> Result<()> {
    let mut first: Option<Value> = None;
    for round in ["new", "used"] {
        let server = Server::start(std::env::temp_dir()).await?;
        server.page("/", "<!doctype html><title>Host</title><link rel=icon href=data:,><body>", &[]);
        server.page("/worker.js", "", &[("content-type", "text/javascript")]);
        let browser = case.browser(Wish::default()).await?;
        browser.open(&server.url("/")).await?;
        let found = browser.web().execute_async(FOUND, vec![]).await?.json().clone();
        ensure!(
            json!([found["cookies"], found["local"], found["workers"], found["name"]]) == json!(["", 0, 0, ""]),
            "{round}: {found}"
        );
        ensure!(browser.web().windows().await?.len() == 1, "{round}: several tabs");
        browser.is_quiet().await.context(round)?;
        if let Some(first) = &first {
            ensure!(found == *first, "{round}: {found}, new: {first}");
        }
        first = Some(found);

        ensure!(browser.web().execute_async(LEAVE, vec![]).await?.json() == &json!(true), "{round}: nothing is left");
        browser.show_on(Screen { touch: false, ..Screen::PHONE }).await?;
        browser.prefer(true, false).await?;
        let tab = browser.web().new_tab().await?;
        browser.web().switch_to_window(tab).await?;
        browser.open(&server.url("/")).await?;
    }
    Ok(())
}
