//! The contract of [`Store`] as a test suite. Each implementation must pass it.

use intimacy_explorer::record::{Store, StoreError};

/// The prefix of the keys of the suite.
pub const PREFIX: &str = "intimacy-explorer:store-contract:";
/// A key of another namespace. The name of that namespace begins with the name of the suite's namespace.
pub const FOREIGN: &str = "intimacy-explorer:store-contract-2:theirs";

fn full_key(name: &str) -> String {
    format!("{PREFIX}{name}")
}

/// The sorted keys with the suite's prefix, without the keys that the store itself adds (`own`).
fn keys(store: &impl Store, own: &[String]) -> Vec<String> {
    let mut keys = store.keys(PREFIX).expect("keys");
    keys.retain(|key| !own.contains(key));
    keys.sort_unstable();
    keys
}

/// Runs the suite on the stores that `make` returns. They may share one storage. It must contain no records under
/// [`PREFIX`], and contains none afterwards. A caller that has other access to the storage sets [`FOREIGN`] before, and
/// checks afterwards that it is unchanged.
pub fn check<S: Store>(make: impl Fn() -> S) {
    a_text_is_stored_until_it_is_removed(&make());
    keys_returns_the_keys_with_the_prefix(&make());
    every_text_is_returned_unchanged(&make());
}

/// Runs the part of the suite for stores whose `set` reports [`StoreError::Full`]. A text of `too_long` bytes must not
/// fit.
pub fn check_full<S: Store>(make: impl Fn() -> S, too_long: usize) {
    let (store, key, other) = (make(), full_key("run"), full_key("subject"));
    store.set(&key, "first").expect("set");
    let own: Vec<String> = Vec::new();
    let text = "x".repeat(too_long);
    assert_eq!(store.set(&key, &text), Err(StoreError::Full));
    assert_eq!(store.get(&key), Ok(Some("first".into())), "a failed set leaves the old text");
    assert_eq!(store.set(&other, &text), Err(StoreError::Full));
    assert_eq!(store.get(&other), Ok(None), "a failed set leaves nothing");
    assert_eq!(keys(&store, &own), [key.as_str()]);
    assert_eq!(store.set(&other, "second"), Ok(()), "a text that fits is written afterwards");
    for key in [key, other] {
        store.remove(&key).expect("remove");
    }
    assert_eq!(store.flush(), Ok(()));
}

fn a_text_is_stored_until_it_is_removed(store: &impl Store) {
    let key = full_key("run");
    assert_eq!(store.get(&key), Ok(None), "a key that was never set has no text");
    assert_eq!(store.remove(&key), Ok(()), "removing a missing key is not an error");
    for text in ["first", "a second, longer text", "3", ""] {
        assert_eq!(store.set(&key, text), Ok(()));
        assert_eq!(store.get(&key), Ok(Some(text.into())), "the last text is stored");
    }
    assert_eq!(store.flush(), Ok(()));
    assert_eq!(store.get(&key), Ok(Some(String::new())), "flush changes nothing");
    assert_eq!(store.remove(&key), Ok(()));
    assert_eq!(store.get(&key), Ok(None));
    assert_eq!(store.set(&key, "again"), Ok(()));
    assert_eq!(store.get(&key), Ok(Some("again".into())));
    assert_eq!(store.remove(&key), Ok(()));
    assert_eq!(store.flush(), Ok(()));
}

fn keys_returns_the_keys_with_the_prefix(store: &impl Store) {
    let own = store.keys(PREFIX).expect("keys");
    let names = ["closeness/0", "closeness/1", "run"];
    let all = names.map(full_key);
    for key in &all {
        store.set(key, key).expect("set");
    }
    store.set(&all[0], "overwritten").expect("set");
    assert_eq!(keys(store, &own), all, "each key once, and none of another prefix");
    assert_eq!(store.remove(&all[0]), Ok(()));
    assert_eq!(keys(store, &own), all[1..]);
    assert_eq!(store.get(&all[1]), Ok(Some(all[1].clone())), "a key with the same beginning is another key");
    for key in &all {
        store.remove(key).expect("remove");
    }
    assert_eq!(keys(store, &own), [""; 0]);
    assert_eq!(store.flush(), Ok(()));
}

fn every_text_is_returned_unchanged(store: &impl Store) {
    let key = full_key("subject");
    for text in
        [" blanks \n around ", "{\"quoted\":\"\\\"\"}", "\u{1f33f} Über\u{ad}maß", "\u{0}", &"long ".repeat(400)]
    {
        store.set(&key, text).expect("set");
        assert_eq!(store.get(&key).expect("get").as_deref(), Some(text));
    }
    store.remove(&key).expect("remove");
}
