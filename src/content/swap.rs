//! The swap test. It is read at build time and is not part of the app.

use super::{PerFactor, PerType};
use serde::{Deserialize, Serialize};

/// `swap.toml`: for each paragraph of a result, the words that make it false for every other type or factor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Swap {
    /// For each type.
    pub types: PerType<TypeSwap>,
    /// For each factor.
    pub factors: PerFactor<FactorSwap>,
}

/// The words for the paragraphs of one type.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TypeSwap {
    /// For the paragraph `leading`.
    pub leading: String,
    /// For the paragraph `outer`.
    pub outer: String,
    /// For the paragraph `more`.
    pub more: String,
    /// For the paragraph `less`.
    pub less: String,
}

/// The words for the paragraphs of one factor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactorSwap {
    /// For the paragraph `leading`.
    pub leading: String,
    /// For the paragraph `thin`.
    pub thin: String,
}
