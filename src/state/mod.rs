//! The app as a value: what it knows, what can happen, and what follows.
//!
//! Architecture Invariant: this module is pure; it names neither Yew nor a Web API.

mod action;
#[cfg(feature = "crash")]
pub mod crash;
mod model;
mod program;
mod search;
mod update;

pub use action::Action;
pub use model::{ImportPreview, Model, Notice, SaveMode, Screen, StorageProblem};
pub use program::Program;
pub use search::{Hit, marked, search};
pub use update::update;
