//! The article: the whole explorer as one plain page. A reader has it before the app loads, without the app, and after
//! a failure of the app.
//!
//! Architecture Invariant: these views have no effects and no state, and call no Web API, because they are rendered at
//! build time. They import only `content` and markup.

mod anchor;
mod document;
#[cfg(not(target_arch = "wasm32"))]
mod markup;
mod start;

pub use anchor::{anchor, id};
pub use document::{Article, Place, Props};
#[cfg(not(target_arch = "wasm32"))]
pub use markup::markup;
pub use start::{KEEP, MakeHandler, StartCard, start_card, subject_options};
