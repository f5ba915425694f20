//! The screen of the result: its sections in their order, and the buttons below them.

use super::section::{private, section};
use super::{closeness, factors, gap, method, next, obstacles};
use crate::browser;
use crate::content::{Page, fill};
use crate::quiz::{QuizResult, Run};
use crate::state::{Action, Notice, Screen};
use crate::view::body::help_lines;
use crate::view::element::{El, button, el, input, p, status};
use crate::view::notes::notes;
use crate::view::owner::{contact, owner_content};
use crate::view::review::answers;
use crate::view::scene::Scene;
use crate::view::text::paragraphs;
use yew::prelude::*;

/// The screen; without a run, the notes.
pub fn result(scene: &Scene) -> Html {
    let Some(run) = scene.model.run() else { return notes(scene) };
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
        .with(actions_card(scene, run))
        .maybe(contact_card(scene))
        .maybe(on_paper.then(|| el("section").class("ie-print-only").with(answers(scene, run, true))))
        .into()
}

/// The safety text, with the help lines. The other sections leave out what suggests talking to the other person.
fn safety(scene: &Scene) -> El {
    let words = &scene.content.result.safety;
    let support = scene.link(Page::Support, scene.content.title(Page::Support).into());
    section(scene, "ie-safety", &words.title)
        .class("ie-help")
        .class(private(scene))
        .with(p(&scene.content.result.obstacles.private).class("ie-hint"))
        .with(paragraphs(&words.text))
        .with(help_lines(scene.content, scene.level.inner(), &owner_content(scene.content, scene.config)))
        .with(el("p").with(support))
}

/// A card with the link to the practice.
fn contact_card(scene: &Scene) -> Option<El> {
    let link = contact(scene.content, scene.config)?;
    let card = el("section").class("ie-card ie-no-print");
    Some(card.with(p(&scene.words().contact_hint)).with(el("p").with(link)))
}

/// Printing, and the buttons to continue.
fn actions_card(scene: &Scene, run: &Run) -> El {
    let words = scene.words();
    let chosen = scene.on_event(|event| Action::PrintAnswersChosen(browser::checked(event)));
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
