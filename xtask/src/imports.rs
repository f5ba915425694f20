//! Checks the imports of the wasm against a list, so that no crate can add a browser function that sends data.

use std::fs;

use anyhow::{Context, Result, ensure};

use crate::{project, split, wasm};

/// The allowed imports. Any other import must be reviewed, and then added by hand.
const LIST: &str = "tests/wasm-imports.txt";

/// Fails if the wasm of the built page imports a function that is not on the list, or the list has an unused entry.
pub fn check() -> Result<()> {
    let list = fs::read_to_string(project::root().join(LIST)).with_context(|| format!("cannot read {LIST}"))?;
    let allowed: Vec<_> = list.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    let read = |name: &str| fs::read(project::parts().join(name)).context("the page is not built");
    let imports = wasm::imports(&read("intimacy-explorer_bg.wasm")?)?;
    // The second part gets everything from the first one.
    let second = wasm::imports(&read(split::SECOND)?)?;
    let from_first = ["__indirect_function_table", "__stack_pointer", "memory"];
    ensure!(second == from_first, "the second part imports {}", second.join(", "));
    let unknown = differing(&imports, &allowed);
    ensure!(unknown.is_empty(), "the wasm has imports that are not in {LIST}: {}", unknown.join(", "));
    let gone: Vec<_> = allowed.iter().filter(|name| !imports.iter().any(|import| import == *name)).copied().collect();
    ensure!(gone.is_empty(), "{LIST} has entries that the wasm does not import: {}", gone.join(", "));
    println!("the wasm has {} imports, and all are on the list", imports.len());
    Ok(())
}

fn differing<'a>(imports: &'a [String], allowed: &[&str]) -> Vec<&'a str> {
    imports.iter().map(String::as_str).filter(|import| !allowed.contains(import)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_an_import_that_is_not_on_the_list() {
        let imports = ["fetch", "getItem"].map(str::to_owned);
        assert_eq!(differing(&imports, &["getItem"]), ["fetch"]);
    }
}
