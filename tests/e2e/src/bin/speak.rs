//! Walks through the page with a screen reader: `cargo xtask speak [--engines LIST] [--parts LIST] [--accept]`.
//!
//! What it said is compared with `tests/speech/ENGINE/PART.txt`, and what the accessibility bus has with
//! `tests/speech/ENGINE/trees/SCREEN.txt`.

use std::fs;
use std::process::ExitCode;

use anyhow::{Context, Result};
use e2e::speech::{PARTS, Part, Walk, without_focus, without_pace};
use e2e::{Engine, engines, root, words};
use intimacy_explorer::content::Content;
use similar::TextDiff;

fn main() -> ExitCode {
    e2e::program(run)
}

#[tokio::main]
async fn run() -> Result<bool> {
    let parts = std::env::var("PARTS").ok();
    let parts: Option<Vec<_>> = parts.as_deref().map(|list| list.split(',').collect());
    let accept = std::env::var_os("ACCEPT").is_some();
    let words = words()?;
    let (mut same, mut differ, mut failed) = (0, Vec::new(), Vec::new());
    for engine in engines()? {
        for part in PARTS.iter().filter(|part| parts.as_ref().is_none_or(|list| list.contains(&part.name))) {
            let name = format!("{}/{}", engine.id(), part.name);
            match heard(engine, part, &words).await.with_context(|| name.clone()) {
                Ok(texts) => {
                    for (file, text) in texts {
                        if compare(&file, &text, accept)? { same += 1 } else { differ.push(file) }
                    }
                }
                Err(error) => {
                    println!("\n{name} failed: {error:#}");
                    failed.push(name);
                }
            }
        }
    }
    println!(
        "\n{same} as before, {} {}, {} failed",
        differ.len(),
        if accept { "accepted" } else { "different" },
        failed.len()
    );
    for file in differ.iter().chain(&failed) {
        println!("  {file}");
    }
    if !accept && !differ.is_empty() {
        println!("If the difference is meant: cargo xtask speak --accept");
    }
    Ok(failed.is_empty() && (accept || differ.is_empty()))
}

/// The transcript and the snapshots of one part, with the names of their files.
async fn heard(engine: Engine, part: &Part, words: &Content) -> Result<Vec<(String, String)>> {
    let mut walk = Walk::start(engine, part, words).await?;
    let walked = (part.walk)(&mut walk);
    println!("\n== {engine}: {}\n{}", part.name, walk.text());
    walked?;
    let (text, trees) = walk.done();
    let mut texts = vec![(format!("{}/{}.txt", engine.id(), part.name), text)];
    texts.extend(trees.into_iter().map(|(name, tree)| (format!("{}/trees/{name}.txt", engine.id()), tree)));
    Ok(texts)
}

/// Whether the text is that of a committed file, apart from what depends on the pace. Otherwise shows the difference, or
/// writes the file.
fn compare(file: &str, text: &str, accept: bool) -> Result<bool> {
    let path = root().join("tests/speech").join(file);
    let before = fs::read_to_string(&path).unwrap_or_default();
    let comparable = if file.contains("/trees/") { without_focus } else { without_pace };
    if comparable(&before) == comparable(text) {
        return Ok(true);
    }
    let difference = TextDiff::from_lines(before.as_str(), text);
    println!("{}", difference.unified_diff().context_radius(3).header(&format!("committed {file}"), "now"));
    if accept {
        fs::create_dir_all(path.parent().context("no folder")?)?;
        fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(false)
}
