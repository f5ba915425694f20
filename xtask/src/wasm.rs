//! What we need to know about a WebAssembly file.

use std::collections::HashMap;

use anyhow::{Context, Result};
use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef};

/// The file without names, producers and other notes: no browser needs them.
pub fn without_custom_sections(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut result = bytes.get(..8).context("the wasm is cut short")?.to_vec();
    for payload in Parser::new(0).parse_all(bytes) {
        let payload = payload.context("not a wasm file")?;
        let Some((id, range)) = payload.as_section() else { continue };
        if id != 0 {
            result.push(id);
            leb128(&mut result, range.len());
            result.extend_from_slice(&bytes[range]);
        }
    }
    Ok(result)
}

fn leb128(out: &mut Vec<u8>, mut value: usize) {
    while value > 127 {
        out.push((value & 127) as u8 | 128);
        value >>= 7;
    }
    out.push(value as u8);
}

/// What the file asks its host for, without the hashes that wasm-bindgen adds.
pub fn imports(bytes: &[u8]) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for payload in Parser::new(0).parse_all(bytes) {
        let Payload::ImportSection(imports) = payload.context("not a wasm file")? else { continue };
        for import in imports.into_imports() {
            let name = import?.name;
            let end = name
                .rsplit_once('_')
                .filter(|(_, hash)| hash.len() == 16 && hash.bytes().all(|c| c.is_ascii_hexdigit()));
            names.push(end.map_or(name, |(name, _)| name).to_owned());
        }
    }
    names.sort_unstable();
    names.dedup();
    Ok(names)
}

/// A part of the wasm with its size in bytes.
pub struct Part {
    pub name: String,
    pub size: usize,
}

/// What the file consists of: its functions by their full names, and its data.
pub struct Parts {
    pub functions: Vec<Part>,
    pub data: usize,
}

/// Reads a file that still has its names.
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
            Payload::CodeSectionEntry(body) => sizes.push(body.range().len()),
            Payload::DataSection(section) => data = section.range().len(),
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

/// A name as in the source, without the hashes of crates.
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

/// The crate that a function is from: the first word of its path; for `<T as Trait>::f`, that of the type.
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
    fn leaves_out_the_hashes_of_crates() {
        assert_eq!(readable("<core[c5930c85a12de822]::fmt::Formatter>::pad"), "<core::fmt::Formatter>::pad");
        assert_eq!(readable("<[u8] as a[b]>::c"), "<[u8] as a[b]>::c");
    }

    #[test]
    fn drops_custom_sections() {
        // A file with one type section (empty list) and one custom section named "a".
        let file = b"\0asm\x01\0\0\0\x01\x01\0\0\x03\x01a!";
        assert_eq!(without_custom_sections(file).unwrap(), b"\0asm\x01\0\0\0\x01\x01\0");
    }
}
