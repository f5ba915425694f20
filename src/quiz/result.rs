//! Everything the result page says, from the answers alone.

use crate::content::{PerType, Type};
use crate::quiz::answers::Answers;
use crate::quiz::gap::{Gap, gaps, wanted_less, worth_a_conversation};
use crate::quiz::obstacles::{Opened, opened};
use crate::quiz::profile::{Closeness, FactorsResult};
use crate::quiz::safety;

/// The result of one run. It is computed anew whenever it is looked at, and never stored.
#[derive(Clone, Debug, PartialEq)]
pub struct QuizResult {
    /// What closeness means with the refining sets.
    pub closeness: Closeness,
    /// Now and wanted; `None` when thinking of closeness in general.
    pub gaps: Option<PerType<Gap>>,
    /// The types of which less is wanted. It counts even where now and wanted is not shown.
    pub wanted_less: PerType<bool>,
    /// The types worth a conversation, at most two; none under the safety override.
    pub conversation: Vec<Type>,
    /// What it rests on.
    pub factors: FactorsResult,
    /// What gets in the way: the topics that open. Never part of anything shared.
    pub obstacles: Vec<Opened>,
    /// The safety override: show the safety text, and leave out every suggestion to talk to the other person.
    pub safety: bool,
}

impl QuizResult {
    /// The result of these answers.
    #[must_use]
    pub fn new(answers: &Answers) -> Self {
        let closeness = Closeness::new(answers);
        let gaps = gaps(answers);
        let safety = safety::overrides(answers);
        let conversation = gaps.as_ref().filter(|_| !safety).map(|gaps| worth_a_conversation(&closeness, gaps));
        Self {
            conversation: conversation.unwrap_or_default(),
            closeness,
            gaps,
            wanted_less: wanted_less(answers),
            factors: FactorsResult::new(answers),
            obstacles: opened(answers),
            safety,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::Subject;
    use crate::quiz::answers::{Often, SetAnswer, Wish};

    fn wanting() -> Answers {
        let mut answers = Answers { closeness: [Some(SetAnswer::Equal); 10], ..Answers::default() };
        answers.wish.physical = [Wish::new(2), Wish::new(2)];
        answers
    }

    #[test]
    fn the_safety_override_silences_the_conversation() {
        let mut answers = wanting();
        assert_eq!(QuizResult::new(&answers).conversation, [Type::Physical]);
        answers.present.safety = Often::new(1);
        let result = QuizResult::new(&answers);
        assert!(result.safety && result.conversation.is_empty());
    }

    #[test]
    fn in_general_nothing_is_said_about_now() {
        let result = QuizResult::new(&Answers { subject: Some(Subject::General), ..wanting() });
        assert!(result.gaps.is_none() && result.conversation.is_empty());
    }

    #[test]
    fn no_answer_is_no_result() {
        let result = QuizResult::new(&Answers::default());
        assert!(!result.closeness.picture.shown && !result.factors.picture.shown && !result.safety);
        assert!(result.closeness.picture.leading().is_empty() && result.obstacles.is_empty());
    }
}
