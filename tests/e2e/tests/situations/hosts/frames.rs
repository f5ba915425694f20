//! Frames, the page with its service worker, and the file from disk.

use anyhow::{Context, Result, ensure};
use e2e::{Ability, Browser, Case, Server, Situation, Wish, dist, neighbours, situation};

use super::{Host, answers_a_question, answers_beside_neighbours, page};

/// The situations of this module.
pub const SITUATIONS: &[Situation] = &[
    situation!(sealed_frame),
    situation!(leave_is_in_sight),
    situation!(other_origin),
    situation!(other_site, holds: ["F22"]),
    situation!(page_without_a_network, holds: ["F25"]),
    situation!(file_from_disk, holds: ["F25"]),
];

/// Presses a control in a frame of another origin. Scrolls to it first, because not every driver does.
async fn presses_inside(browser: &Browser, text: &str) -> Result<()> {
    browser.find("iframe").await?.enter_frame().await?;
    // Until the frame has its final height, its content may move.
    let settled = "return Math.abs(innerHeight - document.documentElement.getBoundingClientRect().height) <= 16";
    browser.until_script("the frame is as high as what is in it", settled).await?;
    let control = browser.control(text).await?;
    let top = "const box = arguments[0].getBoundingClientRect(); return (box.top + box.bottom) / 2";
    let top = browser.script(top, vec![control.to_json()?]).await?;
    browser.web().enter_default_frame().await?;
    let scroll = "const top = document.querySelector('iframe').getBoundingClientRect().top + arguments[0];
        if (top < 50 || top > innerHeight - 50) scrollBy(0, top - innerHeight / 2);";
    browser.script(scroll, vec![top]).await?;
    browser.find("iframe").await?.enter_frame().await?;
    browser.press(text).await?;
    browser.web().enter_default_frame().await.context("no way out of the frame")
}

async fn answers_inside(browser: &Browser) -> Result<()> {
    browser.find("iframe").await?.enter_frame().await?;
    browser.until_ready().await?;
    browser.web().enter_default_frame().await?;
    for text in ["Explore and search topic by topic", "Quiz", "A friend", "Begin", "Skip"] {
        presses_inside(browser, text).await?;
    }
    browser.find("iframe").await?.enter_frame().await?;
    let after = "Question 3 of";
    browser.until(after, async || Ok(browser.text().await?.contains(after))).await
}

/// Checks that the height of the frame follows its content.
async fn frame_follows(browser: &Browser) -> Result<()> {
    browser.web().enter_default_frame().await?;
    let height = async || -> Result<f64> {
        let height =
            browser.script("return document.querySelector('iframe').getBoundingClientRect().height", vec![]).await?;
        height.as_f64().context("the frame has no height")
    };
    browser.until("the frame is high", async || Ok(height().await? > 1000.0)).await?;
    answers_inside(browser).await?;
    browser.web().enter_default_frame().await?;
    browser.until("the frame is as high as a question", async || Ok(height().await? < 1500.0)).await
}

async fn sealed_frame(case: &Case) -> Result<()> {
    let host = Host::new(case, "sealed-frame", &[], Wish::default()).await?;
    host.opens().await?;
    let browser = &host.browser;
    frame_follows(browser).await?;
    presses_inside(browser, "My notes").await?;
    presses_inside(browser, "Keep my answers on this device").await?;
    browser.find("iframe").await?.enter_frame().await?;
    let told = "does not let the page keep anything";
    browser.until(told, async || Ok(browser.text().await?.contains(told))).await?;
    browser.web().enter_default_frame().await?;
    browser.is_quiet().await?;

    // Printing and saving a file need permissions of the sandbox.
    browser.find("iframe").await?.enter_frame().await?;
    browser.script("window.print = () => { window.printed = true; }; return true", vec![]).await?;
    browser.web().enter_default_frame().await?;
    presses_inside(browser, "Quiz").await?;
    for _ in 0..3 {
        presses_inside(browser, "About equal").await?;
    }
    presses_inside(browser, "See what you have so far").await?;
    presses_inside(browser, "Print this page").await?;
    browser.find("iframe").await?.enter_frame().await?;
    browser.until_script("it is printed", "return window.printed === true").await?;
    browser.web().enter_default_frame().await?;
    presses_inside(browser, "My notes").await?;
    browser.is_quiet().await?;
    if case.can("a file out of the frame", Ability::Files) {
        let file = browser.saves(async || presses_inside(browser, "Save my answers to a file").await).await?;
        ensure!(file.starts_with("{\"intimacy-explorer\":1") && file.contains("friend"), "{file}");
        browser.is_quiet().await?;
    }
    presses_inside(browser, "Erase everything").await?;
    browser.find("iframe").await?.enter_frame().await?;
    let erased = "Everything is erased.";
    browser.until(erased, async || Ok(browser.text().await?.contains(erased))).await?;
    browser.web().enter_default_frame().await?;
    browser.is_quiet().await
}

/// The leave link stays visible in a frame as high as its content, at every scroll position of the page around it.
async fn leave_is_in_sight(case: &Case) -> Result<()> {
    let elsewhere = Server::start(dist()?).await?;
    let server = Server::start(dist()?).await?;
    let host = page("other-origin")?.replace("{elsewhere}", elsewhere.url("").trim_end_matches('/'));
    server.page("/host", &host.replace("width=\"600\"", "width=\"100%\""), &[]);
    let browser = case.browser(Wish::phone()).await?;
    browser.open(&server.url("/host")).await?;
    let high = "return document.querySelector('iframe').getBoundingClientRect().height > 1000";
    browser.until_script("the frame is high", high).await?;
    let place = "const { top, bottom, right } = document.querySelector('[data-leave]').getBoundingClientRect();
        return [top, bottom, right]";
    for part in [0.5, 0.9, 0.2, 0.0] {
        let scroll = "scrollTo(0, arguments[0] * (document.documentElement.scrollHeight - innerHeight)); return true";
        browser.script(scroll, vec![part.into()]).await?;
        let seen = async || -> Result<bool> {
            browser.web().enter_default_frame().await?;
            let frame = "const { top } = document.querySelector('iframe').getBoundingClientRect(); return [top, innerHeight, innerWidth]";
            let frame: [f64; 3] = serde_json::from_value(browser.script(frame, vec![]).await?)?;
            browser.find("iframe").await?.enter_frame().await?;
            let link: [f64; 3] = serde_json::from_value(browser.script(place, vec![]).await?)?;
            browser.web().enter_default_frame().await?;
            Ok(frame[0] + link[0] >= 0.0 && frame[0] + link[1] <= frame[1] && link[2] <= frame[2])
        };
        browser.until(&format!("\"Leave\" is in sight at {part}"), seen).await?;
        if part == 0.5
            && let Some(folder) = std::env::var_os("PICTURES")
        {
            let name = format!("leave-in-frame-{}.png", browser.engine().id());
            std::fs::write(std::path::Path::new(&folder).join(name), browser.picture().await?)?;
        }
    }
    // Invalid messages from the page around are ignored.
    let lies = "const { contentWindow } = document.querySelector('iframe');
        for (const top of ['9px;color:red', NaN, Infinity, null, -5000, {}]) {
            contentWindow.postMessage({ type: 'intimacy-explorer:seen', v: 1, top }, '*');
        }
        return true";
    browser.script(lies, vec![]).await?;
    browser.find("iframe").await?.enter_frame().await?;
    let place = "return document.querySelector('.ie-leave').style.top";
    browser.until("a number is a number", async || Ok(browser.script(place, vec![]).await? == "8px")).await
}

const DARK: &str = "return getComputedStyle(document.body).colorScheme === 'dark'";

async fn other_origin(case: &Case) -> Result<()> {
    let browser = case.browser(Wish::default()).await?;
    framed_from_elsewhere(&browser, "127.0.0.1").await?;
    browser.is_quiet().await
}

async fn other_site(case: &Case) -> Result<()> {
    let browser = case.browser(Wish::default()).await?;
    let elsewhere = framed_from_elsewhere(&browser, "localhost").await?;
    // All engines partition storage by the top-level site. The frame's own site does not see what the frame saved.
    browser.open(&elsewhere.url("/embed/frame.html")).await?;
    browser.until_ready().await?;
    ensure!(browser.script("return localStorage.length", vec![]).await? == 0, "it is the same storage");
    browser.press("Been here before? Open my notes").await?;
    let nothing = "There is nothing here yet.";
    browser.until("nothing is there", async || Ok(browser.text().await?.contains(nothing))).await
}

/// Opens a page on the host `around` with a frame from 127.0.0.1. The frame has another origin and, if `around` is not
/// 127.0.0.1, another site.
async fn framed_from_elsewhere(browser: &Browser, around: &str) -> Result<Server> {
    let elsewhere = Server::start(dist()?).await?;
    let server = Server::start(dist()?).await?;
    server.page("/host", &page("other-origin")?.replace("{elsewhere}", elsewhere.url("").trim_end_matches('/')), &[]);
    let address = server.url("/host").replace("127.0.0.1", around);
    browser.open(&address).await?;
    ensure!(server.requests_since(0).contains(&"/host".to_owned()), "{address} belongs to another server");
    frame_follows(browser).await?;
    // A message that is not from the frame is ignored.
    let lie = "window.postMessage({ type: 'intimacy-explorer:height', v: 1, height: 9999 }, '*');
        return new Promise((done) => setTimeout(() => done(document.querySelector('iframe').getBoundingClientRect().height)));";
    ensure!(browser.script(lie, vec![]).await?.as_f64() < Some(9000.0), "a message from elsewhere was accepted");
    // The answers are saved in the storage partition of the frame on this site.
    presses_inside(browser, "My notes").await?;
    browser.find("iframe").await?.enter_frame().await?;
    browser.until("it says so", async || Ok(browser.text().await?.contains("in this browser, for this site"))).await?;
    browser.web().enter_default_frame().await?;
    presses_inside(browser, "Keep my answers on this device").await?;
    browser.open(&address).await?;
    browser.find("iframe").await?.enter_frame().await?;
    browser.until_ready().await?;
    browser.until_script("the frame is as dark as the page around it", DARK).await?;
    browser.web().enter_default_frame().await?;
    presses_inside(browser, "Been here before? Open my notes").await?;
    presses_inside(browser, "Go on where I left off").await?;
    browser.find("iframe").await?.enter_frame().await?;
    let on = "Question 3 of";
    browser.until(on, async || Ok(browser.text().await?.contains(on))).await?;
    // The maps of other people are in the same partition.
    neighbours::plant_here(browser).await?;
    browser.web().enter_default_frame().await?;
    browser.open(&address).await?;
    browser.find("iframe").await?.enter_frame().await?;
    browser.until_ready().await?;
    browser.web().enter_default_frame().await?;
    for text in [
        "Been here before? Open my notes",
        "Begin a new map",
        "A friend",
        "Keep my answers on this device",
        "Begin",
        "About equal",
    ] {
        presses_inside(browser, text).await?;
    }
    browser.find("iframe").await?.enter_frame().await?;
    browser.until(on, async || Ok(browser.text().await?.contains(on))).await?;
    neighbours::are_unchanged_here(browser).await?;
    browser.web().enter_default_frame().await?;
    ensure!(browser.script("return localStorage.length", vec![]).await? == 0, "the host page's storage is not empty");
    let inside = elsewhere.requests_since(0);
    ensure!(inside.iter().all(|path| path == "/embed/frame.html"), "the frame asks for more: {inside:?}");
    let console = browser.console().await?;
    // Firefox reports that it partitions the storage.
    ensure!(console.iter().all(|line| line.starts_with("cookiePartitionedForeign")), "{console:?}");
    Ok(elsewhere)
}

async fn page_without_a_network(case: &Case) -> Result<()> {
    let server = Server::start(dist()?.join("site")).await?;
    let browser = case.browser(Wish::default()).await?;
    neighbours::plant(&browser, &server).await?;
    browser.open(&server.url("/")).await?;
    browser.until_ready().await?;
    let stored = "return navigator.serviceWorker.ready.then(({ active }) => !!active && \
                  caches.keys().then((names) => names.length === 1))";
    browser.until_script("the page is stored", stored).await?;
    browser.is_quiet().await?;
    let address = server.url("/");
    drop(server);
    browser.open(&address).await?;
    browser.until_ready().await?;
    ensure!(!browser.text().await?.contains("This page was opened from a file."), "this is no file");
    browser.press("Explore and search topic by topic").await?;
    answers_beside_neighbours(&browser).await?;
    neighbours::are_unchanged_here(&browser).await
}

async fn file_from_disk(case: &Case) -> Result<()> {
    let browser = case.browser(Wish { own: true, ..Wish::default() }).await?;
    browser.open(&format!("file://{}", dist()?.join("offline/intimacy-explorer.html").display())).await?;
    browser.until_ready().await?;
    let warning = "This page was opened from a file.";
    ensure!(browser.text().await?.contains(warning), "the start card does not say who could read saved answers");
    browser.press("Explore and search topic by topic").await?;
    answers_a_question(&browser).await?;
    browser.press("My notes").await?;
    ensure!(browser.text().await?.contains(warning), "the notes do not say who could read saved answers");
    ensure!(browser.script("return localStorage.length", vec![]).await? == 0, "something was saved without consent");
    browser.is_quiet().await
}
