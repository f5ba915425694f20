//! Whether two clean builds, in different folders, give the same files.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::manifest;
use crate::project;

/// Builds what is committed twice, and compares.
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

/// Lists of files by their names, with what each is.
type List = serde_json::Map<String, Value>;

/// The files that are not the same in both, or not in both.
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
        _ => bail!("the list of files is no list"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_differs_or_is_missing_is_named() {
        let list = |value: Value| value.as_object().cloned().unwrap_or_default();
        let one = list(json!({ "a": { "sha256": "1" }, "b": { "sha256": "2" }, "c": {} }));
        let other = list(json!({ "a": { "sha256": "1" }, "b": { "sha256": "3" }, "d": {} }));
        assert_eq!(differing(&one, &other), ["b", "c", "d"]);
        assert!(differing(&one, &one).is_empty());
    }
}
