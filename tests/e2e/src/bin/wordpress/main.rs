//! Walks through the plugin in real WordPress sites: `cargo xtask wordpress`.
//!
//! Each argument is a folder with a WordPress that is not installed yet. The walk uploads the plugin in the admin pages,
//! writes posts with it as administrator, editor and author, and reads them as a visitor, in each theme and behind each
//! optimiser. Then it does so in a network of two sites, and follows the guide. With `--write`, the outcomes become
//! `docs/wordpress.md`, and the guide gets its pictures. `--part=guide`, `--part=site` or `--part=network` does only that.

mod admin;
mod guide;
mod network;
mod report;
mod site;
mod visit;

use std::process::ExitCode;

use anyhow::{Context, Result};
use e2e::words;

use report::Report;
use site::Site;

fn main() -> ExitCode {
    e2e::program(run)
}

/// Returns true if everything held.
#[tokio::main]
async fn run() -> Result<bool> {
    let (options, folders): (Vec<_>, Vec<_>) = std::env::args().skip(1).partition(|arg| arg.starts_with("--"));
    let words = words()?;
    let has = |name: &str| options.iter().any(|option| option == name);
    let part = options.iter().find_map(|option| option.strip_prefix("--part="));
    let wants = |name: &str| part.is_none_or(|part| part == name);
    let mut report = Report::default();
    // The guide is followed in the first folder, which has the newest version.
    if let Some(folder) = folders.first().filter(|_| wants("guide")) {
        let site = Site::start(folder.as_ref()).await.with_context(|| folder.clone())?;
        report.guide = guide::walk(&site, has("--write")).await.context("the guide")?;
        println!("{}", report.guide);
    }
    for folder in &folders {
        if wants("site") {
            let site = Site::start(folder.as_ref()).await.with_context(|| folder.clone())?;
            println!("WordPress {} at {}", site.version, site.url("/"));
            admin::walk(&site, &mut report).await?;
            visit::walk(&site, &words, &mut report).await?;
            admin::removes(&site, &mut report).await?;
        }
        if wants("network") {
            let site = Site::network(folder.as_ref()).await.with_context(|| folder.clone())?;
            network::walk(&site, &mut report).await?;
        }
    }
    if has("--write") {
        report.write()?;
    }
    println!("\n{}", report.table());
    Ok(!wants("site") && !wants("network") || report.all_held())
}
