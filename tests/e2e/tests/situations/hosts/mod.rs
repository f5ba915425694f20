//! Host pages around the element, one folder each with the page as an owner would have it.

pub mod frames;
pub mod pages;

use anyhow::{Context, Result, ensure};
use e2e::{Browser, Case, Server, Wish, dist, root};

/// A host page on a server that has all that is shipped, in a browser that has not opened it yet.
struct Host {
    server: Server,
    browser: Browser,
}

impl Host {
    async fn new(case: &Case, name: &str, headers: &[(&str, &str)], wish: Wish) -> Result<Self> {
        Ok(Self { server: serves(name, headers).await?, browser: case.browser(wish).await? })
    }

    /// To another host page, at an address of its own, in the same browser.
    async fn moves_to(&mut self, name: &str) -> Result<()> {
        self.server = serves(name, &[]).await?;
        Ok(())
    }

    async fn opens(&self) -> Result<()> {
        self.browser.open(&self.server.url("/host")).await
    }
}

/// All that is shipped, with a host page, at an address of its own.
async fn serves(name: &str, headers: &[(&str, &str)]) -> Result<Server> {
    let server = Server::start(dist()?).await?;
    server.page("/host", &page(name)?, headers);
    Ok(server)
}

/// The page in a situation's folder; `{article}` stands for what an owner pastes with the article in it.
fn page(name: &str) -> Result<String> {
    let path = root().join("tests/e2e/tests/situations/hosts").join(name).join("index.html");
    let html = std::fs::read_to_string(&path).with_context(|| format!("there is no {}", path.display()))?;
    let snippet = std::fs::read_to_string(dist()?.join("embed/article.html"))?;
    let snippet = snippet.replace("src=\"intimacy-explorer.js\"", "src=\"/embed/intimacy-explorer.js\"");
    let eager = snippet.replacen("<intimacy-explorer>", "<intimacy-explorer loading=\"eager\">", 1);
    Ok(html.replace("{article}", &snippet).replace("{article eager}", &eager))
}

/// From the navigation through the start card and the first question, in the element that is first on the page.
async fn answers_a_question(browser: &Browser) -> Result<()> {
    browser.press("Quiz").await?;
    browser.press("A friend").await?;
    browser.press("Begin, for this visit only").await?;
    browser.find(".ie-set").await?;
    browser.find(".ie-set input.ie-most").await?.click().await?;
    let (before, after) = ("Question 2 of", "Question 3 of");
    ensure!(browser.text().await?.contains(before), "{:?}", browser.text().await?);
    browser.press("Continue").await?;
    browser.until(after, async || Ok(browser.text().await?.contains(after))).await
}
