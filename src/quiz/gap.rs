//! The result of Now and wanted: for each type, how often it occurs now, and whether more or less of it is wanted.

use crate::content::{PerType, Type};
use crate::quiz::answers::Answers;
use crate::quiz::profile::Closeness;

/// The mean over the answered statements of a type.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mean {
    /// The mean.
    pub value: f64,
    /// How many statements were answered: 1 or 2.
    pub answers: usize,
}

impl Mean {
    /// `None` if there are no values.
    fn of(values: impl Iterator<Item = f64>) -> Option<Self> {
        let (sum, answers) = values.fold((0.0, 0), |(sum, answers), value| (sum + value, answers + 1));
        (answers > 0).then(|| Self { value: sum / answers as f64, answers })
    }
}

/// The category of a gap, which is the mean wish.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wanted {
    /// gap ≤ −1.5, from two answers.
    ClearlyLess,
    /// Any other gap ≤ −1.
    LeaningLess,
    /// −1 < gap < 1.
    AboutRight,
    /// Any other gap ≥ 1.
    LeaningMore,
    /// gap ≥ 1.5, from two answers.
    ClearlyMore,
}

/// The absolute gap from which it leans to more or to less.
const LEANING: f64 = 1.0;

/// The absolute gap from which it is clear.
const CLEARLY: f64 = 1.5;

/// The maximum number of types worth a conversation.
const CONVERSATIONS: usize = 2;

/// Now and wanted for one type.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Gap {
    /// How often now, 0 … 4.
    pub now: Option<Mean>,
    /// How much more (or less) is wanted, −2 … 2.
    pub wish: Option<Mean>,
}

impl Gap {
    /// The category of the wish. `None` if there is no wish.
    #[must_use]
    pub fn wanted(&self) -> Option<Wanted> {
        let Mean { value, answers } = self.wish?;
        let clear = answers > 1 && value.abs() >= CLEARLY;
        Some(match value {
            _ if value.abs() < LEANING => Wanted::AboutRight,
            _ if value > 0.0 && clear => Wanted::ClearlyMore,
            _ if value > 0.0 => Wanted::LeaningMore,
            _ if clear => Wanted::ClearlyLess,
            _ => Wanted::LeaningLess,
        })
    }

    /// Whether a mean has one answer only. The result then says "based on one answer".
    #[must_use]
    pub fn one_answer(&self) -> bool {
        [self.now, self.wish].into_iter().flatten().any(|mean| mean.answers == 1)
    }
}

/// Now and wanted for every type. `None` if the person is thinking of closeness in general: that run has no such
/// section.
#[must_use]
pub fn gaps(answers: &Answers) -> Option<PerType<Gap>> {
    (!answers.in_general()).then(|| {
        PerType::from_fn(|item| Gap {
            now: Mean::of(answers.often[item].iter().flatten().map(|often| f64::from(often.value()))),
            wish: wish(answers, item),
        })
    })
}

/// The types of which less is wanted, whatever the other answers are.
#[must_use]
pub fn wanted_less(answers: &Answers) -> PerType<bool> {
    PerType::from_fn(|of| wish(answers, of).is_some_and(|wish| wish.value <= -LEANING))
}

/// The mean wish for a type, −2 … 2.
fn wish(answers: &Answers, of: Type) -> Option<Mean> {
    Mean::of(answers.wish[of].iter().flatten().map(|wish| f64::from(wish.value())))
}

/// The types worth a conversation: those that lead and of which more is wanted. At most two, the larger wish first,
/// then in content order.
///
/// If [`crate::quiz::safety::overrides`] is true, these types must not be shown.
#[must_use]
pub fn worth_a_conversation(closeness: &Closeness, gaps: &PerType<Gap>) -> Vec<Type> {
    if !closeness.picture.shown {
        return Vec::new();
    }
    let wish = |item: Type| gaps[item].wish.map_or(0.0, |wish| wish.value);
    let mut types = Vec::new();
    // An insertion sort: the sort functions of the standard library would add more wasm than the whole scoring.
    for item in closeness.picture.leading().into_iter().filter(|&item| wish(item) >= LEANING) {
        let before = types.iter().take_while(|&&other| wish(other) >= wish(item)).count();
        types.insert(before, item);
    }
    types.truncate(CONVERSATIONS);
    types
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::Subject;
    use crate::quiz::answers::{Often, SetAnswer, Wish};
    use Type::{Emotional, Intellectual, Spiritual};
    use Wanted::{AboutRight, ClearlyLess, ClearlyMore, LeaningLess, LeaningMore};

    fn wishes(first: Option<i8>, second: Option<i8>) -> [Option<Wish>; 2] {
        [first.and_then(Wish::new), second.and_then(Wish::new)]
    }

    fn check(first: Option<i8>, second: Option<i8>, wanted: Option<Wanted>) {
        let mut answers = Answers::default();
        answers.wish.emotional = wishes(first, second);
        let gap = gaps(&answers).unwrap().emotional;
        assert_eq!(gap.wanted(), wanted, "{first:?} {second:?}");
        assert_eq!(gap.one_answer(), first.is_some() != second.is_some());
    }

    #[test]
    fn two_answers() {
        check(Some(2), Some(2), Some(ClearlyMore));
        check(Some(1), Some(2), Some(ClearlyMore));
        check(Some(1), Some(1), Some(LeaningMore));
        check(Some(2), Some(0), Some(LeaningMore));
        check(Some(1), Some(0), Some(AboutRight));
        check(Some(2), Some(-2), Some(AboutRight));
        check(Some(-1), Some(0), Some(AboutRight));
        check(Some(-1), Some(-1), Some(LeaningLess));
        check(Some(-1), Some(-2), Some(ClearlyLess));
    }

    #[test]
    fn one_answer_is_never_clear() {
        check(Some(2), None, Some(LeaningMore));
        check(None, Some(1), Some(LeaningMore));
        check(None, Some(0), Some(AboutRight));
        check(Some(-2), None, Some(LeaningLess));
        check(None, None, None);
    }

    #[test]
    fn now_and_wish_have_separate_means() {
        let mut answers = Answers::default();
        answers.often.spiritual = [Often::new(3), Often::new(0)];
        answers.wish.spiritual = wishes(None, Some(1));
        let gap = gaps(&answers).unwrap().spiritual;
        assert_eq!(gap.now, Some(Mean { value: 1.5, answers: 2 }));
        assert!(gap.one_answer());
        answers.subject = Some(Subject::General);
        assert_eq!(gaps(&answers), None);
    }

    #[test]
    fn at_most_two_leading_types_are_worth_a_conversation() {
        let mut answers = Answers::default();
        answers.closeness[..3].fill(Some(SetAnswer::Equal));
        answers.wish.emotional = wishes(Some(1), Some(1));
        answers.wish.intellectual = wishes(Some(1), Some(1));
        answers.wish.spiritual = wishes(Some(2), Some(1));
        let gaps = gaps(&answers).unwrap();
        assert_eq!(worth_a_conversation(&Closeness::new(&answers), &gaps), [Spiritual, Emotional]);

        // Without a result there are none, and only leading types are included.
        answers.closeness[2] = None;
        assert!(worth_a_conversation(&Closeness::new(&answers), &gaps).is_empty());
        for answer in &mut answers.closeness {
            *answer = Some(SetAnswer::Equal.with_most(Intellectual));
        }
        assert_eq!(worth_a_conversation(&Closeness::new(&answers), &gaps), [Intellectual]);
    }
}
