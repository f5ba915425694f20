//! `sbom.cdx.json`: the crates in the wasm, in CycloneDX format, so that tools of an owner can search for known
//! vulnerabilities.
//!
//! It has no timestamp and no serial number, so that two builds of the same commit are equal.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::project::{self, WASM};

const NAME: &str = "sbom.cdx.json";

/// Writes the SBOM into a folder.
pub fn write(dist: &Path) -> Result<()> {
    let graph = Graph::read()?;
    let lock = fs::read_to_string(project::root().join("Cargo.lock")).context("cannot read Cargo.lock")?;
    let rust = project::output(project::program("rustc").arg("--version"))?;
    let rust = rust.split_whitespace().nth(1).context("rustc names no version")?;
    let text = serde_json::to_string_pretty(&bom(&graph, &lock, rust)?)?;
    fs::write(dist.join(NAME), text + "\n").with_context(|| format!("cannot write {NAME}"))
}

/// A crate of the graph. `uses` are the ids of its direct dependencies.
struct Crate {
    name: String,
    version: String,
    licence: String,
    uses: BTreeSet<String>,
}

/// The crates that are compiled for the browser, by their id `name@version`. It excludes proc macros and build
/// dependencies, which run on the build machine.
pub struct Graph {
    ours: String,
    crates: BTreeMap<String, Crate>,
}

impl Graph {
    pub fn read() -> Result<Self> {
        let mut tree = project::cargo();
        tree.args(["tree", "--locked", "--package=intimacy-explorer", "--target", WASM, "--no-dedupe"]);
        tree.args(["--edges=normal,no-proc-macro", "--prefix=depth", "--format=\t{p}\t{l}"]);
        Self::of(&project::output(&mut tree)?)
    }

    /// The number of crates, including our own.
    pub fn count(&self) -> usize {
        self.crates.len()
    }

    /// Parses the output of `cargo tree`. Each line is `depth, name vVERSION (more), licence`, separated by tabs.
    fn of(tree: &str) -> Result<Self> {
        let mut crates: BTreeMap<String, Crate> = BTreeMap::new();
        let mut above: Vec<String> = Vec::new();
        for line in tree.lines() {
            let wrong = || format!("an unknown line of `cargo tree`: {line:?}");
            let parts: Vec<_> = line.split('\t').collect();
            let [depth, package, licence] = parts[..] else { anyhow::bail!(wrong()) };
            let mut words = package.split(' ');
            let name = words.next().filter(|name| !name.is_empty()).with_context(wrong)?;
            let version = words.next().and_then(|word| word.strip_prefix('v')).with_context(wrong)?;
            let depth: usize = depth.parse().with_context(wrong)?;
            ensure!(depth <= above.len() && (depth > 0 || above.is_empty()), wrong());
            let id = format!("{name}@{version}");
            above.truncate(depth);
            if let Some(user) = above.last().and_then(|user| crates.get_mut(user)) {
                user.uses.insert(id.clone());
            }
            above.push(id.clone());
            crates.entry(id).or_insert_with(|| Crate {
                name: name.to_owned(),
                version: version.to_owned(),
                // `/` is an older form of `OR`.
                licence: licence.replace('/', " OR ").split_whitespace().collect::<Vec<_>>().join(" "),
                uses: BTreeSet::new(),
            });
        }
        Ok(Self { ours: above.into_iter().next().context("the tree is empty")?, crates })
    }
}

/// Makes the document: our own crate, its components, and the dependencies between them.
fn bom(graph: &Graph, lock: &str, rust: &str) -> Result<Value> {
    let mut components = Vec::new();
    let mut ours = Value::Null;
    for (id, one) in &graph.crates {
        let mut component = json!({
            "type": "library",
            "bom-ref": id,
            "name": one.name,
            "version": one.version,
            "licenses": [{ "expression": one.licence }],
        });
        if *id == graph.ours {
            component["type"] = json!("application");
            ours = component;
            continue;
        }
        let sum = checksum(lock, &one.name, &one.version).with_context(|| format!("Cargo.lock has no sum of {id}"))?;
        component["purl"] = json!(format!("pkg:cargo/{}@{}", one.name, one.version.replace('+', "%2B")));
        component["hashes"] = json!([{ "alg": "SHA-256", "content": sum }]);
        components.push(component);
    }
    // The standard library is in the wasm too, but is not a crate of the registry.
    let standard = format!("rust-std@{rust}");
    components.push(json!({
        "type": "library",
        "bom-ref": standard,
        "name": "rust-std",
        "version": rust,
        "licenses": [{ "expression": "MIT OR Apache-2.0" }],
    }));
    let mut dependencies: Vec<Value> = Vec::new();
    for (id, one) in &graph.crates {
        dependencies.push(json!({ "ref": id, "dependsOn": one.uses.iter().chain([&standard]).collect::<Vec<_>>() }));
    }
    dependencies.push(json!({ "ref": standard, "dependsOn": [] }));
    Ok(json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": { "component": ours },
        "components": components,
        "dependencies": dependencies,
    }))
}

/// The SHA-256 of a package, from Cargo.lock.
fn checksum<'a>(lock: &'a str, name: &str, version: &str) -> Option<&'a str> {
    let of = |package: &&str| {
        let has = |line: &str| package.lines().any(|one| one == line);
        has(&format!("name = {name:?}")) && has(&format!("version = {version:?}"))
    };
    let package = lock.split("[[package]]").find(of)?;
    package.lines().find_map(|line| line.strip_prefix("checksum = \"")?.strip_suffix('"'))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TREE: &str =
        "0\tapp v0.1.0 (/somewhere)\tMIT\n1\ta v1.0.0\tMIT / Apache-2.0\n2\tb v2.0.1+x\tISC\n1\tb v2.0.1+x\tISC\n";
    const LOCK: &str = "version = 4\n\n[[package]]\nname = \"a\"\nversion = \"1.0.0\"\nchecksum = \"aa\"\n\n\
        [[package]]\nname = \"b\"\nversion = \"2.0.0\"\nchecksum = \"b0\"\n\n\
        [[package]]\nname = \"b\"\nversion = \"2.0.1+x\"\nchecksum = \"b1\"\n";

    #[test]
    fn every_crate_appears_once_with_its_dependencies() {
        let graph = Graph::of(TREE).unwrap();
        assert_eq!(graph.count(), 3);
        let bom = bom(&graph, LOCK, "1.0.0").unwrap();
        assert_eq!(bom["metadata"]["component"]["bom-ref"], "app@0.1.0");
        let of = |at: usize, name: &str| bom["components"][at][name].clone();
        assert_eq!((of(0, "bom-ref"), of(0, "purl")), (json!("a@1.0.0"), json!("pkg:cargo/a@1.0.0")));
        assert_eq!(of(0, "licenses"), json!([{ "expression": "MIT OR Apache-2.0" }]));
        assert_eq!(of(1, "purl"), "pkg:cargo/b@2.0.1%2Bx");
        assert_eq!(of(1, "hashes"), json!([{ "alg": "SHA-256", "content": "b1" }]));
        assert_eq!(bom["components"].as_array().map(Vec::len), Some(3), "the third is the standard library");
        let uses: Vec<_> = (0..4)
            .map(|at| (bom["dependencies"][at]["ref"].clone(), bom["dependencies"][at]["dependsOn"].clone()))
            .collect();
        let std = "rust-std@1.0.0";
        assert_eq!(
            uses,
            [
                (json!("a@1.0.0"), json!(["b@2.0.1+x", std])),
                (json!("app@0.1.0"), json!(["a@1.0.0", "b@2.0.1+x", std])),
                (json!("b@2.0.1+x"), json!([std])),
                (json!(std), json!([])),
            ]
        );
        assert!(!bom.to_string().contains("somewhere"), "no path of this machine");
    }

    #[test]
    fn unknown_input_is_refused() {
        for tree in ["", "a v1.0.0", "0\ta\tMIT", "1\ta v1.0.0\tMIT", "0\ta v1.0.0\tMIT\n0\tb v1.0.0\tMIT"] {
            assert!(Graph::of(tree).is_err(), "{tree:?}");
        }
        assert!(bom(&Graph::of(TREE).unwrap(), "", "1.0.0").is_err(), "no sums");
    }
}
