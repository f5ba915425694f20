//! A run as records, and records as a run.

use super::key::Key;
use super::value::{RunHeader, Value};
use crate::content::Topic;
use crate::quiz::{Question, Run, SetAnswer};

/// The value of every record of a run, each key once: a short list, because a map is 5 KB of wasm.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Records(Vec<(Key, String)>);

impl Records {
    /// Each record with its value.
    pub fn iter(&self) -> impl Iterator<Item = (Key, &str)> {
        self.0.iter().map(|(key, text)| (*key, text.as_str()))
    }

    /// The value of a record.
    #[must_use]
    pub fn get(&self, key: Key) -> Option<&str> {
        self.iter().find(|(of, _)| *of == key).map(|(_, text)| text)
    }

    /// Puts a value in the place of the one that the record has.
    pub fn put(&mut self, key: Key, text: String) {
        self.remove(key);
        self.0.push((key, text));
    }

    /// Leaves a record out.
    pub fn remove(&mut self, key: Key) {
        self.0.retain(|(of, _)| *of != key);
    }
}

/// The records of a run: one for each answer that was given.
#[must_use]
pub fn records(run: &Run) -> Records {
    let answers = &run.answers;
    let mut records = Records::default();
    let header = RunHeader {
        seed: run.seed,
        at: run.at,
        skipped: run.skipped.clone(),
        obstacles: run.obstacles,
        refine: run.refine,
    };
    records.put(Key::Run, header.write());
    if let Some(subject) = answers.subject {
        records.put(Key::Subject, subject.write());
    }
    if let Some(label) = &run.label {
        records.put(Key::Label, label.write());
    }
    if let Some(begun) = run.begun {
        records.put(Key::Begun, begun.write());
    }
    if let Some(parts) = &answers.part_of {
        records.put(Key::PartOf, parts.write());
    }
    for (set, answer) in (0u8..).zip(&answers.closeness) {
        if let Some(answer) = answer {
            records.put(Key::Closeness(set), answer.write());
        }
    }
    for (set, answer) in (0u8..).zip(&answers.factors) {
        if let Some(answer) = answer {
            records.put(Key::Factors(set), answer.write());
        }
    }
    for (of, often) in answers.often.iter() {
        let now = (*often, answers.wish[of]);
        if now.0.iter().any(Option::is_some) || now.1.iter().any(Option::is_some) {
            records.put(Key::Now(of), now.write());
        }
    }
    for (of, often) in answers.present.iter() {
        if let Some(often) = often {
            records.put(Key::Present(of), often.write());
        }
    }
    for topic in Topic::all() {
        if let Some(amount) = answers.amount(topic) {
            records.put(Key::Obstacle(topic), amount.write());
        }
    }
    records
}

/// Whether a text is a value of its key.
#[must_use]
pub fn is_value(key: Key, text: &str) -> bool {
    run_of(&Records(vec![(key, text.to_owned())])).1.is_empty()
}

/// The run that records make, and the records among them that hold no value of their kind.
///
/// There is a run if there is its own record or an answer. Without its own record it goes on from the beginning.
#[must_use]
pub fn run_of(records: &Records) -> (Option<Run>, Vec<Key>) {
    let mut run = Run::empty(0);
    let mut header: Option<RunHeader> = None;
    let mut found = false;
    let mut bad = Vec::new();
    for (key, value) in records.iter() {
        let good = if key == Key::Run {
            decode_into(value, |value| header = Some(value))
        } else {
            restore(&mut run, key, value)
        };
        match good {
            Some(()) => found |= !matches!(key, Key::Label | Key::Begun),
            None => bad.push(key),
        }
    }
    if !found {
        return (None, bad);
    }
    if let Some(header) = header {
        run.seed = header.seed;
        run.skipped = header.skipped;
        run.obstacles = header.obstacles;
        run.refine = header.refine;
        // A question that this run does not ask is no place to go on.
        let at = header.at.filter(|at| run.questions().contains(at));
        run.at = if header.at.is_some() { at.or(Some(Question::Subject)) } else { None };
    }
    (Some(run), bad)
}

/// Decodes a value and hands it over.
fn decode_into<T: Value>(text: &str, put: impl FnOnce(T)) -> Option<()> {
    T::read(text).map(put)
}

fn restore(run: &mut Run, key: Key, text: &str) -> Option<()> {
    let answers = &mut run.answers;
    match key {
        Key::Run => None,
        Key::Subject => decode_into(text, |subject| answers.subject = Some(subject)),
        Key::Label => decode_into(text, |label| run.label = Some(label)),
        Key::Begun => decode_into(text, |begun| run.begun = Some(begun)),
        Key::PartOf => decode_into(text, |parts| answers.part_of = Some(parts)),
        Key::Closeness(set) => decode_slot(&mut answers.closeness, set, text),
        Key::Factors(set) => decode_slot(&mut answers.factors, set, text),
        Key::Now(of) => decode_into(text, |(often, wish)| {
            answers.often[of] = often;
            answers.wish[of] = wish;
        }),
        Key::Present(of) => decode_into(text, |often| answers.present[of] = Some(often)),
        Key::Obstacle(topic) => decode_into(text, |amount| answers.set_amount(topic, Some(amount))),
    }
}

fn decode_slot<T>(slots: &mut [Option<SetAnswer<T>>], at: u8, text: &str) -> Option<()>
where
    SetAnswer<T>: Value,
{
    decode_into(text, |value| {
        if let Some(slot) = slots.get_mut(usize::from(at)) {
            *slot = Some(value);
        }
    })
}

/// The seed of the run whose own record lies on a namespace: what tells one run from another.
#[must_use]
pub fn seed_of(value: &str) -> Option<u64> {
    RunHeader::read(value).map(|header| header.seed)
}
