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
    let mut differing = Vec::new();
    for (name, entry) in one.iter().chain(&other) {
        if one.get(name) != Some(entry) || other.get(name) != Some(entry) {
            differing.push(name.as_str());
        }
    }
    differing.sort_unstable();
    differing.dedup();
    if !differing.is_empty() {
        bail!("two builds differ in {}; both are in {}", differing.join(", "), folder.display());
    }
    println!("two clean builds in different folders are equal: {} files", one.len());
    fs::remove_dir_all(&folder).with_context(|| format!("cannot remove {}", folder.display()))
}

fn built(folder: &Path) -> Result<serde_json::Map<String, Value>> {
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
