//! Scripts that come after the page has been read and scrolled, and a frame that comes from the browser's cache.

use anyhow::{Context, Result, ensure};
use e2e::{Ability, Browser, Case, Server, Situation, Wish, dist, situation};
use serde_json::{Value, json};

use super::{FRAME, LOADER, filled};

/// The situations of this module.
pub const SITUATIONS: &[Situation] = &[
    situation!(a_late_script_takes_nothing, holds: ["F31"]),
    situation!(a_frame_from_the_cache_is_high_after_each_reload),
    situation!(a_foreign_frame_decides_nothing, holds: ["F32"]),
];

/// The position of `#q` in the window, and what somebody has typed into it: whether it has the focus, its text, and the
/// position of the caret.
const TYPING: &str = "const q = document.querySelector('#q');
    return [q.getBoundingClientRect().top, document.activeElement === q, q.value, q.selectionStart, scrollX]";

const HIGH: &str = "return document.querySelector('iframe').getBoundingClientRect().height > 1000";

/// Adds a script to the page, as optimisers and tag managers do.
async fn adds(browser: &Browser, address: &str) -> Result<()> {
    let add = "const script = document.createElement('script');
        if (!arguments[0].includes('one') && !arguments[0].includes('frame')) script.type = 'module';
        script.src = arguments[0];
        document.body.append(script);
        return true";
    browser.script(add, vec![address.into()]).await.map(drop)
}

/// Waits until what the script has done is drawn.
async fn drawn(browser: &Browser) -> Result<()> {
    let drawn = "return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))";
    ensure!(browser.script(drawn, vec![]).await? == true);
    Ok(())
}

async fn a_late_script_takes_nothing(case: &Case) -> Result<()> {
    const MODULE: &str = "/embed/intimacy-explorer.js";
    let list = [
        ("an element", "{element}", MODULE),
        ("an article", "{article eager}", MODULE),
        ("one file", "{element}", "/embed/intimacy-explorer.one.js"),
    ];
    let (server, browser) = (Server::start(dist()?).await?, case.browser(Wish::phone()).await?);
    let field = "<label>Search <input id=q></label> <button onclick='window.sent = true'>Send</button>";
    for (what, explorer, script) in list {
        // The explorer is directly below or above the field, or above the window.
        let text = "<p style='height:1200px'>text</p>";
        for (place, above, below) in
            [("below", "", explorer), ("above", explorer, ""), ("far above", &format!("{explorer}{text}"), "")]
        {
            let body = format!("{text}{above}{field}{below}{text}{text}");
            server.page("/host", &filled(&body)?.replace(LOADER, ""), &[]);
            browser.open(&server.url("/host")).await?;
            browser.script("document.querySelector('#q').scrollIntoView({ block: 'center' })", vec![]).await?;
            browser.press_first("#q").await?;
            browser.type_keys("re").await?;
            let before = browser.script(TYPING, vec![]).await?;
            adds(&browser, script).await?;
            browser.until_script("the script runs", "return !!customElements.get('intimacy-explorer')").await?;
            if place == "below" {
                browser.until_ready().await?;
            }
            let place = format!("{what}, {place} the field");
            let mut after = before.clone();
            let stays = async || {
                drawn(&browser).await?;
                after = browser.script(TYPING, vec![]).await?;
                Ok(rounded(&after) == rounded(&before))
            };
            let outcome = browser.until("the field is where it was", stays).await;
            outcome.with_context(|| format!("{place}: {before}, then {after}"))?;
            browser.type_keys("ad").await?;
            let typed = browser.script(TYPING, vec![]).await?;
            ensure!(rounded(&typed)[1..] == [json!(true), json!("read"), json!(4), json!(0)], "{place}: {typed}");
            // An explorer above the field comes when the field is left. It does not move the pressed button away.
            browser.press("Send").await?;
            browser.until_ready().await.with_context(|| place.clone())?;
            ensure!(browser.script("return window.sent", vec![]).await? == true, "{place}: the button was not pressed");
        }
    }
    Ok(())
}

/// The values with all numbers rounded: a browser may place a box between two pixels.
fn rounded(values: &Value) -> Vec<Value> {
    let round = |value: &Value| value.as_f64().map_or_else(|| value.clone(), |number| json!(number.round() as i64));
    values.as_array().into_iter().flatten().map(round).collect()
}

async fn a_frame_from_the_cache_is_high_after_each_reload(case: &Case) -> Result<()> {
    let (server, browser) = (Server::start(dist()?).await?, case.browser(Wish::phone()).await?);
    let cached = [("cache-control", "public, max-age=3600")];
    server.page("/host", &filled("<p>above</p>{frame}{frame loader}<p>below</p>")?, &cached);
    server.page("/embed/frame.html", &std::fs::read_to_string(dist()?.join("embed/frame.html"))?, &cached);
    let told = async || -> Result<()> {
        browser.until_script("the frame is high", HIGH).await?;
        browser.find("iframe").await?.enter_frame().await?;
        let settled = "return Math.abs(innerHeight - document.documentElement.getBoundingClientRect().height) <= 16";
        browser.until_script("the frame is as high as what is in it", settled).await?;
        browser.web().enter_default_frame().await.context("no way out of the frame")
    };
    browser.open(&server.url("/host")).await?;
    told().await?;
    for turn in 0..5 {
        let mark = server.mark();
        // A person reloads the page, or comes to it again by a link.
        if turn % 2 == 0 {
            browser.script("window.before = true; location.reload(); return true", vec![]).await?;
            browser
                .until_script("it is loaded again", "return !window.before && !!document.querySelector('iframe')")
                .await?;
        } else {
            browser.open(&server.url(&format!("/host?{turn}"))).await?;
        }
        told().await.with_context(|| format!("after reload {turn}"))?;
        if turn % 2 == 1 && case.can("the frame from the cache", Ability::Cache) {
            let asked = server.requests_since(mark);
            ensure!(!asked.iter().any(|path| path.contains("frame")), "it does not come from the cache: {asked:?}");
        }
    }
    browser.is_quiet().await
}

/// A frame of another site that sends every message of the explorer, holds the focus, and asks before it is left.
const FOREIGN: &str = "<!doctype html><title>A video</title><input id=v><script>
    window.heard = [];
    addEventListener('message', ({ data }) => heard.push(data));
    addEventListener('beforeunload', (event) => { event.preventDefault(); event.returnValue = 'x'; });
    window.lie = () => {
        for (const type of ['leave', 'height', 'to', 'seen', 'look']) {
            for (const nonce of [undefined, '']) {
                const one = { type: `intimacy-explorer:${type}`, v: 1, nonce, to: 'https://example.org/', set: true };
                parent.postMessage({ ...one, height: 9999, top: 2000, scheme: 'dark', lang: 'de' }, '*');
            }
        }
        parent.postMessage({ told: true }, '*');
    };
    lie();
    </script>";

async fn a_foreign_frame_decides_nothing(case: &Case) -> Result<()> {
    let elsewhere = Server::start(dist()?).await?;
    elsewhere.page("/video", FOREIGN, &[]);
    let video = elsewhere.url("/video").replace("127.0.0.1", "localhost");
    let (server, browser) = (Server::start(dist()?).await?, case.browser(Wish::phone()).await?);
    let listens =
        "<script>addEventListener('message', ({ data }) => { window.told ||= data?.told === true; });</script>";
    let foreign = format!("<iframe id=foreign src='{video}' width=300 height=120></iframe>");
    for (explorer, script) in [("{element}", "/embed/intimacy-explorer.js"), (FRAME, "/embed/frame.js")] {
        server.page("/host", &filled(&format!("{listens}{foreign}{explorer}<p>below</p>"))?, &[]);
        browser.open(&server.url("/host")).await?;
        browser.until_script("the foreign frame has spoken", "return window.told === true").await?;
        browser.find("#foreign").await?.enter_frame().await?;
        browser.press_first("#v").await?;
        browser.type_keys("a").await?;
        browser.web().enter_default_frame().await?;
        // The focus is in the foreign frame when the explorer comes.
        adds(&browser, script).await?;
        let framed = explorer == FRAME;
        if framed {
            let high = HIGH.replace("'iframe'", "'[data-intimacy-explorer]'");
            browser.until_script("our frame is as high as what is in it", &high).await?;
        } else {
            browser.until_ready().await?;
        }
        drawn(&browser).await?;
        let focus = "return [document.activeElement.id, scrollY]";
        ensure!(browser.script(focus, vec![]).await? == json!(["foreign", 0]), "{explorer}: it took focus or position");
        browser.find("#foreign").await?.enter_frame().await?;
        browser.type_keys("b").await?;
        let typed = browser.script("return document.querySelector('#v').value", vec![]).await?;
        ensure!(typed == "ab", "{explorer}: {typed}");
        browser.script("window.heard.length = 0; lie(); return true", vec![]).await?;
        browser.web().enter_default_frame().await?;
        drawn(&browser).await?;
        let ruled = "const ours = document.querySelector('[data-intimacy-explorer], intimacy-explorer');
            return [!!document.querySelector('[data-intimacy-explorer-cover]'), scrollY,
                ours.getBoundingClientRect().height < 9000, document.querySelector('#foreign').offsetHeight < 200]";
        let ruled = browser.script(ruled, vec![]).await?;
        ensure!(ruled == json!([false, 0, true, true]), "{explorer}: a foreign frame was obeyed: {ruled}");
        browser.find("#foreign").await?.enter_frame().await?;
        let heard = browser.script("return window.heard", vec![]).await?;
        ensure!(heard == json!([]), "{explorer}: the foreign frame hears {heard}");
        browser.web().enter_default_frame().await?;
        // The foreign frame's question does not stop leaving.
        if framed {
            browser.find("[data-intimacy-explorer]").await?.enter_frame().await?;
        }
        let leave = browser.control("Leave").await?;
        let _ = browser.click(&leave).await;
        let _ = browser.web().enter_default_frame().await;
        browser.until_left().await.with_context(|| explorer.to_owned())?;
    }
    Ok(())
}
