//! The actions of a person in a browser: navigate, wait, find, press, type.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use axum::http::Method;
use serde_json::{Value, json};
use thirtyfour::common::command::FormatRequestData;
use thirtyfour::error::{WebDriverError, WebDriverResult};
use thirtyfour::{RequestData, SessionId, WebElement, WindowHandle};

use super::{Browser, PATIENCE, POLL, SHARED};
use crate::{Engine, look};

/// Whether this is the error of WebKitGTK's driver for a page that is being unloaded.
fn is_going(problem: &str) -> bool {
    problem.contains("Frame not found")
}

impl Browser {
    /// Opens a URL, and waits until it is loaded.
    ///
    /// # Errors
    /// When the page cannot be loaded, or is a file and other situations use the browser.
    pub async fn open(&self, url: &str) -> Result<()> {
        // All files have the same origin, so they have the storage of earlier situations.
        ensure!(!(url.starts_with("file:") && self.is_shared()), SHARED);
        self.hear().await?;
        let mut outcome = self.web().goto(url).await;
        // Firefox's driver may take the error page of the address that was opened before for an answer.
        let of_another = |error: &WebDriverError| {
            let error = error.to_string();
            error.contains("Reached error page") && error.contains("u=https%3A")
        };
        for _ in 0..3 {
            if outcome.as_ref().is_err_and(of_another) {
                outcome = self.web().goto(url).await;
            }
        }
        outcome.with_context(|| format!("cannot open {url}"))
    }

    /// Waits until a page is open that "Leave" opens if the owner has set none.
    ///
    /// # Errors
    /// When none is open in time.
    pub async fn until_left(&self) -> Result<()> {
        let words = crate::words()?;
        let left = async || {
            // A page that is being left may have no address for a moment.
            let Ok(now) = self.web().current_url().await else { return Ok(false) };
            Ok(crate::exit_pages(&words).any(|page| now.as_str().starts_with(page)))
        };
        self.until("another page is there", left).await
    }

    /// Waits until the app has replaced the article.
    ///
    /// # Errors
    /// When it does not in time. The error contains the console messages.
    pub async fn until_ready(&self) -> Result<()> {
        let ready = "return !!document.querySelector('[data-ready]') \
                     && performance.getEntriesByName('intimacy-explorer:whole').length > 0";
        let ready = self.until_script("both parts of the app are ready", ready).await;
        match ready {
            Err(error) => Err(error.context(format!("console: {:?}", self.console().await?))),
            Ok(()) => Ok(()),
        }
    }

    /// Polls until a condition holds. `what` names it in the error.
    ///
    /// # Errors
    /// When it does not hold in time, or the check fails.
    pub async fn until(&self, what: &str, mut is_so: impl AsyncFnMut() -> Result<bool>) -> Result<()> {
        self.until_some(what, async || Ok(is_so().await?.then_some(()))).await
    }

    /// Polls until there is a value.
    ///
    /// # Errors
    /// When there is no value in time, or the check fails.
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
        let is_so = async || match self.script(script, vec![]).await {
            Err(problem) if is_going(&format!("{problem:#}")) => Ok(false),
            said => Ok(said? == true),
        };
        self.until(what, is_so).await
    }

    /// Runs a script and returns its result. Its arguments are `arguments[0]` and so on.
    ///
    /// # Errors
    /// When the script throws.
    pub async fn script(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        let returned = self.web().execute(script, arguments).await.context("a script failed")?;
        Ok(returned.json().clone())
    }

    /// The attribute of an element as in the markup. The attribute commands of the drivers differ in their results.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn attribute(&self, element: &WebElement, name: &str) -> Result<Option<String>> {
        let written = "return arguments[0].getAttribute(arguments[1])";
        let written = self.script(written, vec![element.to_json()?, name.into()]).await?;
        Ok(written.as_str().map(str::to_owned))
    }

    /// The first visible element for a CSS selector, also inside open shadow roots. Waits until there is one.
    ///
    /// # Errors
    /// When there is none in time.
    pub async fn find(&self, css: &str) -> Result<WebElement> {
        self.until_some(&format!("{css} is visible"), async || Ok(self.find_all(css).await?.into_iter().next())).await
    }

    /// All currently visible elements for a CSS selector, in the order of the page, also inside shadow roots.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn find_all(&self, css: &str) -> Result<Vec<WebElement>> {
        let found = match self.web().execute(look::ALL, vec![css.into()]).await {
            Err(problem) if is_going(&problem.to_string()) => return Ok(Vec::new()),
            found => found.with_context(|| css.to_owned())?,
        };
        // One of the engines returns null instead of an empty list.
        if found.json().is_null() { Ok(Vec::new()) } else { found.elements().with_context(|| css.to_owned()) }
    }

    /// Opens a URL in a new tab, switches to it, and waits for the app there.
    ///
    /// # Errors
    /// When the app is not ready in time.
    pub async fn open_beside(&self, address: &str) -> Result<WindowHandle> {
        let tab = self.web().new_tab().await.context("no other tab")?;
        self.web().switch_to_window(tab.clone()).await.context("the tab cannot be shown")?;
        self.open(address).await?;
        self.until_ready().await?;
        Ok(tab)
    }

    /// The visible button, link, field or summary with this accessible text. Waits until there is one.
    ///
    /// # Errors
    /// When there is none in time.
    pub async fn control(&self, text: &str) -> Result<WebElement> {
        let what = format!("a control {text:?}");
        let look = async || match self.web().execute(look::CONTROL, vec![text.into()]).await?.json() {
            Value::Null => Ok(None),
            element => Ok(Some(WebElement::from_json(element.clone(), self.web().handle().clone())?)),
        };
        self.until_some(&what, look).await
    }

    /// Presses an element.
    ///
    /// # Errors
    /// When another element covers it.
    pub async fn click(&self, element: &WebElement) -> Result<()> {
        if self.engine() == Engine::WebKit {
            return self.click_by_its_driver(element).await;
        }
        // If the script fails, the element may be gone. The error of the driver says so.
        let at = self.web().execute(look::POINT_AT, vec![element.to_json()?]).await;
        let Some(at) = at.ok().filter(|at| !at.json().is_null()) else {
            return self.though_unreached(element.click().await).context("cannot press an element");
        };
        let Ok([x, y]) = serde_json::from_value::<[i64; 2]>(at.json().clone()) else {
            bail!("cannot press an element: {} covers it", at.json());
        };
        let at_once = Some(Duration::ZERO);
        let chain = self.web().action_chain_with_delay(at_once, at_once).move_to(x, y).click();
        self.though_unreached(chain.perform().await).context("cannot press an element")
    }

    /// Presses an element with the command of the driver. In WebKitGTK it is faster than a chain of actions.
    async fn click_by_its_driver(&self, element: &WebElement) -> Result<()> {
        let field = element.tag_name().await? == "input"
            && matches!(self.attribute(element, "type").await?.as_deref(), None | Some("text" | "search" | "password"));
        if field {
            // The driver treats the inner part of a text field in a shadow root as an element that covers the field.
            let chain = self.web().action_chain().move_to_element_center(element).click();
            return chain.perform().await.context("cannot press a text field");
        }
        element.click().await.context("cannot press an element")
    }

    /// Goes back in the history, as with the browser's button.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn back(&self) -> Result<()> {
        self.though_unreached(self.web().back().await).context("no way back")
    }

    /// Ignores an error of Firefox's driver: it waits for the target of a link, or for a page that is being unloaded,
    /// and reports an error if the target cannot be reached.
    fn though_unreached(&self, outcome: WebDriverResult<()>) -> WebDriverResult<()> {
        let unreached = |error: &WebDriverError| error.to_string().contains("Reached error page");
        if self.engine() == Engine::Firefox && outcome.as_ref().is_err_and(unreached) { Ok(()) } else { outcome }
    }

    /// Presses the control with this text.
    ///
    /// # Errors
    /// When there is none in time, or another element covers it.
    pub async fn press(&self, text: &str) -> Result<()> {
        self.click(&self.control(text).await?).await.with_context(|| format!("cannot press {text:?}"))
    }

    /// Presses the first visible element for a CSS selector. Waits until there is one.
    ///
    /// # Errors
    /// When there is none in time, or another element covers it.
    pub async fn press_first(&self, css: &str) -> Result<()> {
        self.click(&self.find(css).await?).await.with_context(|| format!("cannot press {css}"))
    }

    /// Types keys into the focused element: text, or keys such as `thirtyfour::Key::Tab`.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn type_keys(&self, keys: impl Into<thirtyfour::TypingData>) -> Result<()> {
        self.web().action_chain().send_keys(keys).perform().await.context("cannot type")
    }

    /// Types a key while Shift is held.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn type_shifted(&self, key: thirtyfour::Key) -> Result<()> {
        let shift = thirtyfour::Key::Shift;
        self.web()
            .action_chain()
            .key_down(shift.clone())
            .send_keys(key)
            .key_up(shift)
            .perform()
            .await
            .context("cannot type")
    }

    /// Turns the mouse wheel over a point of the window. A positive `by` scrolls down.
    ///
    /// # Errors
    /// When the driver does not support the wheel.
    pub async fn turn_wheel(&self, x: f64, y: f64, by: i32) -> Result<()> {
        self.web().cmd(Wheel(x as i32, y as i32, by)).await.context("the wheel cannot be turned").map(drop)
    }

    /// The tag and text of the focused element, also inside shadow roots, such as `button Continue`.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn focused(&self) -> Result<String> {
        Ok(self.script(look::FOCUSED, vec![]).await?.as_str().unwrap_or_default().to_owned())
    }

    /// The visible text of the page. While the app is shown, its text without the hidden article.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn text(&self) -> Result<String> {
        Ok(self.script(look::TEXT, vec![]).await?.as_str().unwrap_or_default().to_owned())
    }
}

/// The WebDriver wheel action, which thirtyfour does not provide.
#[derive(Debug)]
struct Wheel(i32, i32, i32);

impl FormatRequestData for Wheel {
    fn format_request(&self, session: &SessionId) -> RequestData {
        let turn = json!({ "type": "scroll", "x": self.0, "y": self.1, "deltaX": 0, "deltaY": self.2, "duration": 0,
            "origin": "viewport" });
        let actions = json!({ "actions": [{ "type": "wheel", "id": "wheel", "actions": [turn] }] });
        RequestData::new(Method::POST, format!("/session/{session}/actions")).add_body(actions)
    }
}
