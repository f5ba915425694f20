//! What an owner can set: attributes of the element, or one JSON script in it, read by a pure parser.
//!
//! [`SETTINGS`] is the one list of them; the parser, what it tells and the table in docs/settings.md come from it. A value
//! that cannot be used is told once, with what was expected, and the default stands in its place. No value reaches the
//! page as markup, style or script.

mod parse;
mod settings;
mod values;

pub use parse::{ConfigProblem, EXIT, parse, without_lines};
pub use settings::{Field, Help, Kind, SETTINGS, Setting};
pub use values::{Config, OwnLine};
