//! What a person sees, in Yew.

pub mod article;
pub mod glyph;
pub mod text;
