//! Compares the syntax of records in JavaScript with the Rust codec.

use intimacy_explorer::record::{DecodeError, Key, Namespace, RecordKey, RunId, SCHEMA, Version, decode, encode};
use regex_lite::Regex;
use std::fs;
use std::path::Path;

const BEGIN: &str = "// The syntax of records\n";
const END: &str = "// End of the syntax of records\n";

fn script(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("static").join(name)).unwrap()
}

/// The part of `static/vault.js` that contains the syntax, and the rest of the file.
fn parts() -> (String, String) {
    let text = script("vault.js");
    let (before, rest) = text.split_once(BEGIN).unwrap();
    let (syntax, after) = rest.split_once(END).unwrap();
    (syntax.to_owned(), format!("{before}{after}"))
}

/// A regular expression of that part.
fn pattern(name: &str) -> Regex {
    let (syntax, _) = parts();
    let line = syntax.lines().find_map(|line| line.strip_prefix(&format!("const {name} = /"))).unwrap();
    Regex::new(line.strip_suffix("/;").unwrap()).unwrap()
}

/// The template literal that a function of that part returns, with the placeholders of its parameters.
fn template(name: &str) -> String {
    let (syntax, _) = parts();
    let line = syntax.lines().find_map(|line| line.strip_prefix(&format!("const {name} = ("))).unwrap();
    let (_, template) = line.split_once('`').unwrap();
    template.strip_suffix("`;").unwrap().to_owned()
}

#[test]
fn the_syntax_is_in_one_place() {
    let (_, around) = parts();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("static")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if name.ends_with(".js") {
            let text = if name == "vault.js" { around.clone() } else { script(&name) };
            for word in ["schema\":", "sealed\":", "lock\":", "also\":", "sum\":"] {
                assert!(!text.contains(word), "{name} knows the syntax of records: {word}");
            }
        }
    }
}

#[test]
fn a_plain_record_is_recognized_intact_and_damaged() {
    let (plain, others) = (pattern("PLAIN"), ["NEWER", "ENCRYPTED", "LOCK"].map(pattern));
    for key in Key::all() {
        for version in [Version::default(), Version { clock: u32::MAX, replica: 42 }] {
            let text = encode(key, version, "most:emotional least:spiritual");
            assert!(plain.is_match(&text) && !others.iter().any(|other| other.is_match(&text)), "{text}");
            // A record with a damaged schema still counts as plain.
            assert!(plain.is_match(&text.replacen("schema", "schemas", 1)), "{text}");
        }
    }
    let old = r#"{"schema":1,"value":"friend"}"#;
    assert!(decode(Key::Subject, old).is_ok() && plain.is_match(old));
}

#[test]
fn a_schema_is_plain_encrypted_or_newer_as_the_codec_says() {
    let [plain, encrypted, newer] = ["PLAIN", "ENCRYPTED", "NEWER"].map(pattern);
    for schema in 1..200 {
        let text = format!("{{\"schema\":{schema},\"sealed\":\"QUJD\"}}");
        let is_newer = decode(Key::Run, &text) == Err(DecodeError::Newer(schema));
        assert_eq!((plain.is_match(&text), is_newer), (schema <= SCHEMA, schema > SCHEMA), "{text}");
        assert_eq!(
            (encrypted.is_match(&text), newer.is_match(&text)),
            (schema == SCHEMA + 1, schema > SCHEMA + 1),
            "{text}"
        );
    }
}

#[test]
fn encrypted_records_and_locks_match_their_patterns() {
    let text = template("writeEncrypted").replace("${box}", "QUJD+/8=");
    assert_eq!(decode(Key::Run, &text), Err(DecodeError::Newer(SCHEMA + 1)));
    assert_eq!(&pattern("ENCRYPTED").captures(&text).unwrap()[1], "QUJD+/8=");
    assert!(!pattern("PLAIN").is_match(&text) && !pattern("LOCK").is_match(&text));

    let core =
        template("writeCore").replace("${salt}", "c2E=").replace("${nonce}", "bm8=").replace("${wrapped}", "d3I=");
    let core = core.replace("${rounds}", "600000");
    let also = template("writeAlso").replace("${core}", &core).replace("${box}", "YWw=");
    for all in [&core, &also] {
        let text = template("writeLock").replace("${all}", all).replace("${sum}", "1b2c3d4e");
        assert_eq!(decode(Key::Run, &text), Err(DecodeError::Newer(SCHEMA + 1)));
        let lock = pattern("LOCK").captures(&text).unwrap();
        let part = |at: usize| lock.get(at).map(|part| part.as_str());
        assert_eq!((part(1), part(2), part(8)), (Some(all.as_str()), Some(core.as_str()), Some("1b2c3d4e")));
        assert_eq!([3, 4, 5, 6].map(part), ["c2E=", "bm8=", "d3I=", "600000"].map(Some));
        assert_eq!(part(7), (all == &also).then_some("YWw="));
    }
}

/// The scripts and the namespace use the same keys for a lock and for a run.
#[test]
fn scripts_and_namespace_use_the_same_keys() {
    let namespace = Namespace::new("clinic");
    assert_eq!(namespace.lock_key(), format!("{}lock", namespace.prefix()));
    assert_eq!(namespace.full_key(Key::Run), format!("{}run", namespace.prefix()));
    let vault = script("vault.js");
    assert!(vault.contains("`${prefix}lock`") && vault.contains("`${this.#prefix}${run}run`"));
    let rescue = script("rescue.js");
    assert!(rescue.contains("'lock' in records"));
    // The number of a run is 8 hex digits. A run of earlier versions has no number.
    let numbered = namespace.full_key(RecordKey { run: RunId::new(0x2a), key: Key::Run });
    let name = numbered.strip_prefix(namespace.prefix()).unwrap();
    let pattern = |script: &str, of: &str| {
        assert!(script.contains(&of.replace('/', "\\/")), "{of}");
        Regex::new(of).unwrap()
    };
    assert!(pattern(&rescue, "^([0-9a-f]{8}/)?run$").is_match(name));
    assert!(pattern(&rescue, "^([0-9a-f]{8}/)?run$").is_match("run"));
    let of = pattern(&vault, "^(?:aside/)?([0-9a-f]{8}/)?");
    for (name, run) in
        [(name, "0000002a/"), ("aside/0000002a/subject", "0000002a/"), ("closeness/3", ""), ("aside/run", "")]
    {
        let found = of.captures(name).unwrap();
        assert_eq!(found.get(1).map_or("", |run| run.as_str()), run, "{name}");
    }
}

/// Only `Namespace::new` derives the prefix of a namespace from the storage name.
#[test]
fn no_script_uses_the_storage_name() {
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("static")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|kind| kind == "js") {
            let text = fs::read_to_string(&path).unwrap();
            assert!(!text.contains("storage-name") && !text.contains("storageName"), "{}", path.display());
        }
    }
}
