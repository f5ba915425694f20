//! Bundles our modules into one script. Each module becomes a function, and comes after the modules that it imports.
//!
//! It supports the few forms of `import` and `export` in `static/` and in wasm-bindgen's glue, and fails at any other.
//! A bundler from npm would require Node on every build machine.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};

use crate::minify::{self, Script};
use crate::page::{Files, text};

/// Bundles the module `entry` with all its imports as a classic script.
///
/// # Errors If a form is not supported, a module is missing, or a module uses `import.meta`, which a classic script
/// does not have.
pub fn script(modules: &BTreeMap<String, String>, entry: &str) -> Result<String> {
    let mut script = String::new();
    add(modules, entry, &mut Vec::new(), &mut script)?;
    if script.contains("import.meta") {
        bail!("{entry} or one of its imports uses import.meta");
    }
    // The `;` is for optimisers that append this to a script whose last statement has none.
    Ok(format!(";{}", minify::js(&format!("(() => {{\n{script}}})();\n"), Script::Classic)?))
}

/// Bundles the module `entry` with all its imports as one module with the exports of `entry`.
///
/// # Errors
/// If a form is not supported, or a module is missing.
pub fn one_module(modules: &BTreeMap<String, String>, entry: &str) -> Result<String> {
    let mut script = String::new();
    module(modules, entry, &mut Vec::new(), &mut script)?;
    minify::js(&script, Script::Module)
}

/// Does the same for a module that may also be imported where there is no document, as on a server. There, nothing of
/// it runs, and its exports are the members of the object `otherwise`.
///
/// # Errors
/// If a form is not supported, or a module is missing.
pub fn one_module_or(modules: &BTreeMap<String, String>, entry: &str, otherwise: &str) -> Result<String> {
    let mut script = String::new();
    let (at, exports) = add(modules, entry, &mut Vec::new(), &mut script)?;
    // An export that has another name inside its module is written `name: inside`.
    let names: Vec<_> = exports.iter().map(|export| export.split(':').next().unwrap_or(export)).collect();
    let names = names.join(", ");
    let script = format!(
        "const run = () => {{\n{script}return module{at};\n}};\n\
         const {{ {names} }} = globalThis.document ? run() : {otherwise};\nexport {{ {names} }};\n"
    );
    minify::js(&script, Script::Module)
}

/// Adds the module `entry` with all its imports, as one module with the exports of `entry`.
fn module(modules: &BTreeMap<String, String>, entry: &str, done: &mut Vec<String>, script: &mut String) -> Result<()> {
    let (at, exports) = add(modules, entry, done, script)?;
    if !exports.is_empty() {
        script.push_str(&format!("const {{ {0} }} = module{at};\nexport {{ {0} }};\n", exports.join(", ")));
    }
    Ok(())
}

/// Bundles the scripts of the page into three: `site.js`, which loads with the page, `app.js`, which `site.js` imports,
/// and `own-content.js`, which it imports only if there is own content.
///
/// # Errors
/// If a form is not supported, or a module is missing.
pub fn joined(mut files: Files) -> Result<Files> {
    let scripts = files.iter().filter(|(name, _)| name.ends_with(".js"));
    let scripts: BTreeMap<_, _> =
        scripts.map(|(name, bytes)| Ok((name.clone(), text(name, bytes.clone())?))).collect::<Result<_>>()?;
    for entry in ["site.js", "app.js", "own-content.js"] {
        let (mut script, mut done) = (String::new(), Vec::new());
        module(&scripts, entry, &mut done, &mut script)?;
        files.retain(|name, _| !done.contains(name));
        files.insert(entry.to_owned(), minify::js(&script, Script::Module)?.into_bytes());
    }
    Ok(files)
}

/// Adds a module, unless it was already added. Returns its number, and the names that it exports.
fn add(
    modules: &BTreeMap<String, String>,
    name: &str,
    done: &mut Vec<String>,
    script: &mut String,
) -> Result<(usize, Vec<String>)> {
    if let Some(at) = done.iter().position(|one| one == name) {
        return Ok((at, Vec::new()));
    }
    let text = modules.get(name).with_context(|| format!("there is no module {name}"))?;
    let (mut body, mut exports) = (String::new(), Vec::new());
    for line in text.lines() {
        if line.starts_with("import ") {
            let (names, from) = imported(line).with_context(|| format!("{name}: unsupported form: {line}"))?;
            let (at, _) = add(modules, &from, done, script)?;
            if !names.is_empty() {
                body.push_str(&format!("const {{ {} }} = module{at};\n", names.join(", ")));
            }
        } else if let Some(list) = line.strip_prefix("export {").and_then(|rest| rest.strip_suffix("};")) {
            exports.extend(list.split(',').map(|item| match item.trim().split_once(" as ") {
                Some((local, public)) => format!("{public}: {local}"),
                None => item.trim().to_owned(),
            }));
        } else if let Some(rest) = line.strip_prefix("export ") {
            let words = rest.trim_start_matches("async ").strip_prefix("function ").or(rest.strip_prefix("class "));
            let end = |c: char| !c.is_alphanumeric() && c != '_' && c != '$';
            let local = words.and_then(|words| words.split(end).next()).filter(|local| !local.is_empty());
            exports.push(local.with_context(|| format!("{name}: unsupported form: {line}"))?.to_owned());
            body.push_str(rest);
            body.push('\n');
        } else {
            body.push_str(line);
            body.push('\n');
        }
    }
    let at = done.len();
    done.push(name.to_owned());
    script.push_str(&format!("const module{at} = (() => {{\n{body}return {{ {} }};\n}})();\n", exports.join(", ")));
    Ok((at, exports))
}

/// Parses an `import` line. Returns the parts of a destructuring pattern, and the name of the module.
fn imported(line: &str) -> Option<(Vec<String>, String)> {
    let line = line.strip_prefix("import ")?.strip_suffix(';')?;
    let from = |path: &str| Some(path.strip_prefix("'./")?.strip_suffix('\'')?.to_owned());
    let Some((what, path)) = line.split_once(" from ") else { return Some((Vec::new(), from(line)?)) };
    let (default, list) = match what.split_once('{') {
        Some((default, list)) => (default.trim().trim_end_matches(','), list.strip_suffix('}')?),
        None => (what, ""),
    };
    if default.contains([' ', '*']) {
        return None;
    }
    let default = (!default.is_empty()).then(|| format!("default: {default}"));
    let list = list.split(',').map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned);
    Some((default.into_iter().chain(list).collect(), from(path)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn modules(list: &[(&str, &str)]) -> BTreeMap<String, String> {
        list.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn each_module_is_added_once_and_before_its_importers() {
        let modules = modules(&[
            ("a.js", "import { b } from './b.js';\nimport start, { c } from './c.js';\nb(c, start);\n"),
            ("b.js", "import './c.js';\nexport function b(x) {}\n"),
            ("c.js", "export class c {}\nasync function go() {}\nexport { go as default };\n"),
        ]);
        let expected = "\
            const module0 = (() => {\nclass c {}\nasync function go() {}\nreturn { c, default: go };\n})();\n\
            const module1 = (() => {\nfunction b(x) {}\nreturn { b };\n})();\n\
            const module2 = (() => {\nconst { b } = module1;\nconst { default: start, c } = module0;\nb(c, start);\nreturn {  };\n})();\n";
        let mut joined = String::new();
        module(&modules, "a.js", &mut Vec::new(), &mut joined).unwrap();
        assert_eq!(joined, expected);
    }

    #[test]
    fn a_module_keeps_its_exports_and_may_use_import_meta() {
        let modules = modules(&[
            ("a.js", "import { b } from './b.js';\nexport async function load() {}\nimport.meta.url;\n"),
            ("b.js", "export function b(x) {}\n"),
        ]);
        let expected = "const module0 = (() => {\nfunction b(x) {}\nreturn { b };\n})();\n\
            const module1 = (() => {\nconst { b } = module0;\nasync function load() {}\nimport.meta.url;\nreturn { load };\n})();\n\
            const { load } = module1;\nexport { load };\n";
        let mut joined = String::new();
        module(&modules, "a.js", &mut Vec::new(), &mut joined).unwrap();
        assert_eq!(joined, expected);
        assert!(script(&modules, "a.js").is_err());
    }

    #[test]
    fn a_module_may_run_only_where_there_is_a_document() {
        let modules = modules(&[("a.js", "document.title;\nclass a {}\nfunction c() {}\nexport { a, c as b };\n")]);
        let script = one_module_or(&modules, "a.js", "{ a: 1, b: 2 }").unwrap();
        let (before, after) = script.split_once("globalThis.document?").unwrap();
        assert!(!before.contains("document.title"), "{script}");
        assert!(after.contains("document.title") && after.contains(":{a:1,b:2}"), "{script}");
        assert!(after.contains("as a,") && after.contains("as b}"), "{script}");
    }

    #[test]
    fn unsupported_forms_are_refused() {
        for text in ["import * as b from './b.js';", "export const a = 1;", "import.meta.url;", "import b from 'b';"] {
            assert!(script(&modules(&[("a.js", text), ("b.js", "")]), "a.js").is_err(), "{text}");
        }
    }
}
