//! The builder: every snippet and every page that it gives is read by the element's own parser, and tried in a host page.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use e2e::{Browser, Case, Server, Situation, Wish, axe, dist, situation};
use intimacy_explorer::config::{Config, EXIT, Kind, SETTINGS, parse};
use serde_json::json;

/// The situations of this module.
pub const SITUATIONS: &[Situation] = &[
    situation!(every_snippet_is_read_by_the_parser),
    situation!(the_page_to_download_has_the_settings_and_the_colours),
    situation!(an_element_of_the_builder_runs_on_a_host_page),
    situation!(own_words_are_in_all_that_is_given),
    situation!(an_unsure_owner_gets_the_safe_way),
    situation!(a_wrong_value_and_a_weak_contrast_are_reported),
    situation!(the_page_of_the_site_works_under_its_headers_and_fetches_the_frame_when_asked),
];

/// A name that has to be escaped in every kind of snippet.
const PRACTICE: &str = "A & \"B\" <c> $1 'd'";

async fn opens(browser: &Browser, server: &Server) -> Result<()> {
    browser.open(&server.url("/builder/builder.html")).await?;
    browser.until_ready().await
}

/// The settings that the builder offers, with an example for each.
fn examples() -> BTreeMap<&'static str, &'static str> {
    let offered = SETTINGS.iter().filter(|setting| setting.name != "files");
    offered
        .map(|setting| (setting.name, if setting.name == "practice" { PRACTICE } else { setting.help.example }))
        .collect()
}

/// Fills in settings. `hide` is a row of boxes.
async fn fills(browser: &Browser, settings: &BTreeMap<&str, &str>) -> Result<()> {
    let fill = "for (const [name, value] of Object.entries(arguments[0])) {
            if (name === 'hide') for (const id of value.split(' ')) document.querySelector(`[data-setting=hide][value=${id}]`).checked = true;
            else document.getElementById(name).value = value;
        }
        document.querySelector('form').dispatchEvent(new Event('input', { bubbles: true }));";
    browser.script(fill, vec![json!(settings)]).await.map(drop)
}

async fn chooses(browser: &Browser, way: &str) -> Result<()> {
    let choose = "const way = document.querySelector('#way'); way.value = arguments[0];
        if (way.value !== arguments[0]) throw new Error(`no way ${arguments[0]}`);
        way.dispatchEvent(new Event('change', { bubbles: true }));";
    browser.script(choose, vec![way.into()]).await.map(drop)
}

async fn snippet(browser: &Browser) -> Result<String> {
    let value = browser.script("return document.querySelector('#snippet').value", vec![]).await?;
    Ok(value.as_str().context("there is no snippet")?.to_owned())
}

/// The text of the file behind a button. The browser is kept from saving it.
async fn downloads(browser: &Browser, name: &str) -> Result<String> {
    let watch = "window.made = undefined;
        const { createObjectURL } = URL;
        URL.createObjectURL = (blob) => (blob.text().then((text) => (window.made = text)), createObjectURL.call(URL, blob));
        HTMLAnchorElement.prototype.click = () => {};
        document.querySelector(`[data-download='${arguments[0]}']`).click();";
    browser.script(watch, vec![name.into()]).await?;
    let text = async || Ok(browser.script("return window.made ?? null", vec![]).await?.as_str().map(str::to_owned));
    browser.until_some(&format!("{name} is made"), text).await
}

/// What the element's parser reads from attributes.
fn read(attributes: &BTreeMap<String, String>) -> Result<Config> {
    let (config, problems) = parse(|name| attributes.get(if name == EXIT { "exit-page" } else { name }).cloned());
    ensure!(problems.is_empty(), "{problems:?}");
    Ok(config)
}

/// The attributes of the first element of a kind in a markup, as this browser reads them.
async fn attributes(browser: &Browser, markup: &str, tag: &str) -> Result<BTreeMap<String, String>> {
    let read =
        "const found = new DOMParser().parseFromString(arguments[0], 'text/html').querySelectorAll(arguments[1]);
        if (found.length !== 1) throw new Error(`${found.length} elements`);
        return Object.fromEntries([...found[0].attributes].map(({ name, value }) => [name, value]))";
    Ok(serde_json::from_value(browser.script(read, vec![markup.into(), tag.into()]).await?)?)
}

/// The attributes of a shortcode, as WordPress reads them.
fn of_shortcode(text: &str) -> Result<BTreeMap<String, String>> {
    let inside = text.trim().strip_prefix("[intimacy_explorer ").and_then(|rest| rest.strip_suffix(']'));
    let inside = inside.with_context(|| format!("{text} is no shortcode"))?;
    ensure!(!inside.contains(['[', ']', '<', '>']), "{text} would end early");
    let decoded = |value: &str| {
        value
            .replace("&quot;", "\"")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&#039;", "'")
            .replace("&amp;", "&")
    };
    let pairs = inside.split_terminator("\" ").map(|pair| pair.trim_end_matches('"').split_once("=\""));
    pairs.map(|pair| pair.map(|(name, value)| (name.to_owned(), decoded(value))).context("no pair")).collect()
}

async fn every_snippet_is_read_by_the_parser(case: &Case) -> Result<()> {
    let server = Server::start(dist()?).await?;
    let browser = case.browser(Wish::default()).await?;
    opens(&browser, &server).await?;
    let given = examples();
    fills(&browser, &given).await?;
    let ways = "return [...document.querySelector('#way').options].map(({ value }) => value).filter(Boolean)";
    let ways: Vec<String> = serde_json::from_value(browser.script(ways, vec![]).await?)?;
    ensure!(ways.len() == 8, "{ways:?}");
    let mut snippets = Vec::new();
    for way in &ways {
        chooses(&browser, way).await?;
        snippets.push((way.clone(), snippet(&browser).await?));
    }
    // The builder's own policy forbids it to parse markup.
    server.page("/host", "<!doctype html><title>Host</title><link rel=icon href=data:,>", &[]);
    browser.open(&server.url("/host")).await?;
    let wanted = read(&given.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())?;
    for (way, text) in snippets {
        match way.as_str() {
            "plugin-frame" | "plugin-element" => {
                let found = of_shortcode(&text).context(way)?;
                ensure!(read(&found)? == wanted, "{text}");
            }
            "element" | "one-file" => {
                let found = attributes(&browser, &text, "intimacy-explorer").await.context(way)?;
                ensure!(read(&found)? == wanted, "{text}");
                for setting in SETTINGS.iter().filter(|one| matches!(one.kind, Kind::Choice(_))) {
                    ensure!(found[setting.name] == setting.help.example, "{text}");
                }
            }
            "frame" | "elsewhere" => {
                let found = attributes(&browser, &text, "iframe").await.context(way.clone())?;
                ensure!(found["data-exit-page"] == given["exit-page"], "{text}");
                ensure!(found.contains_key("sandbox") == (way == "frame"), "{text}");
            }
            "wix" => ensure!(text == "https://explorer.example.org/frame.html", "{text}"),
            "link" => {
                let found = attributes(&browser, &text, "a").await.context(way)?;
                ensure!(found["href"] == "https://explorer.example.org/", "{text}");
            }
            other => anyhow::bail!("{other} is not tested"),
        }
    }
    browser.is_quiet().await
}

async fn the_page_to_download_has_the_settings_and_the_colours(case: &Case) -> Result<()> {
    let server = Server::start(dist()?).await?;
    let browser = case.browser(Wish::default()).await?;
    opens(&browser, &server).await?;
    chooses(&browser, "elsewhere").await?;
    let shipped = std::fs::read_to_string(dist()?.join("embed/frame.html"))?;
    ensure!(downloads(&browser, "frame.html").await? == shipped, "without settings it is not the shipped page");
    chooses(&browser, "frame").await?;
    let script = downloads(&browser, "frame.js").await?;
    ensure!(script == std::fs::read_to_string(dist()?.join("embed/frame.js"))?, "it is not the shipped script");
    fills(&browser, &BTreeMap::from([("practice", PRACTICE), ("contact", "https://example.org/contact")])).await?;
    let colour = "const colour = document.querySelector('#accent'); colour.value = '#123456';
        colour.dispatchEvent(new Event('input', { bubbles: true }))";
    browser.script(colour, vec![]).await?;
    let page = downloads(&browser, "frame.html").await?;
    let host = format!(
        "<!doctype html><html lang=en><title>Host</title><link rel=icon href=data:,>{}",
        snippet(&browser).await?
    );
    server.page("/explorer/frame.html", &page, &[]);
    server.page("/explorer/frame.js", &script, &[("content-type", "text/javascript")]);
    server.page("/host", &host, &[]);
    browser.open(&server.url("/host")).await?;
    browser.find("iframe").await?.enter_frame().await?;
    browser.until_ready().await?;
    let look = "const one = document.querySelector('intimacy-explorer'); return [document.querySelector('.ie-contact').textContent,
        getComputedStyle(one).getPropertyValue('--ie-accent').trim(), getComputedStyle(document.body).colorScheme,
        document.querySelector('[data-keep]')?.checkVisibility() ?? false]";
    let look = browser.script(look, vec![]).await?;
    ensure!(look[0].as_str().is_some_and(|text| text.contains(PRACTICE)), "{look}");
    ensure!((&look[1], &look[2]) == (&json!("#123456"), &json!("light")), "{look}");
    ensure!(look[3] == false, "a sealed frame offers to save");
    browser.web().enter_default_frame().await?;
    browser.is_quiet().await
}

async fn an_element_of_the_builder_runs_on_a_host_page(case: &Case) -> Result<()> {
    let server = Server::start(dist()?).await?;
    server.also("/explorer/", dist()?.join("embed"));
    let browser = case.browser(Wish::default()).await?;
    for way in ["element", "one-file"] {
        opens(&browser, &server).await?;
        fills(&browser, &examples()).await?;
        chooses(&browser, way).await?;
        let text = snippet(&browser).await?;
        let host = format!("<!doctype html><html lang=en><title>Host</title><link rel=icon href=data:,>{text}");
        server.page("/host", &host, &[]);
        browser.open(&server.url("/host")).await?;
        browser.until_ready().await.context(way)?;
    }
    browser.is_quiet().await
}

async fn own_words_are_in_all_that_is_given(case: &Case) -> Result<()> {
    let server = Server::start(dist()?).await?;
    server.also("/explorer/", dist()?.join("embed"));
    let browser = case.browser(Wish::default()).await?;
    opens(&browser, &server).await?;
    let write = "for (const [id, text] of arguments[0]) document.getElementById(id).value = text;
        document.querySelector('form').dispatchEvent(new Event('input', { bubbles: true }))";
    let texts = json!([
        ["own-start", "Welcome <b> & \"all\" $1\n\nA [bad](javascript:alert) one"],
        ["own-support", "We are [Calm Rooms](https://example.org/?a=1&b=2)."],
        ["own-result", "  \n"]
    ]);
    browser.script(write, vec![texts]).await?;
    browser.until_script("the preview shows it", "return document.querySelector('intimacy-explorer').shadowRoot.querySelector('.ie-own-content')?.textContent.startsWith('Welcome <b>')").await?;
    let read = "const own = (root) => [...root.querySelectorAll('intimacy-explorer > [slot]:not(.ie-leave)')].map((one) => [one.slot, one.innerHTML]);";
    let expected = json!([
        ["start", "<p>Welcome &lt;b&gt; &amp; \"all\" $1</p><p>A [bad](javascript:alert) one</p>"],
        ["support", "<p>We are <a href=\"https://example.org/?a=1&amp;b=2\">Calm Rooms</a>.</p>"]
    ]);
    ensure!(browser.script(&format!("{read} return own(document)"), vec![]).await? == expected);

    let mut pages = Vec::new();
    for way in ["element", "one-file"] {
        chooses(&browser, way).await?;
        let text = snippet(&browser).await?;
        pages.push(format!("<!doctype html><html lang=en><title>Host</title><link rel=icon href=data:,>{text}"));
    }
    for (way, name) in [("frame", "frame.html"), ("link", "index.html")] {
        chooses(&browser, way).await?;
        pages.push(downloads(&browser, name).await?);
    }
    // A shortcode cannot contain them, so the steps say where they are written.
    chooses(&browser, "plugin-frame").await?;
    ensure!(!snippet(&browser).await?.contains("Welcome"));
    let steps = browser.script("return document.querySelector('#steps').textContent", vec![]).await?;
    ensure!(steps.as_str().is_some_and(|steps| steps.contains("Your own words")), "{steps}");
    for page in pages {
        server.page("/host", &page, &[]);
        browser.open(&server.url("/host")).await?;
        browser.until_ready().await?;
        ensure!(browser.script(&format!("{read} return own(document)"), vec![]).await? == expected, "{page:.2000}");
    }
    browser.is_quiet().await
}

async fn an_unsure_owner_gets_the_safe_way(case: &Case) -> Result<()> {
    let server = Server::start(dist()?).await?;
    let browser = case.browser(Wish::default()).await?;
    opens(&browser, &server).await?;
    let name = "return document.querySelector('#way-name').textContent";
    let open = ["A part of the page", "as a part of the page"];
    for (answers, wanted) in [
        (["unsure", "unsure", "unsure"], "A link to a page of its own"),
        (["unsure", "unsure", "wordpress"], "The plugin for WordPress, in a sealed frame"),
        (["unsure", "yes", "html"], "A sealed frame"),
        (["no", "yes", "html"], "A part of the page"),
        (["yes", "yes", "wix"], "A frame, by its address"),
        (["no", "no", "therapists"], "A link to a page of its own"),
    ] {
        let choose = "for (const [name, value] of [['trackers', arguments[0][0]], ['files', arguments[0][1]], ['platform', arguments[0][2]]]) {
                document.querySelector(`[name=${name}][value=${value}]`).click();
            }";
        browser.script(choose, vec![json!(answers)]).await?;
        let told = browser.script(name, vec![]).await?;
        ensure!(told == wanted, "{answers:?}: {told}");
        let is_open = open.iter().any(|open| told.as_str().is_some_and(|told| told.ends_with(open)));
        ensure!(!is_open || answers[0] == "no", "{answers:?}: {told}");
    }
    browser.is_quiet().await
}

async fn a_wrong_value_and_a_weak_contrast_are_reported(case: &Case) -> Result<()> {
    let server = Server::start(dist()?).await?;
    let browser = case.browser(Wish::default()).await?;
    opens(&browser, &server).await?;
    chooses(&browser, "element").await?;
    fills(&browser, &BTreeMap::from([("contact", "http://example.org"), ("storage-name", "My Name")])).await?;
    let told = "return ['contact', 'storage-name', 'practice'].map((id) => document.querySelector(`#${id}-wrong`).textContent !== '')";
    let told = async || Ok(browser.script(told, vec![]).await? == json!([true, true, false]));
    browser.until("the wrong values are told", told).await?;
    let text = snippet(&browser).await?;
    ensure!(!text.contains("contact=") && !text.contains("storage-name="), "{text}");
    let colour = "const colour = document.querySelector('#accent'); colour.value = arguments[0];
        colour.dispatchEvent(new Event('input', { bubbles: true })); return document.querySelector('#contrast').textContent";
    let weak = browser.script(colour, vec!["#ffdd00".into()]).await?;
    ensure!(
        weak.as_str().is_some_and(|told| told.contains("links on the background") && told.contains("4.5")),
        "{weak}"
    );
    let strong = browser.script(colour, vec!["#112233".into()]).await?;
    ensure!(strong == "These colours can be read well.", "{strong}");
    Ok(())
}

async fn the_page_of_the_site_works_under_its_headers_and_fetches_the_frame_when_asked(case: &Case) -> Result<()> {
    let site = dist()?.join("site");
    let read = |name: &str| std::fs::read_to_string(site.join(name)).with_context(|| name.to_owned());
    let headers = read("_headers")?;
    let policy = headers.lines().find_map(|line| line.trim().strip_prefix("Content-Security-Policy: "));
    let policy = policy.context("_headers has no policy")?;
    let server = Server::start(&site).await?;
    server.page("/builder.html", &read("builder.html")?, &[("content-security-policy", policy)]);
    let browser = case.browser(Wish::default()).await?;
    browser.open(&server.url("/for-therapists.html")).await?;
    browser.press_first("a[href='./builder.html']").await?;
    browser.until_ready().await?;
    axe::finds_nothing(&browser).await?;
    let asked = |server: &Server| server.requests_since(0).iter().any(|path| path.starts_with("/builder-frame"));
    ensure!(!asked(&server), "the frame is fetched before somebody asks for it");
    // A visitor of the site must not download the builder for a use without a network.
    ensure!(!read("offline.js")?.contains("builder"), "the service worker stores the builder");

    let shipped = |name: &str| std::fs::read_to_string(dist()?.join("embed").join(name)).context("not shipped");
    chooses(&browser, "elsewhere").await?;
    ensure!(downloads(&browser, "frame.html").await? == shipped("frame.html")?, "it is not the shipped page");
    ensure!(downloads(&browser, "frame.js").await? == shipped("frame.js")?, "it is not the shipped script");
    fills(&browser, &BTreeMap::from([("practice", PRACTICE), ("contact", "/contact")])).await?;
    let shows = "return document.querySelector('intimacy-explorer').getAttribute('practice') === arguments[0]";
    ensure!(browser.script(shows, vec![PRACTICE.into()]).await? == true, "the preview has another practice");
    let page = downloads(&browser, "frame.html").await?;
    ensure!(page.contains("practice=\"A &amp; &quot;B&quot; &lt;c&gt; $1 'd'\""), "{:.2000}", page);
    let stored = browser.script("return localStorage.length", vec![]).await?;
    ensure!(stored == 0, "the preview has stored {stored} entries");
    browser.is_quiet().await?;

    server.fail("builder-frame", 503);
    browser.empty_cache().await?;
    browser.press("Download frame.html").await?;
    let told = "return document.querySelector('#not-saved').textContent.includes('frame.html')";
    browser.until_script("it says that the file did not come", told).await
}
