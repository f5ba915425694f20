//! Reading, writing and erasing the records of a namespace.

use super::codec::{DecodeError, Version, decode, encode};
use super::key::{Key, Namespace, RecordKey, RunId};
use super::lww_map::LwwMap;
use super::records::{Records, is_value, run_of};
use super::store::{Store, StoreError};
use crate::quiz::Run;

/// The content of a namespace.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    /// The runs, each with its records.
    pub runs: Vec<LoadedRun>,
    /// Storage keys whose texts could not be read, with the reason. The texts stay as they are.
    pub unreadable: Vec<(String, DecodeError)>,
}

/// One run of a namespace, as it was read.
#[derive(Clone, Debug)]
pub struct LoadedRun {
    /// Its number.
    pub id: RunId,
    /// The run; `None` if there is neither its header nor an answer.
    pub run: Option<Run>,
    /// The records that could be read, with their versions.
    pub versions: LwwMap,
    /// Those of them that have the present schema.
    pub records: Records,
    /// The greatest clock among them.
    pub clock: u32,
}

impl LoadedRun {
    /// A run without records.
    #[must_use]
    pub fn none(id: RunId) -> Self {
        Self { id, run: None, versions: LwwMap::default(), records: Records::default(), clock: 0 }
    }
}

impl Loaded {
    /// The run with this number.
    #[must_use]
    pub fn run(&self, id: RunId) -> Option<&LoadedRun> {
        self.runs.iter().find(|run| run.id == id)
    }

    fn run_mut(&mut self, id: RunId) -> &mut LoadedRun {
        let at = self.runs.iter().position(|run| run.id == id).unwrap_or(self.runs.len());
        if at == self.runs.len() {
            self.runs.push(LoadedRun::none(id));
        }
        &mut self.runs[at]
    }
}

/// Reads every record of a namespace that can be read.
///
/// # Errors
/// When the storage itself refuses.
pub fn read(store: &dyn Store, namespace: &Namespace) -> Result<Loaded, StoreError> {
    let mut loaded = Loaded::default();
    for full_key in store.keys(namespace.prefix())? {
        if full_key == namespace.lock_key() {
            continue;
        }
        let Some(text) = store.get(&full_key)? else { continue };
        let decoded = namespace.key(&full_key).ok_or(DecodeError::Damaged);
        match decoded.and_then(|key| Ok((key, decode(key, &text)?))) {
            Ok((RecordKey { run, key }, (version, value))) => {
                let run = loaded.run_mut(run);
                run.clock = run.clock.max(version.clock);
                // A record of schema 1 has clock 0. It is left out here, so that the next save writes it in the new
                // schema.
                if version.clock > 0 {
                    run.records.put(key, value.to_owned());
                }
                run.versions.put(key, version, value);
            }
            Err(problem) => loaded.unreadable.push((full_key, problem)),
        }
    }
    for found in &mut loaded.runs {
        let (run, bad) = run_of(&found.versions.records());
        found.run = run;
        for key in bad {
            found.records.remove(key);
            found.versions.remove(key);
            loaded.unreadable.push((namespace.full_key(RecordKey { run: found.id, key }), DecodeError::Damaged));
        }
    }
    Ok(loaded)
}

/// Changes the stored records of a run from `from` to `to`: writes the new and different ones, reads each back, and
/// removes the others. If the storage was full and the snapshot is now removed, it tries once more.
///
/// Returns the records that are now in the storage. A record that could not be written is as it was before.
///
/// # Errors
/// The first error. The other records are written all the same, unless it concerns the snapshot.
pub fn write(
    store: &dyn Store,
    namespace: &Namespace,
    run: RunId,
    version: Version,
    from: &Records,
    to: &Records,
) -> (Records, Result<(), StoreError>) {
    let mut now = from.clone();
    let mut outcome = Ok(());
    let mut tried = |result: Result<(), StoreError>| {
        if outcome.is_ok() {
            outcome = result;
        }
        result.is_ok()
    };
    for (key, value) in to.iter() {
        let record = RecordKey { run, key };
        if from.get(key) == Some(value) {
            continue;
        }
        if tried(write_record(store, namespace, record, &encode(record, version, value))) {
            now.put(key, value.to_owned());
        } else if key == Key::Snapshot {
            // The stored answers are replaced only if the snapshot of them is stored.
            return (now, outcome);
        }
    }
    for (key, _) in from.iter().filter(|(key, _)| to.get(*key).is_none()) {
        if tried(store.remove(&namespace.full_key(RecordKey { run, key }))) {
            now.remove(key);
        }
    }
    if outcome.is_err() && from.get(Key::Snapshot).is_some() && now.get(Key::Snapshot).is_none() {
        // The snapshot was the only copy of answers that could not be written. They fit into the room that it took.
        return write(store, namespace, run, version, &now, to);
    }
    (now, outcome)
}

fn write_record(store: &dyn Store, namespace: &Namespace, key: RecordKey, text: &str) -> Result<(), StoreError> {
    let full_key = namespace.full_key(key);
    if let Some(before) = store.get(&full_key)? {
        match decode(key, &before) {
            // Another version's record must not be changed.
            Err(DecodeError::Newer(_)) => return Err(StoreError::Newer),
            Ok((_, value)) if is_value(key.key, value) => {}
            // An unreadable text is never overwritten.
            _ => set_aside(store, namespace.set_aside_key(key), &before)?,
        }
    }
    store.set(&full_key, text)?;
    if store.get(&full_key)?.as_deref() == Some(text) { Ok(()) } else { Err(StoreError::NotWritten) }
}

/// Stores a text under a free key, so that texts that were set aside before are not overwritten.
fn set_aside(store: &dyn Store, mut full_key: String, text: &str) -> Result<(), StoreError> {
    while let Some(other) = store.get(&full_key)? {
        if other == text {
            return Ok(());
        }
        full_key.push('+');
    }
    store.set(&full_key, text)
}

/// Removes the storage keys of a namespace for which `which` is true, unreadable texts included, and checks that they
/// are gone. If one key cannot be removed, the others are still removed.
///
/// # Errors
/// When the storage refuses, or still holds one of them.
pub fn erase(store: &dyn Store, namespace: &Namespace, which: impl Fn(&str) -> bool) -> Result<(), StoreError> {
    // Another window may write meanwhile, so there are three passes.
    for _ in 0..3 {
        let mut outcome = Ok(());
        let mut left = store.keys(namespace.prefix())?;
        left.retain(|full_key| which(full_key));
        if left.is_empty() {
            return Ok(());
        }
        for full_key in left {
            outcome = outcome.and(store.remove(&full_key));
        }
        outcome?;
    }
    Err(StoreError::NotWritten)
}
