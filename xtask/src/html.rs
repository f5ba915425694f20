//! Checks the shipped pages with the Nu Html Checker, which knows the whole HTML standard.
//!
//! tests/native/markup.rs does a simpler check. The checker needs Java, and npm to install it, so it is a separate
//! command.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::args::Args;
use crate::project;

/// The checker's version, as npm names it.
const VERSION: &str = "26.9.27";

const PAGES: [&str; 9] = [
    "site/index.html",
    "site/for-therapists.html",
    "site/statements.html",
    "site/builder.html",
    "builder/builder.html",
    "guide/guide.html",
    "embed/frame.html",
    "offline/intimacy-explorer.html",
    "paper/paper.html",
];

pub fn run(args: Args) -> Result<()> {
    args.end()?;
    let dist = project::dist();
    ensure!(dist.join("manifest.json").is_file(), "there is no dist/manifest.json: cargo xtask dist");
    let mut pages: Vec<PathBuf> = PAGES.iter().map(|page| dist.join(page)).collect();
    pages.push(host_page(&fs::read_to_string(dist.join("embed/article.html")).context("no article to paste")?)?);
    let mut java = project::program(found("java", "default-jre-headless")?);
    java.arg("-jar").arg(checker()?).args(["--stdout", "--exit-zero-always", "--format", "json"]).args(&pages);
    let report: Value = serde_json::from_str(&project::output(&mut java)?).context("the checker says no JSON")?;
    let said = report["messages"].as_array().context("the checker says no messages")?;
    let (advice, errors): (Vec<_>, Vec<_>) = said.iter().partition(|said| said["type"] == "info");
    // Its CSS grammar is older than container queries. Errors in our style sheet are found in the browsers.
    let (style, errors): (Vec<_>, Vec<_>) =
        errors.into_iter().partition(|error| text(error, "message").starts_with("CSS: "));
    println!(
        "{} pages: {} errors; not counted: {} of style rules that the checker does not know, {} pieces of advice",
        pages.len(),
        errors.len(),
        style.len(),
        advice.len()
    );
    let line = |error: &&Value| {
        let place = format!("{}:{}:{}", text(error, "url"), error["lastLine"], error["lastColumn"]);
        format!("{place}: {}\n    {}", text(error, "message"), text(error, "extract").trim())
    };
    let lines: Vec<_> = errors.iter().map(line).collect();
    ensure!(lines.is_empty(), "{}", lines.join("\n"));
    Ok(())
}

fn text<'a>(of: &'a Value, name: &str) -> &'a str {
    of[name].as_str().unwrap_or_default()
}

/// Writes a host page that contains the pasted article, and returns its file.
fn host_page(article: &str) -> Result<PathBuf> {
    let page = format!(
        "<!doctype html><html lang=en><head><title>Host</title></head><body><main><h1>Host</h1>{article}</main></body></html>"
    );
    let file = project::target()?.join("host.html");
    fs::write(&file, page).context("cannot write a host page")?;
    Ok(file)
}

/// Returns the jar file of the checker, and first installs it with npm if necessary.
fn checker() -> Result<PathBuf> {
    let home = project::target()?.join(format!("vnu-{VERSION}"));
    let jar = home.join("node_modules/vnu-jar/build/dist/vnu.jar");
    if !jar.is_file() {
        let mut npm = project::program(found("npm", "npm")?);
        npm.args(["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix"]).arg(&home);
        project::run(npm.arg(format!("vnu-jar@{VERSION}")))?;
    }
    Ok(jar)
}

fn found(program: &str, package: &str) -> Result<PathBuf> {
    project::on_path(program).with_context(|| format!("{program} is not there; on Debian: apt-get install {package}"))
}
