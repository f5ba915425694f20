//! The app on host pages: focus and scrolling, its messages, and other scripts that change its content.

use anyhow::{Context, Result, ensure};
use e2e::{Ability, Browser, Case, Part, Screen, Server, Situation, Visitor, Wish, site, situation, words};
use intimacy_explorer::content::{Page, Subject, fill};
use serde_json::json;

use super::Host;
use crate::accessible::{fits, ways};
use crate::journey::TOTAL;

/// The situations of this module.
pub const SITUATIONS: &[Situation] = &[
    situation!(nothing_is_taken_before_a_press),
    situation!(another_window_takes_no_focus),
    situation!(a_new_screen_begins_below_a_fixed_header),
    situation!(a_translated_page_shows_no_stale_words, holds: ["F33"]),
    situation!(slips_of_an_owner_are_understood_or_reported),
    situation!(missing_printing_and_downloads_are_reported, holds: ["F36"]),
    situation!(a_discarded_page_says_so, holds: ["F36"]),
    situation!(large_letters_fit, needs: [Ability::SmallestLetters]),
    situation!(wide_spacing_fits),
    situation!(a_large_font_fits),
];

/// The id of the focused field, the text of `#q`, and the scroll position of the page.
const TAKEN: &str = "return [document.activeElement.id, document.querySelector('#q').value, scrollY]";

/// Makes shadow roots open, and puts the last one into `window.inside`.
const OPEN: &str = "const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function (options) { return (window.inside = attach.call(this, { ...options, mode: 'open' })); };";

async fn until_mounted(browser: &Browser) -> Result<()> {
    browser.until_script("it is ready", "return !!document.querySelector('[data-ready]')").await?;
    // After two frames, the app has rendered and all effects of that have happened.
    let drawn = "return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))";
    ensure!(browser.script(drawn, vec![]).await? == true);
    Ok(())
}

async fn nothing_is_taken_before_a_press(case: &Case) -> Result<()> {
    let mut host = Host::new(case, "below-the-fold", &[], Wish::phone()).await?;
    for (page, from, fails) in [
        ("below-the-fold", 0, false),
        ("below-the-fold", 0, true),
        ("comes-near", 1700, false),
        ("framed-below", 0, false),
    ] {
        host.moves_to(page).await?;
        let (server, browser) = (&host.server, &host.browser);
        let hold = server.hold(".wasm");
        host.opens().await?;
        browser
            .script(
                "scrollTo(0, arguments[0]); document.querySelector('#q').focus({ preventScroll: true })",
                vec![from.into()],
            )
            .await?;
        browser.type_keys("re").await?;
        // Some browsers scroll to the field in which a person types, Firefox a moment later. The app is requested when it
        // is near, and cannot start before its code is released.
        let requested = async || {
            browser.script("scrollTo(0, arguments[0])", vec![from.into()]).await?;
            Ok(server.requests_since(0).iter().any(|path| path.ends_with(".wasm")))
        };
        if page == "comes-near" {
            browser.until("the app is requested", requested).await?;
        }
        browser.script("scrollTo(0, arguments[0])", vec![from.into()]).await?;
        if fails {
            server.fail(".wasm", 500);
        }
        hold.release();
        if fails {
            browser.until_script("it has failed", "return !!document.querySelector('[data-failed]')").await?;
        } else if page == "framed-below" {
            // Chromium does not lay out a distant frame of another origin, so the height of the frame cannot be used
            // here.
            browser.find("iframe").await?.enter_frame().await?;
            browser.until_ready().await?;
            browser.web().enter_default_frame().await?;
        } else {
            until_mounted(browser).await?;
        }
        ensure!(
            browser.script(TAKEN, vec![]).await? == json!(["q", "re", from]),
            "{page}: {}",
            browser.script(TAKEN, vec![]).await?
        );
        if page == "below-the-fold" && !fails {
            let tall =
                browser.script("return document.querySelector('intimacy-explorer').shadowRoot.querySelector('[data-app]').offsetHeight", vec![]).await?;
            ensure!(tall.as_u64() < Some(740), "the first screen is too high: {tall} px");
            let words = words()?;
            for text in [&words.overview.title, &words.overview.lead, &words.quiz.lead] {
                ensure!(browser.text().await?.contains(text.as_str()), "{text:?} is missing");
            }
            browser.control(&words.interface.notes_door).await?;
            // After a press inside, the app may move focus and scroll position.
            browser.press(&words.interface.begin).await?;
            let visitor = Visitor { browser, words: &words };
            visitor.sees_screen(&words.quiz.title).await?;
            browser.press(&words.quiz.subject.begin).await?;
            visitor.sees_error(&words.interface.error_subject).await?;
            visitor.begins(Subject::Friend, false).await?;
            visitor
                .sees("the first question", |shown| {
                    shown.heading == words.quiz.closeness.question && shown.focus == "screen" && shown.in_view
                })
                .await?;
            browser.press(&words.interface.nav_explore).await?;
            visitor.sees_screen(&words.interface.explore_title).await?;
            ensure!(!browser.text().await?.contains(&words.interface.whole_article), "there is no article to read");
        }
    }
    Ok(())
}

/// A person who types into the host page keeps the focus there while another window erases or begins.
async fn another_window_takes_no_focus(case: &Case) -> Result<()> {
    let host = Host::new(case, "element", &[], Wish::phone()).await?;
    let words = words()?;
    host.opens().await?;
    let browser = &host.browser;
    browser.until_ready().await?;
    let visitor = Visitor { browser, words: &words };
    visitor.begins(Subject::Friend, true).await?;
    browser.find(".ie-set").await?;
    browser.press(&words.interface.nav_notes).await?;
    visitor.sees_screen(&words.interface.notes_title).await?;
    let first = browser.web().window().await?;
    browser.open_beside(&host.server.url("/host")).await?;
    browser.press(&words.interface.nav_notes).await?;
    browser.control(&words.interface.erase).await?;
    let second = browser.web().window().await?;
    for (focused, expected) in [("#q", "q"), ("#ie-screen", "")] {
        browser.web().switch_to_window(first.clone()).await?;
        let to = "const root = document.querySelector('intimacy-explorer').shadowRoot;
            (document.querySelector(arguments[0]) ?? root.querySelector(arguments[0])).focus(); scrollTo(0, 0)";
        browser.script(to, vec![focused.into()]).await?;
        browser.web().switch_to_window(second.clone()).await?;
        browser.press(&words.interface.erase).await?;
        visitor.sees_status(&words.interface.erased).await?;
        browser.web().switch_to_window(first.clone()).await?;
        visitor.sees_status(&words.interface.erased).await?;
        let taken = browser.script(TAKEN, vec![]).await?;
        ensure!(taken == json!([expected, "", 0]), "from {focused}: {taken}");
        if expected.is_empty() {
            // The focus was in the element, and stays in it.
            visitor.sees("the notes' heading with the focus", |shown| shown.focus == "screen").await?;
            break;
        }
        // Begins again, so that there is something to erase.
        visitor.presses(&words.interface.begin).await?;
        visitor.begins(Subject::Friend, true).await?;
        browser.find(".ie-set").await?;
        visitor.presses(&words.interface.nav_notes).await?;
        visitor.sees_screen(&words.interface.notes_title).await?;
    }
    Ok(())
}

async fn a_new_screen_begins_below_a_fixed_header(case: &Case) -> Result<()> {
    let host = Host::new(case, "fixed-header", &[], Wish::phone()).await?;
    let words = words()?;
    host.opens().await?;
    let browser = &host.browser;
    browser.until_ready().await?;
    browser.press(&words.interface.explore_door).await?;
    let visitor = Visitor { browser, words: &words };
    visitor.sees_screen(&words.interface.explore_title).await?;
    // Uses a script, because WebKit's driver does not wait for smooth scrolling.
    let page = browser.control(words.title(Page::Questions)).await?;
    browser.script("arguments[0].click(); return true", vec![page.to_json()?]).await?;
    visitor.sees_screen(words.title(Page::Questions)).await?;
    let top = "const root = document.querySelector('intimacy-explorer').shadowRoot;
        return ['.ie-bar', '#ie-screen'].map((css) => Math.round(root.querySelector(css).getBoundingClientRect().top))";
    let tops = browser.script(top, vec![]).await?;
    let (bar, heading) = (tops[0].as_i64().context("no bar")?, tops[1].as_i64().context("no heading")?);
    ensure!(bar >= 90 && heading > bar && heading < 740, "the bar is at {bar}, the heading at {heading}");
    Ok(())
}

/// Emulates a translator: replaces each text node by elements, now and whenever content is added.
pub const TRANSLATES: &str = "
    const wrap = (node) => {
        for (const child of [...node.childNodes]) {
            if (child.nodeType === 3 && child.data.trim() && child.parentNode.localName !== 'font') {
                const font = document.createElement('font');
                font.append(Object.assign(document.createElement('font'), { textContent: child.data }));
                child.replaceWith(font);
            } else if (child.nodeType === 1) wrap(child);
        }
    };
    const root = document.querySelector('intimacy-explorer').shadowRoot;
    wrap(root);
    new MutationObserver((records) => { for (const { target } of records) wrap(target); })
        .observe(root, { childList: true, characterData: true, subtree: true });
    window.translated = () => {
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        const bare = [];
        while (walker.nextNode()) {
            const { data, parentNode } = walker.currentNode;
            if (data.trim() && parentNode.localName !== 'font') bare.push(data);
        }
        return bare;
    };";

async fn a_translated_page_shows_no_stale_words(case: &Case) -> Result<()> {
    let host = Host::new(case, "element", &[], Wish::phone()).await?;
    let words = words()?;
    let (names, quiz) = (&words.interface, &words.quiz);
    host.server.before_each_page(OPEN);
    host.opens().await?;
    let browser = &host.browser;
    browser.until_ready().await?;
    browser.script(TRANSLATES, vec![]).await?;
    let visitor = Visitor { browser, words: &words };
    let translated = async || browser.until_script("all is translated", "return translated().length === 0").await;

    // The start card with and without an error.
    visitor.presses(&names.begin).await?;
    visitor.presses(&quiz.subject.keep).await?;
    visitor.presses(&quiz.subject.begin).await?;
    visitor.sees_error(&names.error_subject).await?;
    visitor.begins(Subject::Friend, true).await?;
    let step = |number: &str| fill(&names.progress, &[("number", number), ("total", "20")]);
    let at = async |number: &str| {
        visitor
            .sees(&format!("question {number}"), |shown| shown.step.ends_with(&step(number)) && shown.focus == "screen")
            .await
    };
    at("2").await?;
    translated().await?;
    visitor.presses(&names.next).await?;
    visitor.sees_error(&names.error_set).await?;
    visitor.browser.click(&visitor.most(1).await?).await?;
    visitor.sees("no error any more", |shown| shown.error.is_empty()).await?;
    visitor.browser.click(&visitor.least(1).await?).await?;
    visitor.sees_status(&names.moved_to_least).await?;
    visitor.browser.click(&visitor.most(1).await?).await?;
    visitor.sees_status(&names.moved_to_most).await?;
    visitor.presses(&names.clear).await?;
    visitor.sees_status(&names.set_most).await?;
    visitor.browser.click(&visitor.most(0).await?).await?;
    visitor.browser.click(&visitor.least(1).await?).await?;
    visitor.presses(&names.next).await?;
    at("3").await?;

    // The saving line when the storage is full, and when it has room again.
    let line = async |text: &str| {
        let said = "return inside.querySelector('.ie-saving').textContent === arguments[0]";
        browser.until(text, async || Ok(browser.script(said, vec![text.into()]).await? == true)).await
    };
    line(&names.saving_device).await?;
    let full = "Storage.prototype.real = Storage.prototype.setItem;
        Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };";
    browser.script(full, vec![]).await?;
    visitor.presses(&names.equal).await?;
    at("4").await?;
    line(&names.saving_full).await?;
    browser.script("Storage.prototype.setItem = Storage.prototype.real", vec![]).await?;
    visitor.presses(&names.back).await?;
    at("3").await?;
    visitor.sees_status(&names.answered_equal).await?;
    line(&names.saving_device).await?;
    translated().await?;

    // The notes, and a result with texts that depend on an answer.
    visitor.presses(&names.nav_notes).await?;
    visitor.sees_screen(&names.notes_title).await?;
    visitor.reads_all(&[&fill(&names.notes_progress, &[("answered", "3"), ("total", "20")])]).await?;
    visitor.presses(&names.keep_no_more).await?;
    line(&names.saving_visit).await?;
    visitor.presses(&names.so_far).await?;
    visitor.sees_screen(&words.result.title).await?;
    translated().await?;

    // The search: first with hits, then without.
    visitor.presses(&names.nav_explore).await?;
    visitor.sees_screen(&names.explore_title).await?;
    browser.press_first("#ie-search").await?;
    for (keys, query) in [("trust", "trust"), ("qq", "trustqq")] {
        browser.type_keys(keys).await?;
        let none = fill(&names.search_none, &[("query", query)]);
        visitor
            .sees("the count", |shown| (shown.status == none) == (query == "trustqq") && !shown.status.is_empty())
            .await?;
        let heard = "return inside.querySelector('[data-counted]')?.textContent === inside.querySelector('.ie-status').textContent";
        browser.until_script("the count is said", heard).await?;
        translated().await?;
    }
    let hits = browser.find_all(".ie-hits li").await?;
    ensure!(hits.is_empty(), "hits of another search are left");
    for _ in 0..7 {
        browser.type_keys(thirtyfour::Key::Backspace).await?;
    }
    visitor.sees("the subjects again", |shown| shown.status.is_empty()).await?;
    visitor.presses(words.title(Page::Questions)).await?;
    visitor.sees_screen(words.title(Page::Questions)).await?;

    // The message appears only once.
    visitor.presses(&names.nav_notes).await?;
    visitor.sees_screen(&names.notes_title).await?;
    visitor.presses(&names.erase).await?;
    visitor.sees_status(&names.erased).await?;
    let text = visitor.reads().await?;
    ensure!(text.matches(names.erased.as_str()).count() == 1, "{text}");
    browser.is_quiet().await
}

async fn slips_of_an_owner_are_understood_or_reported(case: &Case) -> Result<()> {
    let host = Host::new(case, "slips", &[], Wish::phone()).await?;
    host.opens().await?;
    let (browser, words) = (&host.browser, words()?);
    browser.until_script("all are ready", "return document.querySelectorAll('[data-ready]').length === 3").await?;
    for (number, country) in [(0, Some("United Kingdom")), (2, Some("Ireland"))] {
        let press = "const root = document.querySelectorAll('intimacy-explorer')[arguments[0]].shadowRoot;
            const control = [...root.querySelectorAll('button, a')].find((one) => one.textContent === arguments[1]);
            control?.click();
            return root.querySelector('.ie-lines summary')?.textContent ?? null;";
        for name in [words.interface.explore_door.as_str(), words.title(Page::Support)] {
            browser.script(press, vec![number.into(), name.into()]).await?;
            browser
                .until("it opens", async || {
                    let there = browser.script(press, vec![number.into(), name.into()]).await?;
                    Ok(there != json!(null) || name == words.interface.explore_door)
                })
                .await?;
        }
        let first = browser.script(press, vec![number.into(), "".into()]).await?;
        ensure!(first.as_str() == country, "{first} stands first, not {country:?}");
    }
    let console = browser.console().await?;
    let told = |what: &str| console.iter().filter(|line| line.contains(what)).count();
    ensure!(told("country=") == 1 && told("XX") == 1 && told("US or GB") == 1, "{console:?}");
    ensure!(told("straight quotes around the value") == 1, "{console:?}");
    Ok(())
}

async fn missing_printing_and_downloads_are_reported(case: &Case) -> Result<()> {
    let host = Host::new(case, "element", &[], Wish::phone()).await?;
    let words = words()?;
    let names = &words.interface;
    let poor = "window.print = undefined;
        HTMLAnchorElement.prototype.click = () => {};
        window.revoked = 0;
        const revoke = URL.revokeObjectURL;
        URL.revokeObjectURL = (address) => { window.revoked++; revoke.call(URL, address); };";
    host.server.before_each_page(poor);
    host.opens().await?;
    let browser = &host.browser;
    browser.until_ready().await?;
    let visitor = Visitor { browser, words: &words };
    visitor.begins(Subject::Friend, false).await?;
    // Only a result with a picture can be printed.
    for number in 2..=6 {
        visitor.sees_question(Part::Closeness, number, TOTAL).await?;
        visitor.presses(&names.equal).await?;
    }
    visitor.presses(&names.nav_notes).await?;
    visitor.sees_screen(&names.notes_title).await?;
    visitor.reads_none(&[&names.file_saved, &names.file_not_saved]).await?;
    visitor.presses(&names.file_save).await?;
    browser
        .until("what became of the file", async || Ok(visitor.reads_all(&[&names.file_saved]).await.is_ok()))
        .await?;
    ensure!(browser.script("return revoked", vec![]).await? == 0, "the file's address is gone already");
    browser.script("URL.createObjectURL = () => { throw new TypeError('no'); }", vec![]).await?;
    visitor.presses(&names.file_save).await?;
    browser.until("there is no file", async || Ok(visitor.reads_all(&[&names.file_not_saved]).await.is_ok())).await?;
    visitor.presses(&names.so_far).await?;
    visitor.sees_screen(&words.result.title).await?;
    for (print, said) in
        [("undefined", true), ("() => {}", true), ("() => dispatchEvent(new Event('beforeprint'))", false)]
    {
        browser.script(&format!("window.print = {print}"), vec![]).await?;
        visitor.presses(&names.print).await?;
        let is_so = async || Ok(visitor.reads_all(&[&names.print_failed]).await.is_ok() == said);
        browser.until(&format!("what is said of {print}"), is_so).await?;
        visitor.presses(&names.print_answers).await?;
        browser
            .until("nothing of it any more", async || Ok(visitor.reads_none(&[&names.print_failed]).await.is_ok()))
            .await?;
    }
    browser.is_quiet().await
}

/// An element on a page that the browser had discarded shows a neutral notice until the next screen.
async fn a_discarded_page_says_so(case: &Case) -> Result<()> {
    let words = words()?;
    let names = &words.interface;
    let mut host = Host::new(case, "element", &[], Wish::phone()).await?;
    let discarded = "Object.defineProperty(document, 'wasDiscarded', { value: true });";
    host.server.before_each_page(discarded);
    host.opens().await?;
    let browser = &host.browser;
    until_mounted(browser).await?;
    let visitor = Visitor { browser, words: &words };
    visitor.reads_all(&[&names.page_discarded, &words.quiz.lead]).await?;
    ensure!(browser.script(TAKEN, vec![]).await? == json!(["", "", 0]), "the app has moved the focus or scrolled");
    visitor.begins(Subject::Friend, true).await?;
    browser.find(".ie-set").await?;
    visitor.reads_none(&[&names.page_discarded]).await?;
    // With saved answers there is no notice, because nothing was lost.
    host.opens().await?;
    until_mounted(browser).await?;
    visitor.reads_none(&[&names.page_discarded]).await?;

    // With an article, the notice is above its first lines, and the article stays.
    host.server = Server::start(site()?).await?;
    host.server.before_each_page(discarded);
    let browser = &host.browser;
    browser.open(&host.server.url("/")).await?;
    until_mounted(browser).await?;
    let text = "const told = document.querySelector('intimacy-explorer').shadowRoot.querySelector('.ie-notice');
        return [told?.textContent, document.querySelector('.ie-title').checkVisibility()]";
    let text = browser.script(text, vec![]).await?;
    ensure!(text == json!([names.page_discarded, true]), "{text}");
    Ok(())
}

/// The text spacing of WCAG 1.4.12, in the page and in the app.
const SPACED: &str = "
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }');
    for (const root of [document, document.querySelector('intimacy-explorer').shadowRoot]) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];";
const NOT_SPACED: &str = "
    for (const root of [document, document.querySelector('intimacy-explorer').shadowRoot]) root.adoptedStyleSheets = root.adoptedStyleSheets.slice(0, -1);";

async fn large_letters_fit(case: &Case) -> Result<()> {
    fits_with(case, 24).await
}

async fn wide_spacing_fits(case: &Case) -> Result<()> {
    fits_with(case, 0).await
}

/// All screens of the quiz and the result fit with a smallest font size in px or, for 0, with the text spacing of WCAG
/// 1.4.12.
async fn fits_with(case: &Case, smallest_letters: u32) -> Result<()> {
    let screen = Screen { width: 360, height: 740, touch: false };
    let (server, browser) = case.at_the_page(Wish { screen, smallest_letters, ..Wish::default() }).await?;
    let words = words()?;
    let visitor = Visitor { browser: &browser, words: &words };
    let look = async |state: &str| {
        if smallest_letters == 0 {
            browser.script(SPACED, vec![]).await?;
        }
        fits::nothing_is_cut(&browser).await.with_context(|| format!("{state}, letters of {smallest_letters} px"))?;
        fits::no_word_is_broken(&browser).await.with_context(|| state.to_owned())?;
        rows_keep_their_letters(&browser).await.with_context(|| state.to_owned())?;
        if smallest_letters == 0 {
            browser.script(NOT_SPACED, vec![]).await?;
        }
        Ok::<_, anyhow::Error>(())
    };
    ways::answering(&visitor, &look).await?;
    ways::resulting(&visitor, &look).await?;
    drop(server);
    Ok(())
}

/// Checks that a chosen row has the same font as the others, so that no row changes its height while a person aims at
/// it.
async fn rows_keep_their_letters(browser: &Browser) -> Result<()> {
    let heights = "
        const root = document.querySelector('intimacy-explorer').shadowRoot;
        const rows = [...root.querySelectorAll('.ie-set-text, .ie-points label, .ie-option')];
        const weights = new Set(rows.map((row) => getComputedStyle(row).fontWeight));
        return weights.size < 2;";
    ensure!(browser.script(heights, vec![]).await? == true, "a chosen row has another font");
    Ok(())
}

/// A theme with a large font, in a narrow column and as wide as a phone. There, no word is broken.
async fn a_large_font_fits(case: &Case) -> Result<()> {
    let words = words()?;
    let server = Server::start(site()?).await?;
    let index = std::fs::read_to_string(site()?.join("index.html"))?;
    let large = index.replacen("<body", "<body data-large", 1).replacen(
        "</head>",
        "<style>html { font-size: 24px }</style></head>",
        1,
    );
    ensure!(large.contains("data-large"), "the page has no body");
    // The policy of the page does not allow inline styles.
    let large = large.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'");
    server.page("/large", &large, &[]);
    let screen = Screen { width: 360, height: 740, touch: false };
    let browser = case.browser(Wish { screen, ..Wish::default() }).await?;
    browser.open(&server.url("/large")).await?;
    browser.until_ready().await?;
    let visitor = Visitor { browser: &browser, words: &words };
    let set_width = async |width: &str| {
        let set = "const element = document.querySelector('intimacy-explorer');
            element.style.inlineSize = arguments[0];
            return element.offsetWidth;";
        Ok::<_, anyhow::Error>(browser.script(set, vec![width.into()]).await?.as_u64())
    };
    let look = async |state: &str| {
        ensure!(set_width("245px").await? == Some(245), "the column has another width");
        fits::nothing_is_cut(&browser).await.with_context(|| format!("{state}, in a column"))?;
        ensure!(set_width("").await? > Some(320), "the element is not as wide as the window");
        fits::nothing_is_cut(&browser).await.with_context(|| state.to_owned())?;
        fits::no_word_is_broken(&browser).await.with_context(|| state.to_owned())
    };
    ways::answering(&visitor, &look).await?;
    ways::resulting(&visitor, &look).await
}
