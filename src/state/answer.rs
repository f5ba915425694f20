//! Changes the answers of a run.

use super::action::Answer;
use super::model::Notice;
use crate::content::{PerType, Type};
use crate::quiz::{Question, Run, SetAnswer};

/// Puts an answer to the question on the screen into the run. Returns the notice to show, if the answer needs one.
pub fn record(run: &mut Run, question: Question, answer: Answer) -> Option<Notice> {
    let answers = &mut run.answers;
    match answer {
        Answer::TypeMost(set, of) => return choose(&mut answers.closeness, set, of, Notice::MovedToMost),
        Answer::TypeLeast(set, of) => return choose(&mut answers.closeness, set, of, Notice::MovedToLeast),
        Answer::FactorMost(set, of) => return choose(&mut answers.factors, set, of, Notice::MovedToMost),
        Answer::FactorLeast(set, of) => return choose(&mut answers.factors, set, of, Notice::MovedToLeast),
        Answer::TypePressed(set, of) => press(&mut answers.closeness, set, of),
        Answer::FactorPressed(set, of) => press(&mut answers.factors, set, of),
        Answer::PartTicked(of, ticked) => {
            let mut parts = answers.part_of.clone().unwrap_or_default();
            parts[of] = ticked;
            answers.part_of = any(&parts).then_some(parts);
            unskip(run, Question::PartOf);
        }
        Answer::NoneTicked(none) => {
            answers.part_of = none.then(PerType::default);
            unskip(run, Question::PartOf);
        }
        Answer::OftenChosen(of, statement, often) => {
            if let Some(slot) = answers.often[of].get_mut(statement) {
                *slot = Some(often);
            }
            unskip(run, Question::Now(of));
        }
        Answer::WishChosen(of, statement, wish) => {
            if let Some(slot) = answers.wish[of].get_mut(statement) {
                *slot = Some(wish);
            }
            unskip(run, Question::Now(of));
        }
        Answer::PresentChosen(of, often) => {
            answers.present[of] = Some(often);
            unskip(run, Question::Present);
        }
        Answer::AmountChosen(topic, amount) => answers.set_amount(topic, Some(amount)),
        Answer::CalledEqual => answer_set(run, question, SetKind::Equal),
        Answer::Skipped => skip(run, question),
        Answer::Cleared => {
            clear(run, question);
            return Some(Notice::Cleared);
        }
    }
    None
}

fn unskip(run: &mut Run, question: Question) {
    run.skipped.retain(|skipped| *skipped != question);
}

/// An answer for a whole set.
#[derive(Clone, Copy)]
enum SetKind {
    Equal,
    Skipped,
}

fn answer_set(run: &mut Run, question: Question, kind: SetKind) {
    fn answer<T>(kind: SetKind) -> Option<SetAnswer<T>> {
        Some(match kind {
            SetKind::Equal => SetAnswer::Equal,
            SetKind::Skipped => SetAnswer::Skipped,
        })
    }
    match question {
        Question::Closeness(set) => set_slot(&mut run.answers.closeness, set, answer(kind)),
        Question::Factors(set) => set_slot(&mut run.answers.factors, set, answer(kind)),
        _ => {}
    }
}

fn set_slot<T>(slots: &mut [Option<T>], at: u8, value: Option<T>) {
    if let Some(slot) = slots.get_mut(usize::from(at)) {
        *slot = value;
    }
}

fn skip(run: &mut Run, question: Question) {
    clear(run, question);
    answer_set(run, question, SetKind::Skipped);
    if matches!(question, Question::PartOf | Question::Now(_) | Question::Present) {
        run.skipped.push(question);
    }
}

/// Removes the answer to a question, or its skip.
fn clear(run: &mut Run, question: Question) {
    unskip(run, question);
    let answers = &mut run.answers;
    match question {
        Question::Closeness(set) => set_slot(&mut answers.closeness, set, None),
        Question::Factors(set) => set_slot(&mut answers.factors, set, None),
        Question::PartOf => answers.part_of = None,
        Question::Now(of) => {
            answers.often[of] = [None; 2];
            answers.wish[of] = [None; 2];
        }
        Question::Present => answers.present = Default::default(),
        Question::Issues => answers.issues = Default::default(),
        Question::Roots => answers.roots = Default::default(),
        Question::Subject | Question::ObstaclesOffer => {}
    }
}

/// Whether any type is ticked.
pub fn any(parts: &PerType<bool>) -> bool {
    Type::ALL.into_iter().any(|of| parts[of])
}

/// Chooses the Most or the Least of a set. Returns `moved` if the item was the other one of the two before.
fn choose<T: Copy + PartialEq>(sets: &mut [Option<SetAnswer<T>>], set: u8, item: T, moved: Notice) -> Option<Notice> {
    let slot = sets.get_mut(usize::from(set))?;
    let before = slot.unwrap_or(SetAnswer::Skipped);
    let (after, was_other) = if moved == Notice::MovedToMost {
        (before.with_most(item), before.least() == Some(item))
    } else {
        (before.with_least(item), before.most() == Some(item))
    };
    *slot = Some(after);
    was_other.then_some(moved)
}

/// Presses the sentence of an item in a set.
fn press<T: Copy + PartialEq>(sets: &mut [Option<SetAnswer<T>>], set: u8, item: T) {
    if let Some(slot) = sets.get_mut(usize::from(set)) {
        *slot = slot.unwrap_or(SetAnswer::Skipped).pressed(item);
    }
}
