//! A file that somebody opens: it is taken as a whole or refused, and what is taken can be kept and given back.
#![no_main]

#[path = "../../tests/native/hostile/checks.rs"]
#[allow(dead_code, reason = "each target uses some of them")]
mod checks;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &[u8]| {
    // As a browser makes text of a file.
    checks::check_file(String::from_utf8_lossy(text).into_owned());
});
