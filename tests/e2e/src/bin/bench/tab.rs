//! A page in a new tab of a new browser, and the two pages that are compared.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use e2e::pace::{self, SETTINGS, Setting};
use e2e::{Browser, Engine, Screen, Server, Wish};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tempfile::TempDir;

/// This machine without a brake.
pub const FAST: &Setting = &SETTINGS[0];
/// A processor that is 4 times slower.
pub const SLOWER: &Setting = &SETTINGS[1];
/// A slow line, and a processor that is 4 times slower.
pub const SLOW: &Setting = &SETTINGS[3];

/// A phone's window.
const SCREEN: Screen = Screen { width: 412, height: 823, touch: false };
const WISH: Wish =
    Wish { screen: SCREEN, dark: false, still: false, script: true, smallest_letters: 0, restore: false, own: true };

/// One of the pages.
pub struct Page {
    /// Its path on the server.
    path: &'static str,
    /// What a person finds there, for `watch.js`.
    finds: &'static str,
}

/// The explorer's page as it is shipped.
pub const OURS: Page = Page { path: "/", finds: include_str!("ours.js") };
/// A quiz in plain JavaScript.
pub const PLAIN: Page = Page { path: "/plain/", finds: include_str!("plain.js") };

/// The files of the quiz in plain JavaScript.
const PLAIN_FILES: [(&str, &str); 3] = [
    ("index.html", include_str!("plain/index.html")),
    ("quiz.js", include_str!("plain/quiz.js")),
    ("quiz.css", include_str!("plain/quiz.css")),
];

/// A page without scripts. A tab that shows it has the storage of the server.
const EMPTY: &str = "/empty";

const WATCH: &str = include_str!("watch.js");

/// The server of both pages, with the same compression and the same headers for both.
pub struct Pages {
    /// The server.
    pub server: Server,
    _folder: TempDir,
}

impl Pages {
    /// Serves the shipped page in the folder `site`, and the plain page below it.
    pub async fn start(site: &Path) -> Result<Self> {
        let folder = tempfile::tempdir().context("no folder for the pages")?;
        let (ours, plain) = (folder.path().join("ours"), folder.path().join("plain"));
        let read = |path: &Path| fs::read(path).with_context(|| format!("cannot read {}", path.display()));
        for entry in fs::read_dir(site).with_context(|| format!("cannot read {}", site.display()))? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            // Beside each file that is worth it, the folder has compressed copies.
            if name.ends_with(".br") || name.ends_with(".gz") || !path.is_file() {
                continue;
            }
            let small = site.join(format!("{name}.br"));
            let small = if small.is_file() { Some(read(&small)?) } else { None };
            add(&ours, &name, &read(&path)?, small)?;
        }
        for (name, text) in PLAIN_FILES {
            let mut small = brotli::CompressorWriter::new(Vec::new(), 1 << 16, 11, 22);
            small.write_all(text.as_bytes()).and_then(|()| small.flush()).with_context(|| name.to_owned())?;
            add(&plain, name, text.as_bytes(), Some(small.into_inner()))?;
        }
        let server = Server::start(&ours).await?;
        server.also(PLAIN.path, &plain);
        // The slow line of the browser does not apply to a service worker, so the page has none here.
        server.fail("/offline.js", 404);
        let empty = "<!doctype html><html lang=en><title>Empty</title><link rel=icon href=data:,><p>Empty</p>";
        server.page(EMPTY, empty, &[]);
        Ok(Self { server, _folder: folder })
    }
}

/// Adds a file to a folder, and its compressed copy where the server expects it.
fn add(folder: &Path, name: &str, bytes: &[u8], small: Option<Vec<u8>>) -> Result<()> {
    let mut twins = folder.as_os_str().to_owned();
    twins.push(".br");
    let twins = PathBuf::from(twins);
    fs::create_dir_all(folder).and_then(|()| fs::create_dir_all(&twins)).context("no folder for a page")?;
    fs::write(folder.join(name), bytes).with_context(|| name.to_owned())?;
    let Some(small) = small else { return Ok(()) };
    fs::write(twins.join(format!("{name}.br")), small).with_context(|| name.to_owned())
}

/// A new tab of a new browser with a new profile. The page in it begins with a new process and an empty cache, as on the
/// first visit of a person.
pub struct Tab<'a> {
    browser: Browser,
    pages: &'a Pages,
    script: Option<Value>,
}

impl<'a> Tab<'a> {
    /// Opens an empty tab with this setting.
    pub async fn new(pages: &'a Pages, setting: &Setting) -> Result<Self> {
        let browser = Browser::start(Engine::Chromium, WISH).await?;
        // The browser finishes its own start with the first page.
        browser.open(&pages.server.url(EMPTY)).await?;
        let tab = browser.web().new_tab().await.context("no new tab")?;
        browser.web().switch_to_window(tab).await.context("the new tab cannot be shown")?;
        browser.show_on(SCREEN).await?;
        pace::start_afresh(&browser, &pages.server, setting).await?;
        Ok(Self { browser, pages, script: None })
    }

    /// Opens a page. `begin` is a script that runs before those of the page; its `bench` is that of `watch.js`.
    pub async fn open(&mut self, page: &Page, begin: &str) -> Result<()> {
        self.before_each_page(page, begin).await?;
        self.browser.open(&self.pages.server.url(page.path)).await
    }

    /// Loads the page again, with another script before those of the page.
    pub async fn reload(&mut self, page: &Page, begin: &str) -> Result<()> {
        self.before_each_page(page, begin).await?;
        self.browser.web().refresh().await.context("the page cannot be loaded again")
    }

    /// Opens a page without scripts, and puts entries into the storage of the server.
    pub async fn store(&self, entries: &[(String, String)]) -> Result<()> {
        self.browser.open(&self.pages.server.url(EMPTY)).await?;
        let store = "for (const [key, text] of arguments[0]) localStorage.setItem(key, text)";
        self.browser.script(store, vec![serde_json::to_value(entries)?]).await.map(drop)
    }

    async fn before_each_page(&mut self, page: &Page, begin: &str) -> Result<()> {
        if let Some(script) = self.script.take() {
            self.cdp("Page.removeScriptToEvaluateOnNewDocument", script).await?;
        }
        let source = format!("(() => {{\n{}\n{WATCH}\n{begin}\n}})();", page.finds);
        let script = self.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source })).await?;
        self.script = Some(script);
        Ok(())
    }

    /// Waits for the promise of an expression in the page, and returns its value.
    pub async fn wait<T: DeserializeOwned>(&self, promise: &str) -> Result<T> {
        let script = format!(
            "const done = arguments[arguments.length - 1];
            (async () => {promise})().then(done, (problem) => done(`failed: ${{problem}}`));"
        );
        let found = self.browser.web().execute_async(script, Vec::<Value>::new()).await;
        let found = found.with_context(|| promise.to_owned())?;
        serde_json::from_value(found.json().clone()).with_context(|| format!("{promise}: {}", found.json()))
    }

    /// The value of an expression in the page.
    pub async fn get<T: DeserializeOwned>(&self, expression: &str) -> Result<T> {
        let found = self.browser.script(&format!("return {expression}"), vec![]).await?;
        serde_json::from_value(found.clone()).with_context(|| format!("{expression}: {found}"))
    }

    /// Presses with the mouse what `armed`, a call of `bench.arm`, prepares. Returns the time from the press until its
    /// result is painted.
    pub async fn press(&self, armed: &str) -> Result<f64> {
        let (x, y): (f64, f64) = self.get(armed).await.with_context(|| format!("nothing to press: {armed}"))?;
        for (kind, buttons) in [("mouseMoved", 0), ("mousePressed", 1), ("mouseReleased", 0)] {
            let button = if kind == "mouseMoved" { "none" } else { "left" };
            let event = json!({ "type": kind, "x": x, "y": y, "button": button, "buttons": buttons, "clickCount": 1 });
            self.cdp("Input.dispatchMouseEvent", event).await?;
        }
        self.wait("bench.took").await.with_context(|| format!("nothing follows the press: {armed}"))
    }

    /// Runs a command of the DevTools protocol.
    pub async fn cdp(&self, method: &str, params: Value) -> Result<Value> {
        self.browser.cdp(method, params).await
    }

    /// The browser.
    pub fn browser(&self) -> &Browser {
        &self.browser
    }
}

/// Checks that the settings slow a new tab down. Otherwise no number would mean anything. Returns the conditions of the
/// measurement.
pub async fn check(pages: &Pages) -> Result<String> {
    let (work, _, _) = speed(pages, FAST).await?;
    let (slow_work, slow_line, conditions) = speed(pages, SLOW).await?;
    ensure!(slow_work > 1.5 * work, "the processor is not slowed down: {work:.1} and {slow_work:.1} ms");
    ensure!(slow_line > 150.0, "the line is not slowed down: the page was there after {slow_line:.0} ms");
    Ok(conditions)
}

/// How long some work takes, when the page is there, and the conditions.
async fn speed(pages: &Pages, setting: &Setting) -> Result<(f64, f64, String)> {
    let mut tab = Tab::new(pages, setting).await?;
    tab.open(&PLAIN, "").await?;
    let work = tab.get(WORK).await?;
    let line = tab.get("performance.getEntriesByType('navigation')[0].responseEnd").await?;
    Ok((work, line, pace::conditions(tab.browser()).await?))
}

/// The shortest time of a fixed piece of work. Other programs can only make it longer.
const WORK: &str = "(() => {
    const once = () => {
        const start = performance.now();
        for (let at = 0, sum = 0; at < 2e6; at++) sum += Math.sqrt(at);
        return performance.now() - start;
    };
    return Math.min(...Array.from({ length: 20 }, once));
})()";
