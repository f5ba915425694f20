//! The element in the situations it meets, one module each, in a real browser.

mod page;
