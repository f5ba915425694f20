//! The views of the result.

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
#[cfg(test)]
mod tests;

pub use screen::result;
