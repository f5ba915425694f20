//! One record as text: `{"schema":2,"clock":7,"tab":"0000002a","sum":"1b2c3d4e","value":"…"}`. It is JSON for whoever
//! looks at it; read is only what is written, in exactly this form, which needs no parser.

use super::key::RecordKey;

/// The version of the records that this build writes.
///
/// Version 1 had no clock, no replica and no checksum; it is still read. A record of a later version is left as it is.
pub const SCHEMA: u32 = 2;

/// No record is longer, sealed ones included; what is, is not read.
const LONGEST: usize = 2048;

/// Every version begins and ends like this, with its number between, so that each knows a later one.
const BEGIN: &str = "{\"schema\":";
const END: char = '}';

/// Why a record could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// It is not a record, or not one of this kind.
    Damaged,
    /// A later version of the widget wrote it.
    Newer(u32),
}

/// When a record was written, in a time that only counts: of two records the one with the greater version is the later.
///
/// The clock is one more than the greatest its replica had seen; tabs that did not see each other are told apart by a
/// number that each drew. No clock on a wall is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    /// Counts the writings.
    pub clock: u32,
    /// Who wrote.
    pub replica: u32,
}

/// The text of a record. A value is made of ids and numbers: there is nothing to escape.
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
/// When the text is no record under this key, or one of a later schema.
pub fn decode(key: impl Into<RecordKey>, text: &str) -> Result<(Version, &str), DecodeError> {
    let key = key.into();
    match version(text) {
        Some((1, rest)) => rest.strip_prefix("\"value\":\"").and_then(value).map(|value| (Version::default(), value)),
        Some((SCHEMA, rest)) => stamped(rest).filter(|(version, value)| encode(key, *version, value) == text),
        // There is no version 0, and the earlier ones stand above.
        Some((newer, _)) => return Err(DecodeError::Newer(newer)),
        None => None,
    }
    .ok_or(DecodeError::Damaged)
}

/// The FNV-1a sum of a text, 32 bits. A change of any one byte changes it, whatever else there is.
fn sum(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |sum, byte| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// The version of a record, and what it holds besides.
fn version(text: &str) -> Option<(u32, &str)> {
    if text.len() > LONGEST {
        return None;
    }
    let (schema, rest) = text.strip_prefix(BEGIN)?.strip_suffix(END)?.split_once(',')?;
    let whole = schema.bytes().all(|digit| digit.is_ascii_digit()) && !schema.starts_with('0');
    schema.parse().ok().filter(|_| whole).map(|schema| (schema, rest))
}

/// The parts of a record. Whether they were written like this, the checksum included, shows when they are written again.
fn stamped(rest: &str) -> Option<(Version, &str)> {
    let (clock, rest) = rest.strip_prefix("\"clock\":")?.split_once(',')?;
    let rest = rest.strip_prefix("\"tab\":\"")?;
    let replica = rest.get(..8)?;
    let rest = rest.get(8..)?.strip_prefix("\",\"sum\":\"")?;
    let rest = rest.get(8..)?.strip_prefix("\",\"value\":\"")?;
    let version = Version { clock: clock.parse().ok()?, replica: u32::from_str_radix(replica, 16).ok()? };
    Some((version, value(rest)?))
}

/// The value, as it was written: what has a quote or an escape in it was not.
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
    fn opens_what_is_written_and_nothing_like_it() {
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
    fn the_greatest_version_there_is_is_read() {
        let version = Version { clock: u32::MAX, replica: u32::MAX };
        assert_eq!(decode(Key::Run, &encode(Key::Run, version, "")), Ok((version, "")));
    }

    #[test]
    fn the_longest_record_is_read_and_a_longer_one_is_not() {
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
