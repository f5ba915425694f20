//! Runs the contract suite on the stores that need no browser. `tests/wasm.rs` runs it on the others.

#[path = "../contract/store.rs"]
mod contract;

use contract::{FOREIGN, check, check_full};
use intimacy_explorer::record::{Memory, Store};
use std::rc::Rc;

/// A storage of 4096 bytes that contains a key of another site.
fn with_foreign_key() -> Memory {
    let store = Memory::with_room(4096);
    store.set(FOREIGN, "theirs").unwrap();
    store
}

#[test]
fn memory_passes() {
    check(Memory::default);
    check(with_foreign_key);
    check_full(with_foreign_key, 4096);
}

#[test]
fn a_shared_store_passes_and_leaves_foreign_keys() {
    let shared = Rc::new(with_foreign_key());
    check(|| shared.clone());
    check_full(|| shared.clone(), 4096);
    assert_eq!(shared.get(FOREIGN).unwrap().as_deref(), Some("theirs"));
    assert_eq!(shared.keys("").unwrap(), [FOREIGN]);
}
