//! Compares a text with the file of `tests/native/snapshots` that holds it.

use std::path::Path;

/// Compares the text line by line, so that the first difference is short. With the variable `UPDATE_SNAPSHOTS`, the text
/// is written instead. `look` says what a person does before that.
pub fn check(name: &str, now: &str, look: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/native/snapshots").join(name);
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(&path, now).unwrap();
    }
    let before = std::fs::read_to_string(&path).unwrap();
    for (number, (now, before)) in now.lines().zip(before.lines()).enumerate() {
        assert_eq!(now, before, "{name}:{}; {look}, then set UPDATE_SNAPSHOTS=1", number + 1);
    }
    assert_eq!(now.lines().count(), before.lines().count(), "{name}: the number of lines");
}
