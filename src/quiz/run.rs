//! One way through the quiz, which a person can leave and come back to.

use super::about::{Day, Label};
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
    /// What the person calls it.
    pub label: Option<Label>,
    /// The day on which it began; earlier versions did not write it down.
    pub begun: Option<Day>,
}

impl Run {
    /// A run that begins, after its first question was answered.
    #[must_use]
    pub fn new(seed: u64, subject: Subject) -> Self {
        let answers = Answers { subject: Some(subject), ..Answers::default() };
        let mut run = Self { answers, ..Self::empty(seed) };
        run.at = run.after(Question::Subject);
        run
    }

    /// A run without an answer, at its first question.
    #[must_use]
    pub fn empty(seed: u64) -> Self {
        Self {
            seed,
            answers: Answers::default(),
            at: Some(Question::Subject),
            skipped: Vec::new(),
            obstacles: false,
            refine: false,
            label: None,
            begun: None,
        }
    }
}
