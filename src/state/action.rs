//! Actions: what can happen, named in the past tense.

use super::effect::Outcome;
use super::model::{Screen, SecondPart};
use crate::content::{Factor, Subject, Topic, Type};
use crate::quiz::{Amount, Day, Often, Question, Wish};
use crate::record::{Lock, PassphraseOutcome, RunId};

/// Something that happened. An action carries what the model does not have: random numbers, the day, or the outcome of
/// an effect.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// The person chose a subject: on the start card, or as an answer.
    SubjectChosen(Subject),
    /// The person ticked the box for saving on the start card, or cleared it.
    KeepChosen(bool),
    /// The person began a map from the start card.
    Began {
        /// Whether to save the answers on this device.
        keep: bool,
        /// The number, seed and day of the new run.
        new: NewRun,
    },
    /// The person opened the start card, with this subject already chosen or with none.
    StartOpened(Option<Subject>),
    /// The person continued with the open map, from the navigation or a first screen.
    Resumed,
    /// The person opened a map: on this screen, or at its next question.
    MapOpened(RunId, Option<Screen>),
    /// The person typed a label for a map; an empty text removes the label.
    Labeled(RunId, String),
    /// The person pressed the button that erases one map.
    RemoveChosen(RunId),
    /// The person pressed the button that erases everything.
    EraseChosen,
    /// The person pressed the button that restores the last erased map, or that undoes an import.
    UndoChosen,
    /// The person chose to save every map on this device, or to remove all of them from it.
    SavingChosen(bool),
    /// The person opened another screen.
    Opened(Screen),
    /// The person changed the search text.
    Searched(String),
    /// The person answered the question on the screen, or one part of it.
    Answered(Answer),
    /// The person pressed "Continue".
    Continued,
    /// The person pressed "Back".
    WentBack,
    /// The person accepted or declined Obstacles.
    ObstaclesOffered(bool),
    /// The person accepted Refine closeness.
    RefineAccepted,
    /// The person opened a question from the list of answers.
    ChangeOpened(Question),
    /// The person opened a file: its text, or `None` if it is too long to be read.
    FileOpened(Option<String>),
    /// The person imported the opened file on this day, or declined it.
    ImportDecided(bool, Option<Day>),
    /// The person went back to the snapshot of a map (`true`), or removed the snapshot.
    SnapshotDecided(RunId, bool),
    /// The browser saved a file (`true`), or refused to.
    FileSaved(bool),
    /// The browser did not print.
    PrintFailed,
    /// The person chose whether the printed result contains the answers.
    PrintAnswersChosen(bool),
    /// The lock of the storage may have changed, here or in another window; with the outcome if a passphrase was tried
    /// here.
    LockChanged(Lock, Option<PassphraseOutcome>),
    /// Another window may have changed the storage.
    StorageChanged,
    /// The browser had discarded the page from memory and has loaded it again.
    PageDiscarded,
    /// The second part of the app was requested, has arrived, or could not be loaded.
    SecondPartChanged(SecondPart),
    /// An effect was performed.
    Stored(Outcome),
}

/// An answer to the question on the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Answer {
    /// A type as Most of a set, by the set's position 0–9.
    TypeMost(u8, Type),
    /// A type as Least of a set, by the set's position 0–9.
    TypeLeast(u8, Type),
    /// A factor as Most of a set, by the set's position 0–6.
    FactorMost(u8, Factor),
    /// A factor as Least of a set, by the set's position 0–6.
    FactorLeast(u8, Factor),
    /// The sentence of a type was pressed in a set, by the set's position 0–9. What that means depends on the answer.
    TypePressed(u8, Type),
    /// The sentence of a factor was pressed in a set, by the set's position 0–6.
    FactorPressed(u8, Factor),
    /// Whether a type is part of closeness.
    PartTicked(Type, bool),
    /// "None of these": no type is part of closeness.
    NoneTicked(bool),
    /// "How often now" for one of a type's two statements, 0 or 1.
    OftenChosen(Type, usize, Often),
    /// "I'd like" for one of a type's two statements, 0 or 1.
    WishChosen(Type, usize, Wish),
    /// "How present" for a factor.
    PresentChosen(Factor, Often),
    /// How much a topic gets in the way.
    AmountChosen(Topic, Amount),
    /// "About equal": the answer for a whole set.
    CalledEqual,
    /// "Skip".
    Skipped,
    /// "Clear": the answer was removed.
    Cleared,
}

impl From<Answer> for Action {
    fn from(answer: Answer) -> Self {
        Self::Answered(answer)
    }
}

/// The number, seed and day of a new run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NewRun {
    /// The run's number, at random.
    pub id: RunId,
    /// Determines the order of the sets, at random.
    pub seed: u64,
    /// Today, by the person's clock; `None` if its year is not between 1 and 9999.
    pub begun: Option<Day>,
}
