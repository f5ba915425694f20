//! WebKitGTK: MiniBrowser with WebKitWebDriver, on a virtual display.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::json;
use thirtyfour::Capabilities;

use super::driver::{Display, Driver, program};
use super::{Browser, Screen, Wish};
use crate::Server;

/// Styles that shrink all widgets around the page, so that the window can be as narrow as a phone.
const SLIM: &str = "* { min-width: 0; min-height: 0; padding: 0; margin: 0; border: 0; font-size: 1px; }";

pub async fn driver(display: &Display, profile: &Path, wish: Wish) -> Result<Driver> {
    let settings = profile.join("config/gtk-3.0");
    fs::create_dir_all(&settings).context("no folder for the settings")?;
    let still = format!("[Settings]\ngtk-enable-animations={}\n", u8::from(!wish.still));
    fs::write(settings.join("settings.ini"), still).context("cannot write the settings")?;
    fs::write(settings.join("gtk.css"), SLIM).context("cannot write the window's style")?;
    Driver::start(&program("WEBKITDRIVER", "WebKitWebDriver"), |command| {
        command.env("DISPLAY", &display.name).env("GDK_BACKEND", "x11").env("NO_AT_BRIDGE", "1");
        // Disables the message bus. Otherwise the browser would start one on the display, with accessibility services
        // that outlive the browser. The driver computes roles and names without them.
        command.env("DBUS_SESSION_BUS_ADDRESS", "disabled:");
        // There is no graphics processor. Drawing for one that is emulated takes longer than drawing without it.
        command.env("WEBKIT_SKIA_ENABLE_CPU_RENDERING", "1");
        for (name, folder) in [("XDG_CONFIG_HOME", "config"), ("XDG_DATA_HOME", "data"), ("XDG_CACHE_HOME", "cache")] {
            command.env(name, profile.join(folder));
        }
    })
    .await
}

pub fn capabilities(wish: Wish) -> Result<Capabilities> {
    let mut args = vec!["--automation"];
    if wish.dark {
        args.push("--dark-mode");
    }
    if !wish.script {
        // Applies to the page only. Scripts of the driver still run.
        args.push("--enable-javascript=false");
    }
    let mut options = json!({ "args": args });
    if let Some(browser) = std::env::var_os("MINIBROWSER") {
        options["binary"] = browser.to_string_lossy().into();
    }
    let mut wanted = Capabilities::new();
    wanted.set("webkitgtk:browserOptions", options)?;
    Ok(wanted)
}

/// Sets the size of the window so that the page has the size of the screen. The window is larger than the page.
pub async fn show_on(browser: &Browser, screen: Screen) -> Result<()> {
    let rect = browser.web().get_window_rect().await?;
    let inner = browser.script("return [innerWidth, innerHeight]", vec![]).await?;
    let around = |outer: i64, at: usize| u32::try_from(outer - inner[at].as_i64().unwrap_or(outer)).unwrap_or(0);
    let (across, down) = (around(rect.width, 0), around(rect.height, 1));
    let (width, height) = (screen.width + across, screen.height + down);
    // The pointer rests in the middle of the display. The window must be under it to have the keyboard focus.
    let [left, top] = [(Display::WIDTH, width), (Display::HEIGHT, height)].map(|(all, own)| (all - own.min(all)) / 2);
    browser.web().set_window_rect(i64::from(left), i64::from(top), width, height).await?;
    let fits = format!("return innerWidth === {} && innerHeight === {}", screen.width, screen.height);
    browser.until_script(&format!("the window is as large as {screen:?}"), &fits).await
}

/// Declares the colour scheme on the page around the element, which the element follows. The preference itself cannot
/// be changed while the browser runs.
pub async fn declare(browser: &Browser, dark: bool) -> Result<()> {
    let declare = "
        for (const { style } of [document.documentElement, document.body]) {
            if (arguments[0]) style.setProperty('color-scheme', 'dark'); else style.removeProperty('color-scheme');
        }";
    browser.script(declare, vec![dark.into()]).await.map(drop)
}

/// Removes the cookies of the host of all test servers. The driver removes only those of the open page.
pub async fn forget(browser: &Browser) -> Result<()> {
    let server = Server::start(std::env::temp_dir()).await?;
    server.page("/", "<!doctype html>", &[]);
    browser.web().goto(server.url("/")).await?;
    browser.web().delete_all_cookies().await.context("the cookies stay")
}

pub async fn heard(browser: &Browser) -> Result<Vec<String>> {
    let heard = browser.script("return top.heardByTest?.splice(0) ?? []", vec![]).await?;
    Ok(serde_json::from_value(heard)?)
}
