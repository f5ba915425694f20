//! The own content: what an owner writes for the start, beside the help lines and below the result.

use anyhow::{Context, Result, ensure};
use e2e::{Ability, Browser, Case, FUNCTIONS, ROOTS, Server, Situation, Visitor, Wish, dist, situation, words};
use intimacy_explorer::content::{Content, Factor, Page, Subject};
use intimacy_explorer::quiz::{Often, Run, SetAnswer};
use intimacy_explorer::record::{Namespace, RecordKey, RunId, Version, encode, records};
use serde_json::{Value, json};
use thirtyfour::Key;

use super::{LOADER, ONE, filled};

/// The situations of this module.
pub const SITUATIONS: &[Situation] = &[
    situation!(own_content_has_its_places_without_an_article),
    situation!(own_content_has_its_places_in_the_article),
    situation!(own_content_can_change_at_any_time),
    situation!(own_content_is_text_links_and_images),
    situation!(own_content_tells_the_page_nothing),
    situation!(own_content_is_readable_without_the_app),
    situation!(own_content_in_a_frame_and_on_our_page),
    situation!(own_content_of_the_result_on_paper, needs: [Ability::Paper]),
];

/// Own content in an order in which it does not appear, with an empty child.
const OWN: [&str; 5] = [
    "<div slot=\"result\"><p>Now talk to us. <a href=\"#visit\">Visit us</a></p></div>",
    "<p slot=\"support\">Who we are.</p>",
    "<div slot=\"start\"><h3>Welcome here</h3><p>This is from <a href=\"#about\">our practice</a>.</p></div>",
    "<p slot=\"start\"> </p>",
    "<p slot=\"support\">Where we are.</p>",
];
const START: &str = "copy: Welcome here This is from our practice.";
const SUPPORT: &str = "copy: Who we are. Where we are.";
const RESULT: &str = "copy: Now talk to us. Visit us";

const SVG: &str =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"40\"><circle r=\"20\" cx=\"20\" cy=\"20\"/></svg>";

/// An element with own content around a fallback, or around the article.
fn element(article: bool) -> Result<String> {
    let [result, first, start, empty, second] = OWN;
    if !article {
        return Ok(format!(
            "<intimacy-explorer loading=\"eager\">{result}{first}<p>Fallback</p>{start}{empty}{second}</intimacy-explorer>"
        ));
    }
    let page = filled("{article eager}")?;
    let page = page.replacen("<article", &format!("{result}{first}<article"), 1);
    Ok(page.replacen("</article>", &format!("</article>{start}{empty}{second}"), 1))
}

/// Opens a host page with this body on a new server.
async fn at(browser: &Browser, body: &str) -> Result<Server> {
    let server = Server::start(dist()?).await?;
    server.page("/host", &filled(body)?, &[]);
    browser.open(&server.url("/host")).await?;
    Ok(server)
}

async fn run(browser: &Browser, script: &str) -> Result<Value> {
    browser.script(&format!("{}{script}", FUNCTIONS), vec![]).await
}

/// The visible own content in the order of the flat tree: copies, and children of the element themselves.
async fn shown(browser: &Browser) -> Result<Vec<String>> {
    let script = "const isOwn = e => e.parentElement?.localName === 'intimacy-explorer' && ['start', 'support', 'result'].includes(e.slot);
        const text = e => e.innerText.replace(/\\s+/g, ' ').trim();
        return seen(document, e => e.matches('.ie-own-content') || isOwn(e), [])
            .map(e => (isOwn(e) ? 'child: ' : 'copy: ') + text(e)).filter(said => !/: $/.test(said))";
    Ok(serde_json::from_value(run(browser, script).await?)?)
}

async fn shows(browser: &Browser, expected: &[&str]) -> Result<()> {
    let mut last = Vec::new();
    let so = browser
        .until("the own content", async || {
            last = shown(browser).await?;
            Ok(last == expected)
        })
        .await;
    so.with_context(|| format!("{last:?} instead of {expected:?}"))
}

/// Checks that these elements follow each other on the screen.
async fn follow(browser: &Browser, list: &[&str]) -> Result<()> {
    let script = format!(
        "const list = {};
        const all = seen(document, e => list.some(css => e.matches(css)), []);
        return list.map(css => all.findIndex(e => e.matches(css)))",
        json!(list)
    );
    let places: Vec<i64> = serde_json::from_value(run(browser, &script).await?)?;
    ensure!(places[0] >= 0 && places.is_sorted_by(|a, b| a < b), "{list:?} are at {places:?}");
    Ok(())
}

/// Goes from the first question to a result of too few answers, and to one of tied answers.
async fn to_results(visitor: &Visitor<'_>, look: impl AsyncFn() -> Result<()>) -> Result<()> {
    let names = &visitor.words.interface;
    visitor.begins(Subject::Friend, false).await?;
    ensure!(shown(visitor.browser).await? == [""; 0], "own content beside a question");
    visitor.presses(&names.so_far).await?;
    look().await.context("too few answers")?;
    visitor.presses(&names.go_on).await?;
    for _ in 0..5 {
        visitor.presses(&names.equal).await?;
    }
    visitor.presses(&names.so_far).await?;
    visitor.browser.find("#ie-in-words").await?;
    look().await.context("tied answers")
}

async fn own_content_has_its_places_without_an_article(case: &Case) -> Result<()> {
    let browser = case.browser(Wish::default()).await?;
    let words = words()?;
    let visitor = Visitor { browser: &browser, words: &words };
    let names = &words.interface;
    for script in [LOADER, ONE] {
        let _server = at(&browser, &format!("{}{script}", element(false)?)).await?;
        browser.until_ready().await?;
        shows(&browser, &[START]).await?;
        follow(&browser, &[".ie-lead", ".ie-own-content", ".ie-welcome"]).await?;
        // A keyboard gets from the navigation to the link in it, and then to the button.
        let focus = format!(
            "seen(document, e => e.matches('button') && e.innerText === '{}', [])[0].focus(); return true",
            names.nav_help
        );
        run(&browser, &focus).await?;
        for expected in ["a our practice", &format!("button {}", names.begin)] {
            browser.type_keys(Key::Tab).await?;
            let focused = browser.focused().await?;
            ensure!(focused == expected, "Tab leads to {focused:?} and not to {expected:?}");
        }
        visitor.presses(&names.nav_help).await?;
        visitor.sees_screen(words.title(Page::Support)).await?;
        shows(&browser, &[SUPPORT]).await?;
        follow(&browser, &["#ie-help", ".ie-own-content"]).await?;
        visitor.presses(&names.nav_explore).await?;
        shows(&browser, &[]).await?;
        visitor.presses(&names.nav_quiz).await?;
        to_results(&visitor, async || {
            shows(&browser, &[RESULT]).await?;
            follow(&browser, &[".ie-result h2", ".ie-own-content"]).await
        })
        .await?;
        follow(&browser, &["[data-print]", ".ie-own-content"]).await?;
        visitor.presses(&names.nav_notes).await?;
        shows(&browser, &[]).await?;
    }
    browser.is_quiet().await
}

async fn own_content_has_its_places_in_the_article(case: &Case) -> Result<()> {
    let browser = case.browser(Wish::default()).await?;
    let words = words()?;
    let visitor = Visitor { browser: &browser, words: &words };
    let theme = "<style>p, a, h3, li { font: 22px/2 Courier !important; color: #0a0 !important; text-transform: uppercase; margin: 40px }</style>";
    let server = Server::start(dist()?).await?;
    server.page("/host", &filled(&format!("{theme}{}", element(true)?))?, &[]);
    let wasm = server.hold("_bg");
    browser.open(&server.url("/host")).await?;
    // Before the app.
    shows(&browser, &[START, SUPPORT]).await?;
    follow(&browser, &[".ie-hero", "div[data-own-content=start]", ".ie-start"]).await?;
    follow(&browser, &["#ie-help", "div[data-own-content=support]"]).await?;
    let places = "return ['.ie-start', '#ie-help', '.ie-foot'].map(css => document.querySelector(css).getBoundingClientRect().top)
        .concat(document.querySelector('intimacy-explorer').offsetHeight)";
    browser.until_script("the doors", "return !!document.querySelector('.ie-start').shadowRoot").await?;
    let before = browser.script(places, vec![]).await?;
    wasm.release();
    browser.until_ready().await?;
    // The app puts the help lines of the country first, which moves what is below them.
    let after = browser.script(places, vec![]).await?;
    ensure!(before[0] == after[0] && before[1] == after[1], "the start of the app moves the page: {before} {after}");
    shows(&browser, &[START, SUPPORT]).await?;
    // Our text styles.
    let look = "const style = e => { const s = getComputedStyle(e); return [s.fontFamily, s.fontSize, s.color, s.textTransform].join('|'); };
        const [own] = seen(document, e => e.matches('.ie-own-content'), []);
        return [[own.querySelector('p'), '.ie-subject p'], [own.querySelector('a'), '.ie-toc a']].map(([e, css]) => [style(e), style(document.querySelector(css))])";
    let look = run(&browser, look).await?;
    for at in 0..2 {
        // The theme with !important reaches the article, and not the copies.
        let own = look[at][0].as_str().unwrap_or_default();
        ensure!(!own.contains("Courier") && !own.contains("rgb(0, 170, 0)") && own.ends_with("none"), "{look}");
    }

    // A page-swap script copies everything, and puts the copy in the place of the original.
    let copy =
        "const main = document.querySelector('intimacy-explorer'); main.replaceWith(main.cloneNode(true)); return true";
    browser.script(copy, vec![]).await?;
    browser.until_ready().await?;
    shows(&browser, &[START, SUPPORT]).await?;
    ensure!(
        browser.script("return document.querySelectorAll('[data-own-content]').length", vec![]).await? == 2,
        "copies are left"
    );
    // A script that compares old and new markup removes what it does not know.
    let morph =
        "for (const own of document.querySelectorAll('.ie-article [data-own-content]')) own.remove(); return true";
    browser.script(morph, vec![]).await?;
    shows(&browser, &[START, SUPPORT]).await?;

    visitor.presses("Begin the quiz").await?;
    to_results(&visitor, async || shows(&browser, &[RESULT]).await).await?;
    visitor.presses(&words.interface.nav_help).await?;
    shows(&browser, &[SUPPORT]).await?;
    browser.is_quiet().await
}

async fn own_content_can_change_at_any_time(case: &Case) -> Result<()> {
    let browser = case.browser(Wish::default()).await?;
    let change = async |script: &str| {
        browser.script(&format!("const one = document.querySelector('intimacy-explorer'); const add = (slot, html, how = 'append') => {{ const child = document.createElement('div'); child.slot = slot; child.innerHTML = html; one[how](child); return child; }}; {script}; return true"), vec![]).await
    };
    let no_box = "return seen(document, e => e.matches('[data-own-content], .ie-own-content'), []).every(e => e.getBoundingClientRect().height === 0)";
    for body in ["{element}{loader}".to_owned(), filled("{article eager}")?] {
        let article = body.contains("<article");
        let _server = at(&browser, &body).await?;
        browser.until_ready().await?;
        ensure!(run(&browser, no_box).await? == true, "there is a box for nothing");
        change("add('start', 'Two'); add('start', 'One', 'prepend'); add('support', '<!-- nothing --> '); add('other', 'Elsewhere')").await?;
        shows(&browser, &["copy: One Two"]).await?;
        change("one.querySelector('[slot=start]').innerHTML = 'First <b>of two</b>'").await?;
        shows(&browser, &["copy: First of two Two"]).await?;
        change("one.querySelector('b').firstChild.data = 'of several'").await?;
        shows(&browser, &["copy: First of several Two"]).await?;
        change("one.querySelector('[slot=start]').remove()").await?;
        shows(&browser, &["copy: Two"]).await?;
        change("one.querySelector('[slot=start]').slot = 'support'").await?;
        if article {
            shows(&browser, &["copy: Two"]).await?;
            follow(&browser, &[".ie-start", "#ie-help", "div[data-own-content=support]"]).await?;
            browser.press("Explore and search topic by topic").await?;
        }
        shows(&browser, &[]).await?;
        browser.press("Help").await?;
        shows(&browser, &["copy: Two"]).await?;
        // A change elsewhere leaves the focus in the copy.
        change("one.querySelector('[slot=support]').innerHTML = '<a href=\"#two\">Two</a>'").await?;
        shows(&browser, &["copy: Two"]).await?;
        run(&browser, "seen(document, e => e.matches('.ie-own-content a'), [])[0].focus(); return true").await?;
        change("one.title = 'x'; add('start', 'Three')").await?;
        browser.script("return new Promise(requestAnimationFrame).then(() => true)", vec![]).await?;
        ensure!(browser.focused().await? == "a Two", "{:?} has the focus", browser.focused().await?);
        change("for (const own of one.querySelectorAll(':scope > [slot=support]')) own.hidden = true").await?;
        shows(&browser, &[]).await?;
        ensure!(run(&browser, no_box).await? == true, "there is a box for nothing");
    }
    browser.is_quiet().await
}

async fn own_content_is_text_links_and_images(case: &Case) -> Result<()> {
    let browser = case.browser(Wish::default()).await?;
    let server = Server::start(dist()?).await?;
    server.page("/own.svg", SVG, &[("content-type", "image/svg+xml")]);
    let body = "<intimacy-explorer loading=\"eager\"><div slot=\"start\" id=\"own\" class=\"x\" style=\"color: red\" onclick=\"ran = 1\">
        <h1 id=\"head\">Head</h1><script>window.runs = (window.runs ?? 0) + 1</script><style>* { color: red !important }</style>
        <custom-one>custom</custom-one> <font color=\"red\">font</font>
        <form action=\"/form\"><label>form</label> <input name=\"q\" value=\"typed\"></form><button>button</button><iframe srcdoc=\"frame\"></iframe>
        <svg><text>svg</text></svg><p hidden>hidden</p><img src=\"/own.svg\" srcset=\"/other.svg 2x\" alt=\"Our house\" loading=\"lazy\" onload=\"loaded = 1\">
        <a href=\"javascript:ran = 1\">bad</a> <a href=\"/page?a=1&amp;b=2\" ping=\"/ping\" target=\"frame\" onclick=\"ran = 1\" download>good</a>
        <a href=\"https://example.org/\" target=\"_blank\" rel=\"opener\">new</a> <a href=\"tel:5550100\">call</a></div></intimacy-explorer>{loader}";
    server.page("/host", &filled(body)?, &[]);
    browser.open(&server.url("/host")).await?;
    browser.until_ready().await?;
    shows(&browser, &["copy: Head custom font bad good new call"]).await?;
    let inside = "const [own] = seen(document, e => e.matches('.ie-own-content'), []);
        const list = e => [e.localName, ...[...e.attributes].map(({ name, value }) => `${name}=${value}`).sort()].join(' ');
        return [...own.querySelectorAll('*')].map(list)";
    let inside: Vec<String> = serde_json::from_value(run(&browser, inside).await?)?;
    let expected = [
        "div",
        "h1",
        "img alt=Our house src=/own.svg",
        "a",
        "a href=/page?a=1&b=2 rel=noreferrer target=_top",
        "a href=https://example.org/ rel=noreferrer target=_blank",
        "a href=tel:5550100 rel=noreferrer target=_top",
    ];
    ensure!(inside == expected, "{inside:?}");
    ensure!(browser.script("return [window.runs, window.ran ?? 0]", vec![]).await? == json!([1, 0]), "a script ran");
    let console = browser.console().await?;
    for refused in ["script", "style", "form", "button", "iframe", "svg"] {
        // Chromium's log writes `<` as an escape.
        let told =
            |line: &&String| line.contains("own content cannot contain") && line.contains(&format!("{refused}>."));
        ensure!(console.iter().filter(told).count() == 1, "{refused}: {console:?}");
    }
    Ok(())
}

/// Records everything that a script of the page can measure at its own elements.
const MEASURE: &str = "<script>
    window.noted = [];
    const own = () => [...document.querySelectorAll('intimacy-explorer > [slot]')].filter(({ slot }) => slot !== 'leave');
    const note = what => noted.push(what);
    document.addEventListener('slotchange', () => note('slotchange'), true);
    for (const what of ['click', 'focusin', 'pointerup', 'mouseup', 'load', 'error', 'auxclick'])
        document.addEventListener(what, (event) => event.composedPath()[0] !== window && event.composedPath()[0].getRootNode() !== document && note(`${what} inside`), true);
    addEventListener('intimacy-explorer:ready', () => {
        noted.length = 0;
        const seen = new IntersectionObserver((all) => all.some(({ isIntersecting }) => isIntersecting) && note('seen'));
        const sizes = new ResizeObserver((all) => all.some(({ contentRect: { width, height } }) => width || height) && note('size'));
        const changes = new MutationObserver(() => note('change'));
        for (const one of own()) {
            seen.observe(one);
            sizes.observe(one);
            changes.observe(one, { attributes: true, childList: true, characterData: true, subtree: true });
        }
    });
    window.measured = () => JSON.stringify([noted.filter((what, at) => noted.indexOf(what) === at),
        own().flatMap((child) => [child, ...child.querySelectorAll('*')]).map((one) => [one.getClientRects().length, one.offsetHeight, one.offsetParent?.localName,
            one.assignedSlot?.name, one.checkVisibility?.(), one.matches(':focus, :focus-within, :hover, :active'), one.complete]),
        performance.getEntriesByType('resource').filter(({ name }) => name.includes('own.svg')).length]);
</script>";

async fn own_content_tells_the_page_nothing(case: &Case) -> Result<()> {
    let browser = case.browser(Wish::default()).await?;
    let words = words()?;
    let visitor = Visitor { browser: &browser, words: &words };
    let names = &words.interface;
    for article in [false, true] {
        let server = Server::start(dist()?).await?;
        server.as_shipped();
        server.before_each_page(ROOTS);
        // No cache keeps the image.
        server.page("/own.svg", SVG, &[("content-type", "image/svg+xml"), ("cache-control", "no-store")]);
        let image = "<p slot=\"result\"><img loading=\"lazy\" src=\"/own.svg\" alt=\"Our house\"></p>";
        let body = element(article)?.replacen("</intimacy-explorer>", &format!("{image}</intimacy-explorer>"), 1);
        let body = if article { body } else { format!("{body}{LOADER}") };
        server.page("/host", &filled(&format!("{MEASURE}{body}"))?, &[]);
        browser.open(&server.url("/host")).await?;
        browser.until_ready().await?;
        ensure!(
            browser.script("return document.querySelector('intimacy-explorer').shadowRoot", vec![]).await?.is_null(),
            "the root is open"
        );
        // The copy of the image loads now, and not on the screen of the result.
        let loads = async || Ok(server.requests_since(0).iter().any(|path| path.contains("own.svg")));
        browser.until("the image is loaded", loads).await?;
        let measured = async || browser.script("return measured()", vec![]).await;
        let mut first = measured().await?;
        let loaded = async || {
            let now = measured().await?;
            let same = now == first;
            first = now;
            Ok(same && first.as_str().is_some_and(|text| text.ends_with(",1]")))
        };
        browser.until("nothing more is loaded", loaded).await?;
        ensure!(first.as_str().is_some_and(|text| text.starts_with("[[],")), "{first}");
        let mark = server.mark();
        let same = async |screen: &str| {
            let now = measured().await?;
            ensure!(now == first, "the page can tell on the screen {screen}: {now} instead of {first}");
            Ok(())
        };
        if article {
            visitor.presses("Begin the quiz").await?;
        }
        to_results(&visitor, async || {
            browser.until("the own content", async || Ok(shown(&browser).await? == [RESULT])).await?;
            browser.find(".ie-own-content img").await?;
            same("result").await
        })
        .await?;
        // The page hears of a press on a link in the copy as of every press: with the element as its target.
        visitor.presses("Visit us").await?;
        browser.until_script("the link leads there", "return location.hash === '#visit'").await?;
        same("result, after a press on a link").await?;
        visitor.presses(&names.nav_help).await?;
        shows(&browser, &[SUPPORT]).await?;
        let asked = server.requests_since(mark);
        ensure!(!asked.iter().any(|path| path.contains("own.svg")), "a screen loads the image: {asked:?}");
        // The measurement works: a child that the page shows itself is measured.
        let control = "const [one] = own(); document.body.append(one); const shown = one.getClientRects().length > 0 && one.checkVisibility(); return shown";
        ensure!(
            browser.script(&control.replace("own()", "document.querySelectorAll('[slot=result]')"), vec![]).await?
                == true
        );
    }
    Ok(())
}

/// Whether the children themselves are shown, and no copy.
async fn children_are_shown(browser: &Browser) -> Result<()> {
    let shown = shown(browser).await?;
    for text in [START, SUPPORT, RESULT] {
        for part in text.trim_start_matches("copy: ").split(". ").map(|part| part.trim_end_matches('.')) {
            ensure!(
                shown.iter().any(|one| one.starts_with("child: ") && one.contains(part)),
                "{part:?} is not in {shown:?}"
            );
        }
    }
    ensure!(shown.iter().all(|one| one.starts_with("child: ")), "{shown:?}");
    Ok(())
}

async fn own_content_is_readable_without_the_app(case: &Case) -> Result<()> {
    let without = case.browser(Wish { script: false, ..Wish::default() }).await?;
    let browser = case.browser(Wish::default()).await?;
    for article in [false, true] {
        let body = if article { element(true)? } else { format!("{}{LOADER}", element(false)?) };
        let _server = at(&without, &body).await?;
        children_are_shown(&without).await.context("without JavaScript")?;

        // The app does not start. With the article, its places in the article are filled before that is known.
        let server = Server::start(dist()?).await?;
        server.page("/host", &filled(&body)?, &[]);
        server.fail("_bg", 404);
        let wasm = server.hold("_bg");
        browser.open(&server.url("/host")).await?;
        if article {
            shows(&browser, &[START, SUPPORT]).await?;
        }
        wasm.release();
        browser.until_script("it has failed", "return !!document.querySelector('[data-failed]')").await?;
        children_are_shown(&browser).await.context("after a failure")?;
        if article {
            follow(&browser, &["[slot=start]", ".ie-hero", "[slot=support]", "[slot=result]"]).await?;
        }
    }
    Ok(())
}

/// The frame, the offline file and the page of its own contain the children in their own file, under a strict policy.
async fn own_content_in_a_frame_and_on_our_page(case: &Case) -> Result<()> {
    let browser = case.browser(Wish::default()).await?;
    let words = words()?;
    let visitor = Visitor { browser: &browser, words: &words };
    let [result, first, start, empty, second] = OWN;
    for file in ["embed/frame.html", "offline/intimacy-explorer.html", "site/index.html"] {
        let page = std::fs::read_to_string(dist()?.join(file))?;
        let end = page.rfind("</intimacy-explorer>").context("no element")?;
        let page = format!("{}{result}{first}{start}{empty}{second}{}", &page[..end], &page[end..]);
        let server = Server::start(dist()?).await?;
        server.page(&format!("/{file}"), &page, &[]);
        browser.open(&server.url(&format!("/{file}"))).await?;
        browser.until_ready().await?;
        let folded = "for (const one of document.querySelectorAll('details.ie-subject')) one.open = true; return true";
        browser.script(folded, vec![]).await?;
        shows(&browser, &[START, SUPPORT]).await.context(file)?;
        follow(&browser, &[".ie-hero", "div[data-own-content=start]", ".ie-start"]).await?;
        to_results(&visitor, async || shows(&browser, &[RESULT]).await).await.context(file)?;
        browser.is_quiet().await.context(file)?;
    }
    Ok(())
}

/// A map with answers for a picture, and with trust that is never present if `unsafe_now`.
fn records_of(number: u32, unsafe_now: bool) -> Result<Vec<(String, String)>> {
    let mut run = Run::new(u64::from(number), Subject::Friend);
    for set in 0..5 {
        run.answers.closeness[set] = Some(SetAnswer::Equal);
    }
    run.answers.present[Factor::Trust] = Often::new(if unsafe_now { 0 } else { 3 });
    let key = |key| RecordKey { run: RunId::new(number), key };
    let entries = records(&run);
    let entries = entries.iter().map(|(one, value)| {
        let one = key(one);
        (Namespace::new("default").full_key(one), encode(one, Version { clock: 1, replica: 0 }, value))
    });
    Ok(entries.collect())
}

async fn own_content_of_the_result_on_paper(case: &Case) -> Result<()> {
    let browser = case.browser(Wish::default()).await?;
    let words: Content = words()?;
    let names = &words.interface;
    for unsafe_now in [false, true] {
        let server = Server::start(dist()?).await?;
        server.page("/host", &filled(&format!("{}{LOADER}", element(false)?))?, &[]);
        server.page("/before", "<!doctype html><title>Before</title><link rel=icon href=data:,>", &[]);
        browser.open(&server.url("/before")).await?;
        let plant = "for (const [key, text] of arguments[0]) localStorage.setItem(key, text); return true";
        browser.script(plant, vec![json!(records_of(7, unsafe_now)?)]).await?;
        browser.open(&server.url("/host")).await?;
        browser.until_ready().await?;
        browser.press(&names.nav_notes).await?;
        browser.press(&names.so_far).await?;
        // On the screen it is there in any case, so that it says nothing.
        shows(&browser, &[RESULT]).await?;
        ensure!(browser.text().await?.contains(&words.result.safety.title) == unsafe_now, "another result");
        browser.show_on_paper().await?;
        shows(&browser, if unsafe_now { &[] } else { &[RESULT] }).await.with_context(|| format!("{unsafe_now}"))?;
        browser.prefer(false, true).await?;
    }
    browser.is_quiet().await
}
