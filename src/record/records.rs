//! Converts a run to records, and records to a run.

use super::key::Key;
use super::value::{RunHeader, Value};
use crate::content::Topic;
use crate::quiz::{Day, Question, Run, SetAnswer, Snapshot};

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
    // Before the answers, which replace what it contains; see `write` in storage.rs.
    if let Some(snapshot) = &run.snapshot {
        records.put(Key::Snapshot, snapshot.write());
    }
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
            Some(()) => found |= !matches!(key, Key::Label | Key::Begun | Key::Snapshot),
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
        Key::Snapshot => decode_into(text, |snapshot| run.snapshot = Some(Box::new(snapshot))),
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

/// A snapshot of a run, taken on this day.
#[must_use]
pub fn snapshot_of(run: &Run, day: Day) -> Option<Snapshot> {
    let mut records = records(run);
    for key in NOT_IN_SNAPSHOTS {
        records.remove(key);
    }
    run_of(&records).0.map(|run| Snapshot { day, run })
}

/// The records that a snapshot does not contain.
const NOT_IN_SNAPSHOTS: [Key; 3] = [Key::Label, Key::Begun, Key::Snapshot];

/// The length to which a snapshot is padded: that of the longest one, so that the length of an encrypted snapshot says
/// nothing about the answers.
const SNAPSHOT_LENGTH: usize = 1900;

/// One record, so that a storage contains the whole snapshot or nothing of it: the day, and the records of the run,
/// `2026-11-27;run=seed:7 at:end skipped:- with:-;subject=friend`, padded with spaces.
impl Value for Snapshot {
    fn write(&self) -> String {
        let mut text = self.day.write();
        for (key, value) in records(&self.run).iter() {
            text.push_str(&format!(";{key}={value}"));
        }
        while text.len() < SNAPSHOT_LENGTH {
            text.push(' ');
        }
        text
    }

    fn read(text: &str) -> Option<Self> {
        let mut parts = text.trim_end_matches(' ').split(';');
        let day = Day::read(parts.next()?)?;
        let mut records = Records::default();
        for part in parts {
            let (key, value) = part.split_once('=')?;
            let key = Key::parse(key).filter(|key| !NOT_IN_SNAPSHOTS.contains(key))?;
            records.put(key, value.to_owned());
        }
        let snapshot = Self { day, run: run_of(&records).0? };
        (snapshot.write() == text).then_some(snapshot)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{Factor, Subject, Type};
    use crate::quiz::{Amount, Label, Often, Pick, Wish};

    fn day() -> Day {
        Day::new(2026, 11, 27).unwrap()
    }

    /// The run with the longest records that the app can write.
    fn longest() -> Run {
        let longest_id = |one: &&'static str, other: &&'static str| one.len().cmp(&other.len());
        let set = |ids: &[&'static str]| {
            let mut ids = ids.to_vec();
            ids.sort_by(longest_id);
            [ids[ids.len() - 1], ids[ids.len() - 2]]
        };
        let [most, least] = set(&Type::ALL.map(Type::id)).map(Type::from_id);
        let types = SetAnswer::Chosen(Pick::new(most, least).unwrap());
        let [most, least] = set(&Factor::ALL.map(Factor::id)).map(Factor::from_id);
        let factors = SetAnswer::Chosen(Pick::new(most, least).unwrap());
        let mut run = Run::new(u64::MAX, Subject::Partner);
        (run.obstacles, run.refine, run.at) = (true, true, Some(Question::Closeness(9)));
        run.skipped = vec![Question::PartOf, Question::Present];
        run.skipped.extend(Type::ALL.map(Question::Now));
        run.answers.closeness.fill(Some(types));
        run.answers.factors.fill(Some(factors));
        run.answers.part_of = Some(crate::content::PerType::from_fn(|_| true));
        for of in Type::ALL {
            run.answers.often[of] = [Often::new(4); 2];
            run.answers.wish[of] = [Wish::new(-2); 2];
        }
        for of in Factor::ALL {
            run.answers.present[of] = Often::new(4);
        }
        for topic in Topic::all() {
            run.answers.set_amount(topic, Some(Amount::PreferNotToSay));
        }
        run.label = Label::new("Sam");
        run.begun = Some(day());
        run
    }

    #[test]
    fn a_snapshot_reads_as_it_is_written_without_label_and_day() {
        for run in [longest(), Run::new(7, Subject::Friend), Run::empty(0)] {
            let snapshot = snapshot_of(&run, day()).unwrap();
            let text = snapshot.write();
            assert_eq!(Snapshot::read(&text), Some(snapshot.clone()));
            assert_eq!((snapshot.run.label, snapshot.run.begun), (None, None));
            assert_eq!((snapshot.run.answers, snapshot.run.at), (run.answers, run.at));
        }
        // A snapshot of a run with a snapshot does not contain it.
        let again = Run { snapshot: snapshot_of(&longest(), day()).map(Box::new), ..longest() };
        assert_eq!(snapshot_of(&again, day()), snapshot_of(&longest(), day()));
    }

    /// An answer can remove the question that comes next. The run then continues at its first question.
    #[test]
    fn a_snapshot_of_a_run_at_a_question_that_it_no_longer_asks_can_be_read() {
        let mut run = Run::new(7, Subject::General);
        run.at = Some(Question::Present);
        let snapshot = snapshot_of(&run, day()).unwrap();
        assert_eq!(snapshot.run.at, Some(Question::Subject));
        assert_eq!(Snapshot::read(&snapshot.write()), Some(snapshot));
    }

    #[test]
    fn all_snapshots_have_the_same_length() {
        // The name of the next question has a length, too.
        let longest = longest().questions().into_iter().map(|at| Run { at: Some(at), ..longest() });
        for run in longest.chain([Run::new(7, Subject::Friend)]) {
            let text = snapshot_of(&run, day()).unwrap().write();
            assert_eq!(text.len(), SNAPSHOT_LENGTH, "{text}");
        }
    }

    #[test]
    fn other_texts_are_not_snapshots() {
        let text = snapshot_of(&Run::new(7, Subject::Friend), day()).unwrap().write();
        let short = text.trim_end();
        for alien in [
            "",
            "2026-11-27",
            short,
            &format!("{text} "),
            &text.replacen("2026", "2O26", 1),
            &text.replacen(";subject=friend", ";subject=nobody", 1),
            &text.replacen(";subject=friend", ";subject=family;subject=friend", 1),
            &text.replacen(";subject=friend", ";label=Sam;subject=friend", 1),
            &text.replacen(";subject=friend", ";snapshot=2026-11-27;subject=friend", 1),
            &text.replacen(";run=", ";nothing=", 1),
        ] {
            assert_eq!(Snapshot::read(alien), None, "{alien:?}");
        }
        // Written as a snapshot is, but with a label, a day, or a snapshot of its own.
        let run = Run::new(7, Subject::Friend);
        let own = snapshot_of(&run, day()).map(Box::new);
        for run in [
            Run { label: Label::new("Sam"), ..run.clone() },
            Run { begun: Some(day()), ..run.clone() },
            Run { snapshot: own, ..run },
        ] {
            let alien = Snapshot { day: day(), run }.write();
            assert_eq!(Snapshot::read(&alien), None, "{alien:?}");
        }
    }
}
