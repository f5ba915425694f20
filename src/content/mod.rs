//! Every word a person reads, typed.
//!
//! Architecture Invariant: this module uses nothing else of the crate, and no browser.

#[cfg(not(target_arch = "wasm32"))]
pub mod checks;
mod ids;
mod interface;
mod page;
mod pages;
#[cfg(not(target_arch = "wasm32"))]
pub mod source;
mod text;
mod words;

pub use ids::*;
pub use interface::*;
pub use page::Page;
pub use text::{fill, list};
pub use words::*;

use serde::{Deserialize, Serialize};

/// All words of one language, and what is free of language.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Content {
    /// `interface.toml`
    pub interface: Interface,
    /// `overview.toml`
    pub overview: Overview,
    /// `types.toml`
    pub types: Types,
    /// `factors.toml`
    pub factors: Factors,
    /// `issues.toml`
    pub issues: Issues,
    /// `fear.toml`
    pub fear: Fear,
    /// `benefits.toml`
    pub benefits: Benefits,
    /// `rebuilding.toml`
    pub rebuilding: Rebuilding,
    /// `comparison.toml`
    pub comparison: Comparison,
    /// `support.toml`
    pub support: Support,
    /// `questions.toml`
    pub questions: Questions,
    /// `quiz.toml`
    pub quiz: Quiz,
    /// `result.toml`
    pub result: ResultWords,
    /// `../related.toml`
    pub related: Related,
}

impl Content {
    /// Decodes a language file that [`Content::to_pack`] made.
    ///
    /// # Errors
    /// When the bytes are not such a file.
    pub fn from_pack(pack: &[u8]) -> Result<Self, postcard::Error> {
        postcard::from_bytes(pack)
    }

    /// Encodes the language file that is shipped beside the wasm.
    ///
    /// # Errors
    /// None that is known: every field has a length.
    pub fn to_pack(&self) -> Result<Vec<u8>, postcard::Error> {
        postcard::to_allocvec(self)
    }
}
