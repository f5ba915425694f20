//! The name of each record.

use crate::content::{Factor, Issue, Root, Topic, Type};
use core::fmt;

/// The prefix of all storage keys of all widgets. The widget reads, writes and removes no other keys.
pub const PREFIX: &str = "intimacy-explorer:";

/// The number of a run, and so of its map: a random number, chosen when the run begins.
///
/// Earlier versions knew only one run, which has no number. Its records stay directly in the namespace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RunId(u32);

impl RunId {
    /// The run without a number.
    pub const UNNUMBERED: Self = Self(0);

    /// The run with a random number.
    #[must_use]
    pub const fn new(number: u32) -> Self {
        // 0 means the run without a number.
        Self(if number == 0 { 1 } else { number })
    }

    /// This number, or the next one that no other run has.
    #[must_use]
    pub fn free(mut self, taken: impl Fn(Self) -> bool) -> Self {
        while taken(self) {
            self = Self::new(self.0.wrapping_add(1));
        }
        self
    }

    /// The number of a run in a storage key: 8 hex digits in lower case, not `00000000`.
    fn parse(text: &str) -> Option<Self> {
        let digits = text.len() == 8 && text.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'));
        let number = u32::from_str_radix(text, 16).ok().filter(|number| digits && *number > 0)?;
        Some(Self(number))
    }
}

impl fmt::Display for RunId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:08x}", self.0)
    }
}

/// The name of a record: the part of its storage key after the namespace, and its name in a file. It is
/// `0000002a/closeness/3`, or `closeness/3` for the run without a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordKey {
    /// The run.
    pub run: RunId,
    /// The record of that run.
    pub key: Key,
}

impl RecordKey {
    /// Parses what `Display` writes.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (run, key) = split(text);
        Some(Self { run, key: Key::parse(key)? })
    }
}

/// The run at the beginning of a name, and the rest of the name. No [`Key`] begins with 8 hex digits.
fn split(text: &str) -> (RunId, &str) {
    let numbered = text.split_once('/').and_then(|(run, key)| Some((RunId::parse(run)?, key)));
    numbered.unwrap_or((RunId::UNNUMBERED, text))
}

impl From<Key> for RecordKey {
    fn from(key: Key) -> Self {
        Self { run: RunId::UNNUMBERED, key }
    }
}

impl fmt::Display for RecordKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.run != RunId::UNNUMBERED {
            write!(out, "{}/", self.run)?;
        }
        write!(out, "{}", self.key)
    }
}

/// The storage keys of one widget: those that begin with [`PREFIX`] and its storage name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Namespace(String);

/// The part of a storage key, after the namespace, under which unreadable texts are set aside.
const ASIDE: &str = "aside/";

impl Namespace {
    /// The namespace with this storage name. A colon in the name becomes a dash, because a colon ends the name in a
    /// key.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self(format!("{PREFIX}{}:", name.replace(':', "-")))
    }

    /// The prefix of all its storage keys.
    #[must_use]
    pub fn prefix(&self) -> &str {
        &self.0
    }

    /// The storage key of a record.
    #[must_use]
    pub fn full_key(&self, key: impl Into<RecordKey>) -> String {
        format!("{}{}", self.0, key.into())
    }

    /// The storage key to which an unreadable text of this record is moved before the record is written again.
    #[must_use]
    pub fn set_aside_key(&self, key: impl Into<RecordKey>) -> String {
        format!("{}{ASIDE}{}", self.0, key.into())
    }

    /// The storage key of the passphrase's lock. It belongs to no run.
    #[must_use]
    pub fn lock_key(&self) -> String {
        format!("{}lock", self.0)
    }

    /// The record of a storage key; `None` if the key names no record of this namespace.
    #[must_use]
    pub fn key(&self, full_key: &str) -> Option<RecordKey> {
        RecordKey::parse(full_key.strip_prefix(&self.0)?)
    }

    /// The run that a storage key belongs to, whether or not it names a record; `None` for the lock and for keys of
    /// other namespaces.
    #[must_use]
    pub fn run_of_key(&self, full_key: &str) -> Option<RunId> {
        let name = full_key.strip_prefix(&self.0).filter(|_| full_key != self.lock_key())?;
        Some(split(name.strip_prefix(ASIDE).unwrap_or(name)).0)
    }
}

/// One record of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// The run: its seed, where the person is, which optional parts were accepted.
    Run,
    /// Whom the run is about.
    Subject,
    /// The person's own name for the map.
    Label,
    /// The day on which the run began.
    Begun,
    /// The run as it was before an import replaced answers.
    Snapshot,
    /// The answer to a best–worst set of types, 0–9.
    Closeness(u8),
    /// The types that are part of closeness.
    PartOf,
    /// The four answers of Now and wanted about one type.
    Now(Type),
    /// The answer to a best–worst set of factors, 0–6.
    Factors(u8),
    /// How present a factor is, 0–4.
    Present(Factor),
    /// How much a topic gets in the way.
    Obstacle(Topic),
}

/// The number of sets of types, the sets of Refine closeness included.
pub(super) const CLOSENESS_SETS: u8 = 10;
/// The number of sets of factors.
pub(super) const FACTOR_SETS: u8 = 7;

impl Key {
    /// The keys of all records that a run can have.
    pub fn all() -> impl Iterator<Item = Self> {
        [Self::Run, Self::Subject, Self::Label, Self::Begun, Self::Snapshot, Self::PartOf]
            .into_iter()
            .chain((0..CLOSENESS_SETS).map(Self::Closeness))
            .chain(Type::ALL.map(Self::Now))
            .chain((0..FACTOR_SETS).map(Self::Factors))
            .chain(Factor::ALL.map(Self::Present))
            .chain(Topic::all().map(Self::Obstacle))
    }

    /// Parses what `Display` writes.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let Some((folder, id)) = text.split_once('/') else {
            return match text {
                "run" => Some(Self::Run),
                "subject" => Some(Self::Subject),
                "label" => Some(Self::Label),
                "begun" => Some(Self::Begun),
                "snapshot" => Some(Self::Snapshot),
                "part-of" => Some(Self::PartOf),
                _ => None,
            };
        };
        match folder {
            "closeness" => number(id, CLOSENESS_SETS).map(Self::Closeness),
            "now" => Type::from_id(id).map(Self::Now),
            "factors" => number(id, FACTOR_SETS).map(Self::Factors),
            "present" => Factor::from_id(id).map(Self::Present),
            "issue" => Issue::from_id(id).map(|issue| Self::Obstacle(Topic::Issue(issue))),
            "root" => Root::from_id(id).map(|root| Self::Obstacle(Topic::Root(root))),
            _ => None,
        }
    }
}

/// Parses the number of a set. Each number has one form: `07` and `+7` are not numbers.
pub(super) fn number(text: &str, below: u8) -> Option<u8> {
    (0..below).find(|set| set.to_string() == text)
}

impl fmt::Display for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Run => out.write_str("run"),
            Self::Subject => out.write_str("subject"),
            Self::Label => out.write_str("label"),
            Self::Begun => out.write_str("begun"),
            Self::Snapshot => out.write_str("snapshot"),
            Self::PartOf => out.write_str("part-of"),
            Self::Closeness(set) => write!(out, "closeness/{set}"),
            Self::Now(of) => write!(out, "now/{}", of.id()),
            Self::Factors(set) => write!(out, "factors/{set}"),
            Self::Present(of) => write!(out, "present/{}", of.id()),
            Self::Obstacle(Topic::Issue(issue)) => write!(out, "issue/{}", issue.id()),
            Self::Obstacle(Topic::Root(root)) => write!(out, "root/{}", root.id()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RUNS: [RunId; 3] = [RunId::UNNUMBERED, RunId(42), RunId(u32::MAX)];

    #[test]
    fn every_key_is_parsed_as_it_is_written() {
        let namespace = Namespace::new("default");
        for key in RUNS.into_iter().flat_map(|run| Key::all().map(move |key| RecordKey { run, key })) {
            assert_eq!(namespace.key(&namespace.full_key(key)), Some(key));
            for full_key in [namespace.full_key(key), namespace.set_aside_key(key)] {
                assert_eq!(namespace.run_of_key(&full_key), Some(key.run), "{full_key}");
            }
        }
        let obstacles = Issue::ALL.len() + Root::ALL.len();
        assert_eq!(Key::all().count(), 6 + 10 + 5 + 7 + 7 + obstacles);
        let key = RecordKey { run: RunId(42), key: Key::Closeness(3) };
        assert_eq!(namespace.full_key(key), "intimacy-explorer:default:0000002a/closeness/3");
        assert_eq!(namespace.full_key(Key::Run), "intimacy-explorer:default:run", "as versions with one run wrote it");
    }

    #[test]
    fn no_random_number_is_that_of_the_run_without_a_number() {
        assert_ne!(RunId::new(0), RunId::UNNUMBERED);
        assert_eq!(RunId::new(7), RunId(7));
    }

    /// `static/vault.js` writes the lock.
    #[test]
    fn the_lock_key_is_in_its_namespace_and_is_not_a_record() {
        let namespace = Namespace::new("default");
        assert_eq!(namespace.lock_key(), "intimacy-explorer:default:lock");
        assert_eq!(namespace.key(&namespace.lock_key()), None);
        assert_eq!(namespace.run_of_key(&namespace.lock_key()), None);
    }

    #[test]
    fn a_namespace_ends_at_its_name() {
        let (one, other) = (Namespace::new("a"), Namespace::new("ab"));
        assert_eq!(other.key(&one.full_key(Key::Run)), None);
        assert_eq!(one.key(&other.full_key(Key::Run)), None);
        assert_eq!(one.run_of_key(&other.full_key(Key::Run)), None);
        assert_ne!(Namespace::new("a:b").prefix(), "intimacy-explorer:a:b:");
        assert!(!Namespace::new("a:b").prefix().starts_with(Namespace::new("a").prefix()));
    }

    #[test]
    fn other_texts_are_not_keys() {
        let namespace = Namespace::new("default");
        for alien in ["", "run", "intimacy-explorer:default:", "intimacy-explorer:default:runs"] {
            assert_eq!(namespace.key(alien), None, "{alien}");
        }
        for alien in ["closeness/10", "closeness/01", "closeness/+1", "closeness/", "now/trust", "issue/trauma", "/"] {
            for run in ["", "0000002a/"] {
                let full_key = format!("intimacy-explorer:default:{run}{alien}");
                assert_eq!(namespace.key(&full_key), None, "{alien}");
            }
        }
        for run in ["00000000", "0000002A", "2a", "0000002a/0000002b", "+000002a", "0000002a0"] {
            assert_eq!(namespace.key(&format!("intimacy-explorer:default:{run}/run")), None, "{run}");
        }
    }
}
