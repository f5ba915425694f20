//! Every word a person reads, typed.
//!
//! Architecture Invariant: this module uses nothing else of the crate, and no browser.

#[cfg(not(target_arch = "wasm32"))]
pub mod checks;
mod country;
#[cfg(not(target_arch = "wasm32"))]
pub mod delta;
mod ids;
mod interface;
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

pub use ids::*;
pub use interface::*;
pub use links::Links;
pub use note::Note;
pub use pack::{PackError, Packed, Texts};
pub use page::Page;
#[cfg(not(target_arch = "wasm32"))]
pub use paper::Paper;
#[cfg(not(target_arch = "wasm32"))]
pub use swap::Swap;
pub use text::{fill, list};
pub use words::*;
