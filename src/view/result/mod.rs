//! The result: what the answers say, and nothing beyond.

mod bars;
mod closeness;
mod factors;
mod gap;
mod map;
mod method;
mod next;
mod obstacles;
mod screen;
mod section;

pub use screen::result;
