//! Updates the model after an effect.

use super::effect::{Effect, Outcome};
use super::model::{Map, Model, Notice, SaveMode, StorageProblem};
use super::navigate::{close_map, open};
use super::second;
use crate::quiz::Run;
use crate::record::RunId;
use alloc::rc::Rc;

/// The model after an outcome, and the effects that follow. A notice stays, because no person acted.
pub fn apply(model: &Model, outcome: Outcome) -> (Model, Vec<Effect>) {
    let mut next = model.clone();
    let mut effects = Vec::new();
    match outcome {
        Outcome::Saved { damaged } => {
            next.storage_problem = damaged.then_some(StorageProblem::Unreadable);
            effects.push(Effect::Announce);
        }
        Outcome::SaveFailed(problem) => next.storage_problem = Some(problem),
        Outcome::ErasedElsewhere(id) => {
            drop_erased(&mut next, &[id]);
            // Another run may have its number.
            effects.push(Effect::Reload);
        }
        Outcome::Conflicted(id) => {
            if let Some(map) = next.map_mut(id) {
                map.save_mode = SaveMode::Visit;
            }
            next.storage_problem = Some(StorageProblem::Conflict);
        }
        // Only actions of the second part lead to these outcomes.
        Outcome::Removed(_)
        | Outcome::RemoveFailed(_)
        | Outcome::AllRemoved
        | Outcome::Erased
        | Outcome::EraseFailed => effects.extend(second::apply(&mut next, outcome)),
        Outcome::Reloaded { runs, damaged } => {
            if next.all_saved() {
                next.storage_problem = damaged.then_some(StorageProblem::Unreadable);
            }
            merge_reloaded(&mut next, runs);
        }
    }
    (next, effects)
}

/// Removes the maps that another window has erased. That cannot be undone here.
fn drop_erased(next: &mut Model, ids: &[RunId]) {
    next.maps.retain(|map| !ids.contains(&map.id));
    next.undo.retain(|undo| !undo.before.iter().any(|(id, _)| ids.contains(id)));
    next.notice = Some(if next.maps.is_empty() { Notice::Erased } else { Notice::MapErasedElsewhere });
    if next.open.is_some_and(|open| ids.contains(&open)) {
        close_map(next);
    }
}

/// Takes the runs from the storage into the model. The next question of a run stays as this window has it.
fn merge_reloaded(next: &mut Model, runs: Vec<(RunId, Run)>) {
    let gone: Vec<RunId> = next
        .maps
        .iter()
        .filter(|map| map.save_mode == SaveMode::Device && runs.iter().all(|(id, _)| *id != map.id))
        .map(|map| map.id)
        .collect();
    if !gone.is_empty() {
        drop_erased(next, &gone);
    }
    for (id, mut run) in runs {
        let Some(map) = next.map(id) else {
            next.maps.insert(0, Rc::new(Map { id, run, save_mode: SaveMode::Device }));
            continue;
        };
        // Answers for this visit belong to this window only.
        if map.save_mode == SaveMode::Visit || map.run == run {
            continue;
        }
        let same = map.run.seed == run.seed;
        if same {
            run.at = map.run.at.filter(|at| run.questions().contains(at));
        }
        if map.run == run {
            continue;
        }
        if let Some(map) = next.map_mut(id) {
            map.run = run;
        }
        // Undoing an import would also undo what another window has written since then.
        next.undo.retain(|undo| !undo.before.iter().any(|(of, _)| *of == id));
        if !same && next.open == Some(id) {
            close_map(next);
        }
    }
}

/// Removes every map that is saved from the model, because the storage is locked. Maps for this visit stay.
pub fn lock(next: &mut Model) {
    // An erased map that was saved must not come back past the lock.
    let visit = |map: &Option<Rc<Map>>| map.as_ref().is_some_and(|map| map.save_mode == SaveMode::Visit);
    next.undo.retain(|undo| undo.before.iter().all(|(_, map)| visit(map)));
    if !next.any_on_device() && !next.maps.is_empty() {
        return;
    }
    let screen = next.screen;
    let mut maps = core::mem::take(&mut next.maps);
    maps.retain(|map| map.save_mode == SaveMode::Visit);
    *next = Model {
        lock: next.lock,
        second_part: next.second_part,
        notice: next.notice,
        home: next.home,
        open: next.open,
        undo: core::mem::take(&mut next.undo),
        maps,
        ..Model::new(screen)
    };
    if next.open_map().is_none() {
        close_map(next);
    } else {
        open(next, screen);
    }
}
