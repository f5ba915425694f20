//! Changes the current screen.

use super::model::{Model, Screen};
use crate::quiz::Question;
use crate::record::RunId;

/// Opens a screen.
pub fn open(next: &mut Model, screen: Screen) {
    next.empty_submits = 0;
    next.page_discarded &= next.screen == screen;
    next.screen = screen;
    if let (Some(run), Screen::Question(question)) = (next.run_mut(), screen) {
        run.at = Some(question);
    }
}

/// Opens a question, or the result after the last one.
pub fn go_to(next: &mut Model, question: Option<Question>) {
    if let Some(run) = next.run_mut() {
        run.at = question;
    }
    open(next, question.map_or(Screen::Result, Screen::Question));
}

/// Opens a map at its next question, or its result after the last one.
pub fn resume(next: &mut Model, id: RunId) {
    next.open = Some(id);
    if let Some(at) = next.run().map(|run| run.at) {
        open(next, at.map_or(Screen::Result, Screen::Question));
    }
}

/// Opens the screen after a question that was answered or skipped.
pub fn advance(next: &mut Model, question: Question) {
    match (next.screen, next.run()) {
        (Screen::Change(_), _) => open(next, Screen::Review),
        (_, Some(run)) => {
            let after = run.after(question);
            go_to(next, after);
        }
        (_, None) => {}
    }
}

/// Opens the screen before a question.
pub fn retreat(next: &mut Model, question: Question) {
    match (next.screen, next.run()) {
        (Screen::Change(_), _) => open(next, Screen::Review),
        (_, Some(run)) => {
            let before = run.before(question).map_or(Screen::Explore, Screen::Question);
            open(next, before);
        }
        (_, None) => {}
    }
}

/// Closes the open map, because it was removed, and with it a screen that shows it.
pub fn close_map(next: &mut Model) {
    next.open = None;
    if !matches!(
        next.screen,
        Screen::Article | Screen::Welcome | Screen::Explore | Screen::Page(_) | Screen::Start | Screen::Notes
    ) {
        open(next, Screen::Notes);
    }
}
