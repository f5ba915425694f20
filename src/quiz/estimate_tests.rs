//! Golden values of the method, to four decimals, and properties that hold for all answers.

use super::*;
use crate::content::{Factor, Type};
use crate::quiz::answers::SetAnswer;
use crate::quiz::design::{CLOSENESS, CLOSENESS_FIRST, FACTORS};
use crate::quiz::items::Item;
use crate::quiz::picture::choices;
use Type::{Emotional, Experiential, Intellectual, Physical, Spiritual};
use proptest::prelude::*;

/// The order of weight in the golden cases with consistent answers.
const ORDER: [Type; 5] = [Emotional, Experiential, Physical, Intellectual, Spiritual];

fn by_order<T: Item, const K: usize>(sets: &[[T; K]], order: &[T]) -> Vec<Option<SetAnswer<T>>> {
    let answer = |set: &[T; K]| {
        let mut ranked = order.iter().copied().filter(|item| set.contains(item));
        let (most, least) = (ranked.next().unwrap(), ranked.next_back().unwrap());
        Some(SetAnswer::Equal.with_most(most).with_least(least))
    };
    sets.iter().map(answer).collect()
}

fn straight<T: Item, const K: usize>(sets: &[[T; K]]) -> Vec<Option<SetAnswer<T>>> {
    sets.iter().map(|set| Some(SetAnswer::Equal.with_most(set[0]).with_least(set[K - 1]))).collect()
}

fn fit<T: Item, const K: usize>(sets: &[[T; K]], answers: &[Option<SetAnswer<T>>]) -> Estimate {
    Estimate::new(T::ALL.len(), &choices(sets, answers))
}

/// Checks utilities and standard errors to four decimals, shares to two, and the leading group exactly. An empty list
/// of values is not checked.
fn check(estimate: &Estimate, utility: &[f64], error: &[f64], share: &[f64], leading: &[usize]) {
    let close = |name: &str, value: &dyn Fn(usize) -> f64, expected: &[f64], half: f64| {
        for (item, &expected) in expected.iter().enumerate() {
            assert!((value(item) - expected).abs() <= half, "{name} of {item}: {} for {expected}", value(item));
        }
    };
    // Half a unit of the last decimal, plus a small tolerance for rounding.
    close("utility", &|item| estimate.utility(item), utility, 0.500_001e-4);
    close("standard error", &|item| estimate.standard_error(item), error, 0.500_001e-4);
    close("share", &|item| estimate.share(item), share, 0.500_001e-2);
    assert_eq!(estimate.leading().iter().collect::<Vec<_>>(), leading);
}

#[test]
fn g1_five_consistent_sets() {
    check(
        &fit(&CLOSENESS[..CLOSENESS_FIRST], &by_order(&CLOSENESS[..CLOSENESS_FIRST], &ORDER)),
        &[2.1240, -0.6043, 0.0103, 0.5981, -2.1281],
        &[0.7907, 0.7125, 0.7101, 0.7244, 0.7816],
        &[70.53, 4.61, 8.52, 15.34, 1.00],
        &[0],
    );
}

#[test]
fn g2_all_about_equal() {
    let answers = [Some(SetAnswer::Equal); 5];
    check(&fit(&CLOSENESS, &answers), &[0.0; 5], &[0.5873; 5], &[20.0; 5], &[0, 1, 2, 3, 4]);
}

#[test]
fn g3_nothing_answered() {
    for answers in [[None; 5], [Some(SetAnswer::Skipped); 5]] {
        check(&fit(&CLOSENESS, &answers), &[0.0; 5], &[1.3416; 5], &[20.0; 5], &[0, 1, 2, 3, 4]);
    }
}

#[test]
fn g4_two_sets_missing() {
    let mut answers = by_order(&CLOSENESS[..CLOSENESS_FIRST], &ORDER);
    answers[0] = None;
    answers[3] = Some(SetAnswer::Skipped);
    check(
        &fit(&CLOSENESS, &answers),
        &[1.8631, -0.6870, 0.1990, 0.1707, -1.5458],
        &[],
        &[67.36, 5.26, 12.75, 12.40, 2.23],
        &[0],
    );
}

#[test]
fn g5_most_only() {
    let answers = by_order(&CLOSENESS[..CLOSENESS_FIRST], &ORDER);
    let answers: Vec<_> =
        answers.into_iter().map(|answer| Some(SetAnswer::Skipped.with_most(answer?.most()?))).collect();
    check(
        &fit(&CLOSENESS, &answers),
        &[1.9746, -0.7437, -0.7437, 0.2566, -0.7437],
        &[],
        &[72.60, 4.79, 4.79, 13.03, 4.79],
        &[0],
    );
}

#[test]
fn g6_always_first_and_last() {
    let estimate = fit(&CLOSENESS, &straight(&CLOSENESS[..CLOSENESS_FIRST]));
    check(&estimate, &[0.0; 5], &[0.6019; 5], &[20.0; 5], &[0, 1, 2, 3, 4]);
}

#[test]
fn g7_all_ten_sets() {
    check(
        &fit(&CLOSENESS, &by_order(&CLOSENESS, &ORDER)),
        &[2.7510, -0.8482, 0.0053, 0.8432, -2.7513],
        &[],
        &[80.38, 2.20, 5.16, 11.93, 0.33],
        &[0],
    );
}

#[test]
fn f1_factors_in_content_order() {
    check(
        &fit(&FACTORS, &by_order(&FACTORS, &Factor::ALL)),
        &[1.7728, 1.1274, 0.5426, 0.0028, -0.5138, -1.1286, -1.8032],
        &[],
        &[46.05, 24.15, 13.46, 7.84, 4.68, 2.53, 1.29],
        &[0, 1, 2],
    );
}

#[test]
fn f2_factors_straight_lined() {
    let estimate = fit(&FACTORS, &straight(&FACTORS));
    check(&estimate, &[0.0; 7], &[0.6999; 7], &[14.29; 7], &[0, 1, 2, 3, 4, 5, 6]);
}

#[test]
fn the_picture_of_g1() {
    let estimate = fit(&CLOSENESS, &by_order(&CLOSENESS[..CLOSENESS_FIRST], &ORDER));
    assert_eq!(estimate.descending(Items::first(5)), [0, 3, 2, 1, 4]);
    assert_eq!(estimate.descending(Items::first(6)), [0, 3, 2, 1, 4], "there is no sixth");
    assert_eq!(estimate.outermost_among(Items::first(5)), Some(4));
    let (low, high) = estimate.whisker(0);
    // The utility ± 1.28 · 1.2 · 0.7907. The shares are 70.53 for this item and 29.47 for the other items.
    let at = |moved: f64| 100.0 / (1.0 + 29.47 / 70.53 * f64::exp(-moved));
    let half = 1.28 * 1.2 * 0.7907;
    assert!((low - at(-half)).abs() < 0.02 && (high - at(half)).abs() < 0.02, "{low} {high}");
}

/// A fitted estimate has a mean of zero and similar covariances, which could hide errors. This estimate has neither.
#[test]
fn the_values_of_an_estimate_follow_the_formulas() {
    let mut covariance = matrix::diagonal(0.0);
    let variance = 1.0 / (NOISE_FACTOR * NOISE_FACTOR);
    for (i, row) in [[0.5, 0.1, -0.2], [0.1, variance - 0.3, 0.3], [-0.2, 0.3, 0.9]].iter().enumerate() {
        covariance[i][..3].copy_from_slice(row);
    }
    let mut utility = [0.0; MAX_ITEMS];
    utility[..3].copy_from_slice(&[3.0, 2.0, -2.0]);
    let estimate = Estimate { count: 3, utility, covariance };
    for (item, centred) in [2.0, 1.0, -3.0].into_iter().enumerate() {
        assert!((estimate.centred(item) - centred).abs() < 1e-12);
        // The variance of a contrast with the weight 1 for the item, minus 1/3 for each item.
        let weight = |of: usize| f64::from(u8::from(of == item)) - 1.0 / 3.0;
        let cells = (0..3).flat_map(|i| (0..3).map(move |j| (i, j)));
        let contrast: f64 = cells.map(|(i, j)| weight(i) * weight(j) * covariance[i][j]).sum();
        assert!((estimate.standard_error(item) - contrast.sqrt()).abs() < 1e-12);
    }
    // The difference is 1, and its widened standard deviation is 1: Φ(1) and Φ(−1).
    assert!((estimate.probability_above(0, 1) - 0.841_344_746_068_542_9).abs() < 1e-12);
    assert!((estimate.probability_above(1, 0) - 0.158_655_253_931_457_1).abs() < 1e-12);
}

#[test]
fn a_tie_has_no_order() {
    let estimate = fit(&CLOSENESS, &[Some(SetAnswer::Equal); 10]);
    assert_eq!(estimate.probability_above(0, 4).to_bits(), 0.5_f64.to_bits());
    assert_eq!(estimate.descending(Items::first(5)), [0, 1, 2, 3, 4]);
    assert_eq!(estimate.outermost_among(Items::first(5)), None);
}

/// An estimate with these utilities and independent errors. The widened standard deviation of a difference is 1.
fn plain(utilities: &[f64]) -> Estimate {
    let mut utility = [0.0; MAX_ITEMS];
    utility[..utilities.len()].copy_from_slice(utilities);
    let covariance = matrix::diagonal(0.5 / (NOISE_FACTOR * NOISE_FACTOR));
    Estimate { count: utilities.len(), utility, covariance }
}

#[test]
fn a_value_exactly_at_a_limit_passes_it() {
    let estimate = plain(&[0.0, TIE]);
    assert_eq!(estimate.descending(Items::first(2)), [1, 0], "no tie any more");
    assert_ne!(estimate.probability_above(1, 0).to_bits(), 0.5_f64.to_bits());

    // The difference at which the probability is exactly the threshold.
    let (mut below, mut above) = (0.0, 3.0);
    let exact = loop {
        let middle = f64::midpoint(below, above);
        let probability = plain(&[middle, 0.0]).probability_above(0, 1);
        if probability.to_bits() == LEAD_THRESHOLD.to_bits() {
            break middle;
        }
        assert!(below < middle && middle < above, "no difference gives it");
        if probability < LEAD_THRESHOLD { below = middle } else { above = middle }
    };
    let estimate = plain(&[exact, 0.0]);
    assert_eq!(estimate.leading().iter().collect::<Vec<_>>(), [0], "the other is clearly below");
    assert_eq!(estimate.outermost_among(Items::first(2)), Some(1));
}

#[test]
fn indices_out_of_range_are_harmless() {
    let estimate = Estimate::new(200, &[]);
    assert_eq!(estimate.count(), MAX_ITEMS);
    assert_eq!((estimate.utility(99), estimate.covariance(0, 99)), (0.0, 0.0));
    assert!(Estimate::new(0, &[]).leading().is_empty());
    assert_eq!(Choice::new(Items::first(3), Items::default(), End::Most), None);
    assert_eq!(Choice::new(Items::first(3), Items::first(4), End::Most), None);
}

/// Any answer to a set. The Least is at a different position than the Most, modulo the size of the set.
fn any_answer<T: Item, const K: usize>(set: [T; K]) -> impl Strategy<Value = Option<SetAnswer<T>>> {
    prop_oneof![
        1 => Just(None),
        1 => Just(Some(SetAnswer::Skipped)),
        1 => Just(Some(SetAnswer::Equal)),
        1 => (0..K).prop_map(move |at| Some(SetAnswer::Skipped.with_most(set[at]))),
        1 => (0..K).prop_map(move |at| Some(SetAnswer::Skipped.with_least(set[at]))),
        8 => (0..K, 1..K).prop_map(move |(at, by)| {
            Some(SetAnswer::Skipped.with_most(set[at]).with_least(set[(at + by) % K]))
        }),
    ]
}

fn any_answers<T: Item, const K: usize>(
    sets: &[[T; K]],
) -> impl Strategy<Value = Vec<Option<SetAnswer<T>>>> + use<T, K> {
    sets.iter().map(|&set| any_answer(set)).collect::<Vec<_>>()
}

/// The choices of any answers to Closeness or Factors, and single choices with several picked items. Answers contain
/// several picked items only in pairs of choices.
fn any_choices() -> impl Strategy<Value = (usize, Vec<Choice>)> {
    prop_oneof![
        any_answers(&CLOSENESS).prop_map(|answers| (5, choices(&CLOSENESS, &answers))),
        any_answers(&FACTORS).prop_map(|answers| (7, choices(&FACTORS, &answers))),
        (prop::sample::subsequence(vec![0, 1, 2, 3], 1..=4), any::<bool>()).prop_map(|(picked, most)| {
            let end = if most { End::Most } else { End::Least };
            (5, vec![Choice { from: Items::first(4), picked: picked.into_iter().collect(), end }])
        }),
    ]
}

fn log_likelihood(estimate: &Estimate, choice: &Choice) -> f64 {
    let sign = if choice.end == End::Most { 1.0 } else { -1.0 };
    let total: f64 = choice.from.iter().map(|i| (sign * estimate.utility(i)).exp()).sum();
    let picked: f64 = choice.picked.iter().map(|i| sign * estimate.utility(i)).sum();
    picked / choice.picked.len() as f64 - total.ln()
}

fn log_posterior(estimate: &Estimate, choices: &[Choice]) -> f64 {
    let prior: f64 = (0..estimate.count()).map(|i| estimate.utility(i).powi(2)).sum();
    choices.iter().map(|choice| log_likelihood(estimate, choice)).sum::<f64>() - prior / (2.0 * PRIOR_SD * PRIOR_SD)
}

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() < 1e-9
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn the_gradient_is_zero_at_the_result((count, choices) in any_choices()) {
        let estimate = Estimate::new(count, &choices);
        let (gradient, _) = slope(&estimate.utility, &choices);
        prop_assert!(gradient.iter().all(|part| part.abs() < 1e-11), "{gradient:?}");
    }

    #[test]
    fn the_estimate_is_the_maximum((count, choices) in any_choices(), item in 0..5_usize, step in -0.5..0.5) {
        let estimate = Estimate::new(count, &choices);
        let mut moved = estimate;
        moved.utility[item] += step;
        prop_assert!(log_posterior(&moved, &choices) <= log_posterior(&estimate, &choices) + 1e-12);
    }

    #[test]
    fn the_gradient_is_that_of_the_posterior((count, choices) in any_choices(), point in prop::array::uniform7(-2.0..2.0)) {
        let at = |utility| log_posterior(&Estimate { utility, ..Estimate::new(count, &[]) }, &choices);
        let (gradient, information) = slope(&point, &choices);
        for i in 0..count {
            let (mut up, mut down) = (point, point);
            up[i] += 1e-5;
            down[i] -= 1e-5;
            prop_assert!(((at(up) - at(down)) / 2e-5 - gradient[i]).abs() < 1e-6);
            let (above, below) = (slope(&up, &choices).0, slope(&down, &choices).0);
            for j in 0..count {
                prop_assert!(((below[j] - above[j]) / 2e-5 - information[i][j]).abs() < 1e-6);
            }
        }
    }

    #[test]
    fn the_covariance_is_positive_definite((count, choices) in any_choices()) {
        let estimate = Estimate::new(count, &choices);
        prop_assert!(matrix::inverse(&estimate.covariance, count).is_some());
        for i in 0..count {
            // Answers can only reduce the variance of the prior.
            prop_assert!(estimate.covariance(i, i) > 0.0 && estimate.covariance(i, i) <= PRIOR_SD * PRIOR_SD + 1e-9);
            prop_assert!(estimate.standard_error(i) > 0.0);
        }
    }

    #[test]
    fn utilities_sum_to_zero_and_shares_to_a_hundred((count, choices) in any_choices()) {
        let estimate = Estimate::new(count, &choices);
        let shares: f64 = (0..count).map(|i| estimate.share(i)).sum();
        prop_assert!(near((0..count).map(|i| estimate.utility(i)).sum(), 0.0) && near(shares, 100.0));
        for i in 0..count {
            let (low, high) = estimate.whisker(i);
            prop_assert!(0.0 < low && low < estimate.share(i) && estimate.share(i) < high && high < 100.0);
        }
    }

    #[test]
    fn relabelling_permutes_the_result((count, choices) in any_choices(), seed: u64) {
        let label = crate::quiz::design::order(seed, count);
        let relabel = |items: Items| items.iter().map(|i| label[i]).collect();
        let moved: Vec<_> = choices.iter()
            .map(|choice| Choice { from: relabel(choice.from), picked: relabel(choice.picked), end: choice.end })
            .collect();
        let (before, after) = (Estimate::new(count, &choices), Estimate::new(count, &moved));
        for i in 0..count {
            prop_assert!(near(before.utility(i), after.utility(label[i])));
            for j in 0..count {
                prop_assert!(near(before.covariance(i, j), after.covariance(label[i], label[j])));
            }
        }
    }

    #[test]
    fn the_order_of_the_sets_does_not_matter((count, choices) in any_choices(), seed: u64) {
        let order = crate::quiz::design::order(seed, choices.len());
        let moved: Vec<_> = order.into_iter().map(|at| choices[at]).collect();
        let (before, after) = (Estimate::new(count, &choices), Estimate::new(count, &moved));
        for i in 0..count {
            prop_assert!(near(before.utility(i), after.utility(i)));
            prop_assert!(near(before.standard_error(i), after.standard_error(i)));
        }
    }

    #[test]
    fn an_answered_set_becomes_no_less_likely(answers in any_answers(&CLOSENESS), at in 0..CLOSENESS.len()) {
        let with = choices(&CLOSENESS, &answers);
        let mut fewer = answers.clone();
        fewer[at] = None;
        let without = Estimate::new(5, &choices(&CLOSENESS, &fewer));
        let added = choices(&CLOSENESS[at..=at], &answers[at..=at]);
        let likelihood = |estimate: &Estimate| added.iter().map(|choice| log_likelihood(estimate, choice)).sum::<f64>();
        prop_assert!(likelihood(&Estimate::new(5, &with)) >= likelihood(&without) - 1e-12);
    }

    #[test]
    fn a_skipped_set_has_no_effect(answers in any_answers(&FACTORS)) {
        let skip = |answer: &Option<SetAnswer<Factor>>| answer.or(Some(SetAnswer::Skipped));
        let skipped: Vec<_> = answers.iter().map(skip).collect();
        prop_assert_eq!(fit(&FACTORS, &answers), fit(&FACTORS, &skipped));
    }

    #[test]
    fn the_top_always_leads((count, choices) in any_choices()) {
        let estimate = Estimate::new(count, &choices);
        let descending = estimate.descending(Items::first(count));
        prop_assert!(estimate.leading().contains(descending[0]));
        prop_assert!(descending.windows(2).all(|pair| estimate.utility(pair[0]) > estimate.utility(pair[1]) - TIE));
        if let Some(outermost) = estimate.outermost_among(Items::first(count)) {
            prop_assert!(!estimate.leading().contains(outermost));
        }
    }
}
