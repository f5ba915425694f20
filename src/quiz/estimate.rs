//! The best–worst logit: how much weight each item carries in a person's choices, and how sure that is.
//!
//! Each item has a utility u with the prior N(0, τ²). From the items S of a set, the Most is b with probability
//! exp(u_b) / Σ_{j∈S} exp(u_j), and the Least is w with probability exp(−u_w) / Σ exp(−u_j) over what is left. The estimate
//! is the mode of the posterior (MAP), found by Newton's method; its covariance is the inverse of the negative Hessian
//! there. See Marley and Louviere, "Some probabilistic models of best, worst, and best–worst choices", 2005.

use crate::quiz::design::{LEAD_THRESHOLD, NOISE_FACTOR, PRIOR_SD, WHISKER};
use crate::quiz::items::{Items, MAX_ITEMS};
use crate::quiz::matrix::{self, Matrix, Vector};
use crate::quiz::normal;

/// Utilities nearer to each other than this are the same: a tie.
pub const TIE: f64 = 1e-9;

/// Newton's method has converged when no utility moves by more.
const CONVERGED: f64 = 1e-12;

/// Five to eight steps are usual; the bound only makes the end certain.
const MAX_STEPS: usize = 50;

/// Which end of a set was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// What matters most.
    Most,
    /// What matters least.
    Least,
}

/// One choice among some items. Where several were picked they share its weight equally: "About equal" is a choice of
/// all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    from: Items,
    picked: Items,
    end: End,
}

impl Choice {
    /// `None` unless something was picked, and from these items.
    #[must_use]
    pub fn new(from: Items, picked: Items, end: End) -> Option<Self> {
        (!picked.is_empty() && picked.within(from)).then_some(Self { from, picked, end })
    }
}

/// The utilities of a family of items, with their covariance. Items are named by their place in content order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    count: usize,
    utility: Vector,
    covariance: Matrix,
}

impl Estimate {
    /// Fits `count` items, at most [`MAX_ITEMS`], to the choices. Without choices it is the prior.
    #[must_use]
    pub fn new(count: usize, choices: &[Choice]) -> Self {
        let count = count.min(MAX_ITEMS);
        let prior = matrix::diagonal(PRIOR_SD * PRIOR_SD);
        let mut estimate = Self { count, utility: [0.0; MAX_ITEMS], covariance: prior };
        for _ in 0..MAX_STEPS {
            let (gradient, information) = slope(&estimate.utility, choices);
            // The information is positive definite, being the prior's plus what the choices add; there is no other way.
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

    /// How many items there are.
    #[must_use]
    pub const fn count(&self) -> usize {
        self.count
    }

    /// The utility of an item: 0 is the prior mean, larger is more weight.
    #[must_use]
    pub fn utility(&self, item: usize) -> f64 {
        self.utility.get(item).copied().unwrap_or(0.0)
    }

    /// The posterior covariance of two utilities.
    #[must_use]
    pub fn covariance(&self, one: usize, other: usize) -> f64 {
        self.covariance.get(one).and_then(|row| row.get(other)).copied().unwrap_or(0.0)
    }

    /// The utility less the mean of all utilities.
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

    /// The probability that one item lies above another, widened by the noise factor; exactly one half for a tie.
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

    /// The top item of these, with every item that is not clearly below it.
    #[must_use]
    pub fn leading_among(&self, among: Items) -> Items {
        let Some(&top) = self.descending(among).first() else { return Items::default() };
        among.iter().filter(|&item| self.probability_above(top, item) < LEAD_THRESHOLD).collect()
    }

    /// The item of these that lies clearly below every other, if there is one.
    #[must_use]
    pub fn outermost_among(&self, among: Items) -> Option<usize> {
        let &bottom = self.descending(among).last()?;
        let others = among.without(bottom);
        let clear = others.iter().all(|item| self.probability_above(item, bottom) >= LEAD_THRESHOLD);
        (clear && !others.is_empty()).then_some(bottom)
    }

    /// These items by utility, the largest first; tied ones in content order.
    #[must_use]
    pub fn descending(&self, among: Items) -> Vec<usize> {
        let mut order: Vec<usize> = Vec::with_capacity(self.count);
        for item in among.iter().filter(|&item| item < self.count) {
            let above = order.iter().take_while(|&&other| self.utility(item) - self.utility(other) < TIE).count();
            order.insert(above, item);
        }
        order
    }

    /// The part of the whole that an item takes in the picture, in percent: 100 · softmax(u). Only for the picture.
    #[must_use]
    pub fn share(&self, item: usize) -> f64 {
        self.share_at(item, self.utility(item))
    }

    /// The ends of the whisker around [`Estimate::share`], in percent: the item's utility moved by
    /// ± 1.28 · 1.2 · standard error, the others held.
    #[must_use]
    pub fn whisker(&self, item: usize) -> (f64, f64) {
        let half = WHISKER * NOISE_FACTOR * self.standard_error(item);
        let utility = self.utility(item);
        (self.share_at(item, utility - half), self.share_at(item, utility + half))
    }

    /// The share of an item if its utility were this one.
    fn share_at(&self, item: usize, utility: f64) -> f64 {
        let others: f64 = (0..self.count).filter(|&j| j != item).map(|j| libm::exp(self.utility(j) - utility)).sum();
        100.0 / (1.0 + others)
    }

    fn mean(&self, value: impl Fn(usize) -> f64) -> f64 {
        (0..self.count).map(value).sum::<f64>() / self.count.max(1) as f64
    }
}

/// Gradient of the log posterior at `utility`, and its negative Hessian.
fn slope(utility: &Vector, choices: &[Choice]) -> (Vector, Matrix) {
    let precision = 1.0 / (PRIOR_SD * PRIOR_SD);
    let mut gradient = utility.map(|u| -u * precision);
    let mut information = matrix::diagonal(precision);
    let odds = utility.map(libm::exp);
    for choice in choices {
        // The Least is a choice by −u: the odds turn over, and so does the sign of the gradient.
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
