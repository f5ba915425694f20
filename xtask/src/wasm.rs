//! Reads and rewrites WebAssembly files.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use anyhow::{Context, Result, ensure};
use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef};

/// Removes custom sections (names, producers and others), which no browser needs.
pub fn without_custom_sections(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut result = bytes.get(..8).context("the wasm is cut short")?.to_vec();
    for payload in Parser::new(0).parse_all(bytes) {
        let payload = payload.context("not a wasm file")?;
        let Some((id, range)) = section(&payload) else { continue };
        if id != 0 {
            result.push(id);
            leb128(&mut result, range.len());
            result.extend_from_slice(&bytes[range]);
        }
    }
    Ok(result)
}

/// The number and the bytes of a section, if it is one.
fn section(payload: &Payload) -> Option<(u8, Range<usize>)> {
    payload.as_section().map(|(id, range)| (id, places(&range)))
}

/// The parser counts bytes in `u64`, because it also reads files that are longer than the memory.
fn places(range: &Range<u64>) -> Range<usize> {
    range.start as usize..range.end as usize
}

fn leb128(out: &mut Vec<u8>, mut value: usize) {
    while value > 127 {
        out.push((value & 127) as u8 | 128);
        value >>= 7;
    }
    out.push(value as u8);
}

/// The separator between a name and the number that makes it unique.
const ANOTHER: char = '$';

/// Maps the names of imports and exports to shorter ones. wasm-bindgen adds a hash of 16 digits to each name, here and
/// in its glue, and the prefix `__wbg_` to most. Hashes do not compress.
pub fn short_names(bytes: &[u8]) -> Result<BTreeMap<String, String>> {
    let mut all = BTreeSet::new();
    for payload in Parser::new(0).parse_all(bytes) {
        match payload.context("not a wasm file")? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    all.insert(import?.name);
                }
            }
            Payload::ExportSection(exports) => {
                for export in exports {
                    all.insert(export?.name);
                }
            }
            _ => {}
        }
    }
    let mut taken: BTreeSet<String> =
        all.iter().filter(|name| without_hash(name).is_none()).map(|&name| name.into()).collect();
    let mut short = BTreeMap::new();
    for name in all {
        let Some(plain) = without_hash(name) else { continue };
        let numbered = (2..).map(|number| format!("{plain}{ANOTHER}{number}"));
        let free = std::iter::once(plain.to_owned()).chain(numbered).find(|name| !taken.contains(name));
        let free = free.context("no name is free")?;
        taken.insert(free.clone());
        short.insert(name.to_owned(), free);
    }
    Ok(short)
}

fn without_hash(name: &str) -> Option<&str> {
    let (plain, hash) = name.split_at_checked(name.len().checked_sub(16)?)?;
    let plain = plain.strip_suffix("__h").or_else(|| plain.strip_suffix('_'))?;
    let plain = plain.strip_prefix("__wbg_").unwrap_or(plain);
    hash.bytes().all(|digit| digit.is_ascii_hexdigit()).then_some(plain)
}

/// Renames the imports and exports of a file.
pub fn renamed(bytes: &[u8], names: &BTreeMap<String, String>) -> Result<Vec<u8>> {
    let mut result = bytes.get(..8).context("the wasm is cut short")?.to_vec();
    for payload in Parser::new(0).parse_all(bytes) {
        let payload = payload.context("not a wasm file")?;
        let Some((id, range)) = section(&payload) else { continue };
        let section = match &payload {
            // An import begins with the name of its module.
            Payload::ImportSection(imports) => with_names(bytes, range, imports.count(), 1, names)?,
            Payload::ExportSection(exports) => with_names(bytes, range, exports.count(), 0, names)?,
            _ => bytes[range].to_vec(),
        };
        result.push(id);
        leb128(&mut result, section.len());
        result.extend_from_slice(&section);
    }
    Ok(result)
}

/// Rewrites the import or export section `range`. Each of its `count` entries consists of `before` other strings, the
/// name, and numbers.
fn with_names(
    bytes: &[u8],
    range: Range<usize>,
    count: u32,
    before: usize,
    names: &BTreeMap<String, String>,
) -> Result<Vec<u8>> {
    let mut reader = wasmparser::BinaryReader::new(&bytes[range.clone()], range.start as u64);
    ensure!(reader.read_var_u32()? == count, "a section in a form that is not known");
    let mut section = Vec::new();
    leb128(&mut section, count as usize);
    let put = |section: &mut Vec<u8>, text: &str| {
        leb128(section, text.len());
        section.extend_from_slice(text.as_bytes());
    };
    for _ in 0..count {
        for _ in 0..before {
            put(&mut section, reader.read_string()?);
        }
        let name = reader.read_string()?;
        put(&mut section, names.get(name).map_or(name, String::as_str));
        let from = reader.original_position() as usize;
        if before > 0 {
            reader.read::<TypeRef>()?;
        } else {
            reader.read_u8()?;
            reader.read_var_u32()?;
        }
        section.extend_from_slice(&bytes[from..reader.original_position() as usize]);
    }
    ensure!(reader.eof(), "a section in a form that is not known");
    Ok(section)
}

/// The names of the imports without hashes, sorted, each once.
pub fn imports(bytes: &[u8]) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for payload in Parser::new(0).parse_all(bytes) {
        let Payload::ImportSection(imports) = payload.context("not a wasm file")? else { continue };
        for import in imports.into_imports() {
            let name = import?.name;
            let plain = name.split_once(ANOTHER).map_or(name, |(plain, _)| plain);
            names.push(without_hash(plain).unwrap_or(plain).to_owned());
        }
    }
    names.sort_unstable();
    names.dedup();
    Ok(names)
}

/// A part of a wasm file. The size is in bytes.
pub struct Part {
    pub name: String,
    pub size: usize,
}

/// The functions of a wasm file with their full names, and the size of its data section in bytes.
pub struct Parts {
    pub functions: Vec<Part>,
    pub data: usize,
}

/// Reads a file that still has its name section.
pub fn parts(bytes: &[u8]) -> Result<Parts> {
    let mut imported = 0;
    let mut sizes = Vec::new();
    let mut data = 0;
    let mut names = HashMap::new();
    for payload in Parser::new(0).parse_all(bytes) {
        match payload.context("not a wasm file")? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += usize::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => sizes.push(places(&body.range()).len()),
            Payload::DataSection(section) => data = places(&section.range()).len(),
            Payload::CustomSection(section) => {
                let KnownCustom::Name(subsections) = section.as_known() else { continue };
                for subsection in subsections {
                    let Name::Function(map) = subsection? else { continue };
                    for naming in map {
                        let naming = naming?;
                        names.insert(naming.index as usize, readable(naming.name));
                    }
                }
            }
            _ => {}
        }
    }
    let functions = sizes.into_iter().enumerate().map(|(at, size)| Part {
        name: names.remove(&(imported + at)).unwrap_or_else(|| "without a name".to_owned()),
        size,
    });
    Ok(Parts { functions: functions.collect(), data })
}

/// Demangles a function name, and removes the hashes of crates.
fn readable(name: &str) -> String {
    let name = format!("{:#}", rustc_demangle::demangle(name));
    let mut parts = name.split('[');
    let mut result = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once(']') {
            Some((hash, rest)) if hash.len() >= 12 && hash.bytes().all(|b| b.is_ascii_hexdigit()) => {
                result.push_str(rest)
            }
            _ => {
                result.push('[');
                result.push_str(part);
            }
        }
    }
    result
}

/// The crate of a function: the first segment of its path, or of the type's path for `<T as Trait>::f`.
pub fn krate(function: &str) -> &str {
    let mut path = function;
    loop {
        path = path.trim_start_matches(['<', '&', '(', '[', '*', ' ']);
        let Some(rest) = ["dyn ", "mut ", "const ", "for", "impl "].iter().find_map(|word| path.strip_prefix(word))
        else {
            break;
        };
        path = rest;
    }
    let end = path.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(path.len());
    if path[end..].starts_with("::") { &path[..end] } else { "glue and built-in" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_crate() {
        for (function, name) in [
            ("yew::html::Component::view", "yew"),
            ("<&mut web_sys::Node as core::fmt::Debug>::fmt", "web_sys"),
            ("<dyn core::any::Any>::is", "core"),
            ("__wbindgen_malloc", "glue and built-in"),
            ("<[T] as alloc::slice::Join>::join", "glue and built-in"),
        ] {
            assert_eq!(krate(function), name);
        }
    }

    #[test]
    fn removes_the_hashes_of_crates() {
        assert_eq!(readable("<core[c5930c85a12de822]::fmt::Formatter>::pad"), "<core::fmt::Formatter>::pad");
        assert_eq!(readable("<[u8] as a[b]>::c"), "<[u8] as a[b]>::c");
    }

    /// A file with a type `() -> ()`, two imports of this type from "m" that differ only in their hash, and an export
    /// of the first import.
    fn named() -> Vec<u8> {
        let mut file = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0".to_vec();
        let mut imports = vec![2];
        for hash in ["0123456789abcdef", "fedcba9876543210"] {
            imports.extend(b"\x01m");
            imports.push(2 + hash.len() as u8);
            imports.extend(format!("a_{hash}").bytes());
            imports.extend([0, 0]);
        }
        file.extend([2, imports.len() as u8]);
        file.extend(&imports);
        let mut exports = vec![1, 20];
        exports.extend(b"b__h0011223344556677");
        exports[1] = (exports.len() - 2) as u8;
        exports.extend([0, 0]);
        file.extend([7, exports.len() as u8]);
        file.extend(exports);
        file
    }

    #[test]
    fn names_become_short_and_stay_unique() {
        let short = short_names(&named()).unwrap();
        let expected = [("a_0123456789abcdef", "a"), ("a_fedcba9876543210", "a$2"), ("b__h0011223344556677", "b")];
        assert_eq!(short, expected.map(|(long, short)| (long.to_owned(), short.to_owned())).into());
        let file = renamed(&named(), &short).unwrap();
        assert!(Parser::new(0).parse_all(&file).all(|payload| payload.is_ok()));
        assert_eq!(file.len(), named().len() - 17 - 15 - 19);
        assert!(short_names(&file).unwrap().is_empty());
        assert_eq!(imports(&file).unwrap(), ["a"]);
        assert_eq!(imports(&named()).unwrap(), ["a"]);
    }

    #[test]
    fn drops_custom_sections() {
        // A file with one type section (empty list) and one custom section named "a".
        let file = b"\0asm\x01\0\0\0\x01\x01\0\0\x03\x01a!";
        assert_eq!(without_custom_sections(file).unwrap(), b"\0asm\x01\0\0\0\x01\x01\0");
    }
}
