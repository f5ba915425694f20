//! The texts of the paper form. They are read at build time and are not part of the app.

use serde::{Deserialize, Serialize};

/// `paper.toml`: the texts of the paper form, without the questions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Paper {
    /// The heading.
    pub title: String,
    /// The paragraph under the heading.
    pub intro: String,
    /// The words before the list of subjects.
    pub who: String,
    /// How to answer the sets.
    pub mark: String,
    /// The label of the empty line for the practice's name.
    pub practice: String,
    /// How to answer the scales.
    pub scales: String,
    /// The heading of the part on counting.
    pub score_title: String,
    /// How to count.
    pub score_text: String,
    /// The heading of the column of counts.
    pub score_figure: String,
    /// The heading of the column of differences.
    pub score_difference: String,
    /// The heading of the part on what the counts mean.
    pub reading_title: String,
    /// What the counts mean, and what they do not mean, as list items.
    pub reading: Vec<String>,
}
