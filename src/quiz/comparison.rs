//! Compares the results of two people: common leads, differences, and items that are too close to tell. It computes no
//! percentage and no compatibility.

use crate::quiz::design::{COUPLES_THRESHOLD, NOISE_FACTOR};
use crate::quiz::estimate::Estimate;
use crate::quiz::items::Item;
use crate::quiz::normal;
use crate::quiz::picture::Picture;

/// The result of the comparison for one item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The first person puts more weight on it.
    FirstMore,
    /// The second person puts more weight on it.
    SecondMore,
    /// It leads for both.
    BothLean,
    /// Too close to tell.
    TooClose,
}

/// The verdict on every item that is placed for both people, in content order. `None` if one of them has no result.
#[must_use]
pub fn compare<T: Item>(first: &Picture<T>, second: &Picture<T>) -> Option<Vec<(T, Verdict)>> {
    (first.shown && second.shown).then(|| {
        let stand_out = first.stands_out() && second.stands_out();
        T::ALL
            .iter()
            .filter_map(|&item| {
                let (one, other) = (first.mark(item)?, second.mark(item)?);
                let more = probability_more(&first.estimate, &second.estimate, item.index());
                let verdict = match more {
                    _ if more >= COUPLES_THRESHOLD => Verdict::FirstMore,
                    _ if more <= 1.0 - COUPLES_THRESHOLD => Verdict::SecondMore,
                    _ if one.leading && other.leading && stand_out => Verdict::BothLean,
                    _ => Verdict::TooClose,
                };
                (one.placed && other.placed).then_some((item, verdict))
            })
            .collect()
    })
}

/// The probability that the first person puts more weight on an item than the second:
/// Φ((u₁ − u₂) / (noise factor · √(s₁² + s₂²))), where u is the centred utility and s its standard error.
#[must_use]
pub fn probability_more(first: &Estimate, second: &Estimate, item: usize) -> f64 {
    let difference = first.centred(item) - second.centred(item);
    let (one, other) = (first.standard_error(item), second.standard_error(item));
    normal::cdf(difference / (NOISE_FACTOR * (one * one + other * other).sqrt()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::Type::{self, Emotional, Spiritual};
    use crate::quiz::answers::{Answers, SetAnswer};
    use crate::quiz::design::{CLOSENESS, CLOSENESS_FIRST};
    use crate::quiz::profile::Closeness;

    fn by_order(order: &[Type; 5]) -> Picture<Type> {
        let closeness = CLOSENESS.map(|set| {
            let mut ranked = order.iter().copied().filter(|item| set.contains(item));
            let (most, least) = (ranked.next().unwrap(), ranked.next_back().unwrap());
            Some(SetAnswer::Equal.with_most(most).with_least(least))
        });
        Closeness::new(&Answers { closeness, ..Answers::default() }).picture
    }

    #[test]
    fn opposite_people_differ_and_exchanging_them_mirrors_the_verdicts() {
        let mut order = Type::ALL;
        let one = by_order(&order);
        order.reverse();
        let other = by_order(&order);
        let verdicts = compare(&one, &other).unwrap();
        assert!(verdicts.contains(&(Emotional, Verdict::FirstMore)), "{verdicts:?}");
        assert!(verdicts.contains(&(Spiritual, Verdict::SecondMore)), "{verdicts:?}");
        let mirrored = compare(&other, &one).unwrap();
        assert!(mirrored.contains(&(Emotional, Verdict::SecondMore)), "{mirrored:?}");
    }

    /// The test computes the variances from the covariances, not from the standard errors. 1.44 is the square of the
    /// noise factor.
    #[test]
    fn the_probability_of_a_difference_follows_from_both_covariances() {
        let variance = |of: &Estimate, item: usize| {
            let count = of.count() as f64;
            let all = 0..of.count();
            let row: f64 = all.clone().map(|other| of.covariance(item, other)).sum();
            let whole: f64 = all.clone().flat_map(|one| all.clone().map(move |other| of.covariance(one, other))).sum();
            of.covariance(item, item) - 2.0 * row / count + whole / (count * count)
        };
        let mut answers = Answers::default();
        answers.closeness[..3].fill(Some(SetAnswer::Equal));
        let (one, other) = (by_order(&Type::ALL), Closeness::new(&answers).picture);
        let (one, other) = (&one.estimate, &other.estimate);
        for item in 0..Type::ALL.len() {
            let difference = one.centred(item) - other.centred(item);
            let spread = 1.44 * (variance(one, item) + variance(other, item));
            let z = difference.signum() * (difference * difference / spread).sqrt();
            let found = probability_more(one, other, item);
            assert!((found - normal::cdf(z)).abs() < 1e-9, "{item}: {found}");
        }
        assert!((probability_more(one, one, 0) - 0.5).abs() < 1e-12);
    }

    #[test]
    fn the_same_person_differs_in_nothing() {
        let one = by_order(&Type::ALL);
        let verdicts = compare(&one, &one).unwrap();
        assert_eq!(verdicts[0], (Emotional, Verdict::BothLean));
        assert!(verdicts[1..].iter().all(|(_, verdict)| *verdict == Verdict::TooClose), "{verdicts:?}");
    }

    #[test]
    fn no_comparison_without_a_result_and_no_common_lead_without_a_lead() {
        let empty = Closeness::new(&Answers::default()).picture;
        assert_eq!(compare(&empty, &by_order(&Type::ALL)), None);
        assert_eq!(compare(&by_order(&Type::ALL), &empty), None);
        let equal = Answers { closeness: [Some(SetAnswer::Equal); 10], ..Answers::default() };
        let equal = Closeness::new(&equal).picture;
        let verdicts = compare(&equal, &equal).unwrap();
        assert!(verdicts.iter().all(|(_, verdict)| *verdict == Verdict::TooClose), "{verdicts:?}");
    }

    #[test]
    fn both_lean_only_if_there_is_a_lead_for_both() {
        // Answers to Closeness only are less certain, so no item has clearly more weight for either person.
        let first = |answer: fn([Type; 4]) -> SetAnswer<Type>| {
            let mut closeness = CLOSENESS.map(|set| Some(answer(set)));
            closeness[CLOSENESS_FIRST..].fill(None);
            Closeness::new(&Answers { closeness, ..Answers::default() }).picture
        };
        let emotional = |set: [Type; 4]| {
            if set.contains(&Emotional) { SetAnswer::Equal.with_most(Emotional) } else { SetAnswer::Equal }
        };
        let (clear, equal) = (first(emotional), first(|_| SetAnswer::Equal));
        assert!(clear.stands_out() && !equal.stands_out());
        for (one, other) in [(&clear, &equal), (&equal, &clear)] {
            let verdicts = compare(one, other).unwrap();
            assert!(verdicts.iter().all(|(_, verdict)| *verdict != Verdict::BothLean), "{verdicts:?}");
        }
        let verdicts = compare(&clear, &clear).unwrap();
        assert!(verdicts.iter().any(|(_, verdict)| *verdict == Verdict::BothLean), "{verdicts:?}");
    }

    #[test]
    fn an_item_that_is_not_placed_for_one_person_is_omitted() {
        let mut closeness = [None; 10];
        closeness[..2].fill(Some(SetAnswer::Equal));
        closeness[CLOSENESS_FIRST] = Some(SetAnswer::Equal);
        // Of these three sets, only the second contains the emotional type.
        let rare = Closeness::new(&Answers { closeness, ..Answers::default() }).picture;
        let verdicts = compare(&rare, &by_order(&Type::ALL)).unwrap();
        assert_eq!(verdicts.len(), 4);
        assert!(verdicts.iter().all(|(item, _)| *item != Emotional), "{verdicts:?}");
    }
}
