//! What an owner can set: attributes of the element, or one JSON script in it, read by a pure parser.
//!
//! A value that cannot be used is told once, with what was expected, and the default stands in its place. No value
//! reaches the page as markup, style or script.

use crate::content::{Country, Page};
use core::fmt;

/// The longest value that is read, in bytes; a longer one is not used.
const LONGEST: usize = 500;
/// How much of a bad value is told.
const TOLD: usize = 60;

/// What an owner has set, with the default for everything else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// `country`: whose help lines stand first and open, as ISO 3166-1 alpha-2 in capitals; `UK` counts as `GB`. Default:
    /// what the browser's time zone and languages speak for ([`crate::content::Support::country_of`]).
    pub country: Option<String>,
    /// `practice`: the practice's name. Default: none.
    pub practice: Option<String>,
    /// `contact`: where the contact link leads. Default: no link.
    pub contact: Option<String>,
    /// `contact-label`: what the contact link says. Default: the words of the language.
    pub contact_label: Option<String>,
    /// `help-lines`: the practice's own help lines, before all others, as `Name: number; Name: number`. Default: none.
    pub help_lines: Vec<OwnLine>,
    /// `hide`: subjects that the app neither lists nor finds, as their ids, such as `fear rebuilding`. Default: none.
    pub hide: Vec<Page>,
    /// `exit-page`: where "Leave" leads. Default: a page about the weather.
    pub exit_page: Option<String>,
    /// `exit-key`: whether three taps of Shift leave, which `static/leave.js` listens for. Default: they do.
    pub exit_key: bool,
    /// `saving`: whether keeping the answers on the device is offered. Default: it is.
    pub saving: bool,
    /// `storage-name`: under which name answers are kept. Widgets with one name share their answers. Default: `default`.
    pub storage_name: String,
    /// `heading-level`: the level of the widget's top heading, 1–6. Default: 2.
    pub heading_level: u8,
}

/// A help line of the owner's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnLine {
    /// Who answers.
    pub name: String,
    /// The number as people write it.
    pub number: String,
    /// The number to dial: digits, and a plus before them.
    pub dial: String,
}

impl Config {
    /// Whether a page is left out where pages are listed or found.
    #[must_use]
    pub fn hides(&self, page: Page) -> bool {
        self.hide.contains(&page.subject())
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            country: None,
            practice: None,
            contact: None,
            contact_label: None,
            help_lines: Vec::new(),
            hide: Vec::new(),
            exit_page: None,
            exit_key: true,
            saving: true,
            storage_name: "default".into(),
            heading_level: 2,
        }
    }
}

/// A value that could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigProblem {
    /// Its name.
    pub name: &'static str,
    /// The beginning of its value, with every control and direction mark replaced.
    pub value: String,
    /// What would have been used.
    pub expected: &'static str,
}

impl fmt::Display for ConfigProblem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}=\"{}\" is not used; expected {}", self.name, self.value, self.expected)
    }
}

/// The names that are read.
pub const NAMES: [&str; 11] = [
    "country",
    "practice",
    "contact",
    "contact-label",
    "help-lines",
    "hide",
    "exit-page",
    "exit-key",
    "saving",
    "storage-name",
    "heading-level",
];

/// Reads the attributes. `value` gives the value of a name in [`NAMES`], if the element has it.
pub fn parse(value: impl Fn(&str) -> Option<String>) -> (Config, Vec<ConfigProblem>) {
    let mut config = Config::default();
    let mut problems = Vec::new();
    for name in NAMES {
        let Some(value) = value(name) else { continue };
        let value = trimmed(&value);
        if let Err(expected) = unquoted(value).and_then(|value| set(&mut config, name, value)) {
            problems.push(ConfigProblem { name, value: told(value), expected });
        }
    }
    (config, problems)
}

/// Without the blanks around it, as JavaScript counts them: there the same value is read before the app has come.
fn trimmed(value: &str) -> &str {
    value.trim_matches(|letter: char| (letter.is_whitespace() && letter != '\u{85}') || letter == '\u{feff}')
}

/// A country that is a country, but without help lines here.
#[must_use]
pub fn without_lines(config: &Config, countries: &[Country]) -> Option<ConfigProblem> {
    let value = config.country.clone().filter(|code| countries.iter().all(|country| country.code != *code))?;
    Some(ConfigProblem { name: "country", value, expected: "one with help lines here, such as US or GB" })
}

/// A value without the curly quotes around it, by which some editors replace straight ones. HTML takes such quotes for a
/// part of the value, and ends it at the first blank.
fn unquoted(value: &str) -> Result<&str, &'static str> {
    let curly = |letter: char| matches!(letter, '\u{2018}'..='\u{201f}' | '\u{2032}' | '\u{2033}' | '«' | '»');
    match value.strip_prefix(curly) {
        Some(rest) if rest.ends_with(curly) => Ok(rest.trim_matches(curly).trim()),
        Some(rest) if !rest.contains(curly) => Err("straight quotes around the value"),
        _ => Ok(value),
    }
}

fn set(config: &mut Config, name: &str, value: &str) -> Result<(), &'static str> {
    if value.len() > LONGEST {
        return Err("at most 500 bytes");
    }
    match name {
        "country" => config.country = Some(country(value).ok_or("two letters, such as US")?),
        "practice" => config.practice = Some(line(value).ok_or("one line of text")?),
        "contact" => config.contact = Some(link(value).ok_or("an https:, mailto: or tel: link, or a path")?),
        "contact-label" => config.contact_label = Some(line(value).ok_or("one line of text")?),
        "help-lines" => config.help_lines = own_lines(value).ok_or("Name: number; Name: number")?,
        "hide" => config.hide = subjects(value).ok_or("ids of subjects other than support")?,
        "exit-page" => config.exit_page = Some(exit_page(value).ok_or("an https: address in ASCII letters")?),
        "exit-key" => {
            config.exit_key = match value {
                "shift" => true,
                "off" => false,
                _ => return Err("shift or off"),
            };
        }
        "saving" => {
            config.saving = match value {
                "offer" => true,
                "never" => false,
                _ => return Err("offer or never"),
            };
        }
        "storage-name" => {
            let plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
            if value.is_empty() || value.len() > 32 || !value.chars().all(plain) {
                return Err("1 to 32 small letters, digits and hyphens");
            }
            config.storage_name = value.into();
        }
        "heading-level" => {
            config.heading_level = match value.as_bytes() {
                [digit @ b'1'..=b'6'] => digit - b'0',
                _ => return Err("a number from 1 to 6"),
            };
        }
        _ => {}
    }
    Ok(())
}

fn country(value: &str) -> Option<String> {
    let letters = value.len() == 2 && value.chars().all(|letter| letter.is_ascii_alphabetic());
    letters.then(|| if value.eq_ignore_ascii_case("UK") { "GB".into() } else { value.to_ascii_uppercase() })
}

/// A text of one line that shows as it is: no control, no mark that turns the direction of writing around.
fn line(value: &str) -> Option<String> {
    (!value.is_empty() && value.len() <= 200 && !value.chars().any(disturbs)).then(|| value.into())
}

fn link(value: &str) -> Option<String> {
    if value.is_empty() || value.chars().any(|letter| disturbs(letter) || letter == ' ' || letter == '\\') {
        return None;
    }
    let scheme = ["https://", "mailto:", "tel:"].iter().any(|scheme| begins(value, scheme));
    // A path has no colon before its first slash, and does not begin with two slashes, which would name another host.
    let first = value.bytes().find(|byte| matches!(byte, b'/' | b'?' | b'#' | b':'));
    let path = first != Some(b':') && !value.as_bytes().starts_with(b"//");
    (scheme || path).then(|| value.into())
}

/// Whether something follows this scheme, in whichever case that is written.
fn begins(value: &str, scheme: &str) -> bool {
    let start = value.as_bytes().get(..scheme.len());
    value.len() > scheme.len() && start.is_some_and(|start| start.eq_ignore_ascii_case(scheme.as_bytes()))
}

/// A whole address: a page on another site is the point of leaving. `address` in `static/exit.js` has the same rule, and
/// asks the browser's own parser too. It is narrower than that of addresses, so that it can be the same in both: ASCII
/// alone, no name before the host, and no host that would be read as a number.
fn exit_page(value: &str) -> Option<String> {
    if !begins(value, "https://") {
        return None;
    }
    let rest = value.get("https://".len()..)?;
    let path = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (place, path) = rest.split_at(path);
    let host = match place.split_once(':') {
        None => place,
        Some((host, port)) => {
            let digits = (1..=5).contains(&port.len()) && port.bytes().all(|byte| byte.is_ascii_digit());
            (digits && port.parse::<u16>().is_ok()).then_some(host)?
        }
    };
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    let label = |label: &str| !label.is_empty() && label.bytes().all(plain);
    let last = host.rsplit('.').next().and_then(|last| last.bytes().next());
    let named = host.split('.').all(label) && last.is_some_and(|first| first.is_ascii_alphabetic());
    (named && path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')).then(|| value.into())
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
    let (name, number) = (line(name.trim())?, line(number.trim())?);
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

/// Everything can be left out but where to find help.
fn subjects(value: &str) -> Option<Vec<Page>> {
    let mut pages = Vec::new();
    for id in value.split(' ').filter(|id| !id.is_empty()) {
        let page = Page::SUBJECTS.into_iter().find(|page| page.to_string() == id);
        pages.push(page.filter(|page| *page != Page::Support)?);
    }
    Some(pages)
}

/// Controls, and the marks of Unicode that order text anew.
fn disturbs(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

fn told(value: &str) -> String {
    let mut told = String::new();
    for letter in value.chars().take(TOLD) {
        told.push(if disturbs(letter) { '\u{fffd}' } else { letter });
    }
    if value.chars().nth(TOLD).is_some() {
        told.push('…');
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Parses one attribute.
    fn one(name: &'static str, value: &str) -> Result<Config, ConfigProblem> {
        let (config, mut problems) = parse(|asked| (asked == name).then(|| value.to_owned()));
        problems.pop().map_or(Ok(config), Err)
    }

    fn refused(name: &'static str, values: &[&str]) {
        for value in values {
            let problem = one(name, value).expect_err(value);
            assert_eq!(problem.name, name);
            assert!(!problem.expected.is_empty() && problem.value.chars().count() <= 8 * TOLD + 1, "{problem}");
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
        for to in ["HTTPS://Example.org", "https://a-b.example:8443/x?y=%20#z", "https://news_1.example"] {
            assert_eq!(one("exit-page", &format!(" {to}\u{feff}")).unwrap().exit_page.as_deref(), Some(to));
        }
        assert!(!one("exit-key", "off").unwrap().exit_key && one("exit-key", "shift").unwrap().exit_key);
        assert!(!one("saving", "never").unwrap().saving && one("saving", "offer").unwrap().saving);
        assert_eq!(one("storage-name", "couples-2").unwrap().storage_name, "couples-2");
        assert_eq!(one("heading-level", "3").unwrap().heading_level, 3);
    }

    #[test]
    fn curly_quotes_are_taken_off_or_told() {
        for quoted in ["“US”", "”US”", "″US″", "‘us’", "„US“", "«US»", " “ US ” "] {
            assert_eq!(one("country", quoted).unwrap().country.as_deref(), Some("US"), "{quoted}");
        }
        assert_eq!(one("practice", "“Calm” Rooms").unwrap().practice.as_deref(), Some("“Calm” Rooms"));
        assert_eq!(one("practice", "The Parents’").unwrap().practice.as_deref(), Some("The Parents’"));
        // What HTML leaves of practice=“Calm Rooms”.
        let problem = one("practice", "“Calm").unwrap_err();
        assert_eq!(problem.to_string(), "practice=\"“Calm\" is not used; expected straight quotes around the value");
        refused("country", &["“”", "“", "“USA”"]);
    }

    #[test]
    fn a_country_without_help_lines_is_told() {
        let countries = [Country {
            code: "GB".into(),
            name: "United Kingdom".into(),
            lines: vec![],
            leave_to: String::new(),
            zones: vec![],
        }];
        let told = |code: &str| without_lines(&one("country", code).unwrap(), &countries);
        assert_eq!((told("UK"), without_lines(&Config::default(), &countries)), (None, None));
        let problem = told("xx").unwrap().to_string();
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
        refused("exit-page", &["", "/", "http://example.org", "javascript:alert(1)", "//example.org", "https://"]);
        // What a browser's own parser of addresses refuses.
        let broken = ["example.org:99999/", "[bad/", "%zz/", ":80/", "1.2.3.4.5/", "a b/", "a..b/", "a@", "0x7g.0x1/"];
        for rest in broken {
            refused("exit-page", &[&format!("https://{rest}")]);
        }
        refused("exit-page", &["https://example.org/ü", "https://bücher.example/", "https://user:word@example.org/"]);
        refused("exit-key", &["", "on", "OFF", "escape"]);
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
    fn what_is_told_is_short_and_shows_its_marks() {
        let problem = one("practice", &format!("a\u{202e}{}", "b".repeat(10_000))).unwrap_err();
        assert!(problem.value.starts_with("a\u{fffd}b") && problem.value.ends_with('…') && problem.value.len() < 100);
    }
}
