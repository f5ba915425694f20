//! Which items a set shows, with which statement and in which order: the constants of `content/quiz.toml`.

use crate::content::{Factor, Type};
use crate::quiz::random::SplitMix64;

include!(concat!(env!("OUT_DIR"), "/quiz_design.rs"));

/// Which of its four statements a type shows in the set `CLOSENESS[set]`, from 0.
///
/// In Closeness the j-th time a type appears its statement j is shown, whatever the order of the sets in this run. Refine closeness combines
/// the statements anew, so that no two meet twice. Either block shows each of the 20 statements once.
#[must_use]
pub fn statement(set: usize, shown: Type) -> usize {
    let again = set.checked_sub(CLOSENESS_FIRST).and_then(|row| REFINE_STATEMENTS.get(row).zip(CLOSENESS.get(set)));
    if let Some((statements, types)) = again {
        let place = types.iter().zip(statements).find(|(of, _)| **of == shown);
        return place.map_or(0, |(_, statement)| *statement);
    }
    CLOSENESS.iter().take(set).filter(|earlier| earlier.contains(&shown)).count()
}

/// The order in which the `count` sets of a block are asked: the indices below `count`, shuffled.
///
/// The same seed gives the same order for ever, on every platform (Fisher–Yates over [`SplitMix64`]): a run that is
/// continued tomorrow goes on where it stopped. The positions inside a set are never shuffled: the balance of the design
/// is what makes "always the first as Most, always the last as Least" come out exactly flat.
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

    /// How often each item stands in each position, and how often each pair of items meets.
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
    fn s1_is_a_youden_square() {
        check(&CLOSENESS[..CLOSENESS_FIRST], 3);
    }

    #[test]
    fn s1b_is_a_youden_square() {
        check(&CLOSENESS[CLOSENESS_FIRST..], 3);
    }

    #[test]
    fn s3_is_the_fano_plane() {
        check(&FACTORS, 1);
    }

    #[test]
    fn the_sets_are_those_of_the_method() {
        let closeness = CLOSENESS.map(|set| set.map(|item| item.index()));
        assert_eq!(closeness[..5], [[1, 2, 3, 4], [2, 3, 4, 0], [3, 4, 0, 1], [4, 0, 1, 2], [0, 1, 2, 3]]);
        assert_eq!(closeness[5..], [[4, 3, 2, 1], [0, 4, 3, 2], [1, 0, 4, 3], [2, 1, 0, 4], [3, 2, 1, 0]]);
        let factor_sets = FACTORS.map(|set| set.map(|item| item.index()));
        assert_eq!(factor_sets, [[0, 1, 3], [1, 2, 4], [2, 3, 5], [3, 4, 6], [4, 5, 0], [5, 6, 1], [6, 0, 2]]);
    }

    #[test]
    fn each_block_shows_each_statement_once() {
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
    fn no_two_statements_meet_twice() {
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
    fn an_order_is_a_permutation_and_stays_the_same() {
        for seed in 0..1000 {
            for count in [0, 1, 5, 7] {
                let mut order = order(seed, count);
                order.sort_unstable();
                assert!(order.into_iter().eq(0..count));
            }
        }
        // Stored seeds must keep their meaning: these two may never change.
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
