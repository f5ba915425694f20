//! Checks of the texts that types cannot express: punctuation, lengths, and the style rules of `content/README.md`.
//!
//! Most checks run over every string of a language with its path, so a new text needs no entry here. The lists of
//! English words apply to English only; all other checks apply to every language.

use super::{Content, Page, Paper, Swap};
use std::{collections::BTreeMap, fmt};
use toml::Value;

/// A text that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The path of the text, for instance `types.each.emotional.statements[0]`.
    pub path: String,
    /// What the rule expects there.
    pub expected: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: expected {}", self.path, self.expected)
    }
}

/// The maximum number of words of a statement of a best–worst set, in English.
const STATEMENT_WORDS: usize = 12;
/// The maximum number of words of an item of Obstacles, in English.
const ITEM_WORDS: usize = 14;
/// The minimum number of consecutive words that a factor's `statement` and `now` share, in English.
const SHARED_WORDS: usize = 4;
/// The maximum number of words of a paragraph, in English.
const PARAGRAPH_WORDS: usize = 75;
/// The word limits of other languages, in percent of the English limits.
const OTHER_LANGUAGE: usize = 150;

/// The placeholders of each text. The text must contain each of them once. No other text may contain a placeholder.
const PLACEHOLDERS: [(&str, &[&str]); 34] = [
    ("result.about", &["subject"]),
    ("result.partial", &["answered", "total"]),
    ("result.sketch", &["answered", "total"]),
    ("result.too-few", &["needed", "total"]),
    ("result.closeness.lead-one", &["list"]),
    ("result.closeness.lead-some", &["list"]),
    ("result.closeness.unticked", &["list"]),
    ("result.closeness.unticked-leading", &["list"]),
    ("result.closeness.unplaced", &["list"]),
    ("result.factors.lead", &["list"]),
    ("result.factors.lead-one", &["list"]),
    ("result.factors.thin-tied", &["list"]),
    ("result.obstacles.step", &["step"]),
    ("result.obstacles.more", &["title"]),
    ("support.lines-checked", &["date"]),
    ("interface.list-and", &["first", "last"]),
    ("interface.search-some", &["count"]),
    ("interface.search-none", &["query"]),
    ("interface.up", &["title"]),
    ("interface.progress", &["number", "total"]),
    ("interface.progress-optional", &["number", "total"]),
    ("interface.notes-progress", &["answered", "total"]),
    ("interface.map-go-on", &["map"]),
    ("interface.map-labeled", &["subject", "label"]),
    ("interface.map-begun", &["day"]),
    ("interface.day", &["month", "number", "year"]),
    ("interface.snapshot", &["day"]),
    ("interface.file-brings", &["answers", "changes"]),
    ("interface.file-new-maps", &["number"]),
    ("interface.file-left-out", &["number"]),
    ("interface.review-most", &["most"]),
    ("interface.review-least", &["least"]),
    ("interface.contact-practice", &["practice"]),
    ("interface.range", &["low", "high"]),
];

/// Words that are allowed only where [`may_be_sexual`] is true. In this list and the lists below, `*` at the end of a
/// word stands for any ending.
const SEXUAL: &str = "\
    sex, sexes, sexual*, sexy, kiss, kisses, kissed, kissing, cuddl*, erotic*, desire*, arous*, orgasm*, \
    intercourse, libido, naked, nude, lover, lovers, lovemaking";

/// Words that assume the gender of a person, or a marriage.
const ASSUMING: &str = "\
    he, she, him, her, his, hers, husband*, wife, wives, spouse*, boyfriend*, girlfriend*, married, marriage*, \
    bride, groom";

/// Words of clinics, courses and dating sites.
const JARGON: &str = "\
    attachment*, codependen*, dysregulat*, toxic, narciss*, gaslight*, trigger*, empower*, holistic, modalit*, \
    somatic*, psychoeducation*, self-care, self-love, journey, unlock*, validat*, disorder*, symptom*, \
    syndrome*, patholog*, dysfunction*, soulmate*, soul mate*, love language*, compatib*, hipaa, gdpr, \
    compliant, hold space";

/// Phrases that label a person.
const LABELS: &str = "\
    you are a, you are an, you’re a, you’re an, your type is, your score, your level, type of person, \
    kind of person";

/// Phrases that a result must not contain, because the other person may not be safe.
const RAISING: &str = "talk to, talk with, talk it over, speak to, speak with, tell them, ask them";

/// More phrases that a text must not contain where [`stands_alone`] is true.
const OTHER_PERSON: &str = "with them, to them, together, each other, your partner, the other person";

/// Words for a time. Each item of Obstacles contains one of them, and one of [`PERSONS`].
const TIMES: &str = "lately, these days, today";
/// Words for a person: see [`TIMES`].
const PERSONS: &str = "this person, people, anyone";

/// Every problem of one language.
///
/// The checks of blanks, spaces and emphasis do not apply to `interface.toml`.
#[must_use]
pub fn check(content: &Content) -> Vec<Problem> {
    let mut problems = Problems { list: Vec::new(), english: content.interface.language.starts_with("en") };
    match Value::try_from(content) {
        Ok(Value::Table(files)) => {
            for (name, words) in &files {
                if name != "related" {
                    problems.walk(name, words);
                }
            }
            problems.placeholders(&files);
        }
        other => problems.add("content", format!("a table of files, found {other:?}")),
    }
    problems.statements(content);
    problems.scales(content);
    problems.support(content);
    problems.related(content);
    problems.list
}

/// Every problem of the texts of the paper form.
#[must_use]
pub fn check_paper(paper: &Paper, language: &str) -> Vec<Problem> {
    let mut problems = Problems { list: Vec::new(), english: language.starts_with("en") };
    match Value::try_from(paper) {
        Ok(words) => problems.walk("paper", &words),
        other => problems.add("paper", format!("a table of texts, found {other:?}")),
    }
    problems.list
}

/// Every result paragraph that does not contain its words of the swap test, or whose words also occur in the paragraph
/// of another type or factor. Such a paragraph could be true for the other type or factor as well.
#[must_use]
pub fn check_swap(content: &Content, swap: &Swap) -> Vec<Problem> {
    let (types, factors) = (&content.types.each, &content.factors.each);
    let mut problems = Problems { list: Vec::new(), english: false };
    let of_types = [
        ("leading", types.iter().map(|(id, words)| (id.id(), &words.leading, &swap.types[id].leading)).collect()),
        ("outer", types.iter().map(|(id, words)| (id.id(), &words.outer, &swap.types[id].outer)).collect()),
        ("more", types.iter().map(|(id, words)| (id.id(), &words.more, &swap.types[id].more)).collect()),
        ("less", types.iter().map(|(id, words)| (id.id(), &words.less, &swap.types[id].less)).collect()),
    ];
    let of_factors = [
        ("leading", factors.iter().map(|(id, words)| (id.id(), &words.leading, &swap.factors[id].leading)).collect()),
        ("thin", factors.iter().map(|(id, words)| (id.id(), &words.thin, &swap.factors[id].thin)).collect()),
    ];
    for (kind, paragraphs) in of_types {
        problems.swapped("types", kind, paragraphs);
    }
    for (kind, paragraphs) in of_factors {
        problems.swapped("factors", kind, paragraphs);
    }
    problems.list
}

struct Problems {
    list: Vec<Problem>,
    english: bool,
}

impl Problems {
    fn add(&mut self, path: &str, expected: impl Into<String>) {
        self.list.push(Problem { path: path.into(), expected: expected.into() });
    }

    /// Checks the paragraphs of one kind: for each, the id of its type or factor, its text, and its swap test words.
    fn swapped(&mut self, family: &str, kind: &str, paragraphs: Vec<(&str, &String, &String)>) {
        for (id, text, words) in &paragraphs {
            let path = format!("{family}.each.{id}.{kind}");
            let words = words.to_lowercase();
            if words.trim().is_empty() || !text.to_lowercase().contains(&words) {
                self.add(&path, format!("the words of the swap test, “{words}”"));
            }
            let other = paragraphs.iter().find(|(other, text, _)| other != id && text.to_lowercase().contains(&words));
            if let Some((other, ..)) = other {
                self.add(&path, format!("words that do not fit {other} as well, found “{words}”"));
            }
        }
    }

    fn walk(&mut self, path: &str, value: &Value) {
        match value {
            Value::String(text) => self.text(path, text),
            Value::Array(values) => {
                if values.is_empty() && !path.ends_with(".parts") {
                    self.add(path, "at least one entry");
                }
                // One line is not a list, and five lines are too many to read at a glance.
                if (path.ends_with(".signs") || path.ends_with(".tries")) && !(2..=4).contains(&values.len()) {
                    self.add(path, format!("two to four lines, found {}", values.len()));
                }
                for (index, value) in values.iter().enumerate() {
                    self.walk(&format!("{path}[{index}]"), value);
                }
            }
            Value::Table(values) => {
                for (key, value) in values {
                    self.walk(&format!("{path}.{key}"), value);
                }
            }
            _ => {}
        }
    }

    /// Checks one text.
    fn text(&mut self, path: &str, text: &str) {
        if !path.starts_with("interface.") {
            if text.trim().is_empty() {
                if may_be_empty(path) && text.is_empty() {
                    return;
                }
                return self.add(path, "words, found a blank");
            }
            if text.trim() != text || text.contains("  ") {
                self.add(path, "no space at an end and no double space");
            }
            if !emphasis_is_closed(text) {
                self.add(path, "every * to be closed, around words without a space at an end");
            }
        }
        if text.contains(['!', '¡']) {
            self.add(path, "no exclamation mark");
        }
        if text.contains(['"', '\'']) {
            self.add(path, "the quotes of typography, not straight ones");
        }
        if text.contains("--") || text.contains(" - ") || text.contains("...") {
            self.add(path, "a dash or an ellipsis of typography, not hyphens or three points");
        }
        if has_percentage(text) {
            self.add(path, "no percentage");
        }
        self.length(path, text);
        if self.english {
            self.speech(path, text);
        }
    }

    fn length(&mut self, path: &str, text: &str) {
        let most = if path.starts_with("types.each.") && path.contains(".statements[")
            || path.starts_with("factors.each.") && path.ends_with(".statement")
        {
            STATEMENT_WORDS
        } else if path.ends_with(".item") {
            ITEM_WORDS
        } else {
            PARAGRAPH_WORDS
        };
        let most = if self.english { most } else { most * OTHER_LANGUAGE / 100 };
        let found = text.split_whitespace().count();
        if found > most {
            self.add(path, format!("at most {most} words, found {found}"));
        }
    }

    /// Checks the lists of English words.
    fn speech(&mut self, path: &str, text: &str) {
        let lower = text.to_lowercase();
        let words = words(&lower);
        let result = is_result(path);
        let alone = stands_alone(path);
        let lists: [(&str, &str, bool); 6] = [
            (SEXUAL, "nothing sexual here", !may_be_sexual(path)),
            (ASSUMING, "nothing that assumes who somebody is", true),
            (JARGON, "no jargon", true),
            (LABELS, "no label for a person", true),
            (RAISING, "nothing to raise with the other person", result || alone),
            (OTHER_PERSON, "nothing that needs the other person", alone),
        ];
        for (list, expected, applies) in lists {
            // This substring search is fast and excludes most entries.
            let mut entries = list.split(", ").filter(|entry| lower.contains(entry.trim_end_matches('*')));
            if applies && let Some(entry) = entries.find(|entry| contains(&words, entry)) {
                self.add(path, format!("{expected}, found “{}”", entry.trim_end_matches('*')));
            }
        }
        if path.ends_with(".item") {
            for (list, expected) in [(TIMES, "a time"), (PERSONS, "whom it is about")] {
                if !list.split(", ").any(|entry| contains(&words, entry)) {
                    self.add(path, format!("{expected}, one of: {list}"));
                }
            }
        }
        // These are folded, so each is read alone.
        let folded = path.ends_with(".result") || path.ends_with(".result-alone");
        let says = text.starts_with("In these answers, ");
        if folded && !says {
            self.add(path, "a result that begins with “In these answers, ”");
        }
        // The heading, or the sentence above several of these, says it for all of them.
        if result && says {
            self.add(path, "a result without “In these answers, ”, which is above it already");
        }
    }

    /// Each placeholder occurs once in its text, and there are no other braces.
    fn placeholders(&mut self, files: &toml::Table) {
        let mut found = BTreeMap::new();
        for (name, words) in files {
            if name != "related" {
                collect(name, words, &mut found);
            }
        }
        for (path, text) in found {
            let known = PLACEHOLDERS.iter().find(|(place, _)| *place == path).map_or(&[][..], |(_, names)| names);
            for name in known {
                if text.matches(&format!("{{{name}}}")).count() != 1 {
                    self.add(&path, format!("{{{name}}} once"));
                }
            }
            let rest = known.iter().fold(text, |text, name| text.replace(&format!("{{{name}}}"), ""));
            if rest.contains(['{', '}']) {
                self.add(&path, "no braces but those of a known place");
            }
        }
    }

    /// All statements, items and result paragraphs differ. A factor's `now` shares words with its `statement`.
    fn statements(&mut self, content: &Content) {
        let mut all: Vec<(String, &str)> = Vec::new();
        for (id, words) in content.types.each.iter() {
            let path = format!("types.each.{}", id.id());
            all.extend(
                words.statements.iter().enumerate().map(|(i, s)| (format!("{path}.statements[{i}]"), s.as_str())),
            );
            all.extend(words.now.iter().enumerate().map(|(i, s)| (format!("{path}.now[{i}]"), s.as_str())));
            for (field, text) in [
                ("name", &words.name),
                ("in-sentence", &words.in_sentence),
                ("part-of", &words.part_of),
                ("leading", &words.leading),
                ("outer", &words.outer),
                ("more", &words.more),
                ("less", &words.less),
                ("opening", &words.opening),
                ("step", &words.step),
                ("step-alone", &words.step_alone),
            ] {
                all.push((format!("{path}.{field}"), text));
            }
        }
        for (id, words) in content.factors.each.iter() {
            for (field, text) in [
                ("name", &words.name),
                ("statement", &words.statement),
                ("now", &words.now),
                ("leading", &words.leading),
                ("thin", &words.thin),
            ] {
                all.push((format!("factors.each.{}.{field}", id.id()), text));
            }
        }
        let english = self.english;
        for (id, factor) in content.factors.each.iter().filter(|_| english) {
            let (statement, now) = (words(&factor.statement), words(&factor.now));
            let shared = |run: &[&str]| now.windows(run.len()).any(|other| other == run);
            if !statement.windows(SHARED_WORDS).any(shared) {
                let expected =
                    format!("{SHARED_WORDS} words in a row of its statement, so that like is compared with like");
                self.add(&format!("factors.each.{}.now", id.id()), expected);
            }
        }
        let issues = content.issues.each.iter().map(|(id, words)| (format!("issues.each.{}", id.id()), words));
        let roots = content.fear.each.iter().map(|(id, words)| (format!("fear.each.{}", id.id()), words));
        for (path, words) in issues.chain(roots) {
            for (field, text) in [
                ("title", &words.title),
                ("item", &words.item),
                ("result", &words.result),
                ("result-alone", &words.result_alone),
            ] {
                all.push((format!("{path}.{field}"), text));
            }
        }
        let mut seen: BTreeMap<String, String> = BTreeMap::new();
        for (path, text) in all {
            if let Some(first) = seen.get(&text.to_lowercase()) {
                self.add(&path, format!("words of its own, found those of {first}"));
            } else {
                seen.insert(text.to_lowercase(), path);
            }
        }
    }

    /// Each scale has as many steps as the scoring expects.
    fn scales(&mut self, content: &Content) {
        let quiz = &content.quiz;
        for (path, scale, steps) in [
            ("quiz.now.often-scale", &quiz.now.often_scale[..], 5),
            ("quiz.now.wish-scale", &quiz.now.wish_scale[..], 5),
            ("quiz.present.scale", &quiz.present.scale[..], 5),
            ("quiz.issues.scale", &quiz.issues.scale[..], 4),
            ("quiz.roots.scale", &quiz.roots.scale[..], 4),
        ] {
            if scale.len() != steps {
                self.add(path, format!("{steps} steps, found {}", scale.len()));
            }
            if (1..scale.len()).any(|at| scale[..at].contains(&scale[at])) {
                self.add(path, "steps that all differ");
            }
        }
    }

    /// The help lines can be dialed, and each has its source and the day of its check.
    fn support(&mut self, content: &Content) {
        let support = &content.support;
        let lines = support.countries.iter().flat_map(|country| &country.lines);
        let earliest = lines.map(|line| line.checked.0.as_str()).min().unwrap_or_default();
        if !is_day(&support.checked) {
            self.add("support.checked", "a day as YYYY-MM-DD");
        } else if support.checked != earliest {
            self.add("support.checked", format!("the earliest day of a line, {earliest}"));
        }
        for (at, country) in support.countries.iter().enumerate() {
            let path = format!("support.countries[{at}]");
            if country.code.len() != 2 || !country.code.bytes().all(|byte| byte.is_ascii_uppercase()) {
                self.add(&format!("{path}.code"), "two capital letters");
            }
            if support.countries[..at].iter().any(|earlier| earlier.code == country.code) {
                self.add(&format!("{path}.code"), "each country once");
            }
            if !country.leave_to.starts_with("https://") {
                self.add(&format!("{path}.leave-to"), "an https: address");
            }
            for zone in &country.zones {
                let others = support.countries.iter().flat_map(|country| &country.zones);
                if others.filter(|other| zone == *other || zone.starts_with(&**other) && other.ends_with('/')).count()
                    > 1
                {
                    self.add(&format!("{path}.zones"), format!("each time zone once, found {zone} again"));
                }
            }
            for (at, line) in country.lines.iter().enumerate() {
                let path = format!("{path}.lines[{at}]");
                let digits: String = line.number.chars().filter(char::is_ascii_digit).collect();
                if line.dial != digits {
                    self.add(&format!("{path}.dial"), format!("the digits of the number, “{digits}”"));
                }
                if digits.is_empty() && line.site.is_empty() {
                    self.add(&path, "a number or a site");
                }
                if line.site.contains("://") {
                    self.add(&format!("{path}.site"), "an address without its scheme");
                }
                if !line.source.0.starts_with("https://") {
                    self.add(&format!("{path}.source"), "the https: address where it was found");
                }
                if !is_day(&line.checked.0) {
                    self.add(&format!("{path}.checked"), "a day as YYYY-MM-DD");
                }
            }
        }
    }

    /// Every page has links, each only once and none to itself.
    fn related(&mut self, content: &Content) {
        let related = &content.related;
        let mut all: Vec<(Page, &[Page])> = Vec::new();
        all.extend(related.types.iter().map(|(id, pages)| (Page::Type(id), &pages[..])));
        all.extend(related.factors.iter().map(|(id, pages)| (Page::Factor(id), &pages[..])));
        all.extend(related.issues.iter().map(|(id, pages)| (Page::Issue(id), &pages[..])));
        all.extend(related.roots.iter().map(|(id, pages)| (Page::Root(id), &pages[..])));
        all.extend(related.steps.iter().map(|(id, pages)| (Page::Step(id), &pages[..])));
        all.extend(related.subjects.0.iter().map(|(page, pages)| (*page, &pages[..])));
        for (page, links) in &all {
            let path = format!("related: {page}");
            if links.is_empty() {
                self.add(&path, "at least one link");
            }
            if links.contains(page) {
                self.add(&path, "no link to itself");
            }
            if (1..links.len()).any(|at| links[..at].contains(&links[at])) {
                self.add(&path, "each link once");
            }
            let first = links.first();
            match page {
                Page::Type(_) if !matches!(first, None | Some(Page::Factor(_))) => self.add(&path, "a factor first"),
                Page::Issue(_) if !matches!(first, None | Some(Page::Step(_))) => self.add(&path, "a step first"),
                _ => {}
            }
        }
        for page in Page::SUBJECTS {
            if related.subjects.get(page).is_none() {
                self.add(&format!("related: {page}"), "at least one link");
            }
        }
        for (page, _) in related.subjects.0.iter().filter(|(page, _)| page.subject() != *page) {
            self.add(&format!("related: {page}"), "a whole subject, which this page is not");
        }
    }
}

/// Whether the text may contain the words of [`SEXUAL`].
fn may_be_sexual(path: &str) -> bool {
    let allowed = [
        "overview.intimacy.",
        "types.each.physical.text",
        "types.each.physical.partner",
        "comparison.",
        "questions.",
        // These texts name violence.
        "support.danger.",
        "support.countries",
        "result.safety.",
    ];
    allowed.iter().any(|allowed| path.starts_with(allowed))
}

/// Whether the text is an optional field of a help line.
fn may_be_empty(path: &str) -> bool {
    path.starts_with("support.countries")
        && [".about", ".number", ".dial", ".site"].iter().any(|end| path.ends_with(end))
}

/// Whether the text is a day as YYYY-MM-DD.
fn is_day(text: &str) -> bool {
    let is_part = |(at, byte): (usize, u8)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() };
    text.len() == 10 && text.bytes().enumerate().all(is_part)
}

/// Whether the text is a result paragraph of a type or factor. It is also shown under the safety override.
fn is_result(path: &str) -> bool {
    let field = path.rsplit('.').next().unwrap_or_default();
    path.contains(".each.") && ["leading", "outer", "more", "less", "thin"].contains(&field)
}

/// Whether the text is shown to a person who may not be safe with the other person.
fn stands_alone(path: &str) -> bool {
    path.ends_with(".result-alone") || path.ends_with(".step-alone") || path == "result.safety.step"
}

/// Adds every text with its path to `found`.
fn collect(path: &str, value: &Value, found: &mut BTreeMap<String, String>) {
    match value {
        Value::String(text) => drop(found.insert(path.into(), text.clone())),
        Value::Array(values) => {
            for (index, value) in values.iter().enumerate() {
                collect(&format!("{path}[{index}]"), value, found);
            }
        }
        Value::Table(values) => {
            for (key, value) in values {
                collect(&format!("{path}.{key}"), value, found);
            }
        }
        _ => {}
    }
}

/// The words of a text. An apostrophe or a hyphen is part of its word.
fn words(text: &str) -> Vec<&str> {
    let is_part = |character: char| character.is_alphanumeric() || character == '’' || character == '-';
    text.split(|character| !is_part(character)).filter(|word| !word.is_empty()).collect()
}

/// Whether the words of `entry` are consecutive in `words`. `*` at the end of a word stands for any ending.
fn contains(words: &[&str], entry: &str) -> bool {
    let entry: Vec<&str> = entry.split(' ').collect();
    words.windows(entry.len()).any(|window| {
        window.iter().zip(&entry).all(|(word, entry)| match entry.strip_suffix('*') {
            Some(start) => word.starts_with(start),
            None => *word == *entry,
        })
    })
}

/// Whether each `*emphasis*` is closed, with no space between the stars and the words.
fn emphasis_is_closed(text: &str) -> bool {
    let pieces: Vec<&str> = text.split('*').collect();
    let inside = pieces.iter().skip(1).step_by(2);
    pieces.len() % 2 == 1 && inside.clone().all(|piece| !piece.is_empty() && piece.trim() == *piece)
}

/// Whether the text contains a number before a percent sign or the word "percent".
fn has_percentage(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["%", "percent", "per cent"].iter().any(|sign| {
        lower
            .match_indices(sign)
            .any(|(at, _)| lower[..at].trim_end().ends_with(|before: char| before.is_ascii_digit()))
    })
}

#[cfg(test)]
mod tests;
