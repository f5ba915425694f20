//! Walks through the page with a screen reader, Orca, and writes down what it says.
//!
//! - [`Desktop`] is a virtual desktop with a message bus, a browser and the screen reader, which has no voice.
//! - [`Walk`] presses keys and listens.
//! - [`without_pace`] removes what differs from walk to walk.
//! - [`PARTS`] are the parts of the walk. Each begins with a fresh browser.

mod compare;
mod desktop;
mod parts;
mod reader;
mod walk;

pub use compare::{without_focus, without_pace};
pub use desktop::Desktop;
pub use parts::{PARTS, Part};
pub use reader::Reader;
pub use walk::Walk;
