//! Updates the model after an action.
//!
//! Architecture Invariant: `update` reads no clock, no random number and no storage, and writes no storage. The action
//! carries the values that it needs, and it returns each storage operation as an [`Effect`].

use super::action::{Action, Answer, NewRun};
use super::answer::record;
use super::effect::Effect;
use super::model::{MOST_MAPS, Map, Model, Notice, SaveMode, Screen, SecondPart, StorageProblem};
use super::navigate::{advance, go_to, open, resume, retreat};
use super::{outcome, second};
use crate::quiz::{Question, Run};
use crate::record::{Lock, RunId};
use alloc::rc::Rc;

/// The model after an action, and the effects to perform.
#[must_use]
pub fn update(model: &Model, action: Action) -> (Model, Vec<Effect>) {
    let mut next = model.clone();
    let mut effects = Vec::new();
    next.notice = None;
    match action {
        Action::SubjectChosen(subject) => {
            next.empty_submits = 0;
            match (model.screen.question(), next.run_mut()) {
                (Some(Question::Subject), Some(run)) => run.answers.subject = Some(subject),
                _ => next.chosen = Some(subject),
            }
        }
        Action::KeepChosen(keep) => next.keep = keep,
        Action::Began { keep, new } => begin(&mut next, keep, new),
        Action::StartOpened(subject) => {
            next.chosen = subject;
            open(&mut next, Screen::Start);
        }
        Action::Resumed => match next.open_map().map(|map| map.id) {
            Some(id) => resume(&mut next, id),
            None if next.lock == Lock::Locked => open(&mut next, Screen::Notes),
            None => open(&mut next, Screen::Start),
        },
        Action::MapOpened(id, screen) => {
            if next.map(id).is_some() {
                match screen {
                    Some(screen) => {
                        next.open = Some(id);
                        open(&mut next, screen);
                    }
                    None => resume(&mut next, id),
                }
            }
        }
        Action::Opened(screen) => {
            // Opening the notes is a request for the saved maps, so the newest one becomes the open one.
            if screen == Screen::Notes {
                next.open = next.open.or(next.maps.first().map(|map| map.id));
            }
            open(&mut next, screen);
        }
        Action::Searched(query) => next.query = query,
        Action::Answered(answer) => {
            if let Some((question, _)) = on_question(&mut next)
                && let Some(run) = next.run_mut()
            {
                let notice = record(run, question, answer);
                next.notice = notice;
                if matches!(answer, Answer::CalledEqual | Answer::Skipped) {
                    advance(&mut next, question);
                }
            }
        }
        Action::Continued => {
            if let Some((question, submits)) = on_question(&mut next) {
                submit(&mut next, question, submits);
            }
        }
        Action::WentBack => {
            if let Some((question, _)) = on_question(&mut next) {
                retreat(&mut next, question);
            }
        }
        Action::ObstaclesOffered(accepted) => {
            if let Some((question, _)) = on_question(&mut next)
                && let Some(run) = next.run_mut()
            {
                run.obstacles = accepted;
                advance(&mut next, question);
            }
        }
        Action::ChangeOpened(question) => open(&mut next, Screen::Change(question)),
        // Only screens of the second part lead to these actions.
        Action::Labeled(..)
        | Action::RemoveChosen(_)
        | Action::EraseChosen
        | Action::UndoChosen
        | Action::SavingChosen(_)
        | Action::RefineAccepted
        | Action::FileOpened(_)
        | Action::ImportDecided(..)
        | Action::SnapshotDecided(..)
        | Action::FileSaved(_)
        | Action::PrintFailed
        | Action::PrintAnswersChosen(_) => {
            if next.second_part == SecondPart::Here {
                effects.extend(second::update(&mut next, action));
            }
        }
        Action::LockChanged(lock, tried) => {
            next.lock = lock;
            // Erasing also removes the lock. Its notice stays.
            next.notice = tried
                .map(Notice::Passphrase)
                .or(model.notice.filter(|notice| matches!(notice, Notice::Erased | Notice::NotErased)));
            if lock == Lock::Locked {
                outcome::lock(&mut next);
                effects.push(Effect::Invalidate);
            } else if model.lock == Lock::Locked {
                effects.push(Effect::Reload);
            }
            return (next, effects);
        }
        Action::StorageChanged => {
            next.notice = model.notice;
            if next.lock != Lock::Locked {
                effects.push(Effect::Reload);
            }
            return (next, effects);
        }
        Action::SecondPartChanged(now) => {
            // A notice stays, because no person acted.
            return (Model { second_part: now, ..model.clone() }, effects);
        }
        Action::PageDiscarded => next.page_discarded = next.maps.is_empty(),
        Action::Stored(outcome) => return outcome::apply(model, outcome),
    }
    // The action may have changed what the opened file would change.
    if next.import.is_some() {
        second::preview_again(&mut next);
    }
    effects.extend(save(model, &mut next));
    (next, effects)
}

/// The effect that saves the changed maps; after a failure, that saves all maps again.
fn save(model: &Model, next: &mut Model) -> Option<Effect> {
    if next.storage_problem == Some(StorageProblem::Conflict) {
        next.storage_problem = None;
    }
    let again = !next.all_saved();
    let same = |map: &Rc<Map>| model.maps.iter().any(|before| Rc::ptr_eq(before, map) || before == map);
    let changed = |map: &&Rc<Map>| again || !same(map);
    let on_device = next.maps.iter().filter(|map| map.save_mode == SaveMode::Device);
    let ids: Vec<RunId> = on_device.filter(changed).map(|map| map.id).collect();
    if ids.is_empty() && again {
        // No map is left to save, so the problem no longer exists.
        next.storage_problem = None;
    }
    (!ids.is_empty()).then_some(Effect::Save(ids))
}

/// Begins an action on the question on the screen. Returns the question and the number of its empty submits, which it
/// sets to 0.
fn on_question(next: &mut Model) -> Option<(Question, u8)> {
    let question = next.screen.question()?;
    let open = next.open_map()?.id;
    // Undoing an import would also undo the answer.
    next.undo.retain(|undo| !undo.import || undo.before.iter().all(|(id, _)| *id != open));
    Some((question, core::mem::take(&mut next.empty_submits)))
}

fn submit(next: &mut Model, question: Question, submits: u8) {
    let passed = next.run().is_some_and(|run| run.passed(question));
    if passed || question == Question::ObstaclesOffer {
        advance(next, question);
    } else {
        next.empty_submits = submits.saturating_add(1);
    }
}

fn begin(next: &mut Model, keep: bool, new: NewRun) {
    // A locked storage must not be written to. The notes show how to unlock it.
    if keep && next.lock == Lock::Locked {
        return open(next, Screen::Notes);
    }
    let Some(subject) = next.chosen else {
        let submits = next.empty_submits;
        open(next, Screen::Start);
        next.empty_submits = submits.saturating_add(1);
        next.keep = keep;
        return;
    };
    // A second map about the same person begins only on the start card, which offers the first one. Maps that nobody
    // has opened in this visit may be those of another person, and are not offered by name.
    let offered = next.screen == Screen::Start || next.open.is_none();
    if !offered && next.maps.iter().any(|map| map.run.answers.subject == Some(subject)) {
        next.keep = keep;
        return open(next, Screen::Start);
    }
    if next.maps.len() >= MOST_MAPS {
        open(next, Screen::Notes);
        next.notice = Some(Notice::TooManyMaps);
        return;
    }
    (next.chosen, next.keep) = (None, false);
    let id = new.id.free(|id| next.map(id).is_some());
    let run = Run { begun: new.begun, ..Run::new(new.seed, subject) };
    let first = run.at;
    let save_mode = if keep { SaveMode::Device } else { SaveMode::Visit };
    next.maps.insert(0, Rc::new(Map { id, run, save_mode }));
    next.open = Some(id);
    go_to(next, first);
}
