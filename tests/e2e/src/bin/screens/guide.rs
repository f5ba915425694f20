//! Follows the owner's guide for plain HTML, as somebody does who has only the downloads: the builder from the disk, its
//! two files, and its snippet in a page. Takes the guide's pictures on the way, and prints what was counted.

use anyhow::{Context, Result, ensure};
use e2e::guide::{HEAD, Person, WINDOW, method, picture};
use e2e::{Browser, Engine, Server, Wish, dist};
use serde_json::json;

const PRACTICE: &str = "Calm Rooms";

pub async fn walk() -> Result<()> {
    let server = Server::start(dist()?).await?;
    let browser = Browser::start(Engine::Chromium, Wish { screen: WINDOW, ..Wish::default() }).await?;
    let mut person = Person::reads(&browser, "put-it-on-your-site/html.md", &["A frame"])?;
    // The download of the builder, and its file opened.
    person.does(2, 1);
    let builder = dist()?.join(format!("release/intimacy-explorer-builder-{}.html", env!("CARGO_PKG_VERSION")));
    browser.open(&format!("file://{}", builder.display())).await?;
    browser.until_ready().await?;
    person.presses("[name=files][value=yes]").await?;
    person.presses("[name=platform][value=html]").await?;
    person.chooses("#country", "IE").await?;
    person.types("#practice", PRACTICE).await?;
    person.types("#contact", "/contact").await?;
    shows(&browser, "label[for=country]", "guide-html-builder").await?;
    browser.script(RECORD, vec![]).await?;
    person.presses("[data-download='frame.html']").await?;
    person.presses("[data-download='frame.js']").await?;
    let files = "return Object.keys(window.made).length === 2 ? window.made : null";
    let files = browser.until_some("both files are made", async || {
        let made = browser.script(files, vec![]).await?;
        Ok(Some(made).filter(|made| !made.is_null()))
    });
    let files = files.await?;
    person.presses("#copy").await?;
    let snippet = browser.script("return document.querySelector('#snippet').value", vec![]).await?;
    let snippet = snippet.as_str().context("there is no snippet")?.to_owned();
    shows(&browser, "#folder-row", "guide-html-snippet").await?;

    // In the file manager of the host: a new folder, opened, "Upload", two files, confirmed. The name has 8 letters.
    person.does(7, 1);
    for (name, kind) in [("frame.html", "text/html"), ("frame.js", "text/javascript")] {
        let text = files[name].as_str().with_context(|| format!("{name} was not made"))?;
        server.page(&format!("/explorer/{name}"), text, &[("content-type", kind)]);
    }
    // In the editor of the host: the page opened, the place pressed, pasted, saved. Then the page itself.
    person.does(5, 3);
    server.page("/closeness.html", &PAGE.replace("{snippet}", &snippet), &[]);
    browser.open(&server.url("/closeness.html")).await?;
    person.sees_the_frame().await?;
    shows(&browser, "h1", "guide-html-page").await?;
    let set = person.begins().await?;
    ensure!(set == json!(["IE", PRACTICE, "/contact"]), "the settings on the page are {set}");
    println!("{HEAD}{}\n{}", person.row("plain HTML: makes the frame in the builder, uploads it, pastes it"), method());
    Ok(())
}

/// Keeps the text of each file that the page saves.
const RECORD: &str = "window.made = {};
    const { createObjectURL } = URL;
    let last;
    URL.createObjectURL = (blob) => ((last = blob), createObjectURL.call(URL, blob));
    const { click } = HTMLAnchorElement.prototype;
    HTMLAnchorElement.prototype.click = function () {
        last.text().then((text) => { window.made[this.download] = text; });
        click.call(this);
    }";

/// A page of a practice.
const PAGE: &str = "<!doctype html>
<html lang=\"en\">
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<title>Closeness</title>
<link rel=\"icon\" href=\"data:,\">
<style>body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; font: 1.0625rem/1.6 Georgia, serif; }</style>
<h1>Closeness</h1>
<p>Calm Rooms is a practice in Galway. Here is something quiet to read, and a short quiz.</p>
{snippet}</html>
";

/// Scrolls to an element, and takes a picture.
async fn shows(browser: &Browser, css: &str, name: &str) -> Result<()> {
    let scroll = "document.querySelector(arguments[0]).scrollIntoView(); scrollBy(0, -24)";
    browser.script(scroll, vec![css.into()]).await?;
    picture(browser, name).await
}
