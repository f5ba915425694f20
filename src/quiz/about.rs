//! The label of a run, and the day on which it began.

use core::fmt;

/// The maximum length of a label, in characters.
pub const LONGEST_LABEL: usize = 24;

/// The person's own name for a map. Only "My notes" and the start card show it.
///
/// It has 1 to [`LONGEST_LABEL`] characters. It has no control or direction characters, no spaces at its ends, and no
/// two spaces in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label(String);

impl Label {
    /// A label from typed text. `None` if the text has no visible character. A text that is too long is truncated.
    #[must_use]
    pub fn new(typed: &str) -> Option<Self> {
        let mut label = String::new();
        let mut length = 0;
        for letter in typed.chars().map(|letter| if letter.is_whitespace() { ' ' } else { letter }) {
            let hidden = letter.is_control()
                || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
            if hidden || letter == ' ' && (label.is_empty() || label.ends_with(' ')) {
                continue;
            }
            if length == LONGEST_LABEL {
                break;
            }
            label.push(letter);
            length += 1;
        }
        label.truncate(label.trim_end().len());
        (!label.is_empty()).then_some(Self(label))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A day of the Gregorian calendar, by the clock of the device.
///
/// Days are only displayed. Nothing is ordered by them, because a clock may be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    year: u16,
    month: u8,
    day: u8,
}

impl Day {
    /// A day from its year (1–9999), month (1–12) and day of the month (1–31). `None` if the day does not exist.
    #[must_use]
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let last = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 => 28 + u8::from(leap),
            _ => return None,
        };
        ((1..=9999).contains(&year) && (1..=last).contains(&day)).then_some(Self { year, month, day })
    }

    /// Parses a day in the form of `Display`, `2026-11-27`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let mut next = |length: usize| {
            let part = parts.next().filter(|part| part.len() == length)?;
            part.bytes().all(|digit| digit.is_ascii_digit()).then_some(part)
        };
        let (year, month, day) = (next(4)?.parse().ok()?, next(2)?.parse().ok()?, next(2)?.parse().ok()?);
        parts.next().map_or_else(|| Self::new(year, month, day), |_| None)
    }

    /// The year, 1–9999.
    #[must_use]
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The month, 1–12.
    #[must_use]
    pub const fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, 1–31.
    #[must_use]
    pub const fn day(self) -> u8 {
        self.day
    }
}

/// The day in ISO 8601 form, `2026-11-27`.
impl fmt::Display for Day {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_holds_only_visible_characters() {
        let label = |typed: &str| Label::new(typed).map(|label| label.as_str().to_owned());
        assert_eq!(label("  my \t  sister\n"), Some("my sister".into()));
        assert_eq!(label("Zoë & \"Max\" \\ 100%"), Some("Zoë & \"Max\" \\ 100%".into()));
        assert_eq!(label("a\u{202e}b\u{200b}\u{0}c"), Some("abc".into()));
        for nothing in ["", "   ", "\u{200b}\u{feff}", "\n\t"] {
            assert_eq!(label(nothing), None, "{nothing:?}");
        }
        assert_eq!(label(&"é".repeat(40)), Some("é".repeat(LONGEST_LABEL)));
        assert_eq!(label(&format!("{} b", "a".repeat(23))), Some("a".repeat(23)), "no blank at its end");
        // A label made from a label is unchanged.
        for typed in ["  my \t  sister\n", "a\u{202e}b", "aaaaaaaaaaaaaaaaaaaaaaa b c"] {
            let once = Label::new(typed).unwrap();
            assert_eq!(Label::new(once.as_str()), Some(once));
        }
    }

    #[test]
    fn only_existing_days_are_accepted() {
        for (text, is_day) in [
            ("2026-11-27", true),
            ("2024-02-29", true),
            ("2000-02-29", true),
            ("0001-01-01", true),
            ("9999-12-31", true),
            ("2026-02-29", false),
            ("1900-02-29", false),
            ("0000-01-01", false),
            ("2026-13-01", false),
            ("2026-00-01", false),
            ("2026-04-31", false),
            ("2026-01-00", false),
            ("2026-1-01", false),
            ("+026-01-01", false),
            ("2026-01-01-", false),
            ("12026-01-01", false),
            ("2026/01/01", false),
            ("", false),
        ] {
            assert_eq!(Day::parse(text).map(|day| day.to_string()), is_day.then(|| text.to_owned()), "{text}");
        }
    }
}
