//! Geometry of the pictures: numbers in, points and paths out. No markup, no colour, no words.

mod bars;
mod map;

pub use bars::{Bar, bars};
pub use map::{Anchor, Map, Mark, Point, map};
