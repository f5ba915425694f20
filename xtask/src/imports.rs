//! What the wasm can ask the browser for: held to a list, so that nothing that sends comes in with a crate.

use std::fs;

use anyhow::{Context, Result, ensure};

use crate::{project, wasm};

/// The imports that are allowed; every other one has to be looked at and added by hand.
const LIST: &str = "tests/wasm-imports.txt";

/// Holds the built page's wasm to the list, both ways.
pub fn check() -> Result<()> {
    let list = fs::read_to_string(project::root().join(LIST)).with_context(|| format!("cannot read {LIST}"))?;
    let allowed: Vec<_> = list.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    let bytes = fs::read(project::parts().join("intimacy-explorer_bg.wasm")).context("the page is not built")?;
    let imports = wasm::imports(&bytes)?;
    let unknown = differing(&imports, &allowed);
    ensure!(unknown.is_empty(), "the wasm asks for what is not in {LIST}: {}", unknown.join(", "));
    let gone: Vec<_> = allowed.iter().filter(|name| !imports.iter().any(|import| import == *name)).copied().collect();
    ensure!(gone.is_empty(), "{LIST} allows what the wasm no longer asks for: {}", gone.join(", "));
    println!("the wasm asks the browser for {} things, and all are on the list", imports.len());
    Ok(())
}

fn differing<'a>(imports: &'a [String], allowed: &[&str]) -> Vec<&'a str> {
    imports.iter().map(String::as_str).filter(|import| !allowed.contains(import)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_on_the_list_is_found() {
        let imports = ["fetch", "getItem"].map(str::to_owned);
        assert_eq!(differing(&imports, &["getItem"]), ["fetch"]);
    }
}
