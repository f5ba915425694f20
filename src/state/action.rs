//! What can happen, named in the past tense.

use super::model::{Screen, StorageProblem};
use crate::content::{Factor, Subject, Topic, Type};
use crate::quiz::{Amount, Often, Question, Run, Wish};
use crate::record::{Lock, PassphraseOutcome};

/// Something that happened. Whatever is not a consequence of the model (a random number, the outcome of a write)
/// comes inside.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// A subject was chosen: on the start card, or as an answer.
    SubjectChosen(Subject),
    /// The quiz was begun from the start card.
    Began {
        /// Keep the answers on this device?
        keep: bool,
        /// Shuffles the order of the sets.
        seed: u64,
    },
    /// Going on was asked for, from the notes or the navigation.
    Resumed,
    /// The run was given up for a new one.
    Restarted,
    /// Another screen was opened.
    Opened(Screen),
    /// The search text was changed.
    Searched(String),
    /// A type was chosen as Most of a set.
    TypeMost(u8, Type),
    /// A type was chosen as Least of a set.
    TypeLeast(u8, Type),
    /// A factor was chosen as Most of a set.
    FactorMost(u8, Factor),
    /// A factor was chosen as Least of a set.
    FactorLeast(u8, Factor),
    /// A type was ticked or unticked as part of closeness.
    PartTicked(Type, bool),
    /// "None of these" was ticked or unticked.
    NoneTicked(bool),
    /// "How often now" was answered for a type's statement.
    OftenChosen(Type, usize, Often),
    /// "I'd like" was answered for a type's statement.
    WishChosen(Type, usize, Wish),
    /// "How present" was answered for a factor.
    PresentChosen(Factor, Often),
    /// How much a topic gets in the way was answered.
    AmountChosen(Topic, Amount),
    /// The answer of the question on the screen was taken back.
    Cleared,
    /// "About equal" was pressed.
    CalledEqual,
    /// "Skip" was pressed.
    Skipped,
    /// "Continue" was pressed.
    Continued,
    /// "Back" was pressed.
    WentBack,
    /// The offer of Obstacles was accepted or declined.
    ObstaclesOffered(bool),
    /// The offer of Refine closeness was accepted.
    RefineAccepted,
    /// An answer is to be changed.
    ChangeOpened(Question),
    /// SaveMode on this device was chosen or given up.
    SavingChosen(bool),
    /// SaveMode failed, or works again.
    SaveTried(Option<StorageProblem>),
    /// Everything was erased.
    Erased,
    /// Another window has changed what is kept: this run lies there now, or none.
    Found(Option<Box<Run>>),
    /// A file was opened: its text, or nothing where it is too long to be looked at.
    FileOpened(Option<String>),
    /// What the file brings was taken, or not.
    ImportDecided(bool),
    /// What a file has changed was changed back.
    ImportUndone,
    /// What is kept was locked or unlocked, here or by another window; and what came of trying that here.
    LockChanged(Lock, Option<PassphraseOutcome>),
    /// A file was saved, or the browser did not take it.
    FileSaved(bool),
    /// Printing was asked for, and the browser did not begin.
    PrintFailed,
    /// The single answers are to be printed, or not.
    PrintAnswersChosen(bool),
}
