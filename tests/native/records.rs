//! The repository: runs are saved and read again, also when windows compete or the storage fails or is damaged.

use intimacy_explorer::content::{Factor, Issue, PerFactor, PerIssue, PerRoot, PerType, Root, Subject, Type};
use intimacy_explorer::quiz::design::{CLOSENESS, FACTORS};
use intimacy_explorer::quiz::{Amount, Answers, Day, Level, Often, Pick, Question, Run, SetAnswer, Wish};
use intimacy_explorer::record::{
    self, DecodeError, Key, Memory, Namespace, PREFIX, RunId, SCHEMA, SaveOutcome, Store, StoreError, snapshot_of,
};
use proptest::prelude::*;
use std::cell::Cell;
use std::path::Path;
use std::rc::Rc;

/// A storage that outlives the repositories that use it.
type Shared = Rc<Memory>;

/// A storage that calls a function before each of its own calls, with the name of the call. The function can act as
/// another window, or return an error for the call.
struct Meanwhile<F: Fn(&str) -> Result<(), StoreError>>(Shared, F);

impl<F: Fn(&str) -> Result<(), StoreError>> Store for Meanwhile<F> {
    fn keys(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        (self.1)("keys")?;
        self.0.keys(prefix)
    }

    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        (self.1)("get")?;
        self.0.get(key)
    }

    fn set(&self, key: &str, text: &str) -> Result<(), StoreError> {
        (self.1)("set")?;
        self.0.set(key, text)
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        (self.1)("remove")?;
        self.0.remove(key)
    }
}

/// The run of the tests that need only one run. Its keys have no run number, as in versions that knew only one run.
const RUN: RunId = RunId::UNNUMBERED;

/// The day of an import.
fn day() -> Day {
    Day::new(2026, 11, 27).unwrap()
}

/// The result of reading that run.
#[derive(Debug, Default)]
struct Found {
    run: Option<Run>,
    unreadable: Vec<(String, DecodeError)>,
}

fn found(loaded: record::Loaded) -> Found {
    Found { run: loaded.run(RUN).and_then(|found| found.run.clone()), unreadable: loaded.unreadable }
}

fn read(store: &dyn Store, namespace: &Namespace) -> Result<Found, StoreError> {
    record::read(store, namespace).map(found)
}

/// A repository that is used for that run only.
struct Repository(record::Repository);

impl Repository {
    fn open(store: Box<dyn Store>, namespace: Namespace, replica: u32) -> (Self, Result<Found, StoreError>) {
        let (repository, loaded) = record::Repository::open(store, namespace, replica);
        (Self(repository), loaded.map(found))
    }

    fn save(&self, run: Option<&Run>) -> Result<SaveOutcome, StoreError> {
        match run {
            Some(run) => self.0.save(RUN, run),
            None => self.0.remove(RUN).map(|()| SaveOutcome::Saved),
        }
    }

    fn reload(&self, mine: Option<&Run>) -> Result<Option<Run>, StoreError> {
        let mine: Vec<(RunId, &Run)> = mine.into_iter().map(|run| (RUN, run)).collect();
        let runs = self.0.reload(&mine)?;
        Ok(runs.into_iter().find(|(id, _)| *id == RUN).map(|(_, run)| run))
    }

    fn erase(&self) -> Result<(), StoreError> {
        self.0.erase()
    }

    fn invalidate(&self) {
        self.0.invalidate();
    }

    fn damaged(&self) -> bool {
        self.0.damaged()
    }
}

fn namespace() -> Namespace {
    Namespace::new("default")
}

/// The other two maps in the storage of every test: what happens to the first must not change them.
fn neighbours() -> [(RunId, Run); 2] {
    let mut friend = Run::new(8, Subject::Friend);
    friend.answers.closeness[0] = Some(SetAnswer::Equal);
    let mut family = Run::new(9, Subject::Family);
    family.answers.closeness[1] = Some(SetAnswer::Skipped);
    [(RunId::new(42), friend), (RunId::new(43), family)]
}

/// A storage that contains the records of a run and of the neighbours.
fn stored(run: &Run) -> Shared {
    let store = beside_neighbours(Memory::default());
    let (repository, _) = Repository::open(Box::new(store.clone()), namespace(), 1);
    repository.save(Some(run)).unwrap();
    store
}

/// Puts the neighbours into a storage.
fn beside_neighbours(store: Memory) -> Shared {
    let store = Shared::new(store);
    let (repository, _) = Repository::open(Box::new(store.clone()), namespace(), 1);
    for (id, neighbour) in neighbours() {
        repository.0.save(id, &neighbour).unwrap();
    }
    store
}

/// The size of everything in a storage, as [`Memory::with_room`] counts it.
fn size(store: &Shared) -> usize {
    store.keys("").unwrap().iter().map(|key| key.len() + store.get(key).unwrap().unwrap().len()).sum()
}

/// The keys that do not belong to the neighbours. Fails if a neighbour has changed, unless nothing at all is left.
fn own_keys(store: &dyn Store) -> Vec<String> {
    let mut keys = store.keys("").unwrap();
    if keys.is_empty() {
        return keys;
    }
    let loaded = record::read(store, &namespace()).unwrap();
    for (id, neighbour) in neighbours() {
        assert_eq!(loaded.run(id).and_then(|found| found.run.clone()), Some(neighbour), "{id} has changed");
    }
    keys.retain(|key| !neighbours().iter().any(|(id, _)| namespace().run_of_key(key) == Some(*id)));
    keys
}

/// A run of which an import has replaced an answer, as it was and as it is.
fn imported() -> (Run, Run) {
    let before = example();
    let mut after = Run { snapshot: snapshot_of(&before, day()).map(Box::new), ..before.clone() };
    after.answers.present.trust = Often::new(0);
    (before, after)
}

/// Saves a run over another one, and ends the browser before each of its changes to the storage. In each case the
/// earlier answers are there, in the run or in its snapshot. Returns the number of changes.
fn ends_before_each_change(from: &Run, to: &Run, earlier: &Run) -> i32 {
    for changes in 0.. {
        let store = stored(from);
        let left = Cell::new(changes);
        let ends = move |call: &str| {
            if call == "set" || call == "remove" {
                left.set(left.get() - 1);
            }
            if left.get() < 0 { Err(StoreError::Denied) } else { Ok(()) }
        };
        let (repository, _) = Repository::open(Box::new(Meanwhile(store.clone(), ends)), namespace(), 2);
        let outcome = repository.save(Some(to));
        let found = read(&store, &namespace()).unwrap().run.unwrap();
        let kept = found.snapshot.as_ref().map_or(&found, |snapshot| &snapshot.run);
        assert_eq!(kept.answers, earlier.answers, "after {changes} changes");
        if outcome.is_ok() {
            assert_eq!(&found, to);
            return changes;
        }
    }
    unreachable!("the loop has no end")
}

#[test]
fn an_answer_is_replaced_only_when_the_snapshot_of_it_is_stored() {
    let (before, after) = imported();
    assert_eq!(ends_before_each_change(&before, &after, &before), 2, "the snapshot and the answer");
}

#[test]
fn where_there_is_no_room_for_the_snapshot_no_answer_is_replaced() {
    let (before, after) = imported();
    let store = stored(&before);
    let texts = |store: &Memory| -> Vec<(String, Option<String>)> {
        let mut keys = store.keys("").unwrap();
        keys.sort();
        keys.into_iter().map(|key| (key.clone(), store.get(&key).unwrap())).collect()
    };
    let used = texts(&store).iter().map(|(key, text)| key.len() + text.as_ref().unwrap().len()).sum::<usize>();
    let full = Shared::new(Memory::with_room(used + 100));
    for (key, text) in texts(&store) {
        full.set(&key, &text.unwrap()).unwrap();
    }
    let (repository, _) = Repository::open(Box::new(full.clone()), namespace(), 2);
    assert_eq!(repository.save(Some(&after)), Err(StoreError::Full));
    assert_eq!(texts(&full), texts(&store));
    // The person removes the snapshot. Then the answers fit.
    let removed = Run { snapshot: None, ..after };
    assert_eq!(repository.save(Some(&removed)), Ok(SaveOutcome::Saved));
    assert_eq!(read(&full, &namespace()).unwrap().run, Some(removed));
}

#[test]
fn a_snapshot_is_removed_only_when_its_answers_are_stored() {
    let (before, after) = imported();
    assert_eq!(ends_before_each_change(&after, &before, &before), 2, "the answer and the snapshot");
}

/// The earlier answer is longer than the one of the file, and the storage is full.
#[test]
fn going_back_uses_the_room_of_the_snapshot() {
    let (before, mut after) = imported();
    after.answers.closeness[2] = Some(SetAnswer::Equal);
    let store = stored(&after);
    let text = |key: &String| store.get(key).unwrap().unwrap();
    let used = store.keys("").unwrap().iter().map(|key| key.len() + text(key).len()).sum::<usize>();
    let full = Shared::new(Memory::with_room(used));
    for key in store.keys("").unwrap() {
        full.set(&key, &text(&key)).unwrap();
    }
    let (repository, _) = Repository::open(Box::new(full.clone()), namespace(), 2);
    assert_eq!(repository.save(Some(&before)), Ok(SaveOutcome::Saved));
    assert_eq!(read(&full, &namespace()).unwrap().run, Some(before));
}

/// What an interrupted erasing may leave.
#[test]
fn a_snapshot_without_its_map_is_no_map() {
    let (_, after) = imported();
    let store = stored(&after);
    for key in own_keys(&store).into_iter().filter(|key| *key != full_key(Key::Snapshot)) {
        store.remove(&key).unwrap();
    }
    let (repository, found) = Repository::open(Box::new(store.clone()), namespace(), 2);
    assert_eq!(found.unwrap().run, None);
    assert_eq!(repository.reload(None), Ok(None));
    repository.erase().unwrap();
    assert_eq!(store.keys("").unwrap(), Vec::<String>::new());
}

/// A snapshot is removed in one window while another window has it, too.
#[test]
fn a_snapshot_that_one_window_removes_is_gone_in_the_other() {
    let (before, after) = imported();
    let store = stored(&before);
    let open = |replica| Repository::open(Box::new(store.clone()), namespace(), replica).0;
    let (one, other) = (open(2), open(3));
    one.save(Some(&after)).unwrap();
    assert_eq!(other.reload(Some(&before)), Ok(Some(after.clone())));
    one.save(Some(&Run { snapshot: None, ..after.clone() })).unwrap();
    let mut answered = after;
    answered.answers.present.honesty = Often::new(1);
    other.save(Some(&answered)).unwrap();
    let found = other.reload(Some(&answered)).unwrap().unwrap();
    assert_eq!((found.snapshot, found.answers), (None, answered.answers));
    one.erase().unwrap();
    assert_eq!(store.keys("").unwrap(), Vec::<String>::new());
}

fn full_key(key: Key) -> String {
    namespace().full_key(key)
}

fn set<T: Copy + PartialEq + core::fmt::Debug>(items: &[T]) -> impl Strategy<Value = Option<SetAnswer<T>>> + use<T> {
    let items = items.to_vec();
    let count = items.len();
    (0..4u8, 0..=count, 0..=count).prop_map(move |(kind, most, least)| match kind {
        0 => None,
        1 => Some(SetAnswer::Skipped),
        2 => Some(SetAnswer::Equal),
        _ => Pick::new(items.get(most).copied(), items.get(least).copied()).map(SetAnswer::Chosen),
    })
}

fn amount() -> impl Strategy<Value = Option<Amount>> {
    (0..6u8).prop_map(|at| match at {
        0 => None,
        1 => Some(Amount::PreferNotToSay),
        level => Level::new(level - 2).map(Amount::Level),
    })
}

fn per_type<T: core::fmt::Debug>(each: impl Strategy<Value = T>) -> impl Strategy<Value = PerType<T>> {
    prop::collection::vec(each, Type::ALL.len()).prop_map(|values| {
        let mut values = values.into_iter();
        PerType::from_fn(|_| values.next().unwrap())
    })
}

fn often() -> impl Strategy<Value = Option<Often>> {
    (0..6u8).prop_map(Often::new)
}

fn wish() -> impl Strategy<Value = Option<Wish>> {
    (-2..4i8).prop_map(Wish::new)
}

/// Arbitrary answers.
pub fn answers() -> impl Strategy<Value = Answers> {
    let closeness: Vec<_> = CLOSENESS.iter().map(|items| set(items)).collect();
    let factors: Vec<_> = FACTORS.iter().map(|items| set(items)).collect();
    let sets = (closeness, factors);
    let scales =
        (per_type([often(), often()]), per_type([wish(), wish()]), prop::collection::vec(often(), Factor::ALL.len()));
    let rest = (
        0..6usize,
        prop::option::of(per_type(any::<bool>())),
        prop::collection::vec(amount(), Issue::ALL.len() + Root::ALL.len()),
    );
    (sets, scales, rest).prop_map(|((closeness, factors), (often, wish, present), (subject, part_of, amounts))| {
        Answers {
            subject: Subject::ALL.get(subject).copied(),
            closeness: closeness.try_into().unwrap(),
            part_of,
            often,
            wish,
            factors: factors.try_into().unwrap(),
            present: PerFactor::from_fn(|of| present[of.index()]),
            issues: PerIssue::from_fn(|of| amounts[of.index()]),
            roots: PerRoot::from_fn(|of| amounts[Issue::ALL.len() + of.index()]),
        }
    })
}

prop_compose! {
    fn runs()(answers in answers(), earlier in answers(), before: bool, seed: u64, at in 0..40usize, optional in 0..4u8, skipped in 0..8u8) -> Run {
        let pick = [Question::PartOf, Question::Present, Question::Now(Type::Physical)];
        let mut run = Run::new(seed, Subject::Partner);
        run.answers = answers;
        run.obstacles = optional & 1 == 1;
        run.refine = optional & 2 == 2;
        run.skipped = (0..3).filter(|bit| skipped >> bit & 1 == 1).map(|bit| pick[bit]).collect();
        run.at = run.questions().get(at).copied();
        if before {
            run.snapshot = snapshot_of(&Run { answers: earlier, ..run.clone() }, day()).map(Box::new);
        }
        run
    }
}

proptest! {
    #[test]
    fn a_saved_run_is_read_unchanged(run in runs()) {
        let found = read(&stored(&run), &namespace()).unwrap();
        prop_assert_eq!(found.unreadable, vec![]);
        prop_assert_eq!(found.run, Some(run));
    }

    #[test]
    fn saving_another_run_leaves_exactly_its_records(one in runs(), other in runs()) {
        let store = stored(&one);
        let (repository, _) = Repository::open(Box::new(store.clone()), namespace(), 1);
        repository.save(Some(&other)).unwrap();
        prop_assert_eq!(read(&store, &namespace()).unwrap().run, Some(other));
        repository.save(None).unwrap();
        prop_assert_eq!(own_keys(&store), Vec::<String>::new());
    }

    #[test]
    fn any_text_in_a_record_is_handled(text in ".{0,200}", key in 0..Key::all().count()) {
        let store = stored(&Run::new(3, Subject::Friend));
        let key = Key::all().nth(key).unwrap();
        store.set(&full_key(key), &text).unwrap();
        let found = read(&store, &namespace()).unwrap();
        prop_assert!(found.unreadable.iter().all(|(at, _)| *at == full_key(key)));
        prop_assert_eq!(store.get(&full_key(key)).unwrap(), Some(text));
    }
}

fn example() -> Run {
    let mut run = Run::new(11, Subject::Partner);
    run.answers.closeness[2] = Some(SetAnswer::Skipped.with_most(Type::Spiritual).with_least(Type::Emotional));
    run.answers.factors[1] = Some(SetAnswer::Skipped.with_least(Factor::Communication));
    run.answers.present.trust = Often::new(3);
    run
}

/// Records of schema 1 as earlier versions wrote them. Do not change this test while browsers may still contain them.
#[test]
fn records_of_schema_1_are_read() {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/schema-1.json");
    let text = std::fs::read_to_string(fixture).unwrap();
    let fixture: std::collections::BTreeMap<String, String> = serde_json::from_str(&text).unwrap();
    let store = beside_neighbours(Memory::default());
    for (key, text) in &fixture {
        store.set(key, text).unwrap();
    }
    let found = read(&store, &namespace()).unwrap();
    assert_eq!((found.run, found.unreadable), (Some(example()), vec![]));
    // The next save writes them in schema 2. A record that cannot be written then stays unchanged.
    let (repository, _) = Repository::open(Box::new(store.clone()), namespace(), 1);
    repository.save(Some(&example())).unwrap();
    for key in fixture.keys() {
        assert!(store.get(key).unwrap().unwrap().starts_with(r#"{"schema":2,"#), "{key}");
    }
    assert_eq!(read(&store, &namespace()).unwrap().run, Some(example()));
    own_keys(&store);
    let room: usize = fixture.iter().map(|(key, text)| key.len() + text.len()).sum();
    let full = beside_neighbours(Memory::with_room(size(&beside_neighbours(Memory::default())) + room));
    for (key, text) in &fixture {
        full.set(key, text).unwrap();
    }
    let (repository, _) = Repository::open(Box::new(full.clone()), namespace(), 1);
    assert_eq!(repository.save(Some(&example())), Err(StoreError::Full));
    assert_eq!(read(&full, &namespace()).unwrap().run, Some(example()));
    own_keys(&full);
}

/// Records of schema 2 as earlier versions wrote them. Do not change this test either.
#[test]
fn records_of_schema_2_are_read() {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/schema-2.json");
    let text = std::fs::read_to_string(fixture).unwrap();
    let fixture: std::collections::BTreeMap<String, String> = serde_json::from_str(&text).unwrap();
    let store = Shared::default();
    for (key, text) in &fixture {
        store.set(key, text).unwrap();
    }
    let found = read(&store, &namespace()).unwrap();
    assert_eq!((found.run, found.unreadable), (Some(example()), vec![]));
    // The clock of the records counts all saves, so this storage holds nothing else.
    let now = Shared::default();
    Repository::open(Box::new(now.clone()), namespace(), 1).0.save(Some(&example())).unwrap();
    for (key, text) in &fixture {
        assert_eq!(now.get(key).unwrap().as_ref(), Some(text), "this version writes the records of the fixture");
    }
    assert_eq!(now.keys("").unwrap().len(), fixture.len());
}

/// The repositories of two windows with the same namespace.
fn two_windows(store: &Shared) -> [Repository; 2] {
    [1, 2].map(|tab| Repository::open(Box::new(store.clone()), namespace(), tab).0)
}

#[test]
fn answers_of_two_windows_are_merged() {
    let store = stored(&example());
    let [one, other] = two_windows(&store);
    let (mut left, mut right) = (example(), example());
    left.answers.closeness[0] = Some(SetAnswer::Equal);
    right.answers.factors[6] = Some(SetAnswer::Equal);
    one.save(Some(&left)).unwrap();
    other.save(Some(&right)).unwrap();
    let both = read(&store, &namespace()).unwrap().run.unwrap();
    assert_eq!((both.answers.closeness[0], both.answers.factors[6]), (Some(SetAnswer::Equal), Some(SetAnswer::Equal)));
    assert_eq!(one.reload(Some(&left)).unwrap(), Some(both.clone()));
    assert_eq!(other.reload(Some(&right)).unwrap(), Some(both));
}

#[test]
fn the_last_answer_to_a_question_wins_in_both_windows() {
    let store = stored(&example());
    let [one, other] = two_windows(&store);
    let (mut left, mut right) = (example(), example());
    left.answers.subject = Some(Subject::Friend);
    right.answers.subject = Some(Subject::Family);
    one.save(Some(&left)).unwrap();
    other.save(Some(&right)).unwrap();
    assert_eq!(one.reload(Some(&left)).unwrap().unwrap().answers.subject, Some(Subject::Family));
    assert_eq!(other.reload(Some(&right)).unwrap().unwrap().answers.subject, Some(Subject::Family));
}

#[test]
fn a_window_does_not_write_back_a_run_erased_elsewhere() {
    let store = stored(&example());
    let [one, other] = two_windows(&store);
    one.erase().unwrap();
    let mut right = example();
    right.answers.subject = Some(Subject::Family);
    assert_eq!(other.save(Some(&right)), Ok(SaveOutcome::ErasedElsewhere));
    assert_eq!(store.keys("").unwrap(), Vec::<String>::new());
    assert_eq!(other.reload(None).unwrap(), None);
    // A new run can be saved afterwards.
    let fresh = Run::new(99, Subject::Friend);
    assert_eq!(other.save(Some(&fresh)), Ok(SaveOutcome::Saved));
    assert_eq!(read(&store, &namespace()).unwrap().run, Some(fresh));
}

/// A storage in which another window erases everything at the n-th call. It then saves the run `anew`, if there is one.
fn erasing(store: &Shared, calls: &Rc<Cell<usize>>, anew: Option<&Run>) -> impl Store + use<> {
    let (inner, calls, anew) = (store.clone(), calls.clone(), anew.cloned());
    Meanwhile(store.clone(), move |_: &str| {
        calls.set(calls.get().wrapping_sub(1));
        if calls.get() == 0 {
            record::erase(&inner, &namespace(), |_| true).unwrap();
            let (other, _) = Repository::open(Box::new(inner.clone()), namespace(), 3);
            other.save(anew.as_ref()).unwrap();
        }
        Ok(())
    })
}

#[test]
fn a_run_erased_at_any_call_of_a_save_stays_erased() {
    let mut run = example();
    run.answers.closeness[0] = Some(SetAnswer::Equal);
    run.at = run.questions().get(4).copied();
    let mut during = 0;
    for call in 1..40 {
        let store = stored(&example());
        let calls = Rc::new(Cell::new(calls_to_open() + call));
        let opening = erasing(&store, &calls, None);
        let (repository, _) = Repository::open(Box::new(opening), namespace(), 2);
        let step = repository.save(Some(&run)).unwrap();
        let during_save = calls.get() > call;
        // The window reloads when it is told of a change: its own, and the erasing. This removes the records that an
        // interrupted save left.
        let found = repository.reload((step == SaveOutcome::Saved).then_some(&run)).unwrap();
        let found = repository.reload(found.as_ref()).unwrap();
        let erased = calls.get() > call;
        let left = store.keys("").unwrap();
        assert_eq!(left.is_empty(), erased, "erased at call {call}: {step:?}, {left:?}");
        assert_eq!(found.is_none(), erased, "erased at call {call}: {step:?}, {found:?}");
        during += usize::from(during_save);
    }
    assert!(during > 5, "too few of the calls were during a save");
}

#[test]
fn one_of_three_maps_erased_at_any_call_of_a_save_leaves_the_others() {
    let [one, two, three] = [RUN, RunId::new(42), RunId::new(43)];
    let runs = [(one, example()), (two, Run::new(8, Subject::Friend)), (three, Run::new(9, Subject::Family))];
    for (erased, _) in &runs {
        for call in 1..60 {
            let store = Shared::default();
            let (other, _) = record::Repository::open(Box::new(store.clone()), namespace(), 1);
            for (id, run) in &runs {
                other.save(*id, run).unwrap();
            }
            let (calls, inner, gone) = (Rc::new(Cell::new(usize::MAX)), store.clone(), *erased);
            let count = calls.clone();
            let meanwhile = Meanwhile(store.clone(), move |_: &str| {
                count.set(count.get().wrapping_sub(1));
                if count.get() == 0 {
                    record::erase(&inner, &namespace(), |key| namespace().run_of_key(key) == Some(gone)).unwrap();
                }
                Ok(())
            });
            let (window, _) = record::Repository::open(Box::new(meanwhile), namespace(), 2);
            calls.set(call);
            let mut saved = Vec::new();
            for (id, run) in &runs {
                let mut run = run.clone();
                run.answers.closeness[0] = Some(SetAnswer::Equal);
                if window.save(*id, &run).unwrap() == SaveOutcome::Saved {
                    saved.push((*id, run));
                }
            }
            // A window reloads after each change that the browser reports: its own writes, and the erasing.
            let mut found = saved;
            let mut happened = false;
            for _ in 0..2 {
                happened = calls.get() == 0 || calls.get() > call;
                let mine: Vec<(RunId, &Run)> = found.iter().map(|(id, run)| (*id, run)).collect();
                found = window.reload(&mine).unwrap();
            }
            found.sort_by_key(|(id, _)| *id);
            if (calls.get() == 0 || calls.get() > call) && !happened {
                continue; // It was erased after the last reload, so the check needs another reload.
            }
            let expected: Vec<_> = runs.iter().filter(|(id, _)| !happened || id != erased).map(|(id, _)| *id).collect();
            assert_eq!(found.iter().map(|(id, _)| *id).collect::<Vec<_>>(), expected, "{erased} at call {call}");
            for (id, run) in &found {
                assert_eq!(run.answers.closeness[0], Some(SetAnswer::Equal), "{id}: {erased} at call {call}");
            }
            let left = store.keys("").unwrap();
            let of_erased = left.iter().filter(|key| namespace().run_of_key(key) == Some(*erased)).count();
            assert_eq!(of_erased == 0, happened, "{erased} at call {call}: {left:?}");
        }
    }
}

#[test]
fn an_erased_run_with_a_damaged_run_record_stays_erased() {
    let store = stored(&example());
    store.set(&full_key(Key::Run), "damaged").unwrap();
    let (repository, found) = Repository::open(Box::new(store.clone()), namespace(), 2);
    let run = found.unwrap().run.unwrap();
    intimacy_explorer::record::erase(&store, &namespace(), |_| true).unwrap();
    assert_eq!(repository.reload(Some(&run)).unwrap(), None);
}

#[test]
fn records_written_while_all_is_erased_are_erased() {
    // Another window writes before each of the first `times` calls of `keys` after the first one.
    let erase = |times: u32| {
        let (store, looks) = (stored(&example()), Cell::new(0));
        let inner = store.clone();
        let erased = Meanwhile(store.clone(), move |call: &str| {
            if call == "keys" && (1..=times).contains(&looks.replace(looks.get() + 1)) {
                inner.set(&full_key(Key::Closeness(1)), "{}")?;
            }
            Ok(())
        });
        (intimacy_explorer::record::erase(&erased, &namespace(), |_| true), store.keys("").unwrap().len())
    };
    assert_eq!(erase(0), (Ok(()), 0));
    assert_eq!(erase(1), (Ok(()), 0));
    assert_eq!(erase(9).0, Err(StoreError::NotWritten), "the storage never became empty");
}

#[test]
fn a_run_begun_elsewhere_during_a_save_is_not_mixed_with_this_one() {
    // If both windows write one record at the same time, the last write wins. So they answer different questions here.
    let mut run = example();
    run.answers.closeness[0] = Some(SetAnswer::Equal);
    run.answers.closeness[1] = Some(SetAnswer::Skipped);
    // Its subject has the same value as that of the run before.
    let fresh = Run::new(99, Subject::Partner);
    let mut during = 0;
    for call in 1..40 {
        let store = stored(&example());
        let opening = erasing(&store, &Rc::new(Cell::new(calls_to_open() + call)), Some(&fresh));
        let (repository, _) = Repository::open(Box::new(opening), namespace(), 2);
        let step = repository.save(Some(&run)).unwrap();
        repository.reload(Some(&run)).unwrap();
        let now = read(&store, &namespace()).unwrap().run;
        assert!(now == Some(fresh.clone()) || now == Some(run.clone()), "at call {call}: {step:?}, {now:?}");
        during += usize::from(step == SaveOutcome::ErasedElsewhere);
    }
    assert!(during > 5, "too few of the calls were during a save");
}

/// The repository of a window with the example, after another window has erased it and begun the run `fresh`.
fn begun_anew_elsewhere(fresh: &Run) -> (Shared, Repository) {
    let store = stored(&example());
    let [repository, other] = two_windows(&store);
    other.erase().unwrap();
    other.save(Some(fresh)).unwrap();
    (store, repository)
}

#[test]
fn a_reload_returns_the_run_begun_elsewhere_without_answers_of_this_one() {
    let fresh = Run::new(99, Subject::Friend);
    let (_, repository) = begun_anew_elsewhere(&fresh);
    let mut mine = example();
    mine.answers.closeness[2] = Some(SetAnswer::Equal);
    assert_eq!(repository.reload(Some(&mine)).unwrap(), Some(fresh));
}

/// All was erased while the record of the run itself was being written.
#[test]
fn a_reload_of_a_run_without_its_subject_removes_the_rest() {
    let store = stored(&example());
    let (repository, _) = Repository::open(Box::new(store.clone()), namespace(), 1);
    store.remove(&full_key(Key::Subject)).unwrap();
    assert_eq!(repository.reload(Some(&example())).unwrap(), None);
    assert_eq!(own_keys(&store), Vec::<String>::new());
}

/// Both windows imported the same file, and the first has not saved the run yet.
#[test]
fn a_reload_merges_the_same_run_of_two_windows() {
    let store = Shared::default();
    let [one, other] = two_windows(&store);
    let (mut mine, mut theirs) = (example(), example());
    theirs.answers.closeness[2] = Some(SetAnswer::Equal);
    mine.answers.closeness[3] = Some(SetAnswer::Equal);
    other.save(Some(&theirs)).unwrap();
    let found = one.reload(Some(&mine)).unwrap().unwrap().answers;
    assert_eq!((found.closeness[2], found.closeness[3]), (Some(SetAnswer::Equal), Some(SetAnswer::Equal)));
}

#[test]
fn erase_fails_only_if_records_may_be_left() {
    let damaged = Shared::default();
    damaged.set(&full_key(Key::Subject), "damaged").unwrap();
    for (store, may_be_left) in [(Shared::default(), false), (stored(&example()), true), (damaged, true)] {
        let refuses = Rc::new(Cell::new(false));
        let refuse = refuses.clone();
        let refusing = move |_: &str| if refuse.get() { Err(StoreError::Denied) } else { Ok(()) };
        let (repository, _) = Repository::open(Box::new(Meanwhile(store.clone(), refusing)), namespace(), 1);
        refuses.set(true);
        assert_eq!(repository.erase().is_err(), may_be_left, "{:?}", store.keys(""));
    }
}

#[test]
fn values_shared_with_an_erased_run_stay() {
    let fresh = Run::new(99, Subject::Partner);
    let (store, repository) = begun_anew_elsewhere(&fresh);
    let mut right = example();
    right.answers.closeness[0] = Some(SetAnswer::Equal);
    assert_eq!(repository.save(Some(&right)), Ok(SaveOutcome::ErasedElsewhere));
    assert_eq!(read(&store, &namespace()).unwrap().run, Some(fresh));
}

/// The number of storage calls by which a repository opens a namespace with the example.
fn calls_to_open() -> usize {
    let keys = stored(&example()).keys(namespace().prefix()).unwrap();
    1 + keys.len()
}

#[test]
fn an_unreadable_record_is_set_aside_before_its_key_is_reused() {
    let store = stored(&example());
    store.set(&full_key(Key::Subject), "damaged").unwrap();
    let (repository, found) = Repository::open(Box::new(store.clone()), namespace(), 1);
    let mut run = found.unwrap().run.unwrap();
    run.answers.subject = Some(Subject::Friend);
    repository.save(Some(&run)).unwrap();
    assert_eq!(store.get(&namespace().set_aside_key(Key::Subject)).unwrap().as_deref(), Some("damaged"));
    assert_eq!(read(&store, &namespace()).unwrap().run, Some(run));
    own_keys(&store);
    repository.erase().unwrap();
    assert_eq!(store.keys("").unwrap(), Vec::<String>::new());
}

#[test]
fn a_record_set_aside_is_not_overwritten_later() {
    let store = stored(&example());
    let (repository, _) = Repository::open(Box::new(store.clone()), namespace(), 1);
    for (damage, subject) in [("one", Subject::Friend), ("two", Subject::Family), ("one", Subject::Partner)] {
        store.set(&full_key(Key::Subject), damage).unwrap();
        let mut run = example();
        run.answers.subject = Some(subject);
        repository.save(Some(&run)).unwrap();
    }
    let aside = store.keys(&namespace().set_aside_key(Key::Subject)).unwrap();
    let texts: Vec<_> = aside.iter().map(|key| store.get(key).unwrap().unwrap()).collect();
    assert_eq!(texts, ["one", "two"]);
}

/// If a record is damaged while a window is open, the window writes the value that it knows again.
#[test]
fn a_record_damaged_while_open_is_restored() {
    for key in [Key::Run, Key::Subject, Key::Closeness(2)] {
        for damage in ["damaged", r#"{"schema":1,"value":"nobody"}"#] {
            let store = stored(&example());
            let (repository, _) = Repository::open(Box::new(store.clone()), namespace(), 2);
            assert!(!repository.damaged());
            store.set(&full_key(key), damage).unwrap();
            assert_eq!(repository.reload(Some(&example())).unwrap(), Some(example()), "{key}: {damage}");
            assert!(repository.damaged());
            let mut run = example();
            run.answers.closeness[0] = Some(SetAnswer::Equal);
            assert_eq!(repository.save(Some(&run)), Ok(SaveOutcome::Saved), "{key}: {damage}");
            assert_eq!(read(&store, &namespace()).unwrap().run, Some(run), "{key}: {damage}");
            assert_eq!(store.get(&namespace().set_aside_key(key)).unwrap().as_deref(), Some(damage), "{key}");
            own_keys(&store);
        }
    }
}

/// After a lock, the records that this window knew before must not overwrite what another window has saved since.
#[test]
fn invalidated_records_do_not_overwrite_a_later_save() {
    let store = stored(&example());
    let (repository, _) = Repository::open(Box::new(store.clone()), namespace(), 2);
    repository.invalidate();
    assert_eq!(repository.save(Some(&Run::new(99, Subject::Friend))), Ok(SaveOutcome::Conflict));
    assert_eq!(read(&store, &namespace()).unwrap().run, Some(example()));
}

#[test]
fn records_of_a_later_version_are_never_overwritten() {
    let store = stored(&example());
    let newer = format!(r#"{{"schema":{},"value":"partner"}}"#, SCHEMA + 1);
    store.set(&full_key(Key::Subject), &newer).unwrap();
    let (repository, found) = Repository::open(Box::new(store.clone()), namespace(), 1);
    let mut run = found.unwrap().run.unwrap();
    run.answers.subject = Some(Subject::Friend);
    assert_eq!(repository.save(Some(&run)), Err(StoreError::Newer));
    assert_eq!(store.get(&full_key(Key::Subject)).unwrap(), Some(newer));
    own_keys(&store);
}

#[test]
fn a_truncated_record_is_rejected() {
    let store = stored(&example());
    for key in store.keys(PREFIX).unwrap() {
        let whole = store.get(&key).unwrap().unwrap();
        for length in 0..whole.len() {
            store.set(&key, &whole[..length]).unwrap();
            let found = read(&store, &namespace()).unwrap();
            assert_eq!(found.unreadable, [(key.clone(), DecodeError::Damaged)], "{}", &whole[..length]);
        }
        store.set(&key, &whole).unwrap();
    }
}

#[test]
fn hostile_texts_are_rejected() {
    let deep = "[".repeat(100_000);
    let long = format!(r#"{{"schema":1,"value":"{}"}}"#, "a".repeat(5_000_000));
    let texts = [
        "",
        "null",
        "0",
        "[]",
        "{}",
        "\u{feff}{}",
        "NaN",
        "1e999",
        deep.as_str(),
        long.as_str(),
        r#"{"schema":1}"#,
        r#"{"schema":1,"value":null}"#,
        r#"{"schema":1,"value":5}"#,
        r#"{"schema":"1","value":"partner"}"#,
        r#"{"schema":-1,"value":"partner"}"#,
        r#"{"schema":0,"value":"partner"}"#,
        r#"{"schema":1.5,"value":"partner"}"#,
        r#"{"value":"partner"}"#,
        r#"{"schema":1,"value":"nobody"}"#,
        r#"{"schema":1,"value":"partner","more":1}"#,
        r#"{"schema":1,"value":"partner"}{}"#,
        r#"{"schema":1,"schema":1,"value":"partner"}"#,
        r#"{"__proto__":1,"schema":1,"value":"partner"}"#,
        r#"{"schema":1,"value":"\u202epartner"}"#,
        r#"{"schema":4294967297,"value":"partner"}"#,
    ];
    for text in texts {
        let store = stored(&example());
        store.set(&full_key(Key::Subject), text).unwrap();
        let found = read(&store, &namespace()).unwrap();
        let shown: String = text.chars().take(80).collect();
        assert_eq!(found.unreadable.len(), 1, "{shown}");
        assert_eq!(found.run.map(|run| run.answers.subject), Some(None), "{shown}");
    }
}

#[test]
fn a_record_of_a_later_schema_is_reported_and_kept() {
    let store = stored(&example());
    let newer = format!(r#"{{"schema":{},"value":"partner","clock":7}}"#, SCHEMA + 1);
    store.set(&full_key(Key::Subject), &newer).unwrap();
    let (repository, found) = Repository::open(Box::new(store.clone()), namespace(), 1);
    let found = found.unwrap();
    assert_eq!(found.unreadable, [(full_key(Key::Subject), DecodeError::Newer(SCHEMA + 1))]);
    repository.save(found.run.as_ref()).unwrap();
    assert_eq!(store.get(&full_key(Key::Subject)).unwrap(), Some(newer));
}

#[test]
fn a_run_without_its_run_record_keeps_its_answers() {
    let store = stored(&example());
    store.remove(&full_key(Key::Run)).unwrap();
    let run = read(&store, &namespace()).unwrap().run.unwrap();
    assert_eq!((run.answers, run.at), (example().answers, Some(Question::Subject)));
}

#[test]
fn foreign_keys_are_neither_read_nor_changed() {
    let store = stored(&example());
    let foreign: Vec<String> = (0..1000).map(|at| format!("host-{at}")).chain([format!("{PREFIX}other:run")]).collect();
    for key in &foreign {
        store.set(key, "theirs").unwrap();
    }
    let (repository, found) = Repository::open(Box::new(store.clone()), namespace(), 1);
    assert_eq!(found.unwrap().unreadable, []);
    repository.erase().unwrap();
    let mut left = store.keys("").unwrap();
    left.sort();
    let mut expected = foreign.clone();
    expected.sort();
    assert_eq!(left, expected);
    assert!(foreign.iter().all(|key| store.get(key).unwrap().as_deref() == Some("theirs")));
}

/// Tries every storage size from the records before the save to more than enough for those after it.
#[test]
fn a_full_storage_leaves_every_record_readable() {
    let (before, mut after) = (example(), example());
    after.answers.closeness[2] = Some(SetAnswer::Equal);
    after.answers.closeness[3] = Some(SetAnswer::Skipped.with_most(Type::Emotional).with_least(Type::Physical));
    let (least, most) = (size(&stored(&before)), size(&stored(&after)) + 200);
    let mut seen = [false; 2];
    for room in least..most {
        let store = beside_neighbours(Memory::with_room(room));
        let (repository, _) = Repository::open(Box::new(store.clone()), namespace(), 1);
        repository.save(Some(&before)).unwrap();
        let outcome = repository.save(Some(&after));
        let found = read(&store, &namespace()).unwrap();
        assert_eq!(found.unreadable, []);
        let run = found.run.unwrap();
        assert!(
            run.answers.closeness[2] == before.answers.closeness[2]
                || run.answers.closeness[2] == after.answers.closeness[2]
        );
        match outcome {
            Ok(_) => assert_eq!(run, after),
            Err(problem) => assert_eq!(problem, StoreError::Full),
        }
        own_keys(&store);
        seen[usize::from(outcome.is_ok())] = true;
    }
    assert_eq!(seen, [true; 2], "both outcomes must occur");
}

/// Whenever the storage becomes full during a migration from schema 1, each record is readable in one of the two
/// schemas.
#[test]
fn a_full_storage_during_a_migration_leaves_every_record_readable() {
    let text =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/schema-1.json")).unwrap();
    let old: std::collections::BTreeMap<String, String> = serde_json::from_str(&text).unwrap();
    let of_old: usize = old.iter().map(|(key, text)| key.len() + text.len()).sum();
    let (least, most) = (size(&beside_neighbours(Memory::default())) + of_old, size(&stored(&example())));
    let mut seen = [false; 2];
    for room in least..=most {
        let store = beside_neighbours(Memory::with_room(room));
        old.iter().for_each(|(key, text)| store.set(key, text).unwrap());
        let outcome = Repository::open(Box::new(store.clone()), namespace(), 1).0.save(Some(&example()));
        let found = read(&store, &namespace()).unwrap();
        assert_eq!((found.run, found.unreadable), (Some(example()), vec![]), "with room for {room} bytes");
        own_keys(&store);
        seen[usize::from(outcome.is_ok())] = true;
    }
    assert_eq!(seen, [true; 2], "both outcomes must occur");
}

/// A storage that ignores writes but reports success.
#[derive(Clone, Default)]
struct IgnoresWrites(Shared);

impl Store for IgnoresWrites {
    fn keys(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        self.0.keys(prefix)
    }

    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.0.get(key)
    }

    fn set(&self, _: &str, _: &str) -> Result<(), StoreError> {
        Ok(())
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        self.0.remove(key)
    }
}

#[test]
fn an_ignored_write_is_detected() {
    let store = IgnoresWrites(stored(&example()));
    let (repository, found) = Repository::open(Box::new(store.clone()), namespace(), 2);
    let mut run = found.unwrap().run.unwrap();
    run.answers.closeness[2] = Some(SetAnswer::Equal);
    assert_eq!(repository.save(Some(&run)), Err(StoreError::NotWritten));
    assert_eq!(read(&store, &namespace()).unwrap().run, Some(example()), "the earlier records are unchanged");
    own_keys(&store);
}

#[test]
fn a_reload_keeps_unsaved_answers_of_a_full_storage() {
    for room in size(&beside_neighbours(Memory::default()))..size(&stored(&example())) {
        let store = beside_neighbours(Memory::with_room(room));
        let (repository, _) = Repository::open(Box::new(store.clone()), namespace(), 1);
        assert_eq!(repository.save(Some(&example())), Err(StoreError::Full));
        assert_eq!(repository.reload(Some(&example())).unwrap(), Some(example()), "with room for {room} bytes");
        own_keys(&store);
    }
}

/// Encrypted records exist, even if they cannot be read. If they counted as erased, a reload would remove the other
/// records.
#[test]
fn an_encrypted_run_does_not_count_as_erased() {
    let store = stored(&example());
    let (repository, found) = Repository::open(Box::new(store.clone()), namespace(), 2);
    let mut run = found.unwrap().run.unwrap();
    store.set(&full_key(Key::Run), r#"{"schema":3,"sealed":"AAAA"}"#).unwrap();
    store.set(&namespace().lock_key(), r#"{"schema":3,"lock":[]}"#).unwrap();
    let before: Vec<_> = store.keys("").unwrap().iter().map(|key| store.get(key).unwrap()).collect();
    run.answers.closeness[2] = Some(SetAnswer::Equal);
    assert_eq!(repository.save(Some(&run)), Err(StoreError::Newer));
    assert_eq!(repository.reload(Some(&run)).unwrap(), Some(run));
    let after: Vec<_> = store.keys("").unwrap().iter().map(|key| store.get(key).unwrap()).collect();
    assert_eq!(after, before);
    let found = read(&store, &namespace()).unwrap();
    assert_eq!(found.unreadable, vec![(full_key(Key::Run), DecodeError::Newer(3))], "the lock is not a record");
}
