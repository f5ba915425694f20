//! The checks of the seven questions at a step of the journey.

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::{Value, json};
use thirtyfour::WebElement;

use super::{Finding, Question};
use crate::{Browser, Engine, look};

const QUESTIONS: &str = include_str!("questions.js");
const FRAME: &str = "iframe[data-intimacy-explorer]";

/// A position in the window, in CSS pixels.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
struct Place {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

/// An element that must be visible, and the element that covers it at one point, if any.
#[derive(Debug, Deserialize)]
struct Seen {
    r#box: Place,
    x: f64,
    y: f64,
    covered: Option<String>,
}

/// The host page with the explorer.
pub struct Page<'a> {
    pub browser: &'a Browser,
    pub is_framed: bool,
    pub findings: Vec<Finding>,
}

impl Page<'_> {
    /// Records a failed question. The same finding is recorded only once.
    pub fn note(&mut self, question: Question, why: String) {
        let finding = Finding { question, why };
        if !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }

    /// Switches to the document that contains the explorer. Scripts run in the page of a frame only until `leave`.
    async fn enter(&self) -> Result<()> {
        if self.is_framed {
            self.leave().await?;
            self.browser.find(FRAME).await?.enter_frame().await.context("no way into the frame")?;
        }
        Ok(())
    }

    /// Switches back to the host page.
    async fn leave(&self) -> Result<()> {
        if self.is_framed {
            self.browser.web().enter_default_frame().await.context("no way out of the frame")?;
        }
        Ok(())
    }

    /// Runs a script on the host page, and returns its result.
    pub async fn around(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        self.browser.script(&format!("{}\n{QUESTIONS}\n{script}", look::FUNCTIONS), arguments).await
    }

    /// Runs a script in the document with the explorer, and returns its result.
    pub async fn inside(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        self.enter().await?;
        let said = self.around(script, arguments).await;
        self.leave().await?;
        said
    }

    /// Waits until a script that runs in the document with the explorer returns true.
    pub async fn until_inside(&self, what: &str, script: &str, arguments: Vec<Value>) -> Result<()> {
        let mut last = Ok(Value::Null);
        let is_so = async || {
            // A page that is being unloaded has no frame any more.
            last = self.inside(script, arguments.clone()).await;
            Ok(last.as_ref().is_ok_and(|said| said == true))
        };
        let outcome = self.browser.until(what, is_so).await;
        if outcome.is_err() {
            let page = self.inside("return [location.href, document.readyState]", vec![]).await;
            let around = self.around("return [rest()[1], below(0), innerHeight]", vec![]).await;
            return outcome.with_context(|| format!("{around:?}, inside {page:?}, last {last:?}"));
        }
        outcome
    }

    /// Waits until the explorer, its heading, the leave link, the window and the frame no longer move.
    pub async fn settles(&self) -> Result<()> {
        let mut last = (Value::Null, Value::Null);
        let is_so = async || {
            let outside =
                if self.is_framed { self.around("return still(framePlace)", vec![]).await? } else { Value::Null };
            let now = (outside, self.inside("return still(places)", vec![]).await?);
            // The frame may have moved while its content was measured.
            let is_still = !now.1.is_null() && (!self.is_framed || now == last);
            last = now;
            Ok(is_still)
        };
        self.browser.until("the page settles", is_so).await
    }

    /// Scrolls the top of the explorer to the middle of the window, until it stays there: after a key was typed, Firefox
    /// scrolls to the field a moment later. Returns what has the focus, and how far everything is scrolled.
    pub async fn brings_into_view(&self) -> Result<Value> {
        let scrolls = "return still(() => { scrollDown(below(0)); return rest(); })";
        let stays = async || Ok(Some(self.around(scrolls, vec![]).await?).filter(|place| !place.is_null()));
        self.browser.until_some("the explorer is in the middle of the window", stays).await
    }

    /// The position of the frame's content in the window. The origin if there is no frame.
    async fn offset(&self) -> Result<(f64, f64)> {
        if !self.is_framed {
            return Ok((0.0, 0.0));
        }
        serde_json::from_value(self.around("return framePlace()", vec![]).await?).context("the frame has no place")
    }

    /// Scrolls down by `by` pixels, in the window or the scroll container of the page, and waits until nothing moves.
    async fn scroll_by(&self, by: f64) -> Result<()> {
        self.around("scrollDown(arguments[0])", vec![by.into()]).await?;
        self.settles().await
    }

    /// Scrolls a point of the explorer to the middle of the window. `part` is the part of its height above the point.
    pub async fn scroll_to(&self, part: f64) -> Result<()> {
        let by = self.around("return below(arguments[0])", vec![part.into()]).await?;
        self.scroll_by(by.as_f64().context("the explorer has no place")?).await
    }

    /// Scrolls an element to the middle of the window, and presses it.
    async fn presses(&self, find: impl AsyncFn() -> Result<WebElement>) -> Result<()> {
        self.enter().await?;
        let element = find().await;
        let middle = match &element {
            Ok(element) => {
                let middle = "const { top, bottom } = box(arguments[0]); return (top + bottom) / 2";
                self.around(middle, vec![element.to_json()?]).await
            }
            Err(_) => Ok(Value::Null),
        };
        self.leave().await?;
        element?;
        let height = self.around("return innerHeight / 2", vec![]).await?.as_f64().context("no window")?;
        let middle = middle?.as_f64().context("what is pressed has no place")?;
        self.scroll_by(self.offset().await?.1 + middle - height).await?;
        self.enter().await?;
        let pressed = async { self.browser.click(&find().await?).await }.await;
        self.leave().await?;
        pressed
    }

    /// Presses the control with this text.
    pub async fn press(&self, name: &str) -> Result<()> {
        let pressed = self.presses(async || self.browser.control(name).await).await;
        pressed.with_context(|| format!("cannot press {name:?}"))
    }

    /// Presses the element with this index among those for a selector.
    pub async fn press_one_of(&self, css: &str, number: usize) -> Result<()> {
        let find = async || {
            let found = async || Ok(self.browser.find_all(css).await?.into_iter().nth(number));
            self.browser.until_some(&format!("{css}, number {number}"), found).await
        };
        self.presses(find).await.with_context(|| format!("cannot press {css}, number {number}"))
    }

    /// Presses the leave link at its current position.
    pub async fn press_leave(&self) -> Result<()> {
        self.enter().await?;
        let pressed = async { self.browser.click(&self.browser.find("[data-leave]").await?).await }.await;
        // The page and its frame may be unloaded already.
        let _ = self.leave().await;
        pressed
    }

    /// Whether a control with this text is on the screen.
    pub async fn has(&self, name: &str) -> Result<bool> {
        self.enter().await?;
        let found = self.browser.script(look::CONTROL, vec![name.into()]).await;
        self.leave().await?;
        Ok(!found?.is_null())
    }

    /// A description of the fault if an element is not entirely in the window or is covered.
    async fn out_of_sight(&self, script: &str, what: &str) -> Result<Option<String>> {
        let seen: Option<Seen> = serde_json::from_value(self.inside(script, vec![]).await?)?;
        let Some(seen) = seen else { return Ok(Some(format!("{what} is not there"))) };
        let (x, y) = self.offset().await?;
        let window = self.around("return [document.documentElement.clientWidth, innerHeight]", vec![]).await?;
        let (width, height): (f64, f64) = serde_json::from_value(window)?;
        let Place { left, top, right, bottom } = seen.r#box;
        // One pixel of tolerance for rounding.
        let whole = left + x >= -1.0 && top + y >= -1.0 && right + x <= width + 1.0 && bottom + y <= height + 1.0;
        if !whole {
            let side = match () {
                () if top + y < -1.0 => "above",
                () if bottom + y > height + 1.0 => "below",
                () => "beside",
            };
            return Ok(Some(format!("{what} is {side} the window, whole or in part")));
        }
        if let Some(covered) = &seen.covered {
            return Ok(Some(format!("{what} is covered by {covered}")));
        }
        if self.is_framed {
            let over = "const e = hit(arguments[0], arguments[1]); return e?.matches('iframe[data-intimacy-explorer]') ? null : name(e)";
            let over = self.around(over, vec![(seen.x + x).into(), (seen.y + y).into()]).await?;
            if let Some(over) = over.as_str() {
                return Ok(Some(format!("{what} is covered by {over} of the host page")));
            }
        }
        Ok(None)
    }

    /// As [`Self::out_of_sight`], after the page has had time: the link follows a scroll some frames later, and a page
    /// that works hard has few frames.
    async fn stays_out_of_sight(&self, script: &str, what: &str) -> Result<Option<String>> {
        let mut why = None;
        let is_seen = async || {
            why = self.out_of_sight(script, what).await?;
            Ok(why.is_none())
        };
        let seen = self.browser.until(what, is_seen).await;
        if why.is_none() {
            seen?;
        }
        Ok(why)
    }

    /// Question 2 at the current scroll position.
    pub async fn leave_is_reachable(&mut self, when: &str) -> Result<()> {
        if let Some(why) = self.stays_out_of_sight("return leaveSeen()", "\"Leave\"").await? {
            self.note(Question::Leave, format!("{when}: {why}"));
        }
        Ok(())
    }

    /// Question 2, at several scroll positions.
    pub async fn leave_is_reachable_everywhere(&mut self, when: &str) -> Result<()> {
        let mut found: Vec<(String, String)> = Vec::new();
        for part in [0.02, 0.3, 0.7, 0.98] {
            self.scroll_to(part).await?;
            let Some(why) = self.stays_out_of_sight("return leaveSeen()", "\"Leave\"").await? else { continue };
            let at = format!("{:.0} %", part * 100.0);
            match found.iter_mut().find(|(_, same)| *same == why) {
                Some((places, _)) => *places += &format!(", {at}"),
                None => found.push((at, why)),
            }
        }
        for (places, why) in found {
            self.note(Question::Leave, format!("{when}, scrolled to {places}: {why}"));
        }
        Ok(())
    }

    /// Question 3.
    pub async fn heading_is_in_sight(&mut self, when: &str) -> Result<()> {
        if let Some(why) = self.out_of_sight("return headingSeen()", "the heading").await? {
            self.note(Question::Heading, format!("{when}: {why}"));
        }
        Ok(())
    }

    /// Question 4.
    pub async fn nothing_hidden_is_shown(&mut self, when: &str, texts: &[&str]) -> Result<()> {
        let texts: Vec<_> = texts.iter().map(|text| text.replace('*', "")).collect();
        let shown = self.inside("return shown(arguments[0])", vec![json!(texts)]).await?;
        for text in shown.as_array().into_iter().flatten().filter_map(Value::as_str) {
            let beginning: String = text.chars().take(40).collect();
            self.note(Question::Hidden, format!("{when}: “{beginning}…” is on the screen"));
        }
        Ok(())
    }

    /// Question 5.
    pub async fn colours_are_readable(&mut self, when: &str) -> Result<()> {
        let found = self.inside("return unreadable()", vec![]).await?;
        let found: Vec<_> = found.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        if !found.is_empty() {
            let more = if found.len() > 3 { format!(" and {} more", found.len() - 3) } else { String::new() };
            self.note(Question::Colours, format!("{when}: {}{more}", found[..found.len().min(3)].join("; ")));
        }
        Ok(())
    }

    /// Question 6 for the lines after the first `before` ones.
    pub async fn console_is_quiet(&mut self, before: usize) -> Result<()> {
        let lines = self.browser.console().await?;
        for line in lines.iter().skip(before).filter(|line| is_error(self.browser.engine(), line)) {
            self.note(Question::Console, line.chars().take(200).collect());
        }
        Ok(())
    }

    /// Question 7 for all that the page heard since the first answer. `secrets` are texts and ids of answers.
    pub async fn nothing_is_heard(&mut self, secrets: &[String]) -> Result<()> {
        let heard = self.around("return [...(window.heardByPage ?? [])]", vec![]).await?;
        let heard: Vec<_> = heard.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        // A frame may send any message to its page that contains no answer.
        let (messages, events): (Vec<&str>, Vec<&str>) =
            heard.into_iter().partition(|line| line.starts_with("message "));
        let telling = messages.iter().filter(|line| secrets.iter().any(|secret| line.contains(secret.as_str())));
        for line in telling {
            self.note(Question::Heard, line.chars().take(200).collect());
        }
        // Reports the events with the most information first.
        let first = |kind: &str| events.iter().find(|line| line.starts_with(kind));
        let worst = ["change ", "input ", "click ", "pointerdown "].iter().find_map(|kind| first(kind));
        if let Some(worst) = worst.or(events.first()) {
            let others = if events.len() > 1 { ", and others" } else { "" };
            self.note(Question::Heard, format!("an event names what is inside: {worst}{others}"));
        }
        // The surrounding can also report what it heard or recorded.
        let complaints = self.around("return window.complaints?.(arguments[0]) ?? []", vec![json!(secrets)]).await?;
        let complaints: Vec<(usize, String)> = serde_json::from_value(complaints).context("a complaint of no kind")?;
        for (number, why) in complaints {
            let question = *Question::ALL.get(number).context("a complaint about no question")?;
            self.note(question, why);
        }
        Ok(())
    }
}

/// Whether a line of the console is an error. The format depends on the engine.
fn is_error(engine: Engine, line: &str) -> bool {
    match engine {
        Engine::Chromium => line.starts_with("SEVERE"),
        // Lines begin with the level of a console call, or the category of a message of the browser.
        Engine::Firefox => !["log ", "info ", "debug ", "warn "].iter().any(|level| line.starts_with(level)),
        Engine::WebKit => line.starts_with("error"),
    }
}
