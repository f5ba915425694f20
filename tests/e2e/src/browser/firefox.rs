//! Firefox, through geckodriver, which can also run scripts in the browser's own context.

use std::path::Path;

use anyhow::{Context, Result};
use axum::http::Method;
use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::common::command::FormatRequestData;
use thirtyfour::{Capabilities, RequestData, SessionId};
use tokio::sync::OnceCell;

use super::driver::{Driver, program};
use super::{Browser, Screen, Wish, files, folder, session};
use crate::Engine;

pub async fn driver(profile: &Path) -> Result<Driver> {
    Driver::start(&program("GECKODRIVER", "geckodriver"), |command| {
        command.args(["--allow-system-access", "--log=fatal"]).env("HOME", profile);
    })
    .await
}

/// A profile in which Firefox was started once without opening a page. Creating a profile takes Firefox about half of
/// its start time, so it is created once for all tests and copied.
#[derive(Default)]
pub struct Made(OnceCell<TempDir>);

impl Made {
    /// Copies it to an empty profile.
    pub async fn copy_to(&self, profile: &Path) -> Result<()> {
        copy(self.0.get_or_try_init(make).await?.path(), profile).context("the profile cannot be copied")
    }
}

async fn make() -> Result<TempDir> {
    let profile = folder()?;
    let driver = driver(profile.path()).await?;
    let web = session(Engine::Firefox, &driver, Wish::default(), profile.path()).await?;
    web.quit().await.context("Firefox does not quit")?;
    Ok(profile)
}

/// Copies a profile without the links that mark it as in use, and without the preferences that the driver set.
fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let (kind, to) = (entry.file_type()?, to.join(entry.file_name()));
        if kind.is_dir() {
            std::fs::create_dir(&to)?;
            copy(&entry.path(), &to)?;
        } else if kind.is_file() && entry.file_name() != "user.js" {
            std::fs::copy(entry.path(), to)?;
        }
    }
    Ok(())
}

pub fn capabilities(wish: Wish, profile: &Path) -> Result<Capabilities> {
    let firefox = program("FIREFOX", "firefox-esr");
    let options = json!({
        "binary": firefox,
        "args": ["-headless", "-profile", profile],
        "prefs": {
            "intl.accept_languages": "en-GB",
            "intl.locale.requested": "en-GB",
            "font.minimum-size.x-western": wish.smallest_letters,
            // The scroll bar of a phone takes no space.
            "ui.useOverlayScrollbars": i32::from(wish.screen.touch),
            "browser.download.folderList": 2,
            "browser.download.dir": files(profile),
            "browser.download.alwaysOpenPanel": false,
            "browser.startup.page": if wish.restore { 3 } else { 0 },
            // Each local file has its own origin, as in normal use. The driver's default is different.
            "security.fileuri.strict_origin_policy": true,
            // No processes and no work in advance: a test opens few pages, and needs no media.
            "dom.ipc.processPrelaunch.enabled": false,
            "browser.newtab.preload": false,
            "browser.pagethumbnails.capturing_disabled": true,
            "media.rdd-process.enabled": false,
            "media.utility-process.enabled": false,
            "network.process.enabled": false,
        },
    });
    let mut wanted = Capabilities::new();
    wanted.set("browserName", "firefox")?;
    wanted.set("moz:firefoxOptions", options)?;
    Ok(wanted)
}

/// Starts to record the console of every process, and makes the window larger than any screen size.
pub async fn prepare(browser: &Browser, wish: Wish) -> Result<()> {
    let listen = "
        const listens = !!window.heard;
        window.heard = [];
        Services.console.reset();
        gBrowser.selectedBrowser.browsingContext.allowJavascript = arguments[0];
        if (listens) return;
        Services.ppmm.addMessageListener('test:console', ({ data }) => window.heard.push(data));
        const inEach = `{
            const storage = Cc['@mozilla.org/consoleAPI-storage;1'].getService(Ci.nsIConsoleAPIStorage);
            const text = value => { try { return String(value?.message ?? value); } catch { return typeof value; } };
            storage.addLogEventListener(event => {
                const { level, filename, arguments: words } = event.wrappedJSObject ?? event;
                if (/^(chrome|resource):/.test(filename)) return;
                Services.cpmm.sendAsyncMessage('test:console', level + ' ' + words.map(text).join(' '));
            }, Services.scriptSecurityManager.getSystemPrincipal());
        }`;
        Services.ppmm.loadProcessScript('data:,' + encodeURIComponent(inEach), true);";
    inside(browser, listen, vec![wish.script.into()]).await?;
    browser.web().set_window_rect(0, 0, 1500, 1300).await.context("the window cannot be made larger")
}

/// The console messages of pages, and the browser's messages about them: errors and policy violations. Two kinds are
/// left out. Advice on speed, because the element deliberately measures the text size around it before everything is
/// loaded. And messages about interrupted scripts, which Firefox writes when a page is about to be unloaded; under its
/// driver no script is stopped because it runs too long.
pub async fn heard(browser: &Browser) -> Result<Vec<String>> {
    // After this round trip to the page all its earlier messages have arrived.
    browser.script("return 0", vec![]).await?;
    let take = "
        const said = Services.console.getMessageArray().filter(message => message instanceof Ci.nsIScriptError
            && !/^(chrome|resource|data):/.test(message.sourceName) && !/^CSS Parser|^chrome |^Layout$/.test(message.category)
            && !/^Script terminated by timeout/.test(message.errorMessage)
            // A message about the page that the leave link opened.
            && !/^bounceTrackingProtection/.test(message.category));
        Services.console.reset();
        return (window.heard?.splice(0) ?? []).concat(said.map(message => `${message.category}: ${message.errorMessage}`));";
    Ok(serde_json::from_value(inside(browser, take, vec![]).await?)?)
}

/// Sets the size of the page instead of the window, because a window cannot be as narrow as a phone.
pub async fn show_on(browser: &Browser, screen: Screen) -> Result<()> {
    let size = "
        const { style } = gBrowser.selectedBrowser;
        for (const edge of ['min', 'max']) {
            style.setProperty(`${edge}-width`, `${arguments[0]}px`);
            style.setProperty(`${edge}-height`, `${arguments[1]}px`);
        }";
    inside(browser, size, vec![screen.width.into(), screen.height.into()]).await.map(drop)
}

pub async fn emulate(browser: &Browser, media: &str, dark: bool, still: bool) -> Result<()> {
    let set = "
        const context = gBrowser.selectedBrowser.browsingContext;
        context.mediumOverride = arguments[0];
        context.prefersColorSchemeOverride = arguments[1];
        context.prefersReducedMotionOverride = arguments[2];";
    let wanted = [media, if dark { "dark" } else { "light" }, if still { "reduce" } else { "no-preference" }];
    inside(browser, set, wanted.map(Value::from).to_vec()).await.map(drop)
}

/// Switches forced colours on or off.
pub async fn force_colours(browser: &Browser, forced: bool) -> Result<()> {
    let set = "gBrowser.selectedBrowser.browsingContext.forcedColorsOverride = arguments[0]";
    inside(browser, set, vec![if forced { "active" } else { "none" }.into()]).await.map(drop)
}

pub async fn empty_cache(browser: &Browser) -> Result<()> {
    inside(browser, "Services.cache2.clear()", vec![]).await.map(drop)
}

/// Removes the cookies of all hosts.
pub async fn forget(browser: &Browser) -> Result<()> {
    inside(browser, "Services.cookies.removeAll()", vec![]).await.map(drop)
}

/// Runs a script in the browser's own context instead of in the page.
async fn inside(browser: &Browser, script: &str, arguments: Vec<Value>) -> Result<Value> {
    let web = browser.web();
    web.cmd(Place("chrome")).await.context("the driver does not let us into the browser")?;
    let outcome = browser.script(script, arguments).await;
    web.cmd(Place("content")).await.context("the driver does not let us out of the browser")?;
    outcome
}

/// The command that sets the context of the following scripts.
#[derive(Debug)]
struct Place(&'static str);

impl FormatRequestData for Place {
    fn format_request(&self, session: &SessionId) -> RequestData {
        RequestData::new(Method::POST, format!("/session/{session}/moz/context")).add_body(json!({ "context": self.0 }))
    }
}
