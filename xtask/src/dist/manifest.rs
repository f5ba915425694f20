//! `manifest.json`: every file with its size, SHA-256, SRI hash and size limit, so that an owner can verify the files.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256, Sha384};

use super::single::base64;

const NAME: &str = "manifest.json";

/// Writes the manifest of a folder into the folder. A file with a size limit has it as `limit`, in bytes after brotli.
pub fn write(dist: &Path, limits: &[(String, usize)]) -> Result<()> {
    let mut list = list(dist)?;
    for (name, limit) in limits {
        list[name.as_str()]["limit"] = (*limit).into();
    }
    let text = serde_json::to_string_pretty(&list)?;
    fs::write(dist.join(NAME), text + "\n").context("cannot write the manifest")
}

/// Returns the manifest as an object, sorted by file names.
pub fn list(dist: &Path) -> Result<Value> {
    let mut files = Map::new();
    walk(dist, "", &mut files)?;
    Ok(Value::Object(files))
}

fn walk(folder: &Path, before: &str, files: &mut Map<String, Value>) -> Result<()> {
    let mut entries: Vec<_> = fs::read_dir(folder)?.collect::<Result<_, _>>()?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let name = format!("{before}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            walk(&entry.path(), &format!("{name}/"), files)?;
        } else if name != NAME {
            let bytes = fs::read(entry.path()).with_context(|| format!("cannot read {name}"))?;
            let sha256: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
            let integrity = format!("sha384-{}", base64(&Sha384::digest(&bytes)));
            files.insert(name, json!({ "size": bytes.len(), "sha256": sha256, "integrity": integrity }));
        }
    }
    Ok(())
}
