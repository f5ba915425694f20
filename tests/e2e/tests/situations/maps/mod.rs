//! Several maps: about two people, in two windows, in a file, with a passphrase.

pub mod faults;

use anyhow::{Context, Result, ensure};
use e2e::{Browser, Case, Server, Situation, Wish, axe, site, situation};
use intimacy_explorer::record::{Key, read_file, write_file};
use serde_json::Value;

/// The situations of this module.
pub const SITUATIONS: &[Situation] = &[
    situation!(maps_of_two_people_lie_side_by_side, holds: ["F11", "F16"]),
    situation!(two_windows_answer_two_maps_and_lose_nothing, holds: ["F12"]),
    situation!(a_map_that_one_window_erases_is_gone_in_the_other, holds: ["F13"]),
    situation!(a_file_brings_one_map_or_all, holds: ["F26"]),
    situation!(a_file_that_replaces_answers_leaves_a_way_back, holds: ["F26"]),
    situation!(a_passphrase_covers_every_map, holds: ["F27"]),
    situation!(records_of_an_earlier_version_are_a_map, holds: ["F35"]),
];

const KEEP: &str = "Keep my answers on this device";

async fn says(browser: &Browser, what: &str) -> Result<()> {
    browser.until(what, async || Ok(browser.text().await?.contains(what))).await
}

/// Presses the button with this label in the card of this map. Needs several maps.
async fn press_of(browser: &Browser, label: &str, map: &str) -> Result<()> {
    let button = browser.find(&format!("[aria-label='{label}: {map}']")).await?;
    browser.click(&button).await
}

/// Opens the folded options in the card of this map.
async fn unfold(browser: &Browser, map: &str) -> Result<()> {
    let unfold = "const root = document.querySelector('intimacy-explorer').shadowRoot;
        const cards = [...root.querySelectorAll('.ie-map-card')];
        const card = cards.find((card) => card.querySelector('h2, h3, h4').textContent === arguments[0]);
        if (card) card.querySelector('details').open = true;
        return !!card";
    ensure!(browser.script(unfold, vec![map.into()]).await? == true, "there is no map {map:?}");
    Ok(())
}

/// The names of the maps in the notes, in order.
async fn names(browser: &Browser) -> Result<Vec<String>> {
    let names = "const root = document.querySelector('intimacy-explorer').shadowRoot;
        return [...root.querySelectorAll('.ie-map-card :is(h2, h3, h4)')].map((heading) => heading.textContent)";
    Ok(serde_json::from_value(browser.script(names, vec![]).await?)?)
}

async fn are(browser: &Browser, expected: &[&str]) -> Result<()> {
    browser.until(&format!("the maps are {expected:?}"), async || Ok(names(browser).await? == expected)).await
}

/// The sorted storage keys without the prefix of the namespace.
async fn keys(browser: &Browser) -> Result<Vec<String>> {
    let keys = "return Object.keys(localStorage).map((key) => key.replace('intimacy-explorer:default:', '')).sort()";
    Ok(serde_json::from_value(browser.script(keys, vec![]).await?)?)
}

/// The number of runs in the storage.
async fn runs(browser: &Browser) -> Result<usize> {
    Ok(keys(browser).await?.iter().filter(|key| key.ends_with("run")).count())
}

/// Begins a map from the notes, and answers one question.
async fn begins(browser: &Browser, subject: &str) -> Result<()> {
    browser.press("Begin a new map").await?;
    browser.press(subject).await?;
    browser.press(KEEP).await?;
    browser.press("Begin").await?;
    browser.press("About equal").await?;
    says(browser, "Question 3 of").await?;
    browser.press("My notes").await
}

/// Begins a map about a partner, answers one question, and opens the notes.
async fn partner(case: &Case, wish: Wish) -> Result<(Server, Browser)> {
    let server = Server::start(site()?).await?;
    server.catch_files();
    let browser = case.browser(wish).await?;
    arrives(&browser, &server).await?;
    browser.press("Begin the quiz").await?;
    browser.press("My partner").await?;
    browser.press(KEEP).await?;
    browser.press("Begin").await?;
    browser.press("About equal").await?;
    says(&browser, "Question 3 of").await?;
    browser.press("My notes").await?;
    Ok((server, browser))
}

/// Loads the page, and opens the notes.
async fn arrives(browser: &Browser, server: &Server) -> Result<()> {
    browser.open(&server.url("/")).await?;
    browser.until_ready().await?;
    browser.press("Been here before? Open my notes").await
}

async fn maps_of_two_people_lie_side_by_side(case: &Case) -> Result<()> {
    let (server, browser) = partner(case, Wish::phone()).await?;
    are(&browser, &["My partner"]).await?;
    begins(&browser, "A friend").await?;
    are(&browser, &["A friend", "My partner"]).await?;
    axe::finds_nothing(&browser).await?;
    let year = browser.script("return String(new Date().getFullYear())", vec![]).await?;
    says(&browser, "Begun on ").await?;
    says(&browser, &format!(", {}. ", year.as_str().unwrap_or_default())).await?;

    // Each map continues at its own question.
    press_of(&browser, "Go on where I left off", "My partner").await?;
    says(&browser, "Question 3 of").await?;
    browser.press("Skip").await?;
    says(&browser, "Question 4 of").await?;
    browser.press("My notes").await?;
    press_of(&browser, "Go on where I left off", "A friend").await?;
    says(&browser, "Question 3 of").await?;

    // A name is saved, and shown only in the notes and on the start card.
    browser.press("My notes").await?;
    unfold(&browser, "My partner").await?;
    axe::finds_nothing(&browser).await?;
    let field = "[aria-label='Erase this map: My partner']";
    browser.find(field).await?;
    let typed = "const root = document.querySelector('intimacy-explorer').shadowRoot;
        const fields = [...root.querySelectorAll('.ie-map-card details[open] [type=text]')];
        fields[0].focus(); return fields.length";
    ensure!(browser.script(typed, vec![]).await? == 1, "one map is unfolded");
    browser.type_keys("Sam \"S.\"").await?;
    browser.type_keys(thirtyfour::Key::Tab).await?;
    are(&browser, &["A friend", "My partner: Sam \"S.\""]).await?;
    says(&browser, "The name is changed.").await?;
    arrives(&browser, &server).await?;
    // The map that was saved last comes first.
    are(&browser, &["My partner: Sam \"S.\"", "A friend"]).await?;
    browser.press("Begin a new map").await?;
    says(&browser, "Go on: My partner: Sam \"S.\"").await?;
    says(&browser, "Go on: A friend").await?;
    axe::finds_nothing(&browser).await?;
    browser.press("Go on: A friend").await?;
    says(&browser, "Question 3 of").await?;
    ensure!(!browser.text().await?.contains("Sam"), "the name is on a question");

    // A map is erased and restored by undo. Then it is erased again, and the undo is gone after leaving the page.
    browser.press("My notes").await?;
    unfold(&browser, "A friend").await?;
    press_of(&browser, "Erase this map", "A friend").await?;
    says(&browser, "Until you leave this page, you can bring it back.").await?;
    are(&browser, &["My partner: Sam \"S.\""]).await?;
    ensure!(runs(&browser).await? == 1, "{:?}", keys(&browser).await?);
    axe::finds_nothing(&browser).await?;
    browser.press("Bring it back").await?;
    says(&browser, "The map is here again.").await?;
    ensure!(runs(&browser).await? == 2, "{:?}", keys(&browser).await?);
    unfold(&browser, "A friend").await?;
    press_of(&browser, "Erase this map", "A friend").await?;
    are(&browser, &["My partner: Sam \"S.\""]).await?;
    arrives(&browser, &server).await?;
    are(&browser, &["My partner: Sam \"S.\""]).await?;
    ensure!(!browser.text().await?.contains("Bring it back"), "the erased map is still stored");

    // Begins a second map about the same person from the card of the first.
    unfold(&browser, "My partner: Sam \"S.\"").await?;
    browser.press("Begin a new map for the same person").await?;
    says(&browser, "Go on: My partner: Sam \"S.\"").await?;
    browser.press(KEEP).await?;
    browser.press("Begin").await?;
    says(&browser, "Question 2 of").await?;
    ensure!(runs(&browser).await? == 2, "{:?}", keys(&browser).await?);
    browser.press("My notes").await?;
    are(&browser, &["My partner", "My partner: Sam \"S.\""]).await?;
    browser.press("Erase everything").await?;
    says(&browser, "Everything is erased.").await?;
    ensure!(keys(&browser).await?.is_empty(), "{:?}", keys(&browser).await?);
    browser.is_quiet().await
}

async fn two_windows_answer_two_maps_and_lose_nothing(case: &Case) -> Result<()> {
    let (server, browser) = partner(case, Wish::default()).await?;
    let web = browser.web();
    let one = web.window().await?;
    browser.press("Go on where I left off").await?;
    let other = browser.open_beside(&server.url("/")).await?;
    browser.until_ready().await?;
    browser.press("Been here before? Open my notes").await?;
    begins(&browser, "Someone in my family").await?;
    press_of(&browser, "Go on where I left off", "Someone in my family").await?;
    for question in 4..7 {
        for window in [&one, &other] {
            web.switch_to_window(window.clone()).await?;
            browser.press("Skip").await?;
            says(&browser, &format!("Question {question} of")).await?;
        }
    }
    for window in [&one, &other] {
        web.switch_to_window(window.clone()).await?;
        browser.press("My notes").await?;
        let mut found = names(&browser).await?;
        found.sort();
        ensure!(found == ["My partner", "Someone in my family"], "{found:?}");
    }
    let sets = keys(&browser).await?.iter().filter(|key| key.contains("/closeness/")).count();
    ensure!(sets == 2 * 4, "{:?}", keys(&browser).await?);
    arrives(&browser, &server).await?;
    let text = browser.text().await?;
    ensure!(text.matches("5 of ").count() == 2, "{text}");
    browser.is_quiet().await
}

async fn a_map_that_one_window_erases_is_gone_in_the_other(case: &Case) -> Result<()> {
    let (server, browser) = partner(case, Wish::default()).await?;
    begins(&browser, "A friend").await?;
    let web = browser.web();
    let one = web.window().await?;
    let other = browser.open_beside(&server.url("/")).await?;
    browser.until_ready().await?;
    browser.press("Been here before? Open my notes").await?;
    press_of(&browser, "Go on where I left off", "My partner").await?;
    says(&browser, "Question 3 of").await?;
    web.switch_to_window(one).await?;
    unfold(&browser, "My partner").await?;
    press_of(&browser, "Erase this map", "My partner").await?;
    are(&browser, &["A friend"]).await?;
    web.switch_to_window(other).await?;
    says(&browser, "A map was erased in another window.").await?;
    are(&browser, &["A friend"]).await?;
    ensure!(runs(&browser).await? == 1, "{:?}", keys(&browser).await?);
    browser.is_quiet().await
}

/// The text of the last saved file.
async fn saved(browser: &Browser) -> Result<String> {
    browser.until_script("the file is there", "return !!window.saved").await?;
    let text = browser.script("const text = saved; saved = undefined; return text", vec![]).await?;
    text.as_str().map(str::to_owned).context("no file")
}

async fn opens(browser: &Browser, text: &str) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("notes.json");
    std::fs::write(&path, text)?;
    let field = browser.find("[data-open-file]").await?;
    field.send_keys(path.to_string_lossy().as_ref()).await.context("cannot choose a file")?;
    says(browser, "Answers in this file").await
}

async fn a_file_brings_one_map_or_all(case: &Case) -> Result<()> {
    let (_server, browser) = partner(case, Wish::phone()).await?;
    begins(&browser, "A friend").await?;
    browser.press("Save my answers to a file").await?;
    let all = saved(&browser).await?;
    unfold(&browser, "A friend").await?;
    press_of(&browser, "Save this map to a file", "A friend").await?;
    let one = saved(&browser).await?;
    let count = |text: &str| -> Result<usize> {
        let file: Value = serde_json::from_str(text)?;
        let records = file["records"].as_object().context("no records")?;
        Ok(records.keys().filter(|key| key.ends_with("/run")).count())
    };
    ensure!((count(&all)?, count(&one)?) == (2, 1), "{all} {one}");
    browser.press("Erase everything").await?;
    says(&browser, "Everything is erased.").await?;

    opens(&browser, &one).await?;
    says(&browser, "New maps in it: 1.").await?;
    browser.press("Take them over").await?;
    are(&browser, &["A friend"]).await?;
    opens(&browser, &all).await?;
    says(&browser, "New maps in it: 1.").await?;
    axe::finds_nothing(&browser).await?;
    browser.press("Take them over").await?;
    are(&browser, &["My partner", "A friend"]).await?;
    browser.press("Change it back").await?;
    are(&browser, &["A friend"]).await?;
    browser.is_quiet().await
}

/// The same file with this answer to all sets of types.
fn with_sets(file: &str, answer: &str) -> Result<String> {
    let mut found = read_file(file).map_err(|problem| anyhow::anyhow!("{problem:?}"))?;
    for (_, records) in &mut found.runs {
        let sets: Vec<Key> =
            records.iter().map(|(key, _)| key).filter(|key| matches!(key, Key::Closeness(_))).collect();
        ensure!(!sets.is_empty(), "no set is answered");
        for key in sets {
            records.put(key, answer.into());
        }
    }
    Ok(write_file(&found.runs))
}

const COPY: &str = "a copy of this map as it was is kept here";

/// The stored records of answers, without those that only say where the quiz continues. The versions differ after each
/// write, so only the values are compared.
async fn answers(browser: &Browser) -> Result<Vec<String>> {
    let all = "return Object.entries(localStorage).filter(([key]) => /closeness|subject|snapshot/.test(key))
        .map(([key, text]) => `${key} ${JSON.parse(text).value}`).sort()";
    Ok(serde_json::from_value(browser.script(all, vec![]).await?)?)
}

async fn a_file_that_replaces_answers_leaves_a_way_back(case: &Case) -> Result<()> {
    let (server, browser) = partner(case, Wish::phone()).await?;
    begins(&browser, "A friend").await?;
    let before = answers(&browser).await?;
    unfold(&browser, "A friend").await?;
    press_of(&browser, "Save this map to a file", "A friend").await?;
    let other = with_sets(&saved(&browser).await?, "skipped")?;

    // The copy outlives the page, and answers that are given after it.
    opens(&browser, &other).await?;
    browser.press("Take them over").await?;
    says(&browser, "The answers of the file are here now.").await?;
    says(&browser, COPY).await?;
    axe::finds_nothing(&browser).await?;
    arrives(&browser, &server).await?;
    press_of(&browser, "Go on where I left off", "A friend").await?;
    says(&browser, "Question 3 of").await?;
    browser.press("Skip").await?;
    says(&browser, "Question 4 of").await?;
    arrives(&browser, &server).await?;
    let year = browser.script("return String(new Date().getFullYear())", vec![]).await?;
    says(&browser, &format!(", {}: {COPY}.", year.as_str().unwrap_or_default())).await?;
    let snapshots =
        async || Ok::<_, anyhow::Error>(keys(&browser).await?.iter().filter(|key| key.ends_with("/snapshot")).count());
    ensure!(snapshots().await? == 1, "{:?}", keys(&browser).await?);
    ensure!(answers(&browser).await? != before, "the file changed nothing");
    press_of(&browser, "Go back to it", "A friend").await?;
    says(&browser, "Your answers are as they were before.").await?;
    ensure!(answers(&browser).await? == before, "{:?} {before:?}", answers(&browser).await?);
    arrives(&browser, &server).await?;
    press_of(&browser, "Go on where I left off", "A friend").await?;
    says(&browser, "Question 3 of").await?;
    browser.press("My notes").await?;
    ensure!(!browser.text().await?.contains(COPY), "the copy is still there");

    // Removed, it is gone for good, also from the page. A second file says that it would end the first copy.
    opens(&browser, &other).await?;
    browser.press("Take them over").await?;
    says(&browser, COPY).await?;
    opens(&browser, &with_sets(&other, "most:emotional")?).await?;
    says(&browser, "A copy of a map as it was before an earlier file is kept here.").await?;
    browser.press("Change nothing").await?;
    press_of(&browser, "Remove it", "A friend").await?;
    says(&browser, "The copy is removed.").await?;
    ensure!(snapshots().await? == 0, "{:?}", keys(&browser).await?);
    let text = browser.text().await?;
    ensure!(!text.contains(COPY) && !text.contains("Change it back"), "{text}");

    // Erasing the map erases its copy.
    opens(&browser, &with_sets(&other, "equal")?).await?;
    browser.press("Take them over").await?;
    says(&browser, COPY).await?;
    ensure!(snapshots().await? == 1, "{:?}", keys(&browser).await?);
    unfold(&browser, "A friend").await?;
    press_of(&browser, "Erase this map", "A friend").await?;
    are(&browser, &["My partner"]).await?;
    ensure!(snapshots().await? == 0 && runs(&browser).await? == 1, "{:?}", keys(&browser).await?);
    browser.is_quiet().await
}

async fn a_passphrase_covers_every_map(case: &Case) -> Result<()> {
    let (server, browser) = partner(case, Wish::phone()).await?;
    begins(&browser, "A friend").await?;
    browser.press("Protect this with a passphrase").await?;
    for field in ["#ie-pass", "#ie-pass-again"] {
        browser.find(field).await?.send_keys("four quiet words here").await?;
    }
    browser.press("Set the passphrase").await?;
    says(&browser, "The passphrase is set.").await?;
    let plain = "return Object.entries(localStorage).filter(([key, text]) => !key.endsWith(':lock') && !text.includes('sealed')).length";
    ensure!(browser.script(plain, vec![]).await? == 0, "a record is not encrypted");
    arrives(&browser, &server).await?;
    says(&browser, "What is kept here is locked.").await?;
    are(&browser, &[]).await?;
    browser.find("#ie-pass").await?.send_keys("four quiet words here").await?;
    browser.press("Open it").await?;
    browser.until("both are there", async || Ok(names(&browser).await?.len() == 2)).await?;
    unfold(&browser, "A friend").await?;
    press_of(&browser, "Erase this map", "A friend").await?;
    are(&browser, &["My partner"]).await?;
    browser.press("Go on where I left off").await?;
    browser.press("About equal").await?;
    says(&browser, "Question 4 of").await?;
    arrives(&browser, &server).await?;
    browser.find("#ie-pass").await?.send_keys("four quiet words here").await?;
    browser.press("Open it").await?;
    are(&browser, &["My partner"]).await?;
    says(&browser, "3 of ").await?;
    browser.is_quiet().await
}

/// Earlier versions knew only one run, whose records have no number.
async fn records_of_an_earlier_version_are_a_map(case: &Case) -> Result<()> {
    let (server, browser) = case.at_the_page(Wish::phone()).await?;
    let write = "for (const [key, value] of Object.entries({
            run: 'seed:7 at:closeness/3 skipped:- with:-', subject: 'friend', 'closeness/1': 'equal' })) {
            localStorage.setItem(`intimacy-explorer:default:${key}`, `{\"schema\":1,\"value\":\"${value}\"}`);
        } return true";
    browser.script(write, vec![]).await?;
    arrives(&browser, &server).await?;
    are(&browser, &["A friend"]).await?;
    ensure!(!browser.text().await?.contains("Begun on"), "a day is shown although none is known");
    begins(&browser, "My partner").await?;
    are(&browser, &["My partner", "A friend"]).await?;
    press_of(&browser, "Go on where I left off", "A friend").await?;
    browser.press("About equal").await?;
    browser.press("My notes").await?;
    // The keys stay the same, so that an earlier version finds the run after a rollback.
    let keys = keys(&browser).await?;
    ensure!(
        ["run", "subject", "closeness/1", "closeness/3"].iter().all(|key| keys.iter().any(|one| one == key)),
        "{keys:?}"
    );
    unfold(&browser, "A friend").await?;
    press_of(&browser, "Erase this map", "A friend").await?;
    are(&browser, &["My partner"]).await?;
    let left = self::keys(&browser).await?;
    ensure!(left.iter().all(|key| key.contains('/') && !key.starts_with("closeness")), "{left:?}");
    browser.is_quiet().await
}
