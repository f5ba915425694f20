//! Measures the size of the page and of the parts of the wasm.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::args::Args;
use crate::dist::Graph;
use crate::wasm::{self, Part};
use crate::{build, project, split};

/// Limit for the first part: everything that the page loads until a question can be answered, in bytes after brotli.
const LIMIT_FIRST: usize = 138_500;
/// Limit for the second part, which follows at once, in bytes after brotli.
const LIMIT_SECOND: usize = 60_000;
/// Limit for the HTML and CSS, which are enough to read the article, in bytes after brotli.
const LIMIT_ARTICLE: usize = 25_000;

pub fn run(args: Args) -> Result<()> {
    args.end()?;
    build::site()?;
    let checked = check().and_then(|()| crate::dist::make());
    parts()?;
    checked
}

struct File {
    name: String,
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// Measures the built page, and fails if it exceeds a limit.
pub fn check() -> Result<()> {
    let mut files = measure()?;
    files.sort_by_key(|file| std::cmp::Reverse(file.brotli));
    let sum = |files: &[&File]| File {
        name: String::new(),
        raw: files.iter().map(|file| file.raw).sum(),
        gzip: files.iter().map(|file| file.gzip).sum(),
        brotli: files.iter().map(|file| file.brotli).sum(),
    };
    let article: Vec<_> = files.iter().filter(|f| f.name.ends_with(".html") || f.name.ends_with(".css")).collect();
    let article = sum(&article);
    let is_second = |file: &&File| {
        file.name.starts_with("intimacy-explorer_second")
            || file.name.starts_with("en-") && file.name.ends_with(".delta")
    };
    let is_spare = |file: &&File| {
        file.name.ends_with(".pack") && !file.name.starts_with("en-first") || file.name.starts_with("own-content")
    };
    let spare: Vec<_> = files.iter().filter(is_spare).collect();
    let second: Vec<_> = files.iter().filter(is_second).collect();
    let first: Vec<_> = files.iter().filter(|file| !is_spare(file) && !is_second(file)).collect();
    let (all_first, all_second) = (sum(&first), sum(&second));

    println!("\nWhat the page loads, in KB of 1000 bytes:\n");
    println!("{:<40} {:>9} {:>9} {:>9} {:>9}", "", "raw", "gzip", "brotli", "limit");
    let line = |name: &str, file: &File, limit: Option<usize>| {
        let limit = limit.map(kb).unwrap_or_default();
        println!("{name:<40} {:>9} {:>9} {:>9} {limit:>9}", kb(file.raw), kb(file.gzip), kb(file.brotli));
    };
    for file in first.iter().chain(&second) {
        line(&file.name, file, None);
    }
    for file in spare {
        let when = if file.name.ends_with(".js") { "with own content" } else { "if the article was edited" };
        line(&format!("only {when}: {}", file.name), file, None);
    }
    line("to read the article (HTML, CSS)", &article, Some(LIMIT_ARTICLE));
    line("to answer the questions (first part)", &all_first, Some(LIMIT_FIRST));
    line("for everything else (second part)", &all_second, Some(LIMIT_SECOND));
    println!();

    for (what, size, limit) in [
        ("the article", article.brotli, LIMIT_ARTICLE),
        ("the first part", all_first.brotli, LIMIT_FIRST),
        ("the second part", all_second.brotli, LIMIT_SECOND),
    ] {
        if size > limit {
            bail!("{what} takes {} KB after brotli; the limit is {} KB", kb(size), kb(limit));
        }
    }
    Ok(())
}

/// Formats a number of bytes as KB of 1000 bytes.
pub fn kb(bytes: usize) -> String {
    format!("{:.1}", bytes as f64 / 1000.0)
}

fn measure() -> Result<Vec<File>> {
    let compressed = compressed();
    fs::create_dir_all(&compressed).with_context(|| format!("cannot make {}", compressed.display()))?;
    let site = project::site();
    let mut names = BTreeSet::new();
    let mut files = Vec::new();
    for entry in fs::read_dir(&site).with_context(|| format!("{} is not built", site.display()))? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let small = brotli(&bytes)?;
        let br = format!("{name}.br");
        fs::write(compressed.join(&br), &small).with_context(|| format!("cannot write {br}"))?;
        files.push(File { name, raw: bytes.len(), gzip: gzip(&bytes)?.len(), brotli: small.len() });
        names.insert(br);
    }
    for entry in fs::read_dir(&compressed)?.flatten() {
        if !names.contains(entry.file_name().to_string_lossy().as_ref()) {
            let _ = fs::remove_file(entry.path());
        }
    }
    Ok(files)
}

/// The folder of the compressed files of the page, which the browser tests and the bench serve.
fn compressed() -> PathBuf {
    project::root().join("target/site.br")
}

/// Compresses with brotli at the highest quality.
pub fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut result = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut result, 1 << 16, 11, 22);
    writer.write_all(bytes).context("brotli")?;
    drop(writer);
    Ok(result)
}

/// Compresses with gzip, for browsers and servers without brotli.
pub fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(bytes).context("gzip")?;
    writer.finish().context("gzip")
}

/// Prints what weighs in the two parts of the wasm. It reads the files that still contain function names.
fn parts() -> Result<()> {
    for (part, file) in [("first", "intimacy-explorer_bg.wasm"), ("second", split::SECOND)] {
        weights(part, &split::named("site", file)?)?;
    }
    println!(
        "{} crates in the wasm, including our own (without proc macros and build dependencies, which run on the build \
         machine)",
        Graph::read()?.count()
    );
    Ok(())
}

/// Prints what weighs in one part of the wasm.
fn weights(part: &str, bytes: &[u8]) -> Result<()> {
    let parts = wasm::parts(bytes)?;
    let mut crates: BTreeMap<&str, usize> = BTreeMap::new();
    for part in &parts.functions {
        *crates.entry(wasm::krate(&part.name)).or_default() += part.size;
    }
    crates.insert("(data: constants, texts)", parts.data);
    let mut crates: Vec<_> = crates.into_iter().map(|(name, size)| Part { name: name.to_owned(), size }).collect();
    let all: usize = crates.iter().map(|part| part.size).sum();
    let mut functions = parts.functions;
    crates.sort_by_key(|part| std::cmp::Reverse(part.size));
    functions.sort_by_key(|part| std::cmp::Reverse(part.size));

    println!("The {part} part of the wasm before compression, by the crate of each function:\n");
    for part in crates.iter().take(15) {
        println!("{:>9} {:>5.1} %  {}", kb(part.size), part.size as f64 * 100.0 / all as f64, part.name);
    }
    println!("\nIts largest functions:\n");
    for part in functions.iter().take(10) {
        let name: String = part.name.chars().take(100).collect();
        println!("{:>9} {:>5.1} %  {name}", kb(part.size), part.size as f64 * 100.0 / all as f64);
    }
    println!("\n{} functions\n", functions.len());
    Ok(())
}
