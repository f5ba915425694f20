//! The running app: handles actions, holds the model, and performs effects.

use super::action::Action;
use super::effect::{Effect, Outcome};
use super::model::{Map, Model, SaveMode, Screen, StorageProblem};
use super::second;
use super::update::update;
use crate::quiz::Run;
use crate::record::{Namespace, Repository, RunId, SaveOutcome, Store, StoreError};
use alloc::rc::Rc;
use core::cell::{Cell, RefCell};

/// The running state of one widget.
pub struct Program {
    model: RefCell<Rc<Model>>,
    repository: Repository,
    on_change: RefCell<Box<dyn Fn()>>,
    on_saved: RefCell<Box<dyn Fn()>>,
    /// Whether a press in this element caused the last change.
    pressed: Cell<bool>,
}

impl Program {
    /// Starts on a screen, with the maps from the storage. `replica` is a random number that identifies this window.
    #[must_use]
    pub fn start(screen: Screen, store: Box<dyn Store>, namespace: Namespace, replica: u32) -> Self {
        let (repository, loaded) = Repository::open(store, namespace, replica);
        let mut model = Model::new(screen);
        let mut clocks = Vec::new();
        for found in loaded.unwrap_or_default().runs {
            let Some(run) = found.run else { continue };
            // The map that was saved last comes first. None is open until somebody opens one: whoever uses the device
            // next must not see the answers of the last person unasked.
            let at = clocks.iter().position(|clock| *clock < found.clock).unwrap_or(clocks.len());
            clocks.insert(at, found.clock);
            model.maps.insert(at, Rc::new(Map { id: found.id, run, save_mode: SaveMode::Device }));
        }
        model.storage_problem = repository.damaged().then_some(StorageProblem::Unreadable);
        let nobody = || RefCell::new(Box::new(|| {}) as Box<dyn Fn()>);
        let (on_change, on_saved) = (nobody(), nobody());
        Self { model: RefCell::new(Rc::new(model)), repository, on_change, on_saved, pressed: Cell::new(false) }
    }

    /// The current model.
    #[must_use]
    pub fn model(&self) -> Rc<Model> {
        self.model.borrow().clone()
    }

    /// Sets the function that is called after every change of the model.
    pub fn on_change(&self, call: impl Fn() + 'static) {
        *self.on_change.borrow_mut() = Box::new(call);
    }

    /// Sets the function that is called after every change that this program makes to the storage.
    pub fn on_saved(&self, call: impl Fn() + 'static) {
        *self.on_saved.borrow_mut() = Box::new(call);
    }

    /// Renders the model again, because its surroundings have changed.
    pub fn show(&self) {
        (self.on_change.borrow())();
    }

    /// Whether a press in this element, and not another window, caused the change since the last call.
    #[must_use]
    pub fn take_pressed(&self) -> bool {
        self.pressed.take()
    }

    /// Handles an action of the person.
    pub fn dispatch(&self, action: Action) {
        #[cfg(feature = "crash")]
        super::crash::count(&action);
        self.pressed.set(true);
        self.run(action);
        self.show();
    }

    /// Notes that a press in this element causes the next change.
    pub fn note_press(&self) {
        self.pressed.set(true);
    }

    /// Handles an action that no press in this element caused. It renders only if the model changes.
    pub fn react(&self, action: Action) {
        let before = self.model();
        self.run(action);
        if before != self.model() {
            self.show();
        }
    }

    /// Handles the outcome of writes that the storage had deferred.
    pub fn flushed(&self, outcome: Result<(), StoreError>) {
        self.react(Action::Stored(match outcome {
            Ok(()) => Outcome::Saved { damaged: self.repository.damaged() },
            Err(problem) => Outcome::SaveFailed(problem.into()),
        }));
    }

    /// Updates the model and performs the effects, until none is left. All this happens before the model is rendered,
    /// so that a crash while rendering loses no answer.
    fn run(&self, action: Action) {
        let mut actions = vec![action];
        while !actions.is_empty() {
            let mut outcomes = Vec::new();
            for action in actions {
                let (next, effects) = update(&self.model(), action);
                self.model.replace(Rc::new(next));
                for effect in effects {
                    self.perform(effect, &mut outcomes);
                }
            }
            actions = outcomes.into_iter().map(Action::Stored).collect();
        }
        #[cfg(feature = "crash")]
        super::crash::now(super::crash::SAVED);
    }

    fn perform(&self, effect: Effect, outcomes: &mut Vec<Outcome>) {
        match effect {
            Effect::Save(ids) => self.save(&ids, outcomes),
            Effect::Remove(_) | Effect::RemoveAll | Effect::Erase => {
                outcomes.extend(second::erase(&self.repository, &effect));
            }
            Effect::Reload => {
                let model = self.model();
                let on_device = model.maps.iter().filter(|map| map.save_mode == SaveMode::Device);
                let mine: Vec<(RunId, &Run)> = on_device.map(|map| (map.id, &map.run)).collect();
                if let Ok(runs) = self.repository.reload(&mine) {
                    outcomes.push(Outcome::Reloaded { runs, damaged: self.repository.damaged() });
                }
            }
            Effect::Invalidate => self.repository.invalidate(),
            Effect::Announce => (self.on_saved.borrow())(),
        }
    }

    fn save(&self, ids: &[RunId], outcomes: &mut Vec<Outcome>) {
        let model = self.model();
        let mut problem = None;
        let mut others = Vec::new();
        for map in model.maps.iter().filter(|map| ids.contains(&map.id)) {
            match self.repository.save(map.id, &map.run) {
                Ok(SaveOutcome::Saved) => {}
                Ok(SaveOutcome::ErasedElsewhere) => others.push(Outcome::ErasedElsewhere(map.id)),
                Ok(SaveOutcome::Conflict) => others.push(Outcome::Conflicted(map.id)),
                Err(error) => problem = problem.or(Some(error)),
            }
        }
        outcomes.push(match problem {
            Some(problem) => Outcome::SaveFailed(problem.into()),
            None => Outcome::Saved { damaged: self.repository.damaged() },
        });
        outcomes.append(&mut others);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{Subject, Type};
    use crate::quiz::{Day, Question, SetAnswer};
    use crate::record::{Lock, Memory, PREFIX, PassphraseOutcome, records, write_file};
    use crate::state::{Answer, NewRun, Notice};

    /// A storage that a test shares with its programs. It refuses every call while the second field has an error, and
    /// deferred writes while the third one has.
    #[derive(Clone, Default)]
    struct Shared(Rc<Memory>, Rc<Cell<Option<StoreError>>>, Rc<Cell<Option<StoreError>>>);

    impl Shared {
        fn key_count(&self) -> usize {
            self.0.keys(PREFIX).unwrap().len()
        }

        fn access(&self) -> Result<(), StoreError> {
            self.1.get().map_or(Ok(()), Err)
        }
    }

    impl Store for Shared {
        fn keys(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
            self.access().and_then(|()| self.0.keys(prefix))
        }

        fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
            self.access().and_then(|()| self.0.get(key))
        }

        fn set(&self, key: &str, text: &str) -> Result<(), StoreError> {
            self.access().and_then(|()| self.0.set(key, text))
        }

        fn remove(&self, key: &str) -> Result<(), StoreError> {
            self.access().and_then(|()| self.0.remove(key))
        }

        fn flush(&self) -> Result<(), StoreError> {
            self.2.get().map_or(Ok(()), Err)
        }
    }

    /// The number of records that [`begin`] writes: the header, the subject, the day and two sets.
    const RECORDS: usize = 5;

    fn program(store: &Shared) -> Program {
        Program::start(Screen::Article, Box::new(store.clone()), Namespace::new("default"), 1)
    }

    /// The number of a run is made from its seed, so that a test can give two windows the same one.
    fn new_run(seed: u64) -> NewRun {
        NewRun { id: RunId::new(seed as u32), seed, begun: Day::new(2026, 11, 27) }
    }

    fn first(model: &Model) -> Option<Run> {
        model.maps.first().map(|map| map.run.clone())
    }

    fn begin(program: &Program, keep: bool) {
        begin_as(program, keep, 42);
    }

    fn begin_as(program: &Program, keep: bool, seed: u64) {
        program.dispatch(Action::StartOpened(Some(Subject::Friend)));
        program.dispatch(Action::Began { keep, new: new_run(seed) });
        for answer in [Answer::CalledEqual, Answer::Skipped] {
            program.dispatch(answer.into());
        }
    }

    fn reload(program: &Program) {
        program.react(Action::StorageChanged);
    }

    fn lock(program: &Program, lock: Lock) {
        program.react(Action::LockChanged(lock, None));
    }

    #[test]
    fn only_a_press_in_this_element_may_move_the_focus() {
        let store = Shared::default();
        let [one, other] = [program(&store), program(&store)];
        begin(&one, true);
        assert!(one.take_pressed() && !one.take_pressed(), "it holds once");
        reload(&other);
        one.dispatch(Action::EraseChosen);
        reload(&other);
        lock(&other, Lock::Locked);
        other.flushed(Err(StoreError::Full));
        assert!(!other.take_pressed(), "the press was in another window");
        other.note_press();
        other.react(Action::LockChanged(Lock::Locked, Some(PassphraseOutcome::Wrong)));
        assert!(other.take_pressed(), "a passphrase was tried here");
    }

    #[test]
    fn nothing_is_written_for_this_visit() {
        let store = Shared::default();
        begin(&program(&store), false);
        assert_eq!(store.key_count(), 0);
    }

    #[test]
    fn saved_answers_come_back() {
        let store = Shared::default();
        let before = program(&store);
        begin(&before, true);
        assert_eq!(store.key_count(), RECORDS);
        let after = program(&store);
        assert_eq!(after.model().maps, before.model().maps);
        assert_eq!((after.model().any_on_device(), after.model().screen), (true, Screen::Article));
    }

    #[test]
    fn the_map_that_was_saved_last_comes_first() {
        let store = Shared::default();
        let one = program(&store);
        for seed in [42, 43, 44] {
            begin_as(&one, true, seed);
        }
        one.dispatch(Action::MapOpened(RunId::new(42), None));
        one.dispatch(Answer::CalledEqual.into());
        let ids = |program: &Program| program.model().maps.iter().map(|map| map.id).collect::<Vec<_>>();
        assert_eq!(ids(&program(&store)), [42, 44, 43].map(RunId::new));
        assert_eq!(program(&store).model().open, None, "nobody has asked for it");
    }

    #[test]
    fn the_next_person_does_not_see_the_last_answers_unasked() {
        let store = Shared::default();
        begin_as(&program(&store), true, 42);
        let next = program(&store);
        next.dispatch(Action::Resumed);
        assert_eq!((next.model().screen, next.model().run()), (Screen::Start, None), "the quiz begins anew");
        let again = program(&store);
        again.dispatch(Action::SubjectChosen(Subject::Friend));
        again.dispatch(Action::Began { keep: false, new: new_run(43) });
        let model = again.model();
        assert_eq!((model.maps.len(), model.open), (2, Some(RunId::new(43))), "about the same person, without a word");
        let back = program(&store);
        back.dispatch(Action::Opened(Screen::Notes));
        back.dispatch(Action::Resumed);
        assert!(back.model().screen.question().is_some(), "who asks for it goes on");
    }

    #[test]
    fn saving_can_be_turned_on_and_off_during_the_quiz() {
        let store = Shared::default();
        let program = program(&store);
        begin(&program, false);
        program.dispatch(Action::SavingChosen(true));
        assert_eq!(store.key_count(), RECORDS);
        program.dispatch(Action::SavingChosen(false));
        assert_eq!(store.key_count(), 0);
        assert_eq!(program.model().maps.len(), 1, "the answers stay for this visit");
    }

    #[test]
    fn erasing_removes_the_own_keys_and_no_others() {
        let store = Shared::default();
        store.0.set("theme", "dark").unwrap();
        store.0.set("intimacy-explorer:other:run", "{}").unwrap();
        let program = program(&store);
        begin(&program, true);
        store.0.set("intimacy-explorer:default:closeness/1", "damaged").unwrap();
        program.dispatch(Action::EraseChosen);
        assert_eq!(store.0.keys("").unwrap(), ["theme", "intimacy-explorer:other:run"]);
        assert_eq!(program.model().notice, Some(Notice::Erased));
    }

    #[test]
    fn a_damaged_text_that_was_erased_is_no_longer_reported() {
        let full_key = "intimacy-explorer:default:0000002a/closeness/1";
        for erase in [Action::EraseChosen, Action::SavingChosen(false), Action::RemoveChosen(RunId::new(42))] {
            let store = Shared::default();
            begin(&program(&store), true);
            store.0.set(full_key, "damaged").unwrap();
            let program = program(&store);
            assert_eq!(program.model().storage_problem, Some(StorageProblem::Unreadable));
            program.dispatch(erase);
            assert_eq!(store.0.get(full_key).unwrap(), None);
            begin_as(&program, true, 43);
            assert_eq!(program.model().storage_problem, None);
        }
    }

    #[test]
    fn erasing_one_map_leaves_the_others_and_it_comes_back() {
        let store = Shared::default();
        let program = program(&store);
        for seed in [42, 43, 44] {
            begin_as(&program, true, seed);
        }
        store.0.set("intimacy-explorer:default:0000002b/closeness/1", "damaged").unwrap();
        store.0.set("intimacy-explorer:default:aside/0000002b/subject", "damaged").unwrap();
        let map = program.model().map(RunId::new(43)).cloned();
        program.dispatch(Action::RemoveChosen(RunId::new(43)));
        assert_eq!(store.0.keys("").unwrap().iter().filter(|key| key.contains("0000002b")).count(), 0);
        assert_eq!((store.key_count(), program.model().maps.len()), (2 * RECORDS, 2));
        program.dispatch(Action::UndoChosen);
        assert_eq!(store.key_count(), 3 * RECORDS);
        assert_eq!(self::program(&store).model().map(RunId::new(43)), map.as_ref());
    }

    /// The stored snapshots.
    fn snapshots(store: &Shared) -> usize {
        store.0.keys(PREFIX).unwrap().iter().filter(|key| key.ends_with("/snapshot")).count()
    }

    /// Imports a file that replaces every set answer of the first map.
    fn import(program: &Program) {
        let mut run = first(&program.model()).unwrap();
        for set in run.answers.closeness.iter_mut().flatten() {
            *set = SetAnswer::Skipped.with_most(Type::Physical);
        }
        let file = write_file(&[(program.model().maps[0].id, records(&run))]);
        program.dispatch(Action::FileOpened(Some(file)));
        program.dispatch(Action::ImportDecided(true, Day::new(2026, 12, 1)));
    }

    #[test]
    fn after_a_reload_one_can_go_back_to_the_map_before_a_file() {
        let store = Shared::default();
        let importing = program(&store);
        begin(&importing, true);
        importing.dispatch(Action::Labeled(RunId::new(42), "Sam".into()));
        let before = importing.model().maps.clone();
        import(&importing);
        assert_eq!((store.key_count(), snapshots(&store)), (RECORDS + 2, 1), "the label and the snapshot");
        let later = program(&store);
        assert_eq!(later.model().maps, importing.model().maps);
        later.dispatch(Action::SnapshotDecided(RunId::new(42), true));
        assert_eq!((&later.model().maps, snapshots(&store)), (&before, 0));
        assert_eq!(program(&store).model().maps, before, "with label and day, also after one more reload");
        // Undone, the snapshot is stored again.
        later.dispatch(Action::UndoChosen);
        assert_eq!(program(&store).model().maps, importing.model().maps);
        later.dispatch(Action::SnapshotDecided(RunId::new(42), false));
        assert_eq!(snapshots(&store), 0);
        assert_eq!(
            first(&program(&store).model()).map(|run| run.answers),
            first(&importing.model()).map(|run| run.answers)
        );
    }

    #[test]
    fn a_snapshot_is_erased_with_its_map() {
        for erase in [Action::EraseChosen, Action::SavingChosen(false), Action::RemoveChosen(RunId::new(42))] {
            let store = Shared::default();
            let program = program(&store);
            begin(&program, true);
            import(&program);
            assert_eq!(snapshots(&store), 1);
            program.dispatch(erase);
            assert_eq!(store.key_count(), 0);
            assert_eq!(self::program(&store).model().maps, []);
        }
    }

    /// The other window has not yet read what the first one has done.
    #[test]
    fn one_window_goes_back_while_another_answers() {
        for back_first in [true, false] {
            let store = Shared::default();
            let start =
                |replica| Program::start(Screen::Article, Box::new(store.clone()), Namespace::new("default"), replica);
            let one = start(1);
            begin(&one, true);
            let before = first(&one.model()).unwrap();
            import(&one);
            let other = start(2);
            let back = || one.dispatch(Action::SnapshotDecided(RunId::new(42), true));
            if back_first {
                back();
            }
            other.dispatch(Action::MapOpened(RunId::new(42), None));
            other.dispatch(Answer::CalledEqual.into());
            if !back_first {
                back();
            }
            let answered = first(&other.model()).unwrap().answers;
            for _ in 0..2 {
                reload(&one);
                reload(&other);
            }
            // Answers of before the import are back, the answer of the other window stays, and the snapshot is gone.
            let found = first(&program(&store).model()).unwrap();
            assert_eq!((found.snapshot, snapshots(&store)), (None, 0), "back first: {back_first}");
            let pairs = before.answers.closeness.iter().zip(&answered.closeness);
            let expected: Vec<_> = pairs.map(|(before, answered)| before.or(*answered)).collect();
            assert_eq!(found.answers.closeness.to_vec(), expected, "back first: {back_first}");
            assert_eq!(expected.iter().flatten().count(), 3);
            for window in [&one, &other] {
                let run = first(&window.model()).unwrap();
                assert_eq!((run.answers, run.snapshot), (found.answers.clone(), None), "back first: {back_first}");
            }
        }
    }

    /// A file may lack the subject, and a later one add it. Where it is gone, another window takes the map for erased.
    #[test]
    fn the_way_back_from_a_file_that_added_the_subject_takes_no_answer_of_another_window() {
        for back in [Action::SnapshotDecided(RunId::new(42), true), Action::UndoChosen] {
            let store = Shared::default();
            let start =
                |replica| Program::start(Screen::Article, Box::new(store.clone()), Namespace::new("default"), replica);
            let one = start(1);
            let mut run = Run::empty(7);
            run.answers.closeness[0] = Some(SetAnswer::Equal);
            let take = |run: &Run| {
                one.dispatch(Action::FileOpened(Some(write_file(&[(RunId::new(42), records(run))]))));
                one.dispatch(Action::ImportDecided(true, Day::new(2026, 12, 1)));
            };
            take(&run);
            one.dispatch(Action::SavingChosen(true));
            run.answers.subject = Some(Subject::Friend);
            run.answers.closeness[0] = Some(SetAnswer::Skipped);
            take(&run);
            assert_eq!(snapshots(&store), 1);
            let other = start(2);
            other.dispatch(Action::MapOpened(RunId::new(42), Some(Screen::Question(Question::Closeness(3)))));
            other.dispatch(Answer::CalledEqual.into());
            one.dispatch(back.clone());
            reload(&other);
            reload(&one);
            for window in [&one, &other, &start(3)] {
                let answers = first(&window.model()).unwrap().answers;
                let found = (answers.subject, answers.closeness[0], answers.closeness[3]);
                let equal = Some(SetAnswer::Equal);
                assert_eq!(found, (Some(Subject::Friend), equal, equal), "{back:?}");
            }
        }
    }

    #[test]
    fn a_storage_that_refuses_is_reported_and_the_answer_stays() {
        for (error, problem) in [(StoreError::Full, StorageProblem::Full), (StoreError::Denied, StorageProblem::Denied)]
        {
            let store = Shared::default();
            let program = program(&store);
            begin(&program, true);
            store.1.set(Some(error));
            program.dispatch(Action::Opened(Screen::Question(crate::quiz::Question::Closeness(0))));
            program.dispatch(Answer::TypeMost(0, Type::Physical).into());
            let model = program.model();
            assert_eq!(model.storage_problem, Some(problem));
            let answer = model.run().and_then(|run| run.answers.closeness[0]);
            assert_eq!(answer.and_then(|answer| answer.most()), Some(Type::Physical));
            store.1.set(None);
            program.dispatch(Answer::TypeLeast(0, Type::Spiritual).into());
            assert_eq!(program.model().storage_problem, None, "what works again is told");
            assert_eq!(self::program(&store).model().maps, program.model().maps, "and nothing is missing");
        }
    }

    #[test]
    fn a_deferred_write_that_fails_is_reported_until_it_is_written() {
        let store = Shared::default();
        let program = program(&store);
        begin(&program, true);
        program.flushed(Err(StoreError::Full));
        assert_eq!(program.model().storage_problem, Some(StorageProblem::Full), "it is told at once");
        store.2.set(Some(StoreError::Full));
        program.dispatch(Answer::Skipped.into());
        assert_eq!(program.model().storage_problem, Some(StorageProblem::Full), "with the next answer");
        program.dispatch(Action::Opened(Screen::Notes));
        assert_eq!(program.model().storage_problem, Some(StorageProblem::Full), "and where nothing is answered");
        store.2.set(None);
        program.flushed(Ok(()));
        assert_eq!(program.model().storage_problem, None);
    }

    #[test]
    fn a_reload_loses_nothing_that_could_not_be_saved() {
        let store = Shared(Rc::new(Memory::with_room(10)), Rc::default(), Rc::default());
        let program = program(&store);
        begin(&program, true);
        let before = program.model();
        assert_eq!(before.storage_problem, Some(StorageProblem::Full));
        reload(&program);
        assert_eq!(program.model(), before);
    }

    #[test]
    fn a_run_that_could_not_be_saved_stays_beside_what_another_window_saves() {
        let store = Shared::default();
        let program = program(&store);
        store.1.set(Some(StoreError::Full));
        begin(&program, true);
        let before = first(&program.model());
        store.1.set(None);
        begin_as(&self::program(&store), true, 43);
        reload(&program);
        assert_eq!(program.model().run().cloned(), before);
        program.dispatch(Action::Opened(Screen::Notes));
        assert_eq!((program.model().storage_problem, program.model().maps.len()), (None, 2));
        assert_eq!(store.key_count(), 2 * RECORDS, "and is saved when there is room");
    }

    #[test]
    fn neither_of_two_runs_with_the_same_number_is_lost() {
        let store = Shared::default();
        let [one, other] = [program(&store), program(&store)];
        store.1.set(Some(StoreError::Full));
        begin(&other, true);
        store.1.set(None);
        let number = NewRun { seed: 7, ..new_run(42) };
        one.dispatch(Action::StartOpened(Some(Subject::Family)));
        one.dispatch(Action::Began { keep: true, new: number });
        let mine = first(&other.model());
        other.dispatch(Answer::Skipped.into());
        assert_eq!(other.model().storage_problem, Some(StorageProblem::Conflict));
        assert!(!other.model().any_on_device());
        assert_eq!(other.model().run().map(|run| run.seed), mine.map(|run| run.seed));
        assert_eq!(first(&program(&store).model()).map(|run| run.seed), Some(7));
    }

    #[test]
    fn where_nothing_can_be_saved_everything_can_be_erased() {
        for keep in [true, false] {
            let store = Shared::default();
            store.1.set(Some(StoreError::Denied));
            let program = program(&store);
            begin(&program, keep);
            program.dispatch(Action::SavingChosen(false));
            assert_eq!((program.model().notice, program.model().any_on_device()), (None, false));
            program.dispatch(Action::EraseChosen);
            assert_eq!((program.model().notice, program.model().maps.len()), (Some(Notice::Erased), 0));
        }
    }

    #[test]
    fn an_unreadable_record_is_reported_and_not_changed() {
        let store = Shared::default();
        begin(&program(&store), true);
        let full_key = "intimacy-explorer:default:0000002a/subject";
        store.0.set(full_key, r#"{"schema":1,"value":"nobody"}"#).unwrap();
        let program = program(&store);
        assert_eq!(program.model().storage_problem, Some(StorageProblem::Unreadable));
        program.dispatch(Action::Opened(Screen::Explore));
        assert_eq!(store.0.get(full_key).unwrap().unwrap(), r#"{"schema":1,"value":"nobody"}"#);
    }

    #[test]
    fn a_change_of_the_storage_is_announced_and_nothing_else() {
        let program = program(&Shared::default());
        let announced = Rc::new(Cell::new(0));
        let count = announced.clone();
        program.on_saved(move || count.set(count.get() + 1));
        let after = |action| {
            program.dispatch(action);
            announced.get()
        };
        assert_eq!(after(Action::Opened(Screen::Explore)), 0);
        assert_eq!(after(Action::SubjectChosen(Subject::Friend)), 0);
        assert_eq!(after(Action::Began { keep: true, new: new_run(42) }), 1);
        assert_eq!(after(Action::Opened(Screen::Explore)), 1);
        assert_eq!(after(Action::SavingChosen(false)), 2);
        assert_eq!(after(Action::Opened(Screen::Explore)), 2);
        assert_eq!(after(Action::EraseChosen), 3);
    }

    #[test]
    fn locked_maps_leave_the_model_and_come_back_when_they_are_unlocked() {
        let program = program(&Shared::default());
        begin(&program, true);
        let maps = program.model().maps.clone();
        lock(&program, Lock::Locked);
        assert_eq!((program.model().lock, program.model().maps.len()), (Lock::Locked, 0));
        lock(&program, Lock::Open);
        assert_eq!((program.model().lock, &program.model().maps), (Lock::Open, &maps));
    }

    #[test]
    fn a_reload_brings_what_another_window_has_answered_since() {
        let store = Shared::default();
        let [one, other] = [program(&store), program(&store)];
        begin(&one, true);
        reload(&other);
        assert_eq!(other.model().maps, one.model().maps);
        one.dispatch(Answer::CalledEqual.into());
        reload(&other);
        let answers = |program: &Program| first(&program.model()).map(|run| run.answers);
        assert_eq!(answers(&other), answers(&one));
    }

    #[test]
    fn two_windows_answer_two_maps_and_lose_nothing() {
        let store = Shared::default();
        let [one, other] = [program(&store), program(&store)];
        begin_as(&one, true, 42);
        begin_as(&other, true, 43);
        for _ in 0..3 {
            one.dispatch(Answer::CalledEqual.into());
            other.dispatch(Answer::Skipped.into());
        }
        for (program, mine, theirs) in [(&one, 42, &other), (&other, 43, &one)] {
            reload(program);
            let (mine, theirs) = (RunId::new(mine), theirs.model().open.unwrap());
            assert_eq!((program.model().maps.len(), program.model().open), (2, Some(mine)));
            assert!(program.model().map(theirs).is_some());
        }
        assert_eq!(one.model().map(RunId::new(43)), other.model().map(RunId::new(43)));
        assert_eq!(self::program(&store).model().maps.len(), 2);
    }

    #[test]
    fn a_map_that_one_window_erases_while_another_answers_it_leaves_no_record() {
        let store = Shared::default();
        let one = program(&store);
        for seed in [42, 43, 44] {
            begin_as(&one, true, seed);
        }
        let other = program(&store);
        other.dispatch(Action::MapOpened(RunId::new(43), None));
        one.dispatch(Action::RemoveChosen(RunId::new(43)));
        other.dispatch(Answer::CalledEqual.into());
        assert_eq!(store.key_count(), 2 * RECORDS, "the others are whole, and nothing is left of it");
        let model = other.model();
        assert_eq!(
            (model.maps.len(), model.screen, model.notice),
            (2, Screen::Notes, Some(Notice::MapErasedElsewhere))
        );
        // The first window restores it, and the other one has it again.
        one.dispatch(Action::UndoChosen);
        reload(&other);
        assert_eq!(other.model().map(RunId::new(43)), one.model().map(RunId::new(43)));
    }

    #[test]
    fn setting_a_lock_does_not_hide_what_could_not_be_saved() {
        let program = program(&Shared::default());
        begin(&program, true);
        program.flushed(Err(StoreError::Full));
        for state in [Lock::Open, Lock::Open, Lock::None] {
            lock(&program, state);
            assert_eq!(program.model().storage_problem, Some(StorageProblem::Full));
        }
    }

    #[test]
    fn a_run_for_this_visit_stays_beside_what_another_window_saves() {
        let store = Shared::default();
        let program = program(&store);
        begin(&program, false);
        let run = first(&program.model());
        begin_as(&self::program(&store), true, 43);
        reload(&program);
        assert_eq!((program.model().run().cloned(), program.model().maps.len()), (run, 2));
        assert_eq!(store.key_count(), RECORDS, "reading writes nothing");
    }

    #[test]
    fn a_failed_removal_is_not_reported_as_erased() {
        for refused in [StoreError::Denied, StoreError::NotWritten] {
            for action in [Action::EraseChosen, Action::SavingChosen(false), Action::RemoveChosen(RunId::new(42))] {
                let store = Shared::default();
                let program = program(&store);
                begin(&program, true);
                let before = program.model();
                store.1.set(Some(refused));
                program.dispatch(action.clone());
                let model = program.model();
                assert_eq!(model.notice, Some(Notice::NotErased));
                assert_eq!((&model.maps, model.screen), (&before.maps, before.screen), "it is still there");
                lock(&program, Lock::None);
                assert_eq!(program.model().notice, Some(Notice::NotErased), "also where a lock has gone with it");
                assert_eq!(model.storage_problem, None);
                assert_eq!(store.key_count(), RECORDS);
                store.1.set(None);
                program.dispatch(action);
                assert_eq!(store.key_count(), 0, "pressed once more");
            }
        }
    }

    #[test]
    fn removing_maps_from_the_device_leaves_the_lock_and_erasing_removes_it() {
        let store = Shared::default();
        let program = program(&store);
        begin(&program, true);
        store.0.set("intimacy-explorer:default:lock", "{}").unwrap();
        program.dispatch(Action::SavingChosen(false));
        assert_eq!(store.0.keys("").unwrap(), ["intimacy-explorer:default:lock"]);
        program.dispatch(Action::EraseChosen);
        assert_eq!(store.key_count(), 0);
    }

    #[test]
    fn removing_maps_from_the_device_removes_unreadable_texts_as_well() {
        let store = Shared::default();
        let program = program(&store);
        begin(&program, true);
        store.0.set("intimacy-explorer:default:aside/subject", "damaged").unwrap();
        program.dispatch(Action::SavingChosen(false));
        assert_eq!(store.key_count(), 0);
        assert_eq!((program.model().notice, program.model().maps.len()), (None, 1));
        // A map that another window saves meanwhile is not removed.
        begin_as(&self::program(&store), true, 43);
        program.dispatch(Action::SavingChosen(false));
        assert_eq!(store.key_count(), RECORDS);
    }

    #[test]
    fn a_change_is_shown_after_it_was_saved() {
        let store = Shared::default();
        let program = Rc::new(program(&store));
        let (seen, saved) = (store.clone(), Rc::new(Cell::new(0)));
        let count = saved.clone();
        program.on_change(move || count.set(seen.key_count()));
        begin(&program, true);
        assert_eq!(saved.get(), RECORDS);
    }
}
