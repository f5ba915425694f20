//! Crashes of the app at every action on a way through the quiz. A special build crashes when and how a test requests.

pub mod encrypted;
pub mod presses;

use anyhow::{Context, Result, bail, ensure};
use e2e::{Browser, Case, Server, Situation, Wish, axe, neighbours, root, site_that_crashes, situation};
use serde_json::json;

/// The situations of this module.
pub const SITUATIONS: &[Situation] = &[
    situation!(every_action_can_crash_without_losing_an_answer, holds: ["F17"]),
    situation!(answers_for_this_visit_can_be_saved, holds: ["F17"]),
    situation!(a_crash_loses_none_of_several_maps, holds: ["F17"]),
    situation!(a_second_element_is_rescued_too, holds: ["F14", "F17"]),
    situation!(unsaved_answers_are_not_said_to_be_saved, holds: ["F17"]),
    situation!(no_answers_are_promised_before_there_are_any),
    situation!(taken_off_and_put_back_it_saves_one_file),
    situation!(a_crash_is_announced_at_once_in_every_wrapping, holds: ["F17", "F18"]),
    situation!(out_of_memory_the_rescue_screen_is_true, holds: ["F18"]),
    situation!(a_crash_in_the_second_part_is_rescued_too, holds: ["F18"]),
];

/// The kinds of crashes. See `crash` in src/state/crash.rs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    /// A panic before the action has any effect.
    Before,
    /// A panic after the records were saved.
    Kept,
    /// A panic while the new screen is rendered.
    Shown,
    /// A stack overflow by endless recursion.
    Deep,
    /// An allocation failure after all memory was taken.
    Large,
    /// A stack overflow in the second part of the app.
    Second,
}

/// Opens the page with the app that crashes on request.
async fn open(case: &Case, path: &str, wish: Wish) -> Result<(Server, Browser)> {
    let browser = case.browser(wish).await?;
    Ok((goes(&browser, path).await?, browser))
}

/// The same in an existing browser, on a new origin with its own storage.
async fn goes(browser: &Browser, path: &str) -> Result<Server> {
    let site = site_that_crashes()?;
    let index = std::fs::read_to_string(site.join("index.html"))?;
    let server = Server::start(site).await?;
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
    browser.open(&server.url(path)).await?;
    browser.until_ready().await?;
    Ok(server)
}

/// Makes the app crash at the next action.
async fn crash_next(browser: &Browser, how: How) -> Result<()> {
    let script = "crashAt(1, arguments[0]); return true";
    ensure!(browser.script(script, vec![json!(how as u32)]).await? == true, "the app cannot be made to crash");
    Ok(())
}

/// Checks whether the rescue screen says that the answers are saved or lost, and whether it offers a file.
async fn is_rescued(browser: &Browser, (kept, lost, file): (bool, bool, bool)) -> Result<()> {
    browser.until_script("the rescue screen is there", RESCUE).await?;
    let said = format!("const rescue = {SCREEN}; return {SAID};");
    let said = browser.script(&said, vec![]).await?;
    ensure!(said == json!([kept, lost, file]), "kept, lost, file: {said}");
    // Somebody presses the first button. It must not end answers that are not saved.
    let first = format!("const rescue = {SCREEN}; return rescue.querySelector('button').matches('[data-save]');");
    let first = browser.script(&first, vec![]).await?;
    ensure!(first == (lost && file), "saving comes first: {first}");
    Ok(())
}

/// Saves the file that the rescue screen offers, and returns its content.
async fn saves(browser: &Browser) -> Result<serde_json::Value> {
    browser.press("Save my answers to a file").await?;
    browser.until_script("the file is there", "return !!window.saved").await?;
    browser.script("return JSON.parse(saved)", vec![]).await
}

/// The whole storage as one text.
async fn kept(browser: &Browser) -> Result<String> {
    let all = "return JSON.stringify(Object.fromEntries(Object.keys(localStorage).sort().map((key) => [key, localStorage[key]])))";
    Ok(browser.script(all, vec![]).await?.as_str().unwrap_or_default().to_owned())
}

/// A JavaScript expression for the rescue screen.
const SCREEN: &str = "document.querySelector('intimacy-explorer').shadowRoot?.querySelector('[data-rescue]')";

/// An expression for three booleans: the screen `rescue` says that the answers are saved, that they are lost, and
/// offers a file.
const SAID: &str = "['[data-said=kept]', '[data-said=lost]', '[data-save]'].map((css) => !!rescue.querySelector(css)?.checkVisibility())";

const RESCUE: &str = "return !!document.querySelector('intimacy-explorer').shadowRoot?.querySelector('[data-rescue]')?.checkVisibility()";

/// Returns whether the crashed page was replaced.
const RESCUED: &str = "return !document.querySelector('intimacy-explorer')?.shadowRoot?.querySelector('[data-rescue]')";

/// Takes one step through the quiz: presses the first of these controls that is visible, and returns its name.
const STEP: &str = "
    const root = document.querySelector('intimacy-explorer').shadowRoot;
    const seen = (css) => [...root.querySelectorAll(css)].find((one) => one.checkVisibility());
    const set = seen('.ie-set');
    if (set && !set.querySelector('.ie-most:checked')) { seen('.ie-set .ie-most').click(); return 'most'; }
    if (set && !set.querySelector('.ie-least:checked')) { seen('.ie-set > :last-child .ie-least').click(); return 'least'; }
    const box = seen('.ie-options input[type=checkbox]');
    if (box && !box.checked) { box.click(); return 'tick'; }
    const scale = [...root.querySelectorAll('.ie-points')].find((points) => !points.querySelector(':checked'));
    if (scale) { scale.querySelector('input').click(); return 'scale'; }
    if (seen('.ie-result')) return 'end';
    seen('.ie-button').click();
    return 'on';";

async fn every_action_can_crash_without_losing_an_answer(case: &Case) -> Result<()> {
    let (server, browser) = open(case, "/", Wish::phone()).await?;
    browser.press_first("input[value=friend]").await?;
    browser.press_first("[data-keep]").await?;
    browser.press_first("[data-begin]").await?;
    browser.find(".ie-set").await?;
    let mut crashes = 0;
    for _ in 0..400 {
        let how = [How::Before, How::Kept, How::Shown, How::Deep][crashes % 4];
        let before = kept(&browser).await?;
        crash_next(&browser, how).await?;
        let step = browser.script(STEP, vec![]).await?;
        if step == "end" {
            ensure!(crashes > 60, "only {crashes} actions on the whole way");
            return Ok(());
        }
        browser.until_script("the rescue screen is there", RESCUE).await.with_context(|| format!("{how:?}, {step}"))?;
        crashes += 1;
        // The last answer is stored if the crash came after saving. Nothing else has changed.
        let after = kept(&browser).await?;
        let done = matches!(how, How::Kept | How::Shown);
        ensure!((after != before) == done, "{how:?}, {step}: kept before {before}, after {after}");
        if crashes == 1 {
            axe::finds_nothing(&browser).await?;
            let text = browser.text().await?;
            ensure!(text.contains("are kept on this device") && !text.contains("for this visit only"), "{text}");
            ensure!(browser.focused().await?.contains("has stopped"), "{}", browser.focused().await?);
            browser.control("Save my answers to a file").await?;
            browser.control("Leave").await?;
        }
        // Loads the page again, continues where it was left, and repeats the action that crashed.
        if crashes % 8 == 1 {
            browser.press("Load the page again").await?;
            browser.until_script("it is loaded again", RESCUED).await?;
        } else {
            browser.open(&server.url("/")).await?;
        }
        browser.until_ready().await?;
        presses::presses(&browser, &["Been here before? Open my notes"], "").await?;
        let ways = "return [...document.querySelector('intimacy-explorer').shadowRoot.querySelectorAll('.ie-button')]
            .map((one) => one.textContent).find((text) => /^(Go on where I left off|See my result)$/.test(text)) ?? null";
        let look = async || Ok(browser.script(ways, vec![]).await?.as_str().map(str::to_owned));
        let way =
            browser.until_some("a way on", look).await.with_context(|| format!("after crash {crashes}, at {step}"))?;
        if done && way == "See my result" {
            ensure!(crashes > 60, "only {crashes} actions on the whole way");
            return Ok(());
        }
        let on = presses::presses(&browser, &["Go on where I left off"], "").await;
        on.with_context(|| format!("after crash {crashes}, at {step}"))?;
        ensure!(kept(&browser).await? == after, "loading again has changed the storage");
        if !done {
            let again = browser.script(STEP, vec![]).await?;
            ensure!(again == step, "it went on elsewhere: {again} for {step}");
        }
    }
    bail!("the quiz has no end")
}

async fn answers_for_this_visit_can_be_saved(case: &Case) -> Result<()> {
    let (_server, browser) = open(case, "/", Wish::default()).await?;
    browser.press_first("input[value=friend]").await?;
    browser.press_first("[data-begin]").await?;
    browser.press("About equal").await?;
    crash_next(&browser, How::Before).await?;
    browser.press("Skip").await?;
    is_rescued(&browser, (false, true, true)).await?;
    ensure!(browser.text().await?.contains("Not all of your answers are kept"), "{}", browser.text().await?);
    let file = saves(&browser).await?;
    let [subjects, sets] = ["/subject", "/closeness/"].map(|name| records(&file, name));
    ensure!(subjects.len() == 1 && subjects[0].contains("friend"), "{file}");
    ensure!(sets.len() == 1 && sets[0].contains("equal"), "{file}");
    ensure!(
        browser.script("return [window.saveName, localStorage.length]", vec![]).await? == json!(["notes.json", 0]),
        "kept, or badly named"
    );
    Ok(())
}

/// The records of a file whose names contain this.
fn records(file: &serde_json::Value, name: &str) -> Vec<String> {
    let records = file["records"].as_object().into_iter().flatten();
    records.filter(|(key, _)| key.contains(name)).map(|(_, text)| text.to_string()).collect()
}

async fn a_crash_loses_none_of_several_maps(case: &Case) -> Result<()> {
    let (server, browser) = open(case, "/", Wish::default()).await?;
    let begin = async |subject: &str, keep: bool| -> Result<()> {
        browser.press("Begin a new map").await?;
        browser.press(subject).await?;
        if keep {
            browser.press("Keep my answers on this device").await?;
        }
        browser.press("Begin").await?;
        browser.press("About equal").await?;
        browser.press("My notes").await
    };
    browser.press_first("input[value=friend]").await?;
    browser.press_first("[data-keep]").await?;
    browser.press_first("[data-begin]").await?;
    browser.press("My notes").await?;
    begin("My partner", true).await?;
    let before = kept(&browser).await?;
    crash_next(&browser, How::Kept).await?;
    browser.press("Begin a new map").await?;
    is_rescued(&browser, (true, false, true)).await?;
    ensure!(kept(&browser).await? == before, "a crash has changed the storage");
    ensure!(records(&saves(&browser).await?, "/subject").len() == 2, "the file does not hold both maps");

    // One map more, for this visit only: it is lost unless it is saved to the file.
    browser.open(&server.url("/")).await?;
    browser.until_ready().await?;
    browser.press("Been here before? Open my notes").await?;
    begin("Someone in my family", false).await?;
    crash_next(&browser, How::Before).await?;
    browser.press("Begin a new map").await?;
    is_rescued(&browser, (false, true, true)).await?;
    let file = saves(&browser).await?;
    ensure!(records(&file, "/subject").len() == 3 && records(&file, "/closeness/").len() == 2, "{file}");
    ensure!(kept(&browser).await? == before, "a crash has changed the storage");
    Ok(())
}

async fn a_second_element_is_rescued_too(case: &Case) -> Result<()> {
    let (_server, browser) = open(case, "/two", Wish::default()).await?;
    browser.until_script("both are ready", "return document.querySelectorAll('[data-ready]').length === 2").await?;
    crash_next(&browser, How::Before).await?;
    browser.press("Quiz").await?;
    let both = "return [...document.querySelectorAll('intimacy-explorer')].every((one) => {
        return one.shadowRoot.querySelector('[data-rescue]')?.checkVisibility();
    })";
    browser.until_script("both say so", both).await
}

/// Stores a record of another run in the namespace of this element.
const OTHERS: &str = "localStorage['intimacy-explorer:default:subject'] = 'of another run'; return true";

async fn unsaved_answers_are_not_said_to_be_saved(case: &Case) -> Result<()> {
    // The answers are for this visit only, while another window saves its own.
    let (_server, browser) = open(case, "/", Wish::default()).await?;
    browser.press_first("input[value=friend]").await?;
    browser.press_first("[data-begin]").await?;
    browser.press("About equal").await?;
    browser.script(OTHERS, vec![]).await?;
    crash_next(&browser, How::Before).await?;
    browser.press("Skip").await?;
    is_rescued(&browser, (false, true, true)).await?;
    let file = saves(&browser).await?.to_string();
    ensure!(file.contains("friend") && !file.contains("of another run"), "the file is from another run: {file}");

    // The answers are saved until the storage is full.
    let _server = goes(&browser, "/").await?;
    browser.press_first("input[value=friend]").await?;
    browser.press_first("[data-keep]").await?;
    browser.press_first("[data-begin]").await?;
    browser.find(".ie-set").await?;
    let full =
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; return true";
    browser.script(full, vec![]).await?;
    browser.press("About equal").await?;
    browser.until("it says so", async || Ok(browser.text().await?.contains("has no room left"))).await?;
    crash_next(&browser, How::Before).await?;
    browser.press("Skip").await?;
    is_rescued(&browser, (false, true, true)).await?;
    let file = saves(&browser).await?.to_string();
    ensure!(file.contains("equal"), "the last answer is not in the file: {file}");

    // Saving is off, but there are records from before.
    let server = goes(&browser, "/").await?;
    let index = std::fs::read_to_string(site_that_crashes()?.join("index.html"))?;
    server.page("/never", &index.replace("<main><intimacy-explorer", "<main><intimacy-explorer saving=never"), &[]);
    browser.script(OTHERS, vec![]).await?;
    browser.open(&server.url("/never")).await?;
    browser.until_ready().await?;
    browser.press_first("input[value=friend]").await?;
    browser.press_first("[data-begin]").await?;
    browser.find(".ie-set").await?;
    crash_next(&browser, How::Before).await?;
    browser.press("Skip").await?;
    is_rescued(&browser, (false, true, true)).await?;
    let file = saves(&browser).await?.to_string();
    ensure!(file.contains("friend") && !file.contains("of another run"), "the file is from another run: {file}");
    Ok(())
}

async fn no_answers_are_promised_before_there_are_any(case: &Case) -> Result<()> {
    let (_server, browser) = open(case, "/", Wish::default()).await?;
    crash_next(&browser, How::Before).await?;
    browser.press("Explore and search topic by topic").await?;
    is_rescued(&browser, (false, false, false)).await?;
    // Unreadable records can be saved to a file unchanged.
    let server = goes(&browser, "/").await?;
    browser.script(OTHERS, vec![]).await?;
    browser.open(&server.url("/")).await?;
    browser.until_ready().await?;
    crash_next(&browser, How::Before).await?;
    browser.press("Explore and search topic by topic").await?;
    is_rescued(&browser, (false, false, true)).await?;
    let file = saves(&browser).await?;
    ensure!(file["records"]["subject"] == "of another run", "{file}");
    Ok(())
}

async fn taken_off_and_put_back_it_saves_one_file(case: &Case) -> Result<()> {
    let (_server, browser) = open(case, "/", Wish::default()).await?;
    let again = "const one = document.querySelector('intimacy-explorer'), main = one.parentNode; one.remove();
        return new Promise((done) => setTimeout(() => { main.append(one); done(true); }))";
    for _ in 0..3 {
        browser.script(again, vec![]).await?;
        let back = "return !!document.querySelector('intimacy-explorer').shadowRoot.querySelector('slot[name=leave]')";
        browser.until_script("it is back", back).await?;
    }
    browser.press_first("input[value=friend]").await?;
    browser.press_first("[data-begin]").await?;
    browser.find(".ie-set").await?;
    let count = "window.files = 0; const { click } = HTMLAnchorElement.prototype;
        HTMLAnchorElement.prototype.click = function () { window.files += 1; return click.call(this); }; return true";
    browser.script(count, vec![]).await?;
    crash_next(&browser, How::Before).await?;
    browser.press("Skip").await?;
    is_rescued(&browser, (false, true, true)).await?;
    saves(&browser).await?;
    ensure!(browser.script("return files", vec![]).await? == 1, "more than one file for one press");
    Ok(())
}

/// Presses the control that crashes the app. Returns the milliseconds until the rescue screen is visible, by the page's
/// clock.
const PRESS_AND_WATCH: &str = "
    const [done] = [...arguments].slice(-1);
    const host = document.querySelector('intimacy-explorer');
    const rescue = () => host.shadowRoot.querySelector('[data-rescue]');
    const skip = [...host.shadowRoot.querySelectorAll('button')].find((one) => one.textContent.trim() === 'Skip');
    const from = performance.now();
    const look = () => (rescue()?.checkVisibility() ? done(performance.now() - from) : requestAnimationFrame(look));
    skip.click();
    look();";

async fn a_crash_is_announced_at_once_in_every_wrapping(case: &Case) -> Result<()> {
    let embed = root().join("target/embed-crash");
    ensure!(embed.join("frame.html").is_file(), "the embeds that can crash are not made: cargo xtask test --only e2e");
    let (site, embed) = (Server::start(site_that_crashes()?).await?, Server::start(embed).await?);
    let host = |script: &str| {
        format!(
            "<!doctype html><html lang=en><title>Host</title><link rel=icon href=data:,>\
             <intimacy-explorer loading=eager></intimacy-explorer><script {script}></script>"
        )
    };
    embed.page("/loaded", &host("type=module src=/intimacy-explorer.js"), &[]);
    embed.page("/one", &host("src=/intimacy-explorer.one.js"), &[]);
    let addresses = [site.url("/"), embed.url("/loaded"), embed.url("/one"), embed.url("/frame.html")];
    let browser = case.browser(Wish::default()).await?;
    for address in addresses {
        for how in [How::Deep, How::Shown] {
            browser.open(&address).await?;
            browser.until_ready().await?;
            if !browser.find_all("[data-app]").await?.is_empty() {
                browser.press("Quiz").await?;
            }
            browser.press("A friend").await?;
            browser.press("Begin").await?;
            browser.find(".ie-set").await?;
            crash_next(&browser, how).await?;
            let time = browser.web().execute_async(PRESS_AND_WATCH, vec![]).await;
            let time = time.with_context(|| format!("{address}, {how:?}: no rescue screen"))?.json().as_f64();
            ensure!(time.is_some(), "{address}, {how:?}: no rescue screen");
            for control in ["Leave", "Save my answers to a file"] {
                browser.control(control).await.with_context(|| format!("{address}, {how:?}"))?;
            }
        }
    }
    Ok(())
}

async fn out_of_memory_the_rescue_screen_is_true(case: &Case) -> Result<()> {
    for (how, keep) in [(How::Large, false), (How::Large, true)] {
        let (server, browser) = open(case, "/", Wish::default()).await?;
        neighbours::plant_here(&browser).await?;
        browser.open(&server.url("/")).await?;
        browser.until_ready().await?;
        browser.press_first("input[value=friend]").await?;
        if keep {
            browser.press_first("[data-keep]").await?;
        }
        browser.press_first("[data-begin]").await?;
        browser.press("About equal").await?;
        browser.find(".ie-set").await?;
        let before = kept(&browser).await?;
        crash_next(&browser, how).await?;
        let time = browser.web().execute_async(PRESS_AND_WATCH, vec![]).await.context("no rescue screen")?;
        ensure!(time.json().is_number(), "{how:?}: no rescue screen: {}", time.json());
        is_rescued(&browser, (keep, !keep, true)).await?;
        ensure!(kept(&browser).await? == before, "the storage has changed");
        let subjects = records(&saves(&browser).await?, "subject");
        ensure!(subjects.iter().any(|text| text.contains("friend")), "not what was answered: {subjects:?}");
        if keep {
            browser.press("Load the page again").await?;
            browser.until_script("it is loaded again", RESCUED).await?;
            browser.until_ready().await?;
            browser.press("Been here before? Open my notes").await?;
            browser.press("Go on where I left off: A friend").await?;
            browser.find(".ie-set").await?;
            ensure!(kept(&browser).await? == before, "loading again has changed the storage");
        }
        neighbours::are_unchanged_here(&browser).await?;
        drop(server);
    }
    Ok(())
}

async fn a_crash_in_the_second_part_is_rescued_too(case: &Case) -> Result<()> {
    let embed = Server::start(root().join("target/embed-crash")).await?;
    embed.catch_files();
    let (site, browser) = open(case, "/", Wish::default()).await?;
    for address in [site.url("/"), embed.url("/frame.html")] {
        browser.open(&address).await?;
        browser.until_ready().await?;
        browser.press("A friend").await?;
        browser.press("Begin").await?;
        browser.find(".ie-set").await?;
        crash_next(&browser, How::Second).await?;
        browser.press("See what you have so far").await?;
        is_rescued(&browser, (false, true, true)).await.with_context(|| address.clone())?;
        let subjects = records(&saves(&browser).await?, "subject");
        ensure!(subjects.iter().any(|text| text.contains("friend")), "{address}: {subjects:?}");
    }
    Ok(())
}
