//! Checks that must hold for any input text. Used by the properties in this folder and by the targets in `fuzz/`.

use intimacy_explorer::config::{self, Config};
use intimacy_explorer::quiz::QuizResult;
use intimacy_explorer::record::{
    DecodeError, Key, LONGEST_FILE, RecordKey, Records, SCHEMA, Version, decode, encode, read_file, records, run_of,
    write_file,
};
use intimacy_explorer::state::{Action, MOST_MAPS, Model, Notice, Screen, update};

/// Each record has exactly one encoding: a text that decodes is what `encode` returns for its content.
pub fn check_record(key: Key, text: &str) {
    match decode(key, text) {
        Ok((version, value)) if version == Version::default() && !text.contains("\"clock\"") => {
            assert_eq!(format!("{{\"schema\":1,\"value\":\"{value}\"}}"), text);
        }
        Ok((version, value)) => assert_eq!(encode(key, version, value), text),
        Err(DecodeError::Newer(version)) => assert!(version > SCHEMA),
        Err(DecodeError::Damaged) => {}
    }
}

/// Each value has exactly one encoding: a value that is accepted is written again unchanged.
pub fn check_value(key: Key, value: &str) {
    let mut one = Records::default();
    one.put(key, value.to_owned());
    match run_of(&one) {
        (Some(run), bad) => {
            assert_eq!(bad, vec![]);
            let again = records(&run);
            // If `at` names a question that this run does not ask, the run continues at the first question.
            let same = again.get(key) == Some(value) || key == Key::Run && run.at.is_some() || value == "- - - -";
            assert!(same, "{value:?} became {:?}", again.get(key));
            assert_eq!(run_of(&again), (Some(run), vec![]));
        }
        // A label, a date or a snapshot alone is not a run.
        (None, bad) => {
            assert!(bad == [key] || bad.is_empty() && matches!(key, Key::Label | Key::Begun | Key::Snapshot));
        }
    }
}

/// A file is rejected, or its records can be written and read again, and give runs and results.
pub fn check_file(text: String) {
    let read = read_file(&text);
    if let Ok(found) = &read {
        let entries: usize = found.runs.iter().map(|(_, records)| records.iter().count()).sum();
        assert!(text.len() <= LONGEST_FILE && entries + found.unreadable <= text.matches('"').count() / 4);
        assert_eq!(read_file(&write_file(&found.runs)).map(|again| again.runs), Ok(found.runs.clone()));
        for (_, records) in &found.runs {
            let (run, wrong) = run_of(records);
            assert!(wrong.len() <= records.iter().count());
            if let Some(run) = run {
                assert!(run.at.is_none_or(|at| run.questions().contains(&at)));
                let _ = QuizResult::new(&run.answers);
            }
        }
    }
    // The app imports the whole file, or nothing with a reason.
    let model = Model::new(Screen::Notes);
    let (opened, _) = update(&model, Action::FileOpened(Some(text)));
    match (&opened.import, opened.notice) {
        (Some(import), None) => {
            let merged = import.merged.clone();
            let (taken, _) = update(&opened, Action::ImportDecided(true, None));
            assert_eq!(taken.maps.len(), merged.len());
            for (id, run) in merged {
                assert_eq!(taken.map(id).map(|map| &map.run), Some(&run));
                // An imported answer can be saved, however late.
                let version = Version { clock: u32::MAX, replica: u32::MAX };
                for (key, value) in records(&run).iter() {
                    let key = RecordKey { run: id, key };
                    let text = encode(key, version, value);
                    assert_eq!(decode(key, &text), Ok((version, value)));
                }
                assert_eq!(run_of(&records(&run)), (Some(run), vec![]));
            }
            assert_eq!(update(&taken, Action::UndoChosen).0.maps.len(), 0);
        }
        (None, Some(Notice::TooManyMaps)) => assert!(read.is_ok_and(|found| found.runs.len() > MOST_MAPS)),
        (None, Some(Notice::Refused(problem))) => assert!(read.is_ok() || read == Err(problem)),
        other => panic!("{other:?}"),
    }
}

/// The scheme of a URL as a browser finds it. It ignores control characters at the ends, tabs and line breaks.
fn scheme(link: &str) -> Option<String> {
    let link: String = link.trim_matches(|letter: char| letter <= ' ').replace(['\t', '\n', '\r'], "");
    let (scheme, _) = link.split_once(':')?;
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "+-.".contains(letter);
    let is = scheme.starts_with(|letter: char| letter.is_ascii_alphabetic()) && scheme.chars().all(plain);
    is.then(|| scheme.to_ascii_lowercase())
}

/// Whether a character is a control character, a line separator or a bidirectional formatting character.
fn disturbs(letter: char) -> bool {
    let turns = ['\u{61c}', '\u{200e}', '\u{200f}', '\u{2028}', '\u{2029}'];
    letter.is_control()
        || turns.contains(&letter)
        || ('\u{202a}'..='\u{202e}').contains(&letter)
        || ('\u{2066}'..='\u{2069}').contains(&letter)
}

/// An accepted value has no disturbing characters and only allowed schemes. A rejected one is reported and changes
/// nothing.
pub fn check_setting(name: &'static str, value: &str) {
    let (config, problems) = config::parse(|asked| (asked == name).then(|| value.to_owned()));
    if let [problem] = &problems[..] {
        assert_eq!((problem.name, &config), (name, &Config::default()), "what is refused changes nothing");
        assert!(problem.value.chars().count() <= 61 && !problem.value.chars().any(disturbs));
        assert_eq!(problem.value.ends_with('…'), value.trim().chars().count() > 60 || value.trim().ends_with('…'));
        return;
    }
    assert!(problems.is_empty() && value.trim().len() <= 500);
    let texts = [&config.practice, &config.contact_label, &config.contact, &config.country];
    let lines = config.help_lines.iter().flat_map(|line| [&line.name, &line.number, &line.dial]);
    assert!(!texts.into_iter().flatten().chain(lines).any(|text| text.chars().any(disturbs)));
    if let Some(link) = &config.contact {
        let scheme = scheme(link);
        assert!(scheme.as_deref().is_none_or(|scheme| ["https", "mailto", "tel"].contains(&scheme)), "{link}");
        assert!(scheme.is_some() || !link.replace('\\', "/").starts_with("//"), "{link}");
    }
    assert_eq!(config.exit_page, None, "only the element says which address may be opened");
    let digits = |dial: &str| dial.strip_prefix('+').unwrap_or(dial).bytes().all(|digit| digit.is_ascii_digit());
    assert!(config.help_lines.iter().all(|line| digits(&line.dial)));
    assert!((1..=6).contains(&config.heading_level));
    assert!(!config.storage_name.contains(':') && (1..=32).contains(&config.storage_name.len()));
}
