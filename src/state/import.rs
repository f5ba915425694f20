//! The import preview: what importing a file of answers would change.

use crate::quiz::Run;
use crate::record::{FileContent, Key, RunId, records, run_of, seed_of};

/// What importing a file would change.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportPreview {
    /// The content of the file.
    pub content: FileContent,
    /// The maps that the import would change or add, as they would be after it.
    pub merged: Vec<(RunId, Run)>,
    /// The maps of which the import would replace an answer. Only these need a snapshot: where a file only adds answers,
    /// none is lost, and a copy would be one more text that somebody could find.
    pub replaced: Vec<RunId>,
    /// The number of answers in the file.
    pub answers: usize,
    /// The number of entries that cannot be read and are left out.
    pub left_out: usize,
    /// The number of answers in the file that are new, or that differ from those of the map.
    pub changes: usize,
    /// The number of maps that the import would add.
    pub new_maps: usize,
}

/// The preview of importing a file into these maps; `None` if the file has no answer.
///
/// A run of the file is merged into the map with the same seed, which identifies the run on any device. A run without a
/// header, and so without a seed, is merged into the map with the same number, or else into the open one. Any other run
/// becomes a new map. Answers of the file replace those of the map. The map keeps its label, its day, its next question
/// and its snapshot.
#[must_use]
pub fn preview(maps: &[(RunId, &Run)], open: Option<RunId>, content: FileContent) -> Option<ImportPreview> {
    let (mut merged, mut replaced): (Vec<(RunId, Run)>, Vec<RunId>) = Default::default();
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
        // Two runs of a file can belong to one map.
        let again = merged.iter().position(|(of, _)| known.is_some_and(|(id, _)| id == of));
        let mut after = again.map_or_else(|| before.clone(), |at| records(&merged[at].1));
        let mut replaces = false;
        for (key, value) in file.iter() {
            if matches!(key, Key::Run | Key::Label | Key::Begun) {
                if before.get(key).is_none() {
                    after.put(key, value.to_owned());
                }
                continue;
            }
            answers += 1;
            changes += usize::from(before.get(key) != Some(value));
            replaces |= before.get(key).is_some_and(|mine| mine != value);
            after.put(key, value.to_owned());
        }
        let Some(run) = run_of(&after).0 else { continue };
        let id = known.map_or_else(
            || {
                new_maps += 1;
                // Another map, or another run of the file, may have this number.
                id.free(|id| maps.iter().any(|(of, _)| *of == id) || merged.iter().any(|(of, _)| *of == id))
            },
            |(id, _)| *id,
        );
        if replaces {
            replaced.push(id);
        }
        match again {
            Some(at) => merged[at].1 = run,
            None => merged.push((id, run)),
        }
    }
    (answers > 0).then_some(ImportPreview { content, merged, replaced, answers, left_out, changes, new_maps })
}
