//! The last hand to a page that Trunk has gathered: the article goes in, everything is minified, and every file but
//! index.html gets a name with a hash of what is in it. The same input gives the same bytes.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::args::Args;
use crate::dist::bundle;
use crate::{minify, project, wasm};

const INDEX: &str = "index.html";
const WASM: &str = "intimacy-explorer_bg.wasm";
const GLUE: &str = "intimacy-explorer.js";
/// What the prerenderer makes for `cargo xtask dist` alone: the article for host pages, and the paper form.
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
    put(&mut files, "labels.js", "['{labels}']", &labels)?;
    put(&mut files, "element.js", "{version}", env!("CARGO_PKG_VERSION"))?;
    if is_served() {
        return write(&staging, &reloading(files)?);
    }
    shorten(&mut files)?;
    for (name, bytes) in &mut files {
        *bytes = lightened(name, std::mem::take(bytes))?;
    }
    // What `cargo xtask dist` puts together in other ways.
    let mut parts = files.clone();
    for name in MADE {
        let bytes = fs::read(prerendered.join(name)).with_context(|| format!("the prerenderer made no {name}"))?;
        parts.insert(name.to_owned(), bytes);
    }
    // A build for tests alone is never shipped: its parts lie elsewhere.
    let into = env::var_os("TRUNK_DIST_DIR").map(PathBuf::from).unwrap_or_default();
    if into.ends_with("target/site") {
        write(&project::parts(), &parts)?;
    } else if into.ends_with("target/site-crash") {
        write(&project::parts_for_tests(), &parts)?;
    }
    write(&staging, &hashed(bundle::joined(files)?, INDEX)?)
}

/// Whether Trunk builds for `cargo xtask serve`: what is looked at for seconds is not made small first.
fn is_served() -> bool {
    env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "debug")
}

/// The page with a script that loads it again after each build. Trunk's own one is inline, which the policy forbids.
fn reloading(mut files: Files) -> Result<Files> {
    let index = text(INDEX, files.remove(INDEX).unwrap_or_default())?;
    let (head, rest) = index.split_once("</head>").context("index.html has no head")?;
    let index = format!("{head}<script type=\"module\" src=\"./reload.js\"></script>\n</head>{rest}");
    files.insert(INDEX.to_owned(), index.into_bytes());
    files.insert("reload.js".to_owned(), include_bytes!("reload.js").to_vec());
    Ok(files)
}

/// Puts what is known only now into a script.
fn put(files: &mut Files, name: &str, place: &str, value: &str) -> Result<()> {
    let script = text(name, files.remove(name).with_context(|| format!("Trunk brought no {name}"))?)?;
    ensure!(script.matches(place).count() == 1, "{name} should hold {place} once");
    files.insert(name.to_owned(), script.replace(place, value).into_bytes());
    Ok(())
}

/// Files of one folder, by their names.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Makes the folder hold these files and no others.
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

/// The files of a folder that holds no other folders.
pub fn read(folder: &Path) -> Result<Files> {
    let mut files = Files::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            bail!("{name}/ came into the page, and only files without folders are expected");
        }
        files.insert(name, fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?);
    }
    Ok(files)
}

/// The text of a file.
pub fn text(name: &str, bytes: Vec<u8>) -> Result<String> {
    String::from_utf8(bytes).with_context(|| format!("{name} is no text"))
}

/// What stands for the `{names}` in index.html.
fn fragments(folder: &Path) -> Result<Vec<(&'static str, String)>> {
    let read =
        |name: &str| fs::read_to_string(folder.join(name)).with_context(|| format!("the prerenderer made no {name}"));
    let meta: Value = serde_json::from_str(&read("meta.json")?).context("meta.json is no JSON")?;
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

/// The shell without comments, Trunk's own lines and indentation; then with the article, which is left as it is.
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

/// Takes the hashes out of the names by which the wasm and its glue know each other, and out of the glue what only spells
/// out, in a message about a fault of ours, what kind of object JavaScript has passed.
fn shorten(files: &mut Files) -> Result<()> {
    const DEBUG: &str = "function debugString(val) {\n";
    let bytes = files.get_mut(WASM).with_context(|| format!("Trunk made no {WASM}"))?;
    let names = wasm::short_names(bytes)?;
    *bytes = wasm::renamed(bytes, &names)?;
    let mut glue = text(GLUE, files.remove(GLUE).with_context(|| format!("Trunk made no {GLUE}"))?)?;
    for (long, short) in &names {
        if !glue.contains(long) {
            bail!("{GLUE} does not know {long}");
        }
        glue = glue.replace(long, short);
    }
    let from = glue.find(DEBUG).with_context(|| format!("{GLUE} has no debugString"))?;
    let end = glue[from..].find("\n}\n").with_context(|| format!("{GLUE}: debugString does not end"))?;
    glue.replace_range(from + DEBUG.len()..from + end, "    return String(val);");
    // What the wasm calls is a function of an object: said as a method it is shorter, and no other thing to who calls it.
    let methods = glue.replace(": function(", "(");
    ensure!(methods.len() < glue.len(), "{GLUE} has other imports than it had");
    files.insert(GLUE.to_owned(), methods.into_bytes());
    Ok(())
}

/// A file without what no browser needs.
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

/// Whether something inside this folder is named.
fn mentions(bytes: &[u8], folder: &Path) -> bool {
    let folder = format!("{}{}", folder.display(), std::path::MAIN_SEPARATOR);
    bytes.windows(folder.len()).any(|part| part == folder.as_bytes())
}

/// Renames every file to `name-hash.ext` and follows who refers to whom: a file's turn comes when all that it names
/// have their hash, for these are part of its own. `entry` keeps its name.
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

fn with_hash(name: &str, bytes: &[u8]) -> String {
    let hash: String = Sha256::digest(bytes).iter().take(5).map(|byte| format!("{byte:02x}")).collect();
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}-{hash}.{extension}"),
        None => format!("{name}-{hash}"),
    }
}

fn names(bytes: &[u8], name: &str) -> bool {
    reference(bytes, name, 0).is_some()
}

/// Where the name stands as a reference: after a quote or a slash, before a quote.
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
    fn a_hash_depends_on_all_that_is_referred_to() {
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
    fn finds_a_folder_of_the_machine() {
        let home = Path::new("/home/me");
        let inside = format!("..{}..", home.join("a.rs").display());
        assert!(mentions(inside.as_bytes(), home));
        assert!(!mentions(b"crates/home/me/a.rs /home/mere/a.rs", Path::new("/home/mer")));
    }

    #[test]
    fn a_served_page_loads_itself_again() {
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
    fn fills_in_and_misses_what_is_not_there() {
        let fragments = [("{title}", escaped("a \"b\" & c"))];
        assert_eq!(fill("<p title=\"{title}\">", &fragments).unwrap(), "<p title=\"a &quot;b&quot; &amp; c\">");
        assert!(fill("<p>", &fragments).is_err());
    }
}
