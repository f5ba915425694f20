//! Chromium, through chromedriver and the DevTools protocol.

use std::path::Path;

use anyhow::Result;
use serde_json::json;
use thirtyfour::{Capabilities, ChromeCapabilities, ChromiumLikeCapabilities, LoggingPrefsLogLevel};

use super::driver::{Driver, program};
use super::{Browser, Screen, Wish, files};

/// Flags for headless use in CI without background network traffic.
const FLAGS: [&str; 10] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    // One process less to start.
    "--in-process-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

pub async fn driver() -> Result<Driver> {
    Driver::start(&program("CHROMEDRIVER", "chromedriver"), |_| {}).await
}

pub fn capabilities(wish: Wish, profile: &Path) -> Result<Capabilities> {
    let mut wanted = ChromeCapabilities::new();
    for flag in FLAGS {
        wanted.add_arg(flag)?;
    }
    wanted.add_arg(&format!("--user-data-dir={}", profile.display()))?;
    wanted.add_arg("--lang=en-GB")?;
    if wish.smallest_letters > 0 {
        wanted.add_arg(&format!("--blink-settings=minimumFontSize={}", wish.smallest_letters))?;
    }
    if wish.restore {
        wanted.add_arg("--restore-last-session")?;
    }
    if let Some(chromium) = std::env::var_os("CHROMIUM") {
        wanted.set_binary(&chromium.to_string_lossy())?;
    }
    let mut prefs = json!({ "download.default_directory": files(profile), "download.prompt_for_download": false });
    if !wish.script {
        prefs["profile.managed_default_content_settings.javascript"] = json!(2);
    }
    wanted.add_experimental_option("prefs", prefs)?;
    wanted.set_browser_log_level(LoggingPrefsLogLevel::All)?;
    Ok(wanted.into())
}

pub async fn show_on(browser: &Browser, Screen { width, height, touch }: Screen) -> Result<()> {
    let scale = if touch { 2 } else { 1 };
    let size = json!({ "width": width, "height": height, "deviceScaleFactor": scale, "mobile": touch });
    browser.cdp("Emulation.setDeviceMetricsOverride", size).await?;
    browser.cdp("Emulation.setTouchEmulationEnabled", json!({ "enabled": touch })).await?;
    Ok(())
}

pub async fn emulate(browser: &Browser, media: &str, dark: bool, still: bool, forced: bool) -> Result<()> {
    let features = json!([
        { "name": "prefers-color-scheme", "value": if dark { "dark" } else { "light" } },
        { "name": "prefers-reduced-motion", "value": if still { "reduce" } else { "no-preference" } },
        { "name": "forced-colors", "value": if forced { "active" } else { "none" } },
    ]);
    browser.cdp("Emulation.setEmulatedMedia", json!({ "media": media, "features": features })).await?;
    Ok(())
}

pub async fn heard(browser: &Browser) -> Result<Vec<String>> {
    let new = browser.web().browser_log().await?;
    Ok(new.iter().map(|entry| format!("{} {}", entry.level, entry.message)).collect())
}

pub async fn empty_cache(browser: &Browser) -> Result<()> {
    browser.cdp("Network.enable", json!({})).await?;
    browser.cdp("Network.clearBrowserCache", json!({})).await?;
    Ok(())
}

/// Removes the cookies of all hosts.
pub async fn forget(browser: &Browser) -> Result<()> {
    browser.cdp("Network.clearBrowserCookies", json!({})).await.map(drop)
}
