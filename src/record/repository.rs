//! Keeps a namespace in step with a run, or empty; and hears what other windows do to the same namespace.
//!
//! Each record is a key of its own, written blindly with a version: nothing is read in order to be changed, which is where
//! two windows lose each other's writings. What makes all records one run is the seed in the run's own record. Erasing
//! takes that record away, and a window that finds the record of its run gone, before or after it has written, knows
//! that the run was erased elsewhere, takes away what it has written, and stops. So nothing has to stay behind to say so.

use super::codec::{DecodeError, Version, decode};
use super::key::{Key, Namespace};
use super::lww_map::LwwMap;
use super::records::{Records, records, run_of, seed_of};
use super::storage::{Loaded, erase, read, write};
use super::store::{Store, StoreError};
use crate::quiz::Run;
use core::cell::{Cell, RefCell};

/// A namespace of a storage, and what is known to lie on it.
pub struct Repository {
    store: Box<dyn Store>,
    namespace: Namespace,
    replica: u32,
    clock: Cell<u32>,
    held: RefCell<Records>,
    damaged: Cell<bool>,
    /// Whether anything was ever seen on the namespace, or written: where the storage refuses from the start, nothing lies.
    any: Cell<bool>,
}

/// What came of save_mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveOutcome {
    /// The namespace is in step.
    Saved,
    /// Another window has erased this run, or begun another one: nothing was kept.
    ErasedElsewhere,
    /// Another run lies there, which this window has not begun and does not take away: nothing was kept.
    Conflict,
}

impl Repository {
    /// Opens a namespace and reads what is there. `replica` is a number that this window drew.
    pub fn open(store: Box<dyn Store>, namespace: Namespace, replica: u32) -> (Self, Result<Loaded, StoreError>) {
        let (clock, held, damaged, any) = Default::default();
        let repository = Self { store, namespace, replica, clock, held, damaged, any };
        let kept = repository.read();
        (repository, kept)
    }

    /// Brings the namespace in step: the records of `run`, or none at all. Nothing is written that is there already.
    ///
    /// # Errors
    /// When the storage refuses; what lay there before still does.
    pub fn save(&self, run: Option<&Run>) -> Result<SaveOutcome, StoreError> {
        let wanted = run.map(records).unwrap_or_default();
        let held = self.held.borrow().clone();
        if wanted == held {
            return self.store.flush().map(|()| SaveOutcome::Saved);
        }
        let ours = held.get(Key::Run).and_then(seed_of);
        let stored = self.seed(ours)?;
        if ours.is_some() && stored != ours {
            return self.gone(&held);
        }
        if ours.is_none() && stored.is_some() && run.map(|run| run.seed) != stored {
            return Ok(SaveOutcome::Conflict);
        }
        let version = self.version();
        let (now, outcome) = write(&*self.store, &self.namespace, version, &held, &wanted);
        self.clock.set(version.clock);
        self.any.set(self.any.get() || now.iter().next().is_some());
        let begun = now.get(Key::Run).and_then(seed_of);
        self.held.replace(now.clone());
        // It may have gone while this was written; then a failure to write is that, too.
        if begun.is_some() && (self.seed(begun)? != begun || self.lost(&now)?) {
            return self.gone(&now);
        }
        outcome.and_then(|()| self.store.flush()).map(|()| SaveOutcome::Saved)
    }

    /// The run as the namespace has it now, with what of `mine` could not be kept; nothing where there is none.
    ///
    /// # Errors
    /// When the storage refuses.
    pub fn reload(&self, mine: Option<&Run>) -> Result<Option<Run>, StoreError> {
        let before = self.held.borrow().clone();
        // As this window would write it, had it been able to.
        let unsaved = self.version();
        let ours = before.get(Key::Run).and_then(seed_of);
        let kept = self.read()?;
        let lies = self.seed(ours)?;
        if ours.is_some() && (lies != ours || self.lost(&before)?) {
            self.clean(&before)?;
            return Ok(self.read()?.run);
        }
        // All of a run whose own record could not be read.
        if before.iter().next().is_some() && kept.run.is_none() && kept.unreadable.is_empty() {
            return Ok(None);
        }
        // Where no run was ever written, none was erased either: this one is here, and could not be kept.
        if let Some(mine) = mine.filter(|mine| ours.is_none() && lies.is_some_and(|lies| lies != mine.seed)) {
            self.invalidate();
            return Ok(Some(mine.clone()));
        }
        let mine = mine.map(records).unwrap_or_default();
        // What is damaged there is still whole here.
        let damaged = |key| kept.unreadable.iter().any(|(place, _)| *place == self.namespace.full_key(key));
        let mut all = LwwMap::default();
        for (key, value) in mine.iter().filter(|(key, value)| before.get(*key) != Some(value) || damaged(*key)) {
            all.put(key, unsaved, value);
        }
        all.merge(&kept.writings);
        Ok(run_of(&all.records()).0)
    }

    /// Whether something on the namespace could not be read when it was last looked at. What a later version wrote, or what
    /// is sealed, is no damage.
    pub fn damaged(&self) -> bool {
        self.damaged.get()
    }

    /// Takes nothing that was seen for known any more: what lies there can no longer be read.
    pub fn invalidate(&self) {
        self.held.replace(Records::default());
    }

    /// Removes everything on the namespace, what could not be read included.
    ///
    /// # Errors
    /// When the storage refuses.
    pub fn erase(&self) -> Result<(), StoreError> {
        self.remove_all_but(None)
    }

    /// Removes the same, but for the lock of a passphrase: what is kept later lies under it again.
    ///
    /// # Errors
    /// When the storage refuses.
    pub fn remove(&self) -> Result<(), StoreError> {
        self.remove_all_but(Some(&self.namespace.lock_key()))
    }

    fn remove_all_but(&self, but: Option<&str>) -> Result<(), StoreError> {
        self.invalidate();
        erase(&*self.store, &self.namespace, but).or_else(|problem| if self.any.get() { Err(problem) } else { Ok(()) })
    }

    /// What is written next bears this.
    fn version(&self) -> Version {
        Version { clock: self.clock.get().saturating_add(1), replica: self.replica }
    }

    fn read(&self) -> Result<Loaded, StoreError> {
        let kept = read(&*self.store, &self.namespace)?;
        self.held.replace(kept.records.clone());
        self.clock.set(self.clock.get().max(kept.clock));
        self.any.set(self.any.get() || kept.run.is_some() || !kept.unreadable.is_empty());
        self.damaged.set(kept.unreadable.iter().any(|(_, problem)| *problem == DecodeError::Damaged));
        Ok(kept)
    }

    /// The seed of the run that lies on the namespace now. One that a later version has written, or sealed, is there and
    /// cannot be told: whoever took it for gone would take its answers away. One that is damaged is there as well, and
    /// taken for `ours`: who has a run goes on with it.
    fn seed(&self, ours: Option<u64>) -> Result<Option<u64>, StoreError> {
        let text = self.store.get(&self.namespace.full_key(Key::Run))?;
        match text.as_deref().map(|text| decode(Key::Run, text)) {
            Some(Err(DecodeError::Newer(_))) => Err(StoreError::Newer),
            Some(Ok((_, value))) => Ok(seed_of(value).or(ours)),
            Some(Err(DecodeError::Damaged)) => Ok(ours),
            None => Ok(None),
        }
    }

    /// Whether who the run is about, which nothing but erasing takes away, no longer lies there. Erased after the run's own
    /// record was looked at and before it was written, that record would be there again, with what was written beside it.
    fn lost(&self, held: &Records) -> Result<bool, StoreError> {
        Ok(held.get(Key::Subject).is_some() && self.store.get(&self.namespace.full_key(Key::Subject))?.is_none())
    }

    fn gone(&self, held: &Records) -> Result<SaveOutcome, StoreError> {
        self.clean(held)?;
        self.held.replace(Records::default());
        Ok(SaveOutcome::ErasedElsewhere)
    }

    /// Takes away what this window wrote of a run that is gone. What is not as it wrote it is another run's.
    fn clean(&self, held: &Records) -> Result<(), StoreError> {
        for (key, value) in held.iter() {
            let place = self.namespace.full_key(key);
            let text = self.store.get(&place)?;
            let found = text.as_deref().and_then(|text| decode(key, text).ok());
            if found.is_some_and(|(version, found)| {
                found == value && (version.replica == self.replica || self.seed(None) == Ok(None))
            }) {
                self.store.remove(&place)?;
            }
        }
        Ok(())
    }
}
