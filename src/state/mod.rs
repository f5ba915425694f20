//! The state of the app: its model, the actions that can happen, and the update function.
//!
//! Architecture Invariant: this module is pure; it names neither Yew nor a Web API.

mod action;
mod answer;
#[cfg(feature = "crash")]
pub mod crash;
mod effect;
mod import;
mod model;
mod navigate;
mod outcome;
mod program;
mod search;
mod second;
#[cfg(test)]
mod tests;
mod update;

pub use action::{Action, Answer, NewRun};
pub use effect::{Effect, Outcome};
pub use import::ImportPreview;
pub use model::{MOST_MAPS, Map, Model, Notice, SaveMode, Screen, SecondPart, StorageProblem, Undo};
pub use program::Program;
pub use search::{Hit, marked, search};
pub use update::update;
