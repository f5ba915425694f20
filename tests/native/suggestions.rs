//! Properties of the suggestions of a result, for any answers. A result never suggests more of a type of which the
//! person wants less. It suggests nothing that needs the other person when safety is in question.

use super::records::answers;
use intimacy_explorer::content::{Page, Step, Topic, Type, source};
use intimacy_explorer::quiz::suggestions::{NextStep, asks_for};
use intimacy_explorer::quiz::{Answers, QuizResult};
use proptest::prelude::*;
use std::path::Path;

/// Everything that the result asks for, as the view shows it: the conversation openings, the next step, and the step of
/// each topic. Each entry holds the type, if there is one, and whether the other person is needed.
fn asked(answers: &Answers, result: &QuizResult, steps: &dyn Fn(Topic) -> Option<Step>) -> Vec<(Option<Type>, bool)> {
    let mut asked: Vec<_> = result.conversation.iter().map(|of| (Some(*of), true)).collect();
    match result.next(answers) {
        Some(NextStep::With(of)) => asked.push((Some(of), true)),
        Some(NextStep::Alone(of)) => asked.push((Some(of), false)),
        Some(NextStep::Safe | NextStep::Less) | None => {}
    }
    for opened in &result.obstacles {
        if let Some(step) = steps(opened.topic).filter(|step| result.allows(*step)) {
            asked.push((asks_for(step), step != Step::Support));
        }
    }
    asked
}

/// The mean wish for a type, -2 to 2. Computed here independently of the code under test.
fn wish(answers: &Answers, of: Type) -> f64 {
    let wishes: Vec<f64> = answers.wish[of].iter().flatten().map(|wish| f64::from(wish.value())).collect();
    if wishes.is_empty() { 0.0 } else { wishes.iter().sum::<f64>() / wishes.len() as f64 }
}

proptest! {
    #[test]
    fn suggestions_respect_wishes_and_safety(answers in answers()) {
        let content = source::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"), source::BASE).unwrap();
        let steps = |topic: Topic| {
            let page = match topic {
                Topic::Issue(issue) => Page::Issue(issue),
                Topic::Root(root) => Page::Root(root),
            };
            content.related(page).iter().find_map(|page| if let Page::Step(step) = page { Some(*step) } else { None })
        };
        let result = QuizResult::new(&answers);
        for (of, with_the_other) in asked(&answers, &result, &steps) {
            if let Some(of) = of {
                prop_assert!(wish(&answers, of) > -1.0, "{of:?} is asked for, and less of it is wanted");
            }
            prop_assert!(!(result.safety && with_the_other), "something is to be done with the other person");
        }
        if let Some(NextStep::With(of) | NextStep::Alone(of)) = result.next(&answers) {
            let unticked = result.closeness.unticked.contains(&of) && !result.conversation.contains(&of);
            prop_assert!(!unticked, "{of:?} is not part of closeness for this person");
        }
    }
}
