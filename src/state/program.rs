//! The running app: a model, what happens to it, and the shelf it is kept on.

use super::action::Action;
use super::model::{Keeping, Model, Notice, Screen, Trouble};
use super::update::update;
use crate::record::{Keeper, Seal, Sealing, Shelf, Step, Store, StoreError, records};
use alloc::rc::Rc;
use core::cell::{Cell, RefCell};

/// One widget's state over time.
pub struct Program {
    model: RefCell<Rc<Model>>,
    keeper: Keeper,
    on_change: RefCell<Box<dyn Fn()>>,
    on_kept: RefCell<Box<dyn Fn()>>,
    pressed: Cell<bool>,
}

impl Program {
    /// Starts on a screen, with whatever the shelf holds. `tab` is a number that this window drew.
    #[must_use]
    pub fn start(screen: Screen, store: Box<dyn Store>, shelf: Shelf, tab: u32) -> Self {
        let (keeper, kept) = Keeper::open(store, shelf, tab);
        let mut model = Model::new(screen, kept.unwrap_or_default().run);
        model.trouble = keeper.damaged().then_some(Trouble::Unreadable);
        let nobody = || RefCell::new(Box::new(|| {}) as Box<dyn Fn()>);
        let (on_change, on_kept) = (nobody(), nobody());
        Self { model: RefCell::new(Rc::new(model)), keeper, on_change, on_kept, pressed: Cell::new(false) }
    }

    /// The browser had put the page out of memory: what was there for one visit is gone.
    pub fn put_away(&self) {
        let model = self.model();
        self.model.replace(Rc::new(Model { put_away: model.run.is_none(), ..Model::clone(&model) }));
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
    pub fn on_kept(&self, call: impl Fn() + 'static) {
        *self.on_kept.borrow_mut() = Box::new(call);
    }

    /// Shows the state again, as something around it has changed.
    pub fn show(&self) {
        (self.on_change.borrow())();
    }

    /// Looks what other windows have done to the shelf: when one of them says so, and when the reader comes back.
    /// Nothing is kept by looking, so that two windows do not answer each other for ever.
    pub fn look(&self) {
        let model = self.model();
        let mine = model.run.as_ref().filter(|_| model.keeping == Keeping::Device);
        if model.run.is_some() && mine.is_none() || model.seal == Seal::Locked {
            return;
        }
        let Ok(found) = self.keeper.look(mine) else { return };
        if found.as_ref().map(records) != model.run.as_ref().map(records) {
            self.model.replace(Rc::new(update(&model, Action::Found(found.map(Box::new)))));
            self.show();
        }
    }

    /// What is kept was locked or unlocked, or that was tried.
    pub fn sealed(&self, seal: Seal, tried: Option<Sealing>) {
        let before = self.model().seal;
        if tried.is_some() {
            self.pressed.set(true);
        }
        if seal == Seal::Locked {
            self.keeper.forget();
        }
        self.model.replace(Rc::new(update(&self.model(), Action::Sealed(seal, tried))));
        if before == Seal::Locked && seal != before {
            self.look();
            return self.settled(Ok(()));
        }
        self.show();
    }

    /// What was taken to be written later could not be, or in the end it could.
    pub fn settled(&self, outcome: Result<(), StoreError>) {
        let unreadable = self.keeper.damaged().then_some(Trouble::Unreadable);
        let trouble = outcome.err().map(Trouble::from).or(unreadable);
        self.model.replace(Rc::new(update(&self.model(), Action::KeepTried(trouble))));
        self.show();
    }

    /// Lets something happen. What is to be kept is kept before anything is shown: a crash while showing loses nothing.
    pub fn dispatch(&self, action: Action) {
        #[cfg(feature = "crash")]
        super::crash::count(&action);
        self.pressed.set(true);
        let erased = matches!(action, Action::Erased);
        let device = self.model().keeping == Keeping::Device;
        let taken_off = matches!(action, Action::KeepChosen(false)) && device;
        let restarted = matches!(action, Action::Restarted) && device;
        // What another window has kept meanwhile is not begun over.
        if matches!(action, Action::Began { keep: true, .. }) {
            self.look();
        }
        let before = self.model();
        let mut next = update(&before, action);
        let outcome = if erased {
            self.keeper.erase().map(|()| Step::Kept)
        } else if taken_off {
            self.keeper.take_off().map(|()| Step::Kept)
        } else {
            self.keeper.keep(next.run.as_ref().filter(|_| next.keeping == Keeping::Device))
        };
        let trouble = match outcome {
            Ok(Step::Taken) => {
                next.keeping = Keeping::Visit;
                Some(Trouble::Taken)
            }
            Ok(step) => {
                if step == Step::Gone {
                    next = update(&next, Action::Found(self.keeper.look(None).ok().flatten().map(Box::new)));
                }
                next.trouble.filter(|trouble| *trouble == Trouble::Unreadable)
            }
            Err(_) if erased || taken_off || restarted => {
                // It is still there, so it is still shown.
                next = Model { notice: Some(Notice::NotErased), ..Model::clone(&before) };
                before.trouble
            }
            Err(problem) => Some(problem.into()),
        };
        if trouble != next.trouble {
            next = update(&next, Action::KeepTried(trouble));
        }
        let kept = next.keeping == Keeping::Device || before.keeping == Keeping::Device || erased;
        #[cfg(feature = "crash")]
        super::crash::now(super::crash::KEPT);
        self.model.replace(Rc::new(next));
        self.show();
        if kept {
            (self.on_kept.borrow())();
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

        fn settle(&self) -> Result<(), StoreError> {
            self.2.get().map_or(Ok(()), Err)
        }
    }

    fn program(store: &Shared) -> Program {
        Program::start(Screen::Article, Box::new(store.clone()), Shelf::new("default"), 1)
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
        other.look();
        one.dispatch(Action::Erased);
        other.look();
        other.sealed(Seal::Locked, None);
        other.settled(Err(StoreError::Full));
        assert!(!other.take_pressed(), "another window has pressed");
        other.sealed(Seal::Locked, Some(Sealing::Wrong));
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
        assert_eq!((after.model().keeping, after.model().screen), (Keeping::Device, Screen::Article));
    }

    #[test]
    fn keeping_can_begin_and_end_on_the_way() {
        let store = Shared::default();
        let program = program(&store);
        begin(&program, false);
        program.dispatch(Action::KeepChosen(true));
        assert_eq!(store.held(), 4);
        program.dispatch(Action::KeepChosen(false));
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
        for (error, trouble) in [(StoreError::Full, Trouble::Full), (StoreError::Denied, Trouble::Denied)] {
            let store = Shared::default();
            let program = program(&store);
            begin(&program, true);
            store.1.set(Some(error));
            program.dispatch(Action::Opened(Screen::Question(crate::quiz::Question::Closeness(0))));
            program.dispatch(Action::TypeMost(0, Type::Physical));
            let model = program.model();
            assert_eq!(model.trouble, Some(trouble));
            let answer = model.run.as_ref().and_then(|run| run.answers.closeness[0]);
            assert_eq!(answer.and_then(|answer| answer.most()), Some(Type::Physical));
            store.1.set(None);
            program.dispatch(Action::TypeLeast(0, Type::Spiritual));
            assert_eq!(program.model().trouble, None, "what works again is told");
            assert_eq!(self::program(&store).model().run, program.model().run, "and nothing is missing");
        }
    }

    #[test]
    fn what_is_refused_later_is_told_until_it_is_written() {
        let store = Shared::default();
        let program = program(&store);
        begin(&program, true);
        program.settled(Err(StoreError::Full));
        assert_eq!(program.model().trouble, Some(Trouble::Full), "it is told at once");
        store.2.set(Some(StoreError::Full));
        program.dispatch(Action::Skipped);
        assert_eq!(program.model().trouble, Some(Trouble::Full), "with the next answer");
        program.dispatch(Action::Opened(Screen::Notes));
        assert_eq!(program.model().trouble, Some(Trouble::Full), "and where nothing is answered");
        store.2.set(None);
        program.settled(Ok(()));
        assert_eq!(program.model().trouble, None);
    }

    #[test]
    fn coming_back_loses_nothing_that_could_never_be_kept() {
        let store = Shared(Rc::new(Memory::with_room(10)), Rc::default(), Rc::default());
        let program = program(&store);
        begin(&program, true);
        let before = program.model();
        assert_eq!(before.trouble, Some(Trouble::Full));
        program.look();
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
        program.look();
        assert_eq!(program.model(), before);
        program.dispatch(Action::Opened(Screen::Notes));
        assert_eq!(program.model().trouble, Some(Trouble::Taken));
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
            program.dispatch(Action::KeepChosen(false));
            assert_eq!((program.model().notice, program.model().keeping), (None, Keeping::Visit));
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
        assert_eq!(program.model().trouble, Some(Trouble::Unreadable));
        program.dispatch(Action::Opened(Screen::Explore));
        assert_eq!(store.0.get(place).unwrap().unwrap(), r#"{"schema":1,"value":"nobody"}"#);
    }

    #[test]
    fn a_change_of_what_is_kept_is_told_and_nothing_else() {
        let program = program(&Shared::default());
        let told = Rc::new(Cell::new(0));
        let count = told.clone();
        program.on_kept(move || count.set(count.get() + 1));
        program.dispatch(Action::Opened(Screen::Explore));
        assert_eq!(told.get(), 0);
        program.dispatch(Action::SubjectChosen(Subject::Friend));
        program.dispatch(Action::Began { keep: true, seed: 42 });
        assert_eq!(told.get(), 1);
        program.dispatch(Action::KeepChosen(false));
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
        program.sealed(Seal::Locked, None);
        assert_eq!((program.model().seal, &program.model().run), (Seal::Locked, &None));
        program.sealed(Seal::Open, None);
        assert_eq!((program.model().seal, &program.model().run), (Seal::Open, &run));
    }

    #[test]
    fn a_look_brings_what_another_window_has_answered_since() {
        let store = Shared::default();
        let [one, other] = [program(&store), program(&store)];
        begin(&one, true);
        other.look();
        assert_eq!((&other.model().run, other.model().keeping), (&one.model().run, Keeping::Device));
        one.dispatch(Action::CalledEqual);
        other.look();
        let answers = |program: &Program| program.model().run.as_ref().map(|run| run.answers.clone());
        assert_eq!(answers(&other), answers(&one));
    }

    #[test]
    fn setting_a_lock_does_not_hide_what_could_not_be_kept() {
        let program = program(&Shared::default());
        begin(&program, true);
        program.settled(Err(StoreError::Full));
        for seal in [Seal::Open, Seal::Open, Seal::None] {
            program.sealed(seal, None);
            assert_eq!(program.model().trouble, Some(Trouble::Full));
        }
    }

    #[test]
    fn a_run_for_this_visit_is_no_other_windows_to_take() {
        let store = Shared::default();
        let program = program(&store);
        begin(&program, false);
        let run = program.model().run.clone();
        begin_as(&self::program(&store), true, 43);
        program.look();
        assert_eq!(program.model().run, run);
    }

    #[test]
    fn what_could_not_be_taken_away_is_not_said_to_be_gone() {
        for refused in [StoreError::Denied, StoreError::NotWritten] {
            for action in [Action::Erased, Action::KeepChosen(false), Action::Restarted] {
                let store = Shared::default();
                let program = program(&store);
                begin(&program, true);
                let before = program.model();
                store.1.set(Some(refused));
                program.dispatch(action.clone());
                let model = program.model();
                assert_eq!(model.notice, Some(Notice::NotErased));
                assert_eq!((&model.run, model.screen), (&before.run, before.screen), "it is still there");
                program.sealed(Seal::None, None);
                assert_eq!(program.model().notice, Some(Notice::NotErased), "also where a lock has gone with it");
                assert_eq!((model.keeping, model.trouble), (Keeping::Device, None), "and still kept");
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
        program.dispatch(Action::KeepChosen(false));
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
        program.dispatch(Action::KeepChosen(false));
        assert_eq!(store.held(), 0);
        assert_eq!(program.model().notice, None);
        assert!(program.model().run.is_some());
        // What is kept of another run meanwhile is not this one's to take off.
        let other = self::program(&store);
        begin(&other, true);
        program.dispatch(Action::KeepChosen(false));
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
        other.dispatch(Action::KeepChosen(true));
        assert_eq!((other.model().trouble, other.model().keeping), (Some(Trouble::Taken), Keeping::Visit));
        assert_eq!(other.model().run, mine, "and they stay for the visit");
        assert_eq!(program(&store).model().run, one.model().run);
        one.dispatch(Action::Erased);
        other.dispatch(Action::KeepChosen(true));
        assert_eq!((other.model().trouble, program(&store).model().run.clone()), (None, mine));
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
