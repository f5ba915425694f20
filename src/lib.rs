//! The intimacy explorer: see ARCHITECTURE.md for how it is laid out and what may use what.
#![deny(missing_docs)]

extern crate alloc;

pub mod content;
pub mod quiz;
