//! What a person sees, in Yew.
//!
//! Architecture Invariant: no sentence a person reads stands here; words come from `content`. No raw markup and no
//! `style` attribute: a strict policy blocks both.

pub mod app;
pub mod article;
mod body;
mod card;
mod element;
pub mod exit;
mod explore;
mod glyph;
mod help_lines;
mod maps;
pub mod new_run;
mod notes;
pub mod owner;
mod page;
mod page_discarded;
#[cfg(not(target_arch = "wasm32"))]
pub mod paper;
mod passphrase;
mod questions;
mod result;
mod review;
mod scene;
pub mod text;
