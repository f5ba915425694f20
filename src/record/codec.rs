//! Encodes and decodes one record: `{"schema":2,"clock":7,"tab":"0000002a","sum":"1b2c3d4e","value":"…"}`.
//!
//! The text is JSON, so that a person or another program can read it. `decode` accepts only the exact form that
//! `encode` writes, and so needs no JSON parser.

use super::key::RecordKey;

/// The version of the records that this build writes.
///
/// Version 1 had no clock, no replica and no checksum; it can still be read. A record of a later version is not
/// changed.
pub const SCHEMA: u32 = 2;

/// The length of the longest record, in bytes, encrypted records included. A longer text is not a record. The longest
/// one that this build writes is an encrypted snapshot, with about 2,800.
const LONGEST: usize = 4096;

/// A record of any version begins with this and its version number, and ends with [`END`]. So each version recognises a
/// later one.
const BEGIN: &str = "{\"schema\":";
const END: char = '}';

/// Why a record could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// The text is not a record, or its value is of another kind.
    Damaged,
    /// A later version of the widget wrote it.
    Newer(u32),
}

/// The version of a write. Of two writes of one record, the one with the greater version is the later.
///
/// The clock is a counter: one more than the greatest clock that its replica had seen. The replica breaks ties between
/// windows that wrote with the same clock. No wall clock is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    /// The counter.
    pub clock: u32,
    /// The random number of the window that wrote; `tab` in the text of the record.
    pub replica: u32,
}

/// The text of a record. Nothing has to be escaped: a value contains no quotes, backslashes or control characters.
#[must_use]
pub fn encode(key: impl Into<RecordKey>, version: Version, value: &str) -> String {
    let key = key.into();
    let Version { clock, replica } = version;
    let sum = sum(&format!("{key} {clock} {replica} {value}"));
    format!(
        "{BEGIN}{SCHEMA},\"clock\":{clock},\"tab\":\"{replica:08x}\",\"sum\":\"{sum:08x}\",\"value\":\"{value}\"{END}"
    )
}

/// The version and the value of a record.
///
/// # Errors
/// [`DecodeError::Damaged`] if the text is not a record of this key; [`DecodeError::Newer`] if its schema is later.
pub fn decode(key: impl Into<RecordKey>, text: &str) -> Result<(Version, &str), DecodeError> {
    let key = key.into();
    match version(text) {
        Some((1, rest)) => rest.strip_prefix("\"value\":\"").and_then(value).map(|value| (Version::default(), value)),
        Some((SCHEMA, rest)) => version_and_value(rest).filter(|(version, value)| encode(key, *version, value) == text),
        // `version` never returns 0, and the arms above handle the earlier versions.
        Some((newer, _)) => return Err(DecodeError::Newer(newer)),
        None => None,
    }
    .ok_or(DecodeError::Damaged)
}

/// The FNV-1a checksum of a text, 32 bits. A change of any single byte changes it.
fn sum(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |sum, byte| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// The schema version of a record, and the text after it.
fn version(text: &str) -> Option<(u32, &str)> {
    if text.len() > LONGEST {
        return None;
    }
    let (schema, rest) = text.strip_prefix(BEGIN)?.strip_suffix(END)?.split_once(',')?;
    let whole = schema.bytes().all(|digit| digit.is_ascii_digit()) && !schema.starts_with('0');
    schema.parse().ok().filter(|_| whole).map(|schema| (schema, rest))
}

/// The parts of a record of schema 2. This does not check the checksum: the caller encodes the parts again and
/// compares.
fn version_and_value(rest: &str) -> Option<(Version, &str)> {
    let (clock, rest) = rest.strip_prefix("\"clock\":")?.split_once(',')?;
    let rest = rest.strip_prefix("\"tab\":\"")?;
    let replica = rest.get(..8)?;
    let rest = rest.get(8..)?.strip_prefix("\",\"sum\":\"")?;
    let rest = rest.get(8..)?.strip_prefix("\",\"value\":\"")?;
    let version = Version { clock: clock.parse().ok()?, replica: u32::from_str_radix(replica, 16).ok()? };
    Some((version, value(rest)?))
}

/// The value; `None` if it has a character that `encode` never writes.
fn value(rest: &str) -> Option<&str> {
    let value = rest.strip_suffix('"')?;
    (!value.bytes().any(|byte| byte.is_ascii_control() || b"\"\\".contains(&byte))).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Key, RunId};

    const VERSION: Version = Version { clock: 7, replica: 42 };

    #[test]
    fn only_the_exact_encoded_form_is_decoded() {
        let text = encode(Key::Run, VERSION, "a b:-1");
        assert_eq!(text.replace(char::is_numeric, "0").len(), text.len());
        assert!(
            text.starts_with(r#"{"schema":2,"clock":7,"tab":"0000002a","sum":""#)
                && text.ends_with(r#"","value":"a b:-1"}"#)
        );
        assert_eq!(decode(Key::Run, &text), Ok((VERSION, "a b:-1")));
        assert_eq!(decode(Key::Subject, &text), Err(DecodeError::Damaged), "it belongs under another key");
        assert_eq!(decode(Key::Run, r#"{"schema":1,"value":"a b:-1"}"#), Ok((Version::default(), "a b:-1")));
        assert_eq!(decode(Key::Run, r#"{"schema":3,"clock":7}"#), Err(DecodeError::Newer(3)));
        for text in [
            r#"{"schema":1,"value":"a""#,
            r#"{"schema":1,"value":"a"b"}"#,
            r#"{"schema":1,"value":"a\nb"}"#,
            "{\"schema\":1,\"value\":\"a\nb\"}",
            r#"{"schema":01,"value":"a"}"#,
            r#"{"schema":+1,"value":"a"}"#,
            r#"{"schema":+3,"value":"a"}"#,
            r#"{"schema":,"value":"a"}"#,
            r#"{"schema":3,"value":"a""#,
            r#"{"schema":1}"#,
            r#"{"schema":2,"value":"a"}"#,
        ] {
            assert_eq!(decode(Key::Run, text), Err(DecodeError::Damaged), "{text}");
        }
    }

    #[test]
    fn a_record_belongs_to_its_run() {
        let of = |number| RecordKey { run: RunId::new(number), key: Key::Run };
        let text = encode(of(42), VERSION, "a");
        assert_eq!(decode(of(42), &text), Ok((VERSION, "a")));
        for other in [of(43), Key::Run.into()] {
            assert_eq!(decode(other, &text), Err(DecodeError::Damaged), "{other}");
        }
    }

    #[test]
    fn the_greatest_version_is_decoded() {
        let version = Version { clock: u32::MAX, replica: u32::MAX };
        assert_eq!(decode(Key::Run, &encode(Key::Run, version, "")), Ok((version, "")));
    }

    #[test]
    fn the_longest_record_is_decoded_and_a_longer_one_is_not() {
        let of = |length: usize| format!(r#"{{"schema":1,"value":"{}"}}"#, "a".repeat(length - 23));
        assert_eq!((of(LONGEST).len(), decode(Key::Run, &of(LONGEST)).is_ok()), (LONGEST, true));
        assert_eq!(decode(Key::Run, &of(LONGEST + 1)), Err(DecodeError::Damaged));
    }

    #[test]
    fn every_bit_that_flips_and_every_byte_that_changes_is_noticed() {
        let text = encode(Key::Closeness(3), VERSION, "most:emotional least:spiritual");
        for at in 0..text.len() {
            for other in 0..=u8::MAX {
                let mut bytes = text.clone().into_bytes();
                if bytes[at] == other {
                    continue;
                }
                bytes[at] = other;
                let Ok(changed) = String::from_utf8(bytes) else { continue };
                let found = decode(Key::Closeness(3), &changed);
                assert!(matches!(found, Err(DecodeError::Damaged | DecodeError::Newer(_))), "{changed}");
            }
        }
    }
}
