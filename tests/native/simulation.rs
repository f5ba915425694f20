//! A recovery study: simulated people with known profiles answer the quiz, and the scoring estimates their profiles.
//!
//! The table shows how accurate the scoring is under the stated assumptions. It says nothing about the validity of the
//! quiz with real people. `cargo run --release --example recovery` prints the table. The test `recovery` checks it
//! against the requirements.

use intimacy_explorer::content::{Factor, PerType, Type};
use intimacy_explorer::quiz::design::{
    CLOSENESS, CLOSENESS_FIRST, CLOSENESS_NEEDED, FACTORS, FACTORS_NEEDED, LEAD_THRESHOLD, statement,
};
use intimacy_explorer::quiz::estimate::{Estimate, TIE};
use intimacy_explorer::quiz::gap::gaps;
use intimacy_explorer::quiz::items::Item;
use intimacy_explorer::quiz::random::SplitMix64;
use intimacy_explorer::quiz::{Answers, Closeness, Often, Picture, SetAnswer, Verdict, Wanted, Wish, compare};
use std::f64::consts::TAU;

/// The number of people in each simulation of best–worst sets.
const PEOPLE: usize = 6000;

/// The number of people in the simulation of Now and wanted.
const PEOPLE_NOW: usize = 20_000;

/// The number of people who share one draw of the statement effects (see [`Bias`]). With a single draw for all people
/// the table would depend on that draw: r of Closeness varies between .743 and .765 over a dozen draws.
const PEOPLE_PER_DRAW: usize = 250;

/// The requirement for a measure.
#[derive(Clone, Copy, Debug)]
pub enum Require {
    /// At least this.
    AtLeast(f64),
    /// At most this.
    AtMost(f64),
}

/// One line of the table.
#[derive(Clone, Debug)]
pub struct Row {
    /// The name of the measure.
    #[allow(dead_code, reason = "the example prints it, the test only in a failure")]
    pub measure: &'static str,
    /// The measured value.
    pub value: f64,
    /// The requirement for the value.
    pub require: Require,
}

impl Row {
    /// Whether the requirement holds.
    #[allow(dead_code, reason = "the test asks, the example does not")]
    pub fn holds(&self) -> bool {
        match self.require {
            Require::AtLeast(least) => self.value >= least,
            Require::AtMost(most) => self.value <= most,
        }
    }
}

/// Runs all simulations. The seeds are fixed, so the numbers are the same on every run.
pub fn table() -> Vec<Row> {
    use Require::{AtLeast, AtMost};
    let row = |measure, value, require| Row { measure, value, require };
    let plain = simulate_closeness(1, Habit::Ordinary, false);
    let missing = simulate_closeness(2, Habit::LeavesOut, false);
    let clicking = simulate_closeness(3, Habit::Clicks, false);
    let refined = simulate_closeness(4, Habit::Ordinary, true);
    let factors = simulate_factors(5, true);
    let alike = simulate_factors(5, false);
    let now = simulate_now(6);
    vec![
        row("Closeness: r(u, z)", plain.correlation(), AtLeast(0.75)),
        row("Closeness: leading group contains the true top", plain.contains_top(), AtLeast(0.91)),
        row("Closeness: a single leader is claimed", plain.single(), AtMost(0.30)),
        row("Closeness: a single leader is right when claimed", plain.single_right(), AtLeast(0.84)),
        row("Closeness: stated pair orders are right", plain.pairs_right(), AtLeast(0.92)),
        row("Closeness: pair orders that are stated", plain.pairs_stated(), AtLeast(0.40)),
        row("Closeness with missing answers: r(u, z)", missing.correlation(), AtLeast(0.68)),
        row("Closeness with missing answers: contains the true top", missing.contains_top(), AtLeast(0.89)),
        row("Closeness clicked at random: a single leader is claimed", clicking.single(), AtMost(0.10)),
        row("Closeness + Refine closeness when offered: r(u, z)", refined.correlation(), AtLeast(0.79)),
        row("Closeness + Refine closeness when offered: contains the true top", refined.contains_top(), AtLeast(0.90)),
        row("Factors: r(u, z)", factors.correlation(), AtLeast(0.68)),
        row("Factors: leading group contains the true top", factors.contains_top(), AtLeast(0.89)),
        row("Factors: a single leader is claimed", factors.single(), AtMost(0.05)),
        row("Factors, statements striking alike each time: r(u, z)", alike.correlation(), AtLeast(0.66)),
        row("Factors, statements striking alike each time: contains the true top", alike.contains_top(), AtLeast(0.87)),
        row("Now and wanted: r(gap, true gap)", now.correlation(), AtLeast(0.82)),
        row("Now and wanted: \"clearly\" where the true gap is 0", now.false_clear(), AtMost(0.03)),
        row("Identical couples: any false difference", couples(7), AtMost(0.12)),
    ]
}

/// How a person answers best–worst sets.
#[derive(Clone, Copy, PartialEq)]
enum Habit {
    /// Answers every set, 5 % of them at random.
    Ordinary,
    /// Skips 20 % of the sets. In 30 % of the others, chooses only the Most.
    LeavesOut,
    /// Answers every set at random.
    Clicks,
}

/// Random numbers of the distributions that the simulation needs.
struct Random(SplitMix64);

impl Random {
    fn new(seed: u64) -> Self {
        Self(SplitMix64::new(seed))
    }

    /// Uniform over 0 < x < 1.
    fn uniform(&mut self) -> f64 {
        ((self.0.next_u64() >> 12) as f64 + 0.5) / (1_u64 << 52) as f64
    }

    fn happens(&mut self, probability: f64) -> bool {
        self.uniform() < probability
    }

    fn normal(&mut self, deviation: f64) -> f64 {
        // Box–Muller.
        deviation * (-2.0 * self.uniform().ln()).sqrt() * (TAU * self.uniform()).cos()
    }

    fn gumbel(&mut self) -> f64 {
        -(-self.uniform().ln()).ln()
    }

    /// Chooses the item with the highest value plus Gumbel noise.
    fn choose<T: Copy>(&mut self, items: &[T], value: impl Fn(T) -> f64) -> T {
        let mut best = (f64::NEG_INFINITY, items[0]);
        for &item in items {
            let tried = value(item) + self.gumbel();
            if tried > best.0 {
                best = (tried, item);
            }
        }
        best.1
    }
}

/// The effect of each statement on the answers of all people: `bias[item][statement]`.
type Bias = Vec<[f64; 4]>;

fn draw_bias<T: Item>(random: &mut Random) -> Bias {
    T::ALL.iter().map(|_| core::array::from_fn(|_| random.normal(0.25))).collect()
}

/// A simulated person.
struct Person {
    /// The true weight of each item. The mean is 0.
    truth: Vec<f64>,
    consistency: f64,
    /// The effect of each statement on this person beside the weight of its item: `noise[item][statement]`. Includes
    /// the bias.
    noise: Vec<[f64; 4]>,
}

impl Person {
    fn new(truth: Vec<f64>, bias: &Bias, random: &mut Random) -> Self {
        let consistency = 1.5 * random.normal(0.4).exp();
        let noise = bias.iter().map(|row| row.map(|fixed| fixed + random.normal(0.5))).collect();
        Self { truth, consistency, noise }
    }

    fn answer<T: Item>(
        &self,
        set: &[T],
        statement: impl Fn(T) -> usize,
        habit: Habit,
        random: &mut Random,
    ) -> SetAnswer<T> {
        if habit == Habit::LeavesOut && random.happens(0.2) {
            return SetAnswer::Skipped;
        }
        let blind = habit == Habit::Clicks || random.happens(0.05);
        let scale = if blind { 0.0 } else { self.consistency };
        let value = |item: T| scale * (self.truth[item.index()] + self.noise[item.index()][statement(item)]);
        let most = random.choose(set, value);
        let answer = SetAnswer::Skipped.with_most(most);
        if habit == Habit::LeavesOut && random.happens(0.3) {
            return answer;
        }
        let left: Vec<T> = set.iter().copied().filter(|&item| item != most).collect();
        answer.with_least(random.choose(&left, |item| -value(item)))
    }

    fn closeness(&self, sets: core::ops::Range<usize>, habit: Habit, random: &mut Random, answers: &mut Answers) {
        for at in sets {
            let answer = self.answer(&CLOSENESS[at], |item| statement(at, item), habit, random);
            answers.closeness[at] = Some(answer);
        }
    }
}

/// Draws a true profile: N(0, 1) for each item, minus the mean.
fn truth<T: Item>(random: &mut Random) -> Vec<f64> {
    let raw: Vec<f64> = T::ALL.iter().map(|_| random.normal(1.0)).collect();
    let mean = raw.iter().sum::<f64>() / raw.len() as f64;
    raw.into_iter().map(|value| value - mean).collect()
}

/// Counts over all people of a simulation of best–worst sets.
#[derive(Default)]
struct Count {
    people: f64,
    correlations: f64,
    correlated: f64,
    tops: f64,
    singles: f64,
    singles_right: f64,
    pairs: f64,
    stated: f64,
    stated_right: f64,
}

impl Count {
    fn add(&mut self, estimate: &Estimate, truth: &[f64]) {
        let items = 0..estimate.count();
        let utility: Vec<f64> = items.clone().map(|item| estimate.utility(item)).collect();
        self.people += 1.0;
        if let Some(r) = correlation(&utility, truth) {
            self.correlations += r;
            self.correlated += 1.0;
        }
        let top = items.clone().max_by(|&one, &other| truth[one].total_cmp(&truth[other])).unwrap();
        let leading = estimate.leading();
        let right = f64::from(u8::from(leading.contains(top)));
        self.tops += right;
        if leading.len() == 1 {
            self.singles += 1.0;
            self.singles_right += right;
        }
        for one in items {
            for other in 0..one {
                self.pairs += 1.0;
                let above = estimate.probability_above(one, other);
                if !(1.0 - LEAD_THRESHOLD..LEAD_THRESHOLD).contains(&above) {
                    self.stated += 1.0;
                    self.stated_right += f64::from(u8::from((above > 0.5) == (truth[one] > truth[other])));
                }
            }
        }
    }

    fn correlation(&self) -> f64 {
        self.correlations / self.correlated
    }

    fn contains_top(&self) -> f64 {
        self.tops / self.people
    }

    fn single(&self) -> f64 {
        self.singles / self.people
    }

    fn single_right(&self) -> f64 {
        self.singles_right / self.singles
    }

    fn pairs_stated(&self) -> f64 {
        self.stated / self.pairs
    }

    fn pairs_right(&self) -> f64 {
        self.stated_right / self.stated
    }
}

/// Pearson's correlation. `None` if one of the two does not vary.
fn correlation(one: &[f64], other: &[f64]) -> Option<f64> {
    let count = one.len() as f64;
    let (mean_one, mean_other) = (one.iter().sum::<f64>() / count, other.iter().sum::<f64>() / count);
    let (mut product, mut square_one, mut square_other) = (0.0, 0.0, 0.0);
    for (a, b) in one.iter().zip(other) {
        product += (a - mean_one) * (b - mean_other);
        square_one += (a - mean_one).powi(2);
        square_other += (b - mean_other).powi(2);
    }
    (square_one > TIE * TIE && square_other > TIE * TIE).then(|| product / (square_one * square_other).sqrt())
}

/// Simulates the Closeness section. With `refine`, a person who is offered Refine closeness also answers that section.
fn simulate_closeness(seed: u64, habit: Habit, refine: bool) -> Count {
    let mut random = Random::new(seed);
    let mut bias = Bias::new();
    let mut count = Count::default();
    for person in 0..PEOPLE {
        if person % PEOPLE_PER_DRAW == 0 {
            bias = draw_bias::<Type>(&mut random);
        }
        let person = Person::new(truth::<Type>(&mut random), &bias, &mut random);
        let mut answers = Answers::default();
        person.closeness(0..CLOSENESS_FIRST, habit, &mut random, &mut answers);
        let mut closeness = Closeness::new(&answers);
        if refine && closeness.refine_offered {
            person.closeness(CLOSENESS_FIRST..CLOSENESS.len(), habit, &mut random, &mut answers);
            closeness = Closeness::new(&answers);
        }
        if closeness.picture.shown {
            count.add(&closeness.picture.estimate, &person.truth);
        }
    }
    count
}

/// Simulates the Factors section. Each factor has one statement, which is shown three times. With `anew`, the statement
/// effect is drawn again for each showing, as in the reference figures of the method. Without it, the effect is the
/// same each time, so that it does not average out.
fn simulate_factors(seed: u64, anew: bool) -> Count {
    let mut random = Random::new(seed);
    let mut bias = Bias::new();
    let mut count = Count::default();
    for person in 0..PEOPLE {
        if person % PEOPLE_PER_DRAW == 0 {
            bias = draw_bias::<Factor>(&mut random);
        }
        let person = Person::new(truth::<Factor>(&mut random), &bias, &mut random);
        let answers = core::array::from_fn::<_, { FACTORS.len() }, _>(|at| {
            let showing = |item| FACTORS[..at].iter().filter(|set| anew && set.contains(&item)).count();
            Some(person.answer(&FACTORS[at], showing, Habit::Ordinary, &mut random))
        });
        let picture = Picture::new(&FACTORS, &answers, FACTORS_NEEDED, FACTORS.len());
        count.add(&picture.estimate, &person.truth);
    }
    count
}

/// The share of pairs of people with the same true profile for whom the comparison reports any difference.
fn couples(seed: u64) -> f64 {
    let mut random = Random::new(seed);
    let mut bias = Bias::new();
    let mut told = 0;
    for pair in 0..PEOPLE {
        if pair % PEOPLE_PER_DRAW == 0 {
            bias = draw_bias::<Type>(&mut random);
        }
        let truth = truth::<Type>(&mut random);
        let mut picture = || {
            let person = Person::new(truth.clone(), &bias, &mut random);
            let mut answers = Answers::default();
            person.closeness(0..CLOSENESS_FIRST, Habit::Ordinary, &mut random, &mut answers);
            Picture::new(&CLOSENESS, &answers.closeness, CLOSENESS_NEEDED, CLOSENESS_FIRST)
        };
        let verdicts = compare(&picture(), &picture()).unwrap();
        let differ = |verdict: Verdict| matches!(verdict, Verdict::FirstMore | Verdict::SecondMore);
        told += usize::from(verdicts.into_iter().any(|(_, verdict)| differ(verdict)));
    }
    told as f64 / PEOPLE as f64
}

/// Counts over all people of the simulation of Now and wanted.
#[derive(Default)]
struct NowCount {
    correlations: f64,
    correlated: f64,
    zeros: f64,
    zeros_clear: f64,
}

impl NowCount {
    fn correlation(&self) -> f64 {
        self.correlations / self.correlated
    }

    fn false_clear(&self) -> f64 {
        self.zeros_clear / self.zeros
    }
}

/// Simulates the Now and wanted section.
fn simulate_now(seed: u64) -> NowCount {
    const GAPS: [f64; 9] = [-1.0, -0.5, 0.0, 0.0, 0.0, 0.5, 1.0, 1.5, 2.0];
    let mut random = Random::new(seed);
    let mut effects = PerType::default();
    let mut count = NowCount::default();
    for person in 0..PEOPLE_NOW {
        if person % PEOPLE_PER_DRAW == 0 {
            effects = PerType::from_fn(|_| [random.normal(0.4), random.normal(0.4)]);
        }
        let elevation = random.normal(0.5);
        let truth = PerType::from_fn(|_| GAPS[random.0.below(GAPS.len())]);
        let mut answers = Answers::default();
        for item in Type::ALL {
            let now = 2.0 + random.normal(0.8);
            for at in 0..2 {
                let often = now + elevation + effects[item][at] + random.normal(0.6);
                let wish = truth[item] + random.normal(0.6);
                answers.often[item][at] = Often::new(often.round().clamp(0.0, 4.0) as u8);
                answers.wish[item][at] = Wish::new(wish.round().clamp(-2.0, 2.0) as i8);
            }
        }
        let gaps = gaps(&answers).unwrap();
        let told: Vec<f64> = Type::ALL.iter().map(|&item| gaps[item].wish.unwrap().value).collect();
        let true_gaps: Vec<f64> = Type::ALL.iter().map(|&item| truth[item]).collect();
        if let Some(r) = correlation(&told, &true_gaps) {
            count.correlations += r;
            count.correlated += 1.0;
        }
        for item in Type::ALL {
            if truth[item].abs() < TIE {
                count.zeros += 1.0;
                let clear = matches!(gaps[item].wanted(), Some(Wanted::ClearlyMore | Wanted::ClearlyLess));
                count.zeros_clear += f64::from(u8::from(clear));
            }
        }
    }
    count
}
