//! The explorer's pages and their addresses.

use super::ids::{Factor, Issue, Root, Step, Type};
use super::pack::{Packed, Texts};
use core::fmt;
#[cfg(not(target_arch = "wasm32"))]
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// One page of the explorer. Its address is what `Display` writes, for instance `type/emotional`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Page {
    /// What intimacy is.
    Intimacy,
    /// Intimacy means different things to different people.
    Meanings,
    /// The five types at a glance.
    Types,
    /// One type.
    Type(Type),
    /// The seven key factors at a glance, and how they feed each other.
    Factors,
    /// One key factor.
    Factor(Factor),
    /// The common issues at a glance.
    Issues,
    /// One issue.
    Issue(Issue),
    /// Fear of intimacy, and its four roots.
    Fear,
    /// One root of fear.
    Root(Root),
    /// What intimacy does for a relationship.
    Benefits,
    /// Rebuilding closeness, and its five steps.
    Rebuilding,
    /// One step of rebuilding.
    Step(Step),
    /// Emotional and physical intimacy side by side.
    Comparison,
    /// When to seek support, and the help lines.
    Support,
    /// Frequent questions.
    Questions,
}

impl Page {
    /// The page of each subject, in the order of the article.
    pub const SUBJECTS: [Self; 11] = [
        Self::Intimacy,
        Self::Meanings,
        Self::Types,
        Self::Factors,
        Self::Issues,
        Self::Fear,
        Self::Benefits,
        Self::Rebuilding,
        Self::Comparison,
        Self::Support,
        Self::Questions,
    ];

    /// Every page: each subject, followed by its child pages.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::SUBJECTS.into_iter().flat_map(|subject| core::iter::once(subject).chain(subject.children()))
    }

    /// The child pages of this page.
    #[must_use]
    pub fn children(self) -> Vec<Self> {
        match self {
            Self::Types => Type::ALL.map(Self::Type).into(),
            Self::Factors => Factor::ALL.map(Self::Factor).into(),
            Self::Issues => Issue::ALL.map(Self::Issue).into(),
            Self::Fear => Root::ALL.map(Self::Root).into(),
            Self::Rebuilding => Step::ALL.map(Self::Step).into(),
            _ => Vec::new(),
        }
    }

    /// The subject this page belongs to; a subject belongs to itself.
    #[must_use]
    pub const fn subject(self) -> Self {
        match self {
            Self::Type(_) => Self::Types,
            Self::Factor(_) => Self::Factors,
            Self::Issue(_) => Self::Issues,
            Self::Root(_) => Self::Fear,
            Self::Step(_) => Self::Rebuilding,
            subject => subject,
        }
    }

    /// The page at this address.
    #[must_use]
    pub fn from_address(address: &str) -> Option<Self> {
        if let Some((folder, id)) = address.split_once('/') {
            return match folder {
                "type" => Type::from_id(id).map(Self::Type),
                "factor" => Factor::from_id(id).map(Self::Factor),
                "issue" => Issue::from_id(id).map(Self::Issue),
                "root" => Root::from_id(id).map(Self::Root),
                "step" => Step::from_id(id).map(Self::Step),
                _ => None,
            };
        }
        Self::SUBJECTS.into_iter().find(|page| page.parts() == (address, None))
    }

    /// The parts of the address: the folder and the id in it, or the name alone.
    const fn parts(self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::Intimacy => ("intimacy", None),
            Self::Meanings => ("meanings", None),
            Self::Types => ("types", None),
            Self::Type(id) => ("type", Some(id.id())),
            Self::Factors => ("factors", None),
            Self::Factor(id) => ("factor", Some(id.id())),
            Self::Issues => ("issues", None),
            Self::Issue(id) => ("issue", Some(id.id())),
            Self::Fear => ("fear", None),
            Self::Root(id) => ("root", Some(id.id())),
            Self::Benefits => ("benefits", None),
            Self::Rebuilding => ("rebuilding", None),
            Self::Step(id) => ("step", Some(id.id())),
            Self::Comparison => ("comparison", None),
            Self::Support => ("support", None),
            Self::Questions => ("questions", None),
        }
    }
}

impl fmt::Display for Page {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.parts() {
            (name, None) => out.write_str(name),
            (folder, Some(id)) => {
                out.write_str(folder)?;
                out.write_str("/")?;
                out.write_str(id)
            }
        }
    }
}

impl Packed for Page {
    fn unpack(texts: &mut Texts) -> Self {
        Self::from_address(texts.next()).unwrap_or(Self::Intimacy)
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn pack(&self, texts: &mut Vec<String>) {
        texts.push(self.to_string());
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl Serialize for Page {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl<'de> Deserialize<'de> for Page {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let address = String::deserialize(deserializer)?;
        Self::from_address(&address)
            .ok_or_else(|| D::Error::custom(format_args!("no page has the address '{address}'")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_comes_once_after_its_subject() {
        let all: Vec<Page> = Page::all().collect();
        let mut expected = vec![Page::Intimacy, Page::Meanings, Page::Types];
        expected.extend(Type::ALL.map(Page::Type));
        expected.push(Page::Factors);
        expected.extend(Factor::ALL.map(Page::Factor));
        expected.push(Page::Issues);
        expected.extend(Issue::ALL.map(Page::Issue));
        expected.push(Page::Fear);
        expected.extend(Root::ALL.map(Page::Root));
        expected.extend([Page::Benefits, Page::Rebuilding]);
        expected.extend(Step::ALL.map(Page::Step));
        expected.extend([Page::Comparison, Page::Support, Page::Questions]);
        assert_eq!(all, expected);
        let subjects: Vec<Page> =
            all.chunk_by(|one, next| one.subject() == next.subject()).map(|group| group[0]).collect();
        assert_eq!(subjects, Page::SUBJECTS);
    }

    #[test]
    fn each_page_is_found_by_its_address_and_nothing_else_is() {
        for page in Page::all() {
            assert_eq!(Page::from_address(&page.to_string()), Some(page));
        }
        for none in ["", "type", "type/", "type/none", "types/emotional", "Types", "type/emotional/"] {
            assert_eq!(Page::from_address(none), None, "{none}");
        }
    }
}
