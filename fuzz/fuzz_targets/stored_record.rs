//! Arbitrary text under each storage key, as a whole record and as the value of a record.
#![no_main]

#[path = "../../tests/native/hostile/checks.rs"]
#[allow(dead_code, reason = "each target uses some of them")]
mod checks;

use intimacy_explorer::record::Key;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &[u8]| {
    let text = String::from_utf8_lossy(text);
    for key in Key::all() {
        checks::check_record(key, &text);
        // With a checksum, almost no changed record would reach the value decoder, so this call tests values directly.
        checks::check_value(key, &text);
    }
});
