//! All access to Web APIs, except that of `embed`.

#[cfg(target_arch = "wasm32")]
mod encrypted_store;
mod events;
mod focus;
mod local;
mod memory;
mod random;
mod today;

#[cfg(target_arch = "wasm32")]
pub use encrypted_store::{EncryptedStore, Vault, flushed};
pub use events::{checked, text, with_modifier};
pub use focus::{focus_controls, focus_heading, focus_part, has_focus};
pub use local::Local;
pub use memory::was_discarded;
pub use random::{number, seed};
pub use today::today;
pub use web_sys::Element;
