//! The leave link on host pages. It can be pressed at every scroll position and with other content over the explorer,
//! and the host page cannot prevent it.

use anyhow::{Context, Result, ensure};
use e2e::{Browser, Case, Engine, Server, Situation, Wish, dist, root, situation};
use serde_json::json;
use thirtyfour::{Key, WebElement};

use super::{ELEMENT, FRAME_LOADER, LOADER, filled};

/// The situations of this module.
pub const SITUATIONS: &[Situation] = &[
    situation!(in_sight_under_headers, holds: ["F32"]),
    situation!(in_sight_in_boxes, holds: ["F32"]),
    situation!(in_front_of_dialogs_and_popovers, holds: ["F32"]),
    situation!(a_screen_opens_below_the_header),
    situation!(nothing_stops_leaving, holds: ["F32"]),
    situation!(by_three_short_taps),
    situation!(one_rule_for_addresses),
    situation!(from_a_foreign_sandbox),
    situation!(the_frame_follows_a_late_loader),
    situation!(the_frame_follows_the_page),
];

const HEADER: &str = "<header style='position:fixed;inset:0 0 auto;height:90px;background:#fff;z-index:2147483647'>
    <button style='float:right;height:40px'>Menu</button></header><main style='padding-top:120px'>";
const ABOVE: &str = "<p style='height:300px'>above</p>";
const BELOW: &str = "<p style='height:900px'>below</p>";
const EXPLORER: &str = "{element}{loader}";
const ARTICLE: &str = "{article eager}";

/// Returns whether the link is entirely in the window and a press at its middle hits it, and it has rested there for some
/// frames. The link follows a scroll in the next frames, and a driver presses where it was.
const IN_SIGHT: &str = "const link = arguments[0], box = link.getBoundingClientRect();
    const host = document.querySelector('intimacy-explorer').getBoundingClientRect();
    const now = [box.top, box.left, host.top, host.left].join();
    if (link.rested !== now) {
        let frames = 4;
        const next = () => (frames-- ? requestAnimationFrame(next) : (link.rested = now));
        next();
        return false;
    }
    const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    const inside = box.top >= 0 && box.left >= 0 && box.bottom <= innerHeight && box.right <= innerWidth;
    return inside && box.width >= 44 && box.height >= 44 && link.contains(link.getRootNode().elementFromPoint(x, y))";

async fn link(browser: &Browser) -> Result<WebElement> {
    browser.find("[data-leave]").await
}

async fn is_in_sight(browser: &Browser, what: &str) -> Result<()> {
    browser
        .until(&format!("\"Leave\" is in sight {what}"), async || {
            let Some(link) = browser.find_all("[data-leave]").await?.into_iter().next() else { return Ok(false) };
            Ok(browser.script(IN_SIGHT, vec![link.to_json()?]).await? == true)
        })
        .await
}

async fn has_left(browser: &Browser) -> Result<()> {
    let outcome = browser.until_left().await;
    if outcome.is_err() {
        let (address, covered) = (browser.web().current_url().await, browser.script(COVERED, vec![]).await);
        return outcome.with_context(|| format!("the page is {address:?}, covered: {covered:?}"));
    }
    outcome
}

/// Saves a screenshot to the folder in the variable `PICTURES`, if it is set.
async fn picture(browser: &Browser, name: &str) -> Result<()> {
    let Some(folder) = std::env::var_os("PICTURES") else { return Ok(()) };
    let name = format!("{name}-{}.png", browser.engine().id());
    std::fs::write(std::path::Path::new(&folder).join(name), browser.picture().await?).context("no picture")
}

/// Serves host pages, each at its own path.
async fn pages(pages: &[(&str, String)]) -> Result<Server> {
    let server = Server::start(dist()?).await?;
    for (name, body) in pages {
        server.page(&format!("/{name}"), &filled(body)?, &[]);
    }
    Ok(server)
}

/// Scrolls the window, or the box `#box` if there is one, to a fraction of its height.
async fn scrolls(browser: &Browser, part: f64) -> Result<()> {
    let scroll = "const box = document.querySelector('#box') ?? document.scrollingElement;
        box.scrollTop = arguments[0] * (box.scrollHeight - box.clientHeight); return true";
    browser.script(scroll, vec![part.into()]).await?;
    Ok(())
}

/// Opens the long list of topics if the element has no article.
async fn explores(browser: &Browser) -> Result<()> {
    let open = "const root = document.querySelector('intimacy-explorer').shadowRoot;
        if (!root.querySelector('.ie-welcome')) return !root.querySelector('[data-app]') || !!root.querySelector('#ie-search');
        root.querySelectorAll('.ie-welcome button')[1].click();
        return false";
    browser.until_script("the list of topics is there", open).await
}

/// Checks that the link is visible at three scroll positions of each page, and that a press leaves.
async fn stays_in_sight(case: &Case, list: &[(&str, String)], least: f64) -> Result<()> {
    let (server, browser) = (pages(list).await?, case.browser(Wish::phone()).await?);
    for (name, _) in list {
        browser.open(&server.url(&format!("/{name}"))).await?;
        browser.until_ready().await?;
        explores(&browser).await?;
        for part in [0.3, 0.7, 0.5] {
            scrolls(&browser, part).await?;
            is_in_sight(&browser, &format!("on {name} at {part}")).await?;
        }
        picture(&browser, &format!("leave-{name}")).await?;
        let link = link(&browser).await?;
        let top = browser.script("return arguments[0].getBoundingClientRect().top", vec![link.to_json()?]).await?;
        ensure!(top.as_f64() >= Some(least), "{name}: the link covers the header of the site: {top}");
        browser.click(&link).await.with_context(|| (*name).to_owned())?;
        has_left(&browser).await.with_context(|| (*name).to_owned())?;
    }
    Ok(())
}

async fn in_sight_under_headers(case: &Case) -> Result<()> {
    let bar = "<div style='position:fixed;inset:0 0 auto;height:46px;background:#222;z-index:99999'>Admin</div>
        <header style='position:sticky;top:46px;height:44px;background:#fff;z-index:9'><a href='/'>Home</a></header>";
    let list = [
        ("header", format!("{HEADER}{EXPLORER}{BELOW}</main>")),
        ("header-article", format!("{HEADER}{ARTICLE}{BELOW}</main>")),
        ("padding", format!("<style>html{{scroll-padding-top:90px}}</style>{HEADER}{EXPLORER}{BELOW}</main>")),
        ("bars", format!("{bar}{ABOVE}{EXPLORER}{BELOW}")),
        ("bars-article", format!("{bar}{ABOVE}{ARTICLE}{BELOW}")),
        (
            "no-popover",
            format!("<script>delete HTMLElement.prototype.showPopover</script>{HEADER}{EXPLORER}{BELOW}</main>"),
        ),
    ];
    stays_in_sight(case, &list, 90.0).await
}

async fn in_sight_in_boxes(case: &Case) -> Result<()> {
    let inside = |style: &str| format!("{ABOVE}<div style='{style}'>{EXPLORER}</div>{BELOW}");
    let list = [
        ("overflow-x", inside("overflow-x:hidden")),
        ("overflow", inside("overflow:hidden")),
        ("body", format!("<style>html,body{{overflow-x:hidden}}</style>{}", inside(""))),
        ("transform", inside("transform:translateZ(0)")),
        ("contain", inside("contain:paint")),
        ("scroller", format!("<div id=box style='height:100vh;overflow:auto'>{}</div>", inside(""))),
        ("scroller-article", format!("<div id=box style='height:100vh;overflow:auto'>{ABOVE}{ARTICLE}{BELOW}</div>")),
        (
            "hostile",
            format!(
                "<style>div,a{{position:static!important;transform:scale(0)!important;opacity:0!important}}</style>{ABOVE}{ARTICLE}{BELOW}"
            ),
        ),
    ];
    stays_in_sight(case, &list, 0.0).await
}

async fn in_front_of_dialogs_and_popovers(case: &Case) -> Result<()> {
    let list = [
        (
            "inside",
            format!("<button onclick='d.showModal()'>Open</button><dialog id=d style='width:90%'>{EXPLORER}</dialog>"),
        ),
        (
            "popover",
            format!(
                "<button popovertarget=p>Open</button><div id=p popover style='width:90%;height:90%'>{EXPLORER}</div>"
            ),
        ),
        (
            "over",
            format!(
                "{EXPLORER}<div id=p popover=manual style='inset:0 0 auto auto;margin:0;width:200px;height:150px'>Chat</div>"
            ),
        ),
        ("modal", format!("{EXPLORER}<dialog id=d>Cookies</dialog>")),
    ];
    let (server, browser) = (pages(&list).await?, case.browser(Wish::phone()).await?);
    for (name, _) in &list {
        browser.open(&server.url(&format!("/{name}"))).await?;
        if matches!(*name, "inside" | "popover") {
            browser.press("Open").await?;
        }
        browser.until_ready().await?;
        match *name {
            // A popover that opens later covers the link, so the link moves below it.
            "over" => {
                is_in_sight(&browser, "before").await?;
                browser.script("p.showPopover(); return true", vec![]).await?;
                let below = "return arguments[0].getBoundingClientRect().top >= 150";
                let link = link(&browser).await?;
                let moved = async || Ok(browser.script(below, vec![link.to_json()?]).await? == true);
                browser.until("it goes out of the way of what was opened", moved).await?;
            }
            "modal" => {
                is_in_sight(&browser, "before").await?;
                browser.script("d.showModal(); return true", vec![]).await?;
            }
            _ => {}
        }
        let link = link(&browser).await?;
        if *name == "modal" {
            // Nothing outside a modal dialog receives events. The app recognizes the press by its position.
            let middle = "const { left, top, width, height } = arguments[0].getBoundingClientRect();
                return [Math.round(left + width / 2), Math.round(top + height / 2)]";
            let (x, y): (i64, i64) = serde_json::from_value(browser.script(middle, vec![link.to_json()?]).await?)?;
            browser.web().action_chain().move_to(x, y).click().perform().await?;
        } else {
            is_in_sight(&browser, name).await?;
            browser.click(&link).await.with_context(|| (*name).to_owned())?;
        }
        has_left(&browser).await.with_context(|| (*name).to_owned())?;
    }
    Ok(())
}

async fn a_screen_opens_below_the_header(case: &Case) -> Result<()> {
    let server = pages(&[("host", format!("{HEADER}{EXPLORER}{BELOW}</main>"))]).await?;
    let browser = case.browser(Wish::phone()).await?;
    browser.open(&server.url("/host")).await?;
    browser.until_ready().await?;
    explores(&browser).await?;
    let topic = browser.control("When to seek support").await?;
    browser.script("arguments[0].scrollIntoView({ block: 'end' }); return true", vec![topic.to_json()?]).await?;
    is_in_sight(&browser, "below the header").await?;
    browser.press("When to seek support").await?;
    browser
        .until("its screen is there", async || Ok(browser.focused().await?.contains("When to seek support")))
        .await?;
    let heading = browser.find("[data-focus]").await?;
    let below = "const { top, bottom } = arguments[0].getBoundingClientRect(); return [top, bottom, innerHeight]";
    let [top, bottom, window]: [f64; 3] =
        serde_json::from_value(browser.script(below, vec![heading.to_json()?]).await?)?;
    ensure!(top >= 90.0 && bottom <= window, "the heading is at {top} to {bottom} of {window}");
    Ok(())
}

/// A page that asks before it is left, and that blocks clicks.
const ASKS: &str = "<form><input id=field></form><script>
    const ask = (e) => { navigator.sendBeacon('/asked'); e.preventDefault(); e.returnValue = 'x'; return 'x'; };
    window.late = () => { addEventListener('beforeunload', ask, true); onbeforeunload = ask; };
    late();
    for (const what of ['click', 'auxclick']) addEventListener(what, (e) => {
        if (!window.clicks && e.clientY) return;
        e.preventDefault();
        e.stopImmediatePropagation();
    }, true);
    </script>";

async fn nothing_stops_leaving(case: &Case) -> Result<()> {
    let broken = "<script>scrollTo = document.open = Document.prototype.append = Element.prototype.append = () => { throw 1 }</script>";
    let list = [
        ("asks", format!("{ASKS}{EXPLORER}")),
        ("asks-article", format!("{ASKS}{ARTICLE}")),
        ("broken", format!("{EXPLORER}{broken}")),
        (
            "address",
            format!(
                "<intimacy-explorer loading=eager exit-page='https://example.org:99999/'></intimacy-explorer>{LOADER}"
            ),
        ),
        // The app does not start on this page. The article stays, and can be left.
        ("named", format!("<img name=createElement hidden><form name=open></form>{ARTICLE}")),
        (
            "refused",
            format!(
                "<script>window.navigation?.addEventListener('navigate', (e) => e.preventDefault())</script>{EXPLORER}"
            ),
        ),
    ];
    let (server, browser) = (pages(&list).await?, case.browser(Wish::default()).await?);
    for (name, _) in &list {
        let asks = name.starts_with("asks");
        for by_key in if asks { &[false, true][..] } else { &[false] } {
            let mark = server.mark();
            browser.open(&server.url(&format!("/{name}"))).await?;
            if *name != "named" {
                browser.until_ready().await?;
            }
            if asks {
                // A browser asks only after interaction with the page.
                let field = browser.find("#field").await?;
                browser.click(&field).await?;
                browser.type_keys("x").await?;
                browser.script("late(); window.clicks = true; return true", vec![]).await?;
            }
            is_in_sight(&browser, name).await?;
            if *by_key {
                taps(&browser, 3).await?;
            } else {
                let link = link(&browser).await?;
                let _ = browser.click(&link).await;
            }
            if *name == "refused" && browser.script("return 'navigation' in window", vec![]).await? == true {
                browser.until_script("it stays covered, and says so", COVERED).await?;
                continue;
            }
            has_left(&browser).await.with_context(|| format!("{name}, by key: {by_key}"))?;
            let asked = server.requests_since(mark);
            ensure!(!asked.contains(&"/asked".to_owned()), "{name}, by key: {by_key}: the page was asked");
        }
    }
    Ok(())
}

/// Presses and releases Shift this many times, as fast as the driver can.
async fn taps(browser: &Browser, times: usize) -> Result<()> {
    let mut chain = browser.web().action_chain();
    for _ in 0..times {
        chain = chain.key_down(Key::Shift).key_up(Key::Shift);
    }
    chain.perform().await.context("no Shift")
}

/// A clock that the test sets: `clock` is the time of the next event.
const CLOCK: &str = "window.clock = 1000;
    Object.defineProperty(Event.prototype, 'timeStamp', { get: () => window.clock });
    const later = window.setTimeout;
    window.setTimeout = (call, time, ...more) => time === 1000 && window.held ? window.held.push(call) : later(call, time, ...more);";

async fn by_three_short_taps(case: &Case) -> Result<()> {
    let off = format!(
        "<p style='height:200px'></p><intimacy-explorer loading=eager exit-key=off></intimacy-explorer>{LOADER}"
    );
    let server = pages(&[("host", format!("{ABOVE}{ELEMENT}{LOADER}")), ("off", off)]).await?;
    server.before_each_page(CLOCK);
    let browser = case.browser(Wish::default()).await?;
    browser.open(&server.url("/host")).await?;
    browser.until_ready().await?;
    let covered = "return !!document.querySelector('[data-intimacy-explorer-cover]')";
    let tap = async |held: u32| -> Result<()> {
        browser.web().action_chain().key_down(Key::Shift).perform().await?;
        browser.script("window.clock += arguments[0]; return true", vec![held.into()]).await?;
        browser.web().action_chain().key_up(Key::Shift).perform().await?;
        Ok(())
    };
    let wait = async |time: u32| browser.script("window.clock += arguments[0]; return true", vec![time.into()]).await;
    // Shift+H three times, as a screen reader forwards it: with long pauses, or held with short pauses.
    for (held, between) in [(80, 220), (80, 520), (80, 920), (210, 60), (250, 350)] {
        for _ in 0..3 {
            tap(held).await?;
            wait(between).await?;
        }
        ensure!(browser.script(covered, vec![]).await? == false, "{held} ms, {between} ms apart: it leaves");
        wait(2000).await?;
    }
    // Typing capital letters, and shortcuts with Shift.
    for key in ["a", "b", "c", "d"] {
        browser.web().action_chain().key_down(Key::Shift).send_keys(key).key_up(Key::Shift).perform().await?;
    }
    for key in [Key::Control, Key::Alt] {
        for _ in 0..3 {
            let both = browser.web().action_chain().key_down(key.clone()).key_down(Key::Shift).key_up(Key::Shift);
            both.key_up(key.clone()).perform().await?;
        }
    }
    ensure!(browser.script(covered, vec![]).await? == false, "it leaves by mistake");
    wait(2000).await?;

    // Leaving by mistake can be cancelled, by key and by a press, without loss.
    explores(&browser).await?;
    let search = browser.find("#ie-search").await?;
    browser.click(&search).await?;
    browser.type_keys("trust").await?;
    browser.script("window.held = []; return true", vec![]).await?;
    let before = browser.script("return [scrollY, document.title]", vec![]).await?;
    for by_key in [true, false] {
        for _ in 0..3 {
            tap(60).await?;
            wait(80).await?;
        }
        browser.until_script("it is covered", covered).await?;
        let cover = "const cover = document.querySelector('[data-intimacy-explorer-cover]');
            return [document.elementFromPoint(innerWidth / 2, innerHeight / 2) === cover, cover.textContent.includes('Escape'), document.title]";
        let seen = browser.script(cover, vec![]).await?;
        ensure!(seen == json!([true, true, "\u{200b}"]), "{seen}");
        if by_key {
            browser.type_keys("x").await?;
            browser.type_keys(Key::Escape).await?;
        } else {
            let cover = browser.find("[data-intimacy-explorer-cover]").await?;
            browser.click(&cover).await?;
        }
        browser
            .until_script("it is taken back", "return !document.querySelector('[data-intimacy-explorer-cover]')")
            .await?;
        let after = browser.script("return [scrollY, document.title]", vec![]).await?;
        ensure!(before == after, "{before} is now {after}");
        let value = browser.script("return arguments[0].value", vec![search.to_json()?]).await?;
        ensure!(
            value == "trust" && browser.focused().await?.starts_with("input"),
            "{value}, {}",
            browser.focused().await?
        );
        wait(2000).await?;
    }
    ensure!(browser.web().current_url().await?.as_str() == server.url("/host"), "it has left");
    browser.script("window.held = undefined; return true", vec![]).await?;

    // The visitor turns the Shift key off, and on again.
    browser.press("My notes").await?;
    for (turn, leaves) in [("Turn the Shift key off for this visit", false), ("Turn the Shift key on again", true)] {
        let pressed = browser.press(turn).await;
        pressed.with_context(|| turn.to_owned())?;
        for _ in 0..3 {
            tap(60).await?;
            wait(80).await?;
        }
        ensure!(leaves || browser.script(covered, vec![]).await? == false, "it leaves by a key that is turned off");
        wait(2000).await?;
    }
    has_left(&browser).await?;

    browser.open(&server.url("/off")).await?;
    browser.until_ready().await?;
    for _ in 0..3 {
        tap(60).await?;
        wait(80).await?;
    }
    ensure!(browser.script(covered, vec![]).await? == false, "it leaves by a key that is turned off");
    browser.press("My notes").await?;
    ensure!(!browser.text().await?.contains("Shift"), "the notes speak of a key that is turned off");
    browser.is_quiet().await
}

/// The rule in `static/exit.js`: an address that it accepts is also, for the browser's URL parser, one of a named host.
async fn one_rule_for_addresses(case: &Case) -> Result<()> {
    let server = Server::start(dist()?).await?;
    let script = std::fs::read_to_string(root().join("static/exit.js"))?;
    let page = format!("<!doctype html><script type=module>{script}\nwindow.address = address;</script>");
    server.page("/rule", &page, &[]);
    let browser = case.browser(Wish::default()).await?;
    browser.open(&server.url("/rule")).await?;
    browser.until_script("the rule is there", "return !!window.address").await?;
    let parts = [
        "https://",
        "HTTPS://",
        "http://",
        "javascript:",
        "//",
        "example.org",
        "a",
        "1",
        ".",
        "-",
        "_",
        "xyz",
        ":",
        "443",
        "99999",
        "65536",
        "/",
        "?",
        "#",
        "@",
        "%",
        "%20",
        "\\",
        " ",
        "\t",
        "\u{a0}",
        "\u{feff}",
        "\u{85}",
        "[",
        "]",
        "ü",
        "\u{202e}",
        "\"",
        "<",
        "|",
        "\0",
        "0x1",
    ];
    // A linear congruential generator with a fixed seed, so that all runs test the same texts.
    let mut seed = 1_u64;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    let mut texts: Vec<String> = Vec::new();
    for turn in 0..6000 {
        let begin = ["", "https://", "https://a.example", "https://a"][turn % 4];
        texts.push((0..=next(6)).fold(begin.to_owned(), |text, _| text + parts[next(parts.len())]));
    }
    texts.extend([489, 490, 491].map(|length| format!("https://a/{}", "x".repeat(length))));
    let rule = "return arguments[0].filter(window.address).map((text) => {
        const { protocol, hostname, username, password } = new URL(text);
        const named = protocol === 'https:' && /[a-z]/.test(hostname.split('.').at(-1)) && !username && !password;
        return [text, named && /^[!-~]{1,500}$/.test(text) && !text.includes('\\\\')];
    })";
    let all = browser.script(rule, vec![json!(texts)]).await?;
    let all = all.as_array().context("no list")?;
    for one in all {
        ensure!(one[1] == true, "the rule accepts {}", one[0]);
    }
    let taken = all.len();
    ensure!(taken > 200, "only {taken} of {} are accepted, which is too few", texts.len());
    Ok(())
}

/// Returns whether the explorer is removed, and the cover says that the other page did not open.
const COVERED: &str = "const cover = document.querySelector('[data-intimacy-explorer-cover]');
    return !document.querySelector('intimacy-explorer')
        && document.elementFromPoint(innerWidth / 2, innerHeight / 2) === cover
        && cover.innerText.includes('stays covered')";

const RECOMMENDED: &str = "allow-scripts allow-downloads allow-modals allow-top-navigation-by-user-activation";

/// Leaves from foreign sandboxed frames. Where the frame cannot navigate the window, it must be covered.
async fn from_a_foreign_sandbox(case: &Case) -> Result<()> {
    let srcdoc = "<intimacy-explorer loading=eager></intimacy-explorer>\
        <script src=/embed/intimacy-explorer.one.js></script>";
    let framed = |sandbox: &str, what: &str| {
        format!("<h1>Calm Rooms</h1><iframe sandbox='{sandbox}' width=360 height=600 {what}></iframe>")
    };
    let list = [
        ("scripts", framed("allow-scripts", "src=/embed/frame.html")),
        ("same", framed("allow-scripts allow-same-origin allow-popups", "src=/embed/frame.html")),
        ("srcdoc", framed("allow-scripts allow-same-origin", &format!("srcdoc='{srcdoc}'"))),
        ("nested", framed("allow-scripts", "src=/inner")),
    ];
    let (server, browser) = (pages(&list).await?, case.browser(Wish::default()).await?);
    server.page("/inner", "<!doctype html><iframe src=/embed/frame.html width=340 height=560></iframe>", &[]);
    for (name, _) in &list {
        browser.open(&server.url(&format!("/{name}"))).await?;
        browser.find("iframe").await.with_context(|| (*name).to_owned())?.enter_frame().await?;
        if *name == "nested" {
            browser.find("iframe").await.with_context(|| format!("{name}, inside"))?.enter_frame().await?;
        }
        browser.until_ready().await?;
        is_in_sight(&browser, name).await?;
        browser.press("Leave").await.with_context(|| (*name).to_owned())?;
        // WebKitGTK lets a frame of the page's own origin open another page in the window, in spite of its sandbox.
        if case.engine == Engine::WebKit && ["same", "srcdoc"].contains(name) {
            browser.web().enter_default_frame().await?;
            browser.until_left().await.with_context(|| (*name).to_owned())?;
            continue;
        }
        browser.until_script(&format!("{name}: it is covered, and says so"), COVERED).await?;
        browser.web().enter_default_frame().await?;
        ensure!(browser.web().current_url().await?.as_str() == server.url(&format!("/{name}")), "{name}: it has left");
    }
    Ok(())
}

const HIGH: &str = "return document.querySelector('iframe').getBoundingClientRect().height > 1000";
const DARK: &str = "return getComputedStyle(document.body).colorScheme === 'dark'";

/// The recommended frame without its script.
fn frame(more: &str) -> String {
    format!(
        "<iframe data-intimacy-explorer src=/embed/frame.html title=Explorer sandbox='{RECOMMENDED}' {more}
            style='border:0;display:block;width:100%;height:700px'></iframe>"
    )
}

async fn in_frame(browser: &Browser, what: &str, script: &str) -> Result<()> {
    browser.find("iframe").await?.enter_frame().await?;
    browser.until_script(what, script).await?;
    browser.web().enter_default_frame().await?;
    Ok(())
}

/// Checks that the link in the frame is in the window of the page around, and that a press there hits the frame.
async fn frame_in_sight(browser: &Browser, least: f64) -> Result<()> {
    let seen = async || -> Result<bool> {
        let frame =
            "const { top, left } = document.querySelector('iframe').getBoundingClientRect(); return [left, top]";
        let [x, y]: [f64; 2] = serde_json::from_value(browser.script(frame, vec![]).await?)?;
        browser.find("iframe").await?.enter_frame().await?;
        let place = "const box = document.querySelector('[data-leave]').getBoundingClientRect();
            return [box.left, box.top, box.right, box.bottom]";
        let [left, top, right, bottom]: [f64; 4] = serde_json::from_value(browser.script(place, vec![]).await?)?;
        browser.web().enter_default_frame().await?;
        let hit = "const [x, y] = arguments; return document.elementFromPoint(x, y)?.localName === 'iframe'
            && y < innerHeight - 20";
        let middle = vec![(x + (left + right) / 2.0).into(), (y + (top + bottom) / 2.0).into()];
        Ok(y + top >= least && browser.script(hit, middle).await? == true)
    };
    browser.until("\"Leave\" is in sight in the frame", seen).await
}

async fn the_frame_follows_a_late_loader(case: &Case) -> Result<()> {
    let list = [("host", format!("<style>html{{color-scheme:dark}}</style>{HEADER}{}</main>", frame("")))];
    let (server, browser) = (pages(&list).await?, case.browser(Wish::phone()).await?);
    let load = "document.body.append(Object.assign(document.createElement('script'), { src: '/embed/frame.js' })); return true";
    for turn in 0..3 {
        browser.open(&server.url("/host")).await?;
        in_frame(&browser, "the explorer is there", "return !!document.querySelector('[data-ready]')").await?;
        // The script is loaded late, and several times.
        for _ in 0..=turn {
            browser.script(load, vec![]).await?;
        }
        browser.until_script("the frame is as high as what is in it", HIGH).await?;
    }
    in_frame(&browser, "it is dark", DARK).await?;
    for part in [0.5, 0.2] {
        scrolls(&browser, part).await?;
        frame_in_sight(&browser, 90.0).await?;
    }
    picture(&browser, "leave-frame").await?;

    // A frame that is added after its loader.
    let later = "const old = document.querySelector('iframe'); const copy = old.cloneNode();
        copy.style.height = '700px'; old.replaceWith(copy); return true";
    browser.script(later, vec![]).await?;
    browser.until_script("the frame that came later is high, too", HIGH).await?;

    // Messages of another page in the frame are ignored.
    let lie = "<!doctype html><script>for (const nonce of [undefined, '', history.state?.nonce])
        parent.postMessage({ type: 'intimacy-explorer:height', v: 1, nonce, height: 1234 }, '*');
        parent.postMessage({ type: 'told' }, '*')</script>";
    server.page("/lie", lie, &[]);
    browser
        .script(
            "addEventListener('message', ({ data }) => { window.told ||= data.type === 'told' }); return true",
            vec![],
        )
        .await?;
    browser.find("iframe").await?.enter_frame().await?;
    browser.script("location.href = '/lie'; return true", vec![]).await?;
    browser.web().enter_default_frame().await?;
    browser.until_script("the other page has spoken", "return window.told === true").await?;
    ensure!(browser.script(HIGH, vec![]).await? == true, "a page that the frame went on to set its height");
    browser.is_quiet().await
}

async fn the_frame_follows_the_page(case: &Case) -> Result<()> {
    let style = "<style>.dark{color-scheme:dark}</style><script>addEventListener('beforeunload', (e) => {
        navigator.sendBeacon('/asked');
        e.preventDefault();
    });</script>";
    let body = format!(
        "{style}{ABOVE}{HEADER}{}{FRAME_LOADER}{BELOW}</main>",
        frame("data-exit-page=https://example.org/iframe")
    );
    let set = std::fs::read_to_string(dist()?.join("embed/frame.html"))?;
    let set = set.replace("<intimacy-explorer ", "<intimacy-explorer exit-page=\"https://example.org/set\" ");
    let (server, browser) = (pages(&[("host", body)]).await?, case.browser(Wish::phone()).await?);
    server.page("/embed/frame.html", &set, &[]);
    browser.open(&server.url("/host")).await?;
    browser.until_script("the frame is as high as what is in it", HIGH).await?;
    in_frame(&browser, "it is light", "return getComputedStyle(document.body).colorScheme === 'light'").await?;
    browser
        .script(
            "document.documentElement.className = 'dark'; document.documentElement.lang = 'de'; return true",
            vec![],
        )
        .await?;
    in_frame(&browser, "it is dark", DARK).await?;
    in_frame(
        &browser,
        "it has the page's language",
        "return document.querySelector('intimacy-explorer').lang === 'de'",
    )
    .await?;

    // A folded subject of the article, by mouse and by key, and a link to a fragment.
    let top = async |id: &str| -> Result<f64> {
        let frame =
            browser.script("return document.querySelector('iframe').getBoundingClientRect().top", vec![]).await?;
        browser.find("iframe").await?.enter_frame().await?;
        let inside = "return document.querySelector(arguments[0]).getBoundingClientRect().top";
        let inside = browser.script(inside, vec![id.into()]).await?;
        browser.web().enter_default_frame().await?;
        Ok(frame.as_f64().unwrap_or(f64::NAN) + inside.as_f64().unwrap_or(f64::NAN))
    };
    let is_seen =
        async |id: &str, what: &str| browser.until(what, async || Ok((90.0..700.0).contains(&top(id).await?))).await;
    const SUBJECT: &str = "details:has(#ie-support) > summary";
    for by_key in [false, true] {
        let down = top(SUBJECT).await?;
        browser.script("scrollBy(0, arguments[0] - 300); return true", vec![down.into()]).await?;
        browser.find("iframe").await?.enter_frame().await?;
        let summary = browser.find(SUBJECT).await?;
        if by_key {
            browser
                .script("arguments[0].focus({ preventScroll: true }); return true", vec![summary.to_json()?])
                .await?;
            browser.type_keys(Key::Enter).await?;
        } else {
            browser.click(&summary).await?;
        }
        let open = format!("return document.querySelector('details:has(#ie-support)').open === {}", !by_key);
        browser.until_script("the subject unfolds, and folds again", &open).await?;
        browser.web().enter_default_frame().await?;
        is_seen("#ie-support", "what was pressed is in the window").await?;
    }
    let down = top(".ie-title").await?;
    browser.script("scrollBy(0, arguments[0] - 300); return true", vec![down.into()]).await?;
    browser.find("iframe").await?.enter_frame().await?;
    browser.script("location.hash = 'ie-questions'; return true", vec![]).await?;
    browser.web().enter_default_frame().await?;
    is_seen("#ie-questions", "what a link leads to is in the window").await?;

    // A setting in the page of the frame takes precedence.
    frame_in_sight(&browser, 0.0).await?;
    browser.find("iframe").await?.enter_frame().await?;
    let leave = browser.control("Leave").await?;
    let _ = browser.click(&leave).await;
    let _ = browser.web().enter_default_frame().await;
    let away = async || Ok(browser.web().current_url().await?.as_str().starts_with("https://example.org/set"));
    browser.until("the page set in the frame is there", away).await?;
    ensure!(!server.requests_since(0).contains(&"/asked".to_owned()), "the page around was asked");
    Ok(())
}
