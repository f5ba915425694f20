//! Builds sentences: fills in placeholders, and writes lists inside a sentence.

use super::Interface;

/// Replaces each placeholder `{name}` of a template by its value. A placeholder without a value remains.
#[must_use]
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut rest = template;
    let mut filled = String::with_capacity(template.len());
    while let Some((before, place)) = rest.split_once('{') {
        let Some((name, after)) = place.split_once('}') else { break };
        filled.push_str(before);
        match values.iter().find(|(key, _)| *key == name) {
            Some((_, value)) => filled.push_str(value),
            None => filled.extend(["{", name, "}"]),
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// The items as a list inside a sentence: "a", "a and b", "a, b and c".
#[must_use]
pub fn list(interface: &Interface, items: &[&str]) -> String {
    match items {
        [] => String::new(),
        [one] => (*one).into(),
        [first @ .., last] => {
            let mut all = String::new();
            for item in first {
                if !all.is_empty() {
                    all.push_str(&interface.list_comma);
                }
                all.push_str(item);
            }
            fill(&interface.list_and, &[("first", &all), ("last", last)])
        }
    }
}

/// A date in words. `day` is a date in ISO 8601 form, `2026-11-27`; any other text is returned as it is.
#[must_use]
pub fn date(interface: &Interface, day: &str) -> String {
    let mut parts = day.splitn(3, '-');
    let mut next = || parts.next().unwrap_or_default();
    let (year, month, number) = (next(), next(), next().trim_start_matches('0'));
    let at = month.parse().ok().and_then(|month: usize| month.checked_sub(1));
    match at.and_then(|at| interface.months.split(", ").nth(at)) {
        Some(month) => fill(&interface.day, &[("month", month), ("number", number), ("year", year)]),
        None => day.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{date, fill, list};
    use crate::content::source::english;

    #[test]
    fn items_are_listed_as_in_the_language() {
        let words = english();
        let check = |items: &[&str], expected: &str| assert_eq!(list(&words.interface, items), expected);
        check(&[], "");
        check(&["trust"], "trust");
        check(&["trust", "play"], "trust and play");
        check(&["trust", "honesty", "touch", "play"], "trust, honesty, touch and play");
    }

    #[test]
    fn a_date_is_written_in_words() {
        let words = english();
        let check = |day: &str, expected: &str| assert_eq!(date(&words.interface, day), expected);
        check("2026-11-27", "November 27, 2026");
        check("2026-03-01", "March 1, 2026");
        for other in ["", "soon", "2026-00-01", "2026-13-01"] {
            check(other, other);
        }
    }

    #[test]
    fn known_placeholders_are_filled_in_and_others_remain() {
        let check = |template: &str, expected: &str| assert_eq!(fill(template, &[("a", "1"), ("b", "{a}")]), expected);
        check("", "");
        check("{a} of {b}", "1 of {a}");
        check("{c} and {a", "{c} and {a");
        check("no place", "no place");
    }
}
