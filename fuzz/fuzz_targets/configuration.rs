//! Arbitrary text as the value of each setting.
#![no_main]

#[path = "../../tests/native/hostile/checks.rs"]
#[allow(dead_code, reason = "each target uses some of them")]
mod checks;

use intimacy_explorer::config::SETTINGS;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &[u8]| {
    let text = String::from_utf8_lossy(text);
    for setting in &SETTINGS {
        checks::check_setting(setting.name, &text);
    }
});
