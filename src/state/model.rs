//! Everything the app knows at one moment.

use crate::content::{Page, Subject};
use crate::quiz::{Question, Run};
use crate::record::{FileError, Lock, PassphraseOutcome, Records, StoreError};

/// The state of one widget.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// What is on the screen.
    pub screen: Screen,
    /// With which screen the element begins: [`Screen::Article`] or, where it has none, [`Screen::Welcome`].
    pub home: Screen,
    /// Whether the browser had put the page out of memory, and this has not been read yet.
    pub page_discarded: bool,
    /// The run of the quiz, if one has begun.
    pub run: Option<Run>,
    /// Where the answers are to be kept.
    pub save_mode: SaveMode,
    /// Whether what is kept lies under a passphrase.
    pub lock: Lock,
    /// Why save_mode does not work, if it does not.
    pub storage_problem: Option<StorageProblem>,
    /// Whom the person has chosen on the start card, before the run begins.
    pub chosen: Option<Subject>,
    /// How often in a row the person tried to go on although the question on the screen has no answer.
    pub empty_submits: u8,
    /// What the explorer is searched for.
    pub query: String,
    /// What has just happened and is said once.
    pub notice: Option<Notice>,
    /// Whether the printed result holds the single answers.
    pub print_answers: bool,
    /// A file that was opened and is looked at before it is taken.
    pub import: Option<ImportPreview>,
    /// The run as it was before a file was taken.
    pub before: Option<Option<Run>>,
}

/// What a file would bring.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportPreview {
    /// What is in it.
    pub file: Records,
    /// The run with the file's answers in it.
    pub merged: Run,
    /// How many answers the file holds.
    pub answers: usize,
    /// How many of its entries could not be read, and are left out.
    pub left_out: usize,
    /// How many of them are new here, or differ from what is here.
    pub changes: usize,
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
    /// The notes: what is kept, and going on, starting again, erasing.
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

/// Where the answers are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveMode {
    /// In memory, until the page is closed.
    Visit,
    /// In this browser.
    Device,
}

/// Why save_mode does not work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StorageProblem {
    /// The browser's room for this site is used up.
    Full,
    /// The browser allows no save_mode here.
    Denied,
    /// Some of what was kept could not be read; it was left as it is.
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
    /// The browser did not let what is kept be taken away.
    NotErased,
    /// An answer was taken back.
    Cleared,
    /// The file that was opened is not taken, and why.
    Refused(FileError),
    /// The answers of a file were imported.
    Imported,
    /// They were given back.
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
    /// The state at the start, with what was kept.
    #[must_use]
    pub fn new(screen: Screen, kept: Option<Run>) -> Self {
        Self {
            screen,
            home: screen,
            page_discarded: false,
            save_mode: if kept.is_some() { SaveMode::Device } else { SaveMode::Visit },
            run: kept,
            lock: Lock::None,
            storage_problem: None,
            chosen: None,
            empty_submits: 0,
            query: String::new(),
            notice: None,
            print_answers: false,
            import: None,
            before: None,
        }
    }

    /// Whether nothing of what is kept is missing. What cannot be read is something else that lies there.
    #[must_use]
    pub fn all_saved(&self) -> bool {
        matches!(self.storage_problem, None | Some(StorageProblem::Unreadable))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_cannot_be_read_leaves_nothing_missing() {
        let all_saved = |storage_problem| Model { storage_problem, ..Model::new(Screen::Notes, None) }.all_saved();
        assert!(all_saved(None) && all_saved(Some(StorageProblem::Unreadable)));
        for storage_problem in
            [StorageProblem::Full, StorageProblem::Denied, StorageProblem::Newer, StorageProblem::Conflict]
        {
            assert!(!all_saved(Some(storage_problem)), "{storage_problem:?}");
        }
    }
}
