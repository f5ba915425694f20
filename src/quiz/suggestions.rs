//! The suggestions of a result, and which suggestions the answers exclude.
//!
//! Two rules hold for all answers (`tests/native/suggestions.rs`). No suggestion asks for more of a type of which less
//! is wanted. Under the safety override, no suggestion is to do something with the other person.

use crate::content::{Step, Type};
use crate::quiz::answers::Answers;
use crate::quiz::profile::Closeness;
use crate::quiz::result::QuizResult;

/// The type of which a step of rebuilding asks for more. `None` if the step does not involve the other person.
#[must_use]
pub const fn asks_for(step: Step) -> Option<Type> {
    match step {
        // These steps are about hearing or expressing feelings.
        Step::Listening | Step::Expressing | Step::Conflict => Some(Type::Emotional),
        Step::Time => Some(Type::Experiential),
        Step::Support => None,
    }
}

/// The one small next step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextStep {
    /// The step that is always safe.
    Safe,
    /// The step of a type, with the other person.
    With(Type),
    /// The step of a type that needs no other person.
    Alone(Type),
    /// The step about less, if less is wanted of a leading type.
    Less,
}

impl QuizResult {
    /// Whether a step of rebuilding, with its text, may be suggested.
    #[must_use]
    pub fn allows(&self, step: Step) -> bool {
        asks_for(step).is_none_or(|of| !self.safety && !self.wanted_less[of])
    }

    /// The next step: the step of the first type worth a conversation. If there is none, the step of the first leading
    /// type that is not unticked and of which less is not wanted. If there is none either, the step about less, if less
    /// of a leading type is wanted. `None` otherwise, for instance if all types are tied.
    #[must_use]
    pub fn next(&self, answers: &Answers) -> Option<NextStep> {
        if self.safety {
            return Some(NextStep::Safe);
        }
        let standing_out = standing_out(&self.closeness);
        let good = |of: &Type| !self.wanted_less[*of] && !self.closeness.unticked.contains(of);
        let of = self.conversation.first().copied().or_else(|| standing_out.iter().copied().find(good));
        match of {
            Some(of) if answers.in_general() => Some(NextStep::Alone(of)),
            Some(of) => Some(NextStep::With(of)),
            None => standing_out.iter().any(|of| self.wanted_less[*of]).then_some(NextStep::Less),
        }
    }
}

/// The leading group. Empty if there is no result or all types are tied.
fn standing_out(closeness: &Closeness) -> Vec<Type> {
    let picture = &closeness.picture;
    if picture.shown && picture.stands_out() { picture.leading() } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{PerType, Subject};
    use crate::quiz::answers::{Often, SetAnswer, Wish};

    /// Answers in which only the physical type leads.
    fn touching() -> Answers {
        let chosen = Some(SetAnswer::Equal.with_most(Type::Physical));
        Answers { subject: Some(Subject::Partner), closeness: [chosen; 10], ..Answers::default() }
    }

    fn check(change: impl FnOnce(&mut Answers), expected: Option<NextStep>) {
        let mut answers = touching();
        change(&mut answers);
        assert_eq!(QuizResult::new(&answers).next(&answers), expected);
    }

    #[test]
    fn the_next_step_is_of_the_leading_type_unless_less_of_it_is_wanted() {
        check(|_| (), Some(NextStep::With(Type::Physical)));
        check(|answers| answers.subject = Some(Subject::General), Some(NextStep::Alone(Type::Physical)));
        check(|answers| answers.wish.physical = [Wish::new(-2), Wish::new(0)], Some(NextStep::Less));
        check(|answers| answers.wish.physical = [Wish::new(-1), Wish::new(0)], Some(NextStep::With(Type::Physical)));
        check(|answers| answers.part_of = Some(PerType { emotional: true, ..PerType::default() }), None);
        check(|answers| answers.present.safety = Often::new(0), Some(NextStep::Safe));
        check(|answers| answers.closeness = [None; 10], None);
    }

    #[test]
    fn a_wish_for_less_and_the_safety_override_exclude_steps() {
        let allowed = |change: fn(&mut Answers)| {
            let mut answers = touching();
            change(&mut answers);
            let result = QuizResult::new(&answers);
            Step::ALL.into_iter().filter(|step| result.allows(*step)).collect::<Vec<_>>()
        };
        assert_eq!(allowed(|_| ()), Step::ALL);
        assert_eq!(allowed(|answers| answers.wish.emotional = [Wish::new(-1); 2]), [Step::Time, Step::Support]);
        let without_time = [Step::Listening, Step::Expressing, Step::Conflict, Step::Support];
        assert_eq!(allowed(|answers| answers.wish.experiential = [Wish::new(-2), None]), without_time);
        assert_eq!(allowed(|answers| answers.present.trust = Often::new(1)), [Step::Support]);
    }
}
