//! Browsers that one situation after another uses, because the start of a browser takes longer than a short situation.
//!
//! Each situation gets a new tab, and every [`crate::Server`] has an address that no other one had. So a page finds
//! nothing that belongs to the origin of an earlier page: no storage, cache, service worker or permission. What a browser
//! keeps for a whole host is removed: cookies.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::{Context, Result};

use super::{Browser, Made, Running, Wish, chromium, files, firefox, webkit};
use crate::Engine;

/// The number of situations after which a browser is replaced, so that what it does not give back stays small.
const USES: u32 = 30;

/// The running browsers of one worker.
pub struct Pool {
    made: Arc<Made>,
    running: Mutex<Vec<Arc<Running>>>,
}

impl Pool {
    /// A pool that starts its browsers with the profile in `made`.
    pub fn new(made: Arc<Made>) -> Self {
        Self { made, running: Mutex::default() }
    }

    /// A browser in the state in which [`Browser::start_from`] leaves it. It starts one if none of this kind is free.
    ///
    /// # Errors
    /// As [`Browser::start`].
    pub async fn browser(&self, engine: Engine, wish: Wish) -> Result<Browser> {
        if wish.own {
            return Browser::start_from(&self.made, engine, wish).await;
        }
        while let Some(free) = self.take_free(engine, wish) {
            // If a situation has left a browser in a state from which it cannot be renewed, it is replaced.
            if let Ok(renewed) = renewed(free, wish).await {
                return Ok(self.lend(renewed));
            }
        }
        Ok(self.lend(Browser::start_from(&self.made, engine, wish).await?))
    }

    /// Ends all browsers that nobody uses.
    pub fn clear(&self) {
        self.running().clear();
    }

    fn lend(&self, browser: Browser) -> Browser {
        self.running().push(Arc::clone(&browser.running));
        browser
    }

    /// Removes a browser that nobody uses, and that was started with the same options.
    fn take_free(&self, engine: Engine, wish: Wish) -> Option<Running> {
        let mut all = self.running();
        let is_worn = |one: &Arc<Running>| one.renewals >= USES && Arc::strong_count(one) == 1;
        all.retain(|one| !is_worn(one));
        let is_free = |one: &Arc<Running>| {
            let same = one.engine == engine && one.wish.at_start(engine) == wish.at_start(engine);
            same && Arc::strong_count(one) == 1
        };
        let at = all.iter().position(is_free)?;
        Arc::into_inner(all.swap_remove(at))
    }

    fn running(&self) -> MutexGuard<'_, Vec<Arc<Running>>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Removes what the browser has kept, and replaces all its tabs by a new one.
async fn renewed(mut running: Running, wish: Wish) -> Result<Browser> {
    running.renewals += 1;
    let browser = Browser { running: Arc::new(running), log: Mutex::default() };
    let web = browser.web();
    let files = files(browser.running.profile.path());
    if files.exists() {
        std::fs::remove_dir_all(&files).context("the saved files stay")?;
    }
    match browser.engine() {
        Engine::Chromium => chromium::forget(&browser).await?,
        Engine::Firefox => firefox::forget(&browser).await?,
        Engine::WebKit => webkit::forget(&browser).await?,
    }
    let old = web.windows().await?;
    let new = web.new_tab().await?;
    for tab in old {
        web.switch_to_window(tab).await?;
        web.close_window().await?;
    }
    web.switch_to_window(new).await?;
    if browser.engine() == Engine::Chromium {
        // The messages of the closed tabs. In the other engines they are lost with their tab, or when Firefox is prepared.
        chromium::heard(&browser).await?;
    }
    browser.fulfil(wish).await?;
    Ok(browser)
}
