//! `interface.toml`: the words of the controls.

use serde::{Deserialize, Serialize};

/// The words of the controls, and what a language is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Interface {
    /// The language, as a BCP 47 tag.
    pub language: String,
    /// `ltr` or `rtl`.
    pub direction: String,
}
