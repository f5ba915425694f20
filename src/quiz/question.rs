//! The questions of the quiz.

use super::design;
use crate::content::Type;

/// One screen of the quiz.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// Subject: whom the person is thinking of.
    Subject,
    /// Closeness (0–4) and Refine closeness (5–9): a best–worst set of types, by its index in [`design::CLOSENESS`].
    Closeness(u8),
    /// Closeness: which types are part of closeness for this person.
    PartOf,
    /// Now and wanted: how often now, and the wish, for one type.
    Now(Type),
    /// Factors: a best–worst set of factors, by its index in [`design::FACTORS`].
    Factors(u8),
    /// Factors: how present each factor is now.
    Present,
    /// The offer of Obstacles. It has no answer and is not counted as a question.
    ObstaclesOffer,
    /// Obstacles: the issues.
    Issues,
    /// Obstacles: the roots of fear.
    Roots,
}

/// A section of the quiz.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// Subject and Closeness.
    Closeness,
    /// Now and wanted.
    Now,
    /// Factors.
    Factors,
    /// Obstacles, optional.
    Obstacles,
    /// Refine closeness, optional.
    Refine,
}

impl Section {
    /// Whether the section is optional.
    #[must_use]
    pub const fn optional(self) -> bool {
        matches!(self, Self::Obstacles | Self::Refine)
    }
}

impl Question {
    /// The section of the question.
    #[must_use]
    pub const fn section(self) -> Section {
        match self {
            Self::Closeness(set) if set as usize >= design::CLOSENESS_FIRST => Section::Refine,
            Self::Subject | Self::Closeness(_) | Self::PartOf => Section::Closeness,
            Self::Now(_) => Section::Now,
            Self::Factors(_) | Self::Present => Section::Factors,
            Self::ObstaclesOffer | Self::Issues | Self::Roots => Section::Obstacles,
        }
    }
}
