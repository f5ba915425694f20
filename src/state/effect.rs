//! Effects, which `update` requests, and their outcomes. Both are plain values: `Program` performs the effects.

use super::model::StorageProblem;
use crate::quiz::Run;
use crate::record::RunId;

/// An operation on the storage. `Program` performs it with the model that `update` returned with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Save these maps. Leads to [`Outcome::Saved`] or [`Outcome::SaveFailed`]. A map that another window has erased
    /// also leads to [`Outcome::ErasedElsewhere`], and a map whose number is taken to [`Outcome::Conflicted`].
    Save(Vec<RunId>),
    /// Remove one map. Leads to [`Outcome::Removed`] or [`Outcome::RemoveFailed`].
    Remove(RunId),
    /// Remove every map, but not the passphrase's lock. Leads to [`Outcome::AllRemoved`] or [`Outcome::EraseFailed`].
    RemoveAll,
    /// Erase everything in the namespace. Leads to [`Outcome::Erased`] or [`Outcome::EraseFailed`].
    Erase,
    /// Read what other windows have written. Leads to [`Outcome::Reloaded`], or to no outcome if the storage refuses.
    Reload,
    /// Drop the records that were read, because the storage is locked. It has no outcome.
    Invalidate,
    /// Notify the other elements of this page that the storage has changed; the browser notifies only other windows. It
    /// has no outcome.
    Announce,
}

/// The outcome of an effect.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// The maps are saved.
    Saved {
        /// Whether another record of the namespace is damaged.
        damaged: bool,
    },
    /// At least one map could not be saved.
    SaveFailed(StorageProblem),
    /// Another window has erased this map.
    ErasedElsewhere(RunId),
    /// Another run has this map's number.
    Conflicted(RunId),
    /// The map was removed from the storage.
    Removed(RunId),
    /// The browser refused to remove the map.
    RemoveFailed(RunId),
    /// All maps were removed from the storage.
    AllRemoved,
    /// Everything was erased: the namespace is empty.
    Erased,
    /// The browser refused to remove something.
    EraseFailed,
    /// The runs in the storage, each with the records that this window could not save.
    Reloaded {
        /// The runs.
        runs: Vec<(RunId, Run)>,
        /// Whether a record of the namespace is damaged.
        damaged: bool,
    },
}
