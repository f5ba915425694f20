//! Conditions of the device: two windows at full speed, a killed browser, a wrong clock.

use anyhow::{Context, Result, ensure};
use e2e::{Ability, Browser, Case, Server, Situation, Wish, site, situation};
use serde_json::{Value, json};

/// The situations of this module.
pub const SITUATIONS: &[Situation] = &[
    situation!(two_windows_answer_three_thousand_times_and_lose_nothing, holds: ["F12"]),
    situation!(a_browser_that_is_killed_has_what_was_on_the_disk, holds: ["F15"], needs: [Ability::Profile]),
    situation!(a_clock_that_is_wrong_changes_nothing, holds: ["F21"]),
];

/// Begins the quiz with saving on, and waits for the second question.
async fn begins(browser: &Browser, server: &Server) -> Result<()> {
    browser.open(&server.url("/")).await?;
    browser.until_ready().await?;
    browser.press_first("input[value=friend]").await?;
    browser.press_first("[data-keep]").await?;
    browser.press_first("[data-begin]").await?;
    browser.find(".ie-set").await.map(drop)
}

/// `series(times)` answers the current set repeatedly, and checks each time that the answer is stored. As a control,
/// both windows also increment one shared counter without synchronization, which loses increments.
const SERIES: &str = "
    window.series = async (times) => {
        const prefix = /^intimacy-explorer:default:[0-9a-f]{8}.closeness./;
        const root = document.querySelector('intimacy-explorer').shadowRoot;
        const sets = () => Object.fromEntries(Object.entries(localStorage).filter(([key]) => prefix.test(key)));
        const { port1, port2 } = new MessageChannel();
        const turn = () => new Promise((done) => { port1.onmessage = done; port2.postMessage(0); });
        const answer = (n) => root.querySelectorAll('.ie-set .ie-most')[n % 2].click();
        const most = (text) => /most:[a-z]+/.exec(text)?.[0];
        // Finds the record of this window's question, and the texts of its two answers.
        answer(0);
        const before = sets();
        answer(1);
        const after = sets();
        const mine = Object.keys(after).find((key) => after[key] !== before[key]);
        const names = [most(before[mine]), most(after[mine])];
        const ready = Number(localStorage.ready ?? 0) + 1;
        localStorage.ready = ready;
        while (Number(localStorage.ready) < 2) await turn();
        let kept = 0;
        for (let n = 0; n < times; n++) {
            const count = Number(localStorage.count ?? 0);
            answer(n);
            window.done = n + 1;
            await turn();
            // The other window may have written in the meantime.
            if (most(localStorage[mine]) === names[n % 2]) kept++;
            localStorage.count = count + 1;
        }
        return { mine, names, kept, last: names[(times - 1) % 2] };
    };
    window.begin = (times) => {
        window.outcome = null;
        series(times).then((found) => { window.outcome = found; }, (problem) => { window.outcome = String(problem); });
    };";

async fn two_windows_answer_three_thousand_times_and_lose_nothing(case: &Case) -> Result<()> {
    const TIMES: u32 = 1_500;
    let server = Server::start(site()?).await?;
    server.before_each_page(SERIES);
    let browser = case.browser(Wish::default()).await?;
    let web = browser.web();
    begins(&browser, &server).await?;
    let one = web.window().await?;
    let other = web.new_window().await?;
    web.switch_to_window(other.clone()).await?;
    browser.open(&server.url("/")).await?;
    browser.until_ready().await?;
    browser.press("Been here before? Open my notes").await?;
    browser.press("Go on where I left off").await?;
    // This window is at another question than the first one.
    browser.press("Skip").await?;
    browser.find(".ie-set").await?;

    let mut found = Vec::new();
    for window in [&one, &other] {
        web.switch_to_window(window.clone()).await?;
        browser.script("begin(arguments[0])", vec![TIMES.into()]).await?;
    }
    for window in [&other, &one] {
        web.switch_to_window(window.clone()).await?;
        // There is no time limit while the series makes progress.
        let mut done = 0;
        while done < u64::from(TIMES) {
            let further = async || {
                let now = browser.script("return window.done", vec![]).await?.as_u64();
                Ok(now.filter(|now| *now > done))
            };
            done = browser.until_some("the series goes on", further).await?;
        }
        let outcome =
            async || Ok(Some(browser.script("return outcome", vec![]).await?).filter(|found| !found.is_null()));
        let outcome: Value = browser.until_some("the series has come to its end", outcome).await?;
        ensure!(outcome["kept"] == TIMES, "answers were lost: {outcome}");
        found.push(outcome);
    }
    ensure!(found[0]["mine"] != found[1]["mine"], "both answered the same question: {found:?}");
    for outcome in &found {
        let key = outcome["mine"].as_str().context("no key")?;
        let text = browser.script("return localStorage[arguments[0]]", vec![key.into()]).await?;
        let last = outcome["last"].as_str().context("no answer")?;
        ensure!(text.as_str().is_some_and(|text| text.contains(last)), "{key} holds {text} and not {last}");
    }
    // The shared counter must have lost increments. This shows that the windows wrote at the same time.
    let count = browser.script("return Number(localStorage.count)", vec![]).await?.as_u64().context("no count")?;
    ensure!(count < u64::from(2 * TIMES), "the control lost nothing: the windows did not write at the same time");

    // The storage contains a readable run.
    browser.script("localStorage.removeItem('count'); localStorage.removeItem('ready')", vec![]).await?;
    browser.open(&server.url("/")).await?;
    browser.until_ready().await?;
    browser.press("Been here before? Open my notes").await?;
    ensure!(!browser.text().await?.contains("could not be read"), "{}", browser.text().await?);
    browser.press("Go on where I left off").await?;
    browser.is_quiet().await
}

async fn a_browser_that_is_killed_has_what_was_on_the_disk(case: &Case) -> Result<()> {
    let server = Server::start(site()?).await?;
    let mut browser = case.browser(Wish { own: true, ..Wish::default() }).await?;
    begins(&browser, &server).await?;
    browser.press("About equal").await?;
    browser.find(".ie-set").await?;
    // Browsers write to the disk after some seconds. Before that, an answer may be lost.
    let on_disk = async || Ok(browser.has_on_disk("/closeness/")?);
    browser.until("the answer is on the disk", on_disk).await?;
    browser.killed(Wish::default()).await?;

    // Kills the browser again directly after an answer. Only that answer may be lost.
    for step in ["Go on where I left off", "My notes"] {
        browser.open(&server.url("/")).await?;
        browser.until_ready().await?;
        browser.press("Been here before? Open my notes").await?;
        ensure!(!browser.text().await?.contains("could not be read"), "{}", browser.text().await?);
        browser.press("Your answers").await?;
        let first = "return document.querySelector('intimacy-explorer').shadowRoot.querySelector('.ie-answers').innerText.includes('About equal')";
        browser.until_script("the answer is back", first).await?;
        if step == "My notes" {
            break;
        }
        browser.press("My notes").await?;
        browser.press(step).await?;
        browser.press("About equal").await?;
        browser.killed(Wish::default()).await?;
    }
    Ok(())
}

async fn a_clock_that_is_wrong_changes_nothing(case: &Case) -> Result<()> {
    let clock = "
        const years = Number(localStorage.getItem('years') ?? 10) * 365 * 24 * 3600 * 1000;
        const Real = Date;
        window.Date = class extends Real {
            constructor(...when) { super(...(when.length ? when : [Real.now() + years])); }
            static now() { return Real.now() + years; }
        };
        window.year = new Date().getFullYear();";
    let server = Server::start(site()?).await?;
    server.before_each_page(clock);
    let browser = case.browser(Wish::default()).await?;
    begins(&browser, &server).await?;
    ensure!(browser.script("return window.year > 2034", vec![]).await? == true, "the clock is right");
    browser.press("About equal").await?;
    browser.find(".ie-set").await?;
    browser.script("localStorage.setItem('years', -10)", vec![]).await?;
    // The clock is set back twenty years before the same question is answered again.
    browser.open(&server.url("/")).await?;
    browser.until_ready().await?;
    browser.press("Been here before? Open my notes").await?;
    browser.press("Go on where I left off").await?;
    browser.press("Back").await?;
    browser.press("Skip").await?;
    browser.find(".ie-set").await?;
    browser.open(&server.url("/")).await?;
    browser.until_ready().await?;
    browser.press("Been here before? Open my notes").await?;
    browser.press("Your answers").await?;
    let list =
        "return document.querySelector('intimacy-explorer').shadowRoot.querySelector('.ie-answers')?.innerText ?? ''";
    let holds = async || {
        let text = browser.script(list, vec![]).await?;
        let text = text.as_str().unwrap_or_default();
        Ok(text.contains("Skipped") && !text.contains("About equal"))
    };
    browser.until("the later answer holds", holds).await?;
    ensure!(browser.script("return localStorage.length", vec![]).await? != json!(0), "nothing was saved");
    browser.is_quiet().await
}
