//! Host pages around the element. Each page is written as an owner would write it.

pub mod app;
pub mod dom;
pub mod frames;
pub mod late;
pub mod leave;
pub mod maps;
pub mod own;
pub mod pages;
pub mod swaps;

use anyhow::{Context, Result, ensure};
use e2e::{Browser, Case, Server, Wish, dist, neighbours, root};

/// A host page on a server with all shipped files, and a browser that has not opened it yet.
pub struct Host {
    /// Serves `dist/`, and the page at `/host`.
    pub server: Server,
    /// The browser. It has not opened the page yet.
    pub browser: Browser,
}

impl Host {
    /// Serves the page `hosts/NAME.html` or `hosts/NAME/index.html`, see [`page`], and starts a browser.
    pub async fn new(case: &Case, name: &str, headers: &[(&str, &str)], wish: Wish) -> Result<Self> {
        Ok(Self { server: serves(name, headers).await?, browser: case.browser(wish).await? })
    }

    /// Replaces the page by another host page on a new origin, with the same browser.
    pub async fn moves_to(&mut self, name: &str) -> Result<()> {
        self.server = serves(name, &[]).await?;
        Ok(())
    }

    /// Puts two other maps into the storage of the page's origin.
    pub async fn plants_neighbours(&self) -> Result<()> {
        neighbours::plant(&self.browser, &self.server).await
    }

    /// Checks that these two maps are unchanged. Leaves the page.
    pub async fn left_neighbours(&self) -> Result<()> {
        neighbours::are_unchanged(&self.browser, &self.server).await
    }

    /// Opens the page.
    pub async fn opens(&self) -> Result<()> {
        self.browser.open(&self.server.url("/host")).await
    }
}

/// Starts a server with all shipped files and a host page, on a new origin.
pub async fn serves(name: &str, headers: &[(&str, &str)]) -> Result<Server> {
    let server = Server::start(dist()?).await?;
    server.page("/host", &page(name)?, headers);
    Ok(server)
}

/// The page in `hosts/NAME.html` or `hosts/NAME/index.html`, with its placeholders filled in; see [`filled`].
pub fn page(name: &str) -> Result<String> {
    let folder = root().join("tests/e2e/tests/situations/hosts");
    let files = [folder.join(format!("{name}.html")), folder.join(name).join("index.html")];
    let path = files.iter().find(|path| path.is_file()).with_context(|| format!("there is no host page {name:?}"))?;
    filled(&std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?)
}

/// Makes a host page from its body. Each placeholder is replaced by the code that an owner pastes.
///
/// `{element}` is an eager element with a paragraph in it, `{article}` and `{article eager}` the pasted article with
/// its script, `{loader}` and `{one}` the two scripts, `{frame}` the recommended sandboxed frame and `{frame loader}`
/// its script. A text without a doctype gets a head with a title and a viewport.
pub fn filled(html: &str) -> Result<String> {
    let snippet = std::fs::read_to_string(dist()?.join("embed/article.html"))?;
    let snippet = snippet.replace("\"intimacy-explorer.", "\"/embed/intimacy-explorer.");
    let eager = snippet.replacen("<intimacy-explorer>", "<intimacy-explorer loading=\"eager\">", 1);
    let whole = html.trim_start().to_ascii_lowercase().starts_with("<!doctype");
    let html = if whole { html.to_owned() } else { format!("{HEAD}{html}") };
    let parts = [
        ("{article}", snippet.as_str()),
        ("{article eager}", &eager),
        ("{element}", ELEMENT),
        ("{loader}", LOADER),
        ("{one}", ONE),
        ("{frame}", FRAME),
        ("{frame loader}", FRAME_LOADER),
    ];
    Ok(parts.iter().fold(html, |html, (place, part)| html.replace(place, part)))
}

const HEAD: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" \
    content=\"width=device-width, initial-scale=1\"><link rel=\"icon\" href=\"data:,\"><title>A practice</title><body>";
/// The element as in the guides, but loading at once.
pub const ELEMENT: &str = "<intimacy-explorer loading=\"eager\"><p>Fallback</p></intimacy-explorer>";
/// The element's script.
pub const LOADER: &str = "<script type=\"module\" src=\"/embed/intimacy-explorer.js\"></script>";
/// The element's script in one file.
pub const ONE: &str = "<script src=\"/embed/intimacy-explorer.one.js\"></script>";
/// The sandboxed frame as in the guides.
pub const FRAME: &str = "<iframe data-intimacy-explorer src=\"/embed/frame.html\" title=\"Explorer\" \
    sandbox=\"allow-scripts allow-downloads allow-modals allow-top-navigation-by-user-activation\" \
    style=\"border:0;display:block;width:100%;height:700px\"></iframe>\
    <p><a href=\"/embed/frame.html\">Nothing to see here? Open it on a page of its own.</a></p>";
/// The frame's script.
pub const FRAME_LOADER: &str = "<script src=\"/embed/frame.js\" defer></script>";

/// Answers the first question of a new map beside the neighbours. Ends at the next question.
pub async fn answers_beside_neighbours(browser: &Browser) -> Result<()> {
    neighbours::begins_beside(browser).await?;
    answers_the_first(browser, true).await
}

/// Begins the quiz from the navigation, and answers the first question, in the first element on the page.
pub async fn answers_a_question(browser: &Browser) -> Result<()> {
    browser.press("Quiz").await?;
    answers_the_first(browser, false).await
}

async fn answers_the_first(browser: &Browser, keep: bool) -> Result<()> {
    browser.press("A friend").await?;
    if keep {
        browser.press("Keep my answers on this device").await?;
    }
    browser.press("Begin").await?;
    browser.find(".ie-set").await?;
    browser.press_first(".ie-set input.ie-most").await?;
    let (before, after) = ("Question 2 of", "Question 3 of");
    ensure!(browser.text().await?.contains(before), "{:?}", browser.text().await?);
    browser.press("Continue").await?;
    browser.until(after, async || Ok(browser.text().await?.contains(after))).await
}
