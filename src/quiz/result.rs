//! All values of the result page. They depend on the answers only.

use crate::content::{PerType, Type};
use crate::quiz::answers::Answers;
use crate::quiz::gap::{Gap, gaps, wanted_less, worth_a_conversation};
use crate::quiz::obstacles::{Opened, opened};
use crate::quiz::profile::{Closeness, FactorsResult};
use crate::quiz::safety;

/// The result of one run. It is computed each time the page shows it, and is never stored.
#[derive(Clone, Debug, PartialEq)]
pub struct QuizResult {
    /// The result of Closeness with Refine closeness.
    pub closeness: Closeness,
    /// The result of Now and wanted. `None` if the person is thinking of closeness in general.
    pub gaps: Option<PerType<Gap>>,
    /// The types of which less is wanted. They count even if Now and wanted is not shown.
    pub wanted_less: PerType<bool>,
    /// The types worth a conversation, at most two. Empty under the safety override.
    pub conversation: Vec<Type>,
    /// The result of Factors.
    pub factors: FactorsResult,
    /// The result of Obstacles: the topics that open. It is never shared.
    pub obstacles: Vec<Opened>,
    /// The safety override: show the safety text, and omit every suggestion to talk to the other person.
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
    fn the_safety_override_removes_the_conversation() {
        let mut answers = wanting();
        assert_eq!(QuizResult::new(&answers).conversation, [Type::Physical]);
        answers.present.safety = Often::new(1);
        let result = QuizResult::new(&answers);
        assert!(result.safety && result.conversation.is_empty());
    }

    #[test]
    fn a_result_in_general_has_no_now_and_wanted() {
        let result = QuizResult::new(&Answers { subject: Some(Subject::General), ..wanting() });
        assert!(result.gaps.is_none() && result.conversation.is_empty());
    }

    #[test]
    fn without_answers_there_is_no_result() {
        let result = QuizResult::new(&Answers::default());
        assert!(!result.closeness.picture.shown && !result.factors.picture.shown && !result.safety);
        assert!(result.closeness.picture.leading().is_empty() && result.obstacles.is_empty());
    }
}
