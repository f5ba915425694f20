//! The screen "My notes": the person's maps, saving, the passphrase, files and erasing.

use super::card::{actions, card};
use super::element::{El, button, el, group, input, p, span, status};
use super::maps;
use super::new_run::today;
use super::passphrase::{outcome, passphrase};
use super::scene::Scene;
use crate::content::{Interface, fill};
use crate::record::{FileError, Lock, RunId};
use crate::state::{Action, ImportPreview, Notice, SaveMode, Screen, StorageProblem};
use yew::prelude::*;

/// The screen.
pub fn notes(scene: &Scene) -> Html {
    let (words, model) = (scene.words(), scene.model);
    // The import preview is shown in the live region of the notice, so that a screen reader announces it.
    let import = model.import.as_ref();
    let preview = import.map(|found| preview_text(scene, found));
    let said = preview.as_deref().unwrap_or_else(|| notice(scene));
    let class = if import.is_some() { "ie-notice" } else { "" };
    let restore = model.undo.last().filter(|undo| !undo.import);
    let restore = restore.map(|_| second(scene, &words.map_restore, Action::UndoChosen));
    group()
        .with(scene.level.screen_heading("ie-heading", (&words.notes_title).into(), None))
        .with(status("ie-status", said).class(class))
        .maybe(restore.map(|restore| actions().key("restore").with(restore)))
        .maybe(import.map(|found| import_buttons(scene, found)))
        .with(match model.maps.is_empty() {
            true if model.lock == Lock::Locked => {
                el("div").key("locked").maybe(passphrase(scene)).with(erase(scene)).with(files(scene))
            }
            true => empty(scene),
            false => some(scene),
        })
        .with(p(&words.leave_hint).class("ie-small"))
        .with(leave_key(words))
        .into()
}

/// The text of the notice; empty if this screen shows it elsewhere or not at all.
fn notice<'a>(scene: &'a Scene) -> &'a str {
    let words = scene.words();
    match scene.model.notice {
        Some(Notice::Erased) => &words.erased,
        Some(Notice::NotErased) => &words.not_erased,
        Some(Notice::MapErasedElsewhere) => &words.map_erased_elsewhere,
        Some(Notice::MapErased) => &words.map_erased,
        Some(Notice::MapRestored) => &words.map_restored,
        Some(Notice::Renamed) => &words.map_renamed,
        Some(Notice::TooManyMaps) => &words.map_full,
        Some(Notice::Imported) => &words.file_taken,
        Some(Notice::ImportUndone) => &words.file_undone,
        Some(Notice::SnapshotRemoved) => &words.snapshot_removed,
        Some(Notice::Passphrase(tried)) if tried.is_done() => outcome(words, tried),
        _ => "",
    }
}

fn second(scene: &Scene, label: &str, action: Action) -> El {
    scene.button("ie-button ie-second", label, action)
}

fn empty(scene: &Scene) -> El {
    let words = scene.words();
    let begin = scene.button("ie-button", &words.begin, Action::Opened(Screen::Start));
    let said = scene.model.notice == Some(Notice::Erased) || !scene.model.undo.is_empty();
    let none = (!said).then(|| p(&words.notes_empty));
    // A passphrase stays when the last map is removed, and can still be turned off.
    let open = (scene.model.lock == Lock::Open).then(|| el("div").maybe(passphrase(scene)).with(erase(scene)));
    el("div").key("empty").maybe(none).with(actions().with(begin)).maybe(open).with(files(scene))
}

fn some(scene: &Scene) -> El {
    let (words, model) = (scene.words(), scene.model);
    let new = second(scene, &words.new_map, Action::StartOpened(None));
    let keep_hints = || {
        let hint = p(&scene.content.quiz.subject.keep_hint).class("ie-small");
        group().with(hint).with(p(&scene.content.quiz.subject.local_hint).class("ie-small ie-local"))
    };
    let all = model.maps.iter().all(|map| map.save_mode == SaveMode::Device);
    let state = match (all, model.any_on_device()) {
        (true, _) => &words.saving_device,
        (false, true) => &words.saving_some,
        (false, false) => &words.saving_visit,
    };
    let keep = (!all).then(|| second(scene, &words.keep_now, Action::SavingChosen(true)));
    let keep_no_more = model.any_on_device().then(|| second(scene, &words.keep_no_more, Action::SavingChosen(false)));
    let saving = scene.config.saving && model.lock != Lock::Locked;
    let saving = saving.then(|| keep_hints().with(actions().maybe(keep).maybe(keep_no_more)));
    el("div")
        .key("some")
        .each(model.maps.iter().map(|map| maps::map(scene, map)))
        .with(actions().with(new))
        .with(part(scene, &words.notes_keep))
        .with(card().maybe(model.all_saved().then(|| p(state))).maybe(saving))
        .maybe(passphrase(scene).map(|lock| group().with(part(scene, &words.passphrase_field)).with(lock)))
        .with(files(scene))
        .with(part(scene, &words.notes_remove))
        .with(erase(scene))
}

/// Whether a key leaves the page, and the buttons that turn it off and on. The style sheet shows what applies, and
/// `static/element.js` handles the press. After a press the state is in a live region, because not every reader says the
/// other button. Before, it is not: Chromium reads a region aloud when it appears with its text.
fn leave_key(words: &Interface) -> El {
    let turn = |class, to, label| button("ie-link", label).class(class).attr("data-leave-key", to);
    el("div")
        .class("ie-small ie-leave-key")
        .with(p(&words.leave_key).class("ie-while-on").class("ie-at-first"))
        .with(
            el("p")
                .attr("aria-live", "polite")
                .with(span(&words.leave_key).class("ie-on-again"))
                .with(span(&words.leave_key_is_off).class("ie-while-off")),
        )
        .with(turn("ie-while-on", "off", &words.leave_key_off))
        .with(turn("ie-while-off", "on", &words.leave_key_on))
}

/// The text of the import preview.
fn preview_text(scene: &Scene, found: &ImportPreview) -> String {
    let words = scene.words();
    let (answers, changes) = (found.answers.to_string(), found.changes.to_string());
    let mut said = match found.changes {
        0 if found.new_maps == 0 => words.file_same.clone(),
        _ => fill(&words.file_brings, &[("answers", &answers), ("changes", &changes)]),
    };
    if found.new_maps > 0 {
        said.push(' ');
        said.push_str(&fill(&words.file_new_maps, &[("number", &found.new_maps.to_string())]));
    }
    let has_snapshot = |id: &RunId| scene.model.map(*id).is_some_and(|map| map.run.snapshot.is_some());
    if found.replaced.iter().any(has_snapshot) {
        said.push(' ');
        said.push_str(&words.file_snapshot);
    }
    if found.left_out > 0 {
        said.push(' ');
        said.push_str(&fill(&words.file_left_out, &[("number", &found.left_out.to_string())]));
    }
    said
}

/// The buttons of the import preview.
fn import_buttons(scene: &Scene, found: &ImportPreview) -> El {
    let words = scene.words();
    let button = |class, label: &str, taken| {
        button(class, label).on_press(scene.on_event(move |_| Action::ImportDecided(taken, today())))
    };
    let take = (found.changes + found.new_maps > 0).then(|| button("ie-button", &words.file_take, true));
    actions().key("take").maybe(take).with(button("ie-button ie-second", &words.file_leave, false))
}

/// The card for saving answers to a file and opening a file.
fn files(scene: &Scene) -> El {
    let (words, model) = (scene.words(), scene.model);
    let save = || button("ie-button ie-second", &words.file_save).attr("data-save-file", "");
    // The label is styled as the button, because browsers draw a file field differently.
    let field =
        input("file", false).class("ie-file").attr("accept", ".json,application/json").attr("data-open-file", "");
    let open = el("label").class("ie-button ie-second").with(field).text(&words.file_open);
    let unread = model.storage_problem == Some(StorageProblem::Unreadable);
    let raw = || button("ie-button ie-second", &words.file_raw).attr("data-save-raw", "");
    let undo = model.undo.last().filter(|undo| undo.import);
    let undo = undo.map(|_| second(scene, &words.file_undo, Action::UndoChosen));
    let save = (!model.maps.is_empty()).then(save);
    let buttons = actions().maybe(save).with(open).maybe(unread.then(raw)).maybe(undo);
    let saved = match model.notice {
        Some(Notice::Saved) => words.file_saved.as_str(),
        Some(Notice::NotSaved) => &words.file_not_saved,
        Some(Notice::Refused(FileError::Unknown)) => &words.file_unknown,
        Some(Notice::Refused(FileError::TooLong)) => &words.file_long,
        Some(Notice::Refused(FileError::Newer)) => &words.file_newer,
        _ => "",
    };
    let card = card().with(p(&words.file_hint).class("ie-small")).with(buttons).with(status("ie-small", saved));
    el("div").key("files").with(part(scene, &words.notes_files)).with(card)
}

/// The card for erasing everything.
pub fn erase(scene: &Scene) -> El {
    let words = scene.words();
    let button = second(scene, &words.erase, Action::EraseChosen).class("ie-erase");
    card().with(p(&words.erase_hint).class("ie-small")).with(actions().with(button))
}

/// The heading of a part of the screen.
fn part(scene: &Scene, title: &str) -> El {
    scene.level.inner().heading("ie-part").text(title)
}
