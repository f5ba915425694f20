//! Properties of the readers of untrusted input. The normal tests try about a hundred cases of each, and
//! `cargo xtask hostile` tries a million.

use super::checks::{check_file, check_record, check_setting, check_value};
use super::{file, read_file};
use super::{good_records, good_texts};
use intimacy_explorer::config::SETTINGS;
use intimacy_explorer::content::{Content, Factor, Type, source};
use intimacy_explorer::quiz::Day;
use intimacy_explorer::quiz::random::SplitMix64;
use intimacy_explorer::record::{Key, Records, Value, Version, decode, encode, records, run_of, snapshot_of};
use proptest::prelude::*;
use proptest::sample::select;
use std::path::Path;
use std::sync::LazyLock;

/// Pieces of valid and invalid records and files.
const PIECES: [&str; 64] = [
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\"",
    "\\\"",
    "\\\\",
    "\\",
    "\\u202e",
    " ",
    "\n",
    "\t",
    "\u{feff}",
    "\0",
    "\"intimacy-explorer\"",
    "\"rescue\"",
    "\"records\"",
    "{\"intimacy-explorer\":1,\"records\":{",
    "}}",
    "\"schema\"",
    "{\"schema\":",
    "\"clock\":",
    "\"tab\":\"0000002a\",",
    "\"sum\":\"1b2c3d4e\",",
    "\"value\":\"",
    "{\"schema\":1,\"value\":\"",
    "{\\\"schema\\\":1,\\\"value\\\":\\\"",
    "\\\"}\"",
    "\"}",
    "0",
    "1",
    "2",
    "3",
    "-1",
    "01",
    "999",
    "1e999",
    "NaN",
    "null",
    "9007199254740993",
    "4294967295",
    "run",
    "subject",
    "partner",
    "closeness/0",
    "now/physical",
    "most:",
    "least:",
    "emotional",
    "trust",
    "equal",
    "skipped",
    "seed:7 at:end skipped:- with:-",
    "at:",
    "__proto__",
    "\u{202e}",
    "\u{2028}",
    "e\u{301}",
    "</script>",
    "javascript:",
    "\u{ad}",
    "”",
];

fn pieces() -> impl Strategy<Value = String> {
    prop::collection::vec(select(&PIECES[..]), 0..24).prop_map(|pieces| pieces.concat())
}

/// A mutation of a text: its kind, its position and its operand.
type Change = (u8, u16, u8);

fn changes() -> impl Strategy<Value = Vec<Change>> {
    prop::collection::vec(any::<Change>(), 1..6)
}

/// Applies the mutations in order.
fn changed(text: &[u8], changes: &[Change]) -> Vec<u8> {
    let mut bytes = text.to_vec();
    for (kind, at, with) in changes {
        let at = usize::from(*at) % (bytes.len() + 1);
        let end = (at + usize::from(*with)).min(bytes.len());
        match kind % 8 {
            0 => bytes.truncate(at),
            1 => bytes.insert(at, *with),
            2 => drop(bytes.drain(at..end)),
            // Duplicates a piece.
            3 => drop(bytes.splice(at..at, bytes[at..end].to_vec())),
            4 => drop(bytes.splice(at..at, PIECES[usize::from(*with) % PIECES.len()].bytes())),
            5 => bytes[at..].make_ascii_uppercase(),
            6 if at < bytes.len() => bytes[at] = *with,
            _ if at < bytes.len() => bytes[at] ^= 1 << (with % 8),
            _ => {}
        }
    }
    bytes
}

fn changed_text(text: &str, changes: &[Change]) -> String {
    String::from_utf8_lossy(&changed(text.as_bytes(), changes)).into_owned()
}

fn key() -> impl Strategy<Value = Key> {
    select(Key::all().collect::<Vec<_>>())
}

static FILES: LazyLock<[String; 3]> = LazyLock::new(|| {
    let whole = file(&good_records());
    let rescued = whole.replacen(":1,", ":\"rescue\",", 1);
    // Schema 1 has no checksum, so a mutated value reaches the reader of values.
    let good = good_records();
    let old = good.iter().map(|(key, value)| format!(r#""{key}":"{{\"schema\":1,\"value\":\"{value}\"}}""#));
    let old = format!(r#"{{"intimacy-explorer":1,"records":{{{}}}}}"#, old.collect::<Vec<_>>().join(",\n"));
    [whole, rescued, old]
});

/// Pieces of valid and malicious values of settings.
const WRITTEN: [&str; 40] = [
    "https:",
    "http:",
    "javascript:",
    "JaVaScRiPt:",
    "data:",
    "mailto:",
    "tel:",
    "//",
    "/",
    "\\",
    "?",
    "#",
    ":",
    ";",
    "example.org",
    "@",
    " ",
    "\n",
    "\t",
    "\0",
    "\u{202e}",
    "\u{2066}",
    "\u{61c}",
    "\u{2028}",
    "\u{200f}",
    "e\u{301}",
    "<b>",
    "\"",
    "}*{",
    "US",
    "1",
    "555 01",
    "+",
    "-",
    "(",
    "fear",
    "support",
    "never",
    "couples",
    "Name: 555 01",
];

/// Random records from a seed. This is faster than a proptest strategy, which takes minutes for a million cases.
fn answered(seed: u64) -> Records {
    let mut chance = SplitMix64::new(seed);
    let mut draw = |below: usize| chance.next_u64() as usize % below;
    fn set(draw: &mut impl FnMut(usize) -> usize, ids: &[&str]) -> String {
        let (most, least) = (draw(ids.len()), 1 + draw(ids.len() - 1));
        let (most, least) = (ids[most], ids[(most + least) % ids.len()]);
        match draw(5) {
            0 => "skipped".into(),
            1 => "equal".into(),
            2 => format!("most:{most}"),
            3 => format!("least:{least}"),
            _ => format!("most:{most} least:{least}"),
        }
    }
    let (types, factors) = (Type::ALL.map(Type::id), Factor::ALL.map(Factor::id));
    let mut saved = Records::default();
    let at = ["end", "subject", "closeness/4", "present"][draw(4)];
    saved.put(Key::Run, format!("seed:{seed} at:{at} skipped:- with:obstacles,refine"));
    // A file contains no snapshot.
    for key in Key::all().filter(|key| !matches!(key, Key::Run | Key::Snapshot)) {
        if draw(4) > 0 {
            continue;
        }
        let value = match key {
            Key::Run | Key::Snapshot | Key::Subject => ["partner", "friend", "family"][draw(3)].into(),
            Key::Label => ["Sam", "my %22other%22 friend", "100%25"][draw(3)].into(),
            Key::Begun => ["2026-11-27", "0001-01-01", "2024-02-29"][draw(3)].into(),
            Key::Closeness(_) => set(&mut draw, &types),
            Key::Factors(_) => set(&mut draw, &factors),
            Key::PartOf => ["none", "emotional", "intellectual spiritual"][draw(3)].into(),
            Key::Now(_) => ["4 - - -", "0 1 2 -2", "- 3 -1 0"][draw(3)].into(),
            Key::Present(_) => draw(5).to_string(),
            Key::Obstacle(_) => ["0", "1", "2", "3", "prefer-not-to-say"][draw(5)].into(),
        };
        saved.put(key, value);
    }
    saved
}

/// A language file with its full structure but short texts. In a real one of 60 KB most mutations would only hit a
/// sentence.
static LANGUAGE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let pack = source::load(&folder, source::BASE).unwrap_or_else(|problem| panic!("{problem}")).to_pack();
    let text = String::from_utf8_lossy(&pack).into_owned();
    let short = |(at, text): (usize, &str)| {
        text.chars().take(if at == 0 || text.len() < 4 { 99 } else { 1 }).collect::<String>()
    };
    text.split('\0').enumerate().map(short).collect::<Vec<_>>().join("\0").into_bytes()
});

proptest! {
    #[test]
    fn any_text_is_a_record_or_rejected(key in key(), text in pieces()) {
        check_record(key, &text);
    }

    #[test]
    fn a_mutated_record_is_a_record_or_rejected(at in 0..10usize, changes in changes()) {
        let (key, text) = &good_texts()[at];
        check_record(*key, &changed_text(text, &changes));
    }

    #[test]
    fn an_encoded_record_decodes_unchanged(key in key(), clock: u32, replica: u32, value in "[a-z0-9:/, -]{0,40}") {
        let version = Version { clock, replica };
        let text = encode(key, version, &value);
        prop_assert_eq!(decode(key, &text), Ok((version, &*value)));
    }

    #[test]
    fn a_snapshot_has_one_encoding(seed: u64, changes in changes()) {
        let day = Day::new(2026, 11, 27).unwrap();
        let run = run_of(&answered(seed)).0.unwrap();
        let text = snapshot_of(&run, day).unwrap().write();
        check_value(Key::Snapshot, &text);
        check_value(Key::Snapshot, &changed_text(&text, &changes));
    }

    #[test]
    fn a_value_has_one_encoding(key in key(), from in 0..10usize, changes in changes()) {
        let good = good_records();
        let (_, value) = good.iter().nth(from).unwrap();
        let value = changed_text(value, &changes);
        check_value(key, &value);
    }

    #[test]
    fn any_text_is_a_file_or_rejected(text in pieces()) {
        check_file(text);
    }

    #[test]
    fn a_mutated_file_is_a_file_or_rejected(at in 0..3usize, changes in changes()) {
        check_file(changed_text(&FILES[at], &changes));
    }

    #[test]
    fn a_file_restores_the_saved_records(seed: u64) {
        let saved = answered(seed);
        prop_assert_eq!(read_file(&file(&saved)), Ok((saved.clone(), 0)));
        let (run, bad) = run_of(&saved);
        prop_assert_eq!(bad, vec![]);
        let again = run.as_ref().map(records).unwrap_or_default();
        prop_assert!(saved.iter().all(|(key, value)| again.get(key) == Some(value)), "{saved:?} became {again:?}");
        prop_assert_eq!(again.iter().count(), saved.iter().count());
    }

    #[test]
    fn any_setting_is_used_or_rejected(setting in select(&SETTINGS[..]), value in prop::collection::vec(select(&WRITTEN[..]), 0..12)) {
        check_setting(setting.name, &value.concat());
    }

    #[test]
    fn a_mutated_setting_is_used_or_rejected(setting in select(&SETTINGS[..]), changes in changes()) {
        check_setting(setting.name, &changed_text(setting.help.example, &changes));
    }

    #[test]
    fn a_mutated_language_file_is_valid_or_rejected(changes in changes()) {
        let bytes = changed(&LANGUAGE, &changes);
        if let Ok(content) = Content::from_pack(&bytes) {
            prop_assert_eq!(Content::from_pack(&content.to_pack()), Ok(content));
        }
    }
}
