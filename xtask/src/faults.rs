//! Writes the table in `docs/faults.md`: which injected faults the tests cover, in each engine.
//!
//! It reads the results of the last complete run of the browser tests (`target/e2e.json`), and the list of tests that
//! need no browser (`tests/faults.txt`).

use std::fs;

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::args::Args;
use crate::project;

/// The document that contains the table, between the marks `BEGIN` and `END`.
const DOCUMENT: &str = "docs/faults.md";
const ENGINES: [(&str, &str); 3] = [("chromium", "Chromium"), ("firefox", "Firefox"), ("webkit", "WebKitGTK")];
const BEGIN: &str = "<!-- faults: `cargo xtask faults` writes this table -->";
const END: &str = "<!-- /faults -->";

pub fn run(args: Args) -> Result<()> {
    args.end()?;
    let file = project::root().join(DOCUMENT);
    let document = fs::read_to_string(&file).with_context(|| format!("cannot read {DOCUMENT}"))?;
    let table = table(&results()?, &native()?)?;
    fs::write(&file, replaced(&document, &table)?).with_context(|| format!("cannot write {DOCUMENT}"))?;
    println!("{table}");
    Ok(())
}

/// After a complete run: prints a note if the table in the document differs from the results.
pub fn report_difference() -> Result<()> {
    let found = found()?;
    if found["whole"] != true {
        return Ok(());
    }
    let document =
        fs::read_to_string(project::root().join(DOCUMENT)).with_context(|| format!("cannot read {DOCUMENT}"))?;
    if !document.contains(&table(&results_of(&found)?, &native()?)?) {
        println!("\nthe table in {DOCUMENT} differs from the results of this run; to update it: cargo xtask faults");
    }
    Ok(())
}

/// The result of a situation in an engine.
struct Found {
    engine: String,
    holds: Vec<String>,
    outcome: String,
    why: Vec<String>,
}

fn found() -> Result<Value> {
    let file = project::root().join("target/e2e.json");
    let text = fs::read_to_string(&file).context("no browser test has run: cargo xtask test")?;
    serde_json::from_str(&text).context("target/e2e.json is not valid JSON")
}

fn results() -> Result<Vec<Found>> {
    let found = found()?;
    ensure!(found["whole"] == true, "the last run of the browser tests was partial: cargo xtask test --only e2e");
    results_of(&found)
}

fn results_of(found: &Value) -> Result<Vec<Found>> {
    let texts = |value: &Value| -> Vec<String> {
        let list = value.as_array().into_iter().flatten();
        list.filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let one = |result: &Value| {
        let text = |name: &str| result[name].as_str().map(str::to_owned);
        let why = text("why").into_iter().chain(texts(&result["without"])).collect();
        Some(Found { engine: text("engine")?, holds: texts(&result["holds"]), outcome: text("outcome")?, why })
    };
    let results = found["results"].as_array().context("target/e2e.json has no results")?;
    results.iter().map(one).collect::<Option<_>>().context("target/e2e.json has an incomplete result")
}

/// Reads `tests/faults.txt`: pairs of a fault and a test without a browser that covers it. Fails if a test does not
/// exist.
fn native() -> Result<Vec<(String, String)>> {
    let list = fs::read_to_string(project::root().join("tests/faults.txt")).context("cannot read tests/faults.txt")?;
    let mut tests = String::new();
    for folder in ["tests/native", "tests", "src/record", "src/state", "src"] {
        for file in fs::read_dir(project::root().join(folder)).with_context(|| format!("cannot read {folder}"))? {
            let path = file?.path();
            if path.extension().is_some_and(|kind| kind == "rs") {
                tests += &fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
            }
        }
    }
    let lines = list.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let (fault, test) = line.split_once(' ').with_context(|| format!("tests/faults.txt: {line:?}"))?;
            ensure!(tests.contains(&format!("fn {test}(")), "tests/faults.txt: there is no test {test}");
            Ok((fault.to_owned(), test.to_owned()))
        })
        .collect()
}

fn table(found: &[Found], native: &[(String, String)]) -> Result<String> {
    let known = |fault: &String| FAULTS.iter().any(|(name, _)| name == fault);
    let named = found.iter().flat_map(|found| &found.holds).chain(native.iter().map(|(fault, _)| fault));
    if let Some(unknown) = named.into_iter().find(|fault| !known(fault)) {
        bail!("a test names the fault {unknown:?}, which does not exist");
    }
    let mut table = String::from("| | Fault | Chromium | Firefox | WebKitGTK |\n| --- | --- | --- | --- | --- |\n");
    for (name, fault) in FAULTS {
        let cells = ENGINES.map(|(id, engine)| cell(name, id, engine, found, native));
        table += &format!("| {name} | {fault} | {} |\n", cells.join(" | "));
    }
    Ok(table)
}

fn cell(fault: &str, id: &str, engine: &str, found: &[Found], native: &[(String, String)]) -> String {
    let here: Vec<_> =
        found.iter().filter(|found| found.engine == id && found.holds.iter().any(|held| held == fault)).collect();
    let passed = here.iter().any(|found| found.outcome == "passed");
    let mut why: Vec<_> = here.iter().flat_map(|found| &found.why).map(|why| why.replace('|', "/")).collect();
    why.sort();
    why.dedup();
    let why = why.join("; ");
    match (here.is_empty(), passed) {
        _ if here.iter().any(|found| found.outcome == "failed") => format!("**failed in {engine}**"),
        (false, true) if why.is_empty() => "held".to_owned(),
        (false, true) => format!("held, without {why}"),
        (false, false) => format!("not possible here: {why}"),
        _ if native.iter().any(|(name, _)| name == fault) => "held (in Rust, without a browser)".to_owned(),
        _ => "not tested".to_owned(),
    }
}

fn replaced(document: &str, table: &str) -> Result<String> {
    let (before, rest) = document.split_once(BEGIN).with_context(|| format!("{DOCUMENT} has no {BEGIN}"))?;
    let (_, after) = rest.split_once(END).with_context(|| format!("{DOCUMENT} has no {END}"))?;
    Ok(format!("{before}{BEGIN}\n\n{table}\n{END}{after}"))
}

/// The faults, with their numbers and descriptions.
const FAULTS: [(&str, &str); 36] = [
    ("F1", "the storage throws when it is touched"),
    ("F2", "there is no storage"),
    ("F3", "the storage is full at some write"),
    ("F4", "it is full in the middle of a migration"),
    ("F5", "a write does nothing"),
    ("F6", "the storage begins to throw later"),
    ("F7", "a record is cut, at every byte"),
    ("F8", "a bit of a record is flipped, each in turn"),
    ("F9", "records of older schemas"),
    ("F10", "records of a newer schema"),
    ("F11", "keys of the host site and of others"),
    ("F12", "two tabs answer"),
    ("F13", "one tab erases while the other answers"),
    ("F14", "two widgets on a page"),
    ("F15", "the browser is killed after an answer"),
    ("F16", "reload, Back, Forward, and a page put away"),
    ("F17", "a panic at every action, and while the outcome of a passphrase action is shown"),
    ("F18", "the stack or the memory runs out"),
    ("F19", "no wasm, of a wrong type or refused; a script that is refused; no JavaScript"),
    ("F20", "the storage is evicted"),
    ("F21", "the clock is ten years off"),
    ("F22", "the storage is that of a frame on another site"),
    ("F23", "the element is moved, removed, put back, changed"),
    ("F24", "a hostile host page: styles, builtins changed or broken, the name taken, right to left"),
    ("F25", "no network, from the start or after loading"),
    ("F26", "an import is cancelled, or comes twice"),
    ("F27", "a wrong passphrase, a changed ciphertext"),
    ("F28", "no cryptography in the browser"),
    ("F29", "resets, editors and themes of a host page change the article's markup and look"),
    ("F30", "a form around it, a missing or early end tag, copies of it, another document"),
    ("F31", "scripts that come first, late, glued to others or away from their parts; no WebAssembly"),
    ("F32", "headers, boxes, dialogs and handlers of the page in the way of leaving"),
    ("F33", "a translator rewrites the text"),
    ("F34", "a script swaps the page without loading another"),
    ("F35", "a new version is put over an old one, whole, in part, or from a cache"),
    ("F36", "the browser cannot print or save, or puts the page out of memory"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn found(engine: &str, outcome: &str, why: &[&str]) -> Found {
        let why = why.iter().map(|why| (*why).to_owned()).collect();
        Found { engine: engine.to_owned(), holds: vec!["F11".to_owned()], outcome: outcome.to_owned(), why }
    }

    #[test]
    fn a_cell_shows_the_result() {
        let of = |found: &[Found]| cell("F11", "webkit", "WebKitGTK", found, &[]);
        assert_eq!(of(&[]), "not tested");
        assert_eq!(of(&[found("firefox", "passed", &[])]), "not tested");
        assert_eq!(of(&[found("webkit", "passed", &[])]), "held");
        assert_eq!(of(&[found("webkit", "passed", &["a: b"])]), "held, without a: b");
        assert_eq!(of(&[found("webkit", "not possible", &["b"])]), "not possible here: b");
        assert_eq!(of(&[found("webkit", "passed", &[]), found("webkit", "failed", &[])]), "**failed in WebKitGTK**");
        let native = [("F11".to_owned(), "a".to_owned())];
        assert_eq!(cell("F11", "webkit", "WebKitGTK", &[], &native), "held (in Rust, without a browser)");
    }

    #[test]
    fn every_listed_test_exists_and_holds_a_fault_of_the_table() {
        let native = native().unwrap();
        assert!(native.len() > 5, "{native:?}");
        table(&[], &native).unwrap();
    }

    #[test]
    fn only_the_text_between_the_marks_is_replaced() {
        let document = format!("a {BEGIN} old {END} b");
        assert_eq!(replaced(&document, "new\n").unwrap(), format!("a {BEGIN}\n\nnew\n\n{END} b"));
        assert!(replaced("a", "new").is_err());
    }

    #[test]
    fn an_unknown_fault_is_refused() {
        assert!(table(&[], &[("F99".to_owned(), "a".to_owned())]).is_err());
        assert_eq!(table(&[], &[]).unwrap().lines().count(), FAULTS.len() + 2);
    }
}
