//! The journey: read, begin, answer, result, leave.

use anyhow::{Context, Result, ensure};
use intimacy_explorer::content::{Content, Subject, Type, fill};
use serde_json::Value;

use super::page::{FALLBACK, Pages, pages};
use super::questions::Page;
use super::{Finding, Question, Surrounding, Wrapping, kit};
use crate::{Ability, Browser, Server, dist, look};

/// The number of sets that are answered.
const SETS: usize = 2;
const LISTEN: &str = include_str!("listen.js");

/// Runs the journey in one cell, and returns the findings. There are none if all questions hold.
///
/// # Errors
/// When the cell cannot be set up. This is not a finding about the explorer.
pub async fn walk(
    browser: &Browser,
    words: &Content,
    wrapping: &Wrapping,
    surrounding: &Surrounding,
) -> Result<Vec<Finding>> {
    let elsewhere = Server::start(dist()?).await?;
    let server = Server::start(dist()?).await?;
    for server in [&server, &elsewhere] {
        server.as_shipped();
        server.before_each_page(look::ROOTS);
        server.before_each_page(LISTEN);
    }
    if let Some(kit) = kit() {
        server.also("/kit/", kit);
    }
    let Pages { first, host, press_first } = pages(surrounding, wrapping, elsewhere.url("").trim_end_matches('/'))?;
    server.page("/host", &host, &[]);
    let arrives = first.map_or("/host", |first| {
        server.page("/start", &first, &[]);
        "/start"
    });
    browser.show_on(surrounding.screen).await?;
    // What the last page said while it was left belongs to the last journey.
    browser.open("about:blank").await?;
    let before = browser.console().await?.len();
    browser.open(&server.url(arrives)).await?;
    let page = Page { browser, is_framed: wrapping.is_framed(), findings: Vec::new() };
    let cell = format!("{}-{}", surrounding.name, wrapping.name);
    let mut journey = Journey { page, words, before, cell, step: "arrive" };
    if arrives == "/start" {
        browser.press("How close are you?").await?;
    }
    for css in press_first {
        browser.click(&browser.find(&css).await?).await.with_context(|| format!("cannot press {css}"))?;
    }
    browser.find("#q").await.context("the surrounding's own page is not there")?;
    // A dialog that was pressed away goes slowly.
    let free = "const q = document.querySelector('#q'), { left, top, width, height } = q.getBoundingClientRect();
        return document.elementFromPoint(left + width / 2, top + height / 2) === q";
    browser.until_script("nothing covers the surrounding's own page", free).await?;
    if let Err(problem) = journey.goes().await {
        // The earlier findings are still reported.
        let _ = browser.web().enter_default_frame().await;
        let _ = journey.page.console_is_quiet(before).await;
        let why = format!("{}: {}", journey.step, in_short(&format!("{problem:#}")));
        journey.page.note(Question::Journey, why);
    }
    let mut findings = journey.page.findings;
    findings.sort_by_key(|finding| finding.question);
    Ok(findings)
}

struct Journey<'a> {
    page: Page<'a>,
    words: &'a Content,
    /// The number of lines on the console at the beginning.
    before: usize,
    /// The prefix of the names of screenshots.
    cell: String,
    /// The current step, for error messages.
    step: &'static str,
}

impl Journey<'_> {
    async fn goes(&mut self) -> Result<()> {
        self.step = "read";
        self.reads().await?;
        self.step = "begin";
        self.begins().await?;
        self.step = "answer";
        self.answers().await?;
        self.step = "result";
        self.sees_a_result().await?;
        self.page.console_is_quiet(self.before).await?;
        self.step = "leave";
        self.leaves().await
    }

    /// Types into the search field of the page, scrolls to the explorer, waits for the app, and checks the questions.
    async fn reads(&mut self) -> Result<()> {
        let browser = self.page.browser;
        let field = browser.find("#q").await?;
        browser.click(&field).await?;
        browser.type_keys("calm").await?;
        let words = self.words;
        let never = [&words.interface.rescue_title, &words.interface.opening, &words.quiz.subject.local_hint];
        let never = never.map(String::as_str);
        // A lazy frame has no content before it is near the window.
        if !self.page.is_framed {
            self.page.nothing_hidden_is_shown("before the app", &never).await?;
        }
        self.picture("arrive").await?;
        let rest = self.page.brings_into_view().await?;
        self.page.until_inside("the app is ready", "return !!document.querySelector('[data-ready]')", vec![]).await?;
        self.page.settles().await?;
        let now = self.page.around("return rest()", vec![]).await?;
        if now[0] != rest[0] {
            self.page
                .note(Question::Unmoved, format!("when the app is ready, the focus is on {}, not {}", now[0], rest[0]));
        }
        if now[1] != rest[1] {
            self.page.note(
                Question::Unmoved,
                format!("when the app is ready, the page has scrolled from {} to {}", rest[1], now[1]),
            );
        }
        self.picture("ready").await?;
        self.asks("read").await?;
        self.page.leave_is_reachable_everywhere("read").await?;
        self.picture("read").await?;
        self.turns_the_wheel().await
    }

    /// Checks that the mouse wheel over the explorer scrolls the page.
    async fn turns_the_wheel(&mut self) -> Result<()> {
        if self.page.browser.engine().cannot(Ability::Wheel).is_some() {
            return Ok(());
        }
        self.page.scroll_to(0.3).await?;
        let top = "return explorer().getBoundingClientRect().top";
        let before = self.page.around(top, vec![]).await?.as_f64().unwrap_or_default();
        let middle = self.page.around("return [innerWidth / 2, innerHeight / 2]", vec![]).await?;
        let (x, y): (f64, f64) = serde_json::from_value(middle)?;
        self.page.browser.turn_wheel(x, y, 120).await?;
        let moved = async || {
            let now = self.page.around(top, vec![]).await?.as_f64().unwrap_or_default();
            Ok((now - before).abs() > 20.0)
        };
        let is_moved = self.page.browser.until("the page moves", moved).await;
        if is_moved.is_err() {
            self.page.note(Question::Journey, "read: the wheel over the explorer does not move the page".to_owned());
        }
        self.page.settles().await
    }

    /// Checks the questions that apply at every step.
    async fn asks(&mut self, when: &str) -> Result<()> {
        let interface = &self.words.interface;
        let subject = &self.words.quiz.subject;
        let never = [
            &interface.rescue_title,
            &interface.rescue_kept,
            &interface.rescue_lost,
            &interface.opening,
            &subject.local_hint,
            &subject.without_app,
        ];
        let never: Vec<_> = never.iter().map(|text| text.as_str()).chain([FALLBACK]).collect();
        self.page.nothing_hidden_is_shown(when, &never).await?;
        self.page.colours_are_readable(when).await
    }

    /// Chooses a subject and begins, on the start card of the article or on the start screen of the app.
    async fn begins(&mut self) -> Result<()> {
        let words = self.words;
        let friend = &words.quiz.subject.options[Subject::Friend];
        if !self.page.has(friend).await? {
            self.page.press(&words.interface.begin).await?;
            self.is_on_the_screen(&words.quiz.title).await?;
            self.page.settles().await?;
            self.page.heading_is_in_sight("the quiz's first step").await?;
        }
        self.page.around("window.heardByPage?.clear(); window.begins?.()", vec![]).await?;
        self.page.press(friend).await?;
        self.page.press(&words.quiz.subject.begin).await?;
        self.is_at_question(2).await?;
        self.picture("question").await
    }

    async fn answers(&mut self) -> Result<()> {
        self.asks("a question").await?;
        self.page.leave_is_reachable_everywhere("a question").await?;
        let outside = self.page.around("return outside()", vec![]).await?;
        let mut secrets: Vec<_> = Type::ALL.iter().map(|kind| kind.id().to_owned()).collect();
        secrets.push("friend".to_owned());
        for set in 0..SETS {
            let statements =
                self.page.inside("return visible('.ie-set-text').map((e) => normal(e.innerText))", vec![]).await?;
            secrets.extend(statements.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned));
            self.page.press_one_of(".ie-set input[name=ie-most]", set).await?;
            self.page.press_one_of(".ie-set input[name=ie-least]", set + 2).await?;
            self.page.press(&self.words.interface.next).await?;
            self.is_at_question(set + 3).await?;
        }
        ensure!(secrets.len() > 10, "the sets have no statements: {secrets:?}");
        self.page.nothing_is_heard(&secrets).await?;
        let now = self.page.around("return outside()", vec![]).await?;
        if now != outside {
            self.page.note(Question::Heard, format!("outside the explorer {outside} has become {now}"));
        }
        let sent = outside[6].as_str().unwrap_or_default();
        if !sent.is_empty() {
            self.page.note(Question::Heard, format!("a form of the page sends {sent}"));
        }
        Ok(())
    }

    async fn is_at_question(&mut self, number: usize) -> Result<()> {
        let progress = |number: usize| {
            fill(&self.words.interface.progress, &[("number", &number.to_string()), ("total", "")]).trim().to_owned()
        };
        let (before, now) = (progress(number - 1), progress(number));
        self.is_on_the_screen(&now).await?;
        self.page.settles().await?;
        // A script that replaced a text node may leave the old text when the text changes.
        self.page.nothing_hidden_is_shown(&now, &[&before]).await?;
        self.page.heading_is_in_sight("a question").await?;
        self.page.leave_is_reachable("a question").await
    }

    async fn is_on_the_screen(&self, text: &str) -> Result<()> {
        let text = text.replace('*', "");
        let script =
            "return seen(document, (e) => normal(e.textContent).includes(arguments[0]) && isInside(e), []).length > 0";
        self.page.until_inside(&format!("{text:?} is on the screen"), script, vec![text.into()]).await
    }

    async fn sees_a_result(&mut self) -> Result<()> {
        let words = self.words;
        self.page.press(&words.interface.so_far).await?;
        self.is_on_the_screen(&words.result.title).await?;
        self.page.settles().await?;
        self.page.heading_is_in_sight("the result").await?;
        self.picture("result").await?;
        self.asks("the result").await?;
        self.page.leave_is_reachable_everywhere("the result").await
    }

    async fn leaves(&mut self) -> Result<()> {
        let browser = self.page.browser;
        self.page.press_leave().await?;
        browser.until_left().await
    }

    /// Saves a screenshot to the folder in the variable `PICTURES`, if it is set.
    async fn picture(&self, step: &str) -> Result<()> {
        let Some(folder) = std::env::var_os("PICTURES") else { return Ok(()) };
        let file = format!("{}-{}-{step}.png", self.cell, self.page.browser.engine().id());
        let file = std::path::Path::new(&folder).join(file);
        std::fs::write(&file, self.page.browser.picture().await?).with_context(|| format!("no {}", file.display()))
    }
}

/// The error message without the driver's description of itself.
fn in_short(problem: &str) -> String {
    let own = ["(Session info", "Stacktrace", "stacktrace"];
    let end = own.iter().filter_map(|word| problem.find(word)).min().unwrap_or(problem.len());
    let words = problem[..end].split_whitespace().collect::<Vec<_>>().join(" ");
    words.replace("Status: 400 Additional info: ", "").chars().take(400).collect()
}
