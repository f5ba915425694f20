//! Leaving the page at once, from every screen.

use anyhow::{Context, Result, ensure};
use e2e::{Browser, Case, Server, Situation, Wish, dist, root, site, site_that_crashes, situation};
use thirtyfour::Key;

/// The situations of this module.
pub const SITUATIONS: &[Situation] = &[
    situation!(from_every_kind_of_screen),
    situation!(from_an_element_without_an_article),
    situation!(before_the_app_is_there_and_after_it_failed),
    situation!(after_a_crash),
    situation!(shift_leaves_by_the_first_link_that_is_there),
    situation!(from_a_frame_the_whole_page_goes),
    situation!(the_loader_leaves_where_the_engine_refuses_silently),
    situation!(on_a_page_that_scrolls_by_script),
    situation!(to_where_the_owner_says),
];

const BEFORE: &str = "<!doctype html><html lang=en><title>Before</title><link rel=icon href=data:,><h1>Before</h1>";

const BARE: &str = "<!doctype html><html lang=en><title>Bare</title><link rel=icon href=data:,><h1>Bare</h1>\
     <intimacy-explorer loading=eager></intimacy-explorer><script type=module src=/intimacy-explorer.js></script>";

/// Reports the look of a page to its server when it is left. It uses a beacon, because the page is unloaded soon.
const WATCH: &str = "
    new MutationObserver((records, observer) => {
        const cover = document.querySelector('[data-intimacy-explorer-cover]');
        // With the key, the cover appears first and the explorer is hidden a moment later.
        if (!cover || document.querySelector('intimacy-explorer')?.checkVisibility()) return;
        observer.disconnect();
        // Sizes without the scroll bar, which is not part of the page.
        const { clientWidth: wide, clientHeight: high } = document.documentElement;
        const places = [[1, 1], [wide - 2, high - 2], [wide / 2, high / 2]];
        const seen = places.map(([x, y]) => document.elementFromPoint(x, y));
        const names = seen.map((one) => one?.localName).join();
        const all = seen.every((one) => one === cover)
            || encodeURIComponent(`${names} at ${places} ${JSON.stringify(cover.getBoundingClientRect())} ${scrollY}`);
        const shown = document.body?.innerText.length > 0;
        navigator.sendBeacon(`/left/${all}/${shown}/${document.title.codePointAt(0)}`);
    }).observe(document, { childList: true, subtree: true });";

/// Opens a page from another one, so that there is a history entry before it. The page reports its look when it is
/// left.
async fn goes(browser: &Browser, server: &Server, path: &str) -> Result<()> {
    server.page("/before", BEFORE, &[]);
    server.before_each_page(WATCH);
    browser.open(&server.url("/before")).await?;
    // The page that was left before may have been unloaded before the key was released.
    browser.web().action_chain().reset_actions().await.context("a key stays pressed")?;
    browser.script("location.href = arguments[0]", vec![path.into()]).await?;
    Ok(())
}

/// Presses Shift three times, as fast as the driver can.
async fn shift(browser: &Browser) -> Result<()> {
    let (mut chain, shift) = (browser.web().action_chain(), Key::Shift);
    for _ in 0..3 {
        chain = chain.key_down(shift.clone()).key_up(shift.clone());
    }
    chain.perform().await.context("no Shift")
}

/// Checks that the page was covered and left, and that Back leads to the page before it.
async fn is_left(server: &Server, browser: &Browser) -> Result<()> {
    is_left_by(server, server, browser).await
}

/// The same for a page with a frame. The report arrives at the server of the frame.
async fn is_left_by(told: &Server, server: &Server, browser: &Browser) -> Result<()> {
    browser.until_left().await?;
    browser.back().await?;
    let before = server.url("/before");
    browser.until("Back leads before", async || Ok(browser.web().current_url().await?.as_str() == before)).await?;
    // The page is covered, the explorer is hidden, and the title is an invisible space.
    let look = async || Ok(told.requests_since(0).into_iter().find(|path| path.starts_with("/left/")));
    let left = browser.until_some("the page that was left tells", look).await?;
    ensure!(left == "/left/true/false/8203", "covered, shown, title: {left}");
    Ok(())
}

async fn from_every_kind_of_screen(case: &Case) -> Result<()> {
    let browser = case.browser(Wish::phone()).await?;
    for screen in ["article", "question", "error", "result", "notes", "explore"] {
        // Each screen has its own origin, and so its own storage.
        let server = Server::start(site()?).await?;
        goes(&browser, &server, "/").await?;
        browser.until_ready().await?;
        if !["article", "explore"].contains(&screen) {
            browser.press_first("input[value=friend]").await?;
            browser.press_first("[data-keep]").await?;
            browser.press_first("[data-begin]").await?;
        }
        match screen {
            "error" => browser.press("Continue").await?,
            "result" => browser.press("See what you have so far").await?,
            "notes" => browser.press("My notes").await?,
            "explore" => browser.press("Explore and search topic by topic").await?,
            _ => {}
        }
        browser.press("Leave").await?;
        is_left(&server, &browser).await?;
    }
    Ok(())
}

/// Without an article, the app shows its own leave link and crash screen in the shadow root.
async fn from_an_element_without_an_article(case: &Case) -> Result<()> {
    let browser = case.browser(Wish::phone()).await?;
    for (screen, by_key) in [("explore", true), ("question", false), ("notes", true), ("crash", false), ("crash", true)]
    {
        let crash = screen == "crash";
        let folder = if crash { root().join("target/embed-crash") } else { dist()?.join("embed") };
        let server = Server::start(folder).await?;
        server.page("/bare", BARE, &[]);
        goes(&browser, &server, "/bare").await?;
        browser.until_ready().await?;
        match screen {
            "question" => {
                browser.press("Quiz").await?;
                browser.press("A friend").await?;
                browser.press("Keep my answers on this device").await?;
                browser.press("Begin").await?;
                browser.find(".ie-set").await?;
            }
            "notes" => browser.press("My notes").await?,
            "crash" => {
                browser.script("crashAt(1, 0)", vec![]).await?;
                browser.press("Quiz").await?;
                let rescued = "return document.querySelector('intimacy-explorer').shadowRoot
                    .querySelector('[data-rescue]')?.checkVisibility()";
                browser.until_script("the rescue screen is there", rescued).await?;
            }
            _ => {}
        }
        // The cover must be visible after the page has become shorter, with any scroll behavior.
        let scrolled = "scrollTo(0, 80); document.documentElement.style.scrollBehavior = 'smooth'";
        browser.script(scrolled, vec![]).await?;
        leaves(&browser, by_key).await?;
        is_left(&server, &browser).await.with_context(|| format!("{screen}, by key: {by_key}"))?;
    }
    Ok(())
}

async fn before_the_app_is_there_and_after_it_failed(case: &Case) -> Result<()> {
    let browser = case.browser(Wish::phone()).await?;
    for failed in [false, true] {
        for by_key in [false, true] {
            let server = Server::start(site()?).await?;
            let hold = server.hold(".wasm");
            if failed {
                server.fail("en-", 500);
            }
            goes(&browser, &server, "/").await?;
            browser.until_script("the element is there", "return !!customElements.get('intimacy-explorer')").await?;
            if failed {
                browser.until_script("it has failed", "return !!document.querySelector('[data-failed]')").await?;
            }
            leaves(&browser, by_key).await?;
            is_left(&server, &browser).await?;
            drop(hold);
        }
    }
    Ok(())
}

/// Leaves by pressing Shift three times, or with the link.
async fn leaves(browser: &Browser, by_key: bool) -> Result<()> {
    if !by_key {
        return browser.press("Leave").await;
    }
    shift(browser).await
}

async fn after_a_crash(case: &Case) -> Result<()> {
    let (crash, browser) = (site_that_crashes()?, case.browser(Wish::phone()).await?);
    for by_key in [false, true] {
        let server = Server::start(&crash).await?;
        goes(&browser, &server, "/").await?;
        browser.until_ready().await?;
        browser.script("crashAt(1, 0)", vec![]).await?;
        browser.press("Explore and search topic by topic").await?;
        let rescued = "return document.querySelector('intimacy-explorer').shadowRoot
            .querySelector('[data-rescue]')?.checkVisibility()";
        browser.until_script("the rescue screen is there", rescued).await?;
        leaves(&browser, by_key).await?;
        is_left(&server, &browser).await?;
    }
    Ok(())
}

async fn shift_leaves_by_the_first_link_that_is_there(case: &Case) -> Result<()> {
    let server = Server::start(site()?).await?;
    let index = std::fs::read_to_string(site()?.join("index.html"))?;
    let element = "<main><intimacy-explorer";
    let far =
        "<main><intimacy-explorer id=far style='position:absolute;top:9999vh'></intimacy-explorer><intimacy-explorer";
    server.page(
        "/two",
        &index.replace(element, far).replace("style-src 'self'", "style-src 'self' 'unsafe-inline'"),
        &[],
    );
    let browser = case.browser(Wish::default()).await?;
    goes(&browser, &server, "/two").await?;
    browser.until_script("one is ready", "return !!document.querySelector('[data-ready]')").await?;
    ensure!(browser.script("return document.querySelector('#far').shadowRoot", vec![]).await?.is_null(), "it is near");
    shift(&browser).await?;
    is_left(&server, &browser).await
}

/// A host page with the frame.
fn host(frame: &str, sandbox: &str, loader: &str) -> String {
    format!(
        "<!doctype html><html lang=en><title>Host</title><link rel=icon href=data:,><iframe data-intimacy-explorer title=e \
         src={frame} {sandbox} width=600 height=600></iframe>{loader}"
    )
}

const LOADER: &str = "<script src=/embed/frame.js></script>";
const RECOMMENDED: &str =
    "sandbox='allow-scripts allow-downloads allow-modals allow-top-navigation-by-user-activation'";

async fn from_a_frame_the_whole_page_goes(case: &Case) -> Result<()> {
    let frame = std::fs::read_to_string(dist()?.join("embed/frame.html"))?;
    let telling = frame.replace("connect-src 'none'", "connect-src *");
    ensure!(telling != frame, "the frame has another policy");
    let browser = case.browser(Wish::default()).await?;
    // With `allow-scripts` only, the frame cannot navigate the top window, and asks its loader to do so.
    for (far, sandbox) in
        [(false, ""), (false, "sandbox='allow-scripts'"), (false, RECOMMENDED), (true, ""), (true, RECOMMENDED)]
    {
        for by_key in [false, true] {
            let (server, elsewhere) = (Server::start(dist()?).await?, Server::start(dist()?).await?);
            let framed = if far { &elsewhere } else { &server };
            framed.page("/embed/frame.html", &telling, &[]);
            elsewhere.before_each_page(WATCH);
            let frame = framed.url("/embed/frame.html");
            server.page("/host", &host(&frame, sandbox, LOADER), &[]);
            goes(&browser, &server, "/host").await?;
            browser.find("iframe").await?.enter_frame().await?;
            browser.until_ready().await?;
            browser.until_script("the frame is as high as what is in it", "return innerHeight > 1000").await?;
            let what = format!("elsewhere: {far}, {sandbox}, by key: {by_key}");
            if by_key {
                browser.press("A friend").await?;
                // The frame may be unloaded before the driver has released the key or the button.
                let _ = shift(&browser).await;
            } else {
                let leave = browser.control("Leave").await?;
                let _ = browser.click(&leave).await;
            }
            let _ = browser.web().enter_default_frame().await;
            is_left_by(framed, &server, &browser).await.context(what)?;
        }
    }
    Ok(())
}

async fn the_loader_leaves_where_the_engine_refuses_silently(case: &Case) -> Result<()> {
    let server = Server::start(dist()?).await?;
    let frame = std::fs::read_to_string(dist()?.join("embed/frame.html"))?;
    let refusing = frame.replace("top.location.replace(", "void(").replace("Content-Security-Policy", "No-Policy");
    ensure!(refusing.contains("void("), "the frame goes another way");
    let browser = case.browser(Wish::default()).await?;
    // The loader opens another address than the frame by itself, so that the test can tell them apart. What is set on
    // the <iframe> comes before the page of a country, and what is set inside the frame before both.
    let around = "data-exit-page=https://example.org/loader";
    for (inside, attributes, to) in [
        ("country=IE", around, "https://example.org/loader"),
        ("country=IE", "", "https://www.met.ie"),
        ("country=IE exit-page=https://example.org/set", around, "https://example.org/set"),
        // The usual page counts as set if the owner has written it.
        ("exit-page=https://www.weather.gov", around, "https://www.weather.gov"),
    ] {
        let frame = refusing.replace("<intimacy-explorer ", &format!("<intimacy-explorer {inside} "));
        server.page("/refusing.html", &frame, &[]);
        server.page("/host", &host("/refusing.html", attributes, LOADER), &[]);
        browser.open(&server.url("/host")).await?;
        browser.find("iframe").await?.enter_frame().await?;
        browser.until_ready().await?;
        browser.press("Leave").await?;
        browser.web().enter_default_frame().await?;
        let asked = async || Ok(browser.web().current_url().await?.as_str().starts_with(to));
        browser.until(&format!("{inside} {attributes}: {to}"), asked).await?;
    }
    Ok(())
}

async fn on_a_page_that_scrolls_by_script(case: &Case) -> Result<()> {
    let (server, browser) = (Server::start(site()?).await?, case.browser(Wish::default()).await?);
    server.before_each_page("window.scrollTo = () => { throw new Error('broken by the page') };");
    goes(&browser, &server, "/").await?;
    browser.until_ready().await?;
    browser.press("Leave").await?;
    is_left(&server, &browser).await
}

async fn to_where_the_owner_says(case: &Case) -> Result<()> {
    let server = Server::start(site()?).await?;
    let index = std::fs::read_to_string(site()?.join("index.html"))?;
    let browser = case.browser(Wish::default()).await?;
    let leads_to = async |set: &str, to: &str| {
        let href = browser.attribute(&browser.control("Leave").await?, "href").await?;
        ensure!(href.as_deref() == Some(to), "{set}: {href:?}");
        Ok(())
    };
    let (article, end) =
        (index.find("<div class=\"ie-leave\"").context("no link")?, index.rfind("</intimacy-explorer>"));
    let bare = format!("{}{}", &index[..article], &index[end.context("no end")?..]);
    for (set, to) in [
        ("exit-page=https://example.org/news", "https://example.org/news"),
        ("exit-page='javascript:alert(1)' country=US", "https://www.weather.gov"),
        ("country=IE", "https://www.met.ie"),
        // No help lines, and so no page, are known for this country.
        ("country=FR", "https://www.weather.gov"),
        ("country=IE exit-page=https://example.org/news", "https://example.org/news"),
    ] {
        for page in [&index, &bare] {
            server.page("/set", &page.replace("<intimacy-explorer", &format!("<intimacy-explorer {set}")), &[]);
            browser.open(&server.url("/set")).await?;
            browser.until_ready().await?;
            leads_to(set, to).await?;
        }
    }
    // The owner's page is taken away while the app runs.
    let remove = "document.querySelector('intimacy-explorer').removeAttribute('exit-page'); return true";
    browser.script(remove, vec![]).await?;
    browser.until("the page of the country", async || Ok(leads_to("removed", "https://www.met.ie").await.is_ok())).await
}
