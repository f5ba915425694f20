//! The screens of the quiz. Each has one question, which is its heading, with "Back" above and "Continue" below.

mod frame;
mod offer;
mod part_of;
mod question;
mod scales;
mod set;
mod subject;

use frame::{QuestionBody, error};
pub use question::question;
pub use subject::{start, welcome};
