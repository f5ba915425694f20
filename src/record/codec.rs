//! One record as text: `{"schema":1,"value":"…"}`.

use super::value::Value;
use serde::{Deserialize, Serialize};

/// The version of the records that this build writes.
///
/// Version 1 has no logical clock and no checksum. A record of a later version is left as it is.
pub const SCHEMA: u32 = 1;

/// No record is longer; what is, is not read.
const LONGEST: usize = 1024;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Envelope<'a> {
    schema: u32,
    value: &'a str,
}

/// The one field that every version has.
#[derive(Deserialize)]
struct Version {
    schema: u32,
}

/// Why a record could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// It is not a record, or not one of this kind.
    Damaged,
    /// A later version of the widget wrote it.
    Newer(u32),
}

/// The text of a record.
pub fn encode(value: &impl Value) -> String {
    let mut room = [0; LONGEST];
    let value = value.write();
    // Values are made of ids and numbers, none near the limit: there is nothing that could fail.
    let length = serde_json_core::to_slice(&Envelope { schema: SCHEMA, value: &value }, &mut room).unwrap_or(0);
    String::from_utf8_lossy(room.get(..length).unwrap_or_default()).into_owned()
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
    let version: Version = whole(text)?;
    match version.schema {
        SCHEMA => whole(text).map(|envelope: Envelope| envelope.value),
        newer if newer > SCHEMA => Err(DecodeError::Newer(newer)),
        _ => Err(DecodeError::Damaged),
    }
}

/// Decodes a text that holds one JSON value and nothing else.
fn whole<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, DecodeError> {
    if text.len() > LONGEST {
        return Err(DecodeError::Damaged);
    }
    match serde_json_core::from_str(text) {
        Ok((value, length)) if length == text.len() => Ok(value),
        _ => Err(DecodeError::Damaged),
    }
}
