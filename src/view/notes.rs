//! What there is of the person's own: going on, the result, starting again, saving, erasing.

use super::card::{actions, card};
use super::element::{El, button, el, group, input, p, status};
use super::passphrase::{outcome, passphrase};
use super::scene::Scene;
use crate::content::{Interface, fill};
use crate::quiz::Run;
use crate::record::{FileError, Lock};
use crate::state::{Action, ImportPreview, Notice, SaveMode, Screen, StorageProblem};
use yew::prelude::*;

/// The screen.
pub fn notes(scene: &Scene) -> Html {
    let words = scene.words();
    let erased = scene.model.notice == Some(Notice::Erased);
    let said = match scene.model.notice {
        Some(Notice::Erased) => words.erased.as_str(),
        Some(Notice::NotErased) => &words.not_erased,
        Some(Notice::Imported) => &words.file_taken,
        Some(Notice::ImportUndone) => &words.file_undone,
        Some(Notice::Refused(FileError::Unknown)) => &words.file_unknown,
        Some(Notice::Refused(FileError::TooLong)) => &words.file_long,
        Some(Notice::Refused(FileError::Newer)) => &words.file_newer,
        Some(Notice::Passphrase(what)) => outcome(words, what),
        _ => "",
    };
    // What a file would bring takes the place of what was said before, in a line that is already there to be read out.
    let import = scene.model.import.as_ref();
    let brings = import.map(|found| brings(words, found));
    group()
        .with(scene.level.screen_heading("ie-heading", (&words.notes_title).into()))
        .with(status("ie-status", brings.as_deref().unwrap_or(said)).class(if import.is_some() {
            "ie-notice"
        } else {
            ""
        }))
        .maybe(import.map(|found| take(scene, found)))
        .with(match &scene.model.run {
            None if scene.model.lock == Lock::Locked => {
                el("div").key("locked").maybe(passphrase(scene)).with(erase(scene))
            }
            None => empty(scene, erased),
            Some(run) => some(scene, run),
        })
        .maybe(scene.model.run.is_none().then(|| files(scene)))
        .with(p(&words.leave_hint).class("ie-small"))
        .with(leave_key(words))
        .into()
}

fn empty(scene: &Scene, erased: bool) -> El {
    let words = scene.words();
    let begin = scene.button("ie-button", &words.begin, Action::Opened(Screen::Start));
    let none = (!erased).then(|| p(&words.notes_empty));
    // A passphrase that was set stays when all it lay over is gone, and can still be taken off.
    let open = (scene.model.lock == Lock::Open).then(|| el("div").maybe(passphrase(scene)).with(erase(scene)));
    el("div").key("empty").maybe(none).with(actions().with(begin)).maybe(open)
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
    let (kept, keep, choice) = if scene.model.save_mode == SaveMode::Device {
        (&words.saving_device, &words.keep_no_more, false)
    } else {
        (&words.saving_visit, &words.keep_now, true)
    };
    let save_mode = || {
        let hint = p(&scene.content.quiz.subject.keep_hint).class("ie-small");
        let local = p(&scene.content.quiz.subject.local_hint).class("ie-small ie-local");
        group().with(hint).with(local).with(actions().with(second(keep, Action::SavingChosen(choice))))
    };
    el("div")
        .key("some")
        .with(p(&state))
        .with(ways.with(second(&words.review_title, Action::Opened(Screen::Review))))
        .with(part(scene, &words.notes_keep))
        .with(
            card()
                .maybe(scene.model.all_saved().then(|| p(kept)))
                .maybe((scene.config.saving && scene.model.lock != Lock::Locked).then(save_mode)),
        )
        .maybe(passphrase(scene).map(|lock| group().with(part(scene, &words.passphrase_field)).with(lock)))
        .with(files(scene))
        .with(part(scene, &words.notes_remove))
        .with(warned(scene, &words.start_again_hint, &words.start_again, Action::Restarted))
        .with(erase(scene))
}

/// Leaving by key, and the two buttons that turn it off and on: the style sheet shows one of them, `element.js` hears it.
fn leave_key(words: &Interface) -> El {
    let turn = |to, label| button("ie-link", label).attr("data-leave-key", to);
    el("div")
        .class("ie-small ie-leave-key")
        .with(p(&words.leave_key))
        .with(turn("off", &words.leave_key_off))
        .with(turn("on", &words.leave_key_on))
}

/// What a file would bring.
fn brings(words: &Interface, found: &ImportPreview) -> String {
    let (answers, changes) = (found.answers.to_string(), found.changes.to_string());
    let mut said = match found.changes {
        0 => words.file_same.clone(),
        _ => fill(&words.file_brings, &[("answers", &answers), ("changes", &changes)]),
    };
    if found.left_out > 0 {
        said.push(' ');
        said.push_str(&fill(&words.file_left_out, &[("number", &found.left_out.to_string())]));
    }
    said
}

/// Whether to take it.
fn take(scene: &Scene, found: &ImportPreview) -> El {
    let words = scene.words();
    let button = |class, label: &str, taken| scene.button(class, label, Action::ImportDecided(taken));
    let take = (found.changes > 0).then(|| button("ie-button", &words.file_take, true));
    actions().key("take").maybe(take).with(button("ie-button ie-second", &words.file_leave, false))
}

/// Answers to a file, and back.
fn files(scene: &Scene) -> El {
    let (words, model) = (scene.words(), scene.model);
    let second = |label: &str, action: Action| scene.button("ie-button ie-second", label, action);
    let save = button("ie-button ie-second", &words.file_save).attr("data-save-file", "");
    // The label is the button: a field for files cannot be drawn alike everywhere.
    let field =
        input("file", false).class("ie-file").attr("accept", ".json,application/json").attr("data-open-file", "");
    let open = el("label").class("ie-button ie-second").with(field).text(&words.file_open);
    let unread = model.storage_problem == Some(StorageProblem::Unreadable);
    let raw = || button("ie-button ie-second", &words.file_raw).attr("data-save-raw", "");
    let undo = model.before.is_some().then(|| second(&words.file_undo, Action::ImportUndone));
    let ways = actions().maybe(model.run.is_some().then_some(save)).with(open).maybe(unread.then(raw)).maybe(undo);
    let saved = match model.notice {
        Some(Notice::Saved) => words.file_saved.as_str(),
        Some(Notice::NotSaved) => &words.file_not_saved,
        _ => "",
    };
    let card = card().with(p(&words.file_hint).class("ie-small")).with(ways).with(status("ie-small", saved));
    el("div").key("files").with(part(scene, &words.notes_files)).with(card)
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

/// The heading of a part.
fn part(scene: &Scene, title: &str) -> El {
    scene.level.inner().heading("ie-part").text(title)
}
