//! Checks the invariants of ARCHITECTURE.md that the text of the sources can show.

use crate::imports::Imports;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).into()
}

/// Every Rust file below a folder of `src`, with its text before the unit tests.
fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|kind| kind == "rs") {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&root().join("src").join(folder), &mut found);
    found.retain(|path| !path.ends_with("tests.rs"));
    assert!(!found.is_empty(), "{folder} holds no Rust file");
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default().to_owned();
        (path, code)
    };
    found.into_iter().map(read).collect()
}

/// The code of a file without its comments.
fn code(text: &str) -> String {
    let lines = text.lines().map(|line| line.split("//").next().unwrap_or_default());
    lines.collect::<Vec<_>>().join("\n")
}

/// Asserts that no code in the folders contains any of the words.
fn assert_absent(folders: &[&str], words: &[&str]) {
    for folder in folders {
        for (path, text) in sources(folder) {
            let code = code(&text);
            for word in words {
                assert!(!code.contains(word), "{} names {word}", path.display());
            }
        }
    }
}

#[test]
fn pure_modules_use_no_browser_and_no_framework() {
    let web = ["yew", "web_sys", "js_sys", "gloo", "wasm_bindgen"];
    assert_absent(&["content", "config", "quiz", "chart", "record", "state"], &web);
}

#[test]
fn only_browser_and_embed_use_web_apis() {
    assert_absent(&["view"], &["web_sys", "js_sys", "gloo", "wasm_bindgen"]);
}

#[test]
fn modules_use_only_lower_layers() {
    let all = ["content", "config", "quiz", "chart", "record", "state", "browser", "view", "embed"];
    let below: [(&str, &[&str]); 9] = [
        ("content", &[]),
        ("config", &["content"]),
        ("quiz", &["content"]),
        ("chart", &["quiz"]),
        ("record", &["content", "quiz"]),
        ("state", &["content", "quiz", "record"]),
        ("browser", &["record"]),
        ("view", &["content", "config", "quiz", "chart", "record", "state", "browser"]),
        ("embed", &["content", "config", "record", "state", "browser", "view"]),
    ];
    for (module, may) in below {
        let not: Vec<String> =
            all.iter().filter(|of| **of != module && !may.contains(of)).map(|of| format!("crate::{of}")).collect();
        assert_absent(&[module], &not.iter().map(String::as_str).collect::<Vec<_>>());
    }
}

#[test]
fn no_files_import_each_other_in_a_cycle() {
    let imports = Imports::read(&root().join("src"), sources(""));
    let cycle = imports.cycle();
    assert!(cycle.is_empty(), "{}", cycle.join(" -> "));
}

#[test]
fn the_article_needs_only_content_and_view() {
    let imports = Imports::read(&root().join("src"), sources(""));
    for file in imports.reached(imports.below("view/article/")) {
        let alone = file.starts_with("content/") || file.starts_with("view/");
        assert!(alone && file != "view/scene.rs", "the article needs {file}");
    }
}

#[test]
fn updates_and_scoring_are_deterministic() {
    assert_absent(
        &["state", "quiz", "record"],
        &["std::time", "Instant", "SystemTime", "Math::random", "std::env", "std::fs"],
    );
}

#[test]
fn no_code_breaks_the_content_security_policy() {
    for (path, text) in sources("view").into_iter().chain(sources("embed")).chain(sources("browser")) {
        let code = code(&text);
        for word in ["from_html_unchecked", "inner_html", "set_inner_html", "style={", "style=\"", "unsafe "] {
            assert!(!code.contains(word), "{} holds {word}", path.display());
        }
    }
}

#[test]
fn the_storage_is_never_cleared_or_read_as_a_whole() {
    for (path, text) in sources("") {
        let code = code(&text);
        for word in ["LocalStorage::clear", "LocalStorage::get_all", "SessionStorage", ".clear()"] {
            let allowed = word == ".clear()" && !code.contains("Storage");
            assert!(allowed || !code.contains(word), "{} calls {word}", path.display());
        }
    }
}

/// A sentence is a quoted piece of text in which two words of letters follow each other.
#[test]
fn the_views_contain_no_sentences() {
    for (path, text) in sources("view") {
        for (number, line) in text.lines().enumerate() {
            let line = line.split("//").next().unwrap_or_default();
            // Every second piece is quoted. Class lists, geometry and SVG paths are not sentences.
            for piece in line.split('"').skip(1).step_by(2) {
                let words: Vec<&str> = piece.split(' ').collect();
                let sentence = words.windows(2).any(|pair| {
                    let letters = |word: &str| word.len() > 1 && word.chars().all(char::is_alphabetic);
                    letters(pair[0]) && letters(pair[1])
                });
                assert!(!sentence, "{}:{}: \"{piece}\"", path.display(), number + 1);
            }
        }
    }
}

/// ARCHITECTURE.md states the invariants, so that a reader can find why one of the tests above failed.
#[test]
fn the_invariants_are_written_down() {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    assert!(text.matches("Architecture Invariant:").count() >= 8);
}

#[test]
fn every_situation_runs_in_every_engine() {
    // tests/e2e has its own main function, so a function with a `test` attribute would never run there.
    let mut folders = vec![root().join("tests/e2e/tests")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|kind| kind == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                assert!(!text.contains("test]"), "{}: list it with `situation!`", path.display());
            }
        }
    }
}
