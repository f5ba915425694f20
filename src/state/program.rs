//! The running app: a model, what happens to it, and the namespace it is kept on.

use super::action::Action;
use super::model::{Model, Notice, SaveMode, Screen, StorageProblem};
use super::update::update;
use crate::record::{Lock, Namespace, PassphraseOutcome, Repository, SaveOutcome, Store, StoreError, records};
use alloc::rc::Rc;
use core::cell::{Cell, RefCell};

/// One widget's state over time.
pub struct Program {
    model: RefCell<Rc<Model>>,
    repository: Repository,
    on_change: RefCell<Box<dyn Fn()>>,
    on_saved: RefCell<Box<dyn Fn()>>,
    pressed: Cell<bool>,
}

impl Program {
    /// Starts on a screen, with whatever the namespace holds. `tab` is a number that this window drew.
    #[must_use]
    pub fn start(screen: Screen, store: Box<dyn Store>, namespace: Namespace, tab: u32) -> Self {
        let (repository, kept) = Repository::open(store, namespace, tab);
        let mut model = Model::new(screen, kept.unwrap_or_default().run);
        model.storage_problem = repository.damaged().then_some(StorageProblem::Unreadable);
        let nobody = || RefCell::new(Box::new(|| {}) as Box<dyn Fn()>);
        let (on_change, on_saved) = (nobody(), nobody());
        Self { model: RefCell::new(Rc::new(model)), repository, on_change, on_saved, pressed: Cell::new(false) }
    }

    /// The browser had put the page out of memory: what was there for one visit is gone.
    pub fn page_discarded(&self) {
        let model = self.model();
        self.model.replace(Rc::new(Model { page_discarded: model.run.is_none(), ..Model::clone(&model) }));
    }

    /// Whether what has changed since the last time this was asked came of a press in this element, and not of another
    /// window.
    #[must_use]
    pub fn take_pressed(&self) -> bool {
        self.pressed.take()
    }

    /// The state at this moment.
    #[must_use]
    pub fn model(&self) -> Rc<Model> {
        self.model.borrow().clone()
    }

    /// Calls this after every change.
    pub fn on_change(&self, call: impl Fn() + 'static) {
        *self.on_change.borrow_mut() = Box::new(call);
    }

    /// Calls this after everything that may have changed what is kept.
    pub fn on_saved(&self, call: impl Fn() + 'static) {
        *self.on_saved.borrow_mut() = Box::new(call);
    }

    /// Shows the state again, as something around it has changed.
    pub fn show(&self) {
        (self.on_change.borrow())();
    }

    /// Looks what other windows have done to the namespace: when one of them says so, and when the reader comes back.
    /// Nothing is kept by looking, so that two windows do not answer each other for ever.
    pub fn reload(&self) {
        let model = self.model();
        let mine = model.run.as_ref().filter(|_| model.save_mode == SaveMode::Device);
        if model.run.is_some() && mine.is_none() || model.lock == Lock::Locked {
            return;
        }
        let Ok(found) = self.repository.reload(mine) else { return };
        if found.as_ref().map(records) != model.run.as_ref().map(records) {
            self.model.replace(Rc::new(update(&model, Action::Found(found.map(Box::new)))));
            self.show();
        }
    }

    /// What is kept was locked or unlocked, or that was tried.
    pub fn lock_changed(&self, lock: Lock, tried: Option<PassphraseOutcome>) {
        let before = self.model().lock;
        if tried.is_some() {
            self.pressed.set(true);
        }
        if lock == Lock::Locked {
            self.repository.invalidate();
        }
        self.model.replace(Rc::new(update(&self.model(), Action::LockChanged(lock, tried))));
        if before == Lock::Locked && lock != before {
            self.reload();
            return self.flushed(Ok(()));
        }
        self.show();
    }

    /// What was taken to be written later could not be, or in the end it could.
    pub fn flushed(&self, outcome: Result<(), StoreError>) {
        let unreadable = self.repository.damaged().then_some(StorageProblem::Unreadable);
        let storage_problem = outcome.err().map(StorageProblem::from).or(unreadable);
        self.model.replace(Rc::new(update(&self.model(), Action::SaveTried(storage_problem))));
        self.show();
    }

    /// Lets something happen. What is to be kept is kept before anything is shown: a crash while showing loses nothing.
    pub fn dispatch(&self, action: Action) {
        #[cfg(feature = "crash")]
        super::crash::count(&action);
        self.pressed.set(true);
        let erased = matches!(action, Action::Erased);
        let device = self.model().save_mode == SaveMode::Device;
        let taken_off = matches!(action, Action::SavingChosen(false)) && device;
        let restarted = matches!(action, Action::Restarted) && device;
        // What another window has kept meanwhile is not begun over.
        if matches!(action, Action::Began { keep: true, .. }) {
            self.reload();
        }
        let before = self.model();
        let mut next = update(&before, action);
        let outcome = if erased {
            self.repository.erase().map(|()| SaveOutcome::Saved)
        } else if taken_off {
            self.repository.remove().map(|()| SaveOutcome::Saved)
        } else {
            self.repository.save(next.run.as_ref().filter(|_| next.save_mode == SaveMode::Device))
        };
        let storage_problem = match outcome {
            Ok(SaveOutcome::Conflict) => {
                next.save_mode = SaveMode::Visit;
                Some(StorageProblem::Conflict)
            }
            Ok(step) => {
                if step == SaveOutcome::ErasedElsewhere {
                    next = update(&next, Action::Found(self.repository.reload(None).ok().flatten().map(Box::new)));
                }
                next.storage_problem.filter(|storage_problem| *storage_problem == StorageProblem::Unreadable)
            }
            Err(_) if erased || taken_off || restarted => {
                // It is still there, so it is still shown.
                next = Model { notice: Some(Notice::NotErased), ..Model::clone(&before) };
                before.storage_problem
            }
            Err(problem) => Some(problem.into()),
        };
        if storage_problem != next.storage_problem {
            next = update(&next, Action::SaveTried(storage_problem));
        }
        let kept = next.save_mode == SaveMode::Device || before.save_mode == SaveMode::Device || erased;
        #[cfg(feature = "crash")]
        super::crash::now(super::crash::KEPT);
        self.model.replace(Rc::new(next));
        self.show();
        if kept {
            (self.on_saved.borrow())();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{Subject, Type};
    use crate::record::{Memory, PREFIX};
    use crate::state::Notice;
    use core::cell::Cell;

    /// A storage that tests and program share, and that can begin to refuse, at once or later.
    #[derive(Clone, Default)]
    struct Shared(Rc<Memory>, Rc<Cell<Option<StoreError>>>, Rc<Cell<Option<StoreError>>>);

    impl Shared {
        fn held(&self) -> usize {
            self.0.keys(PREFIX).unwrap().len()
        }

        fn answer(&self) -> Result<(), StoreError> {
            self.1.get().map_or(Ok(()), Err)
        }
    }

    impl Store for Shared {
        fn keys(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
            self.answer().and_then(|()| self.0.keys(prefix))
        }

        fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
            self.answer().and_then(|()| self.0.get(key))
        }

        fn set(&self, key: &str, text: &str) -> Result<(), StoreError> {
            self.answer().and_then(|()| self.0.set(key, text))
        }

        fn remove(&self, key: &str) -> Result<(), StoreError> {
            self.answer().and_then(|()| self.0.remove(key))
        }

        fn flush(&self) -> Result<(), StoreError> {
            self.2.get().map_or(Ok(()), Err)
        }
    }

    fn program(store: &Shared) -> Program {
        Program::start(Screen::Article, Box::new(store.clone()), Namespace::new("default"), 1)
    }

    fn begin(program: &Program, keep: bool) {
        begin_as(program, keep, 42);
    }

    fn begin_as(program: &Program, keep: bool, seed: u64) {
        program.dispatch(Action::SubjectChosen(Subject::Friend));
        program.dispatch(Action::Began { keep, seed });
        for action in [Action::CalledEqual, Action::Skipped] {
            program.dispatch(action);
        }
    }

    #[test]
    fn only_what_came_of_a_press_here_may_move_the_focus() {
        let store = Shared::default();
        let [one, other] = [program(&store), program(&store)];
        begin(&one, true);
        assert!(one.take_pressed() && !one.take_pressed(), "it holds once");
        other.reload();
        one.dispatch(Action::Erased);
        other.reload();
        other.lock_changed(Lock::Locked, None);
        other.flushed(Err(StoreError::Full));
        assert!(!other.take_pressed(), "another window has pressed");
        other.lock_changed(Lock::Locked, Some(PassphraseOutcome::Wrong));
        assert!(other.take_pressed(), "a passphrase was tried here");
    }

    #[test]
    fn nothing_is_written_for_this_visit() {
        let store = Shared::default();
        begin(&program(&store), false);
        assert_eq!(store.held(), 0);
    }

    #[test]
    fn kept_answers_come_back() {
        let store = Shared::default();
        let before = program(&store);
        begin(&before, true);
        assert_eq!(store.held(), 4, "the run, the subject and two sets");
        let after = program(&store);
        assert_eq!(after.model().run, before.model().run);
        assert_eq!((after.model().save_mode, after.model().screen), (SaveMode::Device, Screen::Article));
    }

    #[test]
    fn keeping_can_begin_and_end_on_the_way() {
        let store = Shared::default();
        let program = program(&store);
        begin(&program, false);
        program.dispatch(Action::SavingChosen(true));
        assert_eq!(store.held(), 4);
        program.dispatch(Action::SavingChosen(false));
        assert_eq!(store.held(), 0);
        assert!(program.model().run.is_some(), "the answers stay for this visit");
    }

    #[test]
    fn erasing_takes_the_own_keys_and_no_others() {
        let store = Shared::default();
        store.0.set("theme", "dark").unwrap();
        store.0.set("intimacy-explorer:other:run", "{}").unwrap();
        let program = program(&store);
        begin(&program, true);
        store.0.set("intimacy-explorer:default:closeness/1", "damaged").unwrap();
        program.dispatch(Action::Erased);
        assert_eq!(store.0.keys("").unwrap(), ["theme", "intimacy-explorer:other:run"]);
        assert_eq!(program.model().notice, Some(Notice::Erased));
    }

    #[test]
    fn a_storage_that_refuses_is_told_and_the_answer_stays() {
        for (error, storage_problem) in
            [(StoreError::Full, StorageProblem::Full), (StoreError::Denied, StorageProblem::Denied)]
        {
            let store = Shared::default();
            let program = program(&store);
            begin(&program, true);
            store.1.set(Some(error));
            program.dispatch(Action::Opened(Screen::Question(crate::quiz::Question::Closeness(0))));
            program.dispatch(Action::TypeMost(0, Type::Physical));
            let model = program.model();
            assert_eq!(model.storage_problem, Some(storage_problem));
            let answer = model.run.as_ref().and_then(|run| run.answers.closeness[0]);
            assert_eq!(answer.and_then(|answer| answer.most()), Some(Type::Physical));
            store.1.set(None);
            program.dispatch(Action::TypeLeast(0, Type::Spiritual));
            assert_eq!(program.model().storage_problem, None, "what works again is told");
            assert_eq!(self::program(&store).model().run, program.model().run, "and nothing is missing");
        }
    }

    #[test]
    fn what_is_refused_later_is_told_until_it_is_written() {
        let store = Shared::default();
        let program = program(&store);
        begin(&program, true);
        program.flushed(Err(StoreError::Full));
        assert_eq!(program.model().storage_problem, Some(StorageProblem::Full), "it is told at once");
        store.2.set(Some(StoreError::Full));
        program.dispatch(Action::Skipped);
        assert_eq!(program.model().storage_problem, Some(StorageProblem::Full), "with the next answer");
        program.dispatch(Action::Opened(Screen::Notes));
        assert_eq!(program.model().storage_problem, Some(StorageProblem::Full), "and where nothing is answered");
        store.2.set(None);
        program.flushed(Ok(()));
        assert_eq!(program.model().storage_problem, None);
    }

    #[test]
    fn coming_back_loses_nothing_that_could_never_be_kept() {
        let store = Shared(Rc::new(Memory::with_room(10)), Rc::default(), Rc::default());
        let program = program(&store);
        begin(&program, true);
        let before = program.model();
        assert_eq!(before.storage_problem, Some(StorageProblem::Full));
        program.reload();
        assert_eq!(program.model(), before);
    }

    #[test]
    fn coming_back_keeps_a_run_that_found_no_room_when_another_window_has_kept_its_own() {
        let store = Shared::default();
        let program = program(&store);
        store.1.set(Some(StoreError::Full));
        begin(&program, true);
        let before = program.model();
        store.1.set(None);
        begin_as(&self::program(&store), true, 43);
        program.reload();
        assert_eq!(program.model(), before);
        program.dispatch(Action::Opened(Screen::Notes));
        assert_eq!(program.model().storage_problem, Some(StorageProblem::Conflict));
        assert_eq!(program.model().run, before.run);
        assert_eq!(self::program(&store).model().run.as_ref().map(|run| run.seed), Some(43));
    }

    #[test]
    fn where_nothing_can_be_kept_everything_can_be_erased() {
        for keep in [true, false] {
            let store = Shared::default();
            store.1.set(Some(StoreError::Denied));
            let program = program(&store);
            begin(&program, keep);
            program.dispatch(Action::SavingChosen(false));
            assert_eq!((program.model().notice, program.model().save_mode), (None, SaveMode::Visit));
            program.dispatch(Action::Erased);
            assert_eq!((program.model().notice, &program.model().run), (Some(Notice::Erased), &None));
        }
    }

    #[test]
    fn what_cannot_be_read_is_told_and_left_as_it_is() {
        let store = Shared::default();
        begin(&program(&store), true);
        let place = "intimacy-explorer:default:subject";
        store.0.set(place, r#"{"schema":1,"value":"nobody"}"#).unwrap();
        let program = program(&store);
        assert_eq!(program.model().storage_problem, Some(StorageProblem::Unreadable));
        program.dispatch(Action::Opened(Screen::Explore));
        assert_eq!(store.0.get(place).unwrap().unwrap(), r#"{"schema":1,"value":"nobody"}"#);
    }

    #[test]
    fn a_change_of_what_is_kept_is_told_and_nothing_else() {
        let program = program(&Shared::default());
        let told = Rc::new(Cell::new(0));
        let count = told.clone();
        program.on_saved(move || count.set(count.get() + 1));
        program.dispatch(Action::Opened(Screen::Explore));
        assert_eq!(told.get(), 0);
        program.dispatch(Action::SubjectChosen(Subject::Friend));
        program.dispatch(Action::Began { keep: true, seed: 42 });
        assert_eq!(told.get(), 1);
        program.dispatch(Action::SavingChosen(false));
        assert_eq!(told.get(), 2);
        program.dispatch(Action::Opened(Screen::Explore));
        assert_eq!(told.get(), 2);
        program.dispatch(Action::Erased);
        assert_eq!(told.get(), 3);
    }

    #[test]
    fn what_is_locked_is_gone_from_here_and_back_when_it_is_opened() {
        let program = program(&Shared::default());
        begin(&program, true);
        let run = program.model().run.clone();
        program.lock_changed(Lock::Locked, None);
        assert_eq!((program.model().lock, &program.model().run), (Lock::Locked, &None));
        program.lock_changed(Lock::Open, None);
        assert_eq!((program.model().lock, &program.model().run), (Lock::Open, &run));
    }

    #[test]
    fn a_look_brings_what_another_window_has_answered_since() {
        let store = Shared::default();
        let [one, other] = [program(&store), program(&store)];
        begin(&one, true);
        other.reload();
        assert_eq!((&other.model().run, other.model().save_mode), (&one.model().run, SaveMode::Device));
        one.dispatch(Action::CalledEqual);
        other.reload();
        let answers = |program: &Program| program.model().run.as_ref().map(|run| run.answers.clone());
        assert_eq!(answers(&other), answers(&one));
    }

    #[test]
    fn setting_a_lock_does_not_hide_what_could_not_be_kept() {
        let program = program(&Shared::default());
        begin(&program, true);
        program.flushed(Err(StoreError::Full));
        for lock in [Lock::Open, Lock::Open, Lock::None] {
            program.lock_changed(lock, None);
            assert_eq!(program.model().storage_problem, Some(StorageProblem::Full));
        }
    }

    #[test]
    fn a_run_for_this_visit_is_no_other_windows_to_take() {
        let store = Shared::default();
        let program = program(&store);
        begin(&program, false);
        let run = program.model().run.clone();
        begin_as(&self::program(&store), true, 43);
        program.reload();
        assert_eq!(program.model().run, run);
    }

    #[test]
    fn what_could_not_be_taken_away_is_not_said_to_be_gone() {
        for refused in [StoreError::Denied, StoreError::NotWritten] {
            for action in [Action::Erased, Action::SavingChosen(false), Action::Restarted] {
                let store = Shared::default();
                let program = program(&store);
                begin(&program, true);
                let before = program.model();
                store.1.set(Some(refused));
                program.dispatch(action.clone());
                let model = program.model();
                assert_eq!(model.notice, Some(Notice::NotErased));
                assert_eq!((&model.run, model.screen), (&before.run, before.screen), "it is still there");
                program.lock_changed(Lock::None, None);
                assert_eq!(program.model().notice, Some(Notice::NotErased), "also where a lock has gone with it");
                assert_eq!((model.save_mode, model.storage_problem), (SaveMode::Device, None), "and still kept");
                assert_eq!(store.held(), 4);
                store.1.set(None);
                program.dispatch(action);
                assert_eq!(store.held(), 0, "pressed once more");
            }
        }
    }

    #[test]
    fn taking_off_the_device_leaves_the_lock_and_erasing_takes_it() {
        let store = Shared::default();
        let program = program(&store);
        begin(&program, true);
        store.0.set("intimacy-explorer:default:lock", "{}").unwrap();
        program.dispatch(Action::SavingChosen(false));
        assert_eq!(store.0.keys("").unwrap(), ["intimacy-explorer:default:lock"]);
        program.dispatch(Action::Erased);
        assert_eq!(store.held(), 0);
    }

    #[test]
    fn taking_off_the_device_takes_what_cannot_be_read_as_well() {
        let store = Shared::default();
        let program = program(&store);
        begin(&program, true);
        store.0.set("intimacy-explorer:default:aside/subject", "damaged").unwrap();
        program.dispatch(Action::SavingChosen(false));
        assert_eq!(store.held(), 0);
        assert_eq!(program.model().notice, None);
        assert!(program.model().run.is_some());
        // What is kept of another run meanwhile is not this one's to take off.
        let other = self::program(&store);
        begin(&other, true);
        program.dispatch(Action::SavingChosen(false));
        assert_eq!(store.held(), 4);
    }

    #[test]
    fn what_another_window_keeps_is_not_begun_over() {
        let store = Shared::default();
        let [one, other] = [program(&store), program(&store)];
        begin(&one, true);
        other.dispatch(Action::SubjectChosen(Subject::Partner));
        other.dispatch(Action::Began { keep: true, seed: 43 });
        assert_eq!((other.model().screen, &other.model().run), (Screen::Notes, &one.model().run));
    }

    #[test]
    fn answers_of_a_visit_do_not_take_the_place_of_what_another_window_keeps() {
        let store = Shared::default();
        let [one, other] = [program(&store), program(&store)];
        begin_as(&other, false, 43);
        begin(&one, true);
        let mine = other.model().run.clone();
        other.dispatch(Action::SavingChosen(true));
        assert_eq!(
            (other.model().storage_problem, other.model().save_mode),
            (Some(StorageProblem::Conflict), SaveMode::Visit)
        );
        assert_eq!(other.model().run, mine, "and they stay for the visit");
        assert_eq!(program(&store).model().run, one.model().run);
        one.dispatch(Action::Erased);
        other.dispatch(Action::SavingChosen(true));
        assert_eq!((other.model().storage_problem, program(&store).model().run.clone()), (None, mine));
    }

    #[test]
    fn a_change_is_told_after_it_was_kept() {
        let store = Shared::default();
        let program = Rc::new(program(&store));
        let (seen, told) = (store.clone(), Rc::new(Cell::new(0)));
        let count = told.clone();
        program.on_change(move || count.set(seen.held()));
        begin(&program, true);
        assert_eq!(told.get(), 4);
    }
}
