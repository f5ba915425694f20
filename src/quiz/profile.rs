//! The results of Closeness and Factors.

use crate::content::{Factor, Type};
use crate::quiz::answers::Answers;
use crate::quiz::design::{CLOSENESS, CLOSENESS_FIRST, CLOSENESS_NEEDED, FACTORS, FACTORS_NEEDED, REFINE_FROM};
use crate::quiz::estimate::TIE;
use crate::quiz::picture::Picture;

/// The result of Closeness, with the answers of Refine closeness if there are any.
#[derive(Clone, Debug, PartialEq)]
pub struct Closeness {
    /// The types with their values.
    pub picture: Picture<Type>,
    /// The types that the person did not tick as part of closeness, in content order. Empty if that question is not
    /// answered. These types remain in the picture.
    pub unticked: Vec<Type>,
    /// Whether to offer Refine closeness: the result is shown, at least [`REFINE_FROM`] types lead together, and Refine
    /// closeness has not begun.
    pub refine_offered: bool,
}

impl Closeness {
    /// The result of these answers.
    #[must_use]
    pub fn new(answers: &Answers) -> Self {
        let refining = answers.closeness.iter().skip(CLOSENESS_FIRST).any(Option::is_some);
        let total = if refining { CLOSENESS.len() } else { CLOSENESS_FIRST };
        let picture = Picture::new(&CLOSENESS, &answers.closeness, CLOSENESS_NEEDED, total);
        let unticked = answers.part_of.iter().flat_map(|part_of| part_of.iter());
        Self {
            unticked: unticked.filter(|(_, part)| !**part).map(|(item, _)| item).collect(),
            refine_offered: picture.shown && !refining && picture.leading().len() >= REFINE_FROM,
            picture,
        }
    }
}

/// The result of Factors.
#[derive(Clone, Debug, PartialEq)]
pub struct FactorsResult {
    /// The factors with their values.
    pub picture: Picture<Factor>,
    /// The one to four factors that matter most, in content order. Empty if more than four lead together, or if there is
    /// no result. The next factors are added to a single leader, unless that would make more than four.
    pub matter_most: Vec<Factor>,
    /// The factors that lead or matter most, and are present "rarely" or "never" now, in content order.
    pub thin: Vec<Factor>,
}

/// The maximum number of factors that are said to matter most.
const MOST_NAMED: usize = 4;

/// The highest "how present now" answer (scale 0–4) of a thin factor: 1 is "rarely".
pub(crate) const THIN: u8 = 1;

impl FactorsResult {
    /// The result of these answers.
    #[must_use]
    pub fn new(answers: &Answers) -> Self {
        let picture = Picture::new(&FACTORS, &answers.factors, FACTORS_NEEDED, FACTORS.len());
        if !picture.shown {
            return Self { picture, matter_most: Vec::new(), thin: Vec::new() };
        }
        let matter_most = matter_most(&picture);
        let thin = Factor::ALL.into_iter().filter(|&factor| {
            let leads = picture.mark(factor).is_some_and(|mark| mark.leading) || matter_most.contains(&factor);
            let rarely = answers.present[factor].is_some_and(|often| often.value() <= THIN);
            leads && rarely && !answers.in_general()
        });
        Self { thin: thin.collect(), picture, matter_most }
    }
}

/// The leading group in content order, if it has at most [`MOST_NAMED`] factors. The next factor, and every factor tied
/// with it, is added to a single leader. If there are too many of these, none of them stands apart, but the leader does.
fn matter_most(picture: &Picture<Factor>) -> Vec<Factor> {
    let mut named = picture.leading();
    if named.len() == 1 {
        let rest = picture.marks.iter().filter(|mark| mark.placed && !mark.leading);
        let next = rest.clone().map(|mark| mark.utility).next();
        let close = rest.filter(|mark| next.is_some_and(|next| next - mark.utility < TIE));
        named.extend(close.map(|mark| mark.item));
        if named.len() > MOST_NAMED {
            named.truncate(1);
        }
    }
    let few = named.len() <= MOST_NAMED;
    Factor::ALL.into_iter().filter(|factor| few && named.contains(factor)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{PerType, Subject};
    use crate::quiz::answers::{Often, SetAnswer};
    use crate::quiz::items::Item;
    use Factor::{Acceptance, Affection, Honesty, Safety, Trust};

    /// Answers every set consistently with this order, which begins with the item that matters most.
    fn by_order<T: Item, const K: usize, const N: usize>(sets: &[[T; K]; N], order: &[T]) -> [Option<SetAnswer<T>>; N] {
        sets.map(|set| {
            let mut ranked = order.iter().copied().filter(|item| set.contains(item));
            let (most, least) = (ranked.next().unwrap(), ranked.next_back().unwrap());
            Some(SetAnswer::Equal.with_most(most).with_least(least))
        })
    }

    /// Answers every set with its first item as Most and its last item as Least.
    fn straight<T: Item, const K: usize, const N: usize>(sets: &[[T; K]; N]) -> [Option<SetAnswer<T>>; N] {
        sets.map(|set| Some(SetAnswer::Equal.with_most(set[0]).with_least(set[K - 1])))
    }

    #[test]
    fn refine_closeness_is_offered_once_while_three_types_lead_together() {
        let mut answers = Answers { closeness: straight(&CLOSENESS), ..Answers::default() };
        answers.closeness[CLOSENESS_FIRST..].fill(None);
        let first = Closeness::new(&answers);
        assert!(first.refine_offered && !first.picture.stands_out());
        assert_eq!((first.picture.answered, first.picture.total), (5, 5));

        answers.closeness[CLOSENESS_FIRST] = Some(SetAnswer::Skipped);
        let begun = Closeness::new(&answers);
        assert!(!begun.refine_offered);
        assert_eq!((begun.picture.answered, begun.picture.total), (5, 10));

        let clear = Answers { closeness: by_order(&CLOSENESS, &Type::ALL), ..Answers::default() };
        assert!(!Closeness::new(&clear).refine_offered);
    }

    #[test]
    fn the_next_factor_and_its_ties_are_added_to_a_single_leader() {
        let mut answers = Answers { factors: by_order(&FACTORS, &Factor::ALL), ..Answers::default() };
        let mut picture = FactorsResult::new(&answers).picture;
        for (mark, utility) in picture.marks.iter_mut().zip([9.0, 0.0, -TIE / 2.0, -TIE, -1.0, -2.0, -3.0]) {
            (mark.utility, mark.leading, mark.placed) = (utility, utility > 1.0, true);
        }
        let mut three: Vec<Factor> = picture.marks.iter().take(3).map(|mark| mark.item).collect();
        three.sort_by_key(|factor| factor.index());
        assert_eq!(matter_most(&picture), three, "what lies a tie's width below is not tied");
        answers.factors = FACTORS.map(|_| Some(SetAnswer::Equal));
        assert_eq!(matter_most(&FactorsResult::new(&answers).picture), [], "seven lead together, so none stands apart");
    }

    #[test]
    fn the_outermost_type_is_clearly_below_every_other() {
        let order = [Type::Spiritual, Type::Physical, Type::Emotional, Type::Experiential, Type::Intellectual];
        let clear = Answers { closeness: by_order(&CLOSENESS, &order), ..Answers::default() };
        assert_eq!(Closeness::new(&clear).picture.outermost(), Some(Type::Intellectual));
        let equal = Answers { closeness: CLOSENESS.map(|_| Some(SetAnswer::Equal)), ..Answers::default() };
        assert_eq!(Closeness::new(&equal).picture.outermost(), None);
    }

    #[test]
    fn a_result_needs_three_of_five_sets() {
        let mut answers = Answers { closeness: by_order(&CLOSENESS, &Type::ALL), ..Answers::default() };
        answers.closeness[3..].fill(Some(SetAnswer::Skipped));
        assert!(Closeness::new(&answers).picture.shown);
        assert!(Closeness::new(&answers).picture.unplaced().is_empty());
        answers.closeness[2] = None;
        let too_few = Closeness::new(&answers);
        assert!(!too_few.picture.shown && !too_few.refine_offered);
        assert_eq!(too_few.picture.unplaced(), [Type::Emotional, Type::Intellectual]);
    }

    #[test]
    fn an_unticked_type_is_reported_and_remains_in_the_picture() {
        let part_of = Some(PerType { emotional: true, intellectual: true, ..PerType::default() });
        let ticked = Answers { closeness: by_order(&CLOSENESS, &Type::ALL), part_of, ..Answers::default() };
        let result = Closeness::new(&ticked);
        assert_eq!(result.unticked, [Type::Physical, Type::Experiential, Type::Spiritual]);
        assert_eq!(result.picture, Closeness::new(&Answers { part_of: None, ..ticked }).picture);
    }

    #[test]
    fn several_factors_matter_most() {
        let answers = Answers { factors: by_order(&FACTORS, &Factor::ALL), ..Answers::default() };
        assert_eq!(FactorsResult::new(&answers).matter_most, [Trust, Acceptance, Honesty]);
        let tied = Answers { factors: straight(&FACTORS), ..Answers::default() };
        assert!(FactorsResult::new(&tied).matter_most.is_empty());
    }

    #[test]
    fn the_next_factor_is_added_to_a_single_leader() {
        // Affection always wins. Of the other factors, only Safety ever wins.
        let mut order = Factor::ALL.to_vec();
        order.sort_by_key(|factor| [Affection, Safety].iter().position(|first| first == factor).unwrap_or(2));
        let mut answers = Answers::default();
        for (answer, set) in answers.factors.iter_mut().zip(FACTORS) {
            let winner = set.into_iter().find(|factor| *factor == Affection);
            *answer = Some(winner.map_or(SetAnswer::Equal, |winner| SetAnswer::Equal.with_most(winner)));
        }
        let result = FactorsResult::new(&answers);
        assert_eq!(result.picture.leading(), [Affection]);
        assert_eq!(result.matter_most, [Affection], "of six tied followers none stands apart, but the leader does");

        answers.factors[0] = Some(SetAnswer::Equal.with_most(Safety));
        let result = FactorsResult::new(&answers);
        assert_eq!((result.picture.leading(), result.matter_most), (vec![Affection], vec![Safety, Affection]));
    }

    #[test]
    fn a_factor_that_matters_and_is_rarely_present_is_thin() {
        let mut answers = Answers { factors: by_order(&FACTORS, &Factor::ALL), ..Answers::default() };
        answers.present.trust = Often::new(1);
        answers.present.acceptance = Often::new(2);
        answers.present.communication = Often::new(0);
        assert_eq!(FactorsResult::new(&answers).thin, [Trust]);
        answers.subject = Some(Subject::General);
        assert!(FactorsResult::new(&answers).thin.is_empty());
    }

    #[test]
    fn four_of_seven_sets_may_leave_a_factor_unplaced() {
        let mut answers = Answers { factors: by_order(&FACTORS, &Factor::ALL), ..Answers::default() };
        for (answer, set) in answers.factors.iter_mut().zip(FACTORS) {
            if set.contains(&Trust) {
                *answer = Some(SetAnswer::Skipped);
            }
        }
        let result = FactorsResult::new(&answers);
        assert!(result.picture.shown);
        assert_eq!(result.picture.unplaced(), [Trust]);
        assert!(!result.picture.leading().contains(&Trust));
        answers.factors[1] = None;
        assert!(!FactorsResult::new(&answers).picture.shown);
    }
}
