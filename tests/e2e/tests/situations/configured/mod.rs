//! The settings of an owner and their effects on the page.

use anyhow::{Context, Result, ensure};
use e2e::{Browser, Case, Server, Situation, Wish, site, situation};
use serde_json::json;

/// The situations of this module.
pub const SITUATIONS: &[Situation] = &[
    situation!(help_lines_and_contact_are_the_owners),
    situation!(an_unusable_setting_is_reported_once),
    situation!(a_changed_setting_applies_at_once_and_keeps_the_screen, holds: ["F23"]),
    situation!(with_saving_off_nothing_is_offered_or_read),
    situation!(events_carry_no_answer),
];

/// Opens the page with these attributes on the element, and with `inside` in the element before the article.
async fn open(case: &Case, attributes: &str, inside: &str) -> Result<(Server, Browser)> {
    let browser = case.browser(Wish::default()).await?;
    Ok((goes(&browser, attributes, inside).await?, browser))
}

/// Opens such a page on a new origin.
async fn goes(browser: &Browser, attributes: &str, inside: &str) -> Result<Server> {
    let index = std::fs::read_to_string(site()?.join("index.html"))?;
    let plain = r#"<intimacy-explorer lang="en" heading-level="1" loading="eager">"#;
    ensure!(index.contains(plain), "the element in index.html has another form");
    let server = Server::start(site()?).await?;
    let set = format!("<intimacy-explorer lang=en loading=eager {attributes}>{inside}");
    server.page("/set", &index.replace(plain, &set), &[]);
    browser.open(&server.url("/set")).await?;
    browser.until_ready().await?;
    Ok(server)
}

async fn to_page(browser: &Browser, title: &str) -> Result<()> {
    browser.press("Explore and search topic by topic").await?;
    browser.press(title).await?;
    browser.find("#ie-screen").await?;
    Ok(())
}

/// The headings of the help lines that are visible without a press, in order.
async fn terms(browser: &Browser) -> Result<Vec<String>> {
    let mut terms = Vec::new();
    for term in browser.find_all(".ie-lines [data-own] > p, .ie-lines [open] > summary").await? {
        terms.push(term.text().await?);
    }
    Ok(terms)
}

/// Checks that the owner's own help lines come first, and then those of the owner's country.
async fn lines_are_the_owners(browser: &Browser) -> Result<()> {
    let terms = terms(browser).await?;
    ensure!(terms == ["Calm Rooms", "United Kingdom"], "{terms:?}");
    let dial = browser.attribute(&browser.find(".ie-lines a").await?, "href").await?;
    ensure!(dial.as_deref() == Some("tel:5550100"), "{dial:?}");
    Ok(())
}

async fn help_lines_and_contact_are_the_owners(case: &Case) -> Result<()> {
    let json = r#"<script type="application/json">{
        "country": "GB", "practice": "Calm Rooms", "help-lines": "Our desk: 555 0100", "heading-level": 3
    }</script>"#;
    let (_server, browser) = open(case, r#"contact="/ask""#, json).await?;
    let link = browser.control("Get in touch with Calm Rooms").await?;
    ensure!(
        browser.attribute(&link, "href").await?.as_deref() == Some("/ask"),
        "the article's contact link leads elsewhere"
    );
    ensure!(
        browser.attribute(&link, "rel").await?.as_deref() == Some("noreferrer"),
        "the link says where the reader comes from"
    );

    lines_are_the_owners(&browser).await.context("in the article")?;
    // A change by the owner takes effect at once, and no earlier line remains.
    let change = "const element = document.querySelector('intimacy-explorer');
        element.setAttribute('country', 'IE');
        element.setAttribute('help-lines', 'Our desk: 555 0199')";
    browser.script(change, vec![]).await?;
    let first = async || browser.attribute(&browser.find(".ie-lines a").await?, "href").await;
    browser.until("the new number", async || Ok(first().await?.as_deref() == Some("tel:5550199"))).await?;
    let terms = terms(&browser).await?;
    // Expanded lines stay expanded, because the reader may have expanded them.
    ensure!(terms[..2] == ["Calm Rooms", "Ireland"], "{terms:?}");
    ensure!(terms.iter().filter(|term| *term == "Calm Rooms").count() == 1, "{terms:?}");
    let back = change.replace("0199", "0100").replace("IE", "GB");
    browser.script(&back, vec![]).await?;
    browser.until("the old number", async || Ok(first().await?.as_deref() == Some("tel:5550100"))).await?;

    to_page(&browser, "When to seek support").await?;
    browser.control("Get in touch with Calm Rooms").await?;
    lines_are_the_owners(&browser).await.context("in the app")?;
    ensure!(browser.find("#ie-screen").await?.tag_name().await? == "h3", "the heading's level is not the owner's");
    browser.is_quiet().await
}

async fn an_unusable_setting_is_reported_once(case: &Case) -> Result<()> {
    let json = r#"<script type="application/json">{"colour": "red"}</script>"#;
    let (_server, browser) = open(case, r#"country="nowhere" contact="javascript:alert(1)""#, json).await?;
    let change = "document.querySelector('intimacy-explorer').setAttribute('practice', 'Calm Rooms')";
    browser.script(change, vec![]).await?;
    to_page(&browser, "When to seek support").await?;
    ensure!(browser.find_all("a[href^=javascript], .ie-contact").await?.is_empty(), "a bad link is on the page");
    let mut console = browser.console().await?;
    console.sort();
    let told = |name: &str| console.iter().filter(|line| line.contains(name)).count();
    ensure!(console.len() == 3, "{console:?}");
    for name in ["country=", "contact=", "colour"] {
        ensure!(told(name) == 1, "{name}: {console:?}");
    }
    Ok(())
}

async fn a_changed_setting_applies_at_once_and_keeps_the_screen(case: &Case) -> Result<()> {
    let (_server, browser) = open(case, r#"hide="fear""#, "").await?;
    browser.press("Explore and search topic by topic").await?;
    browser.control("Rebuilding closeness").await?;
    let listed = async |title: &str| anyhow::Ok(browser.text().await?.contains(title));
    ensure!(!listed("Fear of intimacy").await?, "a hidden subject is listed");
    let set = "document.querySelector('intimacy-explorer').setAttribute('hide', arguments[0])";
    browser.script(set, vec![json!("rebuilding")]).await?;
    browser.until("the other one is hidden", async || Ok(!listed("Rebuilding closeness").await?)).await?;
    ensure!(listed("Fear of intimacy").await?, "what is no longer hidden is not listed");

    browser.press("Quiz").await?;
    browser.press("A friend").await?;
    browser.press("Begin").await?;
    browser.press_first(".ie-most").await?;
    let shown = "const root = document.querySelector('intimacy-explorer').shadowRoot;
        return [root.querySelector('h1, h2, h3').localName, !!root.querySelector('.ie-most:checked')]";
    ensure!(browser.script(shown, vec![]).await? == json!(["h2", true]));
    browser.script("document.querySelector('intimacy-explorer').setAttribute('heading-level', '3')", vec![]).await?;
    browser
        .until("the level is another", async || Ok(browser.script(shown, vec![]).await? == json!(["h3", true])))
        .await?;
    browser.is_quiet().await
}

async fn with_saving_off_nothing_is_offered_or_read(case: &Case) -> Result<()> {
    let (_server, browser) = open(case, r#"saving="never""#, "").await?;
    ensure!(browser.find_all("[data-keep]").await?.is_empty(), "the article offers to keep");
    browser.press_first("input[value=friend]").await?;
    browser.press_first("[data-begin]").await?;
    browser.press("Skip").await?;
    browser.press("My notes").await?;
    browser.control("Erase everything").await?;
    ensure!(!browser.text().await?.contains("Keep my answers"), "the notes offer to keep");
    ensure!(browser.script("return localStorage.length", vec![]).await? == 0, "something was saved");
    browser.is_quiet().await?;

    // In the JSON, the setting does not hide the button in the article. A later change back to `offer` has no effect.
    let json = r#"<script type="application/json">{ "saving": "never" }</script>"#;
    for (attributes, inside) in [("", json), (r#"saving="never""#, "")] {
        let _server = goes(&browser, attributes, inside).await?;
        let set = "document.querySelector('intimacy-explorer').setAttribute('saving', 'offer')";
        browser.script(set, vec![]).await?;
        let keep = "document.querySelector('input[value=friend]').click(); document.querySelector('[data-keep]').click(); document.querySelector('[data-begin]').click()";
        browser.script(keep, vec![]).await?;
        browser.press("Skip").await?;
        browser.press("My notes").await?;
        browser.control("Erase everything").await?;
        let text = browser.text().await?;
        ensure!(!text.contains("Keep my answers"), "the notes offer to keep");
        ensure!(!text.contains("are kept on this device"), "the page says that it is saved");
        ensure!(browser.script("return localStorage.length", vec![]).await? == 0, "something was saved");
        browser.is_quiet().await?;
    }
    Ok(())
}

async fn events_carry_no_answer(case: &Case) -> Result<()> {
    let (_server, browser) = open(case, "", "").await?;
    let listen = "window.heard = []; for (const what of ['ready', 'resize', 'closed', 'error']) \
                  addEventListener(`intimacy-explorer:${what}`, (event) => heard.push([what, event.detail ?? null]));";
    browser.script(listen, vec![]).await?;
    browser.press("Explore and search topic by topic").await?;
    browser.until_script("the new height is told", "return heard.some(([what]) => what === 'resize')").await?;
    browser.script("const one = document.querySelector('main').firstElementChild; one.remove(); setTimeout(() => document.querySelector('main').append(one))", vec![]).await?;
    browser.until_script("it is ready again", "return heard.some(([what]) => what === 'ready')").await?;
    browser.until_script("no event says more", "return heard.every(([, detail]) => detail === null)").await
}
