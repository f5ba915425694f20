//! The model: the whole state of the app at one moment.

use super::import::ImportPreview;
use crate::content::{Page, Subject};
use crate::quiz::{Question, Run};
use crate::record::{FileError, Lock, PassphraseOutcome, RunId, StoreError};
use alloc::rc::Rc;

/// The most maps that can exist.
pub const MOST_MAPS: usize = 50;

/// The state of one widget.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The current screen.
    pub screen: Screen,
    /// Whether the second part of the app is there.
    pub second_part: SecondPart,
    /// The first screen of the element: [`Screen::Article`] or, without an article, [`Screen::Welcome`].
    pub home: Screen,
    /// Whether the browser had discarded the page, and the notice that says so is still to be shown.
    pub page_discarded: bool,
    /// The person's maps, the newest first; at most [`MOST_MAPS`]. Models share the maps that do not change between
    /// them.
    pub maps: Vec<Rc<Map>>,
    /// The map that questions, result and list of answers show.
    pub open: Option<RunId>,
    /// Whether a passphrase protects the storage.
    pub lock: Lock,
    /// The present problem with saving, if there is one.
    pub storage_problem: Option<StorageProblem>,
    /// The subject that is chosen on the start card, before the map begins.
    pub chosen: Option<Subject>,
    /// Whether the box for saving on the start card is ticked.
    pub keep: bool,
    /// How often in a row the person pressed "Continue" without an answer.
    pub empty_submits: u8,
    /// The search text.
    pub query: String,
    /// The notice of what has just happened. The next action of the person removes it.
    pub notice: Option<Notice>,
    /// Whether the printed result contains the answers.
    pub print_answers: bool,
    /// The preview of the opened file, until the person imports or declines it.
    pub import: Option<ImportPreview>,
    /// The changes that can be undone, the latest last, until the page is closed.
    pub undo: Vec<Undo>,
}

/// One map: a person's answers about one relationship, in memory.
#[derive(Clone, Debug, PartialEq)]
pub struct Map {
    /// Its number.
    pub id: RunId,
    /// The answers, the label and the day.
    pub run: Run,
    /// Where the answers are stored.
    pub save_mode: SaveMode,
}

/// A change that can be undone.
#[derive(Clone, Debug, PartialEq)]
pub struct Undo {
    /// Each changed map as it was before; `None` if the change added it.
    pub before: Vec<(RunId, Option<Rc<Map>>)>,
    /// Whether the change was an import, or the way back from one; otherwise it erased a map.
    pub import: bool,
}

/// Whether the second part of the app, its code and its words, is there; see `crate::split`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecondPart {
    /// It was requested.
    Coming,
    /// The request failed. The person can try again.
    Failed,
    /// It is there.
    Here,
}

/// A screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// The article, which is part of the page itself.
    Article,
    /// The first screen of an element without an article: an introduction, and buttons for the quiz, the explorer and
    /// the notes.
    Welcome,
    /// The explorer's first page, with the search.
    Explore,
    /// One page of the explorer.
    Page(Page),
    /// The start card.
    Start,
    /// A question of the quiz.
    Question(Question),
    /// A question whose answer is being changed; "Continue" leads back to the list of answers.
    Change(Question),
    /// The result.
    Result,
    /// The list of answers.
    Review,
    /// "My notes": the person's maps, and what can be done with them.
    Notes,
}

impl Screen {
    /// Whether the second part of the app renders this screen.
    #[must_use]
    pub const fn is_in_second_part(self) -> bool {
        match self {
            Self::Article | Self::Welcome | Self::Start | Self::Question(_) | Self::Change(_) => false,
            Self::Explore | Self::Page(_) | Self::Result | Self::Review | Self::Notes => true,
        }
    }

    /// The question on the screen.
    #[must_use]
    pub const fn question(self) -> Option<Question> {
        match self {
            Self::Question(question) | Self::Change(question) => Some(question),
            _ => None,
        }
    }
}

/// Where the answers of a map are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveMode {
    /// In memory, until the page is closed.
    Visit,
    /// In this browser.
    Device,
}

/// A problem with saving.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StorageProblem {
    /// The browser's storage for this site is full.
    Full,
    /// The browser denies this page its storage.
    Denied,
    /// Some records could not be read. They were not changed.
    Unreadable,
    /// A later version of the widget wrote a record, which this version does not change.
    Newer,
    /// Another run has the number of a map, which therefore could not be saved.
    Conflict,
}

impl From<StoreError> for StorageProblem {
    fn from(problem: StoreError) -> Self {
        match problem {
            StoreError::Full => Self::Full,
            StoreError::Newer => Self::Newer,
            StoreError::Denied | StoreError::NotWritten => Self::Denied,
        }
    }
}

/// A notice: something that has happened and is shown until the next action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Everything was erased.
    Erased,
    /// The browser refused to remove the answers.
    NotErased,
    /// One map was erased here.
    MapErased,
    /// One map was erased by another window.
    MapErasedElsewhere,
    /// An erased map was restored.
    MapRestored,
    /// A map's label was changed.
    Renamed,
    /// There are already as many maps as can exist.
    TooManyMaps,
    /// An answer was removed.
    Cleared,
    /// The opened file was refused, for this reason.
    Refused(FileError),
    /// The answers of a file were imported.
    Imported,
    /// The import was undone, or the person went back to a snapshot.
    ImportUndone,
    /// A snapshot was removed.
    SnapshotRemoved,
    /// The outcome of an action with a passphrase.
    Passphrase(PassphraseOutcome),
    /// The browser saved a file.
    Saved,
    /// The browser did not save the file.
    NotSaved,
    /// The browser did not print.
    NotPrinted,
    /// The item that was Least is now Most.
    MovedToMost,
    /// The item that was Most is now Least.
    MovedToLeast,
}

impl Model {
    /// The state at the start, without a map.
    #[must_use]
    pub fn new(screen: Screen) -> Self {
        Self {
            screen,
            home: screen,
            second_part: SecondPart::Here,
            page_discarded: false,
            maps: Vec::new(),
            open: None,
            lock: Lock::None,
            storage_problem: None,
            chosen: None,
            keep: false,
            empty_submits: 0,
            query: String::new(),
            notice: None,
            print_answers: false,
            import: None,
            undo: Vec::new(),
        }
    }

    /// The state of the second part, if the screen waits for it.
    #[must_use]
    pub fn waits(&self) -> Option<SecondPart> {
        Some(self.second_part).filter(|part| self.screen.is_in_second_part() && *part != SecondPart::Here)
    }

    /// The map with this number.
    #[must_use]
    pub fn map(&self, id: RunId) -> Option<&Map> {
        self.maps.iter().find(|map| map.id == id).map(|map| &**map)
    }

    /// The map with this number, to change it.
    pub(super) fn map_mut(&mut self, id: RunId) -> Option<&mut Map> {
        self.maps.iter_mut().find(|map| map.id == id).map(Rc::make_mut)
    }

    /// The open map.
    #[must_use]
    pub fn open_map(&self) -> Option<&Map> {
        self.open.and_then(|id| self.map(id))
    }

    /// The run of the open map.
    #[must_use]
    pub fn run(&self) -> Option<&Run> {
        self.open_map().map(|map| &map.run)
    }

    pub(super) fn run_mut(&mut self) -> Option<&mut Run> {
        self.map_mut(self.open?).map(|map| &mut map.run)
    }

    /// Whether at least one map is to be saved on this device.
    #[must_use]
    pub fn any_on_device(&self) -> bool {
        self.maps.iter().any(|map| map.save_mode == SaveMode::Device)
    }

    /// Whether there are maps, and all of them are saved completely on this device.
    #[must_use]
    pub fn all_on_device(&self) -> bool {
        !self.maps.is_empty() && self.maps.iter().all(|map| map.save_mode == SaveMode::Device) && self.all_saved()
    }

    /// Whether every record of this window is in the storage. A damaged record is not one of them.
    #[must_use]
    pub fn all_saved(&self) -> bool {
        matches!(self.storage_problem, None | Some(StorageProblem::Unreadable))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_unreadable_record_leaves_nothing_unsaved() {
        let all_saved = |storage_problem| Model { storage_problem, ..Model::new(Screen::Notes) }.all_saved();
        assert!(all_saved(None) && all_saved(Some(StorageProblem::Unreadable)));
        for problem in [StorageProblem::Full, StorageProblem::Denied, StorageProblem::Newer, StorageProblem::Conflict] {
            assert!(!all_saved(Some(problem)), "{problem:?}");
        }
    }
}
