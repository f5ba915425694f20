//! Encodes the value of each record as a short text that a person can read: ids and numbers, separated by spaces. The
//! label of a map is the only free text.

use super::key::{CLOSENESS_SETS, FACTOR_SETS, number};
use crate::content::{Factor, PerType, Subject, Type};
use crate::quiz::{Amount, Day, Label, Level, Often, Pick, Question, SetAnswer, Wish};

/// A type that can be the value of a record.
pub trait Value: Sized {
    /// The text. It has only letters, digits, spaces and `- / : ,`, a snapshot also `; =`. A label may have any
    /// characters except quotes, backslashes and control characters.
    fn write(&self) -> String;

    /// The value of a text that [`Value::write`] wrote; `None` for any other text.
    fn read(text: &str) -> Option<Self>;
}

/// An item of a best–worst set, with its id.
pub trait Id: Copy + PartialEq {
    /// The stable id.
    fn id(self) -> &'static str;
    /// The item with this id.
    fn from_id(id: &str) -> Option<Self>;
}

macro_rules! ids {
    ($($kind:ty),+) => { $(
        impl Id for $kind {
            fn id(self) -> &'static str {
                <$kind>::id(self)
            }

            fn from_id(id: &str) -> Option<Self> {
                <$kind>::from_id(id)
            }
        }
    )+ };
}

ids!(Type, Factor);

impl Value for Subject {
    fn write(&self) -> String {
        self.id().into()
    }

    fn read(text: &str) -> Option<Self> {
        Self::from_id(text)
    }
}

/// The label, with `%22`, `%5C` and `%25` for the quote, the backslash and the percent sign, because the encoding of
/// records escapes nothing.
impl Value for Label {
    fn write(&self) -> String {
        let mut text = String::new();
        for letter in self.as_str().chars() {
            match letter {
                '"' => text.push_str("%22"),
                '\\' => text.push_str("%5C"),
                '%' => text.push_str("%25"),
                letter => text.push(letter),
            }
        }
        text
    }

    fn read(text: &str) -> Option<Self> {
        let label = Self::new(&text.replace("%22", "\"").replace("%5C", "\\").replace("%25", "%"))?;
        (label.write() == text).then_some(label)
    }
}

/// `2026-11-27`.
impl Value for Day {
    fn write(&self) -> String {
        self.to_string()
    }

    fn read(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}

const SKIPPED: &str = "skipped";
const EQUAL: &str = "equal";
const NONE: &str = "none";
const OPEN: &str = "-";
const PREFER_NOT: &str = "prefer-not-to-say";

/// `skipped`, `equal`, `most:trust`, `least:trust` or `most:trust least:honesty`.
impl<T: Id> Value for SetAnswer<T> {
    fn write(&self) -> String {
        match (self, self.most(), self.least()) {
            (Self::Skipped, ..) => SKIPPED.into(),
            (_, Some(most), Some(least)) => format!("most:{} least:{}", most.id(), least.id()),
            (_, Some(most), None) => format!("most:{}", most.id()),
            (_, None, Some(least)) => format!("least:{}", least.id()),
            (_, None, None) => EQUAL.into(),
        }
    }

    fn read(text: &str) -> Option<Self> {
        let item = |text: &str, kind: &str| T::from_id(text.strip_prefix(kind)?);
        match text {
            SKIPPED => return Some(Self::Skipped),
            EQUAL => return Some(Self::Equal),
            _ => {}
        }
        let (most, least) = match text.split_once(' ') {
            Some((most, least)) => (Some(item(most, "most:")?), Some(item(least, "least:")?)),
            None if text.starts_with("most:") => (Some(item(text, "most:")?), None),
            None => (None, Some(item(text, "least:")?)),
        };
        Pick::new(most, least).map(Self::Chosen)
    }
}

/// The ids of the types that are part of closeness, in content order, or `none`.
impl Value for PerType<bool> {
    fn write(&self) -> String {
        let ids: Vec<String> = self.iter().filter(|(_, part)| **part).map(|(of, _)| of.id().to_owned()).collect();
        if ids.is_empty() { NONE.into() } else { ids.join(" ") }
    }

    fn read(text: &str) -> Option<Self> {
        let mut parts = Self::default();
        if text != NONE {
            for id in text.split(' ') {
                parts[Type::from_id(id)?] = true;
            }
        }
        // Each value has one form: repeated ids and another order are not accepted.
        (parts.write() == text).then_some(parts)
    }
}

/// The four answers of Now and wanted about one type: `often often wish wish`, with `-` for a missing answer. `often`
/// is 0–4, `wish` −2–2.
impl Value for ([Option<Often>; 2], [Option<Wish>; 2]) {
    fn write(&self) -> String {
        let often = self.0.iter().map(|often| often.map_or(OPEN.into(), |often| often.value().to_string()));
        let wish = self.1.iter().map(|wish| wish.map_or(OPEN.into(), |wish| wish.value().to_string()));
        often.chain(wish).collect::<Vec<String>>().join(" ")
    }

    fn read(text: &str) -> Option<Self> {
        fn part<T>(text: &str, make: fn(&str) -> Option<T>) -> Option<Option<T>> {
            if text == OPEN { Some(None) } else { make(text).map(Some) }
        }
        let mut parts = text.split(' ');
        let mut next = || parts.next();
        let often = [part(next()?, Often::read)?, part(next()?, Often::read)?];
        let wish = [part(next()?, Wish::read)?, part(next()?, Wish::read)?];
        next().is_none().then_some((often, wish))
    }
}

impl Value for Often {
    fn write(&self) -> String {
        self.value().to_string()
    }

    fn read(text: &str) -> Option<Self> {
        Self::all().find(|often| often.write() == text)
    }
}

impl Value for Wish {
    fn write(&self) -> String {
        self.value().to_string()
    }

    fn read(text: &str) -> Option<Self> {
        Self::all().find(|wish| wish.write() == text)
    }
}

/// `0` … `3`, or `prefer-not-to-say`.
impl Value for Amount {
    fn write(&self) -> String {
        match self {
            Self::Level(level) => level.value().to_string(),
            Self::PreferNotToSay => PREFER_NOT.into(),
        }
    }

    fn read(text: &str) -> Option<Self> {
        if text == PREFER_NOT {
            return Some(Self::PreferNotToSay);
        }
        Level::all().map(Self::Level).find(|amount| amount.write() == text)
    }
}

/// The name of a question: `subject`, `closeness/3`, `part-of`, `now/physical`, `factors/6`, `present`, `offer`,
/// `issues`, `roots`.
impl Value for Question {
    fn write(&self) -> String {
        match self {
            Self::Subject => "subject".into(),
            Self::Closeness(set) => format!("closeness/{set}"),
            Self::PartOf => "part-of".into(),
            Self::Now(of) => format!("now/{}", of.id()),
            Self::Factors(set) => format!("factors/{set}"),
            Self::Present => "present".into(),
            Self::ObstaclesOffer => "offer".into(),
            Self::Issues => "issues".into(),
            Self::Roots => "roots".into(),
        }
    }

    fn read(text: &str) -> Option<Self> {
        match text.split_once('/') {
            Some(("closeness", set)) => number(set, CLOSENESS_SETS).map(Self::Closeness),
            Some(("factors", set)) => number(set, FACTOR_SETS).map(Self::Factors),
            Some(("now", id)) => Type::from_id(id).map(Self::Now),
            Some(_) => None,
            None => [Self::Subject, Self::PartOf, Self::Present, Self::ObstaclesOffer, Self::Issues, Self::Roots]
                .into_iter()
                .find(|question| question.write() == text),
        }
    }
}

/// The header of a run, the value of its record `run`.
#[derive(Clone, Debug, PartialEq)]
pub struct RunHeader {
    /// Determines the order of the sets, and identifies the run.
    pub seed: u64,
    /// The next question; `None` at the end.
    pub at: Option<Question>,
    /// The skipped questions that have no record of their own.
    pub skipped: Vec<Question>,
    /// Whether Obstacles was accepted.
    pub obstacles: bool,
    /// Whether Refine closeness was accepted.
    pub refine: bool,
}

/// `seed:7 at:part-of skipped:now/physical,present with:obstacles,refine`; `at:end` at the end, `-` for an empty list.
impl Value for RunHeader {
    fn write(&self) -> String {
        let list = |texts: Vec<String>| if texts.is_empty() { OPEN.to_owned() } else { texts.join(",") };
        let at = self.at.map_or_else(|| "end".into(), |at| at.write());
        let skipped = list(self.skipped.iter().map(Value::write).collect());
        let parts = [("obstacles", self.obstacles), ("refine", self.refine)];
        let with = list(parts.into_iter().filter(|(_, part)| *part).map(|(name, _)| name.to_owned()).collect());
        format!("seed:{} at:{at} skipped:{skipped} with:{with}", self.seed)
    }

    fn read(text: &str) -> Option<Self> {
        let mut parts = text.split(' ');
        let mut next = |name: &str| parts.next()?.strip_prefix(name);
        let (seed, at) = (next("seed:")?.parse().ok()?, next("at:")?);
        let (skipped, with) = (next("skipped:")?, next("with:")?);
        let mut questions = Vec::new();
        for name in skipped.split(',').filter(|name| *name != OPEN) {
            let question = Question::read(name)?;
            // No question is skipped twice. Otherwise the list could become too long for a record.
            if questions.contains(&question) {
                return None;
            }
            questions.push(question);
        }
        let header = Self {
            seed,
            at: if at == "end" { None } else { Some(Question::read(at)?) },
            skipped: questions,
            obstacles: with.split(',').any(|part| part == "obstacles"),
            refine: with.split(',').any(|part| part == "refine"),
        };
        (header.write() == text).then_some(header)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every value is read as it was written, and no two values have the same text.
    fn check<T: Value + PartialEq + core::fmt::Debug>(values: impl IntoIterator<Item = T>) {
        let mut seen = std::collections::BTreeSet::new();
        for value in values {
            let text = value.write();
            let plain = |letter: char| letter.is_ascii_alphanumeric() || " -/:,".contains(letter);
            assert!(text.chars().all(plain) && !text.is_empty(), "{text}");
            assert_eq!(T::read(&text).as_ref(), Some(&value), "{text}");
            for other in [format!("{text} "), format!(" {text}"), text.to_uppercase(), text[1..].to_owned()] {
                assert!(
                    other == text || T::read(&other).is_none_or(|read| read != value),
                    "{other:?} reads as {text:?}"
                );
            }
            assert!(seen.insert(text.clone()), "{text} is written twice");
        }
        assert!(seen.len() > 1);
        for alien in ["", " ", "null", "0.5", "+1", "01", "NaN", "99", "most:", "-", "\u{0}"] {
            assert!(seen.contains(alien) || T::read(alien).is_none(), "{alien:?}");
        }
    }

    fn sets<T: Id>(all: &[T]) -> Vec<SetAnswer<T>> {
        let with_none = || all.iter().copied().map(Some).chain([None]);
        let picks = with_none().flat_map(|most| with_none().map(move |least| (most, least)));
        let chosen = picks.filter_map(|(most, least)| Pick::new(most, least)).map(SetAnswer::Chosen);
        [SetAnswer::Skipped, SetAnswer::Equal].into_iter().chain(chosen).collect()
    }

    fn questions() -> Vec<Question> {
        let mut all = vec![Question::Subject, Question::PartOf, Question::Present, Question::ObstaclesOffer];
        all.extend([Question::Issues, Question::Roots]);
        all.extend((0..10).map(Question::Closeness));
        all.extend((0..7).map(Question::Factors));
        all.extend(Type::ALL.map(Question::Now));
        all
    }

    #[test]
    fn every_value_reads_as_it_is_written() {
        check(Subject::ALL);
        check([(2026, 11, 27), (2024, 2, 29)].map(|(year, month, day)| Day::new(year, month, day).unwrap()));
        check(sets(&Type::ALL));
        check(sets(&Factor::ALL));
        check((0..32u32).map(|bits| PerType::from_fn(|of| bits >> of.index() & 1 == 1)));
        check(Often::all());
        check(Wish::all());
        check(Level::all().map(Amount::Level).chain([Amount::PreferNotToSay]));
        check(questions());
    }

    #[test]
    fn a_label_reads_as_it_is_written_and_escapes_characters_that_a_record_cannot_have() {
        let label = Label::new("\"a\" \\ %22 é").unwrap();
        assert_eq!(label.write(), "%22a%22 %5C %2522 é");
        for label in [label, Label::new("my sister").unwrap(), Label::new("%25%5C%22").unwrap()] {
            let text = label.write();
            assert!(!text.contains(['"', '\\']), "{text}");
            assert_eq!(Label::read(&text), Some(label));
        }
        for alien in ["", " a", "a ", "a  b", "a\u{7}b", "\"", "%", "%2", "100%", "aaaaaaaaaaaaaaaaaaaaaaaaa"] {
            assert_eq!(Label::read(alien), None, "{alien:?}");
        }
    }

    #[test]
    fn the_answers_about_one_type_read_as_they_are_written() {
        let often: Vec<Option<Often>> = Often::all().map(Some).chain([None]).collect();
        let wish: Vec<Option<Wish>> = Wish::all().map(Some).chain([None]).collect();
        let pairs = |one: usize, two: usize| (0..one).flat_map(move |at| (0..two).map(move |with| (at, with)));
        check(pairs(6, 6).flat_map(|(one, two)| {
            let often = [often[one], often[two]];
            let wish = &wish;
            pairs(6, 6).map(move |(one, two)| (often, [wish[one], wish[two]]))
        }));
    }

    #[test]
    fn a_header_reads_as_it_is_written() {
        let mut all = Vec::new();
        for (seed, at) in [0, 7, u64::MAX].into_iter().zip([None, Some(Question::PartOf), Some(Question::Closeness(9))])
        {
            for skipped in [Vec::new(), vec![Question::Present], vec![Question::Now(Type::Physical), Question::PartOf]]
            {
                for bits in 0..4 {
                    let (obstacles, refine) = (bits & 1 == 1, bits & 2 == 2);
                    all.push(RunHeader { seed, at, skipped: skipped.clone(), obstacles, refine });
                }
            }
        }
        check(all);
        assert_eq!(
            RunHeader { seed: 7, at: None, skipped: vec![Question::Present], obstacles: true, refine: false }.write(),
            "seed:7 at:end skipped:present with:obstacles"
        );
    }
}
