//! Measures the time of one estimate. The app computes it for every result page, also on a phone.

use divan::{Bencher, black_box};
use intimacy_explorer::quiz::design::{CLOSENESS, CLOSENESS_FIRST, CLOSENESS_NEEDED, FACTORS, FACTORS_NEEDED};
use intimacy_explorer::quiz::estimate::Estimate;
use intimacy_explorer::quiz::items::Item;
use intimacy_explorer::quiz::picture::choices;
use intimacy_explorer::quiz::{Picture, SetAnswer};

fn main() {
    divan::main();
}

/// The answers with the largest differences: the first item in content order is always the Most, the last the Least.
fn consistent<T: Item + Ord, const K: usize>(sets: &[[T; K]]) -> Vec<Option<SetAnswer<T>>> {
    let answer = |set: &[T; K]| {
        let (most, least) = (set.iter().min()?, set.iter().max()?);
        Some(SetAnswer::Skipped.with_most(*most).with_least(*least))
    };
    sets.iter().map(answer).collect()
}

#[divan::bench(args = [CLOSENESS_FIRST, CLOSENESS.len()])]
fn closeness(bencher: Bencher, sets: usize) {
    let choices = choices(&CLOSENESS, &consistent(&CLOSENESS[..sets]));
    bencher.bench(|| Estimate::new(5, black_box(&choices)));
}

#[divan::bench]
fn factors(bencher: Bencher) {
    let choices = choices(&FACTORS, &consistent(&FACTORS));
    bencher.bench(|| Estimate::new(7, black_box(&choices)));
}

/// With all values of the result page: shares, whiskers, leading group, counts.
#[divan::bench]
fn whole_picture_of_closeness(bencher: Bencher) {
    let answers = consistent(&CLOSENESS);
    bencher.bench(|| Picture::new(&CLOSENESS, black_box(&answers), CLOSENESS_NEEDED, CLOSENESS.len()));
}

/// With all values of the result page: shares, whiskers, leading group, counts.
#[divan::bench]
fn whole_picture_of_factors(bencher: Bencher) {
    let answers = consistent(&FACTORS);
    bencher.bench(|| Picture::new(&FACTORS, black_box(&answers), FACTORS_NEEDED, FACTORS.len()));
}
