//! The Rust half of the element, which `static/element.js` calls.

#[cfg(target_arch = "wasm32")]
mod mount;
#[cfg(target_arch = "wasm32")]
mod second;

#[cfg(target_arch = "wasm32")]
pub use mount::{Mounted, mount, when_crashed};
