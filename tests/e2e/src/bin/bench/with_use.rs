//! Whether the explorer stays fast with use: the same presses with 1, 10 and 50 maps kept.

use anyhow::{Context, Result};
use intimacy_explorer::content::{PerFactor, PerType, Subject};
use intimacy_explorer::quiz::design::{CLOSENESS, FACTORS};
use intimacy_explorer::quiz::{Often, Pick, Run, SetAnswer, Wish};
use intimacy_explorer::record::{Namespace, RecordKey, RunId, Version, encode, records};

use crate::stats::{median, ratio};
use crate::tab::{OURS, Pages, SLOWER, Tab};
use crate::table::met;

/// The numbers of maps; the last is the most that somebody can have.
const MAPS: [usize; 3] = [1, 10, 50];
/// The highest ratio to the first number of maps.
const TARGET: f64 = 1.1;

const MEASURES: [&str; 5] = ["opening the page", "notes", "result", "answer", "Continue → next question"];
/// The same as [`MEASURES`], in milliseconds, with one number of maps in one round.
type Times = [f64; MEASURES.len()];

/// Measures all numbers of maps, each round in another order, and prints the table.
pub async fn maps(pages: &Pages, rounds: usize) -> Result<()> {
    let mut found: [Vec<Times>; MAPS.len()] = Default::default();
    for round in 0..rounds {
        for turn in 0..MAPS.len() {
            let at = (round + turn) % MAPS.len();
            found[at].push(measure(pages, MAPS[at]).await.with_context(|| format!("{} maps", MAPS[at]))?);
        }
    }
    println!("\n4 times slower, ms, with the ratio to 1 map\n");
    println!("| | 1 map | 10 maps | 50 maps | target | met |\n| --- | ---: | ---: | ---: | ---: | --- |");
    for (at, measure) in MEASURES.iter().enumerate() {
        let [one, ten, fifty] = found.each_ref().map(|times| times.iter().map(|times| times[at]).collect::<Vec<_>>());
        let ratios = [ratio(&ten, &one), ratio(&fifty, &one)];
        let is_met = ratios.iter().all(|ratio| *ratio <= TARGET);
        let [ten, fifty] = [(ten, ratios[0]), (fifty, ratios[1])]
            .map(|(times, ratio)| format!("{:.0} ({ratio:.2} ×)", median(&times)));
        println!("| {measure} | {:.0} | {ten} | {fifty} | ≤ {TARGET} × | {} |", median(&one), met(Some(is_met)));
    }
    Ok(())
}

async fn measure(pages: &Pages, count: usize) -> Result<Times> {
    let mut tab = Tab::new(pages, SLOWER).await?;
    tab.store(&kept(count)).await?;
    tab.open(&OURS, include_str!("use.js")).await?;
    tab.browser().until_ready().await?;
    let opening = tab.get("performance.getEntriesByName('intimacy-explorer:ready')[0].startTime").await?;
    let notes = tab.press("bench.armNotes()").await?;
    let result = tab.press("bench.armResult()").await?;
    tab.press("bench.armQuiz()").await?;
    let (mut answers, mut next) = (Vec::new(), Vec::new());
    while tab.get::<bool>("bench.page.question() !== 'offer'").await? {
        answers.push(tab.press("bench.armAnswer()").await?);
        next.push(tab.press("bench.armNext()").await?);
    }
    Ok([opening, notes, result, median(&answers), median(&next)])
}

/// The records of some maps, all with the same answers: to all sets, and to all questions with scales. Each stands at its
/// first set, so that it can be answered again.
fn kept(count: usize) -> Vec<(String, String)> {
    let namespace = Namespace::new("default");
    let mut entries = Vec::new();
    for number in 1..=count as u32 {
        let run = answered(u64::from(number));
        for (key, value) in records(&run).iter() {
            let key = RecordKey { run: RunId::new(number), key };
            entries.push((namespace.full_key(key), encode(key, Version { clock: 1, replica: 0 }, value)));
        }
    }
    entries
}

fn answered(seed: u64) -> Run {
    let mut run = Run::new(seed, Subject::Partner);
    let answers = &mut run.answers;
    for (answer, set) in answers.closeness.iter_mut().zip(CLOSENESS).take(5) {
        *answer = Pick::new(Some(set[0]), Some(set[1])).map(SetAnswer::Chosen);
    }
    for (answer, set) in answers.factors.iter_mut().zip(FACTORS) {
        *answer = Pick::new(Some(set[0]), Some(set[1])).map(SetAnswer::Chosen);
    }
    answers.part_of = Some(PerType::from_fn(|_| true));
    answers.often = PerType::from_fn(|_| [Often::new(2); 2]);
    answers.wish = PerType::from_fn(|_| [Wish::new(1); 2]);
    answers.present = PerFactor::from_fn(|_| Often::new(3));
    run
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_map_is_answered_and_can_be_answered_again() {
        let run = answered(1);
        assert_eq!(run.answered(), (20, 20));
        assert!(run.at.is_some());
        assert_eq!(kept(3).len(), kept(1).len() * 3);
    }
}
