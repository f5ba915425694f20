//! Answers as a file, and a file as answers.
//!
//! `{"intimacy-explorer":1,"records":{"subject":"{…}", …}}`: JSON for any reader, and every record in it as it would lie
//! in the storage, with its checksum. What comes in is hostile until it is shown to be a file of this form: it is read
//! in one pass, without recursion, and nothing of it is believed that a record could not be.

use super::codec::{DecodeError, Version, decode, encode};
use super::key::Key;
use super::records::Records;

/// The version of the files that this build writes.
const VERSION: &str = "1";
/// The longest file that is read, in bytes: many times what a whole quiz takes.
pub const LONGEST_FILE: usize = 65_536;
const BEGIN: &str = "\"intimacy-explorer\":";
const RECORDS: &str = "\"records\":";

/// Why a file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileError {
    /// It is too long for a file of answers.
    TooLong,
    /// It is no file of answers, or not a whole one.
    Unknown,
    /// A later version of the widget wrote it.
    Newer,
}

/// The file that holds these records.
#[must_use]
pub fn file(records: &Records) -> String {
    let mut text = format!("{{{BEGIN}{VERSION},{RECORDS}{{");
    for (at, (key, value)) in records.iter().enumerate() {
        let comma = if at > 0 { "," } else { "" };
        let record = encode(key, Version { clock: 1, replica: 0 }, value).replace('"', "\\\"");
        text.push_str(&format!("{comma}\n\"{key}\":\"{record}\""));
    }
    text.push_str("\n}}\n");
    text
}

/// The records of a file, and how many entries of it could not be read.
///
/// # Errors
/// When it is no such file.
pub fn read_file(text: &str) -> Result<(Records, usize), FileError> {
    if text.len() > LONGEST_FILE {
        return Err(FileError::TooLong);
    }
    let mut rest = text;
    let mut records = Records::default();
    let mut bad = 0;
    head(&mut rest).ok_or(FileError::Unknown)?;
    if !token(&mut rest, "}") {
        loop {
            let key = string(&mut rest).ok_or(FileError::Unknown)?;
            let colon = token(&mut rest, ":");
            let record = string(&mut rest).filter(|_| colon).ok_or(FileError::Unknown)?;
            match Key::parse(&key).ok_or(DecodeError::Damaged).and_then(|key| Ok((key, decode(key, &record)?))) {
                Ok((key, (_, value))) => records.put(key, value.to_owned()),
                Err(DecodeError::Newer(_)) => return Err(FileError::Newer),
                Err(DecodeError::Damaged) => bad += 1,
            }
            if token(&mut rest, "}") {
                break;
            }
            if !token(&mut rest, ",") {
                return Err(FileError::Unknown);
            }
        }
    }
    let end = token(&mut rest, "}") && rest.trim_ascii().is_empty();
    if end { Ok((records, bad)) } else { Err(FileError::Unknown) }
}

/// What stands before the records. A file of all that lay in a storage, as it was, says so instead of a version.
fn head(rest: &mut &str) -> Option<()> {
    let begin = token(rest, "{") && token(rest, BEGIN.trim_end_matches(':')) && token(rest, ":");
    let version = token(rest, VERSION) || token(rest, "\"rescue\"");
    let records =
        token(rest, ",") && token(rest, RECORDS.trim_end_matches(':')) && token(rest, ":") && token(rest, "{");
    (begin && version && records).then_some(())
}

/// Takes this, after any white space, if it comes next.
fn token(rest: &mut &str, token: &str) -> bool {
    let after = rest.trim_ascii_start().strip_prefix(token);
    if let Some(after) = after {
        *rest = after;
    }
    after.is_some()
}

/// Takes a string. The only things ever escaped in such a file are quotes and backslashes.
fn string(rest: &mut &str) -> Option<String> {
    let mut letters = rest.trim_ascii_start().strip_prefix('"')?.chars();
    let mut text = String::new();
    loop {
        match letters.next()? {
            '"' => {
                *rest = letters.as_str();
                return Some(text);
            }
            '\\' => text.push(letters.next().filter(|letter| matches!(letter, '"' | '\\'))?),
            letter if letter.is_ascii_control() => return None,
            letter => text.push(letter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::Subject;
    use crate::quiz::Run;
    use crate::record::records;

    fn example() -> Records {
        records(&Run::new(7, Subject::Friend))
    }

    #[test]
    fn a_file_comes_back_as_it_was() {
        let text = file(&example());
        assert_eq!(read_file(&text), Ok((example(), 0)));
        assert_eq!(read_file(&file(&Records::default())), Ok((Records::default(), 0)));
        let parsed: serde_json::Value = serde_json::from_str(&text).unwrap();
        let rescued = serde_json::json!({ "intimacy-explorer": "rescue", "records": parsed["records"] });
        assert_eq!(
            read_file(&serde_json::to_string_pretty(&rescued).unwrap()).map(|(records, _)| records.iter().count()),
            Ok(2)
        );
    }

    #[test]
    fn cut_anywhere_it_is_no_file() {
        let text = file(&example());
        for end in 0..text.trim_end().len() {
            assert_eq!(read_file(&text[..end]), Err(FileError::Unknown), "{}", &text[..end]);
        }
    }

    #[test]
    fn what_is_hostile_is_refused() {
        let deep = format!("{{{BEGIN}1,{RECORDS}{}", "{\"a\":".repeat(9_000));
        for text in [
            "",
            "null",
            "0",
            "[]",
            "{}",
            "\u{feff}{}",
            "NaN",
            "1e999",
            "\0",
            &deep,
            r#"{"intimacy-explorer":2,"records":{}}"#,
            r#"{"intimacy-explorer":"1","records":{}}"#,
            r#"{"intimacy-explorer":-1,"records":{}}"#,
            r#"{"intimacy-explorer":,"records":{}}"#,
            r#"1,"records":{}}"#,
            r#"{"intimacy-explorer":1,"records":[]}"#,
            r#"{"intimacy-explorer":1,"records":{"subject":1}}"#,
            r#"{"intimacy-explorer":1,"records":{"subject":"\u202e"}}"#,
            r#"{"intimacy-explorer":1,"records":{}} and more"#,
            r#"{"intimacy-explorer":1,"records":{},"more":1}"#,
            "{\"intimacy-explorer\":1,\"records\":{\"sub\nject\":\"\"}}",
        ] {
            assert_eq!(read_file(text), Err(FileError::Unknown), "{}", text.chars().take(60).collect::<String>());
        }
        assert_eq!(read_file(&" ".repeat(LONGEST_FILE + 1)), Err(FileError::TooLong));
        let newer = r#"{"intimacy-explorer":1,"records":{"subject":"{\"schema\":3,\"x\":1}"}}"#;
        assert_eq!(read_file(newer), Err(FileError::Newer));
        // Entries that are not ours, or damaged, are counted and left out.
        let odd = r#"{"intimacy-explorer":1,"records":{"__proto__":"x","subject":"nobody","closeness/99":"{}"}}"#;
        assert_eq!(read_file(odd), Ok((Records::default(), 3)));
    }
}
