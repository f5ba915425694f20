//! A fresh Chromium for one test.

use std::io::ErrorKind;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::common::print::PrintParameters;
use thirtyfour::{
    BrowserLogEntry, ChromeCapabilities, ChromiumLikeCapabilities, LoggingPrefsLogLevel, WebDriver, WebElement,
};
use tokio::process::{Child, Command};

use crate::look;

/// How long anything may take before a test gives up on it.
const PATIENCE: Duration = Duration::from_secs(20);
const POLL: Duration = Duration::from_millis(20);

/// Loud enough for CI, quiet towards the network.
const FLAGS: [&str; 9] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// The size of the screen in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Screen {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// A finger instead of a mouse.
    pub touch: bool,
}

impl Screen {
    /// A small phone.
    pub const PHONE: Self = Self { width: 360, height: 740, touch: true };
    /// A laptop.
    pub const DESKTOP: Self = Self { width: 1280, height: 900, touch: false };
}

/// What the person's browser is like.
#[derive(Clone, Copy, Debug)]
pub struct Wish {
    /// How large.
    pub screen: Screen,
    /// Prefers a dark page.
    pub dark: bool,
    /// Prefers no motion; so screenshots are the same each time.
    pub still: bool,
    /// Runs scripts.
    pub script: bool,
}

impl Default for Wish {
    fn default() -> Self {
        Self { screen: Screen::DESKTOP, dark: false, still: true, script: true }
    }
}

impl Wish {
    /// A browser on a phone.
    pub fn phone() -> Self {
        Self { screen: Screen::PHONE, ..Self::default() }
    }
}

/// A Chromium of its own, gone with its driver and its profile when this is dropped, after a panic too.
pub struct Browser {
    web: WebDriver,
    log: Mutex<Vec<BrowserLogEntry>>,
    profile: TempDir,
    driver: Driver,
}

impl Browser {
    /// Starts a browser.
    ///
    /// # Errors
    /// When Chromium or its driver is not there or does not answer.
    pub async fn start(wish: Wish) -> Result<Self> {
        let profile =
            tempfile::Builder::new().prefix("intimacy-explorer-").tempdir().context("no folder for a profile")?;
        let driver = Driver::start().await?;
        let web = session(&driver, wish, profile.path()).await?;
        let browser = Self { web, log: Mutex::default(), profile, driver };
        browser.fulfil(wish).await?;
        Ok(browser)
    }

    /// Quits as a person does, and starts again with the same profile.
    ///
    /// # Errors
    /// When Chromium does not come back.
    pub async fn start_again(&mut self, wish: Wish) -> Result<()> {
        self.web.clone().quit().await.context("the browser does not quit")?;
        self.web = session(&self.driver, wish, self.profile.path()).await?;
        self.fulfil(wish).await
    }

    async fn fulfil(&self, wish: Wish) -> Result<()> {
        self.show_on(wish.screen).await?;
        self.prefer(wish.dark, wish.still).await
    }

    /// The driver itself, for what has no word here.
    pub fn web(&self) -> &WebDriver {
        &self.web
    }

    /// A command of the DevTools protocol.
    ///
    /// # Errors
    /// When the browser refuses it.
    pub async fn cdp(&self, method: &str, params: Value) -> Result<Value> {
        self.web.cdp().send_raw(method, params).await.with_context(|| method.to_owned())
    }

    /// Changes the screen.
    ///
    /// # Errors
    /// When the browser refuses it.
    pub async fn show_on(&self, screen: Screen) -> Result<()> {
        let Screen { width, height, touch } = screen;
        let scale = if touch { 2 } else { 1 };
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": scale, "mobile": touch });
        self.cdp("Emulation.setDeviceMetricsOverride", size).await?;
        self.cdp("Emulation.setTouchEmulationEnabled", json!({ "enabled": touch })).await?;
        Ok(())
    }

    /// Sets what the person prefers.
    ///
    /// # Errors
    /// When the browser refuses it.
    pub async fn prefer(&self, dark: bool, still: bool) -> Result<()> {
        self.emulate("", dark, still).await
    }

    /// Shows the page as it would be on paper.
    ///
    /// # Errors
    /// When the browser refuses it.
    pub async fn show_on_paper(&self) -> Result<()> {
        self.emulate("print", false, true).await
    }

    async fn emulate(&self, media: &str, dark: bool, still: bool) -> Result<()> {
        let features = json!([
            { "name": "prefers-color-scheme", "value": if dark { "dark" } else { "light" } },
            { "name": "prefers-reduced-motion", "value": if still { "reduce" } else { "no-preference" } },
        ]);
        self.cdp("Emulation.setEmulatedMedia", json!({ "media": media, "features": features })).await?;
        Ok(())
    }

    /// Runs a script in every page from now on, before the page's own.
    ///
    /// # Errors
    /// When the browser refuses it.
    pub async fn before_each_page(&self, script: &str) -> Result<()> {
        self.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script })).await?;
        Ok(())
    }

    /// Goes to an address, until it is loaded.
    ///
    /// # Errors
    /// When it cannot be loaded.
    pub async fn open(&self, url: &str) -> Result<()> {
        self.web.goto(url).await.with_context(|| format!("cannot open {url}"))
    }

    /// Until the app has taken the place of the article.
    ///
    /// # Errors
    /// When it does not, in time; then with what the console says.
    pub async fn until_ready(&self) -> Result<()> {
        let ready = self.until_script("the app is ready", "return !!document.querySelector('[data-ready]')").await;
        match ready {
            Err(error) => Err(error.context(format!("console: {:?}", self.console().await?))),
            Ok(()) => Ok(()),
        }
    }

    /// Asks until something is so.
    ///
    /// # Errors
    /// When it is not so in time, or asking fails.
    pub async fn until(&self, what: &str, mut is_so: impl AsyncFnMut() -> Result<bool>) -> Result<()> {
        self.until_some(what, async || Ok(is_so().await?.then_some(()))).await
    }

    /// Asks until there is something.
    ///
    /// # Errors
    /// When there is nothing in time, or asking fails.
    pub async fn until_some<T>(&self, what: &str, mut look: impl AsyncFnMut() -> Result<Option<T>>) -> Result<T> {
        let start = Instant::now();
        loop {
            if let Some(found) = look().await? {
                return Ok(found);
            }
            ensure!(start.elapsed() < PATIENCE, "waited {} s in vain: {what}", PATIENCE.as_secs());
            tokio::time::sleep(POLL).await;
        }
    }

    /// Runs a script until it returns true.
    ///
    /// # Errors
    /// When it does not in time.
    pub async fn until_script(&self, what: &str, script: &str) -> Result<()> {
        self.until(what, async || Ok(self.script(script, vec![]).await? == true)).await
    }

    /// What a script returns; its arguments are `arguments[0]` and so on.
    ///
    /// # Errors
    /// When it throws.
    pub async fn script(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        let returned = self.web.execute(script, arguments).await.context("a script failed")?;
        Ok(returned.json().clone())
    }

    /// The first visible element for a CSS selector, inside open shadow roots too; waits until there is one.
    ///
    /// # Errors
    /// When there is none in time.
    pub async fn find(&self, css: &str) -> Result<WebElement> {
        self.until_some(&format!("{css} is visible"), async || Ok(self.find_all(css).await?.into_iter().next())).await
    }

    /// All visible elements for a CSS selector as they are now, in the order of the page, shadow roots included.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn find_all(&self, css: &str) -> Result<Vec<WebElement>> {
        let found = self.web.execute(look::ALL, vec![css.into()]).await.with_context(|| css.to_owned())?;
        found.elements().with_context(|| css.to_owned())
    }

    /// The visible button, link, field or summary with this accessible text; waits until there is one.
    ///
    /// # Errors
    /// When there is none in time.
    pub async fn control(&self, text: &str) -> Result<WebElement> {
        let what = format!("a control {text:?}");
        let look = async || match self.web.execute(look::CONTROL, vec![text.into()]).await?.json() {
            Value::Null => Ok(None),
            element => Ok(Some(WebElement::from_json(element.clone(), self.web.handle().clone())?)),
        };
        self.until_some(&what, look).await
    }

    /// Presses the control with this text.
    ///
    /// # Errors
    /// When there is none in time, or something lies over it.
    pub async fn press(&self, text: &str) -> Result<()> {
        self.control(text).await?.click().await.with_context(|| format!("cannot press {text:?}"))
    }

    /// Types keys, wherever the focus is: text, or `thirtyfour::Key::Tab` and its like.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn type_keys(&self, keys: impl Into<thirtyfour::TypingData>) -> Result<()> {
        self.web.action_chain().send_keys(keys).perform().await.context("cannot type")
    }

    /// Types a key with Shift held down.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn type_shifted(&self, key: thirtyfour::Key) -> Result<()> {
        let shift = thirtyfour::Key::Shift;
        self.web
            .action_chain()
            .key_down(shift.clone())
            .send_keys(key)
            .key_up(shift)
            .perform()
            .await
            .context("cannot type")
    }

    /// What has the focus, inside shadow roots too: its tag and its text, such as `button Continue`.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn focused(&self) -> Result<String> {
        Ok(self.script(look::FOCUSED, vec![]).await?.as_str().unwrap_or_default().to_owned())
    }

    /// The visible text of the page, as it is drawn: with the app's, without the article behind it.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn text(&self) -> Result<String> {
        Ok(self.script(look::TEXT, vec![]).await?.as_str().unwrap_or_default().to_owned())
    }

    /// Everything that was written to the console so far: errors, refusals of the policy and failed requests too.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn console(&self) -> Result<Vec<String>> {
        let new = self.web.browser_log().await.context("no console log")?;
        let mut log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        log.extend(new);
        Ok(log.iter().map(|entry| format!("{} {}", entry.level, entry.message)).collect())
    }

    /// That nothing at all was written to the console.
    ///
    /// # Errors
    /// With what was written.
    pub async fn is_quiet(&self) -> Result<()> {
        let console = self.console().await?;
        ensure!(console.is_empty(), "the console is not empty:\n{}", console.join("\n"));
        Ok(())
    }

    /// A picture of what is in the window, as PNG.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn picture(&self) -> Result<Vec<u8>> {
        self.web.screenshot_as_png().await.context("no screenshot")
    }

    /// The page printed on A4, with backgrounds, as PDF.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn print(&self) -> Result<Vec<u8>> {
        let mut parameters = PrintParameters { background: true, ..PrintParameters::default() };
        (parameters.page.width, parameters.page.height) = (21.0, 29.7);
        self.web.print_page(parameters).await.context("no PDF")
    }

    /// The browser's own version.
    pub fn version(&self) -> String {
        let version = self.web.capabilities().get("browserVersion");
        version.and_then(Value::as_str).unwrap_or("unknown").to_owned()
    }
}

/// A session with a new browser. On a machine that is busy, a first one may fail for reasons of its own.
async fn session(driver: &Driver, wish: Wish, profile: &Path) -> Result<WebDriver> {
    let mut outcome = WebDriver::new(driver.url(), capabilities(wish, profile)?).await;
    for _ in 0..2 {
        if outcome.is_err() {
            outcome = WebDriver::new(driver.url(), capabilities(wish, profile)?).await;
        }
    }
    outcome.context("no browser session")
}

impl Drop for Browser {
    fn drop(&mut self) {
        // To end the session politely from here would block, for up to two minutes.
        let _ = self.web.clone().leak();
        #[cfg(unix)]
        if let Some(process) = self.web.capabilities().get("goog:processID").and_then(Value::as_u64) {
            let _ = std::process::Command::new("kill").args(["-KILL", &process.to_string()]).status();
        }
        // Its helpers may write to the profile a moment longer.
        let start = Instant::now();
        while std::fs::remove_dir_all(self.profile.path()).is_err_and(|error| error.kind() != ErrorKind::NotFound)
            && start.elapsed() < Duration::from_secs(2)
        {
            std::thread::yield_now();
        }
    }
}

fn capabilities(wish: Wish, profile: &Path) -> Result<ChromeCapabilities> {
    let mut wanted = ChromeCapabilities::new();
    for flag in FLAGS {
        wanted.add_arg(flag)?;
    }
    wanted.add_arg(&format!("--user-data-dir={}", profile.display()))?;
    wanted.add_arg("--lang=en-GB")?;
    if let Some(chromium) = std::env::var_os("CHROMIUM") {
        wanted.set_binary(&chromium.to_string_lossy())?;
    }
    if !wish.script {
        let refuse = json!({ "profile.managed_default_content_settings.javascript": 2 });
        wanted.add_experimental_option("prefs", refuse)?;
    }
    wanted.set_browser_log_level(LoggingPrefsLogLevel::All)?;
    Ok(wanted)
}

/// A chromedriver on a free port.
struct Driver {
    child: Child,
    port: u16,
}

impl Driver {
    async fn start() -> Result<Self> {
        let program = std::env::var_os("CHROMEDRIVER").map_or_else(|| PathBuf::from("chromedriver"), PathBuf::from);
        // Between our letting go of the port and the driver's taking it, somebody else may: then another port.
        for _ in 0..5 {
            let port = TcpListener::bind(("127.0.0.1", 0)).and_then(|l| l.local_addr()).context("no port")?.port();
            let mut command = Command::new(&program);
            command.arg(format!("--port={port}")).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
            let child = command
                .spawn()
                .with_context(|| format!("cannot start {}; `cargo xtask setup` brings it", program.display()))?;
            let mut driver = Self { child, port };
            if driver.answers().await? {
                return Ok(driver);
            }
        }
        bail!("{} ended five times before it answered", program.display())
    }

    fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Waits for the driver; false if it ended.
    async fn answers(&mut self) -> Result<bool> {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if self.child.try_wait().context("lost the driver")?.is_some() {
                return Ok(false);
            }
            if tokio::net::TcpStream::connect(("127.0.0.1", self.port)).await.is_ok() {
                return Ok(true);
            }
            tokio::time::sleep(POLL).await;
        }
        bail!("the driver does not answer")
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.child.start_kill();
        while let Ok(None) = self.child.try_wait() {
            std::thread::yield_now();
        }
    }
}
