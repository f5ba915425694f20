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

#[cfg(test)]
mod tests {
    use super::{fill, list};
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
    fn known_placeholders_are_filled_in_and_others_remain() {
        let check = |template: &str, expected: &str| assert_eq!(fill(template, &[("a", "1"), ("b", "{a}")]), expected);
        check("", "");
        check("{a} of {b}", "1 of {a}");
        check("{c} and {a", "{c} and {a");
        check("no place", "no place");
    }
}
