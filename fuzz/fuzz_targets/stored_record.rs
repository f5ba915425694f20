//! What lies in a storage under any key of ours, as a whole record and as the value in one.
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
        // A sum would stop nearly every change before the value is read.
        checks::check_value(key, &text);
    }
});
