//! Everything the app knows at one moment.

use super::import::ImportPreview;
use crate::content::{Page, Subject};
use crate::quiz::{Question, Run};
use crate::record::{FileError, Lock, PassphraseOutcome, RunId, StoreError};
use alloc::rc::Rc;

/// The most maps there can be.
pub const MOST_MAPS: usize = 50;

/// The state of one widget.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// What is on the screen.
    pub screen: Screen,
    /// The screen with which the element begins: [`Screen::Article`] or, without an article, [`Screen::Welcome`].
    pub home: Screen,
    /// Whether the browser had discarded the page, and the person has not read so yet.
    pub page_discarded: bool,
    /// The person's maps, the newest first; at most [`MOST_MAPS`]. Each model shares those that it does not change.
    pub maps: Vec<Rc<Map>>,
    /// The map that questions, result and answers are about.
    pub open: Option<RunId>,
    /// Whether a passphrase protects the storage.
    pub lock: Lock,
    /// Why saving does not work, if it does not.
    pub storage_problem: Option<StorageProblem>,
    /// The subject that was chosen on the start card, before the map begins.
    pub chosen: Option<Subject>,
    /// How often in a row the person pressed "Continue" without an answer.
    pub empty_submits: u8,
    /// The search text.
    pub query: String,
    /// What has just happened and is said once.
    pub notice: Option<Notice>,
    /// Whether the printed result holds the single answers.
    pub print_answers: bool,
    /// A file that was opened, before its answers are taken.
    pub import: Option<ImportPreview>,
    /// What can be brought back, the last at the end, until the page is left.
    pub undo: Vec<Undo>,
}

/// One map: a person's answers about one relationship, in memory.
#[derive(Clone, Debug, PartialEq)]
pub struct Map {
    /// Its number.
    pub id: RunId,
    /// The answers, the label and the day.
    pub run: Run,
    /// Where the answers are.
    pub save_mode: SaveMode,
}

/// Maps as they were before a change that can be undone.
#[derive(Clone, Debug, PartialEq)]
pub struct Undo {
    /// Each changed map as it was; `None` if there was none.
    pub before: Vec<(RunId, Option<Rc<Map>>)>,
    /// Whether the change was an import, and not an erased map.
    pub import: bool,
}

/// What is on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// The article, as it stands in the page.
    Article,
    /// The first screen of an element without an article: what it is, the start card, and the ways to all else.
    Welcome,
    /// The explorer's first page, with the search.
    Explore,
    /// One page of the explorer.
    Page(Page),
    /// The start card.
    Start,
    /// A question, on the way through the quiz.
    Question(Question),
    /// A question that is changed; going on leads back to the answers.
    Change(Question),
    /// The result.
    Result,
    /// The list of answers.
    Review,
    /// The person's maps, and what can be done with them.
    Notes,
}

impl Screen {
    /// The question on the screen.
    #[must_use]
    pub const fn question(self) -> Option<Question> {
        match self {
            Self::Question(question) | Self::Change(question) => Some(question),
            _ => None,
        }
    }
}

/// Where the answers of a map are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveMode {
    /// In memory, until the page is closed.
    Visit,
    /// In this browser.
    Device,
}

/// Why saving does not work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StorageProblem {
    /// The browser's room for this site is used up.
    Full,
    /// The browser allows no storage here.
    Denied,
    /// Some records could not be read. They were left as they are.
    Unreadable,
    /// A later version of the widget has written here.
    Newer,
    /// Other answers are saved here already.
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

/// Something that is said once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Everything was erased.
    Erased,
    /// The browser did not let the answers be removed.
    NotErased,
    /// One map was erased.
    MapErased,
    /// It is back.
    MapRestored,
    /// A map's label was changed.
    Renamed,
    /// There are as many maps as there can be.
    TooManyMaps,
    /// An answer was taken back.
    Cleared,
    /// The file that was opened was refused, and why.
    Refused(FileError),
    /// The answers of a file were imported.
    Imported,
    /// The import was undone.
    ImportUndone,
    /// What came of a passphrase.
    Passphrase(PassphraseOutcome),
    /// A file was handed to the browser.
    Saved,
    /// The browser takes no file.
    NotSaved,
    /// The browser does not print.
    NotPrinted,
    /// What was Least has become Most.
    MovedToMost,
    /// What was Most has become Least.
    MovedToLeast,
}

impl Model {
    /// The state at the start, without a map.
    #[must_use]
    pub fn new(screen: Screen) -> Self {
        Self {
            screen,
            home: screen,
            page_discarded: false,
            maps: Vec::new(),
            open: None,
            lock: Lock::None,
            storage_problem: None,
            chosen: None,
            empty_submits: 0,
            query: String::new(),
            notice: None,
            print_answers: false,
            import: None,
            undo: Vec::new(),
        }
    }

    /// The map of this number.
    #[must_use]
    pub fn map(&self, id: RunId) -> Option<&Map> {
        self.maps.iter().find(|map| map.id == id).map(|map| &**map)
    }

    /// The map of this number, to be changed.
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

    /// Whether a map is to be saved on this device.
    #[must_use]
    pub fn any_on_device(&self) -> bool {
        self.maps.iter().any(|map| map.save_mode == SaveMode::Device)
    }

    /// Whether every map is on this device, and whole.
    #[must_use]
    pub fn all_on_device(&self) -> bool {
        !self.maps.is_empty() && self.maps.iter().all(|map| map.save_mode == SaveMode::Device) && self.all_saved()
    }

    /// Whether no record is missing in the storage. A damaged record is another one.
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
