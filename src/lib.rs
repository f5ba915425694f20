//! The intimacy explorer: see ARCHITECTURE.md for how it is laid out and what may use what.
#![deny(missing_docs)]
// A panic takes the whole widget down, so nothing that goes into the wasm may contain one.
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

extern crate alloc;

pub mod browser;
pub mod chart;
pub mod config;
pub mod content;
pub mod embed;
pub mod quiz;
pub mod record;
pub mod state;
pub mod view;
