//! Real browsers on the real page: what the tests, the bench and the screenshots are made with.
//!
//! - [`Server`] sends files from a folder, tells who asked for what, and can hold a file back or fail.
//! - [`Browser`] is a fresh browser of one of three engines with a screen of a given size, and what a person does with it.
//! - [`Situation`] is a test, which runs in each [`Engine`] that can; [`main`] runs them all.
//! - [`deploy`] puts versions of the page into a folder, and says which one is shown.
//! - [`axe`] looks for barriers.
//! - [`program`] is the frame of each program: it fails when a process that it has started is left.
//! - [`pace`] slows the machine and the line down, for measuring.
//! - [`surroundings`] are pages like a stranger's, and the questions that are asked of the explorer on each.
//! - [`Visitor`] is a person who knows the page's words and goes through the quiz.
//!
//! There is no fixed wait anywhere: [`Browser::until`] asks until something is so.

pub mod axe;
mod browser;
pub mod deploy;
mod engine;
mod look;
pub mod pace;
pub mod pdf;
mod program;
mod server;
mod situation;
pub mod surroundings;
mod visitor;

pub use browser::{Browser, Look, Screen, Wish};
pub use engine::{Ability, Engine};
pub use program::program;
pub use server::{Hold, Server};
pub use situation::{Case, Course, Situation, main};
pub use visitor::{Part, Shown, Visitor, words};

use std::path::{Path, PathBuf};

/// The project's folder.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap_or(Path::new(".")).to_owned()
}

/// The page as `cargo xtask build` leaves it.
///
/// # Errors
/// When it is not built.
pub fn site() -> anyhow::Result<PathBuf> {
    let site = root().join("target/site");
    anyhow::ensure!(site.join("index.html").is_file(), "the page is not built: cargo xtask build");
    Ok(site)
}

/// The same page, whose app can be told to crash.
///
/// # Errors
/// When it is not built.
pub fn site_that_crashes() -> anyhow::Result<PathBuf> {
    let site = root().join("target/site-crash");
    let built = site.join("index.html").is_file();
    anyhow::ensure!(built, "the page that can crash is not built: cargo xtask test --only e2e");
    Ok(site)
}

/// Everything that is shipped, as `cargo xtask dist` leaves it.
///
/// # Errors
/// When it is not made.
pub fn dist() -> anyhow::Result<PathBuf> {
    let dist = root().join("dist");
    anyhow::ensure!(dist.join("manifest.json").is_file(), "nothing is made to be shipped: cargo xtask dist");
    Ok(dist)
}
