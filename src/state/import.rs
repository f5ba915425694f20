//! What a file of answers would bring to the maps that are here.

use crate::quiz::Run;
use crate::record::{FileContent, Key, RunId, records, run_of, seed_of};

/// What a file would bring, before it is taken.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportPreview {
    /// What is in it.
    pub content: FileContent,
    /// The maps that it would change or add, as they would be.
    pub merged: Vec<(RunId, Run)>,
    /// How many answers it holds.
    pub answers: usize,
    /// How many of its entries could not be read, and are left out.
    pub left_out: usize,
    /// How many of its answers are new here, or differ from those here.
    pub changes: usize,
    /// How many maps it would add.
    pub new_maps: usize,
}

/// What a file would bring to these maps; `None` if it holds no answer.
///
/// A run of the file belongs to the map with the same seed, which tells one run from another on any device. A run without
/// its own record, and so without a seed, belongs to the map of the same number or else to the open one. Any other run
/// becomes a map of its own. The file's answers come before those of the map; the map's label, day and place in the quiz
/// stay.
#[must_use]
pub fn preview(maps: &[(RunId, &Run)], open: Option<RunId>, content: FileContent) -> Option<ImportPreview> {
    let mut merged: Vec<(RunId, Run)> = Vec::new();
    let (mut answers, mut changes, mut new_maps, mut left_out) = (0, 0, 0, content.unreadable);
    for (id, file) in &content.runs {
        let mut file = file.clone();
        for key in run_of(&file).1 {
            file.remove(key);
            left_out += 1;
        }
        let seed = file.get(Key::Run).and_then(seed_of);
        let known = match seed {
            Some(seed) => maps.iter().find(|(_, run)| run.seed == seed),
            None => maps.iter().find(|(of, _)| of == id).or(maps.iter().find(|(of, _)| Some(*of) == open)),
        };
        let before = known.map(|(_, run)| records(run)).unwrap_or_default();
        let mut after = before.clone();
        for (key, value) in file.iter() {
            if matches!(key, Key::Run | Key::Label | Key::Begun) {
                if before.get(key).is_none() {
                    after.put(key, value.to_owned());
                }
                continue;
            }
            answers += 1;
            changes += usize::from(before.get(key) != Some(value));
            after.put(key, value.to_owned());
        }
        let Some(run) = run_of(&after).0 else { continue };
        let id = known.map_or_else(
            || {
                new_maps += 1;
                // A run of another seed may have this number here, or in this file.
                let mut id = *id;
                while maps.iter().any(|(of, _)| *of == id) || merged.iter().any(|(of, _)| *of == id) {
                    id = id.next();
                }
                id
            },
            |(id, _)| *id,
        );
        merged.push((id, run));
    }
    (answers > 0).then_some(ImportPreview { content, merged, answers, left_out, changes, new_maps })
}
