//! The entry point in the browser.

fn main() {}
