//! The quiz: its questions, the answers, and the results that follow from the answers. Pure functions only.
//!
//! Architecture Invariant: this module uses only the ids of `content`. It reads no clock, random number or storage. No
//! answer and no record can make it panic.

mod about;
pub mod answers;
pub mod comparison;
pub mod design;
pub mod estimate;
pub mod gap;
#[cfg(test)]
mod generate;
pub mod items;
mod matrix;
pub mod normal;
pub mod obstacles;
pub mod picture;
pub mod profile;
mod question;
pub mod random;
pub mod result;
mod run;
pub mod safety;
pub mod suggestions;
pub mod working;

pub use about::{Day, LONGEST_LABEL, Label};
pub use answers::{Amount, Answers, Level, Often, Pick, SetAnswer, Wish};
pub use comparison::{Verdict, compare};
pub use gap::{Gap, Mean, Wanted};
pub use obstacles::Opened;
pub use picture::{Mark, Picture};
pub use profile::{Closeness, FactorsResult};
pub use question::{Question, Section};
pub use result::QuizResult;
pub use run::{Progress, Run, Snapshot};
pub use suggestions::NextStep;
