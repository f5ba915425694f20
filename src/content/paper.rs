//! The words of the paper form: read at build time, and never part of the app.

use serde::{Deserialize, Serialize};

/// `paper.toml`: what the paper form says beside the questions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Paper {
    /// The heading.
    pub title: String,
    /// Under it.
    pub intro: String,
    /// Before the subjects.
    pub who: String,
    /// How the sets are answered.
    pub mark: String,
    /// Before a line for the practice's name.
    pub practice: String,
    /// How the scales are answered.
    pub scales: String,
    /// The heading of the counting.
    pub score_title: String,
    /// How to count.
    pub score_text: String,
    /// The column of the figures.
    pub score_figure: String,
    /// The column of the result.
    pub score_difference: String,
    /// The heading of what the count says.
    pub reading_title: String,
    /// What the count says, and what it does not, as list items.
    pub reading: Vec<String>,
}
