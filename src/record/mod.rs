//! Everything that is kept: which records there are, how one is written, and how they become a run again.
//!
//! One key for each record, and in every record the version of its schema, a stamp and a checksum. Decoding never fails as a whole: it
//! returns what is good, and a list of what is not.
//!
//! Architecture Invariant: this module is pure; it knows storage only as the trait [`Store`].

mod codec;
mod keeper;
mod key;
mod merge;
mod notebook;
mod seal;
mod store;
mod transfer;
mod value;

pub use codec::{DecodeError, SCHEMA, Stamp, open, seal};
pub use keeper::{Keeper, Step};
pub use key::{Key, PREFIX, Shelf};
pub use merge::Writings;
pub use notebook::{Kept, Records, erase, read, records, run_of, seed_of, write};
pub use seal::{Seal, Sealing};
pub use store::{Memory, Store, StoreError};
pub use transfer::{FileError, LONGEST_FILE, file, read_file};
pub use value::Value;
