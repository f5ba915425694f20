//! The working: plain counts that a person can check by hand.

use crate::quiz::answers::SetAnswer;
use crate::quiz::items::{Item, MAX_ITEMS};

/// How often an item was shown and chosen in answered sets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Times chosen as Most.
    pub most: u8,
    /// Times chosen as Least.
    pub least: u8,
    /// Times shown in an answered set; "about equal" is an answer.
    pub shown: u8,
}

impl Tally {
    /// The plain score, (times Most − times Least) / times shown: −1 … 1. 0 if the item was never shown.
    #[must_use]
    pub fn plain(self) -> f64 {
        (f64::from(self.most) - f64::from(self.least)) / f64::from(self.shown.max(1))
    }
}

/// The counts of every item, by the index of the item.
#[must_use]
pub fn tally<T: Item, const K: usize>(sets: &[[T; K]], answers: &[Option<SetAnswer<T>>]) -> [Tally; MAX_ITEMS] {
    let mut tallies = [Tally::default(); MAX_ITEMS];
    for (set, answer) in sets.iter().zip(answers) {
        let Some(answer) = answer.as_ref().filter(|answer| answer.answers(set)) else { continue };
        for &item in set {
            if let Some(tally) = tallies.get_mut(item.index()) {
                tally.shown += 1;
                tally.most += u8::from(answer.most() == Some(item));
                tally.least += u8::from(answer.least() == Some(item));
            }
        }
    }
    tallies
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::Type::{self, Emotional, Intellectual, Physical, Spiritual};
    use crate::quiz::design::CLOSENESS;

    #[test]
    fn counts_answered_sets_only() {
        let equal = SetAnswer::<Type>::Equal;
        let answers = [
            Some(equal.with_most(Physical).with_least(Spiritual)),
            Some(equal),
            Some(SetAnswer::Skipped),
            Some(equal.with_most(Intellectual)),
            // The item is not in this set, so the set counts as skipped.
            Some(equal.with_most(Spiritual)),
        ];
        let tallies = tally(&CLOSENESS, &answers);
        assert_eq!(tallies[Physical.index()], Tally { most: 1, least: 0, shown: 3 });
        assert_eq!(tallies[Spiritual.index()], Tally { most: 0, least: 1, shown: 3 });
        assert_eq!(tallies[Intellectual.index()], Tally { most: 1, least: 0, shown: 2 });
        assert_eq!(tallies[Emotional.index()], Tally { most: 0, least: 0, shown: 2 });
        assert_eq!((tallies[Physical.index()].plain(), tallies[Spiritual.index()].plain()), (1.0 / 3.0, -1.0 / 3.0));
        assert_eq!(Tally::default().plain(), 0.0);
    }
}
