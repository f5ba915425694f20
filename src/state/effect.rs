//! What `update` asks the storage to do, and what came of it. Nothing here does anything.

use super::model::StorageProblem;
use crate::quiz::Run;
use crate::record::RunId;

/// Something that is to be done to the storage. `Program` performs it with the model that came with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Save these maps as the model has them. Answered by [`Outcome::Saved`] or [`Outcome::SaveFailed`], and for a single
    /// map by [`Outcome::ErasedElsewhere`] or [`Outcome::Conflicted`].
    Save(Vec<RunId>),
    /// Remove one map. Answered by [`Outcome::Removed`] or [`Outcome::RemoveFailed`].
    Remove(RunId),
    /// Remove every map and leave the passphrase's lock. Answered by [`Outcome::AllRemoved`] or [`Outcome::EraseFailed`].
    RemoveAll,
    /// Erase everything in the namespace. Answered by [`Outcome::Erased`] or [`Outcome::EraseFailed`].
    Erase,
    /// Read what other windows have written. Answered by [`Outcome::Reloaded`], or by nothing if the storage refuses.
    Reload,
    /// Forget what was read: the storage is locked. Not answered.
    Invalidate,
    /// Tell the other elements of this page that the storage has changed. The browser tells other windows only. Not
    /// answered.
    Announce,
}

/// What came of an effect.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// The maps are saved.
    Saved {
        /// Whether something else in the namespace is damaged.
        damaged: bool,
    },
    /// At least one map could not be saved.
    SaveFailed(StorageProblem),
    /// Another window has erased this map.
    ErasedElsewhere(RunId),
    /// Another run has this map's number.
    Conflicted(RunId),
    /// The map is no longer in the storage.
    Removed(RunId),
    /// The browser did not let the map be removed.
    RemoveFailed(RunId),
    /// No map is in the storage any more.
    AllRemoved,
    /// The namespace is empty.
    Erased,
    /// The browser did not let everything be removed.
    EraseFailed,
    /// The runs that the storage holds, each with the records of this window that could not be saved.
    Reloaded {
        /// The runs.
        runs: Vec<(RunId, Run)>,
        /// Whether something in the namespace is damaged.
        damaged: bool,
    },
}
