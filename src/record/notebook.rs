//! A run as records, and records as a run.

use super::codec::{DecodeError, Stamp, open, seal};
use super::key::{Key, Shelf};
use super::merge::Writings;
use super::store::{Store, StoreError};
use super::value::{Frame, Value};
use crate::content::Topic;
use crate::quiz::{Answers, Question, Run, SetAnswer};

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
    let frame = Frame {
        seed: run.seed,
        at: run.at,
        skipped: run.skipped.clone(),
        obstacles: run.obstacles,
        refine: run.refine,
    };
    records.put(Key::Run, frame.write());
    if let Some(subject) = answers.subject {
        records.put(Key::Subject, subject.write());
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

/// What was found in a storage.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    /// The run, if there is one. Without its own record it goes on from the beginning, with the answers that are there.
    pub run: Option<Run>,
    /// Keys of this shelf that could not be read, with why. They stay as they are.
    pub unreadable: Vec<(String, DecodeError)>,
    /// The records that were read, as they were written.
    pub writings: Writings,
    /// Those of them that are written in the present schema.
    pub records: Records,
    /// The greatest clock that was seen.
    pub clock: u32,
}

/// Reads whatever is good on a shelf.
///
/// # Errors
/// When the storage itself refuses.
pub fn read(store: &dyn Store, shelf: &Shelf) -> Result<Kept, StoreError> {
    let mut kept = Kept::default();
    for place in store.keys(shelf.prefix())? {
        if place == shelf.lock() {
            continue;
        }
        let Some(text) = store.get(&place)? else { continue };
        let opened = shelf.key(&place).ok_or(DecodeError::Damaged).and_then(|key| Ok((key, open(key, &text)?)));
        match opened {
            Ok((key, (stamp, value))) => {
                kept.clock = kept.clock.max(stamp.clock);
                // A record of schema 1 is written anew when something is kept the next time.
                if stamp.clock > 0 {
                    kept.records.put(key, value.to_owned());
                }
                kept.writings.put(key, stamp, value);
            }
            Err(problem) => kept.unreadable.push((place, problem)),
        }
    }
    let (run, bad) = run_of(&kept.writings.records());
    kept.run = run;
    for key in bad {
        kept.records.remove(key);
        kept.writings.remove(key);
        kept.unreadable.push((shelf.place(key), DecodeError::Damaged));
    }
    Ok(kept)
}

/// The run that records make, and the records among them that hold no value of their kind.
#[must_use]
pub fn run_of(records: &Records) -> (Option<Run>, Vec<Key>) {
    let mut answers = Answers::default();
    let mut frame: Option<Frame> = None;
    let mut found = false;
    let mut bad = Vec::new();
    for (key, value) in records.iter() {
        let good = if key == Key::Run {
            fill(value, |value| frame = Some(value))
        } else {
            let good = restore(&mut answers, key, value);
            found |= good.is_some();
            good
        };
        if good.is_none() {
            bad.push(key);
        }
    }
    if !found && frame.is_none() {
        return (None, bad);
    }
    let seed = frame.as_ref().map_or(0, |frame| frame.seed);
    let mut run =
        Run { seed, answers, at: Some(Question::Subject), skipped: Vec::new(), obstacles: false, refine: false };
    if let Some(frame) = frame {
        run.skipped = frame.skipped;
        run.obstacles = frame.obstacles;
        run.refine = frame.refine;
        run.at = frame.at.filter(|at| run.questions().contains(at));
        if run.at.is_none() && frame.at.is_some() {
            run.at = Some(Question::Subject);
        }
    }
    (Some(run), bad)
}

/// Decodes a value and puts it in its place.
fn fill<T: Value>(text: &str, put: impl FnOnce(T)) -> Option<()> {
    T::read(text).map(put)
}

fn restore(answers: &mut Answers, key: Key, text: &str) -> Option<()> {
    match key {
        Key::Run => None,
        Key::Subject => fill(text, |subject| answers.subject = Some(subject)),
        Key::PartOf => fill(text, |parts| answers.part_of = Some(parts)),
        Key::Closeness(set) => slot(&mut answers.closeness, set, text),
        Key::Factors(set) => slot(&mut answers.factors, set, text),
        Key::Now(of) => fill(text, |(often, wish)| {
            answers.often[of] = often;
            answers.wish[of] = wish;
        }),
        Key::Present(of) => fill(text, |often| answers.present[of] = Some(often)),
        Key::Obstacle(topic) => fill(text, |amount| answers.set_amount(topic, Some(amount))),
    }
}

fn slot<T>(slots: &mut [Option<SetAnswer<T>>], at: u8, text: &str) -> Option<()>
where
    SetAnswer<T>: Value,
{
    fill(text, |value| {
        if let Some(slot) = slots.get_mut(usize::from(at)) {
            *slot = Some(value);
        }
    })
}

/// The seed of the run whose own record lies on a shelf: what tells one run from another.
#[must_use]
pub fn seed_of(value: &str) -> Option<u64> {
    Frame::read(value).map(|frame| frame.seed)
}

/// Brings a shelf from one state to another: writes what is new or different, reads it back, removes what is gone.
///
/// Returns what the shelf holds now; a record that could not be written is as it was before.
///
/// # Errors
/// The first failure, after everything was tried.
pub fn write(
    store: &dyn Store,
    shelf: &Shelf,
    stamp: Stamp,
    from: &Records,
    to: &Records,
) -> (Records, Result<(), StoreError>) {
    let mut now = from.clone();
    let mut outcome = Ok(());
    let mut tried = |result: Result<(), StoreError>| {
        if outcome.is_ok() {
            outcome = result;
        }
        result.is_ok()
    };
    for (key, value) in to.iter() {
        if from.get(key) != Some(value) && tried(write_one(store, shelf, key, &seal(key, stamp, value))) {
            now.put(key, value.to_owned());
        }
    }
    for (key, _) in from.iter().filter(|(key, _)| to.get(*key).is_none()) {
        if tried(store.remove(&shelf.place(key))) {
            now.remove(key);
        }
    }
    (now, outcome)
}

fn write_one(store: &dyn Store, shelf: &Shelf, key: Key, text: &str) -> Result<(), StoreError> {
    let place = shelf.place(key);
    if let Some(before) = store.get(&place)? {
        match open(key, &before) {
            // What a later version wrote is not ours to change.
            Err(DecodeError::Newer(_)) => return Err(StoreError::Newer),
            Ok((_, value)) if reads(key, value) => {}
            // What cannot be read is set aside, and never written over.
            _ => set_aside(store, shelf.aside(key), &before)?,
        }
    }
    store.set(&place, text)?;
    if store.get(&place)?.as_deref() == Some(text) { Ok(()) } else { Err(StoreError::NotWritten) }
}

/// Whether a value is one of its key.
fn reads(key: Key, value: &str) -> bool {
    run_of(&Records(vec![(key, value.to_owned())])).1.is_empty()
}

/// Puts a text beside what was put there before, which is not written over either.
fn set_aside(store: &dyn Store, mut place: String, text: &str) -> Result<(), StoreError> {
    while let Some(other) = store.get(&place)? {
        if other == text {
            return Ok(());
        }
        place.push('+');
    }
    store.set(&place, text)
}

/// Removes everything on a shelf, what could not be read included, and looks whether it is gone: all but what lies in one
/// place, where there is any to be left. What cannot be removed keeps nothing else from it.
///
/// # Errors
/// When the storage refuses, or still holds something.
pub fn erase(store: &dyn Store, shelf: &Shelf, but: Option<&str>) -> Result<(), StoreError> {
    // Once more for what another window was just writing.
    for _ in 0..3 {
        let mut outcome = Ok(());
        let mut left = store.keys(shelf.prefix())?;
        left.retain(|place| Some(place.as_str()) != but);
        if left.is_empty() {
            return Ok(());
        }
        for place in left {
            outcome = outcome.and(store.remove(&place));
        }
        outcome?;
    }
    Err(StoreError::NotWritten)
}
