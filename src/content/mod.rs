//! The texts that a visitor reads, as typed structs.
//!
//! Architecture Invariant: this module uses no other module of the crate, and no browser API.

mod blocks;
#[cfg(not(target_arch = "wasm32"))]
pub mod checks;
mod country;
#[cfg(not(target_arch = "wasm32"))]
pub mod delta;
#[cfg(not(target_arch = "wasm32"))]
mod first;
mod ids;
mod interface;
mod language_file;
mod links;
mod note;
mod pack;
mod page;
mod pages;
#[cfg(not(target_arch = "wasm32"))]
mod paper;
#[cfg(not(target_arch = "wasm32"))]
pub mod source;
#[cfg(not(target_arch = "wasm32"))]
mod swap;
mod text;
mod words;

pub use blocks::Block;
pub use ids::{
    Factor, Issue, PerFactor, PerIssue, PerRoot, PerStep, PerSubject, PerType, Root, Step, Subject, Topic, Type,
};
pub use interface::Interface;
pub use language_file::PackError;
pub use links::Links;
pub use note::Note;
pub use pack::{Packed, Texts};
pub use page::Page;
#[cfg(not(target_arch = "wasm32"))]
pub use paper::Paper;
#[cfg(not(target_arch = "wasm32"))]
pub use swap::Swap;
pub use text::{date, fill, list};
pub use words::{
    Article, Benefits, ClosenessResult, Comparison, ComparisonRow, Content, Country, FactorWords, Factors,
    FactorsResult, Fear, GapResult, HelpLine, Issues, MethodNote, NextResult, NowStep, ObstaclesResult, Offer,
    Overview, Part, PartOfStep, Questions, Quiz, Rebuilding, Related, ResultWords, SafetyResult, ScaleStep, Section,
    SetStep, StepWords, SubjectStep, Support, TopicWords, TypeWords, Types,
};
