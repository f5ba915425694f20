//! Finishes a page that Trunk has built: inserts the article, minifies all files, and adds a hash of the content to the
//! name of every file except index.html. The same input gives the same bytes.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::args::Args;
use crate::dist::bundle;
use crate::{minify, project, split, wasm};

const INDEX: &str = "index.html";
const WASM: &str = "intimacy-explorer_bg.wasm";
/// The language file with all words, and that of the first part.
const PACK: &str = "en.pack";
const FIRST_PACK: &str = "en-first.pack";
const GLUE: &str = "intimacy-explorer.js";
/// Files of the prerenderer that only `cargo xtask dist` uses: the articles for host pages and the frame, and the paper
/// form.
const MADE: [&str; 4] = ["article-host.html", "article-frame.html", "en-host.delta", "paper.html"];

pub fn run(args: Args) -> Result<()> {
    args.end()?;
    let staging = env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from);
    let staging = staging.context("`page` is called by Trunk; did you mean `cargo xtask build`?")?;
    let mut files = read(&staging)?;
    let prerendered = project::prerendered();
    for (name, bytes) in read(&prerendered)? {
        if name.ends_with(".pack") || name == "en.delta" {
            files.insert(name, bytes);
        }
    }
    let index = files.remove(INDEX).context("Trunk made no index.html")?;
    let index = fill(&text(INDEX, index)?, &fragments(&prerendered)?)?;
    files.insert(INDEX.to_owned(), index.into_bytes());

    let labels = fs::read_to_string(prerendered.join("labels.json")).context("the prerenderer made no labels.json")?;
    replace_placeholder(&mut files, "labels.js", "['{labels}']", &labels)?;
    replace_placeholder(&mut files, "element.js", "{version}", env!("CARGO_PKG_VERSION"))?;
    if is_served() {
        // While serving, the wasm has one part, which needs all words.
        let all = files.get(PACK).cloned().with_context(|| format!("the prerenderer made no {PACK}"))?;
        files.insert(FIRST_PACK.to_owned(), all);
        return write(&staging, &reloading(files)?);
    }
    let into = env::var_os("TRUNK_DIST_DIR").map(PathBuf::from).unwrap_or_default();
    let name = into.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let parts = split::split(&name)?;
    files.insert(WASM.to_owned(), parts.first);
    files.insert(split::SECOND.to_owned(), parts.second);
    files.insert(GLUE.to_owned(), parts.glue);
    shorten(&mut files)?;
    for (name, bytes) in &mut files {
        *bytes = lightened(name, std::mem::take(bytes))?;
    }
    // `cargo xtask dist` makes the embeds and the offline page from these parts.
    let mut parts = files.clone();
    for name in MADE {
        let bytes = fs::read(prerendered.join(name)).with_context(|| format!("the prerenderer made no {name}"))?;
        parts.insert(name.to_owned(), bytes);
    }
    // A build for tests is never shipped, so its parts are in another folder.
    if into.ends_with("target/site") {
        write(&project::parts(), &parts)?;
    } else if into.ends_with("target/site-crash") {
        write(&project::parts_for_tests(), &parts)?;
    }
    write(&staging, &hashed(bundle::joined(files)?, INDEX)?)
}

/// Whether Trunk builds for `cargo xtask serve`. Then nothing is minified, to save time.
fn is_served() -> bool {
    env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "debug")
}

/// Adds a script that reloads the page after each build. Trunk's own script is inline, and the policy forbids that.
fn reloading(mut files: Files) -> Result<Files> {
    let index = text(INDEX, files.remove(INDEX).unwrap_or_default())?;
    let (head, rest) = index.split_once("</head>").context("index.html has no head")?;
    let index = format!("{head}<script type=\"module\" src=\"./reload.js\"></script>\n</head>{rest}");
    files.insert(INDEX.to_owned(), index.into_bytes());
    files.insert("reload.js".to_owned(), include_bytes!("reload.js").to_vec());
    Ok(files)
}

/// Replaces a placeholder in a script. It must occur once.
fn replace_placeholder(files: &mut Files, name: &str, place: &str, value: &str) -> Result<()> {
    let script = text(name, files.remove(name).with_context(|| format!("Trunk brought no {name}"))?)?;
    ensure!(script.matches(place).count() == 1, "{name} should hold {place} once");
    files.insert(name.to_owned(), script.replace(place, value).into_bytes());
    Ok(())
}

/// The files of one folder: their contents by their names.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Replaces the content of the folder with these files.
pub fn write(folder: &Path, files: &Files) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    for (name, bytes) in files {
        fs::write(folder.join(name), bytes).with_context(|| format!("cannot write {name}"))?;
    }
    Ok(())
}

/// Reads the files of a folder. Fails if it contains another folder.
pub fn read(folder: &Path) -> Result<Files> {
    let mut files = Files::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            bail!("the folder {name}/ is in {}, where only files are expected", folder.display());
        }
        files.insert(name, fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?);
    }
    Ok(files)
}

/// Decodes the text of a file as UTF-8.
pub fn text(name: &str, bytes: Vec<u8>) -> Result<String> {
    String::from_utf8(bytes).with_context(|| format!("{name} is not UTF-8"))
}

/// The placeholders in index.html, each with its value.
fn fragments(folder: &Path) -> Result<Vec<(&'static str, String)>> {
    let read =
        |name: &str| fs::read_to_string(folder.join(name)).with_context(|| format!("the prerenderer made no {name}"));
    let meta: Value = serde_json::from_str(&read("meta.json")?).context("meta.json is not valid JSON")?;
    let of = |key: &str| meta[key].as_str().map(escaped).with_context(|| format!("meta.json has no {key:?}"));
    Ok(vec![
        ("{lang}", of("lang")?),
        ("{dir}", of("dir")?),
        ("{title}", of("title")?),
        ("{description}", of("description")?),
        ("{article}", read("article.html")?.trim().to_owned()),
        ("{questions}", read("questions.json")?),
    ])
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// Minifies the shell, and then replaces its placeholders. The article is not minified.
fn fill(shell: &str, fragments: &[(&str, String)]) -> Result<String> {
    let mut page = minify::html_shell(shell);
    for (name, value) in fragments {
        if !page.contains(name) {
            bail!("index.html has no {name}");
        }
        page = page.replace(name, value);
    }
    Ok(page)
}

/// Removes the hashes from the names of the wasm's imports and exports, here and in the glue. Also shortens
/// `debugString` in the glue, which only describes a JavaScript value in an error message.
fn shorten(files: &mut Files) -> Result<()> {
    const DEBUG: &str = "function debugString(val) {\n";
    let bytes = files.get_mut(WASM).with_context(|| format!("Trunk made no {WASM}"))?;
    let names = wasm::short_names(bytes)?;
    *bytes = wasm::renamed(bytes, &names)?;
    let mut glue = text(GLUE, files.remove(GLUE).with_context(|| format!("Trunk made no {GLUE}"))?)?;
    for (long, short) in &names {
        if !glue.contains(long) {
            bail!("{GLUE} does not contain {long}");
        }
        glue = glue.replace(long, short);
    }
    let from = glue.find(DEBUG).with_context(|| format!("{GLUE} has no debugString"))?;
    let end = glue[from..].find("\n}\n").with_context(|| format!("{GLUE}: debugString does not end"))?;
    glue.replace_range(from + DEBUG.len()..from + end, "    return String(val);");
    // Imports are properties with a function. The method syntax is shorter, and the wasm calls it in the same way.
    let methods = glue.replace(": function(", "(");
    ensure!(methods.len() < glue.len(), "{GLUE} writes its imports in an unknown form");
    files.insert(GLUE.to_owned(), methods.into_bytes());
    Ok(())
}

/// Minifies a style sheet, and removes the custom sections of a wasm file. Other files stay as they are.
pub fn lightened(name: &str, bytes: Vec<u8>) -> Result<Vec<u8>> {
    match Path::new(name).extension().and_then(|extension| extension.to_str()) {
        Some("css") => Ok(minify::weighted(&minify::css(&text(name, bytes)?)).into_bytes()),
        Some("wasm") => {
            let bytes = wasm::without_custom_sections(&bytes)?;
            let home = env::home_dir().filter(|home| home.parent().is_some());
            for folder in home.into_iter().chain([project::root()]) {
                if mentions(&bytes, &folder) {
                    bail!("{name} names {}, a folder of this machine: see `remapped` in build.rs", folder.display());
                }
            }
            Ok(bytes)
        }
        _ => Ok(bytes),
    }
}

/// Whether a path inside this folder occurs in the bytes.
fn mentions(bytes: &[u8], folder: &Path) -> bool {
    let folder = format!("{}{}", folder.display(), std::path::MAIN_SEPARATOR);
    bytes.windows(folder.len()).any(|part| part == folder.as_bytes())
}

/// Renames every file except `entry` to `name-hash.ext`, and updates all references. A file is hashed after all files
/// that it refers to, because their hashes are part of its content.
pub fn hashed(mut files: Files, entry: &str) -> Result<Files> {
    let mut renamed: BTreeMap<String, String> = BTreeMap::new();
    let mut finished = Files::new();
    while !files.is_empty() {
        let ready = files.iter().find(|(name, bytes)| !files.keys().any(|other| other != *name && names(bytes, other)));
        let Some(name) = ready.map(|(name, _)| name.clone()) else {
            bail!("these files refer to each other in a circle: {}", files.into_keys().collect::<Vec<_>>().join(", "));
        };
        let mut bytes = files.remove(&name).unwrap_or_default();
        for (old, new) in renamed.iter().filter(|(old, _)| *old != &name) {
            bytes = replaced(&bytes, old, new);
        }
        let new = if name == entry { name.clone() } else { with_hash(&name, &bytes) };
        finished.insert(new.clone(), bytes);
        renamed.insert(name, new);
    }
    Ok(finished)
}

/// The name `name-hash.ext` of a file with this content.
pub fn with_hash(name: &str, bytes: &[u8]) -> String {
    let hash: String = Sha256::digest(bytes).iter().take(5).map(|byte| format!("{byte:02x}")).collect();
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}-{hash}.{extension}"),
        None => format!("{name}-{hash}"),
    }
}

fn names(bytes: &[u8], name: &str) -> bool {
    reference(bytes, name, 0).is_some()
}

/// The position of the first reference to a file, at `from` or later: its name after a quote or a slash, and before a
/// quote.
fn reference(bytes: &[u8], name: &str, from: usize) -> Option<usize> {
    let name = name.as_bytes();
    (from..bytes.len().saturating_sub(name.len())).find(|&at| {
        let before = at.checked_sub(1).and_then(|at| bytes.get(at));
        bytes[at..].starts_with(name)
            && before.is_some_and(|byte| b"\"'`/".contains(byte))
            && bytes.get(at + name.len()).is_some_and(|byte| b"\"'`".contains(byte))
    })
}

fn replaced(bytes: &[u8], old: &str, new: &str) -> Vec<u8> {
    let mut result = Vec::with_capacity(bytes.len());
    let mut from = 0;
    while let Some(at) = reference(bytes, old, from) {
        result.extend_from_slice(&bytes[from..at]);
        result.extend_from_slice(new.as_bytes());
        from = at + old.len();
    }
    result.extend_from_slice(&bytes[from..]);
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(list: &[(&str, &str)]) -> Files {
        list.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect()
    }

    #[test]
    fn a_hash_depends_on_all_references() {
        let page = |css: &str| {
            files(&[("index.html", "<link href=\"./a.js\">"), ("a.js", "fetch('./w.css'); 'xw.css'"), ("w.css", css)])
        };
        let one = hashed(page("a{}"), INDEX).unwrap();
        let two = hashed(page("b{}"), INDEX).unwrap();
        assert_eq!(one, hashed(page("a{}"), INDEX).unwrap());
        assert_ne!(one.get("index.html"), two.get("index.html"));
        assert_eq!(one.len(), 3);
        let script = one.iter().find(|(name, _)| name.starts_with("a-")).unwrap();
        let css = one.keys().find(|name| name.starts_with("w-")).unwrap();
        assert_eq!(String::from_utf8_lossy(script.1), format!("fetch('./{css}'); 'xw.css'"));
    }

    #[test]
    fn finds_a_path_of_the_build_machine() {
        let home = Path::new("/home/me");
        let inside = format!("..{}..", home.join("a.rs").display());
        assert!(mentions(inside.as_bytes(), home));
        assert!(!mentions(b"crates/home/me/a.rs /home/mere/a.rs", Path::new("/home/mer")));
    }

    #[test]
    fn a_served_page_reloads_itself() {
        let page = reloading(files(&[("index.html", "<head>a</head>b")])).unwrap();
        let index = "<head>a<script type=\"module\" src=\"./reload.js\"></script>\n</head>b";
        assert_eq!(page["index.html"], index.as_bytes());
        assert!(page.contains_key("reload.js"));
        assert!(reloading(files(&[("index.html", "b")])).is_err());
    }

    #[test]
    fn a_circle_is_refused() {
        assert!(hashed(files(&[("a.js", "'./b.js';"), ("b.js", "'./a.js';")]), INDEX).is_err());
    }

    #[test]
    fn fills_in_placeholders_and_fails_if_one_is_missing() {
        let fragments = [("{title}", escaped("a \"b\" & c"))];
        assert_eq!(fill("<p title=\"{title}\">", &fragments).unwrap(), "<p title=\"a &quot;b&quot; &amp; c\">");
        assert!(fill("<p>", &fragments).is_err());
    }
}
