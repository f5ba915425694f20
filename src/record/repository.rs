//! Saves runs, and finds out what other windows have saved, removed or erased.
//!
//! Each record has a storage key of its own and is written blindly, with a version: no record is read in order to be
//! changed, because two windows that do so lose each other's writes. The seed in a run's own record (`run`) identifies
//! the run. Erasing removes that record with all others, and leaves no tombstone behind. A window looks for the record
//! of its run before and after each write. If the record is gone, the run was erased elsewhere: the window removes what
//! it has written and stops.

use super::codec::{DecodeError, Version, decode};
use super::key::{Key, Namespace, RecordKey, RunId};
use super::lww_map::LwwMap;
use super::records::{Records, records, run_of, seed_of};
use super::storage::{Loaded, LoadedRun, erase, read, write};
use super::store::{Store, StoreError};
use crate::quiz::Run;
use core::cell::{Cell, RefCell};

/// The runs of one namespace in a storage, and what this window last knew of them.
pub struct Repository {
    store: Box<dyn Store>,
    namespace: Namespace,
    replica: u32,
    clock: Cell<u32>,
    /// The records of each run as this window last read or wrote them.
    known: RefCell<Vec<(RunId, Records)>>,
    /// The storage keys of the damaged texts, as this window last read them.
    damaged: RefCell<Vec<String>>,
    /// Whether this window ever saw or wrote a record. A storage that refused from the start holds none.
    any: Cell<bool>,
}

/// What came of saving a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveOutcome {
    /// Every record of the run is in the storage.
    Saved,
    /// Another window has erased this run. Nothing was saved.
    ErasedElsewhere,
    /// A run that another window began has this number. Nothing was saved.
    Conflict,
}

impl Repository {
    /// Opens a namespace and reads it. `replica` is a number that this window drew at random.
    pub fn open(store: Box<dyn Store>, namespace: Namespace, replica: u32) -> (Self, Result<Loaded, StoreError>) {
        let (clock, known, damaged, any) = Default::default();
        let repository = Self { store, namespace, replica, clock, known, damaged, any };
        let loaded = repository.read();
        (repository, loaded)
    }

    /// Saves a run: writes the records that are new or different, and removes those that the run no longer has.
    ///
    /// # Errors
    /// When the storage refuses. Records that were there before are still there.
    pub fn save(&self, id: RunId, run: &Run) -> Result<SaveOutcome, StoreError> {
        let wanted = records(run);
        let known = self.known(id);
        if wanted == known {
            return self.store.flush().map(|()| SaveOutcome::Saved);
        }
        let ours = known.get(Key::Run).and_then(seed_of);
        let stored = self.seed(id, ours)?;
        if ours.is_some() && stored != ours {
            return self.erased_elsewhere(id, &known);
        }
        if ours.is_none() && stored.is_some_and(|stored| stored != run.seed) {
            return Ok(SaveOutcome::Conflict);
        }
        let version = self.next_version();
        let (now, outcome) = write(&*self.store, &self.namespace, id, version, &known, &wanted);
        self.clock.set(version.clock);
        self.any.set(self.any.get() || now.iter().next().is_some());
        let written = now.get(Key::Run).and_then(seed_of);
        self.know(id, now.clone());
        // Another window may have erased the run during the write. Then a failed write is a sign of that, too.
        if written.is_some() && (self.seed(id, written)? != written || self.lacks_subject(id, &now)?) {
            return self.erased_elsewhere(id, &now);
        }
        outcome.and_then(|()| self.store.flush()).map(|()| SaveOutcome::Saved)
    }

    /// The runs of the namespace as they are now. To each of `mine` it adds the records that this window could not
    /// write. A run of `mine` that was saved and is missing from the answer was erased by another window.
    ///
    /// # Errors
    /// When the storage refuses.
    pub fn reload(&self, mine: &[(RunId, &Run)]) -> Result<Vec<(RunId, Run)>, StoreError> {
        let before = self.known.borrow().clone();
        // The version of this window's unsaved records, as if it had been able to write them.
        let unsaved = self.next_version();
        let mut loaded = self.read()?;
        for (id, _) in mine {
            if loaded.run(*id).is_none() {
                loaded.runs.push(LoadedRun::none(*id));
            }
        }
        let mut runs = Vec::new();
        for found in &loaded.runs {
            let mine = mine.iter().find(|(id, _)| *id == found.id).map(|(_, run)| *run);
            let known = before.iter().find(|(id, _)| *id == found.id).map(|(_, records)| records);
            // If the storage refuses, or a later version wrote the run, it stays as this window has it.
            let run = self.reload_one(found, &loaded, known, mine, unsaved).unwrap_or_else(|_| mine.cloned());
            runs.extend(run.map(|run| (found.id, run)));
        }
        Ok(runs)
    }

    fn reload_one(
        &self,
        found: &LoadedRun,
        loaded: &Loaded,
        known: Option<&Records>,
        mine: Option<&Run>,
        unsaved: Version,
    ) -> Result<Option<Run>, StoreError> {
        let id = found.id;
        let nothing = Records::default();
        let known = known.unwrap_or(&nothing);
        let ours = known.get(Key::Run).and_then(seed_of);
        let stored = self.seed(id, ours)?;
        if ours.is_some() && (stored != ours || self.lacks_subject(id, known)?) {
            self.remove_own(id, known)?;
            // If the storage still has a run with this number, it is another run.
            return Ok(self.read()?.run(id).and_then(|found| found.run.clone()));
        }
        let unreadable = |key| {
            let full_key = self.namespace.full_key(RecordKey { run: id, key });
            loaded.unreadable.iter().any(|(unreadable, _)| *unreadable == full_key)
        };
        let all_readable =
            loaded.unreadable.iter().all(|(full_key, _)| self.namespace.run_of_key(full_key) != Some(id));
        // Every record of a run whose own record could not be read is gone.
        if known.iter().next().is_some() && found.run.is_none() && all_readable {
            return Ok(None);
        }
        // This window never saved its run, so no other window erased it: it stays as it is.
        if let Some(mine) = mine.filter(|mine| ours.is_none() && stored.is_some_and(|stored| stored != mine.seed)) {
            self.know(id, Records::default());
            return Ok(Some(mine.clone()));
        }
        let mine = mine.map(records).unwrap_or_default();
        let mut all = LwwMap::default();
        // A record that is damaged in the storage may be intact in this window.
        for (key, value) in mine.iter().filter(|(key, value)| known.get(*key) != Some(value) || unreadable(*key)) {
            all.put(key, unsaved, value);
        }
        all.merge(&found.versions);
        Ok(run_of(&all.records()).0)
    }

    /// Whether a record was damaged when the namespace was last read. Records that a later version wrote, or that are
    /// encrypted, are not damaged.
    pub fn damaged(&self) -> bool {
        !self.damaged.borrow().is_empty()
    }

    /// Drops the records that this window has read, because the storage is locked.
    pub fn invalidate(&self) {
        self.known.replace(Vec::new());
    }

    /// Removes one run, its unreadable texts and those that were set aside included.
    ///
    /// # Errors
    /// When the storage refuses.
    pub fn remove(&self, id: RunId) -> Result<(), StoreError> {
        self.know(id, Records::default());
        self.erase_where(|full_key| self.namespace.run_of_key(full_key) == Some(id))
    }

    /// Removes all runs, unreadable texts and those that were set aside included. A passphrase's lock stays, so that
    /// records that are saved later are encrypted again.
    ///
    /// # Errors
    /// When the storage refuses.
    pub fn remove_all(&self) -> Result<(), StoreError> {
        self.invalidate();
        let lock = self.namespace.lock_key();
        self.erase_where(|full_key| full_key != lock)
    }

    /// Removes every key of the namespace.
    ///
    /// # Errors
    /// When the storage refuses.
    pub fn erase(&self) -> Result<(), StoreError> {
        self.invalidate();
        self.erase_where(|_| true)
    }

    fn erase_where(&self, which: impl Fn(&str) -> bool) -> Result<(), StoreError> {
        let erased = erase(&*self.store, &self.namespace, &which);
        if erased.is_ok() {
            self.damaged.borrow_mut().retain(|full_key| !which(full_key));
        }
        erased.or_else(|problem| if self.any.get() { Err(problem) } else { Ok(()) })
    }

    fn known(&self, id: RunId) -> Records {
        let known = self.known.borrow();
        known.iter().find(|(of, _)| *of == id).map(|(_, records)| records.clone()).unwrap_or_default()
    }

    fn know(&self, id: RunId, records: Records) {
        let mut known = self.known.borrow_mut();
        known.retain(|(of, _)| *of != id);
        known.push((id, records));
    }

    fn next_version(&self) -> Version {
        Version { clock: self.clock.get().saturating_add(1), replica: self.replica }
    }

    fn read(&self) -> Result<Loaded, StoreError> {
        let loaded = read(&*self.store, &self.namespace)?;
        self.known.replace(loaded.runs.iter().map(|found| (found.id, found.records.clone())).collect());
        let latest = loaded.runs.iter().map(|found| found.clock).max().unwrap_or_default();
        self.clock.set(self.clock.get().max(latest));
        let any = loaded.runs.iter().any(|found| found.run.is_some()) || !loaded.unreadable.is_empty();
        self.any.set(self.any.get() || any);
        let damaged = loaded.unreadable.iter().filter(|(_, problem)| *problem == DecodeError::Damaged);
        self.damaged.replace(damaged.map(|(full_key, _)| full_key.clone()).collect());
        Ok(loaded)
    }

    /// The seed of the run that the storage holds under this number.
    ///
    /// It is an error if a later version wrote the run's own record, or if that is encrypted: then the seed is unknown,
    /// but the run is not erased, and its answers must not be removed. If the record is damaged, the seed is `ours`, so
    /// that the window continues with its run.
    fn seed(&self, id: RunId, ours: Option<u64>) -> Result<Option<u64>, StoreError> {
        let key = RecordKey { run: id, key: Key::Run };
        let text = self.store.get(&self.namespace.full_key(key))?;
        match text.as_deref().map(|text| decode(key, text)) {
            Some(Err(DecodeError::Newer(_))) => Err(StoreError::Newer),
            Some(Ok((_, value))) => Ok(seed_of(value).or(ours)),
            Some(Err(DecodeError::Damaged)) => Ok(ours),
            None => Ok(None),
        }
    }

    /// Whether the record `subject` is gone, which only erasing removes. It is a second sign, because `run` may be
    /// there again: if another window erases between this window's check of `run` and its write of `run`, the write
    /// restores it.
    fn lacks_subject(&self, id: RunId, known: &Records) -> Result<bool, StoreError> {
        let full_key = self.namespace.full_key(RecordKey { run: id, key: Key::Subject });
        Ok(known.get(Key::Subject).is_some() && self.store.get(&full_key)?.is_none())
    }

    fn erased_elsewhere(&self, id: RunId, known: &Records) -> Result<SaveOutcome, StoreError> {
        self.remove_own(id, known)?;
        self.know(id, Records::default());
        Ok(SaveOutcome::ErasedElsewhere)
    }

    /// Removes the records of an erased run that this window wrote. A record with another value belongs to another run.
    fn remove_own(&self, id: RunId, known: &Records) -> Result<(), StoreError> {
        for (key, value) in known.iter() {
            let record = RecordKey { run: id, key };
            let full_key = self.namespace.full_key(record);
            let text = self.store.get(&full_key)?;
            let found = text.as_deref().and_then(|text| decode(record, text).ok());
            if found.is_some_and(|(version, found)| {
                found == value && (version.replica == self.replica || self.seed(id, None) == Ok(None))
            }) {
                self.store.remove(&full_key)?;
            }
        }
        Ok(())
    }
}
