//! The swap test, written down: read at build time, and never part of the app.

use super::{PerFactor, PerType};
use serde::{Deserialize, Serialize};

/// `swap.toml`: for each paragraph of a result the words that make it false of every other type or factor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Swap {
    /// For each type.
    pub types: PerType<TypeSwap>,
    /// For each factor.
    pub factors: PerFactor<FactorSwap>,
}

/// The words in the paragraphs of one type.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TypeSwap {
    /// In `leading`.
    pub leading: String,
    /// In `outer`.
    pub outer: String,
    /// In `more`.
    pub more: String,
    /// In `less`.
    pub less: String,
}

/// The words in the paragraphs of one factor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactorSwap {
    /// In `leading`.
    pub leading: String,
    /// In `thin`.
    pub thin: String,
}
