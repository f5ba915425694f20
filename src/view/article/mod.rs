//! The whole explorer as one plain page: what a reader has before, without, or after a failure of the app.
//!
//! Architecture Invariant: these views have no effects, no state and no browser; they also render at build time. They
//! need the words and what makes markup of them, and nothing else.

mod anchor;
mod document;
#[cfg(not(target_arch = "wasm32"))]
mod markup;
mod start;

pub use anchor::{anchor, id};
pub use document::{Article, Place, Props};
#[cfg(not(target_arch = "wasm32"))]
pub use markup::markup;
pub use start::{KEEP, StartCard, Tell, start_card, subject_options};
