//! The element on host pages.

use anyhow::{Context, Result, ensure};
use e2e::{Browser, Case, Situation, Wish, axe, neighbours, situation};
use serde_json::json;

use super::{Host, answers_a_question, answers_beside_neighbours, page};

/// The situations of this module.
pub const SITUATIONS: &[Situation] = &[
    situation!(plain),
    situation!(bare),
    situation!(own_content),
    situation!(fails_late, holds: ["F19"]),
    situation!(session_recorders_leave_it_out),
    situation!(twice, holds: ["F14"]),
    situation!(strict_policy),
    situation!(no_wasm, holds: ["F19"]),
    situation!(wrong_type, holds: ["F19"]),
    situation!(hostile_css, holds: ["F24"]),
    situation!(patched_builtins, holds: ["F24"]),
    situation!(broken_builtins, holds: ["F24"]),
    situation!(taken_name, holds: ["F24"]),
    situation!(wrong_integrity, holds: ["F19"]),
    situation!(moves_it, holds: ["F23"]),
    situation!(right_to_left, holds: ["F24"]),
    situation!(no_storage, holds: ["F1", "F2"]),
    situation!(no_script, holds: ["F19"]),
    situation!(one_file),
];

async fn plain(case: &Case) -> Result<()> {
    let host = Host::new(case, "plain", &[], Wish::default()).await?;
    host.opens().await?;
    let (browser, server) = (&host.browser, &host.server);
    browser.until_script("the element is there", "return !!customElements.get('intimacy-explorer')").await?;
    let early = server.requests_since(0);
    ensure!(!early.iter().any(|path| path.contains(".wasm") || path.contains("app-")), "far below: {early:?}");

    // On a host page, the article contains no notices and no controls.
    for css in [".ie-local", ".ie-waiting", ".ie-without-app", ".ie-rescue", "[hidden]", "input", "button"] {
        let css = format!("intimacy-explorer {css}");
        let none = "return document.querySelector(arguments[0]) === null";
        ensure!(browser.script(none, vec![css.as_str().into()]).await? == true, "{css} stands in the page");
    }

    let watch = "window.shift = 0;
        if (PerformanceObserver.supportedEntryTypes.includes('layout-shift')) {
            new PerformanceObserver((list) => { for (const entry of list.getEntries()) shift += entry.value; })
                .observe({ type: 'layout-shift', buffered: true });
        }
        document.querySelector('.above').scrollIntoView({ block: 'end' });";
    browser.script(watch, vec![]).await?;
    let places = "return [...document.querySelectorAll('main > *')].map((one) => one.getBoundingClientRect().top)
        .filter((top) => top < 2 * innerHeight)";
    let before = browser.script(places, vec![]).await?;
    browser.until_ready().await?;
    ensure!(browser.script("return shift", vec![]).await?.as_f64() == Some(0.0), "the page's layout has jumped");
    let after = browser.script(places, vec![]).await?;
    ensure!(after == before, "the page's layout has moved: {before}, {after}");
    let set =
        "const one = document.querySelector('intimacy-explorer'); one.setAttribute('contact', 'https://example.org/');
        return new Promise((done) => setTimeout(() => done(one.querySelector('.ie-contact').target)));";
    ensure!(browser.script(set, vec![]).await? == "_top", "out of a frame the link leads nowhere else than into it");
    browser.press("Explore and search topic by topic").await?;
    answers_a_question(browser).await?;
    let sides =
        "return [document.querySelector('h1').innerText, getComputedStyle(document.querySelector('h1')).fontFamily]";
    ensure!(
        browser.script(sides, vec![]).await? == json!(["A practice", "Georgia, serif"]),
        "the host page has changed"
    );
    axe::finds_nothing(browser).await?;
    browser.is_quiet().await
}

async fn bare(case: &Case) -> Result<()> {
    let host = Host::new(case, "bare", &[], Wish::default()).await?;
    host.opens().await?;
    let browser = &host.browser;
    browser.until_script("the element is there", "return !!customElements.get('intimacy-explorer')").await?;
    browser.script("document.querySelector('intimacy-explorer').scrollIntoView()", vec![]).await?;
    let below = "return document.querySelector('.below').getBoundingClientRect().top >= innerHeight";
    ensure!(browser.script(below, vec![]).await? == true, "what stands below will be moved under the reader's eyes");
    browser.until_ready().await?;
    browser.control("Explore and search topic by topic").await?;
    ensure!(browser.script(below, vec![]).await? == true, "what stands below was moved");
    browser.press("Explore and search topic by topic").await?;
    let room = "return document.querySelector('intimacy-explorer').style.minBlockSize === ''";
    browser.until_script("no more room is held than is needed", room).await?;
    browser.press("When to seek support").await?;
    let first = browser.find(".ie-lines [open] > summary").await?.text().await?;
    ensure!(first == "Ireland", "the script in it was not read: {first} stands first");
    let target = browser.attribute(&browser.find(".ie-contact").await?, "target").await?;
    ensure!(target.as_deref() == Some("_top"), "out of a frame the link leads nowhere else than into it");
    answers_a_question(browser).await?;
    browser.is_quiet().await
}

async fn own_content(case: &Case) -> Result<()> {
    let help = "In danger, ring 112";
    let mut host = Host::new(case, "own-content", &[], Wish::default()).await?;
    for fails in [false, true] {
        host.moves_to("own-content").await?;
        let hold = host.server.hold(".wasm");
        host.opens().await?;
        let browser = &host.browser;
        browser.until_script("the element is there", "return !!customElements.get('intimacy-explorer')").await?;
        ensure!(browser.text().await?.contains(help), "the owner's content is not shown before the app");
        if fails {
            host.server.fail(".wasm", 500);
        }
        hold.release();
        if fails {
            browser.until_script("it has failed", "return !!document.querySelector('[data-failed]')").await?;
            ensure!(browser.text().await?.contains(help), "the owner's fallback content is gone");
        } else {
            browser.until_ready().await?;
            browser.control("Explore and search topic by topic").await?;
            let seen = browser.script("return document.querySelector('.help').checkVisibility()", vec![]).await?;
            ensure!(seen == false, "the app does not replace the owner's content");
            answers_a_question(browser).await?;
        }
    }
    Ok(())
}

/// Failures after the app has loaded: an invalid language file, and a browser without constructed style sheets.
async fn fails_late(case: &Case) -> Result<()> {
    let mut host = Host::new(case, "own-content", &[], Wish::default()).await?;
    for (page, shown) in [("own-content", "In danger, ring 112"), ("fails-late", "When to seek support")] {
        host.moves_to(page).await?;
        if page == "own-content" {
            let pack = std::fs::read_dir(e2e::dist()?.join("embed"))?.flatten();
            let mut pack = pack.map(|file| file.file_name().to_string_lossy().into_owned());
            let pack = pack.find(|name| name.starts_with("en-first-")).context("there is no language file")?;
            host.server.page(&format!("/embed/{pack}"), "<!doctype html><title>Not found</title>", &[]);
        } else {
            host.server.before_each_page("delete window.CSSStyleSheet;");
        }
        host.plants_neighbours().await?;
        host.opens().await?;
        let browser = &host.browser;
        browser.until_script("it has failed", "return !!document.querySelector('[data-failed]')").await?;
        ensure!(browser.text().await?.contains(shown), "{page}: {:?}", browser.text().await?);
        let console = browser.console().await?;
        let said = console.iter().filter(|line| line.contains("the app did not start")).count();
        ensure!(said == 1 + usize::from(page == "fails-late"), "{page}: {console:?}");
        if page == "fails-late" {
            let said = "return ['.ie-small', '.ie-doors'].map((css) =>
                !!document.querySelector('.ie-start').shadowRoot.querySelector(css)?.checkVisibility())";
            ensure!(browser.script(said, vec![]).await? == json!([true, false]), "it does not say why");
        }
        host.left_neighbours().await?;
    }
    Ok(())
}

/// The element has the marks by which session recorders exclude content, as their documentation defines them.
async fn session_recorders_leave_it_out(case: &Case) -> Result<()> {
    let host = Host::new(case, "plain", &[], Wish::default()).await?;
    host.opens().await?;
    let browser = &host.browser;
    browser.until_script("the element is there", "return !!customElements.get('intimacy-explorer')").await?;
    let marks = [
        ".rr-block",
        ".ph-no-capture",
        ".sentry-block",
        ".fs-exclude",
        ".no-mouseflow",
        ".ym-hide-content",
        "[data-hj-suppress]",
        "[data-clarity-mask=true]",
        "[data-private]",
        "[data-dd-privacy=hidden]",
        "[data-heap-redact-text=true]",
        "[data-recording-disable]",
    ];
    for mark in marks {
        let marked = "return document.querySelector('intimacy-explorer').matches(arguments[0])";
        ensure!(browser.script(marked, vec![mark.into()]).await? == true, "without {mark}");
    }
    Ok(())
}

async fn twice(case: &Case) -> Result<()> {
    let host = Host::new(case, "twice", &[], Wish::default()).await?;
    host.opens().await?;
    let browser = &host.browser;
    browser.until_script("both are ready", "return document.querySelectorAll('[data-ready]').length === 2").await?;
    answers_a_question(browser).await?;
    let other = "return document.querySelector('#other').shadowRoot.querySelector('#ie-screen').innerText";
    ensure!(browser.script(other, vec![]).await? == "What intimacy means to you", "the other one has moved too");
    browser.is_quiet().await
}

async fn strict_policy(case: &Case) -> Result<()> {
    let policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; \
                  require-trusted-types-for 'script'; trusted-types 'none'";
    let host = Host::new(case, "strict-policy", &[("content-security-policy", policy)], Wish::default()).await?;
    host.opens().await?;
    host.browser.until_ready().await?;
    answers_a_question(&host.browser).await?;
    let console = host.browser.console().await?;
    ensure!(console.iter().all(|line| line.contains("data:,")), "{console:?}");
    Ok(())
}

async fn no_wasm(case: &Case) -> Result<()> {
    let policy = "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self'";
    let host = Host::new(case, "no-wasm", &[("content-security-policy", policy)], Wish::default()).await?;
    host.plants_neighbours().await?;
    host.opens().await?;
    let browser = &host.browser;
    browser.until_script("it has failed", "return !!document.querySelector('[data-failed]')").await?;
    ensure!(browser.text().await?.contains("When to seek support"), "the article is gone");
    let console = browser.console().await?;
    let advice: Vec<_> = console.iter().filter(|line| line.contains("script-src needs 'wasm-unsafe-eval'")).collect();
    ensure!(advice.len() == 1, "{console:?}");
    host.left_neighbours().await
}

async fn wrong_type(case: &Case) -> Result<()> {
    let host = Host::new(case, "wrong-type", &[], Wish::default()).await?;
    host.server.call(".wasm", "application/octet-stream");
    host.server.call(".pack", "text/html");
    host.plants_neighbours().await?;
    host.opens().await?;
    host.browser.until_ready().await?;
    answers_beside_neighbours(&host.browser).await?;
    host.left_neighbours().await
}

async fn hostile_css(case: &Case) -> Result<()> {
    let host = Host::new(case, "hostile-css", &[], Wish::phone()).await?;
    host.plants_neighbours().await?;
    host.opens().await?;
    let browser = &host.browser;
    browser.until_ready().await?;
    answers_beside_neighbours(browser).await?;
    let look = "const root = document.querySelector('intimacy-explorer').shadowRoot;
        const style = getComputedStyle(root.querySelector('[data-app]'));
        const button = root.querySelector('[data-app] .ie-button').getBoundingClientRect();
        return [style.display, parseFloat(style.fontSize) >= 14, style.color !== 'rgb(0, 255, 0)', button.height >= 40];";
    ensure!(browser.script(look, vec![]).await? == json!(["block", true, true, true]), "the host's styles reach in");
    host.left_neighbours().await
}

async fn patched_builtins(case: &Case) -> Result<()> {
    let host = Host::new(case, "patched-builtins", &[], Wish::default()).await?;
    host.plants_neighbours().await?;
    host.opens().await?;
    let browser = &host.browser;
    browser.until_ready().await?;
    // Uses scripts that return only primitive values. The drivers' scripts for elements would use the patched builtins.
    let press = |name: &str| {
        let controls = "'button, a, label, .ie-most'";
        let named = format!("(one) => one.textContent.trim() === '{name}' || one.className === '{name}'");
        format!(
            "const root = document.querySelector('intimacy-explorer').shadowRoot;
            const all = root.querySelectorAll({controls});
            for (const one of all) if (({named})(one)) {{ one.click(); return true; }}
            return false;"
        )
    };
    for name in
        ["My notes", "Begin a new map", "A friend", "Keep my answers on this device", "Begin", "ie-most", "Continue"]
    {
        browser.until_script(name, &press(name)).await?;
    }
    let question = "return document.querySelector('intimacy-explorer').shadowRoot.querySelector('[data-app]')
        .textContent.includes('Question 3 of')";
    browser.until_script("the next question", question).await?;
    let links =
        "return document.querySelector('intimacy-explorer').shadowRoot.querySelector('a[href^=javascript]') === null";
    ensure!(browser.script(links, vec![]).await? == true, "a link from a patched prototype is on the page");
    browser.is_quiet().await?;
    host.left_neighbours().await
}

/// With broken builtins, either the app works, or the article stays or returns. There is never an empty box.
async fn broken_builtins(case: &Case) -> Result<()> {
    let host = Host::new(case, "broken-builtins", &[], Wish::default()).await?;
    host.plants_neighbours().await?;
    for broken in ["map", "iterator", "assign", "parse", "decode", "append", "insert", "shadow", "closed", "observer"] {
        host.browser.open(&host.server.url(&format!("/host?{broken}"))).await?;
        let title = async || -> Result<_> {
            // The driver may use the broken builtin, too.
            let title = host.browser.web().title().await.ok();
            Ok(title.filter(|title| !["…", ""].contains(&title.as_str())))
        };
        let seen = host.browser.until_some("it works, or does not", title).await.context(broken)?;
        let expected = match broken {
            "map" | "parse" | "append" | "closed" => "the app",
            _ => "the article",
        };
        ensure!(seen == expected, "{broken}: {seen}");
    }
    host.left_neighbours().await
}

const ONE_FILE: (&str, &str) =
    ("type=\"module\" src=\"/embed/intimacy-explorer.js\"", "src=\"/embed/intimacy-explorer.one.js\"");

/// Another script has already defined an element with this name.
async fn taken_name(case: &Case) -> Result<()> {
    let host = Host::new(case, "taken-name", &[], Wish::default()).await?;
    let one = page("taken-name")?;
    ensure!(one.contains(ONE_FILE.0), "the article brings another script");
    host.server.page("/one", &one.replace(ONE_FILE.0, ONE_FILE.1), &[]);
    let (browser, mark, mut told) = (&host.browser, host.server.mark(), 0);
    for path in ["/host", "/one"] {
        browser.open(&host.server.url(path)).await?;
        let said = async || -> Result<usize> {
            let console = browser.console().await?;
            Ok(console.iter().filter(|line| line.contains("has taken this name")).count())
        };
        browser.until("the owner is told", async || Ok(said().await? > told)).await?;
        let theirs = "const one = document.querySelector('intimacy-explorer');
            return [one.hasAttribute('data-theirs'), one.shadowRoot === null, one.querySelector('.ie-article').checkVisibility()]";
        ensure!(browser.script(theirs, vec![]).await? == json!([true, true, true]), "it is no longer theirs");
        is_readable(browser).await?;
        let asked = host.server.requests_since(mark);
        ensure!(!asked.iter().any(|path| path.ends_with(".wasm")), "unusable files are loaded: {asked:?}");
        told += 1;
        ensure!(said().await? == told && browser.console().await?.len() == told, "{:?}", browser.console().await?);
    }
    Ok(())
}

/// The integrity hash on the owner's page does not match the script.
async fn wrong_integrity(case: &Case) -> Result<()> {
    let host = Host::new(case, "wrong-integrity", &[], Wish::default()).await?;
    let wrong = format!("integrity=\"sha384-{}\" ", "A".repeat(64));
    host.server.before_each_page("addEventListener('error', ({ target }) => { window.refused = target.src; }, true);");
    let refused = "return window.refused?.includes('intimacy-explorer') === true";
    for src in ["type=\"module\" src=\"/embed/intimacy-explorer.js\"", "src=\"/embed/intimacy-explorer.one.js\""] {
        let html = page("wrong-integrity")?.replace(ONE_FILE.0, &format!("{wrong}{src}"));
        host.server.page("/host", &html, &[]);
        host.opens().await?;
        host.browser.until_script("the script is refused", refused).await?;
        let none = "return customElements.get('intimacy-explorer') === undefined";
        ensure!(host.browser.script(none, vec![]).await? == true, "it runs all the same");
        is_readable(&host.browser).await?;
    }
    Ok(())
}

/// Checks that the article with its help lines is shown.
async fn is_readable(browser: &Browser) -> Result<()> {
    let text = browser.text().await?;
    for words in ["What intimacy means", "When to seek support", "United States"] {
        ensure!(text.contains(words), "{words} is not to be read");
    }
    Ok(())
}

async fn moves_it(case: &Case) -> Result<()> {
    let host = Host::new(case, "moves-it", &[], Wish::default()).await?;
    host.plants_neighbours().await?;
    host.opens().await?;
    let browser = &host.browser;
    browser.until_ready().await?;
    answers_beside_neighbours(browser).await?;
    browser.press_first(".ie-set input.ie-least").await?;
    let move_it = "const one = document.querySelector('intimacy-explorer'); \
                   document.querySelector('#there').append(one); return one.shadowRoot.querySelector(':checked') !== null";
    ensure!(browser.script(move_it, vec![]).await? == true, "the answer on the screen is gone");
    ensure!(browser.text().await?.contains("Question 3 of"), "it is elsewhere in the quiz");
    browser.press("Continue").await?;
    browser.until("the next question", async || Ok(browser.text().await?.contains("Question 4 of"))).await?;

    // After several removals and insertions there is still only one app with one set of listeners.
    let again = "const one = document.querySelector('intimacy-explorer'); one.remove(); \
                 return new Promise((done) => setTimeout(() => { document.querySelector('#here').append(one); done(true) }))";
    for _ in 0..3 {
        browser.script(again, vec![]).await?;
        browser
            .until_script(
                "it is back",
                "return !!document.querySelector('intimacy-explorer').shadowRoot.querySelector('#ie-screen')",
            )
            .await?;
    }
    let apps = "return document.querySelector('intimacy-explorer').shadowRoot.querySelectorAll('[data-app]').length";
    ensure!(browser.script(apps, vec![]).await? == 1, "there is more than one app in it");
    browser.press("Explore").await?;
    browser.is_quiet().await?;
    host.left_neighbours().await
}

async fn right_to_left(case: &Case) -> Result<()> {
    let host = Host::new(case, "right-to-left", &[], Wish::phone()).await?;
    host.plants_neighbours().await?;
    host.opens().await?;
    let browser = &host.browser;
    browser.until_ready().await?;
    answers_beside_neighbours(browser).await?;
    // The English text runs from left to right on this page as well, and nothing overflows.
    let look = "const app = document.querySelector('intimacy-explorer').shadowRoot.querySelector('[data-app]');
        return [getComputedStyle(app).direction, document.documentElement.scrollWidth <= innerWidth];";
    ensure!(browser.script(look, vec![]).await? == json!(["ltr", true]), "{:?}", browser.script(look, vec![]).await?);
    axe::finds_nothing(browser).await?;
    host.left_neighbours().await
}

async fn no_storage(case: &Case) -> Result<()> {
    let mut host = Host::new(case, "no-storage", &[], Wish::default()).await?;
    for how in ["denied", "absent", "none"] {
        host.moves_to("no-storage").await?;
        host.plants_neighbours().await?;
        let browser = &host.browser;
        // The server ignores the query, and the script of the page reads it.
        browser.open(&host.server.url(&format!("/host?how={how}"))).await?;
        browser.until_ready().await?;
        let readable = how == "none";
        if readable {
            neighbours::begins_beside(browser).await?;
        } else {
            browser.press("Quiz").await?;
        }
        browser.press("A friend").await?;
        browser.press("Keep my answers on this device").await?;
        browser.press("Begin").await?;
        browser.press("Skip").await?;
        let told = if readable { "has no room left" } else { "does not let the page keep anything" };
        browser.until(told, async || Ok(browser.text().await?.contains(told))).await?;
        browser.press("See what you have so far").await?;
        browser.press("My notes").await?;
        browser.control("Erase everything").await?;
        ensure!(!browser.text().await?.contains("are kept on this device"), "{how}: the page says that it is saved");
        if readable {
            neighbours::are_unchanged_here(browser).await?;
        }
        // Erasing succeeds, because nothing was ever saved, or because records can still be removed.
        browser.press("Erase everything").await?;
        let erased = "Everything is erased.";
        browser.until(erased, async || Ok(browser.text().await?.contains(erased))).await?;
        browser.is_quiet().await?;
        if readable {
            ensure!(browser.script("return localStorage.length", vec![]).await? == 0, "something is left");
        } else {
            host.left_neighbours().await?;
        }
    }
    Ok(())
}

async fn no_script(case: &Case) -> Result<()> {
    let host = Host::new(case, "no-script", &[], Wish { script: false, ..Wish::default() }).await?;
    host.opens().await?;
    is_readable(&host.browser).await?;
    host.browser.is_quiet().await
}

async fn one_file(case: &Case) -> Result<()> {
    let policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self'";
    let host = Host::new(case, "one-file", &[("content-security-policy", policy)], Wish::default()).await?;
    host.opens().await?;
    host.browser.until_ready().await?;
    answers_a_question(&host.browser).await?;
    let asked = host.server.requests_since(0);
    let others: Vec<_> = asked
        .iter()
        .filter(|path| !["/host", "/embed/intimacy-explorer.one.js", "/favicon.ico"].contains(&path.as_str()))
        .collect();
    ensure!(others.is_empty(), "one file asks for more: {others:?}");
    Ok(())
}
