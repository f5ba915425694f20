//! Arbitrary text as an import file: it is read as a whole or refused, and what was read can be written and read again.
#![no_main]

#[path = "../../tests/native/hostile/checks.rs"]
#[allow(dead_code, reason = "each target uses some of them")]
mod checks;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &[u8]| {
    // A browser decodes a file in the same way.
    checks::check_file(String::from_utf8_lossy(text).into_owned());
});
