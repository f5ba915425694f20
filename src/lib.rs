//! The intimacy explorer. ARCHITECTURE.md describes the modules and which module may use which.
#![deny(missing_docs)]
// A panic stops the whole widget, so the code of the wasm must not contain one.
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

extern crate alloc;

pub mod browser;
pub mod chart;
pub mod config;
pub mod content;
pub mod embed;
pub mod quiz;
pub mod record;
mod split;
pub mod state;
pub mod view;
