//! Faults beside three maps: what happens to one map does not change the others.

use super::{are, arrives, begins, partner, press_of, says};
use anyhow::{Context, Result, ensure};
use e2e::{Ability, Browser, Case, Server, Situation, Wish, site, situation};

/// The situations of this module.
pub const SITUATIONS: &[Situation] = &[
    situation!(a_storage_that_fails_changes_no_map, holds: ["F3", "F5", "F6"]),
    situation!(a_damaged_map_leaves_the_others, holds: ["F7", "F8", "F10"]),
    situation!(maps_that_the_browser_removed_are_gone, holds: ["F20"]),
    situation!(two_elements_show_the_same_maps, holds: ["F14"]),
    situation!(a_wrong_clock_changes_no_map, holds: ["F21"]),
    situation!(a_killed_browser_has_every_map, holds: ["F15"], needs: [Ability::Profile]),
];

/// The maps in the order of the notes.
const NAMES: [&str; 3] = ["Someone in my family", "A friend", "My partner"];
/// The map that is answered or damaged.
const OWN: &str = "A friend";

type Entries = Vec<(String, String)>;

async fn three(case: &Case, wish: Wish) -> Result<(Server, Browser)> {
    let (server, browser) = partner(case, wish).await?;
    begins(&browser, "A friend").await?;
    begins(&browser, "Someone in my family").await?;
    are(&browser, &NAMES).await?;
    Ok((server, browser))
}

/// The entries of the storage, sorted by key.
async fn stored(browser: &Browser) -> Result<Entries> {
    Ok(serde_json::from_value(browser.script("return Object.entries(localStorage).sort()", vec![]).await?)?)
}

/// The beginning of the keys of the map about a friend.
fn own(stored: &Entries) -> Result<String> {
    let subject = stored.iter().find(|(key, text)| key.ends_with("/subject") && text.contains("friend"));
    let (key, _) = subject.context("there is no map about a friend")?;
    Ok(key.trim_end_matches("subject").to_owned())
}

/// The entries of the other two maps.
fn others(stored: &Entries) -> Result<Entries> {
    let own = own(stored)?;
    Ok(stored.iter().filter(|(key, _)| !key.starts_with(&own)).cloned().collect())
}

async fn a_storage_that_fails_changes_no_map(case: &Case) -> Result<()> {
    let (server, browser) = three(case, Wish::phone()).await?;
    let full = "This browser has no room left";
    let denied = "This browser does not let the page keep anything";
    let refuses = "const refuse = () => { throw new DOMException('denied', 'SecurityError'); };
        for (const name of ['setItem', 'getItem', 'removeItem', 'key']) Storage.prototype[name] = refuse;
        return true";
    let faults = [
        (
            "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; return true",
            full,
        ),
        ("Storage.prototype.setItem = () => {}; return true", denied),
        (refuses, denied),
    ];
    for (fault, line) in faults {
        let before = stored(&browser).await?;
        press_of(&browser, "Go on where I left off", OWN).await?;
        says(&browser, "Question 3 of").await?;
        browser.script(fault, vec![]).await?;
        browser.press("Skip").await?;
        says(&browser, "Question 4 of").await?;
        says(&browser, line).await?;
        browser.press("My notes").await?;
        says(&browser, line).await?;
        // A new page has a storage that works.
        arrives(&browser, &server).await?;
        are(&browser, &NAMES).await?;
        ensure!(stored(&browser).await? == before, "{fault}: the storage has changed");
    }
    browser.is_quiet().await
}

async fn a_damaged_map_leaves_the_others(case: &Case) -> Result<()> {
    let (server, browser) = three(case, Wish::phone()).await?;
    let before = stored(&browser).await?;
    let key = format!("{}closeness/", own(&before)?);
    let (key, text) = before.iter().find(|(one, _)| one.starts_with(&key)).context("no answer about a friend")?;
    let newer = r#"{"schema":99,"value":"equal"}"#.to_owned();
    for damaged in [text[..text.len() / 2].to_owned(), text.replace("equal", "equaI"), newer] {
        ensure!(damaged != *text, "the text is not damaged: {text}");
        let write = "localStorage.setItem(arguments[0], arguments[1]); return true";
        browser.script(write, vec![key.clone().into(), damaged.clone().into()]).await?;
        arrives(&browser, &server).await?;
        are(&browser, &NAMES).await?;
        let was = others(&stored(&browser).await?)?;
        ensure!(was == others(&before)?, "{damaged}: another map has changed");
        // The others can be answered, and what cannot be read stays.
        press_of(&browser, "Go on where I left off", "My partner").await?;
        says(&browser, "Question 3 of").await?;
        browser.press("About equal").await?;
        says(&browser, "Question 4 of").await?;
        let now = stored(&browser).await?;
        ensure!(others(&now)?.len() == was.len() + 1, "{damaged}: the answer is not saved: {now:?}");
        ensure!(now.contains(&(key.clone(), damaged.clone())), "{damaged}: it has changed: {now:?}");
        browser.script("localStorage.clear(); return true", vec![]).await?;
        for (key, text) in &before {
            browser.script(write, vec![key.clone().into(), text.clone().into()]).await?;
        }
    }
    arrives(&browser, &server).await?;
    are(&browser, &NAMES).await?;
    browser.is_quiet().await
}

/// The page gets no event when the browser removes the records. It looks when the reader returns to it.
async fn maps_that_the_browser_removed_are_gone(case: &Case) -> Result<()> {
    let (_server, browser) = three(case, Wish::phone()).await?;
    let wakes = "dispatchEvent(new Event('focus')); return true";
    let own = own(&stored(&browser).await?)?;
    let remove =
        "for (const key of Object.keys(localStorage)) if (key.startsWith(arguments[0])) localStorage.removeItem(key);
        return true";
    browser.script(remove, vec![own.into()]).await?;
    browser.script(wakes, vec![]).await?;
    are(&browser, &["Someone in my family", "My partner"]).await?;
    says(&browser, "A map was erased in another window.").await?;
    browser.script(remove, vec!["".into()]).await?;
    browser.script(wakes, vec![]).await?;
    says(&browser, "Everything is erased.").await?;
    ensure!(stored(&browser).await?.is_empty(), "{:?}", stored(&browser).await?);
    browser.is_quiet().await
}

async fn two_elements_show_the_same_maps(case: &Case) -> Result<()> {
    let (server, browser) = three(case, Wish::default()).await?;
    let index = std::fs::read_to_string(site()?.join("index.html"))?;
    let second = "<intimacy-explorer id=second loading=eager></intimacy-explorer></main>";
    server.page("/two", &index.replacen("</main>", second, 1), &[]);
    browser.open(&server.url("/two")).await?;
    browser.until_script("both are ready", "return document.querySelectorAll('[data-ready]').length === 2").await?;
    let press = "const buttons = document.querySelector('#second').shadowRoot.querySelectorAll('button');
        const button = [...buttons].find((one) => [one.textContent, one.ariaLabel].includes(arguments[0]));
        button?.click(); return !!button";
    let pressed = async |what: &str| -> Result<()> {
        let is_there = async || Ok(browser.script(press, vec![what.into()]).await? == true);
        browser.until(what, is_there).await
    };
    let names =
        "return [...document.querySelector('#second').shadowRoot.querySelectorAll('.ie-map-card :is(h2, h3, h4)')]
        .map((heading) => heading.textContent)";
    let second_are = async |expected: &[&str]| {
        let are = async || {
            let names: Vec<String> = serde_json::from_value(browser.script(names, vec![]).await?)?;
            Ok(names == expected)
        };
        browser.until(&format!("the second shows {expected:?}"), are).await
    };
    pressed("My notes").await?;
    second_are(&NAMES).await?;
    // The first answers one map, and the second erases another one.
    browser.press("Been here before? Open my notes").await?;
    press_of(&browser, "Go on where I left off", OWN).await?;
    browser.press("About equal").await?;
    says(&browser, "Question 4 of").await?;
    pressed("Erase this map: My partner").await?;
    second_are(&NAMES[..2]).await?;
    browser.press("Skip").await?;
    says(&browser, "Question 5 of").await?;
    browser.press("My notes").await?;
    are(&browser, &NAMES[..2]).await?;
    pressed("Bring it back").await?;
    browser.until("it is back", async || Ok(super::names(&browser).await?.len() == 3)).await?;
    ensure!(super::runs(&browser).await? == 3, "{:?}", stored(&browser).await?);
    browser.is_quiet().await
}

/// Which answer is the latest depends on a counter, and not on the clock.
async fn a_wrong_clock_changes_no_map(case: &Case) -> Result<()> {
    let (server, browser) = three(case, Wish::default()).await?;
    let clock = "const years = -10 * 365 * 24 * 3600 * 1000, Real = Date;
        window.Date = class extends Real {
            constructor(...when) { super(...(when.length ? when : [Real.now() + years])); }
            static now() { return Real.now() + years; }
        };";
    let before = stored(&browser).await?;
    server.before_each_page(clock);
    arrives(&browser, &server).await?;
    are(&browser, &NAMES).await?;
    ensure!(stored(&browser).await? == before, "the storage has changed");
    press_of(&browser, "Go on where I left off", OWN).await?;
    browser.press("Back").await?;
    says(&browser, "Question 2 of").await?;
    browser.press("Skip").await?;
    says(&browser, "Question 3 of").await?;
    let now = stored(&browser).await?;
    ensure!(others(&now)? == others(&before)?, "another map has changed");
    let own = format!("{}closeness/", own(&now)?);
    let answer = now.iter().find(|(key, _)| key.starts_with(&own)).context("no answer")?;
    ensure!(answer.1.contains("skipped"), "the later answer does not hold: {answer:?}");
    browser.is_quiet().await
}

async fn a_killed_browser_has_every_map(case: &Case) -> Result<()> {
    let (server, mut browser) = three(case, Wish { own: true, ..Wish::default() }).await?;
    let before = stored(&browser).await?;
    // Browsers write to the disk after some seconds.
    let (last, _) = before.iter().rev().find(|(key, _)| key.contains("/closeness/")).context("no answer")?;
    let last = last.trim_start_matches("intimacy-explorer:default:").to_owned();
    browser.until("the maps are on the disk", async || browser.has_on_disk(&last)).await?;
    browser.killed(Wish::default()).await?;
    arrives(&browser, &server).await?;
    are(&browser, &NAMES).await?;
    ensure!(!browser.text().await?.contains("could not be read"), "{}", browser.text().await?);
    for name in NAMES {
        press_of(&browser, "Go on where I left off", name).await?;
        says(&browser, "Question 3 of").await?;
        browser.press("My notes").await?;
    }
    browser.is_quiet().await
}
