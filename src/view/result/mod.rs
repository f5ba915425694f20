//! The result: what the answers say, and nothing beyond.

mod bars;
mod closeness;
mod factors;
mod gap;
mod map;
mod method;
mod next;
mod obstacles;

use super::article::help_lines;
use super::contact;
use super::element::{El, button, el, input, p, status};
use super::review::answers;
use super::scene::Scene;
use super::text::{Level, paragraphs, prose};
use crate::browser;
use crate::content::{Interface, Page, fill, list};
use crate::quiz::{QuizResult, Run};
use crate::state::{Action, Notice, Screen};
use yew::prelude::*;

/// The screen. Without a run there is nothing to show yet.
pub fn result(scene: &Scene) -> Html {
    let Some(run) = scene.model.run() else { return super::notes::notes(scene) };
    let result = QuizResult::new(&run.answers);
    let words = &scene.content.result;
    let subject = run.answers.subject.map(|of| scene.content.quiz.subject.in_sentence[of].as_str());
    let about = subject.map(|subject| p(&fill(&words.about, &[("subject", subject)])).class("ie-lead"));
    let on_paper = scene.model.print_answers;
    el("div")
        .class("ie-result")
        .with(scene.level.screen_heading("ie-title", (&words.title).into()))
        .maybe(about)
        .with(p(&words.snapshot).class("ie-snapshot"))
        .maybe(result.safety.then(|| safety(scene)))
        .with(closeness::closeness(scene, &result.closeness))
        .maybe(result.gaps.as_ref().map(|gaps| gap::gap(scene, gaps, &result.conversation)))
        .with(factors::factors(scene, run, &result.factors))
        .with(obstacles::obstacles(scene, run, &result))
        .with(next::next(scene, run, &result))
        .with(method::method(scene, &result))
        .with(leave(scene, run))
        .maybe(contact::card(scene))
        .maybe(on_paper.then(|| el("section").class("ie-print-only").with(answers(scene, run, true))))
        .into()
}

/// The safety text with the help lines; what would suggest talking to the other person is left out elsewhere.
fn safety(scene: &Scene) -> El {
    let words = &scene.content.result.safety;
    let support = scene.link(Page::Support, scene.content.title(Page::Support).into());
    section(scene, "ie-safety", &words.title)
        .class("ie-help")
        .class(private(scene))
        .with(p(&scene.content.result.obstacles.private).class("ie-hint"))
        .with(paragraphs(&words.text))
        .with(help_lines(scene.content, scene.config))
        .with(el("p").with(support))
}

/// The class of what is alone with the screen: on paper it is only with the single answers, which are asked for. A
/// sheet of paper can be found.
fn private(scene: &Scene) -> &'static str {
    if scene.model.print_answers { "" } else { "ie-no-print" }
}

/// What one may do with the result.
fn leave(scene: &Scene, run: &Run) -> El {
    let words = scene.words();
    let chosen = scene.says(|event| Action::PrintAnswersChosen(browser::checked(event)));
    let with_answers = input("checkbox", scene.model.print_answers).on_change(chosen);
    let print = button("ie-button", &words.print).attr("data-print", "");
    let failed = scene.model.notice == Some(Notice::NotPrinted);
    let go_on = run.at.map(|_| scene.button("ie-button ie-second", &words.go_on, Action::Resumed));
    let actions = el("p")
        .class("ie-actions")
        .with(print)
        .with(scene.button("ie-button ie-second", &words.review_title, Action::Opened(Screen::Review)))
        .maybe(go_on)
        .with(scene.button("ie-quiet", &words.nav_notes, Action::Opened(Screen::Notes)));
    el("section")
        .class("ie-card ie-no-print")
        .with(p(&words.print_hint).class("ie-small"))
        .with(el("label").class("ie-prefer").with(with_answers).text(&words.print_answers))
        .with(actions)
        .with(status("ie-small", if failed { &words.print_failed } else { "" }))
}

/// A section of the result, with its heading.
fn section(scene: &Scene, id: &str, title: &str) -> El {
    let heading = scene.level.inner().heading("ie-section").attr("id", id).text(title);
    el("section").attr("aria-labelledby", id).with(heading)
}

/// What is told about one thing: what it is called, and a text.
fn told(key: &str, title: El, text: &str) -> El {
    el("div").class("ie-words").key(key).with(el("p").with(title)).with(prose(text))
}

/// The level under a section's heading.
fn under(scene: &Scene) -> Level {
    scene.level.inner().inner()
}

/// Names inside a sentence: "a, b and c".
fn names(scene: &Scene, names: &[&str]) -> String {
    list(&scene.content.interface, names)
}

/// How exactly a share is said: whole percents, and "under 1" is a 1 that does not pretend to be none.
fn percent(share: f64) -> String {
    (share.max(1.0).round() as i64).to_string()
}

/// A range of shares.
fn range(words: &Interface, (low, high): (f64, f64)) -> String {
    fill(&words.range, &[("low", &percent(low)), ("high", &percent(high))])
}
