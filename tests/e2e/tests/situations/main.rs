//! The element in the situations it meets, one module each, in a real browser.

mod configured;
mod crash;
mod early;
mod files;
mod hosts;
mod journey;
mod keeping;
mod keyboard;
mod leaving;
mod narrow;
mod page;
mod paper;
mod wrappings;
