//! Generates Rust constants from `content/quiz.toml`, and rejects a design that is not balanced.
//!
//! The build script includes this file. The crate includes it only for tests.

use serde::Deserialize;
use std::fmt::Write;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Source {
    types: Vec<String>,
    factors: Vec<String>,
    closeness: Shown,
    refine: Refine,
    factor_sets: Shown,
    scales: Scales,
    scoring: Scoring,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shown {
    sets: Vec<Vec<String>>,
    needed: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Refine {
    sets: Vec<Vec<String>>,
    statements: Vec<Vec<usize>>,
    offered_from: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Scales {
    often: [i8; 2],
    wish: [i8; 2],
    amount: [i8; 2],
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Scoring {
    prior_sd: f64,
    noise_factor: f64,
    lead_threshold: f64,
    whisker: f64,
    couples_threshold: f64,
    placed_from: usize,
}

/// Generates the constants as Rust source from the text of `content/quiz.toml`.
///
/// # Errors
/// One sentence that names the position and the problem.
pub fn generate(text: &str) -> Result<String, String> {
    let source: Source = toml::from_str(text).map_err(|problem| problem.to_string())?;
    check_design("closeness", &source.types, &source.closeness.sets)?;
    check_design("refine", &source.types, &source.refine.sets)?;
    check_design("factor-sets", &source.factors, &source.factor_sets.sets)?;
    check_within("closeness.needed", source.closeness.needed, source.closeness.sets.len())?;
    check_within("factor-sets.needed", source.factor_sets.needed, source.factor_sets.sets.len())?;
    check_within("refine.offered-from", source.refine.offered_from, source.types.len())?;
    let rarest = source.closeness.sets.first().map_or(0, Vec::len);
    let rarest = rarest.min(source.factor_sets.sets.first().map_or(0, Vec::len));
    check_within("scoring.placed-from", source.scoring.placed_from, rarest)?;
    check_scoring(&source.scoring)?;
    if source.refine.sets.first().map(Vec::len) != source.closeness.sets.first().map(Vec::len) {
        return Err("refine: its sets must be as long as those of closeness".into());
    }
    check_statements(&source.closeness.sets, &source.refine.sets, &source.refine.statements)?;
    write(&source).map_err(|problem| problem.to_string())
}

/// Checks that the design is balanced: each item is in each position once, and all pairs of items are in equally many
/// sets.
fn check_design(block: &str, items: &[String], sets: &[Vec<String>]) -> Result<(), String> {
    let size = sets.first().map_or(0, Vec::len);
    if size < 2 {
        return Err(format!("{block}: a set needs two items at least"));
    }
    for (number, set) in sets.iter().enumerate() {
        let place = format!("{block}.sets[{number}]");
        if set.len() != size {
            return Err(format!("{place}: {} items, the first set has {size}", set.len()));
        }
        for (position, item) in set.iter().enumerate() {
            if !items.contains(item) {
                return Err(format!("{place}: unknown id '{item}'"));
            }
            if set.iter().take(position).any(|earlier| earlier == item) {
                return Err(format!("{place}: '{item}' stands twice in one set"));
            }
        }
    }
    for item in items {
        for position in 0..size {
            let times = sets.iter().filter(|set| set.get(position) == Some(item)).count();
            if times != 1 {
                return Err(format!("{block}: '{item}' stands {times} times in position {position}, not once"));
            }
        }
    }
    let mut first = None;
    for (index, one) in items.iter().enumerate() {
        for other in items.iter().skip(index + 1) {
            let times = sets.iter().filter(|set| set.contains(one) && set.contains(other)).count();
            let wanted = *first.get_or_insert(times);
            if times != wanted {
                return Err(format!("{block}: '{one}' and '{other}' meet {times} times, other pairs {wanted} times"));
            }
        }
    }
    Ok(())
}

/// Checks the statements of Refine closeness: each statement occurs once, and no two statements that are in one set of
/// Closeness are in one set here.
fn check_statements(first: &[Vec<String>], second: &[Vec<String>], statements: &[Vec<usize>]) -> Result<(), String> {
    let lengths = |row: (&Vec<String>, &Vec<usize>)| row.0.len() == row.1.len();
    if statements.len() != second.len() || !second.iter().zip(statements).all(lengths) {
        return Err("refine.statements: one number for each item of each set".into());
    }
    let mut seen: Vec<(&String, usize)> = Vec::new();
    for (number, (set, row)) in second.iter().zip(statements).enumerate() {
        let place = format!("refine.statements[{number}]");
        let mut met = Vec::new();
        for (item, statement) in set.iter().zip(row) {
            // In Closeness, an item shows its statements in the order of the sets.
            let mut of_item = first.iter().enumerate().filter(|(_, set)| set.contains(item));
            let Some((before, _)) = statement.checked_sub(1).and_then(|earlier| of_item.nth(earlier)) else {
                return Err(format!("{place}: '{item}' has no statement {statement}"));
            };
            if seen.contains(&(item, *statement)) {
                return Err(format!("{place}: statement {statement} of '{item}' stands here a second time"));
            }
            if met.contains(&before) {
                return Err(format!("{place}: statement {statement} of '{item}' meets one it met before"));
            }
            seen.push((item, *statement));
            met.push(before);
        }
    }
    Ok(())
}

fn check_within(place: &str, value: usize, most: usize) -> Result<(), String> {
    if (1..=most).contains(&value) { Ok(()) } else { Err(format!("{place}: {value} is not within 1 and {most}")) }
}

fn check_scoring(scoring: &Scoring) -> Result<(), String> {
    for (name, value, low, high) in [
        ("prior-sd", scoring.prior_sd, 0.0, 10.0),
        ("noise-factor", scoring.noise_factor, 0.0, 10.0),
        ("whisker", scoring.whisker, 0.0, 10.0),
        ("lead-threshold", scoring.lead_threshold, 0.5, 1.0),
        ("couples-threshold", scoring.couples_threshold, 0.5, 1.0),
    ] {
        if !(value > low && value < high) {
            return Err(format!("scoring.{name}: {value} is not between {low} and {high}"));
        }
    }
    Ok(())
}

fn write(source: &Source) -> Result<String, std::fmt::Error> {
    let mut out = String::new();
    write_order(&mut out, "Type", &source.types)?;
    write_order(&mut out, "Factor", &source.factors)?;

    let closeness: Vec<_> = source.closeness.sets.iter().chain(&source.refine.sets).collect();
    writeln!(
        out,
        "/// The sets on what closeness means: those of Closeness, then those of the optional Refine closeness."
    )?;
    write_sets(&mut out, "CLOSENESS", "Type", &closeness)?;
    writeln!(out, "/// Which statement each type of the sets of Refine closeness shows, from 0.")?;
    let statements: Vec<Vec<usize>> =
        source.refine.statements.iter().map(|row| row.iter().map(|statement| statement - 1).collect()).collect();
    let shape = (statements.first().map_or(0, Vec::len), statements.len());
    writeln!(out, "pub const REFINE_STATEMENTS: [[usize; {}]; {}] = {statements:?};", shape.0, shape.1)?;

    let factor_sets: Vec<_> = source.factor_sets.sets.iter().collect();
    writeln!(out, "/// The sets of Factors, on what closeness rests on.")?;
    write_sets(&mut out, "FACTORS", "Factor", &factor_sets)?;

    for (doc, name, value) in [
        ("How many sets of [`CLOSENESS`] belong to Closeness.", "CLOSENESS_FIRST", source.closeness.sets.len()),
        ("Answered sets below which Closeness shows no result.", "CLOSENESS_NEEDED", source.closeness.needed),
        ("Answered sets below which Factors shows no result.", "FACTORS_NEEDED", source.factor_sets.needed),
        (
            "Refine closeness is offered while at least this many types lead together.",
            "REFINE_FROM",
            source.refine.offered_from,
        ),
        ("Answered sets below which an item is not placed.", "PLACED_FROM", source.scoring.placed_from),
    ] {
        writeln!(out, "/// {doc}\npub const {name}: usize = {value};")?;
    }

    let scoring = &source.scoring;
    for (doc, name, value) in [
        ("Standard deviation of the normal prior on each utility.", "PRIOR_SD", scoring.prior_sd),
        ("Widens every standard error for the noise of single statements.", "NOISE_FACTOR", scoring.noise_factor),
        ("From this probability on an item is clearly below another.", "LEAD_THRESHOLD", scoring.lead_threshold),
        ("Half the length of a whisker, in widened standard errors.", "WHISKER", scoring.whisker),
        ("From this probability on two people differ.", "COUPLES_THRESHOLD", scoring.couples_threshold),
    ] {
        writeln!(out, "/// {doc}\npub const {name}: f64 = {value:?};")?;
    }

    for (doc, name, [low, high]) in [
        ("Lowest and highest \"how often now\".", "OFTEN", source.scales.often),
        ("Lowest and highest \"I'd like\".", "WISH", source.scales.wish),
        ("Lowest and highest amount in Obstacles.", "AMOUNT", source.scales.amount),
    ] {
        writeln!(out, "/// {doc}\npub const {name}: (i8, i8) = ({low}, {high});")?;
    }
    Ok(out)
}

/// Writes assertions, so that the compiler rejects ids or an order that differ from `src/content/ids.rs`.
fn write_order(out: &mut String, family: &str, ids: &[String]) -> std::fmt::Result {
    writeln!(out, "const _: () = {{")?;
    writeln!(out, "    assert!({family}::ALL.len() == {}, \"quiz.toml and ids.rs differ\");", ids.len())?;
    for (index, id) in ids.iter().enumerate() {
        let variant = variant(id);
        writeln!(out, "    assert!({family}::{variant}.index() == {index}, \"quiz.toml and ids.rs differ\");")?;
    }
    writeln!(out, "}};")
}

fn write_sets(out: &mut String, name: &str, family: &str, sets: &[&Vec<String>]) -> std::fmt::Result {
    let size = sets.first().map_or(0, |set| set.len());
    writeln!(out, "pub const {name}: [[{family}; {size}]; {}] = [", sets.len())?;
    for set in sets {
        let members: Vec<_> = set.iter().map(|id| format!("{family}::{}", variant(id))).collect();
        writeln!(out, "    [{}],", members.join(", "))?;
    }
    writeln!(out, "];")
}

/// The name of the enum variant of an id: `self-esteem` → `SelfEsteem`.
fn variant(id: &str) -> String {
    id.split('-')
        .flat_map(|word| word.chars().enumerate())
        .map(|(at, c)| if at == 0 { c.to_ascii_uppercase() } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::generate;

    const SOURCE: &str = include_str!("../../content/quiz.toml");

    fn check(from: &str, to: &str, complaint: &str) {
        assert!(SOURCE.contains(from), "the case is out of date: {from}");
        let problem = generate(&SOURCE.replacen(from, to, 1)).expect_err(to);
        assert!(problem.contains(complaint), "{problem}");
    }

    #[test]
    fn accepts_the_real_file() {
        let code = generate(SOURCE).unwrap();
        assert!(code.contains("pub const FACTORS: [[Factor; 3]; 7] = ["), "{code}");
        assert!(code.contains("pub const PRIOR_SD: f64 = 1.5;"), "{code}");
    }

    #[test]
    fn rejects_a_wrong_design() {
        let first = r#"["intellectual", "physical", "experiential", "spiritual"]"#;
        check(
            first,
            r#"["intellectual", "physical", "experiential"]"#,
            "closeness.sets[1]: 4 items, the first set has 3",
        );
        check(
            first,
            r#"["mental", "physical", "experiential", "spiritual"]"#,
            "closeness.sets[0]: unknown id 'mental'",
        );
        check(first, r#"["physical", "physical", "experiential", "spiritual"]"#, "'physical' stands twice in one set");
        check(first, r#"["physical", "intellectual", "experiential", "spiritual"]"#, "times in position 0, not once");
        let last = r#"["communication", "trust", "honesty"]"#;
        check(
            last,
            r#"["communication", "trust", "acceptance"]"#,
            "factor-sets: 'acceptance' stands 2 times in position 2",
        );
    }

    #[test]
    fn rejects_unequal_counts_of_pairs() {
        // Each item is still in each position once: the second column is moved by one set.
        let text = SOURCE
            .replace(r#"["trust", "acceptance", "safety"]"#, r#"["trust", "communication", "safety"]"#)
            .replace(r#"["affection", "communication", "acceptance"]"#, r#"["affection", "trust", "acceptance"]"#)
            .replace(r#"["communication", "trust", "honesty"]"#, r#"["communication", "acceptance", "honesty"]"#);
        assert!(generate(&text).expect_err("unbalanced pairs").contains("meet"), "{text}");
    }

    #[test]
    fn rejects_statements_that_are_together_twice() {
        check("[2, 3, 3, 4]", "[2, 3, 3]", "one number for each item");
        check("[2, 3, 3, 4]", "[2, 3, 3, 5]", "'intellectual' has no statement 5");
        check("[2, 3, 3, 4]", "[2, 3, 3, 0]", "'intellectual' has no statement 0");
        check("[2, 3, 3, 4]", "[2, 2, 3, 4]", "statement 2 of 'experiential' meets one it met before");
        check("[2, 3, 3, 4]", "[1, 3, 3, 4]", "statement 1 of 'spiritual' stands here a second time");
    }

    #[test]
    fn rejects_wrong_numbers() {
        check("needed = 3", "needed = 6", "closeness.needed: 6 is not within 1 and 5");
        check("lead-threshold = 0.80", "lead-threshold = 80.0", "scoring.lead-threshold: 80 is not between");
        check("prior-sd = 1.5", "prior-sd = -1.5", "scoring.prior-sd");
        check("whisker = 1.28", "", "whisker");
        check("placed-from = 2", "placed-from = 2\nextra = 1", "extra");
    }
}
