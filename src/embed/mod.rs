//! The element's Rust half: what an owner can set, and what `static/element.js` calls.

mod config;
#[cfg(target_arch = "wasm32")]
mod mount;

pub use config::{Config, ConfigProblem, NAMES, parse};
#[cfg(target_arch = "wasm32")]
pub use mount::{Mounted, mount};
