//! Parses the settings of an owner.

use super::settings::{Config, Kind, LINE, OwnLine, SETTINGS, Setting};
use crate::content::{Country, Page};
use core::fmt;

/// The maximum length of a value, in bytes. A longer value is not valid.
const LONGEST: usize = 500;
/// The name under which the element gives the address that "Leave" may open. Only `static/exit.js` has the rule,
/// because it decides before the app loads.
pub const EXIT: &str = "exit";
/// The maximum number of characters of a value in a message.
const REPORTED: usize = 60;

/// A value that is not valid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigProblem {
    /// The name of the setting.
    pub name: &'static str,
    /// The beginning of the value, with every control and direction character replaced.
    pub value: String,
    /// What is expected.
    pub expected: &'static str,
}

impl fmt::Display for ConfigProblem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}=\"{}\" is not used; expected {}", self.name, self.value, self.expected)
    }
}

/// Parses every setting of [`SETTINGS`]. `value` returns the value of a name, if the element has it. For [`EXIT`], it
/// returns the address that `static/exit.js` accepts from `exit-page`.
pub fn parse(value: impl Fn(&str) -> Option<String>) -> (Config, Vec<ConfigProblem>) {
    let mut config = Config::default();
    let mut problems = Vec::new();
    for setting in &SETTINGS {
        let Some(given) = value(setting.name) else { continue };
        let given = trimmed(&given);
        if let Err(expected) = set(&mut config, setting, given, &value) {
            problems.push(ConfigProblem { name: setting.name, value: reported(given), expected });
        }
    }
    (config, problems)
}

/// Stores the value of a setting in its field.
///
/// # Errors
/// What is expected, if the value is not valid.
fn set(
    config: &mut Config,
    setting: &Setting,
    value: &str,
    ask: &dyn Fn(&str) -> Option<String>,
) -> Result<(), &'static str> {
    // The script that reads these settings before the app loads does not remove quotes.
    let value = if setting.early { value } else { unquoted(value)? };
    if value.len() > LONGEST {
        return Err("at most 500 bytes");
    }
    put(config, &setting.kind, value, ask).ok_or(setting.expected)
}

fn put(config: &mut Config, kind: &Kind, value: &str, ask: &dyn Fn(&str) -> Option<String>) -> Option<()> {
    match kind {
        Kind::Country(field) => *field(config) = Some(country(value)?),
        Kind::Line { longest, field } => *field(config) = Some(line(value, *longest)?),
        Kind::Link(field) => *field(config) = Some(link(value)?),
        Kind::HelpLines(field) => *field(config) = own_lines(value)?,
        Kind::Subjects(field) => *field(config) = subjects(value)?,
        Kind::Exit(field) => *field(config) = Some(ask(EXIT)?),
        Kind::Switch { on, off, field } => {
            let is_on = value == *on;
            *field(config) = (is_on || value == *off).then_some(is_on)?;
        }
        Kind::Choice(choices) => return choices.contains(&value).then_some(()),
        Kind::Name { longest, field } => {
            let plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
            let name = !value.is_empty() && value.len() <= *longest && value.chars().all(plain);
            *field(config) = name.then(|| value.into())?;
        }
        Kind::Digit { from, to, field } => match value.as_bytes() {
            [digit] if (from..=to).contains(&&digit.wrapping_sub(b'0')) => *field(config) = digit - b'0',
            _ => return None,
        },
        Kind::Folder => {}
    }
    Some(())
}

/// The value without white space around it, as JavaScript's `trim`. The script must read the same value before the app
/// loads.
fn trimmed(value: &str) -> &str {
    value.trim_matches(|letter: char| (letter.is_whitespace() && letter != '\u{85}') || letter == '\u{feff}')
}

/// The problem of a country code that has no help lines in the content.
#[must_use]
pub fn without_lines(config: &Config, countries: &[Country]) -> Option<ConfigProblem> {
    let value = config.country.clone().filter(|code| countries.iter().all(|country| country.code != *code))?;
    Some(ConfigProblem { name: "country", value, expected: "one with help lines here, such as US or GB" })
}

/// The value without curly quotes around it. Some editors replace straight quotes by curly ones. HTML then treats the
/// quotes as a part of the value and ends the value at the first space.
fn unquoted(value: &str) -> Result<&str, &'static str> {
    let curly = |letter: char| matches!(letter, '\u{2018}'..='\u{201f}' | '\u{2032}' | '\u{2033}' | '«' | '»');
    match value.strip_prefix(curly) {
        Some(rest) if rest.ends_with(curly) => Ok(rest.trim_matches(curly).trim()),
        Some(rest) if !rest.contains(curly) => Err("straight quotes around the value"),
        _ => Ok(value),
    }
}

fn country(value: &str) -> Option<String> {
    let letters = value.len() == 2 && value.chars().all(|letter| letter.is_ascii_alphabetic());
    letters.then(|| if value.eq_ignore_ascii_case("UK") { "GB".into() } else { value.to_ascii_uppercase() })
}

/// One line of text without control and direction characters, so it is displayed as written.
fn line(value: &str, longest: usize) -> Option<String> {
    (!value.is_empty() && value.len() <= longest && !value.chars().any(disturbs)).then(|| value.into())
}

fn link(value: &str) -> Option<String> {
    if value.is_empty() || value.chars().any(|letter| disturbs(letter) || letter == ' ' || letter == '\\') {
        return None;
    }
    let scheme = ["https://", "mailto:", "tel:"].iter().any(|scheme| begins(value, scheme));
    // A path has no colon before its first slash. Two slashes at the start would name another host.
    let first = value.bytes().find(|byte| matches!(byte, b'/' | b'?' | b'#' | b':'));
    let path = first != Some(b':') && !value.as_bytes().starts_with(b"//");
    (scheme || path).then(|| value.into())
}

/// Whether the value begins with this scheme, in upper or lower case, and continues after it.
fn begins(value: &str, scheme: &str) -> bool {
    let start = value.as_bytes().get(..scheme.len());
    value.len() > scheme.len() && start.is_some_and(|start| start.eq_ignore_ascii_case(scheme.as_bytes()))
}

fn own_lines(value: &str) -> Option<Vec<OwnLine>> {
    let mut lines = Vec::new();
    for text in value.split(';') {
        if !text.trim().is_empty() {
            lines.push(own_line(text)?);
        }
    }
    Some(lines)
}

fn own_line(text: &str) -> Option<OwnLine> {
    let (name, number) = text.split_once(':')?;
    let (name, number) = (line(name.trim(), LINE)?, line(number.trim(), LINE)?);
    let mut dial = String::new();
    for letter in number.chars() {
        match letter {
            '0'..='9' => dial.push(letter),
            '+' if dial.is_empty() => dial.push(letter),
            ' ' | '-' | '(' | ')' | '.' | '/' => {}
            _ => return None,
        }
    }
    (2..=20).contains(&dial.len()).then_some(OwnLine { name, number, dial })
}

/// Every subject is allowed except the one with the help lines.
fn subjects(value: &str) -> Option<Vec<Page>> {
    let mut pages = Vec::new();
    for id in value.split(' ').filter(|id| !id.is_empty()) {
        let page = Page::SUBJECTS.into_iter().find(|page| page.to_string() == id);
        pages.push(page.filter(|page| *page != Page::Support)?);
    }
    Some(pages)
}

/// Whether the character is a control character, or a Unicode character that changes the direction of text.
fn disturbs(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

/// The beginning of a value, for a message.
fn reported(value: &str) -> String {
    let mut reported = String::new();
    for letter in value.chars().take(REPORTED) {
        reported.push(if disturbs(letter) { '\u{fffd}' } else { letter });
    }
    if value.chars().nth(REPORTED).is_some() {
        reported.push('…');
    }
    reported
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Parses one attribute. The simulated element accepts an exit page only if it begins with `https:`.
    fn one(name: &'static str, value: &str) -> Result<Config, ConfigProblem> {
        let exit = || value.trim().starts_with("https:").then(|| value.trim().to_owned());
        let (config, mut problems) = parse(|asked| match asked {
            EXIT => exit(),
            _ => (asked == name).then(|| value.to_owned()),
        });
        problems.pop().map_or(Ok(config), Err)
    }

    fn refused(name: &'static str, values: &[&str]) {
        for value in values {
            let problem = one(name, value).expect_err(value);
            assert_eq!(problem.name, name);
            assert!(!problem.expected.is_empty() && problem.value.chars().count() <= 8 * REPORTED + 1, "{problem}");
        }
    }

    #[test]
    fn nothing_set_is_the_default() {
        assert_eq!(parse(|_| None), (Config::default(), vec![]));
    }

    #[test]
    fn good_values_are_used() {
        assert_eq!(one("country", " us ").unwrap().country.as_deref(), Some("US"));
        assert_eq!(one("country", "Uk").unwrap().country.as_deref(), Some("GB"));
        assert_eq!(one("country", "uk").unwrap().country.as_deref(), Some("GB"));
        assert_eq!(one("practice", "Praxis Über‑Land").unwrap().practice.as_deref(), Some("Praxis Über‑Land"));
        for link in [
            "https://example.org/contact",
            "/contact",
            "contact.html?from=quiz",
            "mailto:a@example.org",
            "tel:+1555",
            "#top",
        ] {
            assert_eq!(one("contact", link).unwrap().contact.as_deref(), Some(link));
        }
        let lines = one("help-lines", "Our line: +1 (555) 010-00; At night: 555 01;").unwrap().help_lines;
        let lines: Vec<_> = lines.iter().map(|line| (&*line.name, &*line.number, &*line.dial)).collect();
        assert_eq!(lines, [("Our line", "+1 (555) 010-00", "+155501000"), ("At night", "555 01", "55501")]);
        let config = one("hide", "fear  rebuilding").unwrap();
        assert!(config.hides(Page::Fear) && config.hides(Page::Rebuilding) && !config.hides(Page::Types));
        assert!(Page::Rebuilding.children().into_iter().all(|page| config.hides(page)));
        assert_eq!(one("exit-page", "https://example.org/").unwrap().exit_page.unwrap(), "https://example.org/");
        for (name, value) in [("exit-key", "off"), ("exit-key", " shift "), ("loading", "eager"), ("files", "/parts")] {
            assert_eq!(one(name, value), Ok(Config::default()), "{name} is for the element alone");
        }
        assert!(!one("saving", "never").unwrap().saving && one("saving", "offer").unwrap().saving);
        assert_eq!(one("storage-name", "couples-2").unwrap().storage_name, "couples-2");
        assert_eq!(one("heading-level", "3").unwrap().heading_level, 3);
    }

    #[test]
    fn curly_quotes_are_removed_or_reported() {
        for quoted in ["“US”", "”US”", "″US″", "‘us’", "„US“", "«US»", " “ US ” "] {
            assert_eq!(one("country", quoted).unwrap().country.as_deref(), Some("US"), "{quoted}");
        }
        assert_eq!(one("practice", "“Calm” Rooms").unwrap().practice.as_deref(), Some("“Calm” Rooms"));
        assert_eq!(one("practice", "The Parents’").unwrap().practice.as_deref(), Some("The Parents’"));
        // The value that HTML reads from practice=“Calm Rooms”.
        let problem = one("practice", "“Calm").unwrap_err();
        assert_eq!(problem.to_string(), "practice=\"“Calm\" is not used; expected straight quotes around the value");
        refused("country", &["“”", "“", "“USA”"]);
    }

    #[test]
    fn a_country_without_help_lines_is_reported() {
        let countries = [Country {
            code: "GB".into(),
            name: "United Kingdom".into(),
            lines: vec![],
            leave_to: String::new(),
            zones: vec![],
        }];
        let problem_of = |code: &str| without_lines(&one("country", code).unwrap(), &countries);
        assert_eq!((problem_of("UK"), without_lines(&Config::default(), &countries)), (None, None));
        let problem = problem_of("xx").unwrap().to_string();
        assert_eq!(problem, "country=\"XX\" is not used; expected one with help lines here, such as US or GB");
    }

    #[test]
    fn bad_values_are_refused() {
        refused("country", &["", "USA", "1A", "ÖÄ", "red;}*{"]);
        refused("practice", &["", "two\nlines", "turned \u{202e}around", &"x".repeat(1_000_000)]);
        refused(
            "contact",
            &[
                "",
                "javascript:alert(1)",
                "JavaScript:alert(1)",
                "java\nscript:alert(1)",
                " data:text/html,x",
                "//evil.example",
                "http://example.org",
                "https://",
                "\\\\evil",
                "vbscript:x",
                "x:y",
                "a b",
            ],
        );
        refused(
            "help-lines",
            &[
                "nobody",
                "Line: none",
                "Line:",
                ": 1",
                "Line: 1; Other",
                "A: 1<b>",
                "A: tel:x",
                "A: 1",
                "A: 1+1",
                "a:b: 11",
            ],
        );
        refused("hide", &["support", "nothing", "fear;rebuilding", "types/emotional"]);
        refused("exit-page", &["", "/", "http://example.org", "\u{201c}https://example.org\u{201d}"]);
        refused("loading", &["", "eagerly", "EAGER"]);
        // Settings that are read before the app loads keep their quotes.
        refused("exit-key", &["", "on", "OFF", "escape", "\u{201c}off\u{201d}"]);
        refused("saving", &["", "yes", "OFFER"]);
        let long = |between: usize| format!("fear{}rebuilding", " ".repeat(between));
        assert!(one("hide", &long(LONGEST - 14)).unwrap().hides(Page::Rebuilding));
        refused("hide", &[&long(LONGEST - 13)]);
        refused("storage-name", &["", "A", "a b", "a:b", "__proto__", &"a".repeat(33)]);
        assert_eq!(one("storage-name", &"a".repeat(32)).unwrap().storage_name, "a".repeat(32));
        refused("heading-level", &["", "0", "7", "1.0", "２", "-1"]);
    }

    #[test]
    fn one_bad_value_leaves_the_others() {
        let (config, problems) = parse(|name| match name {
            "country" => Some("nowhere".into()),
            "heading-level" => Some("4".into()),
            _ => None,
        });
        assert_eq!((config.heading_level, config.country, problems.len()), (4, None, 1));
        assert_eq!(problems[0].to_string(), "country=\"nowhere\" is not used; expected two letters, such as US");
    }

    #[test]
    fn a_reported_value_is_short_and_shows_replaced_characters() {
        let problem = one("practice", &format!("a\u{202e}{}", "b".repeat(10_000))).unwrap_err();
        assert!(problem.value.starts_with("a\u{fffd}b") && problem.value.ends_with('…') && problem.value.len() < 100);
    }
}
