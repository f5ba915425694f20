//! Leaving at once, from wherever one is.

use anyhow::{Result, ensure};
use e2e::{Browser, Case, Server, Situation, Wish, dist, site, situation};
use thirtyfour::Key;

/// What is tried here.
pub const SITUATIONS: &[Situation] = &[
    situation!(from_every_kind_of_screen),
    situation!(before_the_app_is_there_and_after_it_failed),
    situation!(shift_three_times_and_nothing_less),
    situation!(from_a_frame_the_whole_page_goes),
    situation!(to_where_the_owner_says),
];

const BEFORE: &str = "<!doctype html><html lang=en><title>Before</title><link rel=icon href=data:,><h1>Before</h1>";

/// A page that tells the server how it is left.
async fn open(case: &Case, wish: Wish) -> Result<(Server, Browser)> {
    let server = Server::start(site()?).await?;
    server.page("/before", BEFORE, &[]);
    let browser = case.browser(wish).await?;
    browser.open(&server.url("/before")).await?;
    browser.script("location.href = '/'", vec![]).await?;
    browser.find("[data-begin]").await?;
    let watch = "addEventListener('pagehide', () => {
        const cover = document.querySelector('[data-intimacy-explorer-cover]');
        const at = (x, y) => document.elementFromPoint(x, y) === cover;
        const all = cover && at(1, 1) && at(innerWidth - 2, innerHeight - 2) && at(innerWidth / 2, innerHeight / 2);
        const shown = document.querySelector('intimacy-explorer').checkVisibility();
        navigator.sendBeacon(`/left/${!!all}/${shown}/${document.title.codePointAt(0)}`);
    })";
    browser.script(watch, vec![]).await?;
    Ok((server, browser))
}

/// The page has gone, covered, and Back leads to what was before it.
async fn is_left(server: &Server, browser: &Browser) -> Result<()> {
    let away = async || Ok(browser.web().current_url().await?.as_str().starts_with("https://www.bbc.co.uk/weather"));
    browser.until("another page is there", away).await?;
    browser.web().back().await?;
    let before = server.url("/before");
    browser.until("Back leads before", async || Ok(browser.web().current_url().await?.as_str() == before)).await?;
    // Covered, the explorer not shown, and the title an invisible space.
    let told = async || Ok(server.requests_since(0).into_iter().find(|path| path.starts_with("/left/")));
    let left = browser.until_some("the page that was left tells", told).await?;
    ensure!(left == "/left/true/false/8203", "covered, shown, title: {left}");
    Ok(())
}

async fn from_every_kind_of_screen(case: &Case) -> Result<()> {
    for screen in ["article", "question", "error", "result", "notes", "explore"] {
        let (server, browser) = open(case, Wish::phone()).await?;
        browser.until_ready().await?;
        if !["article", "explore"].contains(&screen) {
            browser.find("input[value=friend]").await?.click().await?;
            browser.find("[data-begin=keep]").await?.click().await?;
        }
        match screen {
            "error" => browser.press("Continue").await?,
            "result" => browser.press("See what you have so far").await?,
            "notes" => browser.press("My notes").await?,
            "explore" => browser.press("Explore and search topic by topic").await?,
            _ => {}
        }
        browser.press("Leave").await?;
        is_left(&server, &browser).await?;
    }
    Ok(())
}

async fn before_the_app_is_there_and_after_it_failed(case: &Case) -> Result<()> {
    for failed in [false, true] {
        let server = Server::start(site()?).await?;
        let hold = server.hold(".wasm");
        if failed {
            server.fail("en-", 500);
        }
        let browser = case.browser(Wish::phone()).await?;
        browser.open(&server.url("/")).await?;
        browser.until_script("the element is there", "return !!customElements.get('intimacy-explorer')").await?;
        if failed {
            browser.until_script("it has failed", "return !!document.querySelector('[data-failed]')").await?;
        }
        browser.press("Leave").await?;
        let away = async || Ok(browser.web().current_url().await?.as_str().starts_with("https://www.bbc.co.uk"));
        browser.until("another page is there", away).await?;
        drop(hold);
    }
    Ok(())
}

async fn shift_three_times_and_nothing_less(case: &Case) -> Result<()> {
    let (server, browser) = open(case, Wish::default()).await?;
    browser.until_ready().await?;
    browser.press("Explore and search topic by topic").await?;
    browser.click(&browser.find("#ie-search").await?).await?;
    // Capital letters are no wish to leave.
    for letter in ["a", "b", "c", "d"] {
        let capital = browser.web().action_chain().key_down(Key::Shift).send_keys(letter).key_up(Key::Shift);
        capital.perform().await?;
    }
    let told = "return document.querySelector('[data-once]').textContent";
    ensure!(browser.script(told, vec![]).await? == "", "letters count as a wish to leave");
    let shift = async || browser.web().action_chain().key_down(Key::Shift).key_up(Key::Shift).perform().await;
    shift().await?;
    browser
        .until_script("two more", "return document.querySelector('[data-once]').textContent.includes('two more')")
        .await?;
    shift().await?;
    browser
        .until_script("once more", "return document.querySelector('[data-once]').textContent.includes('once more')")
        .await?;
    ensure!(browser.web().current_url().await?.as_str() == server.url("/"), "left after two");
    shift().await?;
    is_left(&server, &browser).await
}

async fn from_a_frame_the_whole_page_goes(case: &Case) -> Result<()> {
    for sandbox in ["", "sandbox='allow-scripts'"] {
        let server = Server::start(dist()?).await?;
        let host = format!(
            "<!doctype html><html lang=en><title>Host</title><link rel=icon href=data:,><iframe data-intimacy-explorer title=e \
             src=/embed/frame.html {sandbox} width=600 height=600></iframe><script src=/embed/frame.js></script>"
        );
        server.page("/host", &host, &[]);
        let browser = case.browser(Wish::default()).await?;
        browser.open(&server.url("/host")).await?;
        browser.find("iframe").await?.enter_frame().await?;
        browser.until_ready().await?;
        browser.press("Leave").await?;
        browser.web().enter_default_frame().await?;
        let away =
            async || Ok(browser.web().current_url().await?.as_str().starts_with("https://www.bbc.co.uk/weather"));
        browser.until("another page is there", away).await?;
    }
    Ok(())
}

async fn to_where_the_owner_says(case: &Case) -> Result<()> {
    let server = Server::start(site()?).await?;
    let index = std::fs::read_to_string(site()?.join("index.html"))?;
    for (exit, to) in [
        ("https://example.org/news", "https://example.org/news"),
        ("javascript:alert(1)", "https://www.bbc.co.uk/weather"),
    ] {
        server.page(
            "/set",
            &index.replace("<intimacy-explorer", &format!("<intimacy-explorer exit-page='{exit}'")),
            &[],
        );
        let browser = case.browser(Wish::default()).await?;
        browser.open(&server.url("/set")).await?;
        browser.until_ready().await?;
        let href = browser.attribute(&browser.control("Leave").await?, "href").await?;
        ensure!(href.as_deref() == Some(to), "{exit}: {href:?}");
    }
    Ok(())
}
