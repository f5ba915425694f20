//! The parts that every question has.

use crate::browser;
use crate::content::fill;
use crate::quiz::{Question, Section};
use crate::record::Value;
use crate::state::{Action, Answer, Screen};
use crate::view::element::{self, El, dot, el, group, radio_form, span, status};
use crate::view::scene::Scene;
use crate::view::text::prose;
use yew::prelude::*;

/// The parts that differ between questions.
pub(super) struct QuestionBody {
    /// The text of the question.
    pub(super) question: String,
    /// The text under the question.
    pub(super) hint: Option<String>,
    /// The controls.
    pub(super) controls: Html,
    /// The error after an empty submit.
    pub(super) missing: String,
    /// The text of the live region: that a control changed another one, or the answer if no control shows it.
    pub(super) status: String,
    /// Whether there is an answer that can be cleared.
    pub(super) clearable: bool,
}

/// The screen of a question: Back and progress in one row, the question as heading, the controls, the error, Continue
/// and the `companions`, which are further buttons. The error is below the controls, so that no row moves when an
/// answer removes it.
pub(super) fn frame(scene: &Scene, question: Question, body: &QuestionBody, companions: &[(&str, Action)]) -> Html {
    let words = scene.words();
    let changing = matches!(scene.model.screen, Screen::Change(_));
    let forward = if changing { &words.next_review } else { &words.next };
    let progress = progress(scene, question);
    // The question is not in a legend: a screen reader would read it twice, as the heading and as the name of the
    // group.
    let number = progress.as_ref().map(|(_, _, number)| &**number);
    // Questions of one kind share their elements. The heading and the live region are new in each, so that a screen
    // reader reads the heading although its words are the same, and does not announce the change of the region.
    let key = question.write();
    let heading = scene.level.screen_heading("ie-question", (&body.question).into(), number).key(&key);
    let hint = body.hint.as_ref();
    let fieldset = el("fieldset")
        .attr("aria-labelledby", "ie-words")
        .attr_maybe("aria-describedby", hint.map(|_| "ie-hint"))
        .maybe(hint.map(|hint| prose(hint).class("ie-hint").attr("id", "ie-hint")))
        .with(el("div").attr("id", "ie-controls").attr("tabindex", "-1").with(radio_form(body.controls.clone())));
    let clear = body.clearable.then(|| scene.button("ie-quiet ie-clear", &words.clear, Answer::Cleared.into()));
    let actions = el("div")
        .class("ie-actions")
        .with(scene.button("ie-button", forward, Action::Continued))
        .each(companions.iter().map(|(label, action)| scene.button("ie-quiet", label, action.clone())))
        .maybe(clear);
    let so_far = || {
        let link = scene.button("ie-link", &words.so_far, Action::Opened(Screen::Result));
        el("p").class("ie-no-print").with(link)
    };
    let error = (scene.model.empty_submits > 0).then(|| error(scene, &body.missing));
    let said = if error.is_some() { "" } else { &body.status };
    let card = el("div")
        .class("ie-card")
        .with(heading)
        .with(fieldset)
        .with(status("ie-status", said).key(&key))
        .maybe(error)
        .with(actions);
    let (step, line) = progress.map(|(step, line, _)| (step, line)).unzip();
    let rings = line.as_ref().and_then(|_| rings(question.section()));
    group()
        .with(el("div").class("ie-progress").with(back(scene)).maybe(step).maybe(rings))
        .maybe(line)
        .with(card)
        .maybe((!changing).then(so_far))
        .into()
}

/// An error, with a link to the controls.
pub(super) fn error(scene: &Scene, missing: &str) -> El {
    let link = el("a").attr("href", "#ie-controls").text(missing).on_press(to_controls());
    element::error(&scene.words().error_title).with(el("p").with(link))
}

/// The button "Back".
pub(super) fn back(scene: &Scene) -> El {
    scene.back(&scene.words().back, Action::WentBack)
}

/// The name of the section with the number of the question, a progress bar, and the number in words.
fn progress(scene: &Scene, question: Question) -> Option<(El, El, String)> {
    let at = scene.model.run()?.progress(question)?;
    let words = scene.words();
    let template = if at.optional { &words.progress_optional } else { &words.progress };
    let (number, total) = (at.number.to_string(), at.total.to_string());
    let part = match question.section() {
        Section::Closeness => &words.part_closeness,
        Section::Now => &words.part_now,
        Section::Factors => &words.part_factors,
        Section::Obstacles => &words.part_obstacles,
        Section::Refine => &words.part_refine,
    };
    let said = fill(template, &[("number", &number), ("total", &total)]);
    let shown = span(&said).attr("id", "ie-number");
    let step = el("p").class("ie-step").attr("id", "ie-progress").with(span(part)).with(dot()).with(shown);
    let line = el("progress").attr("aria-hidden", "true").attr("value", &number).attr("max", &total);
    Some((step, line, said))
}

/// A ring for each part of the quiz, as on the map. Those of the parts that are done are drawn, from the innermost on.
/// A closer look can come before the other parts, so it has no rings.
fn rings(section: Section) -> Option<El> {
    let done = match section {
        Section::Closeness => 0,
        Section::Now => 1,
        Section::Factors => 2,
        Section::Obstacles => 3,
        Section::Refine => return None,
    };
    let ring = |(at, radius): (usize, &'static str)| {
        let class = if at < done { "ie-done" } else { "" };
        el("circle").attr("r", radius).attr("pathLength", "1").class(class)
    };
    let svg = el("svg").class("ie-rings").attr("viewBox", "-16 -16 32 32").attr("aria-hidden", "true");
    Some(svg.each(["4", "9", "14"].into_iter().enumerate().map(ring)))
}

/// Moves focus from the error to the controls, without a new entry in the browser's history.
fn to_controls() -> Callback<Event> {
    Callback::from(|event: Event| browser::focus_controls(&event))
}
