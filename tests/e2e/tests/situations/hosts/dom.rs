//! The DOM of host pages, and what host pages do to it.

use anyhow::{Context, Result, ensure};
use e2e::{Browser, Case, Screen, Server, Situation, Wish, dist, situation};
use serde_json::{Value, json};

use super::{ELEMENT, LOADER, ONE, filled};

/// The situations of this module.
pub const SITUATIONS: &[Situation] = &[
    situation!(nothing_hidden_is_shown, holds: ["F29"]),
    situation!(the_article_looks_as_on_our_own_page, holds: ["F29"]),
    situation!(an_end_tag_is_missing_or_comes_too_early, holds: ["F30"]),
    situation!(a_form_around_everything_sends_nothing, holds: ["F30"]),
    situation!(the_script_comes_first_late_or_glued_to_others, holds: ["F31"]),
    situation!(copies_and_other_documents, holds: ["F30"]),
    situation!(a_translator_rewrites_the_article_before_the_app_comes, holds: ["F33"]),
    situation!(no_webassembly_at_all, holds: ["F31"]),
    situation!(scrolling_and_activity_get_out),
    situation!(the_page_hears_nothing_of_an_answer),
];

/// Opens another host page with this body in the same browser.
async fn at(browser: &Browser, body: &str) -> Result<Server> {
    let server = Server::start(dist()?).await?;
    server.page("/host", &filled(body)?, &[]);
    browser.open(&server.url("/host")).await?;
    Ok(server)
}

async fn is(browser: &Browser, what: &str, script: &str) -> Result<()> {
    let said = browser.script(&format!("return {script}"), vec![]).await?;
    ensure!(said == true, "{what}: {said}");
    Ok(())
}

const DEFINED: &str = "return !!customElements.get('intimacy-explorer')";
const DOORS: &str = "return !!document.querySelector('.ie-start')?.shadowRoot?.querySelector('[data-open=quiz]')";

/// CSS resets that display hidden elements, and editors that remove attributes.
async fn nothing_hidden_is_shown(case: &Case) -> Result<()> {
    let browser = case.browser(Wish::phone()).await?;
    let reset =
        "<style>article,aside,footer,header,nav,section{display:block} .entry p{display:block} [hidden]{display:block}
        main > * > div{display:grid}</style>";
    let far = format!("{reset}<div class=\"entry\"><div style=\"height:3000px\">above</div>{{article}}</div>");
    // The result of a filter for untrusted authors: no script, no custom element, few attributes.
    let article = filled("{article}")?;
    let (from, to) = (article.find("<article").context("no article")?, article.find("</article>").context("no end")?);
    let mut stripped = article[from..to].to_owned() + "</article>";
    for attribute in ["hidden", "slot", "tabindex", "role", "id", "class", "lang", "dir"] {
        while let Some(at) = stripped.find(&format!(" {attribute}=\"")) {
            let end = at + 3 + attribute.len();
            let end = end + stripped[end..].find('"').context("an attribute without an end")? + 1;
            stripped.replace_range(at..end, "");
        }
    }
    let notices = [
        "Something went wrong",
        "One moment",
        "opened from a file",
        "are kept on this device",
        "The quiz is not here yet",
    ];
    for (name, body) in [
        ("a reset", far.as_str()),
        ("a filter", &stripped),
        ("a reset and a filter", &format!("{reset}<div class=\"entry\">{stripped}</div>")),
    ] {
        let _server = at(&browser, body).await?;
        if name == "a reset" {
            browser.until_script("the element is there", DEFINED).await?;
        }
        let text = browser.script("return document.body.innerText", vec![]).await?;
        let text = text.as_str().unwrap_or_default();
        for notice in notices {
            ensure!(!text.contains(notice), "{name}: {notice:?} is visible");
        }
        ensure!(text.contains("It starts here as soon as"), "{name}: no text says where the quiz is");
        // Without the style sheet, drawings are still small.
        is(
            &browser,
            "a drawing is small",
            "[...document.querySelectorAll('svg')].every((one) => one.getBoundingClientRect().width <= 80)",
        )
        .await?;
    }
    Ok(())
}

/// The article keeps its look under several kinds of theme styles, before the app loads and without it.
async fn the_article_looks_as_on_our_own_page(case: &Case) -> Result<()> {
    let browser = case.browser(Wish { screen: Screen { height: 900, ..Screen::PHONE }, ..Wish::default() }).await?;
    let look = "const style = (css) => { const s = getComputedStyle(document.querySelector(css));
            return [s.fontFamily, s.fontSize, s.color, s.textTransform, s.marginBottom, s.backgroundColor, s.letterSpacing, s.listStyleType, s.borderTopWidth, s.textDecorationLine].join('|'); };
        return ['.ie-title', '.ie-lead', '.ie-toc li', '.ie-toc a', '.ie-subject .ie-heading', '.ie-subject p', '.ie-table td', '.ie-looks dt', '.ie-lines a'].map(style)";
    let own = Server::start(e2e::site()?).await?;
    browser.open(&own.url("/")).await?;
    // The first heading there has another level, but the same style.
    let expected = browser.script(look, vec![]).await?;
    let theme = "<style>
        #content p, #content li, #content td { font: 22px/2 Courier; color: #0a0; text-transform: uppercase; margin: 40px }
        #content h2, #content h3, h1, h2, h3 { font-family: Impact; text-transform: uppercase; letter-spacing: 4px; color: red; background: #ff0 }
        .entry a { color: hotpink; border-bottom: 3px solid; text-decoration: line-through }
        .entry ol li { list-style: square; border-top: 2px solid } .entry td { background: #123; border: 5px solid }
        * { letter-spacing: 1px } dt { float: left; color: blue } svg { width: 100%; fill: #000 }</style>";
    for (name, script) in [
        ("with its style sheet", "{article}".to_owned()),
        (
            "without a style sheet of its own",
            filled("{article}")?.replacen("<link rel=\"stylesheet\"", "<link rel=\"none\"", 2),
        ),
    ] {
        let _server = at(&browser, &format!("{theme}<div id=\"content\" class=\"entry\">{script}</div>")).await?;
        browser.until_script("its doors are there", DOORS).await?;
        let seen = browser.script(look, vec![]).await?;
        ensure!(seen == expected, "{name}:\n{seen}\nis not\n{expected}");
        is(&browser, "the emblem is small", "document.querySelector('.ie-emblem').getBoundingClientRect().width < 90")
            .await?;
    }
    Ok(())
}

/// The element is self-closed, never closed, or closed by an editor that wraps everything in paragraphs.
async fn an_end_tag_is_missing_or_comes_too_early(case: &Case) -> Result<()> {
    let browser = case.browser(Wish::default()).await?;
    let rest = "<h2 id=\"hours\">Opening hours</h2><form id=\"contact\"><input name=\"q\"></form><footer id=\"foot\">Imprint</footer>";
    let open = "<intimacy-explorer loading=\"eager\">";
    for (name, body) in [
        ("self-closed", format!("<h1>Calm Rooms</h1><intimacy-explorer loading=\"eager\" />{LOADER}{rest}")),
        (
            "self-closed, its script before",
            format!("{LOADER}<h1>Calm Rooms</h1><intimacy-explorer loading=\"eager\" />{rest}"),
        ),
        ("never closed", format!("<h1>Calm Rooms</h1>{open}<p>Fallback</p>{LOADER}{rest}")),
        ("in a column", format!("<div>{open}<p>Fallback</p>{rest}</div>{LOADER}")),
    ] {
        let _server = at(&browser, &body).await?;
        browser.until_ready().await.context(name)?;
        browser.control("Quiz").await?;
        is(&browser, name, "['hours', 'contact', 'foot'].every((id) => document.getElementById(id).checkVisibility())")
            .await?;
        let console = browser.console().await?;
        ensure!(console.iter().filter(|line| line.contains("end tag is missing")).count() >= 1, "{name}: {console:?}");
    }
    let spilled =
        filled("{article eager}")?.replace("<intimacy-explorer loading=\"eager\">", &format!("<p>{open}</p>"));
    let _server = at(&browser, &format!("<h1>Calm Rooms</h1>{spilled}<p id=\"after\">After</p>")).await?;
    browser.until_ready().await?;
    is(&browser, "the article is the element's", "!!document.querySelector('intimacy-explorer > .ie-article')").await?;
    is(&browser, "what follows is seen", "document.querySelector('#after').checkVisibility()").await?;
    browser.press("Begin the quiz").await?;
    browser.control("A friend").await?;
    Ok(())
}

/// Content management systems that wrap a page in one form.
async fn a_form_around_everything_sends_nothing(case: &Case) -> Result<()> {
    let browser = case.browser(Wish::default()).await?;
    for inside in ["{article eager}", "{element}{loader}", "{element}{one}"] {
        let body =
            format!("<form method=\"get\" action=\"/post\"><input name=\"q\"><button>Search</button>{inside}</form>");
        let server = at(&browser, &body).await?;
        browser.until_ready().await?;
        browser.press(if inside.starts_with("{article") { "Begin the quiz" } else { "Quiz" }).await?;
        browser.press("My partner").await?;
        browser.type_keys(thirtyfour::Key::Enter).await?;
        is(&browser, "Enter sends the form", "location.pathname === '/host'").await?;
        let names = "[...new FormData(document.querySelector('form')).keys()].join() === 'q'";
        is(&browser, "the form holds the choice", names).await?;
        browser.press("Search").await?;
        browser.until_script("it is sent", "return location.pathname === '/post'").await?;
        is(&browser, "the address holds the choice", "location.search === '?q='").await?;
        drop(server);
    }
    Ok(())
}

/// Changes of scripts by optimizer plugins.
async fn the_script_comes_first_late_or_glued_to_others(case: &Case) -> Result<()> {
    let browser = case.browser(Wish::default()).await?;
    // The script runs before the content of the element is parsed, as with a slow server.
    for inside in ["<script type=\"application/json\">{\"country\":\"IE\"}</script><p>Fallback</p>", "{article}"] {
        let article = inside == "{article}";
        let content = if article {
            let whole = filled("{article}")?;
            let from = whole.find("<intimacy-explorer>").context("no element")? + "<intimacy-explorer>".len();
            whole[from..whole.find("</intimacy-explorer>").context("no end")?].to_owned()
        } else {
            inside.to_owned()
        };
        let _server = at(
            &browser,
            &format!(
                "{ONE}<intimacy-explorer loading=\"eager\">{content}</intimacy-explorer><p id=\"after\">After</p>"
            ),
        )
        .await?;
        browser.until_ready().await?;
        if article {
            is(&browser, "the article is shown", "document.querySelector('.ie-article').checkVisibility()").await?;
            browser.until_script("its doors are there", DOORS).await?;
        } else {
            browser.press("Explore").await?;
            browser.press("When to seek support").await?;
            let first = browser.find(".ie-lines dt, .ie-lines summary").await?.text().await?;
            ensure!(first.contains("Ireland"), "the settings in it were not read: {first} stands first");
        }
    }
    // The script is concatenated with scripts that end without a semicolon.
    let one = std::fs::read_to_string(dist()?.join("embed/intimacy-explorer.one.js"))?
        .replace("`closed`,load:", "`open`,load:");
    for before in ["var theme = function () { return 1 }", "jQuery = () => ({}); jQuery()", "\"use strict\""] {
        let server = Server::start(dist()?).await?;
        server.page("/all.js", &format!("{before}\n{one}"), &[("content-type", "text/javascript")]);
        server.page("/host", &filled(&format!("{ELEMENT}<script src=\"/all.js\"></script>"))?, &[]);
        browser.open(&server.url("/host")).await?;
        browser.until_ready().await.with_context(|| before.to_owned())?;
        browser.is_quiet().await?;
    }
    // As a classic script. Then moved away from its other files, with and without the setting that locates them.
    let loader =
        std::fs::read_to_string(dist()?.join("embed/intimacy-explorer.js"))?.replace("`closed`,load:", "`open`,load:");
    for (script, files, works) in [
        ("<script src=\"/embed/intimacy-explorer.js\"></script>", "", true),
        ("<script type=\"module\" src=\"/cache/min/a.js\"></script>", "", false),
        ("<script type=\"module\" src=\"/cache/min/a.js\"></script>", "files=\"/embed\"", true),
        ("<script src=\"/cache/min/a.js\"></script>", "files=\"/embed/\"", true),
    ] {
        let server = Server::start(dist()?).await?;
        server.page("/cache/min/a.js", &loader, &[("content-type", "text/javascript")]);
        let element = ELEMENT.replace("loading", &format!("{files} loading"));
        server.page("/host", &filled(&format!("{element}{script}"))?, &[]);
        let before = browser.console().await?.len();
        browser.open(&server.url("/host")).await?;
        if works {
            browser.until_ready().await.with_context(|| format!("{script} {files}"))?;
        } else {
            browser.until_script("it has failed", "return !!document.querySelector('[data-failed]')").await?;
            ensure!(browser.text().await?.contains("Fallback"), "the owner's fallback content is gone");
            let console = browser.console().await?;
            ensure!(
                console[before..].iter().any(|line| line.contains("need Access-Control-Allow-Origin")),
                "{console:?}"
            );
        }
    }
    // The script is loaded at the first interaction.
    let delayed = filled("{article}")?.replace("<script type=\"module\" src=", "<script type=\"text/later\" data-src=");
    let _server = at(&browser, &format!("{delayed}<script>
        const go = () => {{ for (const o of document.querySelectorAll('[type=\"text/later\"]')) o.replaceWith(Object.assign(document.createElement('script'), {{ type: 'module', src: o.dataset.src }})); }};
        for (const w of ['pointerdown', 'touchstart', 'keydown', 'wheel']) addEventListener(w, go, {{ once: true }});</script>")).await?;
    browser.press_first(".ie-lead").await?;
    browser.press("Begin the quiz").await?;
    browser.control("A friend").await?;
    Ok(())
}

/// Page caches clone the DOM, editor previews put the element into a frame, and two versions meet on one page.
async fn copies_and_other_documents(case: &Case) -> Result<()> {
    let browser = case.browser(Wish::default()).await?;
    let _server = at(&browser, "<main id=\"main\">{article eager}</main>").await?;
    browser.until_ready().await?;
    browser.until_script("its doors are there", DOORS).await?;
    let copy = "const main = document.querySelector('#main'), copy = main.cloneNode(true); main.replaceWith(copy); return true";
    for _ in 0..2 {
        browser.script(copy, vec![]).await?;
        browser.until_ready().await?;
        browser.until_script("its doors are there again", DOORS).await?;
    }
    is(
        &browser,
        "there is one of each",
        "document.querySelectorAll('.ie-article').length === 1 && document.querySelectorAll('.ie-leave').length === 1",
    )
    .await?;
    browser.press("Begin the quiz").await?;
    browser.control("A friend").await?;

    let _server = at(&browser, "{loader}<iframe id=\"preview\"></iframe>").await?;
    browser.until_script("the element is there", DEFINED).await?;
    let preview = "const { contentDocument } = document.querySelector('#preview');
        const one = document.createElement('intimacy-explorer');
        one.setAttribute('loading', 'eager');
        contentDocument.body.append(one);
        window.one = one;
        return true";
    browser.script(preview, vec![]).await?;
    browser.until_script("it is ready in the preview", "return one.hasAttribute('data-ready')").await?;
    is(&browser, "it is dressed there", "getComputedStyle(one.shadowRoot.querySelector('.ie')).fontSize !== '' && one.shadowRoot.adoptedStyleSheets.length === 1").await?;
    browser.is_quiet().await?;

    let older = "<script>customElements.define('intimacy-explorer', class extends HTMLElement { static isIntimacyExplorer = true; static version = '0.0.1'; })</script>";
    let _server = at(&browser, &format!("{older}{{element}}{{loader}}")).await?;
    let told = async || Ok(browser.console().await?.iter().any(|line| line.contains("version 0.0.1 is already")));
    browser.until("the owner is told of the older copy", told).await
}

/// Wraps text nodes in elements, as translators do.
const WRAP: &str = "const wrap = (n) => { for (const c of [...n.childNodes])
    if (c.nodeType === 3 && c.data.trim()) { const f = document.createElement('font');
      f.append(Object.assign(document.createElement('font'), { textContent: '«' + c.data + '»' })); c.replaceWith(f); } else wrap(c); };";

async fn a_translator_rewrites_the_article_before_the_app_comes(case: &Case) -> Result<()> {
    let browser = case.browser(Wish::default()).await?;
    let _server = at(
        &browser,
        &format!(
            "<div style=\"height:4000px\">above</div>{}",
            filled("{article}")?.replacen("<intimacy-explorer>", "<intimacy-explorer country=\"IE\">", 1)
        ),
    )
    .await?;
    browser.until_script("its doors are there", DOORS).await?;
    browser
        .script(&format!("{WRAP} wrap(document.querySelector('.ie-article')); scrollTo(0, 4000); return true"), vec![])
        .await?;
    browser.until_ready().await?;
    let first = "const [first] = document.querySelectorAll('.ie-article .ie-lines dt, .ie-article .ie-lines summary'); return first.textContent.includes('Ireland')";
    ensure!(browser.script(first, vec![]).await? == true, "the owner's country does not stand first");
    browser.press("Begin the quiz").await?;
    browser.control("A friend").await?;
    Ok(())
}

/// A browser in lockdown mode, without WebAssembly.
async fn no_webassembly_at_all(case: &Case) -> Result<()> {
    let browser = case.browser(Wish::default()).await?;
    for (body, shown) in
        [("{element}{loader}", "Fallback"), ("{element}{one}", "Fallback"), ("{article eager}", "When to seek support")]
    {
        let server = Server::start(dist()?).await?;
        server.before_each_page("delete window.WebAssembly;");
        server.page("/host", &filled(body)?, &[]);
        let before = browser.console().await?.len();
        browser.open(&server.url("/host")).await?;
        browser.until_script("it has failed", "return !!document.querySelector('[data-failed]')").await?;
        ensure!(browser.text().await?.contains(shown), "{body}: {:?}", browser.text().await?);
        let console = browser.console().await?;
        ensure!(console[before..].iter().any(|line| line.contains("lockdown")), "{body}: {console:?}");
        ensure!(!console[before..].iter().any(|line| line.contains("Uncaught")), "{body}: {console:?}");
    }
    Ok(())
}

/// Sites that scroll by script, and portals that log out idle users.
async fn scrolling_and_activity_get_out(case: &Case) -> Result<()> {
    let browser = case.browser(Wish::default()).await?;
    let body = "<style>html,body{height:100%;overflow:hidden;margin:0}</style><div id=\"page\"><p style=\"height:100px\">above</p>{element}</div>{loader}
        <script>window.y = 0; window.signs = [];
        addEventListener('wheel', (e) => { y += e.deltaY; e.preventDefault(); }, { passive: false });
        for (const w of ['mousemove', 'mousedown', 'keydown', 'click', 'pointerdown']) document.addEventListener(w, (e) => signs.push([w, e.isTrusted, e.clientX || 0]));</script>";
    let _server = at(&browser, body).await?;
    browser.until_ready().await?;
    let button = browser.control("Quiz").await?;
    // Synthetic, because not every driver supports wheel input. The event leaves the shadow root like a real one.
    let wheel = "const inside = document.querySelector('intimacy-explorer').shadowRoot.querySelector('button');
        inside.dispatchEvent(new WheelEvent('wheel', { bubbles: true, composed: true, cancelable: true, deltaY: 300 })); return y";
    ensure!(browser.script(wheel, vec![]).await? == json!(300), "the page does not hear of the wheel");
    browser.click(&button).await?;
    let signs = browser.script("return signs", vec![]).await?;
    let signs = signs.as_array().cloned().unwrap_or_default();
    ensure!(signs.iter().any(|sign| sign[0] == "mousemove" && sign[1] == false), "a reader counts as idle: {signs:?}");
    ensure!(signs.iter().all(|sign| sign[0] != "click"), "presses are heard: {signs:?}");
    Ok(())
}

/// Records what a script of the host page can observe: every event, in both phases, with target and path.
const LISTEN: &str = "<script>window.heard = [];
    const note = (e) => {
        const path = e.composedPath();
        const inside = path[0] !== window && path[0] !== document && path[0].getRootNode?.() !== document;
        const gone = path[0] instanceof Node && !path[0].isConnected;
        heard.push([e.type, path[0].localName ?? 'window', inside || gone, e.target.value ?? '']);
    };
    for (const at of [window, document]) for (const w of ['click', 'pointerdown', 'pointerup', 'mousedown', 'mouseup', 'input', 'change', 'keydown', 'keyup', 'focusin', 'beforeinput', 'touchstart'])
        for (const capture of [true, false]) at.addEventListener(w, note, capture);</script>";

/// The positions of the presses on a way through the quiz, determined on a page with an open shadow root.
async fn presses(browser: &Browser) -> Result<Vec<(f64, i64, i64)>> {
    let _server = at(browser, &format!("{ELEMENT}{LOADER}")).await?;
    browser.until_ready().await?;
    let mut places = Vec::new();
    for what in ["Quiz", "A friend", "Begin", ".ie-set input.ie-most", "Continue"] {
        let control = if what.starts_with('.') { browser.find(what).await? } else { browser.control(what).await? };
        let place = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' });
            const { left, top, width, height } = arguments[0].getBoundingClientRect();
            return [scrollY, Math.round(left + width / 2), Math.round(top + height / 2)]";
        places.push(serde_json::from_value(browser.script(place, vec![control.to_json()?]).await?)?);
        browser.click(&control).await?;
    }
    browser.until("the next question", async || Ok(browser.text().await?.contains("Question 3 of"))).await?;
    Ok(places)
}

async fn the_page_hears_nothing_of_an_answer(case: &Case) -> Result<()> {
    let browser = case.browser(Wish::default()).await?;
    let places = presses(&browser).await?;
    let server = Server::start(dist()?).await?;
    server.as_shipped();
    for script in [LOADER, ONE] {
        server.page("/host", &filled(&format!("{ELEMENT}{script}{LISTEN}"))?, &[]);
        browser.open(&server.url("/host")).await?;
        browser.until_ready().await?;
        is(&browser, "the root is closed", "document.querySelector('intimacy-explorer').shadowRoot === null").await?;
        let height = "document.querySelector('intimacy-explorer').getBoundingClientRect().height";
        for (scrolled, x, y) in &places {
            let scroll = format!("scrollTo({{ top: {scrolled}, behavior: 'instant' }}); return {height}");
            browser.script(&scroll, vec![]).await?;
            let press = browser.web().action_chain().move_to(*x, *y).click();
            press.perform().await.context("cannot press a place")?;
            browser.type_keys(thirtyfour::Key::Down).await?;
        }
        let heard = browser.script("return heard", vec![]).await?;
        let heard = heard.as_array().cloned().unwrap_or_default();
        ensure!(heard.iter().filter(|event| event[0] == "pointerdown").count() >= 5, "nothing was tried: {heard:?}");
        let learned: Vec<&Value> = heard.iter().filter(|event| event[2] == true || event[3] != "").collect();
        ensure!(learned.is_empty(), "the page learned {learned:?}");
        let active = browser.script("return document.activeElement.localName", vec![]).await?;
        ensure!(["intimacy-explorer", "body"].contains(&active.as_str().unwrap_or_default()), "{active} has the focus");
    }
    // A control element of the page shows that the listeners work.
    let control = "const own = Object.assign(document.createElement('input'), { value: 'told' });
        document.body.append(own); own.click(); return true";
    browser.script(control, vec![]).await?;
    is(&browser, "the control tells", "heard.some(([type, , , value]) => type === 'click' && value === 'told')").await
}
