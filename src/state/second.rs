//! The actions to which only screens of the second part of the app lead: naming, removing, erasing and restoring maps,
//! files of answers, printing; and the outcomes of removing.

use super::action::Action;
use super::effect::{Effect, Outcome};
use super::import::{ImportPreview, preview};
use super::model::{MOST_MAPS, Map, Model, Notice, SaveMode, Screen, Undo};
use super::navigate::{close_map, go_to};
use crate::content::Subject;
use crate::quiz::{Day, Label, Run, Section};
use crate::record::{FileContent, FileError, Lock, Repository, RunId, read_file, snapshot_of};
use crate::split::second_part;
use alloc::rc::Rc;

second_part! {
    /// Updates the model after such an action. It ignores every other action.
    fn update(next: &mut Model, action: Action) -> Vec<Effect> = update_here,
    "__wasm_split_00second00_import_00000000000000000000000000000002_update",
    "__wasm_split_00second00_export_00000000000000000000000000000002_update"
}

second_part! {
    /// Updates the model after removing or erasing. It ignores every other outcome.
    fn apply(next: &mut Model, outcome: Outcome) -> Vec<Effect> = apply_here,
    "__wasm_split_00second00_import_00000000000000000000000000000005_apply",
    "__wasm_split_00second00_export_00000000000000000000000000000005_apply"
}

second_part! {
    /// Removes one map, all maps or everything from the storage. Other effects have no outcome here.
    fn erase(repository: &Repository, effect: &Effect) -> Option<Outcome> = erase_here,
    "__wasm_split_00second00_import_00000000000000000000000000000006_erase",
    "__wasm_split_00second00_export_00000000000000000000000000000006_erase"
}

second_part! {
    /// Computes the preview of the opened file again, because the maps may have changed.
    fn preview_again(next: &mut Model) -> () = preview_again_here,
    "__wasm_split_00second00_import_00000000000000000000000000000003_preview",
    "__wasm_split_00second00_export_00000000000000000000000000000003_preview"
}

fn update_here(next: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::Labeled(id, typed) => {
            if let Some(map) = next.map_mut(id) {
                map.run.label = Label::new(&typed);
                next.notice = Some(Notice::Renamed);
            }
        }
        Action::RemoveChosen(id) => match next.map(id).map(|map| map.save_mode) {
            // A saved map is removed from the model, and reported as erased, only after the storage has removed it.
            Some(SaveMode::Device) => return vec![Effect::Remove(id)],
            Some(SaveMode::Visit) => remove_map(next, id),
            None => {}
        },
        Action::EraseChosen => return vec![Effect::Erase],
        Action::SavingChosen(keep) => return choose_saving(next, keep),
        Action::UndoChosen => return undo(next),
        Action::RefineAccepted => {
            if let Some(run) = next.run_mut() {
                run.refine = true;
                let first = run.questions().into_iter().find(|question| question.section() == Section::Refine);
                go_to(next, first);
            }
        }
        Action::FileOpened(text) => {
            next.import = None;
            let read = text.ok_or(FileError::TooLong).and_then(|text| read_file(&text));
            match read.and_then(|content| preview_of(next, content).ok_or(FileError::Unknown)) {
                Ok(found) if next.maps.len() + found.new_maps > MOST_MAPS => next.notice = Some(Notice::TooManyMaps),
                Ok(found) => next.import = Some(found),
                Err(problem) => next.notice = Some(Notice::Refused(problem)),
            }
        }
        Action::ImportDecided(taken, day) => {
            let found = next.import.take();
            if let Some(found) = found.filter(|_| taken) {
                import(next, found, day);
            }
        }
        Action::SnapshotDecided(id, back) => decide_snapshot(next, id, back),
        Action::FileSaved(saved) => next.notice = Some(if saved { Notice::Saved } else { Notice::NotSaved }),
        Action::PrintFailed => next.notice = Some(Notice::NotPrinted),
        Action::PrintAnswersChosen(print) => next.print_answers = print,
        _ => {}
    }
    Vec::new()
}

fn choose_saving(next: &mut Model, keep: bool) -> Vec<Effect> {
    if !keep {
        return if next.any_on_device() { vec![Effect::RemoveAll] } else { Vec::new() };
    }
    // While the storage is locked, nothing can be saved in it.
    if next.lock != Lock::Locked {
        for map in &mut next.maps {
            Rc::make_mut(map).save_mode = SaveMode::Device;
        }
    }
    Vec::new()
}

fn apply_here(next: &mut Model, outcome: Outcome) -> Vec<Effect> {
    match outcome {
        Outcome::Removed(id) => remove_map(next, id),
        Outcome::RemoveFailed(id) => {
            next.notice = Some(Notice::NotErased);
            // Undo removed the map from the model, but it is still in the storage.
            return if next.map(id).is_none() { vec![Effect::Reload] } else { Vec::new() };
        }
        Outcome::AllRemoved => {
            for map in &mut next.maps {
                Rc::make_mut(map).save_mode = SaveMode::Visit;
            }
            next.storage_problem = None;
        }
        Outcome::Erased => {
            // The browser still offers no cryptography.
            let lock = if next.lock == Lock::Unavailable { next.lock } else { Lock::None };
            let (home, second_part) = (next.home, next.second_part);
            *next = Model { home, second_part, lock, notice: Some(Notice::Erased), ..Model::new(Screen::Notes) };
        }
        Outcome::EraseFailed => {
            next.notice = Some(Notice::NotErased);
            return Vec::new();
        }
        _ => return Vec::new(),
    }
    vec![Effect::Announce]
}

/// Removes a map from the model. That can be undone until the page is closed.
fn remove_map(next: &mut Model, id: RunId) {
    let Some(at) = next.maps.iter().position(|map| map.id == id) else { return };
    let map = next.maps.remove(at);
    next.undo.push(Undo { before: vec![(id, Some(map))], import: false });
    next.notice = Some(Notice::MapErased);
    if next.open == Some(id) {
        close_map(next);
    }
}

fn preview_again_here(next: &mut Model) {
    if let Some(ImportPreview { content, .. }) = next.import.take() {
        next.import = preview_of(next, content);
    }
}

fn preview_of(model: &Model, content: FileContent) -> Option<ImportPreview> {
    let maps: Vec<(RunId, &Run)> = model.maps.iter().map(|map| (map.id, &map.run)).collect();
    let only = model.maps.first().filter(|_| model.maps.len() == 1).map(|map| map.id);
    preview(&maps, model.open.or(only), content)
}

/// Imports a file. A map that it adds is saved on this device if another map is. A map of which it replaces an answer
/// gets a snapshot, which takes the place of an earlier one; the preview says so.
fn import(next: &mut Model, found: ImportPreview, day: Option<Day>) {
    let save_mode = if next.any_on_device() { SaveMode::Device } else { SaveMode::Visit };
    let mut before = Vec::new();
    for (id, run) in found.merged {
        let old = next.maps.iter().find(|map| map.id == id).cloned();
        let replaced = old.as_ref().filter(|_| found.replaced.contains(&id));
        let snapshot = replaced.and_then(|map| snapshot_of(&map.run, day?)).map(Box::new);
        before.push((id, old));
        match next.map_mut(id) {
            Some(map) => {
                map.run = run;
                map.run.snapshot = snapshot.or(map.run.snapshot.take());
            }
            None => next.maps.insert(0, Rc::new(Map { id, run, save_mode })),
        }
        next.open = next.open.or(Some(id));
    }
    next.undo.push(Undo { before, import: true });
    next.notice = Some(Notice::Imported);
}

/// Goes back to the snapshot of a map, or removes the snapshot. Going back can be undone until the page is closed.
/// Removing cannot, and also ends the undo of the import, which would bring back the same answers.
fn decide_snapshot(next: &mut Model, id: RunId, back: bool) {
    let old = next.maps.iter().find(|map| map.id == id).cloned();
    let Some(run) = next.map_mut(id).map(|map| &mut map.run) else { return };
    let Some(snapshot) = run.snapshot.take() else { return };
    if back {
        let subject = run.answers.subject;
        *run = Run { label: run.label.take(), begun: run.begun, ..snapshot.run };
        keep_subject(run, subject);
        next.undo.push(Undo { before: vec![(id, old)], import: true });
        next.notice = Some(Notice::ImportUndone);
    } else {
        next.undo.retain(|undo| !undo.import || undo.before.iter().all(|(of, _)| *of != id));
        next.notice = Some(Notice::SnapshotRemoved);
    }
}

/// Keeps the subject that a file has added. Only erasing may remove a stored subject: another window would take the map
/// for erased, and drop what it has answered.
fn keep_subject(run: &mut Run, subject: Option<Subject>) {
    run.answers.subject = run.answers.subject.or(subject);
}

/// Undoes the last change. A map that an import added is also removed from the storage.
fn undo(next: &mut Model) -> Vec<Effect> {
    let mut effects = Vec::new();
    let Some(Undo { before, import }) = next.undo.pop() else { return effects };
    let added = before.iter().filter(|(id, map)| map.is_some() && next.map(*id).is_none()).count();
    if next.maps.len() + added > MOST_MAPS {
        next.undo.push(Undo { before, import });
        next.notice = Some(Notice::TooManyMaps);
        return effects;
    }
    for (id, map) in before {
        let at = next.maps.iter().position(|map| map.id == id);
        match (at, map) {
            (Some(at), Some(mut map)) => {
                keep_subject(&mut Rc::make_mut(&mut map).run, next.maps[at].run.answers.subject);
                next.maps[at] = map;
            }
            (None, Some(map)) => next.maps.insert(0, map),
            (Some(at), None) => {
                if next.maps.remove(at).save_mode == SaveMode::Device {
                    effects.push(Effect::Remove(id));
                }
                if next.open == Some(id) {
                    next.open = None;
                }
            }
            (None, None) => {}
        }
    }
    next.notice = Some(if import { Notice::ImportUndone } else { Notice::MapRestored });
    effects
}

fn erase_here(repository: &Repository, effect: &Effect) -> Option<Outcome> {
    Some(match effect {
        Effect::Remove(id) => match repository.remove(*id) {
            Ok(()) => Outcome::Removed(*id),
            Err(_) => Outcome::RemoveFailed(*id),
        },
        Effect::RemoveAll => match repository.remove_all() {
            Ok(()) => Outcome::AllRemoved,
            Err(_) => Outcome::EraseFailed,
        },
        Effect::Erase => match repository.erase() {
            Ok(()) => Outcome::Erased,
            Err(_) => Outcome::EraseFailed,
        },
        _ => return None,
    })
}
