//! Saving answers on the device, and removing them.

use anyhow::{Context, Result, ensure};
use e2e::{Ability, Browser, Case, Part, Server, Situation, Visitor, Wish, site, situation, words};
use intimacy_explorer::content::{Content, Subject};
use serde_json::{Value, json};

use crate::journey::{RANKING, TOTAL};

/// The situations of this module.
pub const SITUATIONS: &[Situation] = &[
    situation!(for_this_visit_nothing_is_written),
    situation!(saved_answers_come_back_and_can_be_erased, holds: ["F11", "F16"]),
    situation!(a_refusing_storage_is_reported_and_the_quiz_goes_on, holds: ["F3", "F6"]),
    situation!(a_denied_storage_is_reported_and_the_quiz_goes_on, holds: ["F1"]),
    situation!(two_windows_stay_in_step_when_one_erases, holds: ["F12", "F13"]),
    situation!(two_elements_with_one_name_are_in_step, holds: ["F14"]),
    situation!(answers_of_another_window_are_not_overwritten, holds: ["F12"]),
    situation!(a_double_or_long_press_does_no_harm),
    situation!(unreadable_records_can_be_saved_to_a_file),
    situation!(a_page_from_the_back_forward_cache_reads_the_storage_again, holds: ["F16", "F20"]),
    situation!(back_and_forward_lead_to_saved_answers, holds: ["F16"]),
    situation!(an_erasure_that_fails_is_reported, holds: ["F6"]),
];

/// The entries of the storage, sorted by key.
async fn stored(browser: &Browser) -> Result<Vec<(String, String)>> {
    let entries = browser.script("return Object.entries(localStorage).sort()", vec![]).await?;
    Ok(serde_json::from_value(entries)?)
}

/// The entries with the values of the records only, without versions and checksums.
fn values(stored: &[(String, String)]) -> Vec<(&str, String)> {
    let value =
        |text: &str| serde_json::from_str::<Value>(text).map_or(text.to_owned(), |record| record["value"].to_string());
    stored.iter().map(|(key, text)| (key.as_str(), value(text))).collect()
}

/// A server, a browser and the texts. The scripts run before the page's own scripts.
async fn prepare(case: &Case, wish: Wish, scripts: &[&str]) -> Result<(Server, Browser, Content)> {
    let (server, browser) = (Server::start(site()?).await?, case.browser(wish).await?);
    for script in scripts {
        server.before_each_page(script);
    }
    Ok((server, browser, words()?))
}

async fn for_this_visit_nothing_is_written(case: &Case) -> Result<()> {
    // Records every write to any storage, even if it is undone later.
    let watch = "
        window.written = [];
        const note = (of, name) => {
            const real = of[name];
            of[name] = function (...words) { written.push([name, String(words[0])]); return real.apply(this, words); };
        };
        note(Storage.prototype, 'setItem');
        note(IDBFactory.prototype, 'open');
        note(CacheStorage.prototype, 'open');
        note(History.prototype, 'pushState');
        note(History.prototype, 'replaceState');";
    let (server, browser, words) = prepare(case, Wish::phone(), &[watch]).await?;
    let visitor = Visitor::arrives(&browser, &words, &server).await?;
    let pages = browser.script("return history.length", vec![]).await?;
    visitor.begins(Subject::Someone, false).await?;
    for number in 2..TOTAL + 1 {
        let part = match number {
            2..8 => Part::Closeness,
            8..13 => Part::Now,
            _ => Part::Factors,
        };
        visitor.sees_question(part, number, TOTAL).await?;
        match number {
            2..7 => visitor.ranks_types(&RANKING).await?,
            13..20 => visitor.ranks_factors().await?,
            _ => visitor.presses(&words.interface.skip).await?,
        }
    }
    visitor.sees_screen(&words.quiz.obstacles_offer.title).await?;
    visitor.presses(&words.quiz.obstacles_offer.decline).await?;
    visitor.sees_screen(&words.result.title).await?;
    let left = "return [written, localStorage.length, sessionStorage.length, document.cookie, history.length]";
    let left = browser.script(left, vec![]).await?;
    ensure!(left == json!([[], 0, 0, "", pages]), "written: {left}");

    browser.open(&server.url("/")).await?;
    browser.until_ready().await?;
    visitor.presses(&words.interface.notes_door).await?;
    visitor.sees_screen(&words.interface.notes_title).await?;
    visitor.reads_all(&[&words.interface.notes_empty]).await
}

async fn saved_answers_come_back_and_can_be_erased(case: &Case) -> Result<()> {
    let wish = Wish { own: true, ..Wish::phone() };
    let (server, mut browser, words) = prepare(case, wish, &[]).await?;
    let alien = [("intimacy-explorer:another:run", "not ours"), ("theme", "dark")];
    let mut aliens: Vec<(String, String)> = Vec::new();
    browser.open(&server.url("/")).await?;
    for (key, value) in alien {
        browser.script("localStorage.setItem(arguments[0], arguments[1])", vec![key.into(), value.into()]).await?;
        aliens.push((key.into(), value.into()));
    }

    {
        let visitor = Visitor::arrives(&browser, &words, &server).await?;
        visitor.begins(Subject::Partner, true).await?;
        visitor.sees_question(Part::Closeness, 2, TOTAL).await?;
        visitor.ranks_types(&RANKING).await?;
        visitor.sees_question(Part::Closeness, 3, TOTAL).await?;
        visitor.presses(&words.interface.equal).await?;
        visitor.sees_question(Part::Closeness, 4, TOTAL).await?;
        visitor.reads_all(&[&words.interface.saving_device]).await?;
    }
    let before = stored(&browser).await?;
    let own: Vec<_> = before.iter().filter(|(key, _)| key.starts_with("intimacy-explorer:default:")).collect();
    ensure!(own.len() == 5 && before.len() == 7, "saved: {before:?}");
    for (key, text) in own {
        let record: Value = serde_json::from_str(text)?;
        ensure!(
            record["schema"] == 2 && record["value"].is_string() && record["sum"].is_string(),
            "{key} holds {text}"
        );
    }

    // After a reload, and after the browser was closed.
    for closed in [false, true] {
        if closed && !case.can("closing the browser", Ability::Profile) {
            continue;
        }
        if closed {
            browser.start_again(Wish::phone()).await?;
        }
        let visitor = Visitor::arrives(&browser, &words, &server).await?;
        ensure!(
            values(&stored(&browser).await?) == values(&before),
            "coming back changed what is kept (closed: {closed})"
        );
        visitor.presses(&words.interface.notes_door).await?;
        visitor.sees_screen(&words.interface.notes_title).await?;
        visitor.presses(&words.interface.go_on).await?;
        visitor.sees_question(Part::Closeness, 4, TOTAL).await?;
        visitor.presses(&words.interface.back).await?;
        visitor.sees_question(Part::Closeness, 3, TOTAL).await?;
        visitor.sees_status(&words.interface.answered_equal).await?;
        visitor.presses(&words.interface.next).await?;
        visitor.sees_question(Part::Closeness, 4, TOTAL).await?;
    }

    // Removes the answers from the device, and saves them again.
    let visitor = Visitor { browser: &browser, words: &words };
    visitor.presses(&words.interface.nav_notes).await?;
    visitor.sees_screen(&words.interface.notes_title).await?;
    visitor.presses(&words.interface.keep_no_more).await?;
    browser.control(&words.interface.keep_now).await?;
    ensure!(stored(&browser).await? == aliens, "removed from the device: {:?}", stored(&browser).await?);
    visitor.presses(&words.interface.keep_now).await?;
    browser.control(&words.interface.keep_no_more).await?;
    ensure!(values(&stored(&browser).await?) == values(&before), "saved again: {:?}", stored(&browser).await?);

    visitor.presses(&words.interface.erase).await?;
    visitor.sees_status(&words.interface.erased).await?;
    ensure!(stored(&browser).await? == aliens, "erased: {:?}", stored(&browser).await?);
    browser.is_quiet().await
}

async fn a_refusing_storage_is_reported_and_the_quiz_goes_on(case: &Case) -> Result<()> {
    let full = "
        const real = Storage.prototype.setItem;
        window.room = 4;
        Storage.prototype.setItem = function (...words) {
            if (room-- <= 0) throw new DOMException('full', 'QuotaExceededError');
            return real.apply(this, words);
        };";
    let (server, browser, words) = prepare(case, Wish::phone(), &[full]).await?;
    let visitor = Visitor::arrives(&browser, &words, &server).await?;
    visitor.begins(Subject::Partner, true).await?;
    visitor.sees_question(Part::Closeness, 2, TOTAL).await?;
    visitor.reads_all(&[&words.interface.saving_device]).await?;
    for number in 2..5 {
        visitor.sees_question(Part::Closeness, number, TOTAL).await?;
        visitor.ranks_types(&RANKING).await?;
    }
    visitor.sees_question(Part::Closeness, 5, TOTAL).await?;
    visitor.reads_all(&[&words.interface.saving_full]).await?;
    visitor.presses(&words.interface.so_far).await?;
    visitor.sees_screen(&words.result.title).await?;
    // The result contains the answers that could not be saved.
    browser.find("svg[role=img]").await?;
    visitor.reads_all(&[&words.interface.saving_full]).await?;

    // The storage has room again. The next change is saved together with the missing answers.
    browser.script("window.room = 1000; localStorage.length", vec![]).await?;
    visitor.presses(&words.interface.go_on).await?;
    visitor.sees_question(Part::Closeness, 5, TOTAL).await?;
    visitor.presses(&words.interface.equal).await?;
    visitor.sees_question(Part::Closeness, 6, TOTAL).await?;
    visitor.reads_all(&[&words.interface.saving_device]).await?;
    ensure!(stored(&browser).await?.len() == 7, "kept: {:?}", stored(&browser).await?);
    browser.is_quiet().await
}

async fn a_denied_storage_is_reported_and_the_quiz_goes_on(case: &Case) -> Result<()> {
    let denied = "Object.defineProperty(window, 'localStorage', {
        get() { throw new DOMException('denied', 'SecurityError'); } });";
    let (server, browser, words) = prepare(case, Wish::phone(), &[denied]).await?;
    let visitor = Visitor::arrives(&browser, &words, &server).await?;
    visitor.begins(Subject::Partner, true).await?;
    visitor.sees_question(Part::Closeness, 2, TOTAL).await?;
    visitor.reads_all(&[&words.interface.saving_denied]).await?;
    visitor.ranks_types(&RANKING).await?;
    visitor.sees_question(Part::Closeness, 3, TOTAL).await?;
    visitor.reads_all(&[&words.interface.saving_denied]).await?;
    browser.is_quiet().await
}

/// The storage keys of the element.
async fn storage_keys(browser: &Browser) -> Result<Vec<String>> {
    let keys = "return Object.keys(localStorage).filter((key) => key.startsWith('intimacy-explorer:')).sort()";
    Ok(serde_json::from_value(browser.script(keys, vec![]).await?)?)
}

async fn two_windows_stay_in_step_when_one_erases(case: &Case) -> Result<()> {
    let (server, browser) = case.at_the_page(Wish::default()).await?;
    let web = browser.web();
    browser.press_first("input[value=friend]").await?;
    browser.press_first("[data-keep]").await?;
    browser.press_first("[data-begin]").await?;
    browser.press("About equal").await?;
    let one = web.window().await?;

    let other = browser.open_beside(&server.url("/")).await?;
    browser.press("Been here before? Open my notes").await?;
    browser.press("Go on where I left off").await?;
    browser.press("About equal").await?;
    browser.find(".ie-set").await?;
    let kept = storage_keys(&browser).await?;
    ensure!(kept.iter().filter(|key| key.contains("closeness/")).count() == 2, "{kept:?}");

    // The first window stays at its own question, and has both answers.
    web.switch_to_window(one.clone()).await?;
    browser.press("See what you have so far").await?;
    browser.press("Your answers").await?;
    let both = "return document.querySelector('intimacy-explorer').shadowRoot.querySelector('.ie-answers').innerText.match(/About equal/g)?.length === 2";
    browser.until_script("both answers", both).await?;

    web.switch_to_window(other).await?;
    browser.press("My notes").await?;
    browser.press("Erase everything").await?;
    ensure!(storage_keys(&browser).await?.is_empty(), "{:?}", storage_keys(&browser).await?);
    web.switch_to_window(one).await?;
    let said = "Everything is erased.";
    browser.until(said, async || Ok(browser.text().await?.contains(said))).await?;
    browser.press("Begin the quiz").await?;
    browser.press("A friend").await?;
    browser.press("Begin").await?;
    browser.press("About equal").await?;
    ensure!(storage_keys(&browser).await?.is_empty(), "{:?}", storage_keys(&browser).await?);
    browser.is_quiet().await
}

async fn a_page_from_the_back_forward_cache_reads_the_storage_again(case: &Case) -> Result<()> {
    let server = Server::start(site()?).await?;
    let browser = case.browser(Wish::default()).await?;
    for wakes in ["window, 'pageshow'", "window, 'focus'", "document, 'visibilitychange'"] {
        browser.open(&server.url("/")).await?;
        browser.until_ready().await?;
        keeps_two_answers(&browser).await?;
        // The page gets no event for the removed records until the reader returns to it.
        browser.script("for (const key of Object.keys(localStorage)) localStorage.removeItem(key)", vec![]).await?;
        ensure!(!browser.text().await?.contains("Everything is erased."), "the page reloads without an event");
        let wake = format!("((on, what) => on.dispatchEvent(new Event(what, {{ bubbles: true }})))({wakes})");
        browser.script(&wake, vec![]).await?;
        let looked = async || Ok(browser.text().await?.contains("Everything is erased."));
        browser.until(wakes, looked).await?;
    }
    browser.is_quiet().await
}

async fn unreadable_records_can_be_saved_to_a_file(case: &Case) -> Result<()> {
    let (server, browser) = case.at_the_page(Wish::default()).await?;
    keeps_two_answers(&browser).await?;
    browser.script("localStorage.setItem('intimacy-explorer:default:closeness/9', 'damaged')", vec![]).await?;
    browser.open(&server.url("/")).await?;
    browser.until_ready().await?;
    browser.press("Been here before? Open my notes").await?;
    let save = "Save everything as it is kept, even what cannot be read";
    browser.control(save).await?;
    if case.can("the file", Ability::Files) {
        let file = browser.saves(async || browser.press(save).await).await?;
        let file: Value = serde_json::from_str(&file)?;
        let records = file["records"].as_object().context("no records")?;
        let stored = stored(&browser).await?;
        ensure!(records.len() == stored.len() && records["closeness/9"] == "damaged", "{file}");
        for (key, text) in &stored {
            ensure!(records[key.trim_start_matches("intimacy-explorer:default:")] == **text, "{key}: {text}");
        }
    }
    browser.is_quiet().await
}

async fn a_double_or_long_press_does_no_harm(case: &Case) -> Result<()> {
    let (_server, browser) = case.at_the_page(Wish::default()).await?;
    keeps_two_answers(&browser).await?;
    let is_at = async |number: usize| {
        let question = format!("Question {number} of");
        browser.until(&question, async || Ok(browser.text().await?.contains(&question))).await?;
        let kept = storage_keys(&browser).await?.iter().filter(|key| key.contains("closeness/")).count();
        ensure!(kept == number - 2, "{kept} answers are saved at question {number}");
        Ok(())
    };
    // The focus moves to the heading of the next question, where Enter has no effect.
    let focus = "document.querySelector('intimacy-explorer').shadowRoot.activeElement === arguments[0]";
    let equal = browser.control("About equal").await?;
    browser.script(&format!("arguments[0].focus(); return {focus}"), vec![equal.to_json()?]).await?;
    browser.type_keys("\u{e007}\u{e007}\u{e007}\u{e007}").await?;
    is_at(5).await?;
    // Back immediately afterwards shows the last answer.
    browser.press("About equal").await?;
    browser.press("Back").await?;
    let said = "Your answer: about equal.";
    browser.until(said, async || Ok(browser.text().await?.contains(said))).await?;
    browser.press("Continue").await?;
    is_at(6).await?;
    browser.press("My notes").await?;
    let erase = browser.control("Erase everything").await?;
    erase.scroll_into_view().await?;
    browser.web().action_chain().move_to_element_center(&erase).double_click().perform().await?;
    let said = "Everything is erased.";
    browser.until(said, async || Ok(browser.text().await?.contains(said))).await?;
    ensure!(storage_keys(&browser).await?.is_empty(), "{:?}", storage_keys(&browser).await?);
    browser.is_quiet().await
}

/// Saves two answers, and waits for the question after them.
async fn keeps_two_answers(browser: &Browser) -> Result<()> {
    browser.press_first("input[value=friend]").await?;
    browser.press_first("[data-keep]").await?;
    browser.press_first("[data-begin]").await?;
    for after in ["Question 3 of", "Question 4 of"] {
        browser.press("About equal").await?;
        browser.until(after, async || Ok(browser.text().await?.contains(after))).await?;
    }
    Ok(())
}

async fn two_elements_with_one_name_are_in_step(case: &Case) -> Result<()> {
    let server = Server::start(site()?).await?;
    let index = std::fs::read_to_string(site()?.join("index.html"))?;
    let second = "<intimacy-explorer id=second loading=eager></intimacy-explorer></main>";
    server.page("/two", &index.replacen("</main>", second, 1), &[]);
    let browser = case.browser(Wish::default()).await?;
    browser.open(&server.url("/two")).await?;
    browser.until_script("both are ready", "return document.querySelectorAll('[data-ready]').length === 2").await?;
    keeps_two_answers(&browser).await?;

    let press = "const root = document.querySelector('#second').shadowRoot;
        [...root.querySelectorAll('button')].find((button) => button.textContent === arguments[0]).click()";
    let says = "return document.querySelector('#second').shadowRoot.textContent.includes(arguments[0])";
    let says = async |what: &str| {
        let look = async || Ok(browser.script(says, vec![json!(what)]).await? == true);
        browser.until(what, look).await
    };
    // Each element stays at its own question, and has all answers.
    browser.script(press, vec![json!("My notes")]).await?;
    says("Go on where I left off").await?;
    browser.script(press, vec![json!("Go on where I left off")]).await?;
    says("Your answer: about equal.").await?;
    browser.script(press, vec![json!("Skip")]).await?;
    browser.press("See what you have so far").await?;
    browser.press("Your answers").await?;
    let answers =
        "const answers = document.querySelector('intimacy-explorer').shadowRoot.querySelector('.ie-answers').innerText;
        return answers.match(/About equal/g)?.length === 1 && answers.match(/Skipped/g)?.length === 1";
    browser.until_script("what the other one has answered", answers).await?;

    browser.press("My notes").await?;
    browser.press("Erase everything").await?;
    says("Everything is erased.").await?;
    ensure!(storage_keys(&browser).await?.is_empty(), "{:?}", storage_keys(&browser).await?);
    browser.is_quiet().await
}

async fn answers_of_another_window_are_not_overwritten(case: &Case) -> Result<()> {
    let (server, browser) = case.at_the_page(Wish::default()).await?;
    let web = browser.web();
    browser.press_first("input[value=partner]").await?;
    browser.press_first("[data-begin]").await?;
    browser.press("Skip").await?;
    let one = web.window().await?;

    browser.open_beside(&server.url("/")).await?;
    keeps_two_answers(&browser).await?;
    let before = stored(&browser).await?;

    web.switch_to_window(one).await?;
    browser.press("My notes").await?;
    browser.press("Keep my answers on this device").await?;
    browser.until("both maps are kept", async || Ok(stored(&browser).await?.len() > before.len())).await?;
    let after = stored(&browser).await?;
    ensure!(before.iter().all(|record| after.contains(record)), "the other window's records have changed: {after:?}");
    let mine = "[aria-label='Go on where I left off: My partner']";
    browser.press_first(mine).await?;
    browser.until("the answers are here", async || Ok(browser.text().await?.contains("Question 3 of"))).await?;
    browser.is_quiet().await
}

async fn back_and_forward_lead_to_saved_answers(case: &Case) -> Result<()> {
    let server = Server::start(site()?).await?;
    server.page(
        "/other",
        "<!doctype html><html lang=en><title>Other</title><link rel=icon href=data:,><h1>Other</h1>",
        &[],
    );
    let browser = case.browser(Wish::default()).await?;
    browser.open(&server.url("/")).await?;
    browser.until_ready().await?;
    keeps_two_answers(&browser).await?;
    let is_on = async |title: &str| {
        let look = async || Ok(browser.web().title().await? == title);
        browser.until(title, look).await
    };
    let title = browser.web().title().await?;
    for times in 1..4 {
        browser.script("location.href = '/other'", vec![]).await?;
        is_on("Other").await?;
        browser.back().await?;
        is_on(&title).await?;
        browser.web().forward().await?;
        is_on("Other").await?;
        browser.back().await?;
        is_on(&title).await?;
        browser.until_ready().await?;
        // The browser restores the page from its cache, or loads it again.
        if !browser.text().await?.contains("Question ") {
            browser.press("Been here before? Open my notes").await?;
            browser.press("Go on where I left off").await?;
        }
        let (here, next) = (format!("Question {} of", times + 3), format!("Question {} of", times + 4));
        browser.until(&here, async || Ok(browser.text().await?.contains(&here))).await?;
        // If an event listener was registered twice, there would be two answers.
        browser.press("About equal").await?;
        browser.until(&next, async || Ok(browser.text().await?.contains(&next))).await?;
        let kept = storage_keys(&browser).await?;
        ensure!(kept.iter().filter(|key| key.contains("closeness/")).count() == times + 2, "{kept:?}");
    }
    browser.is_quiet().await
}

async fn an_erasure_that_fails_is_reported(case: &Case) -> Result<()> {
    let (server, browser, words) = prepare(case, Wish::phone(), &[]).await?;
    let visitor = Visitor::arrives(&browser, &words, &server).await?;
    visitor.begins(Subject::Friend, true).await?;
    visitor.sees_question(Part::Closeness, 2, TOTAL).await?;
    // Screen readers announce a change of the saving line.
    ensure!(browser.attribute(&browser.find(".ie-saving").await?, "aria-live").await?.as_deref() == Some("polite"));
    let before = stored(&browser).await?;
    let names = &words.interface;
    for refuse in ["() => {}", "() => { throw new DOMException('no', 'SecurityError') }"] {
        browser.script(&format!("Storage.prototype.removeItem = {refuse}"), vec![]).await?;
        visitor.presses(&names.nav_notes).await?;
        visitor.presses(&names.keep_no_more).await?;
        visitor.sees_status(&names.not_erased).await?;
        ensure!(browser.text().await?.contains(&names.saving_device), "the page says that it is not saved");
        ensure!(values(&stored(&browser).await?) == values(&before), "the records were removed in part");
    }
    visitor.presses(&names.erase).await?;
    visitor.sees_status(&names.not_erased).await?;
    visitor.reads_none(&[&names.erased]).await
}
