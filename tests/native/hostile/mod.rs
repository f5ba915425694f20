//! Tests of untrusted input: files, stored records, an owner's settings and language files. Any input gives a value or
//! a typed error, and never a panic.

mod checks;
mod fixtures;
mod properties;

use intimacy_explorer::record::{self, FileContent, FileError, Key, Records, RunId, Version, encode};

/// A file of one run, as versions that knew only one run wrote it.
fn file(records: &Records) -> String {
    record::write_file(&[(RunId::UNNUMBERED, records.clone())])
}

/// The records of such a file, and the number of entries that could not be read.
fn read_file(text: &str) -> Result<(Records, usize), FileError> {
    record::read_file(text).map(|FileContent { runs, unreadable }| {
        assert!(runs.iter().all(|(id, _)| *id == RunId::UNNUMBERED), "a file of one run");
        (runs.into_iter().next().map(|(_, records)| records).unwrap_or_default(), unreadable)
    })
}

/// A valid value for each kind of record.
fn good_records() -> Records {
    let mut records = Records::default();
    for (key, value) in [
        ("run", "seed:18446744073709551615 at:closeness/9 skipped:now/physical,present with:obstacles,refine"),
        ("subject", "partner"),
        ("label", "Sam %22S.%22"),
        ("begun", "2026-11-27"),
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

/// The same records as stored text.
fn good_texts() -> Vec<(Key, String)> {
    let version = Version { clock: 7, replica: 42 };
    good_records().iter().map(|(key, value)| (key, encode(key, version, value))).collect()
}
