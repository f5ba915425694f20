//! The standalone page.

use anyhow::{Result, ensure};
use e2e::{Ability, Browser, Case, Server, Situation, Wish, axe, site, situation};

/// The situations of this module.
pub const SITUATIONS: &[Situation] = &[
    situation!(runs_under_its_policy_and_asks_for_nothing_more),
    situation!(the_article_needs_no_script),
    situation!(the_article_does_not_wait_for_the_app),
    situation!(a_policy_that_is_broken_is_heard),
    situation!(the_words_come_from_the_article_unless_it_is_another_one),
];

/// Opens the page on a new server, in a new browser.
async fn open(case: &Case, wish: Wish) -> Result<(Server, Browser)> {
    let server = Server::start(site()?).await?;
    let browser = case.browser(wish).await?;
    browser.open(&server.url("/")).await?;
    Ok((server, browser))
}

async fn runs_under_its_policy_and_asks_for_nothing_more(case: &Case) -> Result<()> {
    for wish in [Wish::phone(), Wish::default()] {
        let (server, browser) = open(case, wish).await?;
        browser.until_ready().await?;
        let mark = server.mark();
        axe::finds_nothing(&browser).await?;
        browser.is_quiet().await?;
        ensure!(server.requests_since(mark).is_empty(), "requests after load: {:?}", server.requests_since(mark));
        if !case.can("each file asked for once", Ability::Cache) {
            continue;
        }
        let mut requests = server.requests_since(0);
        requests.sort();
        requests.dedup();
        ensure!(requests.len() == server.mark(), "something was asked for twice: {:?}", server.requests_since(0));
    }
    Ok(())
}

async fn the_article_needs_no_script(case: &Case) -> Result<()> {
    let (_server, browser) = open(case, Wish { script: false, ..Wish::phone() }).await?;
    browser.find("h1").await?;
    ensure!(browser.find_all("[data-ready]").await?.is_empty(), "a script ran");
    // The card has no control that needs a script. Its words stand there at once.
    ensure!(!browser.find_all(".ie-start .ie-without-app").await?.is_empty(), "the card is empty");
    ensure!(browser.find_all(".ie-start .ie-with-app").await?.is_empty(), "the card shows what needs a script");
    browser.is_quiet().await
}

async fn the_article_does_not_wait_for_the_app(case: &Case) -> Result<()> {
    let server = Server::start(site()?).await?;
    let wasm = server.hold(".wasm");
    let browser = case.browser(Wish::default()).await?;
    browser.open(&server.url("/")).await?;
    browser.find("h1").await?;
    wasm.release();
    browser.until_ready().await
}

async fn a_policy_that_is_broken_is_heard(case: &Case) -> Result<()> {
    let server = Server::start(site()?).await?;
    let html = "<!doctype html><html lang=en><title>a</title><script>window.a = 1</script><h1>a</h1>";
    server.page("/broken", html, &[("content-security-policy", "script-src 'self'")]);
    let browser = case.browser(Wish::default()).await?;
    browser.open(&server.url("/broken")).await?;
    let console = browser.console().await?;
    ensure!(
        console.iter().any(|line| line.contains("Content Security Policy") || line.contains("Content-Security-Policy")),
        "{console:?}"
    );
    Ok(())
}

async fn the_words_come_from_the_article_unless_it_is_another_one(case: &Case) -> Result<()> {
    let asked = |server: &Server, ending: &str| {
        let paths = server.requests_since(0);
        paths.iter().any(|path| path.ends_with(ending) && !path.contains("en-first-"))
    };
    let (server, browser) = open(case, Wish::default()).await?;
    browser.until_ready().await?;
    ensure!(asked(&server, ".delta") && !asked(&server, ".pack"), "{:?}", server.requests_since(0));

    let index = std::fs::read_to_string(site()?.join("index.html"))?;
    let edited = index.replace("Frequent questions", "What people ask");
    ensure!(edited != index, "the article has no such words to change");
    server.page("/edited", &edited, &[]);
    browser.open(&server.url("/edited")).await?;
    browser.until_ready().await?;
    ensure!(asked(&server, ".pack"), "{:?}", server.requests_since(0));
    browser.press("Explore and search topic by topic").await?;
    browser.control("Frequent questions").await?;
    browser.is_quiet().await
}
