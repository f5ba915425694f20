//! The Rust half of the element, which `static/element.js` calls.

#[cfg(target_arch = "wasm32")]
mod crash;
#[cfg(target_arch = "wasm32")]
mod mount;
#[cfg(target_arch = "wasm32")]
mod second;

#[cfg(target_arch = "wasm32")]
pub use crash::when_crashed;
#[cfg(target_arch = "wasm32")]
pub use mount::{Mounted, mount};
