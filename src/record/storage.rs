//! Reading, writing and erasing the records of a namespace.

use super::codec::{DecodeError, Version, decode, encode};
use super::key::{Key, Namespace};
use super::lww_map::LwwMap;
use super::records::{Records, is_value, run_of};
use super::store::{Store, StoreError};
use crate::quiz::Run;

/// What was found in a storage.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    /// The run, if there is one. Without its own record it goes on from the beginning, with the answers that are there.
    pub run: Option<Run>,
    /// Keys of this namespace that could not be read, with why. They stay as they are.
    pub unreadable: Vec<(String, DecodeError)>,
    /// The records that were read, as they were written.
    pub writings: LwwMap,
    /// Those of them that are written in the present schema.
    pub records: Records,
    /// The greatest clock that was seen.
    pub clock: u32,
}

/// Reads whatever is good on a namespace.
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
        let opened =
            namespace.key(&full_key).ok_or(DecodeError::Damaged).and_then(|key| Ok((key, decode(key, &text)?)));
        match opened {
            Ok((key, (version, value))) => {
                loaded.clock = loaded.clock.max(version.clock);
                // A record of schema 1 is written anew when something is kept the next time.
                if version.clock > 0 {
                    loaded.records.put(key, value.to_owned());
                }
                loaded.writings.put(key, version, value);
            }
            Err(problem) => loaded.unreadable.push((full_key, problem)),
        }
    }
    let (run, bad) = run_of(&loaded.writings.records());
    loaded.run = run;
    for key in bad {
        loaded.records.remove(key);
        loaded.writings.remove(key);
        loaded.unreadable.push((namespace.full_key(key), DecodeError::Damaged));
    }
    Ok(loaded)
}

/// Brings a namespace from one state to another: writes what is new or different, reads it back, removes what is gone.
///
/// Returns what the namespace holds now; a record that could not be written is as it was before.
///
/// # Errors
/// The first failure, after everything was tried.
pub fn write(
    store: &dyn Store,
    namespace: &Namespace,
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
        if from.get(key) != Some(value) && tried(write_record(store, namespace, key, &encode(key, version, value))) {
            now.put(key, value.to_owned());
        }
    }
    for (key, _) in from.iter().filter(|(key, _)| to.get(*key).is_none()) {
        if tried(store.remove(&namespace.full_key(key))) {
            now.remove(key);
        }
    }
    (now, outcome)
}

fn write_record(store: &dyn Store, namespace: &Namespace, key: Key, text: &str) -> Result<(), StoreError> {
    let full_key = namespace.full_key(key);
    if let Some(before) = store.get(&full_key)? {
        match decode(key, &before) {
            // What a later version wrote is not ours to change.
            Err(DecodeError::Newer(_)) => return Err(StoreError::Newer),
            Ok((_, value)) if is_value(key, value) => {}
            // What cannot be read is set aside, and never written over.
            _ => set_aside(store, namespace.set_aside_key(key), &before)?,
        }
    }
    store.set(&full_key, text)?;
    if store.get(&full_key)?.as_deref() == Some(text) { Ok(()) } else { Err(StoreError::NotWritten) }
}

/// Puts a text beside what was put there before, which is not written over either.
fn set_aside(store: &dyn Store, mut full_key: String, text: &str) -> Result<(), StoreError> {
    while let Some(other) = store.get(&full_key)? {
        if other == text {
            return Ok(());
        }
        full_key.push('+');
    }
    store.set(&full_key, text)
}

/// Removes everything on a namespace, what could not be read included, and looks whether it is gone: all but what lies in one
/// full_key, where there is any to be left. What cannot be removed keeps nothing else from it.
///
/// # Errors
/// When the storage refuses, or still holds something.
pub fn erase(store: &dyn Store, namespace: &Namespace, but: Option<&str>) -> Result<(), StoreError> {
    // Once more for what another window was just writing.
    for _ in 0..3 {
        let mut outcome = Ok(());
        let mut left = store.keys(namespace.prefix())?;
        left.retain(|full_key| Some(full_key.as_str()) != but);
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
