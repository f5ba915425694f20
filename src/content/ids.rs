//! The fixed ids: every type, factor, issue, root, step and subject, with a container for one value for each.
//!
//! The order of the variants is the content order. Scoring, ties and tables depend on it.

use super::pack::{Packed, Texts};
use core::ops::{Index, IndexMut};
#[cfg(not(target_arch = "wasm32"))]
use serde::{Deserialize, Serialize};

/// Declares a fixed family of ids, and a container with exactly one value for each id.
///
/// Decoding a container from a file fails if an id is missing, unknown or repeated.
macro_rules! family {
    ($(#[$doc:meta])* $name:ident, $(#[$per_doc:meta])* $per:ident { $($variant:ident $field:ident $id:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(not(target_arch = "wasm32"), derive(Serialize, Deserialize))]
        pub enum $name {
            $(
                #[doc = concat!("`", $id, "`")]
                #[cfg_attr(not(target_arch = "wasm32"), serde(rename = $id))]
                $variant
            ),+
        }

        impl $name {
            /// Every member, in content order.
            pub const ALL: [Self; [$($id),+].len()] = [$(Self::$variant),+];

            /// The stable id, as written in the content files and in stored records.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id),+ }
            }

            /// The member with this id.
            #[must_use]
            pub fn from_id(id: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|member| member.id() == id)
            }

            /// The position in content order, from 0.
            #[must_use]
            pub const fn index(self) -> usize {
                self as usize
            }
        }

        $(#[$per_doc])*
        #[derive(Clone, Debug, Default, PartialEq)]
        #[cfg_attr(not(target_arch = "wasm32"), derive(Serialize, Deserialize))]
        #[cfg_attr(not(target_arch = "wasm32"), serde(deny_unknown_fields))]
        pub struct $per<T> {
            $(
                #[doc = concat!("The value of `", $id, "`.")]
                #[cfg_attr(not(target_arch = "wasm32"), serde(rename = $id))]
                pub $field: T
            ),+
        }

        impl<T> $per<T> {
            /// Calls `make` for each member, in content order.
            #[must_use]
            pub fn from_fn(mut make: impl FnMut($name) -> T) -> Self {
                Self { $($field: make($name::$variant)),+ }
            }

            /// Every member with its value, in content order.
            pub fn iter(&self) -> impl Iterator<Item = ($name, &T)> {
                $name::ALL.into_iter().map(move |member| (member, &self[member]))
            }
        }

        impl<T: Packed> Packed for $per<T> {
            #[inline(never)]
            fn unpack(texts: &mut Texts) -> Self {
                Self { $($field: T::unpack(texts)),+ }
            }

            #[cfg(not(target_arch = "wasm32"))]
            fn pack(&self, texts: &mut Vec<String>) {
                $(self.$field.pack(texts);)+
            }
        }

        impl<T> Index<$name> for $per<T> {
            type Output = T;
            fn index(&self, member: $name) -> &T {
                match member { $($name::$variant => &self.$field),+ }
            }
        }

        impl<T> IndexMut<$name> for $per<T> {
            fn index_mut(&mut self, member: $name) -> &mut T {
                match member { $($name::$variant => &mut self.$field),+ }
            }
        }
    };
}

family! {
    /// One of the five types of intimacy.
    Type,
    /// One value for each of the five types.
    PerType {
        Emotional emotional "emotional",
        Intellectual intellectual "intellectual",
        Physical physical "physical",
        Experiential experiential "experiential",
        Spiritual spiritual "spiritual",
    }
}

family! {
    /// One of the seven key factors of closeness.
    Factor,
    /// One value for each of the seven factors.
    PerFactor {
        Trust trust "trust",
        Acceptance acceptance "acceptance",
        Honesty honesty "honesty",
        Safety safety "safety",
        Compassion compassion "compassion",
        Affection affection "affection",
        Communication communication "communication",
    }
}

family! {
    /// One of the five common intimacy issues.
    Issue,
    /// One value for each of the five issues.
    PerIssue {
        Expressing expressing "expressing",
        Misunderstood misunderstood "misunderstood",
        Avoiding avoiding "avoiding",
        Conflict conflict "conflict",
        Stress stress "stress",
    }
}

family! {
    /// One of the four roots of a fear of intimacy.
    Root,
    /// One value for each of the four roots.
    PerRoot {
        Trauma trauma "trauma",
        SelfEsteem self_esteem "self-esteem",
        Vulnerability vulnerability "vulnerability",
        TrustIssues trust_issues "trust-issues",
    }
}

family! {
    /// One of the five steps of rebuilding closeness.
    Step,
    /// One value for each of the five steps.
    PerStep {
        Listening listening "listening",
        Expressing expressing "expressing",
        Time time "time",
        Conflict conflict "conflict",
        Support support "support",
    }
}

family! {
    /// Whom the person is thinking of while answering.
    Subject,
    /// One value for each kind of subject.
    PerSubject {
        Partner partner "partner",
        Friend friend "friend",
        Family family "family",
        Someone someone "someone",
        General general "general",
    }
}

/// Something that can get in the way of closeness: an issue between people, or a root of fear in one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// A common issue.
    Issue(Issue),
    /// A root of fear.
    Root(Root),
}

impl Topic {
    /// All nine topics: the five issues, then the four roots.
    pub fn all() -> impl Iterator<Item = Self> {
        let issues = Issue::ALL.into_iter().map(Self::Issue);
        issues.chain(Root::ALL.into_iter().map(Self::Root))
    }
}
