//! Records: their storage keys, their encoding, storing them, and rebuilding a run from them.
//!
//! Each record has a storage key of its own. Its text has a schema version, the version of the write and a checksum.
//! Reading never fails because of one bad record: it returns the good records, and a list of the unreadable ones.
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
pub use records::{Records, records, run_of, seed_of, snapshot_of};
pub use repository::{Repository, SaveOutcome};
pub use storage::{Loaded, LoadedRun, erase, read, write};
pub use store::{Memory, Store, StoreError};
pub use transfer::{FileContent, FileError, LONGEST_FILE, read_file, write_file};
pub use value::Value;
