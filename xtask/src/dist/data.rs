//! `data/`: the texts and the quiz of each language as open data, with the schema that describes them.

use std::fs;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::page::{self, Files};
use crate::project;

const SCHEMA: &str = "open-data.schema.json";

pub fn files() -> Result<Files> {
    let schema = project::root().join("docs").join(SCHEMA);
    let schema = fs::read(&schema).with_context(|| format!("cannot read {}", schema.display()))?;
    let mut files = Files::from([(SCHEMA.to_owned(), schema)]);
    for (name, bytes) in page::read(&project::prerendered())? {
        let Some(language) = name.strip_prefix("data-").and_then(|name| name.strip_suffix(".json")) else { continue };
        let mut data: Value = serde_json::from_slice(&bytes).with_context(|| name.clone())?;
        data["$schema"] = format!("./{SCHEMA}").into();
        data["version"] = env!("CARGO_PKG_VERSION").into();
        data["licence"] = "MIT OR Apache-2.0".into();
        let text = serde_json::to_string_pretty(&data)? + "\n";
        files.insert(format!("intimacy-explorer-{language}.json"), text.into_bytes());
    }
    ensure!(files.len() > 1, "the prerenderer made no open data");
    Ok(files)
}
