//! The design of the quiz: the constants of `content/quiz.toml`, the statements of each set, and the order of the sets.

use crate::content::{Factor, Type};
use crate::quiz::random::SplitMix64;

include!(concat!(env!("OUT_DIR"), "/quiz_design.rs"));

/// The index (0–3) of the statement that a type shows in the set `CLOSENESS[set]`.
///
/// In Closeness, the j-th set with a type shows its statement j. The order of the sets in a run does not change this.
/// Refine closeness combines the statements differently, so that no two statements are in the same set twice. Each of
/// the two sections shows each of the 20 statements once.
#[must_use]
pub fn statement(set: usize, shown: Type) -> usize {
    let again = set.checked_sub(CLOSENESS_FIRST).and_then(|row| REFINE_STATEMENTS.get(row).zip(CLOSENESS.get(set)));
    if let Some((statements, types)) = again {
        let place = types.iter().zip(statements).find(|(of, _)| **of == shown);
        return place.map_or(0, |(_, statement)| *statement);
    }
    CLOSENESS.iter().take(set).filter(|earlier| earlier.contains(&shown)).count()
}

/// The order in which a run asks the `count` sets of a section: the indices below `count`, shuffled.
///
/// A seed gives the same order in every version and on every platform (Fisher–Yates with [`SplitMix64`]), because a
/// person may continue a run later. The positions in a set are never shuffled. The design is balanced over positions,
/// so the answers "always the first as Most, always the last as Least" give exactly equal weights.
#[must_use]
pub fn order(seed: u64, count: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    let mut random = SplitMix64::new(seed);
    for last in (1..count).rev() {
        order.swap(last, random.below(last + 1));
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quiz::items::Item;
    use std::collections::BTreeMap;

    /// Checks that each item is in each position once, and that each pair of items is in `pairs` sets.
    fn check<T: Item, const K: usize>(sets: &[[T; K]], pairs: usize) {
        let mut meets = BTreeMap::new();
        for set in sets {
            for (at, one) in set.iter().enumerate() {
                for other in set.iter().skip(at + 1) {
                    let pair = (one.index().min(other.index()), one.index().max(other.index()));
                    *meets.entry(pair).or_insert(0) += 1;
                }
            }
        }
        let count = T::ALL.len();
        assert_eq!(meets.len(), count * (count - 1) / 2, "every pair meets");
        assert!(meets.keys().all(|(one, other)| one != other), "no item twice in a set");
        assert!(meets.values().all(|&times| times == pairs), "{meets:?}");
        for &item in T::ALL {
            for position in 0..K {
                assert_eq!(
                    sets.iter().filter(|set| set[position] == item).count(),
                    1,
                    "{item:?} in position {position}"
                );
            }
        }
    }

    #[test]
    fn closeness_is_a_youden_square() {
        check(&CLOSENESS[..CLOSENESS_FIRST], 3);
    }

    #[test]
    fn refine_closeness_is_a_youden_square() {
        check(&CLOSENESS[CLOSENESS_FIRST..], 3);
    }

    #[test]
    fn factors_are_the_fano_plane() {
        check(&FACTORS, 1);
    }

    #[test]
    fn the_sets_are_unchanged() {
        let closeness = CLOSENESS.map(|set| set.map(|item| item.index()));
        assert_eq!(closeness[..5], [[1, 2, 3, 4], [2, 3, 4, 0], [3, 4, 0, 1], [4, 0, 1, 2], [0, 1, 2, 3]]);
        assert_eq!(closeness[5..], [[4, 3, 2, 1], [0, 4, 3, 2], [1, 0, 4, 3], [2, 1, 0, 4], [3, 2, 1, 0]]);
        let factor_sets = FACTORS.map(|set| set.map(|item| item.index()));
        assert_eq!(factor_sets, [[0, 1, 3], [1, 2, 4], [2, 3, 5], [3, 4, 6], [4, 5, 0], [5, 6, 1], [6, 0, 2]]);
    }

    #[test]
    fn each_section_shows_each_statement_once() {
        for block in [0..CLOSENESS_FIRST, CLOSENESS_FIRST..CLOSENESS.len()] {
            let mut seen = BTreeMap::new();
            for set in block {
                for shown in CLOSENESS[set] {
                    *seen.entry((shown, statement(set, shown))).or_insert(0) += 1;
                }
            }
            assert_eq!(seen.len(), 20);
            assert!(seen.iter().all(|(&(_, index), &times)| index < 4 && times == 1), "{seen:?}");
        }
    }

    #[test]
    fn no_two_statements_are_in_the_same_set_twice() {
        let mut pairs = BTreeMap::new();
        for (set, types) in CLOSENESS.iter().enumerate() {
            let shown = types.map(|of| (of, statement(set, of)));
            for (at, one) in shown.iter().enumerate() {
                for other in &shown[at + 1..] {
                    *pairs.entry((*one.min(other), *one.max(other))).or_insert(0) += 1;
                }
            }
        }
        assert_eq!(pairs.len(), 60, "six pairs in each of ten sets");
        assert!(pairs.values().all(|times| *times == 1), "{pairs:?}");
    }

    #[test]
    fn an_order_is_a_permutation_and_never_changes() {
        for seed in 0..1000 {
            for count in [0, 1, 5, 7] {
                let mut order = order(seed, count);
                order.sort_unstable();
                assert!(order.into_iter().eq(0..count));
            }
        }
        // These orders must never change, because stored runs contain seeds.
        assert_eq!(order(0, 5), [2, 3, 0, 1, 4]);
        assert_eq!(order(u64::MAX, 7), [0, 3, 2, 4, 1, 5, 6]);
    }

    #[test]
    fn every_order_is_about_equally_likely() {
        let mut seen = BTreeMap::new();
        for seed in 0..12_000 {
            *seen.entry(order(seed, 5)).or_insert(0) += 1;
        }
        assert_eq!(seen.len(), 120);
        assert!(seen.values().all(|times| (50..=150).contains(times)), "100 expected of each: {seen:?}");
    }
}
