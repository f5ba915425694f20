//! The result of a best–worst section: every item with its values, for the charts, the texts and the comparison.

use crate::quiz::answers::SetAnswer;
use crate::quiz::design::PLACED_FROM;
use crate::quiz::estimate::{Choice, End, Estimate};
use crate::quiz::items::{Item, Items};
use crate::quiz::working::{Tally, tally};

/// One item in a [`Picture`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark<T> {
    /// The item.
    pub item: T,
    /// Whether it appeared in enough answered sets to be placed.
    pub placed: bool,
    /// Whether it belongs to the leading group.
    pub leading: bool,
    /// Utility; 0 is the prior mean.
    pub utility: f64,
    /// Standard error of the centred utility.
    pub standard_error: f64,
    /// Share in percent, for charts and tables only.
    pub share: f64,
    /// The ends of the whisker around the share, in percent: lower, upper.
    pub whisker: (f64, f64),
    /// The counts from which the plain score follows.
    pub tally: Tally,
}

/// The result of the answers to the sets of one section.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture<T> {
    /// The number of answered sets, including "about equal".
    pub answered: usize,
    /// The number of sets that the section asks.
    pub total: usize,
    /// Whether enough sets were answered for a result. If not, the page may show the counts and the estimate only in
    /// the working.
    pub shown: bool,
    /// Every item, in the order of display: the leading group in content order, then the others by descending utility.
    pub marks: Vec<Mark<T>>,
    /// The estimate from which the marks follow.
    pub estimate: Estimate,
}

impl<T: Item> Picture<T> {
    /// The picture of these answers. Answers without a set and sets without an answer are ignored. The result is shown
    /// if at least `needed` sets are answered. `total` is stored unchanged.
    #[must_use]
    pub fn new<const K: usize>(sets: &[[T; K]], answers: &[Option<SetAnswer<T>>], needed: usize, total: usize) -> Self {
        let estimate = Estimate::new(T::ALL.len(), &choices(sets, answers));
        let answered =
            sets.iter().zip(answers).filter(|(set, answer)| answer.is_some_and(|answer| answer.answers(*set)));
        let answered = answered.count();
        let tallies = tally(sets, answers);
        let placed: Items = (0..estimate.count())
            .filter(|&index| tallies.get(index).is_some_and(|tally| usize::from(tally.shown) >= PLACED_FROM))
            .collect();
        let leading = estimate.leading_among(placed);
        let all = Items::first(estimate.count());
        let rest = all.iter().filter(|&index| !leading.contains(index)).collect();
        let marks = leading
            .iter()
            .chain(estimate.descending(rest))
            .filter_map(|index| {
                Some(Mark {
                    item: *T::ALL.get(index)?,
                    placed: placed.contains(index),
                    leading: leading.contains(index),
                    utility: estimate.utility(index),
                    standard_error: estimate.standard_error(index),
                    share: estimate.share(index),
                    whisker: estimate.whisker(index),
                    tally: *tallies.get(index)?,
                })
            })
            .collect();
        Self { answered, total, shown: answered >= needed, marks, estimate }
    }

    /// The mark of this item.
    #[must_use]
    pub fn mark(&self, item: T) -> Option<&Mark<T>> {
        self.marks.iter().find(|mark| mark.item == item)
    }

    /// The leading group in content order: the top item and every placed item that is not clearly below it.
    #[must_use]
    pub fn leading(&self) -> Vec<T> {
        self.marks.iter().filter(|mark| mark.leading).map(|mark| mark.item).collect()
    }

    /// Whether some placed item is not in the leading group. Otherwise all placed items are tied.
    #[must_use]
    pub fn stands_out(&self) -> bool {
        self.marks.iter().any(|mark| mark.leading) && self.marks.iter().any(|mark| mark.placed && !mark.leading)
    }

    /// The placed item that is clearly below every other placed item, if there is one.
    #[must_use]
    pub fn outermost(&self) -> Option<T> {
        let placed = self.marks.iter().filter(|mark| mark.placed).map(|mark| mark.item.index()).collect();
        T::ALL.get(self.estimate.outermost_among(placed)?).copied()
    }

    /// Items that appeared in too few answered sets to be placed, in content order.
    #[must_use]
    pub fn unplaced(&self) -> Vec<T> {
        T::ALL.iter().copied().filter(|&item| self.mark(item).is_some_and(|mark| !mark.placed)).collect()
    }
}

/// The choices that the answers contain, at most two for each set. A set gives no choice if it is skipped or not
/// answered, or if the answer does not fit the set.
#[must_use]
pub fn choices<T: Item, const K: usize>(sets: &[[T; K]], answers: &[Option<SetAnswer<T>>]) -> Vec<Choice> {
    let mut choices = Vec::with_capacity(2 * sets.len());
    for (set, answer) in sets.iter().zip(answers) {
        let Some(answer) = answer.as_ref().filter(|answer| answer.answers(set)) else { continue };
        let all = Items::of(set);
        let (most, least) = match answer {
            SetAnswer::Equal => (all, all),
            _ => (only(answer.most()), only(answer.least())),
        };
        // The Least is chosen from the items without the Most. For "about equal", both are chosen from all items.
        let left = answer.most().map_or(all, |most| all.without(most.index()));
        choices.extend(Choice::new(all, most, End::Most));
        choices.extend(Choice::new(left, least, End::Least));
    }
    choices
}

fn only<T: Item>(item: Option<T>) -> Items {
    item.into_iter().map(Item::index).collect()
}
