//! Walks through the plugin in real WordPress sites: `cargo xtask wordpress`.
//!
//! Each argument is a folder with a WordPress that is not installed yet. The walk uploads the plugin in the admin pages,
//! writes posts with it as administrator, editor and author, and reads them as a visitor, in each theme and behind each
//! optimiser. With `--write`, the outcomes become the table in `docs/wordpress.md`.

mod admin;
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
    let mut report = Report::default();
    for folder in folders {
        let site = Site::start(folder.as_ref()).await.with_context(|| folder.clone())?;
        println!("WordPress {} at {}", site.version, site.url("/"));
        admin::walk(&site, &mut report).await?;
        visit::walk(&site, &words, &mut report).await?;
        admin::removes(&site, &mut report).await?;
    }
    if options.iter().any(|option| option == "--write") {
        report.write()?;
    }
    println!("\n{}", report.table());
    Ok(report.all_held())
}
