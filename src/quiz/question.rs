//! What can be asked.

use super::design;
use crate::content::Type;

/// One screen of the quiz.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// Subject: whom are you thinking of.
    Subject,
    /// Closeness (0–4) and Refine closeness (5–9): a best–worst set of types, by its place in [`design::CLOSENESS`].
    Closeness(u8),
    /// Closeness: which types are part of closeness at all.
    PartOf,
    /// Now and wanted: now and wanted, for one type.
    Now(Type),
    /// Factors: a best–worst set of factors, by its place in [`design::FACTORS`].
    Factors(u8),
    /// Factors: how present each factor is now.
    Present,
    /// The offer of Obstacles, which is no question of its own.
    ObstaclesOffer,
    /// Obstacles: the issues.
    Issues,
    /// Obstacles: the roots of fear.
    Roots,
}

/// The part of the quiz that a question belongs to.
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
    /// Whether the quiz is complete without it.
    #[must_use]
    pub const fn optional(self) -> bool {
        matches!(self, Self::Obstacles | Self::Refine)
    }
}

impl Question {
    /// The part it belongs to.
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
