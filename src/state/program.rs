//! The running app: a model, what happens to it, and the shelf it is kept on.

use super::action::Action;
use super::model::{Keeping, Model, Screen, Trouble};
use super::update::update;
use crate::record::{DecodeError, Keeper, Kept, Shelf, Store, StoreError};
use alloc::rc::Rc;
use core::cell::RefCell;

/// One widget's state over time.
pub struct Program {
    model: RefCell<Rc<Model>>,
    keeper: Keeper,
    on_change: RefCell<Box<dyn Fn()>>,
}

impl Program {
    /// Starts on a screen, with whatever the shelf holds.
    #[must_use]
    pub fn start(screen: Screen, store: Box<dyn Store>, shelf: Shelf) -> Self {
        let (keeper, kept) = Keeper::open(store, shelf);
        let Kept { run, unreadable } = kept.unwrap_or_default();
        let mut model = Model::new(screen, run);
        // A record of a later version is no trouble as long as nothing is lost; it is left as it is.
        if unreadable.iter().any(|(_, problem)| *problem == DecodeError::Damaged) {
            model.trouble = Some(Trouble::Unreadable);
        }
        Self { model: RefCell::new(Rc::new(model)), keeper, on_change: RefCell::new(Box::new(|| {})) }
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

    /// Lets something happen. What is to be kept is kept before anything is shown: a crash while showing loses nothing.
    pub fn dispatch(&self, action: Action) {
        let erased = action == Action::Erased;
        let mut next = update(&self.model(), action);
        let outcome = if erased {
            self.keeper.erase()
        } else {
            self.keeper.keep(next.run.as_ref().filter(|_| next.keeping == Keeping::Device))
        };
        let trouble = match outcome {
            Ok(()) => next.trouble.filter(|trouble| *trouble == Trouble::Unreadable),
            Err(StoreError::Full) => Some(Trouble::Full),
            Err(StoreError::Denied | StoreError::NotWritten) => Some(Trouble::Denied),
        };
        if trouble != next.trouble {
            next = update(&next, Action::KeepTried(trouble));
        }
        self.model.replace(Rc::new(next));
        (self.on_change.borrow())();
    }
}
