//! What there is of the person's own: going on, the result, starting again, keeping, erasing.

use super::element::{El, el, group, p};
use super::scene::Scene;
use crate::content::fill;
use crate::quiz::Run;
use crate::state::{Action, Keeping, Notice, Screen};
use yew::prelude::*;

/// The screen.
pub fn notes(scene: &Scene) -> Html {
    let words = scene.words();
    let erased = scene.model.notice == Some(Notice::Erased);
    let status = if erased { words.erased.as_str() } else { "" };
    group()
        .with(scene.level.screen_heading("ie-heading", (&words.notes_title).into()))
        .with(p(status).class("ie-status").attr("role", "status"))
        .with(match &scene.model.run {
            None => empty(scene, erased),
            Some(run) => some(scene, run),
        })
        .into()
}

fn empty(scene: &Scene, erased: bool) -> El {
    let words = scene.words();
    let begin = scene.button("ie-button", &words.begin, Action::Opened(Screen::Start));
    let none = (!erased).then(|| p(&words.notes_empty));
    el("div").key("empty").maybe(none).with(actions().with(begin))
}

fn some(scene: &Scene, run: &Run) -> El {
    let words = scene.words();
    let (answered, total) = run.answered();
    let progress = [("answered", &*answered.to_string()), ("total", &*total.to_string())];
    let second = |label: &str, action: Action| scene.button("ie-button ie-second", label, action);
    let (state, ways) = if run.at.is_none() {
        let result = scene.button("ie-button", &words.see_result, Action::Opened(Screen::Result));
        (words.notes_complete.clone(), actions().with(result))
    } else {
        let on = scene.button("ie-button", &words.go_on, Action::Resumed);
        let so_far = second(&words.so_far, Action::Opened(Screen::Result));
        (fill(&words.notes_progress, &progress), actions().with(on).with(so_far))
    };
    let (kept, keep, choice) = if scene.model.keeping == Keeping::Device {
        (&words.saving_device, &words.keep_no_more, false)
    } else {
        (&words.saving_visit, &words.keep_now, true)
    };
    let keeping = || {
        let hint = p(&scene.content.quiz.subject.keep_hint).class("ie-small");
        let local = p(&scene.content.quiz.subject.local_hint).class("ie-small ie-local");
        group().with(hint).with(local).with(actions().with(second(keep, Action::KeepChosen(choice))))
    };
    el("div")
        .key("some")
        .with(p(&state))
        .with(ways.with(second(&words.review_title, Action::Opened(Screen::Review))))
        .with(card().with(p(kept)).maybe(scene.config.saving.then(keeping)))
        .with(warned(scene, &words.start_again_hint, &words.start_again, Action::Restarted))
        .with(erase(scene))
        .with(p(&words.leave_hint).class("ie-small"))
}

/// Erasing, in one press.
pub fn erase(scene: &Scene) -> El {
    warned(scene, &scene.words().erase_hint, &scene.words().erase, Action::Erased)
}

/// A button, and above it what it does.
fn warned(scene: &Scene, hint: &str, label: &str, action: Action) -> El {
    let button = scene.button("ie-button ie-second", label, action);
    card().with(p(hint).class("ie-small")).with(actions().with(button))
}

fn card() -> El {
    el("section").class("ie-card")
}

fn actions() -> El {
    el("p").class("ie-actions")
}
