//! The settings of an owner: attributes of the element, or one JSON script in it. The parser has no side effects.
//!
//! [`SETTINGS`] is the only list of them. The parser, its messages and the table in docs/settings.md come from it. If a
//! value is not valid, the default applies, and one message names the value and what is expected. No value reaches the
//! page as markup, style or script.

mod parse;
mod settings;

pub use parse::{ConfigProblem, EXIT, parse, without_lines};
pub use settings::{Config, Field, Help, Kind, OwnLine, SETTINGS, Setting};
