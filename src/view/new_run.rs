//! The number and seed of a new run, and today's date.

use crate::browser;
use crate::quiz::Day;
use crate::record::RunId;
use crate::state::NewRun;

/// Random numbers and today's date.
#[must_use]
pub fn new_run() -> NewRun {
    NewRun { id: RunId::new(browser::number()), seed: browser::seed(), begun: today() }
}

/// Today, by the person's clock; `None` if its year is not between 1 and 9999.
#[must_use]
pub fn today() -> Option<Day> {
    let (year, month, day) = browser::today();
    Day::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?)
}
