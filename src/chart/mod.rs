//! The geometry of the charts: computes points and paths from numbers, without markup, colours or texts.

mod bars;
mod map;
mod number;

pub use bars::{Bar, bars};
pub use map::{Anchor, HEIGHT, MARK, Map, Mark, Point, WIDTH, map};
pub use number::{hundredths, tenths};
