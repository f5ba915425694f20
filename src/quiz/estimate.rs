//! The best–worst logit: estimates the weight of each item in a person's choices, and the uncertainty of that weight.
//!
//! Each item has a utility u with the prior N(0, τ²). From the items S of a set, the Most is b with the probability
//! exp(u_b) / Σ_{j∈S} exp(u_j). The Least is w with the probability exp(−u_w) / Σ_{j∈S∖{b}} exp(−u_j). The estimate is
//! the mode of the posterior (MAP), which Newton's method finds. Its covariance is the inverse of the negative Hessian
//! there. See Marley and Louviere, "Some probabilistic models of best, worst, and best–worst choices", 2005.

use crate::quiz::design::{LEAD_THRESHOLD, NOISE_FACTOR, PRIOR_SD, WHISKER};
use crate::quiz::items::{Items, MAX_ITEMS};
use crate::quiz::matrix::{self, Matrix, Vector};
use crate::quiz::normal;

/// Two utilities are tied if their difference is less than this.
pub const TIE: f64 = 1e-9;

/// Newton's method has converged when every step is shorter than this.
const CONVERGED: f64 = 1e-12;

/// The maximum number of steps. Five to eight are usual; the limit only guarantees that the loop ends.
const MAX_STEPS: usize = 50;

/// Whether a choice is the Most or the Least.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The item that matters most.
    Most,
    /// The item that matters least.
    Least,
}

/// One choice among some items. If several items are picked, they share the weight of the choice equally. "About equal"
/// picks all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    from: Items,
    picked: Items,
    end: End,
}

impl Choice {
    /// `None` if no item is picked, or if a picked item is not in `from`.
    #[must_use]
    pub fn new(from: Items, picked: Items, end: End) -> Option<Self> {
        (!picked.is_empty() && picked.within(from)).then_some(Self { from, picked, end })
    }
}

/// The utilities of a family of items, with their covariance. Items are indices in content order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    count: usize,
    utility: Vector,
    covariance: Matrix,
}

impl Estimate {
    /// Fits the utilities of `count` items, at most [`MAX_ITEMS`], to the choices. Without choices, the estimate is the
    /// prior.
    #[must_use]
    pub fn new(count: usize, choices: &[Choice]) -> Self {
        let count = count.min(MAX_ITEMS);
        let prior = matrix::diagonal(PRIOR_SD * PRIOR_SD);
        let mut estimate = Self { count, utility: [0.0; MAX_ITEMS], covariance: prior };
        for _ in 0..MAX_STEPS {
            let (gradient, information) = slope(&estimate.utility, choices);
            // This never fails: the information is positive definite, as the sum of the positive definite information
            // of the prior and the positive semidefinite information of the choices.
            let Some(covariance) = matrix::inverse(&information, count) else { break };
            estimate.covariance = covariance;
            let mut longest = 0.0_f64;
            for (utility, row) in estimate.utility.iter_mut().zip(&covariance).take(count) {
                let step: f64 = row.iter().zip(&gradient).take(count).map(|(cell, slope)| cell * slope).sum();
                *utility += step;
                longest = longest.max(step.abs());
            }
            if longest < CONVERGED {
                break;
            }
        }
        estimate
    }

    /// The number of items.
    #[must_use]
    pub const fn count(&self) -> usize {
        self.count
    }

    /// The utility of an item. 0 is the prior mean; a larger utility is more weight.
    #[must_use]
    pub fn utility(&self, item: usize) -> f64 {
        self.utility.get(item).copied().unwrap_or(0.0)
    }

    /// The posterior covariance of two utilities.
    #[must_use]
    pub fn covariance(&self, one: usize, other: usize) -> f64 {
        self.covariance.get(one).and_then(|row| row.get(other)).copied().unwrap_or(0.0)
    }

    /// The utility minus the mean of all utilities.
    #[must_use]
    pub fn centred(&self, item: usize) -> f64 {
        self.utility(item) - self.mean(|other| self.utility(other))
    }

    /// The standard error of the centred utility, √Var(u_i − ū), without the noise factor.
    #[must_use]
    pub fn standard_error(&self, item: usize) -> f64 {
        let row = |one: usize| self.mean(|other| self.covariance(one, other));
        (self.covariance(item, item) - 2.0 * row(item) + self.mean(row)).max(0.0).sqrt()
    }

    /// The probability that the utility of `one` is above that of `other`:
    /// Φ((u₁ − u₂) / (noise factor · √Var(u₁ − u₂))). It is exactly 0.5 for a tie.
    #[must_use]
    pub fn probability_above(&self, one: usize, other: usize) -> f64 {
        let difference = self.utility(one) - self.utility(other);
        if difference.abs() < TIE {
            return 0.5;
        }
        let variance = self.covariance(one, one) + self.covariance(other, other) - 2.0 * self.covariance(one, other);
        normal::cdf(difference / (NOISE_FACTOR * variance.sqrt()))
    }

    /// The leading group of all items: see [`Estimate::leading_among`].
    #[must_use]
    pub fn leading(&self) -> Items {
        self.leading_among(Items::first(self.count))
    }

    /// The top item of `among`, with every item of `among` that is not clearly below it.
    #[must_use]
    pub fn leading_among(&self, among: Items) -> Items {
        let Some(&top) = self.descending(among).first() else { return Items::default() };
        among.iter().filter(|&item| self.probability_above(top, item) < LEAD_THRESHOLD).collect()
    }

    /// The item of `among` that is clearly below every other item of `among`, if there is one.
    #[must_use]
    pub fn outermost_among(&self, among: Items) -> Option<usize> {
        let &bottom = self.descending(among).last()?;
        let others = among.without(bottom);
        let clear = others.iter().all(|item| self.probability_above(item, bottom) >= LEAD_THRESHOLD);
        (clear && !others.is_empty()).then_some(bottom)
    }

    /// The items of `among` by utility, the largest first. Tied items are in content order.
    #[must_use]
    pub fn descending(&self, among: Items) -> Vec<usize> {
        let mut order: Vec<usize> = Vec::with_capacity(self.count);
        for item in among.iter().filter(|&item| item < self.count) {
            let above = order.iter().take_while(|&&other| self.utility(item) - self.utility(other) < TIE).count();
            order.insert(above, item);
        }
        order
    }

    /// The share of an item in percent, 100 · softmax(u). It is only for charts and tables.
    #[must_use]
    pub fn share(&self, item: usize) -> f64 {
        self.share_at(item, self.utility(item))
    }

    /// The lower and the upper end of the whisker around [`Estimate::share`], in percent: the share at the utility
    /// ± [`WHISKER`] · [`NOISE_FACTOR`] · standard error, with the other utilities unchanged.
    #[must_use]
    pub fn whisker(&self, item: usize) -> (f64, f64) {
        let half = WHISKER * NOISE_FACTOR * self.standard_error(item);
        let utility = self.utility(item);
        (self.share_at(item, utility - half), self.share_at(item, utility + half))
    }

    /// The share of an item at this utility, with the other utilities unchanged.
    fn share_at(&self, item: usize, utility: f64) -> f64 {
        let others: f64 = (0..self.count).filter(|&j| j != item).map(|j| libm::exp(self.utility(j) - utility)).sum();
        100.0 / (1.0 + others)
    }

    fn mean(&self, value: impl Fn(usize) -> f64) -> f64 {
        (0..self.count).map(value).sum::<f64>() / self.count.max(1) as f64
    }
}

/// The gradient of the log posterior at `utility`, and the negative Hessian there.
fn slope(utility: &Vector, choices: &[Choice]) -> (Vector, Matrix) {
    let precision = 1.0 / (PRIOR_SD * PRIOR_SD);
    let mut gradient = utility.map(|u| -u * precision);
    let mut information = matrix::diagonal(precision);
    let odds = utility.map(libm::exp);
    for choice in choices {
        // The Least is a choice with the utilities −u: the odds are inverted, and the gradient changes its sign.
        let (weights, sign) = match choice.end {
            End::Most => (odds, 1.0),
            End::Least => (odds.map(|odds| 1.0 / odds), -1.0),
        };
        let total: f64 = choice.from.iter().map(|i| weights[i]).sum();
        let part = 1.0 / choice.picked.len() as f64;
        for i in choice.from.iter() {
            let probability = weights[i] / total;
            let picked = if choice.picked.contains(i) { part } else { 0.0 };
            gradient[i] += sign * (picked - probability);
            information[i][i] += probability;
            for j in choice.from.iter() {
                information[i][j] -= probability * (weights[j] / total);
            }
        }
    }
    (gradient, information)
}

#[cfg(test)]
#[path = "estimate_tests.rs"]
mod tests;
