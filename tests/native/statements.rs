//! `docs/statements.md`: its tables contain every statement of the quiz exactly once, with its number of words.

use intimacy_explorer::content::{Content, source};
use std::fs;
use std::path::Path;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The cells of each row that contains a statement.
fn rows() -> Vec<Vec<String>> {
    let text = fs::read_to_string(root().join("docs/statements.md")).unwrap();
    let rows = text.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"));
    let rows = rows.map(|row| row.split(" | ").map(str::to_owned).collect::<Vec<_>>());
    // The headings of the tables begin with a capital letter; an id does not.
    rows.filter(|row| row[0].starts_with(|first: char| first.is_ascii_lowercase())).collect()
}

fn count(text: &str) -> String {
    text.split_whitespace().count().to_string()
}

/// The cells that each row must contain. The other cells are remarks.
fn expected(content: &Content) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for (of, words) in content.types.each.iter() {
        for (place, statement) in (1..).zip(&words.statements) {
            rows.push(vec![of.id().into(), place.to_string(), statement.clone(), count(statement)]);
        }
        rows.extend(words.now.iter().map(|now| vec![of.id().into(), now.clone(), count(now)]));
    }
    for (of, words) in content.factors.each.iter() {
        let counts = format!("{}, {}", count(&words.statement), count(&words.now));
        rows.push(vec![of.id().into(), words.statement.clone(), words.now.clone(), counts]);
    }
    let issues = content.issues.each.iter().map(|(of, words)| (of.id(), words));
    for (of, words) in issues.chain(content.fear.each.iter().map(|(of, words)| (of.id(), words))) {
        rows.push(vec![of.into(), words.item.clone(), count(&words.item)]);
    }
    rows
}

#[test]
fn the_tables_hold_every_statement_with_its_number_of_words() {
    let content = source::load(&root().join("content"), source::BASE).unwrap();
    let rows = rows();
    for expected in expected(&content) {
        let times = rows.iter().filter(|row| expected.iter().all(|cell| row.contains(cell))).count();
        assert_eq!(times, 1, "{expected:?} stands {times} times in docs/statements.md");
    }
    assert_eq!(rows.len(), expected(&content).len(), "there is a row that is not of a statement");
}

/// Statements that a person compares have similar lengths.
#[test]
fn the_statements_of_the_sets_are_alike_in_length() {
    let content = source::load(&root().join("content"), source::BASE).unwrap();
    for (of, words) in content.types.each.iter() {
        for statement in &words.statements {
            assert!((6..=9).contains(&statement.split_whitespace().count()), "{}: {statement}", of.id());
        }
    }
    for (of, words) in content.factors.each.iter() {
        assert!((6..=9).contains(&words.statement.split_whitespace().count()), "{}: {}", of.id(), words.statement);
    }
}
