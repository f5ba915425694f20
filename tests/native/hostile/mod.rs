//! What comes in from outside: a file, a stored record, an owner's settings, a language file. Whatever stands there is a
//! value or a typed error, never a panic.

mod checks;
mod fixtures;
mod properties;

use intimacy_explorer::record::{Key, Records, Version, encode};

/// A record of every kind, as it may lie in a storage.
fn good_records() -> Records {
    let mut records = Records::default();
    for (key, value) in [
        ("run", "seed:18446744073709551615 at:closeness/9 skipped:now/physical,present with:obstacles,refine"),
        ("subject", "partner"),
        ("part-of", "emotional spiritual"),
        ("closeness/0", "most:emotional least:spiritual"),
        ("closeness/9", "equal"),
        ("now/physical", "0 4 -2 -"),
        ("factors/6", "least:communication"),
        ("present/trust", "3"),
        ("issue/stress", "prefer-not-to-say"),
        ("root/trauma", "2"),
    ] {
        records.put(Key::parse(key).unwrap_or_else(|| panic!("{key} is no key")), value.to_owned());
    }
    records
}

/// The same, each as the text that is stored.
fn good_texts() -> Vec<(Key, String)> {
    let version = Version { clock: 7, replica: 42 };
    good_records().iter().map(|(key, value)| (key, encode(key, version, value))).collect()
}
