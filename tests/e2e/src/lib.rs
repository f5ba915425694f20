//! Tests, benchmarks and screenshots of the real page in real browsers.
//!
//! - [`Server`] serves files from a folder, records the requests, and can delay a file or let it fail.
//! - [`Browser`] is a browser of one of three engines with a given screen size, in which nothing has been opened, and
//!   the actions of a person in it.
//! - [`Situation`] is a test that runs in each [`Engine`] with the required abilities. [`main`] runs all of them.
//! - [`deploy`] uploads versions of the page to a folder, and checks which one a browser shows.
//! - [`axe`] checks accessibility.
//! - [`guide`] counts what a person does who follows the owner's guide.
//! - [`neighbours`] are two maps in the storage, which no fault may change.
//! - `program` wraps the main function of each program. It fails if a process that it started is still running.
//! - [`pace`] throttles the processor and the network for measurements.
//! - [`speech`] walks through the page with a screen reader, and writes down what it says.
//! - [`surroundings`] are host pages, and the questions that are checked for the explorer on each.
//! - [`Visitor`] is a person who knows the texts of the page and answers the quiz.
//!
//! There are no fixed waits: [`Browser::until`] polls until a condition holds.

pub mod axe;
mod browser;
pub mod deploy;
mod engine;
pub mod guide;
mod look;
pub mod neighbours;
pub mod pace;
pub mod pdf;
mod program;
mod server;
mod situation;
pub mod speech;
pub mod surroundings;
mod visitor;

pub use browser::{Browser, Group, Look, Screen, Wish};
pub use engine::{Ability, Engine};
pub use look::{FUNCTIONS, ROOTS};
pub use program::program;
pub use server::{Hold, Server};
pub use situation::{Case, Course, Situation, engines, main};
pub use visitor::{Part, Shown, Visitor, exit_pages, words};

use std::path::{Path, PathBuf};

/// The root folder of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap_or(Path::new(".")).to_owned()
}

/// The folder of the page that `cargo xtask build` created.
///
/// # Errors
/// When it is not built.
pub fn site() -> anyhow::Result<PathBuf> {
    let site = root().join("target/site");
    anyhow::ensure!(site.join("index.html").is_file(), "the page is not built: cargo xtask build");
    Ok(site)
}

/// The folder of the same page with an app that crashes on request.
///
/// # Errors
/// When it is not built.
pub fn site_that_crashes() -> anyhow::Result<PathBuf> {
    let site = root().join("target/site-crash");
    let built = site.join("index.html").is_file();
    anyhow::ensure!(built, "the page that can crash is not built: cargo xtask test --only e2e");
    Ok(site)
}

/// The folder of all shipped files, which `cargo xtask dist` created.
///
/// # Errors
/// When the folder does not exist.
pub fn dist() -> anyhow::Result<PathBuf> {
    let dist = root().join("dist");
    anyhow::ensure!(dist.join("manifest.json").is_file(), "nothing is made to be shipped: cargo xtask dist");
    Ok(dist)
}

/// The current date in UTC. Computed from the number of days since 1970 with Howard Hinnant's algorithm.
#[must_use]
pub fn today() -> String {
    let seconds = std::time::SystemTime::now()
        .duration_since(std::time::SystemTime::UNIX_EPOCH)
        .map_or(0, |since| since.as_secs());
    let days = seconds / 86_400 + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    format!("{year}-{month:02}-{day:02}")
}
