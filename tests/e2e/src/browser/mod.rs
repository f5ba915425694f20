//! A fresh browser for one test.

mod chromium;
mod computed;
mod driver;
mod firefox;
mod person;
mod webkit;

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use tempfile::TempDir;
use thirtyfour::common::print::PrintParameters;
use thirtyfour::{Capabilities, WebDriver};

use crate::Engine;
use driver::{Display, Driver};
pub use firefox::Made;

/// How long anything may take before a test gives up on it.
const PATIENCE: Duration = Duration::from_secs(20);
const POLL: Duration = Duration::from_millis(20);

/// The size of the screen in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Screen {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// A finger instead of a mouse, where the engine can pretend to that: Chromium.
    pub touch: bool,
}

impl Screen {
    /// A small phone.
    pub const PHONE: Self = Self { width: 360, height: 740, touch: true };
    /// A laptop.
    pub const DESKTOP: Self = Self { width: 1280, height: 900, touch: false };
}

/// The colours that a person sees a page in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// The person's own few colours in the place of the page's: [`crate::Ability::ForcedColours`].
    Forced,
}

impl Look {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::Forced];
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
    /// The size in px below which the browser sets no letters; 0 for none.
    pub smallest_letters: u32,
}

impl Default for Wish {
    fn default() -> Self {
        Self { screen: Screen::DESKTOP, dark: false, still: true, script: true, smallest_letters: 0 }
    }
}

impl Wish {
    /// A browser on a phone.
    pub fn phone() -> Self {
        Self { screen: Screen::PHONE, ..Self::default() }
    }
}

/// A browser of its own, gone with its driver and its profile when this is dropped, after a panic too.
pub struct Browser {
    engine: Engine,
    web: WebDriver,
    log: Mutex<Vec<String>>,
    driver: Driver,
    _display: Option<Display>,
    profile: TempDir,
}

impl Browser {
    /// Starts a browser.
    ///
    /// # Errors
    /// When it or its driver is not there or does not answer.
    pub async fn start(engine: Engine, wish: Wish) -> Result<Self> {
        Self::start_in(folder()?, engine, wish).await
    }

    /// Starts one sooner, where many are started.
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
        let browser = Self { engine, web, log: Mutex::default(), driver, _display: display, profile };
        browser.fulfil(wish).await?;
        Ok(browser)
    }

    /// Quits as a person does, and starts again with the same profile: [`crate::Ability::Profile`].
    ///
    /// # Errors
    /// When the browser does not come back.
    pub async fn start_again(&mut self, wish: Wish) -> Result<()> {
        self.hear().await?;
        self.web.clone().quit().await.context("the browser does not quit")?;
        self.web = session(self.engine, &self.driver, wish, self.profile.path()).await?;
        self.fulfil(wish).await
    }

    /// Is killed where it stands, and starts again with the same profile: [`crate::Ability::Profile`].
    ///
    /// # Errors
    /// When the browser does not come back.
    pub async fn killed(&mut self, wish: Wish) -> Result<()> {
        self.hear().await?;
        self.kill();
        self.driver = match self.engine {
            Engine::Chromium => chromium::driver().await?,
            Engine::Firefox => firefox::driver(self.profile.path()).await?,
            Engine::WebKit => anyhow::bail!("{} begins anew each time", self.engine),
        };
        let web = session(self.engine, &self.driver, wish, self.profile.path()).await?;
        // To end the old session politely would wait for who is gone.
        let _ = std::mem::replace(&mut self.web, web).leak();
        self.fulfil(wish).await
    }

    /// Whether something with this text in it lies in the profile on the disk.
    ///
    /// # Errors
    /// When the profile cannot be read.
    pub fn has_on_disk(&self, text: &str) -> Result<bool> {
        fn holds(folder: &Path, text: &[u8]) -> Result<bool> {
            for entry in std::fs::read_dir(folder).context("cannot read the profile")?.flatten() {
                let path = entry.path();
                // A file may go while it is looked at.
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
        holds(self.profile.path(), text.as_bytes())
    }

    /// The text of the one file that is saved when this is done: [`crate::Ability::Files`].
    ///
    /// # Errors
    /// When none is saved in time.
    pub async fn saves(&self, mut act: impl AsyncFnMut() -> Result<()>) -> Result<String> {
        act().await?;
        let folder = files(self.profile.path());
        let look = async || {
            // While it is being saved it has another name.
            let mut names = std::fs::read_dir(&folder).into_iter().flatten().flatten().map(|file| file.path());
            let saved = names.find(|path| path.extension().is_some_and(|extension| extension == "json"));
            Ok(saved.and_then(|path| std::fs::read_to_string(path).ok()).filter(|text| !text.is_empty()))
        };
        self.until_some("a file is saved", look).await
    }

    fn kill(&mut self) {
        // Chromium leaves its driver's group; its driver is the one who says where it went.
        #[cfg(unix)]
        if let Some(id) = self.web.capabilities().get("goog:processID").and_then(Value::as_u64) {
            let _ = u32::try_from(id).map(processes::kill);
        }
        self.driver.end();
    }

    async fn fulfil(&self, wish: Wish) -> Result<()> {
        if self.engine == Engine::Firefox {
            firefox::prepare(self, wish).await?;
        }
        self.show_on(wish.screen).await?;
        self.prefer(wish.dark, wish.still).await
    }

    /// Whose it is.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// The driver itself, for what has no word here.
    pub fn web(&self) -> &WebDriver {
        &self.web
    }

    /// A command of the DevTools protocol, which only Chromium has.
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
        match self.engine {
            Engine::Chromium => chromium::show_on(self, screen).await,
            Engine::Firefox => firefox::show_on(self, screen).await,
            Engine::WebKit => webkit::show_on(self, screen).await,
        }
    }

    /// Sets what the person prefers. In WebKitGTK motion is set from the start, and darkness is declared by the page that
    /// is open.
    ///
    /// # Errors
    /// When the browser refuses it.
    pub async fn prefer(&self, dark: bool, still: bool) -> Result<()> {
        match self.engine {
            Engine::Chromium => chromium::emulate(self, "", dark, still, false).await,
            Engine::Firefox => firefox::emulate(self, "", dark, still).await,
            Engine::WebKit => webkit::declare(self, dark).await,
        }
    }

    /// Shows what is open in other colours, without motion.
    ///
    /// # Errors
    /// When the browser refuses it.
    pub async fn show_in(&self, look: Look) -> Result<()> {
        let (dark, forced) = (look == Look::Dark, look == Look::Forced);
        match self.engine {
            Engine::Chromium => return chromium::emulate(self, "", dark, true, forced).await,
            Engine::Firefox => firefox::force_colours(self, forced).await?,
            Engine::WebKit => ensure!(!forced, "there are no forced colours in {}", self.engine),
        }
        self.prefer(dark, true).await
    }

    /// Shows the page as it would be on paper: [`crate::Ability::Paper`].
    ///
    /// # Errors
    /// When the browser refuses it.
    pub async fn show_on_paper(&self) -> Result<()> {
        match self.engine {
            Engine::Chromium => chromium::emulate(self, "print", false, true, false).await,
            Engine::Firefox => firefox::emulate(self, "print", false, true).await,
            Engine::WebKit => anyhow::bail!("there is no paper in {}", self.engine),
        }
    }

    /// Forgets the files of pages that were open; not what pages themselves have stored.
    ///
    /// # Errors
    /// When the browser refuses it.
    pub async fn empty_cache(&self) -> Result<()> {
        match self.engine {
            Engine::Chromium => chromium::empty_cache(self).await,
            Engine::Firefox => firefox::empty_cache(self).await,
            // Its sessions keep none: crate::Ability::Cache.
            Engine::WebKit => Ok(()),
        }
    }

    /// Everything that was written to the console so far: errors and refusals of the policy too.
    ///
    /// Chromium tells of failed requests as well. WebKitGTK has no console that a driver could read; there the pages of
    /// [`crate::Server`] listen to themselves.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn console(&self) -> Result<Vec<String>> {
        self.hear().await?;
        Ok(self.log.lock().unwrap_or_else(PoisonError::into_inner).clone())
    }

    /// Takes what was written since the last time, before it is gone with its page.
    async fn hear(&self) -> Result<()> {
        let new = match self.engine {
            Engine::Chromium => chromium::heard(self).await,
            Engine::Firefox => firefox::heard(self).await,
            Engine::WebKit => webkit::heard(self).await,
        };
        let new = new.context("no console")?;
        self.log.lock().unwrap_or_else(PoisonError::into_inner).extend(new);
        Ok(())
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

    /// The page printed on A4, with backgrounds, as PDF: [`crate::Ability::Paper`].
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

/// A folder for a profile.
fn folder() -> Result<TempDir> {
    tempfile::Builder::new().prefix("intimacy-explorer-").tempdir().context("no folder for a profile")
}

/// Where a browser with this profile saves files.
fn files(profile: &Path) -> PathBuf {
    profile.join("files")
}

/// A session with a new browser. On a machine that is busy, a first one may fail for reasons of its own.
async fn session(engine: Engine, driver: &Driver, wish: Wish, profile: &Path) -> Result<WebDriver> {
    let wanted = || -> Result<Capabilities> {
        match engine {
            Engine::Chromium => chromium::capabilities(wish, profile),
            Engine::Firefox => firefox::capabilities(wish, profile),
            Engine::WebKit => webkit::capabilities(wish),
        }
    };
    let mut outcome = WebDriver::new(driver.url(), wanted()?).await;
    for _ in 0..2 {
        if outcome.is_err() {
            outcome = WebDriver::new(driver.url(), wanted()?).await;
        }
    }
    outcome.with_context(|| format!("no session with {engine}"))
}

impl Drop for Browser {
    fn drop(&mut self) {
        // To end the session politely from here would block, for up to two minutes.
        let _ = self.web.clone().leak();
        self.kill();
        // Its helpers may write to the profile a moment longer.
        let start = Instant::now();
        while std::fs::remove_dir_all(self.profile.path()).is_err_and(|error| error.kind() != ErrorKind::NotFound)
            && start.elapsed() < Duration::from_secs(2)
        {
            std::thread::yield_now();
        }
    }
}
