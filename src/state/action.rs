//! What can happen, named in the past tense.

use super::effect::Outcome;
use super::model::Screen;
use crate::content::{Factor, Subject, Topic, Type};
use crate::quiz::{Amount, Day, Often, Question, Wish};
use crate::record::{Lock, PassphraseOutcome, RunId};

/// Something that happened. What does not follow from the model (a random number, the day, the outcome of an effect)
/// comes inside.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// The person chose a subject: on the start card, or as an answer.
    SubjectChosen(Subject),
    /// The person began a map from the start card.
    Began {
        /// Save the answers on this device?
        keep: bool,
        /// What the new run is made from.
        new: NewRun,
    },
    /// The person opened the start card: for this subject again, or for nobody yet.
    StartOpened(Option<Subject>),
    /// The person went on with the open map, from the navigation or a first screen.
    Resumed,
    /// The person opened a map: on this screen, or where they had stopped.
    MapOpened(RunId, Option<Screen>),
    /// The person typed a label for a map; an empty one takes the label away.
    Labeled(RunId, String),
    /// The person pressed the button that erases one map.
    RemoveChosen(RunId),
    /// The person pressed the button that erases everything.
    EraseChosen,
    /// The person pressed the button that brings back the last erased map, or what was there before a file.
    UndoChosen,
    /// The person chose to save every map on this device, or to take all of them off it.
    SavingChosen(bool),
    /// The person opened another screen.
    Opened(Screen),
    /// The person changed the search text.
    Searched(String),
    /// The person answered the question on the screen, or a part of it.
    Answered(Answer),
    /// The person pressed "Continue".
    Continued,
    /// The person pressed "Back".
    WentBack,
    /// The person accepted or declined the questions on obstacles.
    ObstaclesOffered(bool),
    /// The person accepted the further sets that refine the result.
    RefineAccepted,
    /// The person opened a question from the list of answers.
    ChangeOpened(Question),
    /// The person opened a file: its text, or `None` if it is too long to be read.
    FileOpened(Option<String>),
    /// The person took the opened file's answers, or left them.
    ImportDecided(bool),
    /// The browser saved a file, or refused it.
    FileSaved(bool),
    /// The browser did not print.
    PrintFailed,
    /// The person chose whether the printed result holds the single answers.
    PrintAnswersChosen(bool),
    /// A passphrase locked or unlocked the storage, here or in another window; and what came of trying that here.
    LockChanged(Lock, Option<PassphraseOutcome>),
    /// Another window may have changed the storage.
    StorageChanged,
    /// The browser had discarded the page and has loaded it anew.
    PageDiscarded,
    /// An effect came to an end.
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
    /// The answer was taken back.
    Cleared,
}

impl From<Answer> for Action {
    fn from(answer: Answer) -> Self {
        Self::Answered(answer)
    }
}

/// What a new run is made from: the numbers are random, the day is that of the person's clock.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NewRun {
    /// The run's number.
    pub id: RunId,
    /// Shuffles the order of the sets.
    pub seed: u64,
    /// Today; `None` if the clock tells no day of the years 1 to 9999.
    pub begun: Option<Day>,
}
