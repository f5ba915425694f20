//! `examples/score.rs`: which input it accepts and rejects, and the position that its errors name.

#[path = "../../examples/score.rs"]
mod example;

use serde_json::Value;
use std::io::Write;
use std::process::{Command, Output, Stdio};

const G1: &str = r#"{"closeness": [
    {"most": "experiential", "least": "spiritual"},
    {"most": "emotional", "least": "spiritual"},
    {"most": "emotional", "least": "spiritual"},
    {"most": "emotional", "least": "spiritual"},
    {"most": "emotional", "least": "intellectual"}
]}"#;

fn scored(input: &str) -> Value {
    let output = example::score(input.as_bytes()).unwrap_or_else(|problem| panic!("{problem}"));
    serde_json::from_str(&output).unwrap()
}

fn check_rejected(input: &str, complaint: &str) {
    let problem = example::score(input.as_bytes()).expect_err(input);
    assert!(problem.starts_with(complaint), "{problem}\nfor {input}");
    assert!(!problem.chars().any(char::is_control), "one line: {problem:?}");
}

/// Five sets, of which the third is `set`.
fn third(set: &str) -> String {
    format!(r#"{{"closeness": ["equal", null, {set}, null, null]}}"#)
}

#[test]
fn scores_the_golden_case() {
    let output = scored(G1);
    let closeness = &output["closeness"];
    assert!(output.get("factors").is_none());
    assert_eq!(closeness["shown"], true);
    assert_eq!(closeness["leading"], serde_json::json!(["emotional"]));
    for (id, utility, error, share, plain) in [
        ("emotional", 2.1240, 0.7907, 70.53, 1.0),
        ("intellectual", -0.6043, 0.7125, 4.61, -0.25),
        ("physical", 0.0103, 0.7101, 8.52, 0.0),
        ("experiential", 0.5981, 0.7244, 15.34, 0.25),
        ("spiritual", -2.1281, 0.7816, 1.00, -1.0),
    ] {
        let near = |field: &str, value: f64, half: f64| {
            let found = closeness[field][id].as_f64().unwrap();
            assert!((found - value).abs() < half, "{field} of {id}: {found}");
        };
        near("utility", utility, 0.000_051);
        near("standard_error", error, 0.000_051);
        near("share", share, 0.005_1);
        near("plain", plain, 1e-12);
    }
}

#[test]
fn ids_are_in_content_order() {
    let output = example::score(br#"{"factors": ["equal","equal","equal","equal",null,null,null]}"#).unwrap();
    let ids = ["trust", "acceptance", "honesty", "safety", "compassion", "affection", "communication"];
    let places: Vec<_> = ids.iter().map(|id| output.find(&format!("\"{id}\"")).unwrap()).collect();
    assert!(places.is_sorted(), "{output}");
    let fields = ["shown", "utility", "standard_error", "share", "leading", "plain"];
    let places: Vec<_> = fields.iter().map(|field| output.find(&format!("\"{field}\"")).unwrap()).collect();
    assert!(places.is_sorted(), "{output}");
    assert!(!output.contains("-0.0"), "{output}");
}

#[test]
fn numbers_are_printed_even_if_no_result_is_shown() {
    let output = scored(
        r#"{"closeness": [null, null, null, null, null], "factors": [null,null,null,"equal","equal","equal",null]}"#,
    );
    assert_eq!(
        (&output["closeness"]["shown"], &output["factors"]["shown"]),
        (&Value::Bool(false), &Value::Bool(false))
    );
    assert_eq!(output["closeness"]["share"]["physical"], 20.0);
    assert_eq!(output["closeness"]["plain"]["physical"], 0.0);
    assert_eq!(output["closeness"]["leading"].as_array().unwrap().len(), 5);
}

#[test]
fn accepts_ten_sets_one_choice_and_nothing() {
    let ten = G1.replace(r#""intellectual"}"#, r#""intellectual"}, null, null, null, null, "equal""#);
    assert_eq!(scored(&ten)["closeness"]["shown"], true);
    let one = scored(&third(r#"{"most": null, "least": "spiritual"}"#));
    assert_eq!(one, scored(&third(r#"{"least": "spiritual"}"#)));
    assert_eq!(scored("{}"), serde_json::json!({}));
}

#[test]
fn rejects_input_of_another_form() {
    check_rejected("", "input: not JSON");
    check_rejected("{", "input: not JSON");
    check_rejected("{} {}", "input: not JSON: trailing characters");
    check_rejected("[]", "input: expected an object");
    check_rejected("null", "input: expected an object");
    check_rejected(&"[".repeat(100_000), "input: not JSON: recursion limit");
    check_rejected("{\"cl\u{f6}se\\nness\": []}", "cl\u{f6}se\\nness: unknown field");
    check_rejected(r#"{"factors": [], "factors": []}"#, "factors: stands twice");
    assert!(example::score(b"\xff").unwrap_err().starts_with("input: not UTF-8"));
}

#[test]
fn rejects_wrong_lists() {
    check_rejected(r#"{"closeness": null}"#, "closeness: expected a list");
    check_rejected(r#"{"closeness": {}}"#, "closeness: expected a list");
    check_rejected(r#"{"closeness": []}"#, "closeness: 0 sets, expected 5 or 10");
    check_rejected(r#"{"closeness": [null, null, null, null, null, null]}"#, "closeness: 6 sets, expected 5 or 10");
    check_rejected(r#"{"factors": [null, null, null, null, null]}"#, "factors: 5 sets, expected 7");
}

#[test]
fn rejects_wrong_sets_and_names_the_position() {
    check_rejected(&third("7"), "closeness[2]: expected an object, \"equal\" or null");
    check_rejected(&third("true"), "closeness[2]: expected");
    check_rejected(&third("-1.5"), "closeness[2]: expected");
    check_rejected(&third("\"Equal\""), "closeness[2]: expected");
    check_rejected(&third("[null, null]"), "closeness[2]: expected");
    check_rejected(&third(r#"{"most": "trust"}"#), "closeness[2].most: unknown id \"trust\"");
    check_rejected(&third(r#"{"most": "a\nb"}"#), "closeness[2].most: unknown id \"a\\nb\"");
    check_rejected(
        &third(r#"{"most": null, "least": "physical"}"#),
        "closeness[2].least: \"physical\" is not in this set",
    );
    check_rejected(&third(r#"{"most": "spiritual", "least": "spiritual"}"#), "closeness[2].least: the same as most");
    check_rejected(&third(r#"{"most": null, "least": null}"#), "closeness[2]: neither most nor least");
    check_rejected(&third("{}"), "closeness[2]: neither most nor least");
    check_rejected(&third(r#"{"most": 0}"#), "closeness[2].most: expected an id or null");
    check_rejected(&third(r#"{"most": {"spiritual": null}}"#), "closeness[2].most: expected an id or null");
    check_rejected(&third(r#"{"most": "spiritual", "worst": null}"#), "closeness[2].worst: unknown field");
    check_rejected(&third(r#"{"most": "spiritual", "most": null}"#), "closeness[2].most: stands twice");
    check_rejected(
        r#"{"factors": [null,null,null,null,null,null,{"least":"safety"}]}"#,
        "factors[6].least: \"safety\" is not",
    );
}

/// Runs the example as a program. `cargo test` builds it beside this test. `cargo test --test native` does not, so it
/// is built here if it is missing.
fn run(input: &[u8]) -> Output {
    let mut program = std::env::current_exe().unwrap();
    program.pop();
    program.pop();
    program.extend(["examples", &format!("score{}", std::env::consts::EXE_SUFFIX)]);
    if !program.exists() {
        let built = Command::new(env!("CARGO")).args(["build", "--quiet", "--example", "score"]).status().unwrap();
        assert!(built.success());
    }
    let mut child = Command::new(program)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the example is built");
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn the_program_answers_and_refuses() {
    let good = run(G1.as_bytes());
    assert_eq!((good.status.code(), good.stderr.as_slice()), (Some(0), [].as_slice()));
    let expected = example::score(G1.as_bytes()).unwrap() + "\n";
    assert_eq!(String::from_utf8(good.stdout).unwrap(), expected);

    let bad = run(third("7").as_bytes());
    assert_eq!((bad.status.code(), bad.stdout.as_slice()), (Some(2), [].as_slice()));
    let line = String::from_utf8(bad.stderr).unwrap();
    assert!(line.starts_with("closeness[2]: ") && line.ends_with('\n') && line.lines().count() == 1, "{line}");
}
