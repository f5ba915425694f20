//! Splits the wasm in two at the calls that `src/split.rs` declares, and makes the glue for the first part.
//!
//! Trunk calls wasm-bindgen right after cargo and has no step in between, so this replaces what Trunk has made.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_split_cli_support::{Options, transform};

use crate::project;

/// The name of the second part; `static/app.js` and `static/one.js` load it.
pub const SECOND: &str = "intimacy-explorer_second.wasm";

/// The two parts of the wasm and the glue, each with function names.
pub struct Split {
    pub first: Vec<u8>,
    pub second: Vec<u8>,
    pub glue: Vec<u8>,
}

/// Splits the wasm that cargo has just built. `name` is a folder for the intermediate files.
pub fn split(name: &str) -> Result<Split> {
    let target = project::target()?;
    let built = target.join(project::WASM).join("release/intimacy-explorer.wasm");
    let bytes = fs::read(&built).with_context(|| format!("cannot read {}", built.display()))?;
    let folder = target.join("split").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    let main = folder.join("main.wasm");
    let mut options = Options::new(&bytes);
    options.output_dir = &folder;
    options.main_out_path = &main;
    let parts = transform(options).map_err(|problem| anyhow!("cannot split the wasm: {problem:?}"))?;
    let [second] = &*parts.split_modules else {
        return Err(anyhow!("the wasm has {} parts beside the first one", parts.split_modules.len()));
    };
    let second = fs::read(second)?;
    project::run(
        project::program("wasm-bindgen")
            .args([
                "--target=web",
                "--no-typescript",
                "--keep-lld-exports",
                "--out-name=intimacy-explorer",
                "--out-dir",
            ])
            .args([&folder, &main]),
    )?;
    let read = |name: &str| fs::read(folder.join(name)).with_context(|| format!("wasm-bindgen made no {name}"));
    let split = Split {
        first: read("intimacy-explorer_bg.wasm")?,
        second: compact(&second)?,
        glue: read("intimacy-explorer.js")?,
    };
    fs::write(folder.join(SECOND), &split.second)?;
    Ok(split)
}

/// Encodes a file again. The linker pads every number that it may have to change to its greatest length.
fn compact(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut module = wasm_encoder::Module::new();
    let read = RoundtripReencoder.parse_core_module(&mut module, wasmparser::Parser::new(0), bytes);
    read.map_err(|problem| anyhow!("cannot encode the second part again: {problem}"))?;
    Ok(module.finish())
}

/// The file of a part with its function names, for `cargo xtask size`.
pub fn named(name: &str, file: &str) -> Result<Vec<u8>> {
    let path = project::target()?.join("split").join(name).join(file);
    fs::read(Path::new(&path)).with_context(|| format!("cannot read {}", path.display()))
}
