//! Geometry of the pictures: numbers in, points and paths out. No markup, no colour, no words.

mod bars;
mod map;
mod number;

pub use bars::{Bar, bars};
pub use map::{Anchor, HEIGHT, MARK, Map, Mark, Point, WIDTH, map};
pub use number::{hundredths, tenths};
