//! One record as text: `{"schema":1,"value":…}`.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// The version of the records that this build writes.
///
/// Version 1 has no logical clock and no checksum. A record of a later version is left as it is.
pub const SCHEMA: u32 = 1;

#[derive(Serialize)]
struct Written<'a, T> {
    schema: u32,
    value: &'a T,
}

#[derive(Deserialize)]
struct Version {
    schema: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Read<T> {
    #[serde(rename = "schema")]
    _schema: u32,
    value: T,
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
#[must_use]
pub fn encode<T: Serialize>(value: &T) -> String {
    // Every value is made of enums, options, numbers and lists of them: there is nothing that could fail.
    serde_json::to_string(&Written { schema: SCHEMA, value }).unwrap_or_default()
}

/// The value of a record.
///
/// # Errors
/// When the text is no record of this kind, or one of a later schema.
pub fn decode<T: DeserializeOwned>(text: &str) -> Result<T, DecodeError> {
    let version: Version = serde_json::from_str(text).map_err(|_| DecodeError::Damaged)?;
    match version.schema {
        SCHEMA => serde_json::from_str(text).map(|record: Read<T>| record.value).map_err(|_| DecodeError::Damaged),
        newer if newer > SCHEMA => Err(DecodeError::Newer(newer)),
        _ => Err(DecodeError::Damaged),
    }
}
