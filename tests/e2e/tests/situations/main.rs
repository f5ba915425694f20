//! The element in the situations it meets, one module each, in a real browser.

mod configured;
mod early;
mod hosts;
mod journey;
mod keeping;
mod keyboard;
mod narrow;
mod page;
