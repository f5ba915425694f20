//! The passphrase for saved answers: setting, locking, unlocking, changing, removing and forgetting it.

pub mod faults;
pub mod renewed;

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use e2e::{Browser, Case, Server, Situation, Wish, axe, neighbours, site, situation};
use serde_json::json;

/// The situations of this module.
pub const SITUATIONS: &[Situation] = &[
    situation!(records_are_encrypted_and_open_only_with_the_passphrase),
    situation!(a_passphrase_is_changed_and_removed),
    situation!(every_window_locks_by_itself),
    situation!(a_device_that_slept_is_locked_before_anything_is_shown),
    situation!(a_passphrase_covers_a_new_map),
    situation!(a_changed_record_is_refused, holds: ["F27"]),
    situation!(without_cryptography_no_passphrase_is_offered, holds: ["F28"]),
];

const PASSPHRASE: &str = "four quiet words here";

const LOCK: &str = "intimacy-explorer:default:lock";

/// Starts a server and a browser, saves two answers, and opens the notes. `script` runs before the page's own scripts.
async fn prepare(case: &Case, script: &str) -> Result<(Server, Browser)> {
    let server = Server::start(site()?).await?;
    server.before_each_page(script);
    let browser = case.browser(Wish::phone()).await?;
    browser.open(&server.url("/")).await?;
    browser.until_ready().await?;
    browser.press_first("input[value=friend]").await?;
    browser.press_first("[data-keep]").await?;
    browser.press_first("[data-begin]").await?;
    browser.press("About equal").await?;
    browser.press("Skip").await?;
    browser.press("My notes").await?;
    Ok((server, browser))
}

/// The content of the storage.
async fn stored(browser: &Browser) -> Result<BTreeMap<String, String>> {
    let all = browser.script("return Object.fromEntries(Object.entries(localStorage))", vec![]).await?;
    Ok(serde_json::from_value(all)?)
}

async fn says(browser: &Browser, what: &str) -> Result<()> {
    browser.until(what, async || Ok(browser.text().await?.contains(what))).await
}

async fn types(browser: &Browser, field: &str, text: &str) -> Result<()> {
    let field = browser.find(field).await?;
    browser.script("arguments[0].focus()", vec![field.to_json()?]).await?;
    browser.type_keys(text).await
}

async fn sets(browser: &Browser, passphrase: &str, again: &str, button: &str) -> Result<()> {
    types(browser, "#ie-pass", passphrase).await?;
    types(browser, "#ie-pass-again", again).await?;
    browser.press(button).await
}

async fn changes(browser: &Browser, old: &str, new: &str) -> Result<()> {
    types(browser, "#ie-pass-old", old).await?;
    sets(browser, new, new, "Change the passphrase").await
}

async fn is_set(browser: &Browser) -> Result<()> {
    browser.press("Protect this with a passphrase").await?;
    sets(browser, PASSPHRASE, PASSPHRASE, "Set the passphrase").await?;
    says(browser, "The passphrase is set.").await
}

async fn opens(browser: &Browser, passphrase: &str) -> Result<()> {
    types(browser, "#ie-pass", passphrase).await?;
    browser.press("Open it").await
}

/// Asserts that all records except the lock are encrypted, and that the records of answers have the same length.
fn check_encrypted(stored: &BTreeMap<String, String>) -> Result<()> {
    for (key, text) in stored.iter().filter(|(key, _)| !key.ends_with(":lock")) {
        ensure!(text.starts_with(r#"{"schema":3,"sealed":""#) && !text.contains("equal"), "{key}: {text}");
    }
    let sizes: Vec<_> = stored.iter().filter(|(key, _)| key.contains("/")).map(|(_, text)| text.len()).collect();
    ensure!(sizes.len() > 1 && sizes.iter().all(|size| *size == sizes[0]), "the lengths reveal information: {sizes:?}");
    Ok(())
}

async fn records_are_encrypted_and_open_only_with_the_passphrase(case: &Case) -> Result<()> {
    let (server, browser) = prepare(case, "").await?;
    let mark = server.mark();
    browser.press("Protect this with a passphrase").await?;
    axe::finds_nothing(&browser).await?;
    sets(&browser, "short", "short", "Set the passphrase").await?;
    says(&browser, "This is too short").await?;
    sets(&browser, PASSPHRASE, "something else", "Set the passphrase").await?;
    says(&browser, "The two are not the same").await?;
    ensure!(!stored(&browser).await?.keys().any(|key| key.ends_with(":lock")), "the passphrase was set all the same");
    sets(&browser, PASSPHRASE, PASSPHRASE, "Set the passphrase").await?;
    says(&browser, "The passphrase is set.").await?;
    axe::finds_nothing(&browser).await?;
    ensure!(browser.focused().await?.contains("My notes"), "the focus is on {}", browser.focused().await?);
    check_encrypted(&stored(&browser).await?)?;
    ensure!(stored(&browser).await?.len() == 6, "{:?}", stored(&browser).await?);

    // Later answers are encrypted as well.
    browser.press("Go on where I left off").await?;
    browser.press("About equal").await?;
    let six = "return Object.keys(localStorage).length === 7";
    browser.until_script("the answer is kept", six).await?;
    check_encrypted(&stored(&browser).await?)?;
    ensure!(server.requests_since(mark).is_empty(), "{:?}", server.requests_since(mark));

    // A reload does not unlock it, and neither does another passphrase.
    let before = stored(&browser).await?;
    browser.open(&server.url("/")).await?;
    browser.until_ready().await?;
    browser.press("Been here before? Open my notes").await?;
    says(&browser, "What is kept here is locked.").await?;
    axe::finds_nothing(&browser).await?;
    let text = browser.text().await?;
    ensure!(!text.contains("Go on where") && !text.contains("Some of what"), "{text}");
    opens(&browser, "four quiet words Here").await?;
    says(&browser, "That did not open it.").await?;
    ensure!(browser.script("return [...document.querySelector('intimacy-explorer').shadowRoot.querySelectorAll('[type=password]')].map(({ value }) => value)", vec![]).await? == json!([""]), "it stays in the field");
    ensure!(stored(&browser).await? == before, "an attempt to unlock has changed the storage");
    opens(&browser, PASSPHRASE).await?;
    says(&browser, "It is open.").await?;
    browser.press("Your answers").await?;
    let answers = "return document.querySelector('intimacy-explorer').shadowRoot.querySelector('.ie-answers').innerText.match(/About equal|Skipped/g).length === 3";
    browser.until_script("all answers are back", answers).await?;
    ensure!(stored(&browser).await? == before, "unlocking has changed the storage");
    let shown = browser
        .script("return [document.title, location.href, document.cookie, sessionStorage.length]", vec![])
        .await?;
    ensure!(!shown.to_string().contains("quiet") && shown[3] == 0, "{shown}");

    // A person who has forgotten the passphrase can erase everything and begin again.
    browser.press("My notes").await?;
    browser.press("Lock now").await?;
    says(&browser, "What is kept here is locked.").await?;
    browser.press("Erase everything").await?;
    says(&browser, "Everything is erased.").await?;
    ensure!(stored(&browser).await?.is_empty(), "{:?}", stored(&browser).await?);
    browser.is_quiet().await
}

async fn a_passphrase_is_changed_and_removed(case: &Case) -> Result<()> {
    let (server, browser) = prepare(case, "").await?;
    let plain = stored(&browser).await?;
    is_set(&browser).await?;
    browser.press("Change the passphrase, or take it off").await?;
    let lock = async || stored(&browser).await?.remove(LOCK).context("no lock");
    let before = stored(&browser).await?;
    changes(&browser, "not this one", "another four quiet words").await?;
    says(&browser, "The passphrase until now is another one.").await?;
    ensure!(stored(&browser).await? == before, "an attempt to unlock has changed the storage");
    changes(&browser, PASSPHRASE, "another four quiet words").await?;
    says(&browser, "The passphrase is set.").await?;
    let (after, second) = (stored(&browser).await?, lock().await?);
    let same: Vec<_> = after.iter().filter(|(key, text)| before.get(*key) == Some(text)).collect();
    ensure!(after.len() == before.len() && same.is_empty(), "not written again: {same:?}");
    browser.press("Lock now").await?;
    says(&browser, "It is locked.").await?;
    opens(&browser, PASSPHRASE).await?;
    says(&browser, "That did not open it.").await?;
    opens(&browser, "another four quiet words").await?;
    says(&browser, "It is open.").await?;
    ensure!(lock().await? == second, "unlocking has changed the lock");

    // While it is locked, another person can use the page without changing the storage.
    browser.press("Lock now").await?;
    let locked = stored(&browser).await?;
    browser.open(&server.url("/")).await?;
    browser.until_ready().await?;
    browser.press_first("input[value=family]").await?;
    browser.press_first("[data-keep]").await?;
    browser.press_first("[data-begin]").await?;
    says(&browser, "What is kept here is locked.").await?;
    browser.press("Explore").await?;
    browser.press("Quiz").await?;
    says(&browser, "What is kept here is locked.").await?;
    ensure!(stored(&browser).await? == locked, "a locked record was overwritten");

    opens(&browser, "another four quiet words").await?;
    browser.press("Change the passphrase, or take it off").await?;
    browser.press("Take the passphrase off").await?;
    says(&browser, "The passphrase is off.").await?;
    ensure!(stored(&browser).await? == plain, "{:?} has become {:?}", plain, stored(&browser).await?);
    browser.press("Go on where I left off").await?;
    browser.find(".ie-set").await?;
    browser.is_quiet().await
}

async fn every_window_locks_by_itself(case: &Case) -> Result<()> {
    // Captures the timer of ten minutes, so that the test can fire it.
    let patient = "
        const real = window.setTimeout;
        window.setTimeout = (call, after, ...more) => after === 600000 ? (window.tenMinutes = call, 0) : real(call, after, ...more);";
    let (server, browser) = prepare(case, patient).await?;
    let web = browser.web();
    let one = web.window().await?;
    let other = browser.open_beside(&server.url("/")).await?;
    browser.press("Been here before? Open my notes").await?;
    browser.press("Go on where I left off").await?;
    web.switch_to_window(one.clone()).await?;
    is_set(&browser).await?;

    // The other window is locked as well, without a press in it.
    web.switch_to_window(other.clone()).await?;
    says(&browser, "What is kept here is locked.").await?;
    web.switch_to_window(one.clone()).await?;
    browser.press("Go on where I left off").await?;
    browser.find(".ie-set").await?;
    browser.script("tenMinutes()", vec![]).await?;
    says(&browser, "What is kept here is locked.").await?;
    ensure!(browser.focused().await?.contains("My notes"), "the focus is on {}", browser.focused().await?);

    // A page that returns from the back/forward cache is locked, even if it got no `pagehide` event.
    for heard in ["pagehide", "pageshow"] {
        opens(&browser, PASSPHRASE).await?;
        says(&browser, "It is open.").await?;
        let away = format!("dispatchEvent(new PageTransitionEvent('{heard}', {{ persisted: true }}))");
        browser.script(&away, vec![]).await?;
        says(&browser, "What is kept here is locked.").await?;
        check_encrypted(&stored(&browser).await?)?;
    }

    // Each of two open windows locks both: by a press, and after ten minutes without interaction in either.
    opens(&browser, PASSPHRASE).await?;
    says(&browser, "It is open.").await?;
    for how in ["press", "ten minutes"] {
        web.switch_to_window(other.clone()).await?;
        opens(&browser, PASSPHRASE).await?;
        says(&browser, "It is open.").await?;
        if how == "press" {
            browser.press("Lock now").await?;
        } else {
            browser.script("tenMinutes()", vec![]).await?;
        }
        says(&browser, "What is kept here is locked.").await?;
        web.switch_to_window(one.clone()).await?;
        says(&browser, "What is kept here is locked.").await?;
        opens(&browser, PASSPHRASE).await?;
        says(&browser, "It is open.").await?;
    }

    // Interaction in one window restarts the ten minutes of the other.
    web.switch_to_window(other.clone()).await?;
    opens(&browser, PASSPHRASE).await?;
    says(&browser, "It is open.").await?;
    browser.script("tenMinutes = null", vec![]).await?;
    web.switch_to_window(one.clone()).await?;
    browser.script("dispatchEvent(new KeyboardEvent('keydown'))", vec![]).await?;
    web.switch_to_window(other.clone()).await?;
    browser.until_script("it has heard of the touch", "return tenMinutes !== null").await?;
    ensure!(browser.text().await?.contains("Lock now"), "{}", browser.text().await?);
    browser.is_quiet().await
}

/// A clock that the test can advance. The timers do not follow it, as when a device sleeps.
const SLEEP: &str = "
    const [now, real] = [Date.now, window.setTimeout];
    window.slept = 0;
    Date.now = () => now() + slept * 60000;
    window.setTimeout = (call, after, ...more) => after === 600000 ? 0 : real(call, after, ...more);";

async fn a_device_that_slept_is_locked_before_anything_is_shown(case: &Case) -> Result<()> {
    let (_server, browser) = prepare(case, SLEEP).await?;
    is_set(&browser).await?;
    // Reads the content of the app after the event and its microtasks, before the next frame is drawn.
    let shows = "
        const [minutes, target, event, done] = arguments;
        window.slept += minutes;
        (target === 'window' ? window : document).dispatchEvent(new Event(event, { bubbles: true }));
        queueMicrotask(() => requestAnimationFrame(() => done(document.querySelector('intimacy-explorer').shadowRoot.textContent)));";
    for (target, event) in [
        ("document", "visibilitychange"),
        ("window", "focus"),
        ("window", "pageshow"),
        ("document", "pointerdown"),
        ("document", "keydown"),
    ] {
        let show = async |minutes: u32| -> Result<String> {
            let arguments = vec![minutes.into(), target.into(), event.into()];
            Ok(browser.web().execute_async(shows, arguments).await?.json().as_str().unwrap_or_default().to_owned())
        };
        ensure!(show(9).await?.contains("Lock now"), "{event}: locked too early");
        let shown = show(11).await?;
        ensure!(shown.contains("What is kept here is locked.") && !shown.contains("Go on where"), "{event}: {shown}");
        opens(&browser, PASSPHRASE).await?;
        says(&browser, "It is open.").await?;
    }
    browser.is_quiet().await
}

async fn a_passphrase_covers_a_new_map(case: &Case) -> Result<()> {
    let (server, browser) = prepare(case, "").await?;
    is_set(&browser).await?;
    let lock = stored(&browser).await?.remove(LOCK).context("no lock")?;
    let all_sealed = async |count: usize| -> Result<()> {
        let records = format!("return Object.keys(localStorage).length === {}", count + 1);
        browser.until_script("all is kept", &records).await?;
        let mut stored = stored(&browser).await?;
        ensure!(stored.remove(LOCK).as_ref() == Some(&lock), "another lock");
        let plain = stored.iter().find(|(_, text)| !text.starts_with(r#"{"schema":3,"sealed":""#));
        ensure!(plain.is_none(), "{plain:?}");
        Ok(())
    };
    browser.press("Begin a new map").await?;
    browser.press("A friend").await?;
    browser.press("Keep my answers on this device").await?;
    browser.press("Begin").await?;
    browser.press("About equal").await?;
    browser.find(".ie-set").await?;
    all_sealed(5 + 4).await?;
    browser.press("My notes").await?;
    browser.press("Take them off this device").await?;
    says(&browser, "Your answers are here for this visit only.").await?;
    all_sealed(0).await?;
    browser.press("Keep my answers on this device").await?;
    all_sealed(5 + 4).await?;

    // The lock is found again even if there are no encrypted records.
    browser.press("Take them off this device").await?;
    all_sealed(0).await?;
    browser.open(&server.url("/")).await?;
    browser.until_ready().await?;
    browser.press_first("input[value=family]").await?;
    browser.press_first("[data-keep]").await?;
    browser.press_first("[data-begin]").await?;
    says(&browser, "What is kept here is locked.").await?;
    opens(&browser, PASSPHRASE).await?;
    says(&browser, "There is nothing here yet.").await?;
    says(&browser, "Change the passphrase, or take it off").await?;
    axe::finds_nothing(&browser).await?;
    browser.press("Begin the quiz").await?;
    browser.press("A friend").await?;
    browser.press("Keep my answers on this device").await?;
    browser.press("Begin").await?;
    browser.find(".ie-set").await?;
    all_sealed(3).await?;
    browser.press("My notes").await?;
    browser.press("Erase everything").await?;
    says(&browser, "Everything is erased.").await?;
    ensure!(stored(&browser).await?.is_empty(), "{:?}", stored(&browser).await?);
    browser.is_quiet().await
}

/// Changes each character of an encrypted record, and some of the lock, and checks that the vault rejects each change.
const CHANGED: &str = "
    window.changed = async (passphrase) => {
        const file = [...document.querySelectorAll('link[rel=modulepreload]')].map(({ href }) => href)[0];
        const { vault } = await (await import(file)).load();
        const prefix = 'intimacy-explorer:default:';
        const [place, other_place] = Object.keys(localStorage).filter((place) => place.includes('/closeness/')).sort();
        const one = vault(prefix);
        const opened = await one.act('unlock', passphrase);
        const good = localStorage[place];
        const text = one.get(place);
        const wrong = [];
        const other = (text, at) => text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
        for (let at = 0; at < good.length; at++) {
            const bad = localStorage[place] = other(good, at);
            await one.fresh();
            if (!one.get(place).startsWith('!') || localStorage[place] !== bad) wrong.push([at, one.get(place)]);
        }
        // An encrypted record that was copied to another key cannot be decrypted there.
        localStorage[place] = localStorage[other_place];
        await one.fresh();
        if (!one.get(place).startsWith('!')) wrong.push(['moved', one.get(place)]);
        localStorage[place] = good;
        await one.fresh();
        const again = one.get(place) === text;
        await one.act('lock');
        const lock = localStorage[`${prefix}lock`];
        let tries = 0;
        for (let at = 11; at < lock.length; at += 9) {
            localStorage[`${prefix}lock`] = other(lock, at);
            const came = await one.act('unlock', passphrase);
            tries++;
            if (came === 'unlocked' || one.state !== 'locked') wrong.push(['lock', at, came]);
        }
        localStorage[`${prefix}lock`] = lock;
        return { opened, text, tries, wrong, again, last: await one.act('unlock', passphrase) };
    };";

async fn a_changed_record_is_refused(case: &Case) -> Result<()> {
    let (_server, browser) = prepare(case, CHANGED).await?;
    is_set(&browser).await?;
    browser.press("Lock now").await?;
    says(&browser, "It is locked.").await?;
    let changed = "const done = arguments[1]; changed(arguments[0]).then(done, (problem) => done(String(problem)))";
    let found = browser.web().execute_async(changed, vec![PASSPHRASE.into()]).await?.json().clone();
    ensure!(found["opened"] == "unlocked" && found["last"] == "unlocked" && found["again"] == true, "{found}");
    ensure!(found["text"].as_str().is_some_and(|text| text.contains(r#""value":""#)), "{found}");
    ensure!(found["wrong"] == json!([]) && found["tries"].as_u64() > Some(10), "{found}");

    // The app reports the record that cannot be decrypted, and shows the others.
    let spoil = "const place = Object.keys(localStorage).find((place) => place.includes('/closeness/')); localStorage[place] = localStorage[place].replace(/.{9}\"}$/, 'AAAAAAAAA\"}')";
    browser.script(spoil, vec![]).await?;
    let spoilt = stored(&browser).await?;
    opens(&browser, PASSPHRASE).await?;
    says(&browser, "It is open.").await?;
    says(&browser, "Some of what was kept here could not be read.").await?;
    browser.press("Your answers").await?;
    let either = async || browser.text().await.map(|text| text.contains("Skipped") || text.contains("About equal"));
    browser.until("the other answer is there", either).await?;
    ensure!(stored(&browser).await? == spoilt, "a record that cannot be decrypted was changed");
    browser.is_quiet().await
}

async fn without_cryptography_no_passphrase_is_offered(case: &Case) -> Result<()> {
    let none = "Object.defineProperty(Crypto.prototype, 'subtle', { get() {} });";
    let (server, browser) = prepare(case, none).await?;
    neighbours::plant_here(&browser).await?;
    browser.open(&server.url("/")).await?;
    browser.until_ready().await?;
    browser.press("Been here before? Open my notes").await?;
    says(&browser, "only on pages that come over https").await?;
    ensure!(!browser.text().await?.contains("Protect this"), "it is offered all the same");
    axe::finds_nothing(&browser).await?;
    neighbours::are_unchanged_here(&browser).await?;
    browser.is_quiet().await
}
