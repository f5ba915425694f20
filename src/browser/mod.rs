//! The only door to Web APIs for everything but the element itself.

mod events;
mod focus;
mod local;
mod memory;
mod random;
#[cfg(target_arch = "wasm32")]
mod vault;

pub use events::{checked, text, with_modifier};
pub use focus::{focus_controls, focus_heading, has_focus};
pub use local::Local;
pub use memory::was_discarded;
pub use random::seed;
#[cfg(target_arch = "wasm32")]
pub use vault::{Sealed, Vault, settled};
pub use web_sys::Element;
