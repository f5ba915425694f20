//! A browser as one test sees it.

mod chromium;
mod computed;
mod driver;
mod firefox;
mod person;
mod pool;
mod webkit;

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::common::print::PrintParameters;
use thirtyfour::{Capabilities, WebDriver};

use crate::Engine;
use driver::Driver;
pub use driver::Group;
pub(crate) use driver::{Display, program};
pub use firefox::Made;
pub use pool::Pool;

/// The time limit for a single wait.
const PATIENCE: Duration = Duration::from_secs(20);
const POLL: Duration = Duration::from_millis(20);
/// The error of an action that needs [`Wish::own`].
const SHARED: &str = "other situations use this browser, too; `Wish::own` starts one for this situation";

/// The size of the screen in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Screen {
    /// The width in CSS pixels.
    pub width: u32,
    /// The height in CSS pixels.
    pub height: u32,
    /// Emulates touch input instead of a mouse. Only Chromium supports it.
    pub touch: bool,
}

impl Screen {
    /// A small phone.
    pub const PHONE: Self = Self { width: 360, height: 740, touch: true };
    /// A laptop.
    pub const DESKTOP: Self = Self { width: 1280, height: 900, touch: false };
}

/// The colour scheme of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// Forced colours. Needs [`crate::Ability::ForcedColours`].
    Forced,
}

impl Look {
    /// All looks.
    pub const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::Forced];
}

/// The configuration of a browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish {
    /// The screen.
    pub screen: Screen,
    /// Prefers the dark colour scheme.
    pub dark: bool,
    /// Prefers reduced motion, so that screenshots are reproducible.
    pub still: bool,
    /// Runs scripts.
    pub script: bool,
    /// The smallest font size in px. 0 for no limit.
    pub smallest_letters: u32,
    /// Opens the tabs again that were open when the browser quit. Needs [`crate::Ability::Restore`].
    pub restore: bool,
    /// No other situation uses the browser. Only then it can quit or be killed, and only then its profile contains
    /// nothing else.
    pub own: bool,
}

impl Default for Wish {
    fn default() -> Self {
        let (screen, restore, own) = (Screen::DESKTOP, false, false);
        Self { screen, dark: false, still: true, script: true, smallest_letters: 0, restore, own }
    }
}

impl Wish {
    /// A browser on a phone.
    pub fn phone() -> Self {
        Self { screen: Screen::PHONE, ..Self::default() }
    }

    /// The part that an engine can only set when it starts. Everything else has the default value.
    fn at_start(self, engine: Engine) -> Self {
        let usual = Self::default();
        let Self { screen: Screen { touch, .. }, dark, still, .. } = self;
        match engine {
            Engine::Chromium => Self { screen: usual.screen, dark: usual.dark, still: usual.still, ..self },
            Engine::Firefox => {
                Self { screen: Screen { touch, ..usual.screen }, dark: usual.dark, still: usual.still, ..self }
            }
            Engine::WebKit => Self { screen: usual.screen, dark, still, ..self },
        }
    }
}

/// A browser with its driver and profile. All of it is removed when this is dropped, also after a panic.
struct Running {
    engine: Engine,
    /// The configuration with which it was started.
    wish: Wish,
    web: WebDriver,
    driver: Driver,
    _display: Option<Display>,
    profile: TempDir,
    /// The number of its users so far, apart from the first.
    renewals: u32,
}

/// A browser in the hands of one test. Its methods are the actions of a person, and what a test may ask.
pub struct Browser {
    /// The pool has another reference, unless the browser was started for this test alone.
    running: Arc<Running>,
    log: Mutex<Vec<String>>,
}

impl Browser {
    /// Starts a browser.
    ///
    /// # Errors
    /// When the browser or its driver is missing or does not answer.
    pub async fn start(engine: Engine, wish: Wish) -> Result<Self> {
        Self::start_in(folder()?, engine, wish).await
    }

    /// Starts a browser with the profile in `made`, which is faster if many are started.
    ///
    /// # Errors
    /// As [`Browser::start`].
    pub async fn start_from(made: &Made, engine: Engine, wish: Wish) -> Result<Self> {
        let profile = folder()?;
        if engine == Engine::Firefox {
            made.copy_to(profile.path()).await?;
        }
        Self::start_in(profile, engine, wish).await
    }

    async fn start_in(profile: TempDir, engine: Engine, wish: Wish) -> Result<Self> {
        let display = if engine == Engine::WebKit { Some(Display::start()?) } else { None };
        let driver = match &display {
            None if engine == Engine::Chromium => chromium::driver().await?,
            None => firefox::driver(profile.path()).await?,
            Some(display) => webkit::driver(display, profile.path(), wish).await?,
        };
        let web = session(engine, &driver, wish, profile.path()).await?;
        Self::with(Running { engine, wish, web, driver, _display: display, profile, renewals: 0 }, wish).await
    }

    async fn with(running: Running, wish: Wish) -> Result<Self> {
        let browser = Self { running: Arc::new(running), log: Mutex::default() };
        browser.fulfil(wish).await?;
        Ok(browser)
    }

    /// The browser, if no other situation uses it.
    fn own(&mut self) -> Result<&mut Running> {
        Arc::get_mut(&mut self.running).context(SHARED)
    }

    /// Quits normally, and starts again with the same profile. Needs [`crate::Ability::Profile`].
    ///
    /// # Errors
    /// When other situations use the browser, or does not start again.
    pub async fn start_again(&mut self, wish: Wish) -> Result<()> {
        self.hear().await?;
        let running = self.own()?;
        running.web.clone().quit().await.context("the browser does not quit")?;
        running.web = session(running.engine, &running.driver, wish, running.profile.path()).await?;
        self.fulfil(wish).await
    }

    /// Kills the browser, and starts it again with the same profile. Needs [`crate::Ability::Profile`].
    ///
    /// # Errors
    /// When other situations use the browser, or does not start again.
    pub async fn killed(&mut self, wish: Wish) -> Result<()> {
        self.hear().await?;
        let running = self.own()?;
        running.kill();
        running.driver = match running.engine {
            Engine::Chromium => chromium::driver().await?,
            Engine::Firefox => firefox::driver(running.profile.path()).await?,
            Engine::WebKit => anyhow::bail!("{} begins anew each time", running.engine),
        };
        let web = session(running.engine, &running.driver, wish, running.profile.path()).await?;
        // The normal end of the old session would wait for a browser that no longer exists.
        let _ = std::mem::replace(&mut running.web, web).leak();
        self.fulfil(wish).await
    }

    /// Whether a file of the profile on the disk contains this text.
    ///
    /// # Errors
    /// When other situations use the browser, or the profile cannot be read.
    pub fn has_on_disk(&self, text: &str) -> Result<bool> {
        fn holds(folder: &Path, text: &[u8]) -> Result<bool> {
            for entry in std::fs::read_dir(folder).context("cannot read the profile")?.flatten() {
                let path = entry.path();
                // The browser may delete a file while it is read.
                let found = if path.is_dir() && !path.is_symlink() {
                    holds(&path, text).unwrap_or(false)
                } else {
                    std::fs::read(&path).is_ok_and(|bytes| bytes.windows(text.len()).any(|part| part == text))
                };
                if found {
                    return Ok(true);
                }
            }
            Ok(false)
        }
        ensure!(!self.is_shared(), SHARED);
        holds(self.running.profile.path(), text.as_bytes())
    }

    /// Whether other situations use this browser before or after this one.
    fn is_shared(&self) -> bool {
        Arc::strong_count(&self.running) > 1
    }

    /// The text of the one file that `act` saves. Needs [`crate::Ability::Files`].
    ///
    /// # Errors
    /// When no file is saved in time.
    pub async fn saves(&self, mut act: impl AsyncFnMut() -> Result<()>) -> Result<String> {
        act().await?;
        let folder = files(self.running.profile.path());
        let look = async || {
            // An incomplete file has another name.
            let mut names = std::fs::read_dir(&folder).into_iter().flatten().flatten().map(|file| file.path());
            let saved = names.find(|path| path.extension().is_some_and(|extension| extension == "json"));
            Ok(saved.and_then(|path| std::fs::read_to_string(path).ok()).filter(|text| !text.is_empty()))
        };
        self.until_some("a file is saved", look).await
    }

    async fn fulfil(&self, wish: Wish) -> Result<()> {
        if self.engine() == Engine::Firefox {
            firefox::prepare(self, wish).await?;
        }
        self.show_on(wish.screen).await?;
        self.prefer(wish.dark, wish.still).await
    }

    /// The engine of the browser.
    pub fn engine(&self) -> Engine {
        self.running.engine
    }

    /// The WebDriver session, for commands without a method here.
    pub fn web(&self) -> &WebDriver {
        &self.running.web
    }

    /// Runs a command of the DevTools protocol. Only Chromium supports it.
    ///
    /// # Errors
    /// When the browser rejects the command.
    pub async fn cdp(&self, method: &str, params: Value) -> Result<Value> {
        self.web().cdp().send_raw(method, params).await.with_context(|| method.to_owned())
    }

    /// Changes the screen size.
    ///
    /// # Errors
    /// When the browser rejects the command.
    pub async fn show_on(&self, screen: Screen) -> Result<()> {
        match self.engine() {
            Engine::Chromium => chromium::show_on(self, screen).await,
            Engine::Firefox => firefox::show_on(self, screen).await,
            Engine::WebKit => webkit::show_on(self, screen).await,
        }
    }

    /// Sets the preferences for colour scheme and motion. WebKitGTK can set motion only at its start, and for the
    /// colour scheme the open page declares it.
    ///
    /// # Errors
    /// When the browser rejects the command.
    pub async fn prefer(&self, dark: bool, still: bool) -> Result<()> {
        match self.engine() {
            Engine::Chromium => chromium::emulate(self, "", dark, still, false).await,
            Engine::Firefox => firefox::emulate(self, "", dark, still).await,
            Engine::WebKit => webkit::declare(self, dark).await,
        }
    }

    /// Shows the open page in another look, with reduced motion.
    ///
    /// # Errors
    /// When the browser rejects the command.
    pub async fn show_in(&self, look: Look) -> Result<()> {
        let (dark, forced) = (look == Look::Dark, look == Look::Forced);
        match self.engine() {
            Engine::Chromium => return chromium::emulate(self, "", dark, true, forced).await,
            Engine::Firefox => firefox::force_colours(self, forced).await?,
            Engine::WebKit => ensure!(!forced, "there are no forced colours in {}", self.engine()),
        }
        self.prefer(dark, true).await
    }

    /// Emulates print media. Needs [`crate::Ability::Paper`].
    ///
    /// # Errors
    /// When the browser rejects the command.
    pub async fn show_on_paper(&self) -> Result<()> {
        match self.engine() {
            Engine::Chromium => chromium::emulate(self, "print", false, true, false).await,
            Engine::Firefox => firefox::emulate(self, "print", false, true).await,
            Engine::WebKit => anyhow::bail!("there is no paper in {}", self.engine()),
        }
    }

    /// Clears the HTTP cache, but not the storage of pages.
    ///
    /// # Errors
    /// When the browser rejects the command.
    pub async fn empty_cache(&self) -> Result<()> {
        match self.engine() {
            Engine::Chromium => chromium::empty_cache(self).await,
            Engine::Firefox => firefox::empty_cache(self).await,
            // Its sessions have no cache: crate::Ability::Cache.
            Engine::WebKit => Ok(()),
        }
    }

    /// All console messages so far, including errors and policy violations.
    ///
    /// Chromium also reports failed requests. The driver of WebKitGTK cannot read the console, so there the pages of
    /// [`crate::Server`] record their own messages.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn console(&self) -> Result<Vec<String>> {
        self.hear().await?;
        Ok(self.log.lock().unwrap_or_else(PoisonError::into_inner).clone())
    }

    /// Reads the messages since the last call, before they are lost with their page.
    async fn hear(&self) -> Result<()> {
        let new = match self.engine() {
            Engine::Chromium => chromium::heard(self).await,
            Engine::Firefox => firefox::heard(self).await,
            Engine::WebKit => webkit::heard(self).await,
        };
        let new = new.context("no console")?;
        self.log.lock().unwrap_or_else(PoisonError::into_inner).extend(new);
        Ok(())
    }

    /// Asserts that the console is empty.
    ///
    /// # Errors
    /// Lists the messages.
    pub async fn is_quiet(&self) -> Result<()> {
        let console = self.console().await?;
        ensure!(console.is_empty(), "the console is not empty:\n{}", console.join("\n"));
        Ok(())
    }

    /// A screenshot of the window, as PNG.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn picture(&self) -> Result<Vec<u8>> {
        self.web().screenshot_as_png().await.context("no screenshot")
    }

    /// The page printed on A4 with backgrounds, as PDF. Needs [`crate::Ability::Paper`].
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn print(&self) -> Result<Vec<u8>> {
        let mut parameters = PrintParameters { background: true, ..PrintParameters::default() };
        (parameters.page.width, parameters.page.height) = (21.0, 29.7);
        self.web().print_page(parameters).await.context("no PDF")
    }

    /// The version of the browser.
    pub fn version(&self) -> String {
        let version = self.web().capabilities().get("browserVersion");
        version.and_then(Value::as_str).unwrap_or("unknown").to_owned()
    }
}

/// A new folder for a profile.
pub(crate) fn folder() -> Result<TempDir> {
    tempfile::Builder::new().prefix("intimacy-explorer-").tempdir().context("no folder for a profile")
}

/// The folder in which a browser with this profile saves files.
fn files(profile: &Path) -> PathBuf {
    profile.join("files")
}

/// Starts a session with a new browser. It is tried again, because on a busy machine the first attempt may fail.
async fn session(engine: Engine, driver: &Driver, wish: Wish, profile: &Path) -> Result<WebDriver> {
    let wanted = || -> Result<Capabilities> {
        let mut wanted = match engine {
            Engine::Chromium => chromium::capabilities(wish, profile),
            Engine::Firefox => firefox::capabilities(wish, profile),
            Engine::WebKit => webkit::capabilities(wish),
        }?;
        // No test leaves this machine: all test servers speak http, and every https address has a proxy that is not
        // there.
        wanted.set("proxy", json!({ "proxyType": "manual", "sslProxy": "127.0.0.1:9" }))?;
        Ok(wanted)
    };
    let mut outcome = WebDriver::new(driver.url(), wanted()?).await;
    for _ in 0..2 {
        if outcome.is_err() {
            outcome = WebDriver::new(driver.url(), wanted()?).await;
        }
    }
    outcome.with_context(|| format!("no session with {engine}"))
}

impl Running {
    fn kill(&mut self) {
        // Chromium leaves the process group of its driver. The driver knows its process id.
        #[cfg(unix)]
        if let Some(id) = self.web.capabilities().get("goog:processID").and_then(Value::as_u64) {
            let _ = u32::try_from(id).map(processes::kill);
        }
        self.driver.end();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // The normal end of the session would block here for up to two minutes.
        let _ = self.web.clone().leak();
        self.kill();
        // Helper processes may still write to the profile for a moment.
        let start = Instant::now();
        while std::fs::remove_dir_all(self.profile.path()).is_err_and(|error| error.kind() != ErrorKind::NotFound)
            && start.elapsed() < Duration::from_secs(2)
        {
            std::thread::yield_now();
        }
    }
}
