//! What an owner, or somebody else, may have written for each name.
#![no_main]

#[path = "../../tests/native/hostile/checks.rs"]
#[allow(dead_code, reason = "each target uses some of them")]
mod checks;

use intimacy_explorer::config::NAMES;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &[u8]| {
    let text = String::from_utf8_lossy(text);
    for name in NAMES {
        checks::check_setting(name, &text);
    }
});
