//! Measures what a person feels in a real browser, and what the embed costs a host page. See `bench` and `host.rs` in
//! tests/e2e/src/bin.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use wasm_encoder::{NameMap, NameSection, Section};
use wasmparser::{Parser, Payload, TypeRef};

use crate::args::Args;
use crate::setup::Browsers;
use crate::{build, dist, page, project, split, wasm};

pub fn run(mut args: Args) -> Result<()> {
    let host = args.flag("--host");
    let profile = args.flag("--profile");
    let browser = Browsers::chromium()?;
    build::site()?;
    dist::make()?;
    let program = if host { "--bin=host" } else { "--bin=bench" };
    let mut bench = project::cargo();
    bench.args(["run", "--quiet", "--package=e2e", program, "--"]).args(args.rest());
    if profile {
        bench.arg("--profile").arg(with_names()?);
    }
    project::run(browser.named(&mut bench))
}

/// A copy of the shipped page whose wasm has names of functions, for profiles.
fn with_names() -> Result<PathBuf> {
    let mut files = page::read(&project::dist().join("site"))?;
    for original in ["intimacy-explorer_bg.wasm", split::SECOND] {
        let beginning = original.trim_end_matches("wasm").trim_end_matches('.');
        let is_it = |name: &String| name.starts_with(beginning) && name.ends_with(".wasm");
        let name = files.keys().find(|name| is_it(name)).cloned();
        let name = name.with_context(|| format!("the shipped page has no {original}"))?;
        let named = named(&files[&name], &split::named("site", original)?).context(original)?;
        // The compressed copies have no names.
        for copy in ["br", "gz"] {
            files.remove(&format!("{name}.{copy}"));
        }
        files.insert(name, named);
    }
    let folder = project::root().join("target/site-named");
    page::write(&folder, &files)?;
    Ok(folder)
}

/// A shipped wasm file with the names of the functions of the file that it was made from.
fn named(shipped: &[u8], original: &[u8]) -> Result<Vec<u8>> {
    let functions = wasm::parts(original)?.functions;
    let (imported, defined) = counts(shipped)?;
    ensure!(functions.len() == defined as usize, "the functions are not those of the file with names");
    let mut names = NameMap::new();
    for (at, function) in (imported..).zip(&functions) {
        names.append(at, without_hash(&function.name));
    }
    let mut section = NameSection::new();
    section.functions(&names);
    let mut file = shipped.to_vec();
    section.append_to(&mut file);
    Ok(file)
}

/// The name of a function without the hash of its crate, if wasm-bindgen has left it.
fn without_hash(name: &str) -> &str {
    match name.rsplit_once("::h") {
        Some((path, hash)) if hash.len() == 16 && hash.bytes().all(|digit| digit.is_ascii_hexdigit()) => path,
        _ => name,
    }
}

/// The number of functions that a file imports, and of those that it defines.
fn counts(bytes: &[u8]) -> Result<(u32, u32)> {
    let (mut imported, mut defined) = (0, 0);
    for payload in Parser::new(0).parse_all(bytes) {
        match payload.context("not a wasm file")? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::FunctionSection(functions) => defined = functions.count(),
            _ => {}
        }
    }
    Ok((imported, defined))
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{CodeSection, Function, FunctionSection, Instruction, Module, TypeSection};

    /// A file with a function, and the same file with a name for it.
    fn files() -> (Vec<u8>, Vec<u8>) {
        let (mut types, mut functions, mut code) = (TypeSection::new(), FunctionSection::new(), CodeSection::new());
        types.ty().function([], []);
        functions.function(0);
        code.function(Function::new([]).instruction(&Instruction::End));
        let mut module = Module::new();
        module.section(&types).section(&functions).section(&code);
        let plain = module.clone().finish();
        let mut names = NameMap::new();
        names.append(0, "view::h17180501b22dcba2");
        let mut section = NameSection::new();
        section.functions(&names);
        (plain, module.section(&section).clone().finish())
    }

    #[test]
    fn a_shipped_file_gets_the_names_of_its_original() {
        let (shipped, original) = files();
        let file = named(&shipped, &original).unwrap();
        let names: Vec<_> = wasm::parts(&file).unwrap().functions.into_iter().map(|function| function.name).collect();
        assert_eq!(names, ["view"]);
        // A file of another build has other functions.
        assert!(named(&Module::new().finish(), &original).is_err());
    }
}
