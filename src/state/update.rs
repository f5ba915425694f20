//! What follows from what happened.
//!
//! Architecture Invariant: `update` reads no clock, no random number and no storage; they arrive in the action.

use super::action::Action;
use super::model::{Keeping, Model, Notice, Screen};
use crate::content::{PerType, Type};
use crate::quiz::{Question, Run, SetAnswer};

/// The model after an action.
#[must_use]
pub fn update(model: &Model, action: Action) -> Model {
    let mut next = model.clone();
    next.notice = None;
    match action {
        Action::SubjectChosen(subject) => {
            next.unanswered = false;
            match (&mut next.run, model.screen.question()) {
                (Some(run), Some(Question::Subject)) => run.answers.subject = Some(subject),
                _ => next.chosen = Some(subject),
            }
        }
        Action::Began { keep, seed } => begin(&mut next, keep, seed),
        Action::Resumed => {
            let resumed = next.run.as_ref().map(|run| run.at.map_or(Screen::Result, Screen::Question));
            open(&mut next, resumed.unwrap_or(Screen::Start));
        }
        Action::Restarted => {
            next.run = None;
            next.chosen = None;
            open(&mut next, Screen::Start);
        }
        Action::Opened(screen) => open(&mut next, screen),
        Action::Searched(query) => next.query = query,
        Action::KeepChosen(keep) => next.keeping = if keep { Keeping::Device } else { Keeping::Visit },
        Action::KeepTried(trouble) => {
            next.trouble = trouble;
            next.notice = model.notice;
        }
        Action::Erased => {
            next = Model::new(Screen::Notes, None);
            next.notice = Some(Notice::Erased);
        }
        Action::PrintAnswersChosen(print) => next.print_answers = print,
        Action::RefineAccepted => {
            if let Some(run) = &mut next.run {
                run.refine = true;
                let first = run.questions().into_iter().find(|one| one.section() == crate::quiz::Section::Refine);
                go_to(&mut next, first);
            }
        }
        Action::ChangeOpened(question) => open(&mut next, Screen::Change(question)),
        answered => {
            if let (Some(run), Some(question)) = (&mut next.run, model.screen.question()) {
                next.unanswered = false;
                match answered {
                    Action::Continued => proceed(&mut next, question),
                    Action::WentBack => retreat(&mut next, question),
                    Action::CalledEqual => {
                        set_whole(run, question, SetKind::Equal);
                        leave(&mut next, question);
                    }
                    Action::Skipped => {
                        skip(run, question);
                        leave(&mut next, question);
                    }
                    Action::ObstaclesOffered(accepted) => {
                        run.obstacles = accepted;
                        leave(&mut next, question);
                    }
                    Action::Cleared => clear(run, question),
                    answer => next.notice = record(run, answer),
                }
            }
        }
    }
    next
}

fn begin(next: &mut Model, keep: bool, seed: u64) {
    // A run is never replaced in passing: the notes say what is there, and offer to start again.
    if next.run.is_some() {
        return open(next, Screen::Notes);
    }
    let Some(subject) = next.chosen.take() else {
        open(next, Screen::Start);
        next.unanswered = true;
        return;
    };
    next.keeping = if keep { Keeping::Device } else { Keeping::Visit };
    let run = Run::new(seed, subject);
    let first = run.at;
    next.run = Some(run);
    go_to(next, first);
}

fn open(next: &mut Model, screen: Screen) {
    next.unanswered = false;
    next.screen = screen;
    if let (Some(run), Screen::Question(question)) = (&mut next.run, screen) {
        run.at = Some(question);
    }
}

/// To a question, or to the result after the last one.
fn go_to(next: &mut Model, question: Option<Question>) {
    if let Some(run) = &mut next.run {
        run.at = question;
    }
    open(next, question.map_or(Screen::Result, Screen::Question));
}

/// Away from a question that is dealt with.
fn leave(next: &mut Model, question: Question) {
    match (next.screen, &next.run) {
        (Screen::Change(_), _) => open(next, Screen::Review),
        (_, Some(run)) => {
            let after = run.after(question);
            go_to(next, after);
        }
        (_, None) => {}
    }
}

fn proceed(next: &mut Model, question: Question) {
    let passed = next.run.as_ref().is_some_and(|run| run.passed(question));
    if passed || question == Question::ObstaclesOffer {
        leave(next, question);
    } else {
        next.unanswered = true;
    }
}

fn retreat(next: &mut Model, question: Question) {
    match (next.screen, &next.run) {
        (Screen::Change(_), _) => open(next, Screen::Review),
        (_, Some(run)) => {
            let before = run.before(question).map_or(Screen::Explore, Screen::Question);
            open(next, before);
        }
        (_, None) => {}
    }
}

/// An answer that holds for a whole set.
#[derive(Clone, Copy)]
enum SetKind {
    Equal,
    Skipped,
}

fn set_whole(run: &mut Run, question: Question, kind: SetKind) {
    fn whole<T>(kind: SetKind) -> Option<SetAnswer<T>> {
        Some(match kind {
            SetKind::Equal => SetAnswer::Equal,
            SetKind::Skipped => SetAnswer::Skipped,
        })
    }
    match question {
        Question::Closeness(set) => put(&mut run.answers.closeness, set, whole(kind)),
        Question::Factors(set) => put(&mut run.answers.factors, set, whole(kind)),
        _ => {}
    }
}

fn put<T>(slots: &mut [Option<T>], at: u8, value: Option<T>) {
    if let Some(slot) = slots.get_mut(usize::from(at)) {
        *slot = value;
    }
}

fn skip(run: &mut Run, question: Question) {
    clear(run, question);
    set_whole(run, question, SetKind::Skipped);
    if matches!(question, Question::PartOf | Question::Now(_) | Question::Present) {
        run.skipped.push(question);
    }
}

/// Takes an answer back, a skip included.
fn clear(run: &mut Run, question: Question) {
    run.skipped.retain(|skipped| *skipped != question);
    let answers = &mut run.answers;
    match question {
        Question::Closeness(set) => put(&mut answers.closeness, set, None),
        Question::Factors(set) => put(&mut answers.factors, set, None),
        Question::PartOf => answers.part_of = None,
        Question::Now(of) => {
            answers.often[of] = [None; 2];
            answers.wish[of] = [None; 2];
        }
        Question::Present => answers.present = Default::default(),
        Question::Issues => answers.issues = Default::default(),
        Question::Roots => answers.roots = Default::default(),
        Question::Subject | Question::ObstaclesOffer => {}
    }
}

/// Writes one answer down. What it moved is told.
fn record(run: &mut Run, answer: Action) -> Option<Notice> {
    let answers = &mut run.answers;
    match answer {
        Action::TypeMost(set, of) => return choose(&mut answers.closeness, set, of, Notice::MovedToMost),
        Action::TypeLeast(set, of) => return choose(&mut answers.closeness, set, of, Notice::MovedToLeast),
        Action::FactorMost(set, of) => return choose(&mut answers.factors, set, of, Notice::MovedToMost),
        Action::FactorLeast(set, of) => return choose(&mut answers.factors, set, of, Notice::MovedToLeast),
        Action::PartTicked(of, ticked) => {
            let mut parts = answers.part_of.clone().unwrap_or_default();
            parts[of] = ticked;
            answers.part_of = any(&parts).then_some(parts);
            run.skipped.retain(|skipped| *skipped != Question::PartOf);
        }
        Action::NoneTicked(none) => {
            answers.part_of = none.then(PerType::default);
            run.skipped.retain(|skipped| *skipped != Question::PartOf);
        }
        Action::OftenChosen(of, statement, often) => {
            if let Some(slot) = answers.often[of].get_mut(statement) {
                *slot = Some(often);
            }
            run.skipped.retain(|skipped| *skipped != Question::Now(of));
        }
        Action::WishChosen(of, statement, wish) => {
            if let Some(slot) = answers.wish[of].get_mut(statement) {
                *slot = Some(wish);
            }
            run.skipped.retain(|skipped| *skipped != Question::Now(of));
        }
        Action::PresentChosen(of, often) => {
            answers.present[of] = Some(often);
            run.skipped.retain(|skipped| *skipped != Question::Present);
        }
        Action::AmountChosen(topic, amount) => answers.set_amount(topic, Some(amount)),
        _ => {}
    }
    None
}

fn any(parts: &PerType<bool>) -> bool {
    Type::ALL.into_iter().any(|of| parts[of])
}

/// Chooses the Most or the Least of a set, and tells when the item had been the other.
fn choose<T: Copy + PartialEq>(sets: &mut [Option<SetAnswer<T>>], set: u8, item: T, moved: Notice) -> Option<Notice> {
    let slot = sets.get_mut(usize::from(set))?;
    let before = slot.unwrap_or(SetAnswer::Skipped);
    let (after, was_other) = if moved == Notice::MovedToMost {
        (before.with_most(item), before.least() == Some(item))
    } else {
        (before.with_least(item), before.most() == Some(item))
    };
    *slot = Some(after);
    was_other.then_some(moved)
}
