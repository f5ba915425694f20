//! The screen of the result: its sections in their order, and the buttons below them.

use super::section::{private, section};
use super::{closeness, factors, gap, method, next, obstacles};
use crate::browser;
use crate::content::{Page, fill};
use crate::quiz::{QuizResult, Run};
use crate::state::{Action, Notice, Screen};
use crate::view::body::help_lines;
use crate::view::element::{El, button, el, group, input, p, status};
use crate::view::notes::notes;
use crate::view::owner::{contact, own_content, owner_content};
use crate::view::review::answers;
use crate::view::scene::Scene;
use crate::view::text::paragraphs;
use crate::view::ways::ways;
use yew::prelude::*;

/// The screen; without a run, the notes.
pub fn result(scene: &Scene) -> Html {
    let Some(run) = scene.model.run() else { return notes(scene) };
    let result = QuizResult::new(&run.answers);
    let words = &scene.content.result;
    let subject = run.answers.subject.map(|of| scene.content.quiz.subject.in_sentence[of].as_str());
    let about = subject.map(|subject| p(&fill(&words.about, &[("subject", subject)])).class("ie-step"));
    let on_paper = scene.model.print_answers;
    let shown = result.closeness.picture.shown;
    let any_shown = shown || result.factors.picture.shown;
    let heading = scene.level.screen_heading("ie-title", (&words.title).into(), None);
    // On every result, so that it says nothing about the answers. On paper it would name the practice beside the safety
    // text.
    let own = own_content(el("section").class("ie-card"), "result");
    let own = own.class(if result.safety { private(scene) } else { "" });
    if !any_shown && !result.safety && result.obstacles.is_empty() && !result.gaps.as_ref().is_some_and(gap::any) {
        return el("div")
            .class("ie-result")
            .with(heading)
            .maybe(about)
            .with(too_few(scene, run, &result))
            .with(own)
            .into();
    }
    let first = if shown { closeness::first(scene, &result.closeness) } else { too_few(scene, run, &result) };
    let picture = group()
        .maybe(shown.then(|| sketch(scene, run)).flatten())
        .with(first)
        .maybe(any_shown.then(|| p(&words.snapshot).class("ie-snapshot")));
    // What can be done comes before the details.
    let next_step = next::next(scene, run, &result);
    let details = group()
        .maybe(any_shown.then(|| parts(scene, &result)))
        .maybe(shown.then(|| closeness::meaning(scene, &result.closeness)))
        .maybe(result.gaps.as_ref().map(|gaps| gap::gap(scene, gaps)))
        .with(factors::factors(scene, run, &result.factors))
        .with(obstacles::obstacles(scene, run, &result))
        .maybe(any_shown.then(|| method::method(scene, &result)));
    let page = el("div").class("ie-result").with(heading).maybe(about);
    let page = if result.safety {
        let answers = el("details").key("answers").class("ie-shown-anyway");
        let answers = answers.with(el("summary").class("ie-no-print").text(&words.safety.show));
        page.with(safety(scene)).with(next_step).with(answers.with(picture).with(details))
    } else {
        let conversation = gap::conversation(scene, &result.conversation);
        page.with(picture).with(next_step).maybe(conversation).with(details)
    };
    page.with(actions_card(scene))
        .maybe(contact_card(scene))
        .with(own)
        .maybe(on_paper.then(|| el("section").class("ie-print-only").with(answers(scene, run, true))))
        .into()
}

/// Links to the parts of the result.
fn parts(scene: &Scene, result: &QuizResult) -> El {
    let words = &scene.content.result;
    let parts = [
        (result.closeness.picture.shown, "#ie-closeness", &words.closeness.title),
        (result.gaps.as_ref().is_some_and(gap::any), "#ie-gap", &words.gap.title),
        (result.factors.picture.answered > 0, "#ie-factors", &words.factors.title),
        (true, "#ie-obstacles", &words.obstacles.title),
    ];
    let there = parts.into_iter().filter_map(|(there, to, title)| there.then_some((to, title)));
    ways(scene, there).class("ie-no-print")
}

/// Says that there is no picture yet, and leads on.
fn too_few(scene: &Scene, run: &Run, result: &QuizResult) -> El {
    let words = scene.words();
    let go_on = run.at.map(|_| scene.button("ie-button", &words.go_on, Action::Resumed));
    let answers = scene.button("ie-button ie-second", &words.review_title, Action::Opened(Screen::Review));
    closeness::first(scene, &result.closeness).with(el("p").class("ie-actions").maybe(go_on).with(answers))
}

/// Says that the quiz is not at its end, and leads on; `None` at the end.
fn sketch(scene: &Scene, run: &Run) -> Option<El> {
    run.at?;
    let (answered, total) = run.answered();
    let said = [("answered", &*answered.to_string()), ("total", &*total.to_string())];
    let go_on = scene.button("ie-button ie-second", &scene.words().go_on, Action::Resumed);
    Some(el("div").class("ie-sketch ie-no-print").with(p(&fill(&scene.content.result.sketch, &said))).with(go_on))
}

/// The safety text, with the help lines. The other sections leave out what suggests talking to the other person.
fn safety(scene: &Scene) -> El {
    let words = &scene.content.result.safety;
    let support = scene.link(Page::Support, scene.content.title(Page::Support).into());
    let (first, others) = words.text.split_at(1.min(words.text.len()));
    // The numbers come after the first paragraph, so that they are in the first window.
    section(scene, "ie-safety", &words.title)
        .class("ie-help")
        .class(private(scene))
        .with(paragraphs(first))
        .with(help_lines(scene.content, scene.level.inner(), &owner_content(scene.content, scene.config)))
        .with(paragraphs(others))
        .with(el("p").with(support))
        .with(p(&scene.content.result.obstacles.private).class("ie-hint"))
}

/// A card with the link to the practice.
fn contact_card(scene: &Scene) -> Option<El> {
    let link = contact(scene.content, scene.config)?;
    let card = el("section").class("ie-card ie-no-print");
    Some(card.with(p(&scene.words().contact_hint)).with(el("p").with(link)))
}

/// Printing, and the buttons to continue.
fn actions_card(scene: &Scene) -> El {
    let words = scene.words();
    let chosen = scene.on_event(|event| Action::PrintAnswersChosen(browser::checked(event)));
    let with_answers = input("checkbox", scene.model.print_answers).on_change(chosen);
    let print = button("ie-button", &words.print).attr("data-print", "");
    let failed = scene.model.notice == Some(Notice::NotPrinted);
    let actions = el("p")
        .class("ie-actions")
        .with(print)
        .with(scene.button("ie-button ie-second", &words.review_title, Action::Opened(Screen::Review)))
        .with(scene.button("ie-quiet", &words.nav_notes, Action::Opened(Screen::Notes)));
    el("section")
        .class("ie-card ie-no-print")
        .with(p(&words.print_hint).class("ie-small"))
        .with(el("label").class("ie-prefer").with(with_answers).text(&words.print_answers))
        .with(actions)
        .with(status("ie-small", if failed { &words.print_failed } else { "" }))
}
