//! One record as text: `{"schema":1,"value":"…"}`. It is JSON for whoever looks at it; read is only what is written, in
//! exactly this form, which needs no parser.

use super::value::Value;

/// The version of the records that this build writes.
///
/// Version 1 has no logical clock and no checksum. A record of a later version is left as it is.
pub const SCHEMA: u32 = 1;

/// No record is longer; what is, is not read.
const LONGEST: usize = 1024;

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

/// The text of a record. A value is made of ids and numbers: there is nothing to escape.
pub fn encode(value: &impl Value) -> String {
    format!("{BEGIN}{SCHEMA},\"value\":\"{}\"{END}", value.write())
}

/// The value of a record.
///
/// # Errors
/// When the text is no record of this kind, or one of a later schema.
pub fn decode<T: Value>(text: &str) -> Result<T, DecodeError> {
    let value = open(text)?;
    T::read(value).ok_or(DecodeError::Damaged)
}

fn open(text: &str) -> Result<&str, DecodeError> {
    match version(text) {
        Some((SCHEMA, rest)) => value(rest).ok_or(DecodeError::Damaged),
        Some((newer, _)) if newer > SCHEMA => Err(DecodeError::Newer(newer)),
        _ => Err(DecodeError::Damaged),
    }
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

/// The value, as it was written: what has a quote or an escape in it was not.
fn value(rest: &str) -> Option<&str> {
    let value = rest.strip_prefix("\"value\":\"")?.strip_suffix('"')?;
    (!value.bytes().any(|byte| byte.is_ascii_control() || b"\"\\".contains(&byte))).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_what_is_written_and_nothing_like_it() {
        assert_eq!(open(r#"{"schema":1,"value":"a b:-1"}"#), Ok("a b:-1"));
        assert_eq!(open(r#"{"schema":2,"clock":7}"#), Err(DecodeError::Newer(2)));
        for text in [
            r#"{"schema":1,"value":"a""#,
            r#"{"schema":1,"value":"a"b"}"#,
            r#"{"schema":1,"value":"a\nb"}"#,
            "{\"schema\":1,\"value\":\"a\nb\"}",
            r#"{"schema":01,"value":"a"}"#,
            r#"{"schema":+1,"value":"a"}"#,
            r#"{"schema":+2,"value":"a"}"#,
            r#"{"schema":,"value":"a"}"#,
            r#"{"schema":2,"value":"a""#,
            r#"{"schema":1}"#,
        ] {
            assert_eq!(open(text), Err(DecodeError::Damaged), "{text}");
        }
    }
}
