//! The graph of imports between the files of `src/`, derived from their text.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The files of `src/` by their path below it, each with the files from which it imports items.
pub struct Imports(BTreeMap<String, BTreeSet<String>>);

/// A file of `src/`.
struct Module {
    file: String,
    /// Its module path, such as `["view", "article"]`.
    path: Vec<String>,
    /// The paths of its `use` declarations, each with the name by which the file refers to it.
    uses: Vec<(String, Vec<String>)>,
    /// Every path of two or more names in its code.
    paths: Vec<Vec<String>>,
}

/// The result of resolving a path, as an index into the list of modules.
enum Found {
    Module(usize),
    Item(usize),
}

impl Imports {
    /// Reads every file except entry points and unit tests. `sources` are the files with their text before the unit
    /// tests.
    pub fn read(src: &Path, sources: Vec<(std::path::PathBuf, String)>) -> Self {
        let name = |path: &Path| path.strip_prefix(src).unwrap().to_str().unwrap().to_owned();
        let entry = |file: &str| file == "main.rs" || file.starts_with("bin/") || file.ends_with("tests.rs");
        let sources = sources.into_iter().map(|(path, text)| (name(&path), text)).filter(|(file, _)| !entry(file));
        let modules: Vec<Module> = sources.map(|(file, text)| Module::parse(file, &text)).collect();
        let mut graph = BTreeMap::new();
        for (at, module) in modules.iter().enumerate() {
            let paths = module.uses.iter().map(|(_, path)| path).chain(&module.paths);
            // An import of a module alone does not count. The paths through that module are resolved separately.
            let items = paths.filter_map(|path| match resolve(&modules, at, path, 8)? {
                Found::Item(to) if to != at => Some(modules[to].file.clone()),
                _ => None,
            });
            graph.insert(module.file.clone(), items.collect());
        }
        Self(graph)
    }

    /// A cycle of imports, as the names of its files. Empty if there is none.
    pub fn cycle(&self) -> Vec<&str> {
        // A file that imports no remaining file is not part of a cycle.
        let mut left: BTreeSet<&str> = self.0.keys().map(String::as_str).collect();
        while let Some(end) = left.iter().find(|file| self.next(file, &left).is_none()).copied() {
            left.remove(end);
        }
        let mut walk: Vec<&str> = left.first().copied().into_iter().collect();
        while let Some(to) = walk.last().and_then(|last| self.next(last, &left)) {
            if let Some(begin) = walk.iter().position(|file| *file == to) {
                walk.drain(..begin);
                walk.push(to);
                break;
            }
            walk.push(to);
        }
        walk
    }

    /// The first import of a file that is in `left`.
    fn next(&self, of: &str, left: &BTreeSet<&str>) -> Option<&str> {
        self.0[of].iter().map(String::as_str).find(|to| left.contains(to))
    }

    /// The files below a folder.
    pub fn below(&self, folder: &str) -> BTreeSet<&str> {
        self.0.keys().filter(|file| file.starts_with(folder)).map(String::as_str).collect()
    }

    /// The given files, and every file from which they import directly or indirectly.
    pub fn reached<'a>(&'a self, from: BTreeSet<&'a str>) -> BTreeSet<&'a str> {
        let mut reached = from;
        loop {
            let more: BTreeSet<&str> = reached.iter().flat_map(|file| &self.0[*file]).map(String::as_str).collect();
            if more.is_subset(&reached) {
                return reached;
            }
            reached.extend(more);
        }
    }
}

impl Module {
    fn parse(file: String, text: &str) -> Self {
        let name = file.trim_end_matches(".rs").trim_end_matches("lib").trim_end_matches("mod");
        let path = name.split('/').filter(|part| !part.is_empty()).map(Into::into).collect();
        let (mut uses, mut paths) = (Vec::new(), Vec::new());
        let tokens = tokens(text);
        let mut rest = &tokens[..];
        while let Some((first, after)) = rest.split_first() {
            rest = after;
            if first == "use" {
                rest = tree(rest, &[], &mut uses);
            } else if is_name(first) {
                let mut path = vec![first.clone()];
                while let [colons, name, after @ ..] = rest
                    && colons == "::"
                    && is_name(name)
                {
                    path.push(name.clone());
                    rest = after;
                }
                if path.len() > 1 {
                    paths.push(path);
                }
            }
        }
        Self { file, path, uses, paths }
    }
}

fn is_name(token: &str) -> bool {
    token.starts_with(|letter: char| letter.is_alphabetic() || letter == '_')
}

/// Parses one tree of a `use` declaration, and returns the tokens after it.
fn tree<'a>(mut rest: &'a [String], before: &[String], uses: &mut Vec<(String, Vec<String>)>) -> &'a [String] {
    let mut path = before.to_vec();
    loop {
        let Some((token, after)) = rest.split_first() else { return rest };
        rest = after;
        match token.as_str() {
            "::" => {}
            "{" => {
                while rest.first().is_some_and(|token| token != "}") {
                    rest = tree(rest, &path, uses);
                    if rest.first().is_some_and(|token| token == ",") {
                        rest = &rest[1..];
                    }
                }
                return rest.get(1..).unwrap_or_default();
            }
            "self" if !before.is_empty() => {}
            "as" => {
                uses.push((rest[0].clone(), path));
                return &rest[1..];
            }
            "*" => {
                let ours = path.first().is_some_and(|first| ["crate", "self", "super"].contains(&first.as_str()));
                assert!(!ours, "a glob hides what is imported: {}", path.join("::"));
                return rest;
            }
            name => path.push(name.into()),
        }
        if rest.first().is_none_or(|token| [",", "}", ";"].contains(&token.as_str())) {
            uses.push((path.last().cloned().unwrap_or_default(), path));
            return rest;
        }
    }
}

/// The identifiers and punctuation of Rust code, without string and character literals and comments.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let taken = match first {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '"' => {
                let mut escaped = false;
                let end = rest[1..].find(|letter| {
                    let ends = letter == '"' && !escaped;
                    escaped = letter == '\\' && !escaped;
                    ends
                });
                end.map_or(rest.len(), |end| end + 2)
            }
            '\'' if rest[1..].starts_with('\\') => rest[3..].find('\'').map_or(rest.len(), |end| end + 4),
            '\'' => {
                let letter = rest[1..].chars().next().map_or(0, char::len_utf8);
                if rest[1 + letter..].starts_with('\'') { letter + 2 } else { 1 }
            }
            ':' if rest.starts_with("::") => {
                tokens.push("::".into());
                2
            }
            _ if first.is_alphanumeric() || first == '_' => {
                let end = rest.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(rest.len());
                tokens.push(rest[..end].into());
                end
            }
            _ => {
                if !first.is_whitespace() {
                    tokens.push(first.into());
                }
                first.len_utf8()
            }
        };
        rest = &rest[taken..];
    }
    tokens
}

/// Resolves a path from a module, through `use` declarations, to the file that defines it. `None` if another crate
/// defines it. `turns` limits the recursion.
fn resolve(modules: &[Module], from: usize, path: &[String], turns: u8) -> Option<Found> {
    let place = |path: &[String]| modules.iter().position(|module| module.path == path);
    let inside = |at: usize, name: &String| {
        // A module and an item may have the same name. The `use` declaration then refers to the item.
        let used = modules[at].uses.iter().find(|(known, _)| known == name);
        let used = used.and_then(|(_, path)| resolve(modules, at, path, turns.checked_sub(1)?));
        let child = || place(&[&modules[at].path[..], core::slice::from_ref(name)].concat());
        used.or_else(|| child().map(Found::Module))
    };
    let parent = |at: usize| place(modules[at].path.split_last()?.1);
    let (first, rest) = path.split_first()?;
    let mut found = match first.as_str() {
        "crate" => Found::Module(place(&[])?),
        "self" => Found::Module(from),
        "super" => Found::Module(parent(from)?),
        _ => inside(from, first)?,
    };
    for name in rest {
        let Found::Module(at) = found else { break };
        found = match name.as_str() {
            "super" => Found::Module(parent(at)?),
            _ => inside(at, name).unwrap_or(Found::Item(at)),
        };
    }
    Some(found)
}

#[test]
fn paths_resolve_to_the_defining_file() {
    let sources = [
        ("lib.rs", "pub mod a; pub mod b;"),
        ("a/mod.rs", "mod c; mod d; pub use c::{C, other as named}; pub use yew::prelude::*;"),
        (
            "a/c.rs",
            "pub struct C; // use super::d::D;\nconst Q: char = '\"'; pub fn other() { let _ = \"crate::b::B\"; }",
        ),
        ("a/d.rs", "use super::C; use std::fmt::{self, Debug}; fn d<'a>(d: &'a fmt::Error) { crate::b::nested() }"),
        ("b.rs", "use crate::{a::{self, C as D}}; fn nested() { a::named(); a::d::d() }"),
        ("a/tests.rs", "use super::*;"),
    ];
    let sources = sources.map(|(file, text)| (Path::new("src").join(file), text.to_owned()));
    let imports = Imports::read(Path::new("src"), sources.into());
    let of = |file: &str| imports.0[file].iter().map(String::as_str).collect::<Vec<_>>();
    assert_eq!((of("a/c.rs"), of("a/d.rs"), of("b.rs")), (vec![], vec!["a/c.rs", "b.rs"], vec!["a/c.rs", "a/d.rs"]));
    assert_eq!(imports.cycle(), ["a/d.rs", "b.rs", "a/d.rs"]);
    assert_eq!(imports.reached(imports.below("a/c")), BTreeSet::from(["a/c.rs"]));
}
