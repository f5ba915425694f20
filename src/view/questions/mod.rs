//! The screens of the quiz: one thing on each, the question as its heading, Back above, Continue below.

mod frame;
mod offer;
mod part_of;
mod question;
mod scales;
mod set;
mod subject;

use frame::{Asked, error};
pub use question::question;
pub use subject::{start, welcome};
