//! Tests of the bad inputs in `tests/fixtures/hostile`. Each input is in the folder of the error that it causes. Inputs
//! that are too large for the repository are generated here.

use super::good_records;
use super::{file, read_file};
use intimacy_explorer::config::{self, Config, Kind, SETTINGS};
use intimacy_explorer::content::Subject;
use intimacy_explorer::quiz::Run;
use intimacy_explorer::record::{
    DecodeError, FileError, Key, LONGEST_FILE, Memory, Namespace, Records, RunId, Store, Version, decode, encode, read,
    records, run_of,
};
use intimacy_explorer::state::{Action, Map, Model, Notice, SaveMode, Screen, update};
use std::fs;
use std::path::Path;

/// The files of a folder as text, by name. A file with a byte order mark occurs twice, also without the mark.
fn fixtures(folder: &str, at_least: usize) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/hostile").join(folder);
    let mut found = Vec::new();
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let text = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        found.extend(text.strip_prefix('\u{feff}').map(|text| (name.clone(), text.to_owned())));
        found.push((name, text));
    }
    assert!(found.len() >= at_least, "{}", folder.display());
    found
}

/// The notice of the app after a file was opened. `None` if the app shows the import preview.
fn notice(text: &str) -> Option<Notice> {
    let mine = Run::new(3, Subject::Friend);
    let map = Map { id: RunId::new(3), run: mine, save_mode: SaveMode::Device };
    let before = Model { open: Some(map.id), maps: vec![map.into()], ..Model::new(Screen::Notes) };
    let (after, effects) = update(&before, Action::FileOpened(Some(text.to_owned())));
    assert!(effects.is_empty());
    assert_eq!(after.maps, before.maps, "the preview changes nothing");
    assert_eq!(after.import.is_none(), after.notice.is_some());
    after.notice
}

fn check_rejected(name: &str, text: &str, problem: FileError) {
    assert_eq!(read_file(text), Err(problem), "{name}");
    assert_eq!(notice(text), Some(Notice::Refused(problem)), "{name}");
}

#[test]
fn files_of_another_form_are_rejected() {
    for (name, text) in fixtures("file/unknown", 60) {
        check_rejected(&name, &text, FileError::Unknown);
    }
}

#[test]
fn files_of_a_later_version_are_reported() {
    for (name, text) in fixtures("file/newer", 2) {
        check_rejected(&name, &text, FileError::Newer);
    }
}

#[test]
fn files_without_answers_are_rejected() {
    for (name, text) in fixtures("file/nothing-taken", 15) {
        let (found, _) = read_file(&text).unwrap_or_else(|problem| panic!("{name}: {problem:?}"));
        assert!(found.iter().all(|(key, _)| key == Key::Run), "{name}");
        assert_eq!(notice(&text), Some(Notice::Refused(FileError::Unknown)), "{name}");
    }
}

#[test]
fn a_value_of_another_kind_is_left_out_of_a_file() {
    let mut taken = 0;
    for (name, text) in fixtures("file/wrong-values", 20) {
        let (found, bad) = read_file(&text).unwrap_or_else(|problem| panic!("{name}: {problem:?}"));
        assert!(bad + run_of(&found).1.len() == 1, "{name}");
        let (first, _) = update(&Model::new(Screen::Notes), Action::FileOpened(Some(text)));
        match first.import {
            Some(found) => {
                assert_eq!((found.left_out, found.merged.len()), (1, 1), "{name}");
                taken += 1;
            }
            None => {
                assert_eq!(first.notice, Some(Notice::Refused(FileError::Unknown)), "{name}: nothing is left of it")
            }
        }
    }
    assert!(taken > 0, "no file had another record to import");
}

#[test]
fn files_that_are_too_large_are_rejected_unread() {
    let record = |text: &str| format!(r#"{{"intimacy-explorer":1,"records":{{"subject":"{text}"}}}}"#);
    for (name, text) in [
        ("50 MB", " ".repeat(50_000_000)),
        ("50 MB of a record", record(&"a".repeat(50_000_000))),
        ("depth 1,000,000", "[".repeat(1_000_000)),
        ("one byte too many", record(&"a".repeat(LONGEST_FILE + 1 - record("").len()))),
    ] {
        check_rejected(name, &text, FileError::TooLong);
    }
    let longest = record(&"a".repeat(LONGEST_FILE - record("").len()));
    assert_eq!(read_file(&longest), Ok((Records::default(), 1)));
    for (name, text) in [
        ("depth 10,000", "[".repeat(10_000)),
        ("10,000 combining marks", format!("e{}", "\u{301}".repeat(10_000))),
        ("NULs", "\0".repeat(LONGEST_FILE)),
    ] {
        check_rejected(name, &text, FileError::Unknown);
    }
    assert_eq!(read_file(&record(&"\u{301}".repeat(10_000))), Ok((Records::default(), 1)));
}

#[test]
fn a_truncated_file_is_rejected() {
    let whole = file(&good_records());
    for (end, _) in whole.trim_end().char_indices() {
        check_rejected("cut", &whole[..end], FileError::Unknown);
    }
    assert_eq!(notice(&whole), None, "the whole file is accepted");
}

/// As usual for JSON readers.
#[test]
fn of_two_entries_with_one_name_the_last_applies() {
    let entry = |value| encode(Key::Subject, Version { clock: 1, replica: 0 }, value).replace('"', "\\\"");
    let (one, other) = (entry("friend"), entry("family"));
    let text = format!(r#"{{"intimacy-explorer":1,"records":{{"subject":"{one}","subject":"{other}"}}}}"#);
    let (found, bad) = read_file(&text).unwrap();
    assert_eq!((found.iter().collect::<Vec<_>>(), bad), (vec![(Key::Subject, "family")], 0));
}

/// Stores a run whose record of the subject is replaced by this text. Checks that the other records are read, and that
/// the text stays in the storage.
fn check_other_records_are_read(name: &str, text: &str, problem: DecodeError) {
    let (store, namespace) = (Memory::default(), Namespace::new("default"));
    let run = Run::new(3, Subject::Friend);
    for (key, value) in records(&run).iter() {
        store.set(&namespace.full_key(key), &encode(key, Version { clock: 1, replica: 0 }, value)).unwrap();
    }
    let place = namespace.full_key(Key::Subject);
    store.set(&place, text).unwrap();
    let found = read(&store, &namespace).unwrap();
    assert_eq!(found.unreadable, [(place.clone(), problem)], "{name}");
    assert_eq!(
        found.run(RunId::UNNUMBERED).and_then(|found| found.run.as_ref()).map(|run| (run.seed, run.answers.subject)),
        Some((3, None)),
        "{name}"
    );
    assert_eq!(store.get(&place).unwrap().as_deref(), Some(text), "{name}");
}

#[test]
fn damaged_records_are_rejected() {
    for (name, text) in fixtures("record/damaged", 45) {
        // Without its byte order mark, this text is a valid record.
        if name == "byte-order-mark.txt" && !text.starts_with('\u{feff}') {
            continue;
        }
        assert_eq!(decode(Key::Subject, &text), Err(DecodeError::Damaged), "{name}");
        check_other_records_are_read(&name, &text, DecodeError::Damaged);
    }
}

#[test]
fn records_that_are_too_large_are_rejected() {
    let value = |text: String| format!(r#"{{"schema":1,"value":"{text}"}}"#);
    for (name, text) in [
        ("50 MB", value("a".repeat(50_000_000))),
        ("depth 1,000,000", "[".repeat(1_000_000)),
        ("10,000 combining marks", value("\u{301}".repeat(10_000))),
        ("of a later schema", format!(r#"{{"schema":3,"value":"{}"}}"#, "a".repeat(1_000_000))),
    ] {
        assert_eq!(decode(Key::Subject, &text), Err(DecodeError::Damaged), "{name}");
        check_other_records_are_read(name, &text, DecodeError::Damaged);
    }
}

#[test]
fn records_of_a_later_schema_are_reported() {
    for (name, text) in fixtures("record/newer", 3) {
        let Err(problem @ DecodeError::Newer(_)) = decode(Key::Subject, &text) else { panic!("{name}") };
        check_other_records_are_read(&name, &text, problem);
    }
}

#[test]
fn records_with_a_value_of_another_kind_are_rejected() {
    for (name, text) in fixtures("record/wrong-value", 15) {
        assert!(decode(Key::Subject, &text).is_ok(), "{name}: the record around the value is valid");
        check_other_records_are_read(&name, &text, DecodeError::Damaged);
    }
}

fn check_setting_rejected(setting: &'static str, what: &str, value: &str) {
    let (config, problems) = config::parse(|asked| (asked == setting).then(|| value.to_owned()));
    assert_eq!(config, Config::default(), "{setting}: {what}");
    let [problem] = &problems[..] else { panic!("{setting}: {what} is not rejected") };
    assert_eq!(problem.name, setting);
    assert!(problem.value.chars().count() <= 61, "{setting}: {what}");
    let marks = ['\u{202e}', '\u{2066}', '\u{61c}', '\u{2028}', '\u{2029}', '\n', '\r', '\0'];
    assert!(!problem.value.contains(marks), "{setting}: {what} is told with its marks");
}

/// The folder of the values that a setting of this kind must reject. `None` for a folder, because only the element can
/// check whether it exists.
fn rejected_by(kind: &Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::Country(_) => "country",
        Kind::Line { .. } => "line",
        Kind::Link(_) => "link",
        Kind::HelpLines(_) => "help-lines",
        Kind::Subjects(_) => "subjects",
        Kind::Exit(_) => "exit",
        Kind::Switch { .. } | Kind::Choice(_) => "word",
        Kind::Name { .. } => "name",
        Kind::Digit { .. } => "digit",
        Kind::Folder => return None,
    })
}

#[test]
fn invalid_settings_are_rejected() {
    for setting in &SETTINGS {
        let Some(folder) = rejected_by(&setting.kind) else { continue };
        for (name, value) in fixtures(&format!("configuration/{folder}"), 8) {
            check_setting_rejected(setting.name, &name, &value);
        }
        check_setting_rejected(setting.name, "1 MB", &"1".repeat(1_000_000));
        check_setting_rejected(setting.name, "10,000 combining marks", &format!("e{}", "\u{301}".repeat(10_000)));
        match setting.kind {
            Kind::Line { longest, .. } | Kind::Name { longest, .. } => {
                check_setting_rejected(setting.name, "one letter too many", &"a".repeat(longest + 1));
            }
            Kind::Digit { from, to, .. } => {
                for digit in [from.checked_sub(1), to.checked_add(1)].into_iter().flatten() {
                    check_setting_rejected(setting.name, "out of range", &digit.to_string());
                }
            }
            _ => {}
        }
    }
}
