//! The views, in Yew.
//!
//! Architecture Invariant: this module contains no text that a person reads; all words come from `content`. It uses no
//! raw markup and no `style` attribute, because a strict content security policy blocks both.

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
mod second;
#[cfg(test)]
mod tests;
pub mod text;
mod waiting;
mod ways;
