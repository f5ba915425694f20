//! Keeps a shelf in step with a run, or empty.

use super::key::Shelf;
use super::notebook::{Kept, Records, erase, read, records, write};
use super::store::{Store, StoreError};
use crate::quiz::Run;
use core::cell::RefCell;

/// A shelf of a storage, and what is known to lie on it.
pub struct Keeper {
    store: Box<dyn Store>,
    shelf: Shelf,
    held: RefCell<Records>,
}

impl Keeper {
    /// Opens a shelf and reads what is there.
    pub fn open(store: Box<dyn Store>, shelf: Shelf) -> (Self, Result<Kept, StoreError>) {
        let kept = read(&*store, &shelf);
        let run = kept.as_ref().ok().and_then(|kept| kept.run.as_ref());
        let held = run.map(records).unwrap_or_default();
        (Self { store, shelf, held: RefCell::new(held) }, kept)
    }

    /// Brings the shelf in step: the records of `run`, or none at all. Nothing is written that is there already.
    ///
    /// # Errors
    /// When the storage refuses; what lay there before still does.
    pub fn keep(&self, run: Option<&Run>) -> Result<(), StoreError> {
        let wanted = run.map(records).unwrap_or_default();
        let (held, outcome) = write(&*self.store, &self.shelf, &self.held.borrow(), &wanted);
        self.held.replace(held);
        outcome
    }

    /// Removes everything on the shelf, what could not be read included.
    ///
    /// # Errors
    /// When the storage refuses.
    pub fn erase(&self) -> Result<(), StoreError> {
        self.held.replace(Records::default());
        erase(&*self.store, &self.shelf)
    }
}
