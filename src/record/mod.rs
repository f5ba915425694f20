//! Everything that is kept: which records there are, how one is written, and how they become a run again.
//!
//! One key for each record, and in every record the version of its schema, a version and a checksum. Decoding never fails as a whole: it
//! returns what is good, and a list of what is not.
//!
//! Architecture Invariant: this module is pure; it knows storage only as the trait [`Store`].

mod codec;
mod key;
mod lock;
mod lww_map;
mod records;
mod repository;
mod storage;
mod store;
mod transfer;
mod value;

pub use codec::{DecodeError, SCHEMA, Version, decode, encode};
pub use key::{Key, Namespace, PREFIX, RecordKey, RunId};
pub use lock::{Lock, PassphraseOutcome};
pub use lww_map::LwwMap;
pub use records::{Records, records, run_of, seed_of};
pub use repository::{Repository, SaveOutcome};
pub use storage::{Loaded, LoadedRun, erase, read, write};
pub use store::{Memory, Store, StoreError};
pub use transfer::{FileContent, FileError, LONGEST_FILE, read_file, write_file};
pub use value::Value;
