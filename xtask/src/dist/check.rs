//! Checks that two clean builds in different folders give the same files.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::manifest;
use crate::project;

/// Builds the committed state twice, and compares the files.
pub fn run() -> Result<()> {
    let folder = project::root().join("target/check");
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    let one = built(&folder.join("one"))?;
    let other = built(&folder.join("another/folder"))?;
    let differing = differing(&one, &other);
    if !differing.is_empty() {
        bail!("two builds differ in {}; both are in {}", differing.join(", "), folder.display());
    }
    println!("two clean builds in different folders are equal: {} files", one.len());
    fs::remove_dir_all(&folder).with_context(|| format!("cannot remove {}", folder.display()))
}

/// A list of files as in `manifest.json`: their names with size and checksums.
type List = serde_json::Map<String, Value>;

/// The names of the files that differ, or are in only one of the lists.
fn differing<'a>(one: &'a List, other: &'a List) -> Vec<&'a str> {
    let same = |name: &String| one.get(name) == other.get(name);
    let mut names: Vec<_> = one.keys().chain(other.keys()).filter(|name| !same(name)).map(String::as_str).collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn built(folder: &Path) -> Result<List> {
    let mut clone = project::program("git");
    clone.args(["clone", "--quiet", "--no-hardlinks", "."]).arg(folder);
    project::run(&mut clone)?;
    let mut dist = project::cargo();
    dist.current_dir(folder).args(["xtask", "dist"]).env_remove("CARGO_TARGET_DIR");
    project::run(&mut dist)?;
    match manifest::list(&folder.join("dist"))? {
        Value::Object(files) => Ok(files),
        _ => bail!("the manifest is not a JSON object"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn names_files_that_differ_or_are_missing() {
        let list = |value: Value| value.as_object().cloned().unwrap_or_default();
        let one = list(json!({ "a": { "sha256": "1" }, "b": { "sha256": "2" }, "c": {} }));
        let other = list(json!({ "a": { "sha256": "1" }, "b": { "sha256": "3" }, "d": {} }));
        assert_eq!(differing(&one, &other), ["b", "c", "d"]);
        assert!(differing(&one, &one).is_empty());
    }
}
