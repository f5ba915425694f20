//! The name of each record.

use crate::content::{Factor, Issue, Root, Topic, Type};
use core::fmt;

/// What every key of every widget begins with. Nothing else is ever read, written or removed.
pub const PREFIX: &str = "intimacy-explorer:";

/// The records of one widget: those under its storage name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Namespace(String);

impl Namespace {
    /// The namespace with this storage name. A colon in the name would reach into another namespace, and becomes a dash.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self(format!("{PREFIX}{}:", name.replace(':', "-")))
    }

    /// What all its keys begin with.
    #[must_use]
    pub fn prefix(&self) -> &str {
        &self.0
    }

    /// The whole key of a record.
    #[must_use]
    pub fn full_key(&self, key: Key) -> String {
        format!("{}{key}", self.0)
    }

    /// Where what cannot be read is put before something else is written in its place.
    #[must_use]
    pub fn set_aside_key(&self, key: Key) -> String {
        format!("{}aside/{key}", self.0)
    }

    /// Where it is written with what a passphrase opens: no record, and nothing of a run.
    #[must_use]
    pub fn lock_key(&self) -> String {
        format!("{}lock", self.0)
    }

    /// The record that a whole key names, if it is one of this namespace.
    #[must_use]
    pub fn key(&self, place: &str) -> Option<Key> {
        Key::parse(place.strip_prefix(&self.0)?)
    }
}

/// One record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// The run: its seed, where the person is, which optional parts were accepted.
    Run,
    /// Subject.
    Subject,
    /// A best–worst set of types, 0–9.
    Closeness(u8),
    /// Which types are part of closeness.
    PartOf,
    /// The four answers of Now and wanted about one type.
    Now(Type),
    /// A best–worst set of factors, 0–6.
    Factors(u8),
    /// How present a factor is.
    Present(Factor),
    /// How much a topic gets in the way.
    Obstacle(Topic),
}

/// How many sets of types there can be.
pub(super) const CLOSENESS_SETS: u8 = 10;
/// How many sets of factors there can be.
pub(super) const FACTOR_SETS: u8 = 7;

impl Key {
    /// Every record there can be.
    pub fn all() -> impl Iterator<Item = Self> {
        [Self::Run, Self::Subject, Self::PartOf]
            .into_iter()
            .chain((0..CLOSENESS_SETS).map(Self::Closeness))
            .chain(Type::ALL.map(Self::Now))
            .chain((0..FACTOR_SETS).map(Self::Factors))
            .chain(Factor::ALL.map(Self::Present))
            .chain(Topic::all().map(Self::Obstacle))
    }

    /// The record of this name, as `Display` writes it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let Some((folder, id)) = text.split_once('/') else {
            return match text {
                "run" => Some(Self::Run),
                "subject" => Some(Self::Subject),
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

/// The number of a set. There is one way of writing it: "07" and "+7" name nothing.
pub(super) fn number(text: &str, below: u8) -> Option<u8> {
    (0..below).find(|set| set.to_string() == text)
}

impl fmt::Display for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Run => out.write_str("run"),
            Self::Subject => out.write_str("subject"),
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

    #[test]
    fn every_key_reads_as_it_is_written() {
        let namespace = Namespace::new("default");
        for key in Key::all() {
            assert_eq!(namespace.key(&namespace.full_key(key)), Some(key));
        }
        assert_eq!(Key::all().count(), 3 + 10 + 5 + 7 + 7 + 9);
    }

    /// `static/vault.js` writes it.
    #[test]
    fn the_lock_lies_on_its_shelf_and_is_no_record() {
        let namespace = Namespace::new("default");
        assert_eq!(namespace.lock_key(), "intimacy-explorer:default:lock");
        assert_eq!(namespace.key(&namespace.lock_key()), None);
    }

    #[test]
    fn a_shelf_ends_at_its_name() {
        let (one, other) = (Namespace::new("a"), Namespace::new("ab"));
        assert_eq!(other.key(&one.full_key(Key::Run)), None);
        assert_eq!(one.key(&other.full_key(Key::Run)), None);
        assert_ne!(Namespace::new("a:b").prefix(), "intimacy-explorer:a:b:");
        assert!(!Namespace::new("a:b").prefix().starts_with(Namespace::new("a").prefix()));
    }

    #[test]
    fn what_is_no_key_names_nothing() {
        let namespace = Namespace::new("default");
        for alien in ["", "run", "intimacy-explorer:default:", "intimacy-explorer:default:runs"] {
            assert_eq!(namespace.key(alien), None, "{alien}");
        }
        for alien in ["closeness/10", "closeness/01", "closeness/+1", "closeness/", "now/trust", "issue/trauma", "/"] {
            assert_eq!(namespace.key(&format!("intimacy-explorer:default:{alien}")), None, "{alien}");
        }
    }
}
