//! The number, seed and day of a new run.

use crate::browser;
use crate::quiz::Day;
use crate::record::RunId;
use crate::state::NewRun;

/// Random numbers and today's date.
#[must_use]
pub fn new_run() -> NewRun {
    let (year, month, day) = browser::today();
    let begun = match (year.try_into(), month.try_into(), day.try_into()) {
        (Ok(year), Ok(month), Ok(day)) => Day::new(year, month, day),
        _ => None,
    };
    NewRun { id: RunId::new(browser::number()), seed: browser::seed(), begun }
}
