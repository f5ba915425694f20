//! The stores that need no browser, each held to the one contract. `tests/wasm.rs` holds the others to it.

#[path = "../contract/store.rs"]
mod contract;

use contract::{FOREIGN, check, check_full};
use intimacy_explorer::record::{Memory, Store};
use std::rc::Rc;

/// A storage in which somebody else has a key, with room for little more.
fn with_theirs() -> Memory {
    let store = Memory::with_room(4096);
    store.set(FOREIGN, "theirs").unwrap();
    store
}

#[test]
fn memory_passes() {
    check(Memory::default);
    check(with_theirs);
    check_full(with_theirs, 4096);
}

#[test]
fn a_shared_store_passes_and_leaves_what_is_not_its_own() {
    let shared = Rc::new(with_theirs());
    check(|| shared.clone());
    check_full(|| shared.clone(), 4096);
    assert_eq!(shared.get(FOREIGN).unwrap().as_deref(), Some("theirs"));
    assert_eq!(shared.keys("").unwrap(), [FOREIGN]);
}
