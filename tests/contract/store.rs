//! What every [`Store`] does, as one suite that each implementation passes.

use intimacy_explorer::record::{Store, StoreError};

/// What the keys of the suite begin with.
pub const PREFIX: &str = "intimacy-explorer:store-contract:";
/// A key of somebody else's. It begins like those of the suite, but for the end of the name.
pub const FOREIGN: &str = "intimacy-explorer:store-contract-2:theirs";

fn full_key(name: &str) -> String {
    format!("{PREFIX}{name}")
}

/// The keys that begin with the suite's prefix, in the order of the alphabet, without those that the store has of its own.
fn keys(store: &impl Store, own: &[String]) -> Vec<String> {
    let mut keys = store.keys(PREFIX).expect("keys");
    keys.retain(|key| !own.contains(key));
    keys.sort_unstable();
    keys
}

/// Passes the suite, once with each store that `make` gives. Each is to be without records under [`PREFIX`], and is left
/// so; behind each may lie the same storage. Where that can be looked into otherwise, the caller puts something under
/// [`FOREIGN`], and sees afterwards that it is still there.
pub fn check<S: Store>(make: impl Fn() -> S) {
    what_is_set_is_there_until_it_is_removed(&make());
    keys_are_those_of_the_prefix(&make());
    every_text_comes_back_as_it_was(&make());
}

/// Passes the part of the suite for a store that says at once that a text has no room: one of `too_long` bytes.
pub fn check_full<S: Store>(make: impl Fn() -> S, too_long: usize) {
    let (store, key, other) = (make(), full_key("run"), full_key("subject"));
    store.set(&key, "first").expect("set");
    let own: Vec<String> = Vec::new();
    let text = "x".repeat(too_long);
    assert_eq!(store.set(&key, &text), Err(StoreError::Full));
    assert_eq!(store.get(&key), Ok(Some("first".into())), "a failed set leaves what was there");
    assert_eq!(store.set(&other, &text), Err(StoreError::Full));
    assert_eq!(store.get(&other), Ok(None), "a failed set leaves nothing");
    assert_eq!(keys(&store, &own), [key.as_str()]);
    assert_eq!(store.set(&other, "second"), Ok(()), "what has room is written afterwards");
    for key in [key, other] {
        store.remove(&key).expect("remove");
    }
    assert_eq!(store.flush(), Ok(()));
}

fn what_is_set_is_there_until_it_is_removed(store: &impl Store) {
    let key = full_key("run");
    assert_eq!(store.get(&key), Ok(None), "nothing lies under a key that was never set");
    assert_eq!(store.remove(&key), Ok(()), "to remove nothing is no error");
    for text in ["first", "a second, longer text", "3", ""] {
        assert_eq!(store.set(&key, text), Ok(()));
        assert_eq!(store.get(&key), Ok(Some(text.into())), "the last text holds");
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

fn keys_are_those_of_the_prefix(store: &impl Store) {
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
    assert_eq!(store.get(&all[1]), Ok(Some(all[1].clone())), "a key that begins alike is another one");
    for key in &all {
        store.remove(key).expect("remove");
    }
    assert_eq!(keys(store, &own), [""; 0]);
    assert_eq!(store.flush(), Ok(()));
}

fn every_text_comes_back_as_it_was(store: &impl Store) {
    let key = full_key("subject");
    for text in
        [" blanks \n around ", "{\"quoted\":\"\\\"\"}", "\u{1f33f} Über\u{ad}maß", "\u{0}", &"long ".repeat(400)]
    {
        store.set(&key, text).expect("set");
        assert_eq!(store.get(&key).expect("get").as_deref(), Some(text));
    }
    store.remove(&key).expect("remove");
}
