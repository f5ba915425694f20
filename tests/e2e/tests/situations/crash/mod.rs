//! The app panics, at every action there is on a way through the quiz, in a build that a test can tell when.

use anyhow::{Context, Result, bail, ensure};
use e2e::{Browser, Case, Server, Situation, Wish, axe, root, situation};
use serde_json::json;

/// What is tried here.
pub const SITUATIONS: &[Situation] = &[
    situation!(at_every_action_what_was_answered_is_kept, holds: ["F17"]),
    situation!(answers_for_this_visit_can_be_saved, holds: ["F17"]),
    situation!(a_second_one_on_the_page_is_rescued_too, holds: ["F14", "F17"]),
];

/// The page whose app can be made to panic.
async fn open(case: &Case, path: &str, wish: Wish) -> Result<(Server, Browser)> {
    let site = root().join("target/site-crash");
    ensure!(site.join("index.html").is_file(), "the page that can crash is not built: cargo xtask test --only e2e");
    let server = Server::start(site).await?;
    let index = std::fs::read_to_string(root().join("target/site-crash/index.html"))?;
    let element = "<main><intimacy-explorer";
    server.page(
        "/two",
        &index.replace(
            element,
            &format!("{element} id=other loading=eager storage-name=other></intimacy-explorer><intimacy-explorer"),
        ),
        &[],
    );
    server.catch_files();
    let browser = case.browser(wish).await?;
    browser.open(&server.url(path)).await?;
    browser.until_ready().await?;
    Ok((server, browser))
}

/// The app panics when this many actions have begun.
async fn crash_at(browser: &Browser, actions: u32) -> Result<()> {
    let script = "crashAt(arguments[0]); return true";
    ensure!(browser.script(script, vec![json!(actions)]).await? == true, "the app cannot be told to crash");
    Ok(())
}

/// Everything that is kept, as one text.
async fn kept(browser: &Browser) -> Result<String> {
    let all = "return JSON.stringify(Object.fromEntries(Object.keys(localStorage).sort().map((key) => [key, localStorage[key]])))";
    Ok(browser.script(all, vec![]).await?.as_str().unwrap_or_default().to_owned())
}

const RESCUE: &str = "return !!document.querySelector('[data-rescue]')?.checkVisibility()";

/// The page that crashed is no longer there.
const RESCUED: &str = "return document.querySelector('[data-rescue]')?.hidden === true";

/// One step of a way through the quiz, by what it presses: the first of these that is there.
const STEP: &str = "
    const root = document.querySelector('intimacy-explorer').shadowRoot;
    const seen = (css) => [...root.querySelectorAll(css)].find((one) => one.checkVisibility());
    const set = seen('.ie-set');
    if (set && !set.querySelector('.ie-most:checked')) { seen('.ie-set .ie-most').click(); return 'most'; }
    if (set && !set.querySelector('.ie-least:checked')) { seen('.ie-set-row:last-child .ie-least').click(); return 'least'; }
    const box = seen('.ie-options input[type=checkbox]');
    if (box && !box.checked) { box.click(); return 'tick'; }
    const scale = [...root.querySelectorAll('.ie-points')].find((points) => !points.querySelector(':checked'));
    if (scale) { scale.querySelector('input').click(); return 'scale'; }
    if (seen('.ie-result')) return 'end';
    seen('.ie-button').click();
    return 'on';";

async fn at_every_action_what_was_answered_is_kept(case: &Case) -> Result<()> {
    let (server, browser) = open(case, "/", Wish::phone()).await?;
    browser.find("input[value=friend]").await?.click().await?;
    browser.find("[data-begin=keep]").await?.click().await?;
    browser.find(".ie-set").await?;
    let mut crashes = 0;
    for _ in 0..400 {
        let before = kept(&browser).await?;
        crash_at(&browser, 1).await?;
        let step = browser.script(STEP, vec![]).await?;
        if step == "end" {
            ensure!(crashes > 60, "only {crashes} actions on the whole way");
            return Ok(());
        }
        browser.until_script("the rescue screen is there", RESCUE).await.with_context(|| format!("after {step}"))?;
        crashes += 1;
        ensure!(kept(&browser).await? == before, "a crash has changed what was kept");
        if crashes == 1 {
            axe::finds_nothing(&browser).await?;
            let text = browser.text().await?;
            ensure!(text.contains("are kept on this device") && !text.contains("for this visit only"), "{text}");
            ensure!(browser.focused().await?.contains("has stopped"), "{}", browser.focused().await?);
            browser.control("Save my answers to a file").await?;
            browser.control("Leave").await?;
        }
        // And on: load again, where it was left, and do what crashed.
        if crashes % 8 == 1 {
            browser.press("Load the page again").await?;
            browser.until_script("it is loaded again", RESCUED).await?;
        } else {
            browser.open(&server.url("/")).await?;
        }
        browser.until_ready().await?;
        browser.press("Open my notes").await?;
        browser.press("Go on where I left off").await.with_context(|| format!("after crash {crashes}, at {step}"))?;
        ensure!(kept(&browser).await? == before, "to load again has changed what was kept");
        let done = browser.script(STEP, vec![]).await?;
        ensure!(done == step, "it went on elsewhere: {done} for {step}");
    }
    bail!("the quiz has no end")
}

async fn answers_for_this_visit_can_be_saved(case: &Case) -> Result<()> {
    let (_server, browser) = open(case, "/", Wish::default()).await?;
    browser.find("input[value=friend]").await?.click().await?;
    browser.find("[data-begin=visit]").await?.click().await?;
    browser.press("About equal").await?;
    crash_at(&browser, 1).await?;
    browser.press("Skip").await?;
    browser.until_script("the rescue screen is there", RESCUE).await?;
    ensure!(browser.text().await?.contains("were for this visit only"), "{}", browser.text().await?);
    browser.press("Save my answers to a file").await?;
    browser.until_script("the file is there", "return !!window.saved").await?;
    let file = browser.script("return JSON.parse(saved)", vec![]).await?;
    ensure!(file["records"]["subject"].as_str().is_some_and(|text| text.contains("friend")), "{file}");
    let records = file["records"].as_object().into_iter().flatten();
    let sets: Vec<_> =
        records.filter(|(key, _)| key.starts_with("closeness/")).map(|(_, text)| text.to_string()).collect();
    ensure!(sets.len() == 1 && sets[0].contains("equal"), "{file}");
    ensure!(
        browser.script("return [window.saveName, localStorage.length]", vec![]).await? == json!(["notes.json", 0]),
        "kept, or badly named"
    );
    Ok(())
}

async fn a_second_one_on_the_page_is_rescued_too(case: &Case) -> Result<()> {
    let (_server, browser) = open(case, "/two", Wish::default()).await?;
    browser.until_script("both are ready", "return document.querySelectorAll('[data-ready]').length === 2").await?;
    crash_at(&browser, 1).await?;
    browser.press("Quiz").await?;
    let both = "return [...document.querySelectorAll('intimacy-explorer')].every((one) => {
        const rescue = one.querySelector('[data-rescue]') ?? one.shadowRoot.querySelector('[data-rescue]');
        return rescue.checkVisibility();
    })";
    browser.until_script("both say so", both).await
}
