//! One way through the quiz, which a person can leave and come back to.

use super::answers::Answers;
use super::question::Question;
use crate::content::Subject;

/// One run: the answers, and where the person is.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// Shuffles the order of the sets.
    pub seed: u64,
    /// What was answered.
    pub answers: Answers,
    /// The question to go on with; `None` at the end.
    pub at: Option<Question>,
    /// Questions without a place for "skipped" in the answers that were skipped.
    pub skipped: Vec<Question>,
    /// Whether Obstacles was accepted.
    pub obstacles: bool,
    /// Whether Refine closeness was accepted.
    pub refine: bool,
}

impl Run {
    /// A run that begins, after its first question was answered.
    #[must_use]
    pub fn new(seed: u64, subject: Subject) -> Self {
        let answers = Answers { subject: Some(subject), ..Answers::default() };
        let mut run = Self { seed, answers, at: None, skipped: Vec::new(), obstacles: false, refine: false };
        run.at = run.after(Question::Subject);
        run
    }
}
