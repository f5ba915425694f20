//! Converts a run to records, and records to a run.

use super::key::Key;
use super::value::{RunHeader, Value};
use crate::content::Topic;
use crate::quiz::{Question, Run, SetAnswer};

/// The records of a run, each key once. It is a list, because a standard map would add 5 KB of wasm.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Records(Vec<(Key, String)>);

impl Records {
    /// The keys and values.
    pub fn iter(&self) -> impl Iterator<Item = (Key, &str)> {
        self.0.iter().map(|(key, text)| (*key, text.as_str()))
    }

    /// The value of a record.
    #[must_use]
    pub fn get(&self, key: Key) -> Option<&str> {
        self.iter().find(|(of, _)| *of == key).map(|(_, text)| text)
    }

    /// Adds a record, or replaces its value.
    pub fn put(&mut self, key: Key, text: String) {
        self.remove(key);
        self.0.push((key, text));
    }

    /// Removes a record.
    pub fn remove(&mut self, key: Key) {
        self.0.retain(|(of, _)| *of != key);
    }
}

/// The records of a run: its header, and one for each answer.
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

/// Whether a text is a valid value of a record.
#[must_use]
pub fn is_value(key: Key, text: &str) -> bool {
    run_of(&Records(vec![(key, text.to_owned())])).1.is_empty()
}

/// The run that these records describe, and the keys of the records whose value is not valid.
///
/// There is a run if there is its header or an answer. Without a header, the run continues at the beginning.
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
        // This run may not ask the stored question. Then it continues at the subject.
        let at = header.at.filter(|at| run.questions().contains(at));
        run.at = if header.at.is_some() { at.or(Some(Question::Subject)) } else { None };
    }
    (Some(run), bad)
}

/// Decodes a value and passes it to `put`.
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

/// The seed in the value of a run's header. It identifies the run.
#[must_use]
pub fn seed_of(value: &str) -> Option<u64> {
    RunHeader::read(value).map(|header| header.seed)
}
