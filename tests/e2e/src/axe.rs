//! Accessibility checks with axe-core (tests/e2e/vendor).

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::Browser;

const AXE: &str = include_str!("../vendor/axe-core/axe.min.js");

/// Asserts that axe finds no violation on the page as it is now, including open shadow roots.
///
/// # Errors
/// Lists the violated rules and the elements.
pub async fn finds_nothing(browser: &Browser) -> Result<()> {
    run(browser, json!({})).await
}

/// The rules about colours. In the dark theme only their results can differ.
const COLOURS: [&str; 2] = ["color-contrast", "link-in-text-block"];

/// Asserts that all text now on the page has enough contrast, and that links differ from the text around them.
///
/// # Errors
/// Lists the violations.
pub async fn finds_contrast(browser: &Browser) -> Result<()> {
    run(browser, json!({ "runOnly": COLOURS })).await
}

/// Asserts that axe finds no violation in forced colours. The colour rules are off, because axe reads the colours of
/// the page, and not the forced ones that a person sees.
///
/// # Errors
/// Lists the violated rules and the elements.
pub async fn finds_nothing_but_colours(browser: &Browser) -> Result<()> {
    let off = COLOURS.map(|rule| (rule.to_owned(), json!({ "enabled": false })));
    run(browser, json!({ "rules": Value::Object(off.into_iter().collect()) })).await
}

async fn run(browser: &Browser, options: Value) -> Result<()> {
    // The content security policy of the page does not apply to scripts of the driver.
    if browser.script("return typeof window.axe === 'undefined'", vec![]).await? == true {
        browser.script(AXE, vec![]).await.context("axe does not load")?;
    }
    let run = "
        const options = { resultTypes: ['violations'], ...arguments[0] };
        const done = arguments[arguments.length - 1];
        axe.run(document, options).then(
            found => done(found.violations.map(v =>
                `${v.id} (${v.impact}): ${v.help}` + v.nodes.map(n => `\\n    ${n.target.flat().join(' >> ')}: ${n.html.slice(0, 200)}\\n      ${n.failureSummary}`).join(''))),
            error => done([`axe itself: ${error}`]));";
    let found = browser.web().execute_async(run, vec![options]).await.context("axe does not run")?;
    let found: Vec<String> = found.convert().context("axe answered something else")?;
    if !found.is_empty() {
        bail!("axe finds {} barriers:\n{}", found.len(), found.join("\n"));
    }
    Ok(())
}
