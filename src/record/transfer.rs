//! Writes runs to a file of answers, and reads such a file.
//!
//! The file is JSON: `{"intimacy-explorer":1,"records":{"0000002a/subject":"{…}", …}}`. Each record has the same text
//! as in the storage, with its checksum. A file is untrusted input: it is read in one pass, without recursion, and
//! entries that are not records are left out. A file contains no snapshot. See `docs/file-format.md`.

use super::codec::{DecodeError, Version, decode, encode};
use super::key::{Key, RecordKey, RunId};
use super::records::Records;

/// The version of the files that this build writes.
const VERSION: &str = "1";
/// The length of the longest file that is read, in bytes: twice the length of 50 complete runs.
pub const LONGEST_FILE: usize = 524_288;
/// The most entries that a file may have: more than 50 complete runs have.
const MOST_ENTRIES: usize = 4_096;
const BEGIN: &str = "\"intimacy-explorer\":";
const RECORDS: &str = "\"records\":";

/// Why a file is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileError {
    /// It is longer than [`LONGEST_FILE`], or has too many entries.
    TooLong,
    /// It is not a whole file of answers.
    Unknown,
    /// A later version of the widget wrote it.
    Newer,
}

/// The runs of a file, and how many of its entries could not be read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FileContent {
    /// The records of each run.
    pub runs: Vec<(RunId, Records)>,
    /// The number of entries that are damaged or are not records.
    pub unreadable: usize,
}

/// The text of a file with these runs. It has the answers of now, not those that an import has replaced.
#[must_use]
pub fn write_file(runs: &[(RunId, Records)]) -> String {
    let mut text = format!("{{{BEGIN}{VERSION},{RECORDS}{{");
    let entries = runs.iter().flat_map(|(run, records)| records.iter().map(|(key, value)| (*run, key, value)));
    for (at, (run, key, value)) in entries.filter(|(_, key, _)| *key != Key::Snapshot).enumerate() {
        let comma = if at > 0 { "," } else { "" };
        let key = RecordKey { run, key };
        let record = encode(key, Version { clock: 1, replica: 0 }, value).replace('"', "\\\"");
        text.push_str(&format!("{comma}\n\"{key}\":\"{record}\""));
    }
    text.push_str("\n}}\n");
    text
}

/// The runs of a file.
///
/// # Errors
/// When the text is not a file of answers.
pub fn read_file(text: &str) -> Result<FileContent, FileError> {
    if text.len() > LONGEST_FILE {
        return Err(FileError::TooLong);
    }
    let mut rest = text;
    let mut found = FileContent::default();
    let mut entries = 0;
    head(&mut rest).ok_or(FileError::Unknown)?;
    if !token(&mut rest, "}") {
        loop {
            entries += 1;
            if entries > MOST_ENTRIES {
                return Err(FileError::TooLong);
            }
            let key = string(&mut rest).ok_or(FileError::Unknown)?;
            let colon = token(&mut rest, ":");
            let record = string(&mut rest).filter(|_| colon).ok_or(FileError::Unknown)?;
            match RecordKey::parse(&key).ok_or(DecodeError::Damaged).and_then(|key| Ok((key, decode(key, &record)?))) {
                Ok((RecordKey { key: Key::Snapshot, .. }, _)) => {}
                Ok((RecordKey { run, key }, (_, value))) => match found.runs.iter_mut().find(|(of, _)| *of == run) {
                    Some((_, records)) => records.put(key, value.to_owned()),
                    None => {
                        let mut records = Records::default();
                        records.put(key, value.to_owned());
                        found.runs.push((run, records));
                    }
                },
                Err(DecodeError::Newer(_)) => return Err(FileError::Newer),
                Err(DecodeError::Damaged) => found.unreadable += 1,
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
    if end { Ok(found) } else { Err(FileError::Unknown) }
}

/// Reads the part before the records. A rescue file, which has the unchanged content of the storage, has the version
/// `"rescue"`.
fn head(rest: &mut &str) -> Option<()> {
    let begin = token(rest, "{") && token(rest, BEGIN.trim_end_matches(':')) && token(rest, ":");
    let version = token(rest, VERSION) || token(rest, "\"rescue\"");
    let records =
        token(rest, ",") && token(rest, RECORDS.trim_end_matches(':')) && token(rest, ":") && token(rest, "{");
    (begin && version && records).then_some(())
}

/// Skips white space and this token, if the token comes next. Returns whether it did.
fn token(rest: &mut &str, token: &str) -> bool {
    let after = rest.trim_ascii_start().strip_prefix(token);
    if let Some(after) = after {
        *rest = after;
    }
    after.is_some()
}

/// Reads a string. The only escapes in such a file are `\"` and `\\`.
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
    use crate::record::{Key, records};

    fn example() -> FileContent {
        let of = |seed, subject| records(&Run::new(seed, subject));
        let runs = vec![(RunId::UNNUMBERED, of(7, Subject::Friend)), (RunId::new(42), of(8, Subject::Partner))];
        FileContent { runs, unreadable: 0 }
    }

    #[test]
    fn a_file_is_read_as_it_was_written() {
        let text = write_file(&example().runs);
        assert_eq!(read_file(&text), Ok(example()));
        assert_eq!(read_file(&write_file(&[])), Ok(FileContent::default()));
        let parsed: serde_json::Value = serde_json::from_str(&text).unwrap();
        let rescued = serde_json::json!({ "intimacy-explorer": "rescue", "records": parsed["records"] });
        // Another JSON writer may order the entries differently.
        let mut found = read_file(&serde_json::to_string_pretty(&rescued).unwrap()).unwrap();
        found.runs.sort_by_key(|(id, _)| *id);
        assert_eq!(found, example());
    }

    #[test]
    fn a_file_has_no_snapshot() {
        let mut found = example();
        let run = Run::new(7, Subject::Family);
        let day = crate::quiz::Day::new(2026, 11, 27).unwrap();
        let snapshot = crate::record::snapshot_of(&run, day).unwrap();
        found.runs[1].1.put(Key::Snapshot, crate::record::Value::write(&snapshot));
        let text = write_file(&found.runs);
        assert_eq!(text, write_file(&example().runs));
        // A copy of the storage has one.
        let key = RecordKey { run: RunId::new(42), key: Key::Snapshot };
        let record = encode(key, Version::default(), &crate::record::Value::write(&snapshot)).replace('"', "\\\"");
        let rescued = text.replacen("{\n", &format!("{{\n\"{key}\":\"{record}\",\n"), 1);
        assert_ne!(rescued, text);
        assert_eq!(read_file(&rescued), Ok(example()));
    }

    #[test]
    fn a_truncated_file_is_refused() {
        let text = write_file(&example().runs);
        for end in 0..text.trim_end().len() {
            assert_eq!(read_file(&text[..end]), Err(FileError::Unknown), "{}", &text[..end]);
        }
    }

    #[test]
    fn a_hostile_file_is_refused() {
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
        // Foreign and damaged entries are counted and left out.
        let odd = r#"{"intimacy-explorer":1,"records":{"__proto__":"x","subject":"nobody","closeness/99":"{}"}}"#;
        assert_eq!(read_file(odd), Ok(FileContent { runs: Vec::new(), unreadable: 3 }));
    }

    #[test]
    fn a_record_belongs_to_its_run_alone() {
        let text = write_file(&example().runs);
        let moved = text.replace("0000002a/", "0000002b/");
        let found = read_file(&moved).unwrap();
        assert_eq!((found.runs.len(), found.unreadable), (1, 2), "the checksum covers the run's number");
        assert_eq!(found.runs[0].1.get(Key::Subject), Some("friend"));
    }

    #[test]
    fn a_file_with_too_many_entries_is_refused() {
        let entries: Vec<String> = (0..=MOST_ENTRIES).map(|at| format!("\"{at}\":\"\"")).collect();
        let of = |entries: &[String]| format!("{{{BEGIN}1,{RECORDS}{{{}}}}}", entries.join(","));
        assert_eq!(read_file(&of(&entries)), Err(FileError::TooLong));
        assert_eq!(read_file(&of(&entries[1..])).map(|found| found.unreadable), Ok(MOST_ENTRIES));
    }
}
