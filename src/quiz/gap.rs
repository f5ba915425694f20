//! Now and wanted: for each type how often it is there, and whether more or less of it is wanted.

use crate::content::{PerType, Type};
use crate::quiz::answers::Answers;
use crate::quiz::profile::Closeness;

/// A mean over one or two statements.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mean {
    /// The mean.
    pub value: f64,
    /// How many statements were answered: 1 or 2.
    pub answers: usize,
}

impl Mean {
    /// `None` when nothing was answered.
    fn of(values: impl Iterator<Item = f64>) -> Option<Self> {
        let (sum, answers) = values.fold((0.0, 0), |(sum, answers), value| (sum + value, answers + 1));
        (answers > 0).then(|| Self { value: sum / answers as f64, answers })
    }
}

/// Which words a gap gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wanted {
    /// gap ≤ −1.5, from two answers.
    ClearlyLess,
    /// gap ≤ −1.
    LeaningLess,
    /// −1 < gap < 1.
    AboutRight,
    /// gap ≥ 1.
    LeaningMore,
    /// gap ≥ 1.5, from two answers.
    ClearlyMore,
}

/// From here on a gap leans to more, or to less.
const LEANING: f64 = 1.0;

/// From here on a gap is clear.
const CLEARLY: f64 = 1.5;

/// At most this many types are worth a conversation at a time.
const CONVERSATIONS: usize = 2;

/// One type, now and wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Gap {
    /// How often now, 0 … 4.
    pub now: Option<Mean>,
    /// How much more (or less) is wanted, −2 … 2.
    pub wish: Option<Mean>,
}

impl Gap {
    /// The words for the wish.
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

    /// Whether a mean of it comes from a single statement: it is then "based on one answer".
    #[must_use]
    pub fn one_answer(&self) -> bool {
        [self.now, self.wish].into_iter().flatten().any(|mean| mean.answers == 1)
    }
}

/// Now and wanted of every type; `None` when the person thinks of closeness in general, where Now and wanted is left out.
#[must_use]
pub fn gaps(answers: &Answers) -> Option<PerType<Gap>> {
    (!answers.in_general()).then(|| {
        PerType::from_fn(|item| Gap {
            now: Mean::of(answers.often[item].iter().flatten().map(|often| f64::from(often.value()))),
            wish: wish(answers, item),
        })
    })
}

/// The types of which less is wanted, whatever else was answered.
#[must_use]
pub fn wanted_less(answers: &Answers) -> PerType<bool> {
    PerType::from_fn(|of| wish(answers, of).is_some_and(|wish| wish.value <= -LEANING))
}

/// How much more (or less) of a type is wanted.
fn wish(answers: &Answers, of: Type) -> Option<Mean> {
    Mean::of(answers.wish[of].iter().flatten().map(|wish| f64::from(wish.value())))
}

/// The types worth a conversation: leading, and more of it is wanted. At most two, the larger wish first, then content order.
///
/// Where [`crate::quiz::safety::overrides`] says so, nothing of this may be shown.
#[must_use]
pub fn worth_a_conversation(closeness: &Closeness, gaps: &PerType<Gap>) -> Vec<Type> {
    if !closeness.picture.shown {
        return Vec::new();
    }
    let wish = |item: Type| gaps[item].wish.map_or(0.0, |wish| wish.value);
    let mut types = Vec::new();
    // Put in place one by one: the sorts of the standard library would weigh more than all of the scoring.
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
    fn now_is_a_mean_of_its_own() {
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

        // Nothing is said where there is no result, nor about what does not lead.
        answers.closeness[2] = None;
        assert!(worth_a_conversation(&Closeness::new(&answers), &gaps).is_empty());
        for answer in &mut answers.closeness {
            *answer = Some(SetAnswer::Equal.with_most(Intellectual));
        }
        assert_eq!(worth_a_conversation(&Closeness::new(&answers), &gaps), [Intellectual]);
    }
}
