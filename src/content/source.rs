//! Reads the authors' TOML files, at build time and in native tests only.

use super::{Content, Paper, Swap};
use std::{fmt, fs, path::Path};
use toml::{Table, Value};

/// The base language: it replaces every text that another language lacks.
pub const BASE: &str = "en";

/// The files of a language, each a field of [`Content`].
const FILES: [&str; 13] = [
    "interface",
    "overview",
    "types",
    "factors",
    "issues",
    "fear",
    "benefits",
    "rebuilding",
    "comparison",
    "support",
    "questions",
    "quiz",
    "result",
];

/// The file with the texts of the paper form.
const PAPER: &str = "paper";

/// Why the files of a language could not be read. The message names the file, and the line if it is known.
#[derive(Debug)]
pub struct SourceError(String);

impl fmt::Display for SourceError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for SourceError {}

/// Reads one language from the folder `content`. The base language replaces every text that is not translated.
///
/// # Errors
/// When a file cannot be read, is not TOML, or has an unknown, missing or repeated id.
pub fn load(content: &Path, language: &str) -> Result<Content, SourceError> {
    let all = tables(content, language)?;
    // Each file is decoded separately so that an error can name the file.
    for (name, words) in &all {
        check_file(name, words).map_err(|problem| SourceError(format!("content/{language}/{name}.toml: {problem}")))?;
    }
    Value::Table(all).try_into().map_err(|problem| SourceError(format!("content/{language}: {problem}")))
}

/// The texts of a language, and the designs and the scoring of the quiz, as JSON for use elsewhere.
/// `docs/open-data.schema.json` describes it.
///
/// # Errors
/// As [`load`].
pub fn open_data(content: &Path, language: &str) -> Result<serde_json::Value, SourceError> {
    let quiz = read(&content.join("quiz"))?;
    Ok(serde_json::json!({ "language": language, "quiz": quiz, "texts": tables(content, language)? }))
}

fn tables(content: &Path, language: &str) -> Result<Table, SourceError> {
    let mut all = Table::new();
    for name in FILES {
        let mut words = read(&content.join(BASE).join(name))?;
        if language != BASE {
            let own = content.join(language).join(name);
            if own.with_extension("toml").exists() {
                overlay(&mut words, read(&own)?);
            }
        }
        all.insert(name.into(), Value::Table(words));
    }
    all.insert("related".into(), Value::Table(read(&content.join("related"))?));
    Ok(all)
}

/// Reads the texts of the paper form, which are not part of the app.
///
/// # Errors
/// As [`load`].
pub fn paper(content: &Path, language: &str) -> Result<Paper, SourceError> {
    let mut words = read(&content.join(BASE).join(PAPER))?;
    let own = content.join(language).join(PAPER);
    if language != BASE && own.with_extension("toml").exists() {
        overlay(&mut words, read(&own)?);
    }
    let named = |problem| SourceError(format!("content/{language}/{PAPER}.toml: {problem}"));
    Value::Table(words).try_into().map_err(named)
}

/// Reads the swap test of a language, which only the checks use. `None` if the language has none.
///
/// # Errors
/// As [`load`].
pub fn swap(content: &Path, language: &str) -> Result<Option<Swap>, SourceError> {
    let path = content.join(language).join("swap");
    if !path.with_extension("toml").exists() {
        return Ok(None);
    }
    let named = |problem| SourceError(format!("content/{language}/swap.toml: {problem}"));
    Value::Table(read(&path)?).try_into().map(Some).map_err(named)
}

/// The ids that a language lacks, as `file: path.of.the.id`. They fall back to the base language.
///
/// # Errors
/// As [`load`].
pub fn missing(content: &Path, language: &str) -> Result<Vec<String>, SourceError> {
    let mut list = Vec::new();
    for name in FILES.into_iter().chain([PAPER]) {
        let base = read(&content.join(BASE).join(name))?;
        let own = content.join(language).join(name);
        let own = if own.with_extension("toml").exists() { read(&own)? } else { Table::new() };
        lacking(&base, &own, &format!("{name}:"), &mut list);
    }
    Ok(list)
}

fn read(path: &Path) -> Result<Table, SourceError> {
    let path = path.with_extension("toml");
    let text = fs::read_to_string(&path).map_err(|problem| SourceError(format!("{}: {problem}", path.display())))?;
    text.parse().map_err(|problem| SourceError(format!("{}: {problem}", path.display())))
}

fn check_file(name: &str, words: &Value) -> Result<(), toml::de::Error> {
    fn decodes<T: serde::de::DeserializeOwned>(words: &Value) -> Result<(), toml::de::Error> {
        words.clone().try_into::<T>().map(drop)
    }
    match name {
        "interface" => decodes::<super::Interface>(words),
        "overview" => decodes::<super::Overview>(words),
        "types" => decodes::<super::Types>(words),
        "factors" => decodes::<super::Factors>(words),
        "issues" => decodes::<super::Issues>(words),
        "fear" => decodes::<super::Fear>(words),
        "benefits" => decodes::<super::Benefits>(words),
        "rebuilding" => decodes::<super::Rebuilding>(words),
        "comparison" => decodes::<super::Comparison>(words),
        "support" => decodes::<super::Support>(words),
        "questions" => decodes::<super::Questions>(words),
        "quiz" => decodes::<super::Quiz>(words),
        "result" => decodes::<super::ResultWords>(words),
        _ => decodes::<super::Related>(words),
    }
}

/// Replaces each value of `base` by the value of `own` with the same path. A list is replaced as a whole.
fn overlay(base: &mut Table, own: Table) {
    for (key, value) in own {
        match (base.get_mut(&key), value) {
            (Some(Value::Table(base)), Value::Table(own)) => overlay(base, own),
            (_, value) => {
                base.insert(key, value);
            }
        }
    }
}

fn lacking(base: &Table, own: &Table, path: &str, list: &mut Vec<String>) {
    for (key, value) in base {
        let path = format!("{path}{}{key}", if path.ends_with(':') { " " } else { "." });
        match (value, own.get(key)) {
            (Value::Table(base), Some(Value::Table(own))) => lacking(base, own, &path, list),
            (_, Some(_)) => {}
            (_, None) => list.push(path),
        }
    }
}

/// The English texts, for tests. They are read once for each test process.
#[cfg(test)]
pub fn english() -> Content {
    static ENGLISH: std::sync::LazyLock<Content> =
        std::sync::LazyLock::new(|| load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"), BASE).unwrap());
    ENGLISH.clone()
}
