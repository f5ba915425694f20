//! Barriers that a program can find, found by axe-core (tests/e2e/vendor).

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::Browser;

const AXE: &str = include_str!("../vendor/axe-core/axe.min.js");

/// That axe finds nothing on what is shown now, open shadow roots included.
///
/// # Errors
/// With the rules that are broken, and where.
pub async fn finds_nothing(browser: &Browser) -> Result<()> {
    run(browser, json!({})).await
}

/// The rules that look at colours, which are all that is different in the dark.
const COLOURS: [&str; 2] = ["color-contrast", "link-in-text-block"];

/// That all text on what is shown now stands out from what is behind it, and links from the text around them.
///
/// # Errors
/// With what does not.
pub async fn finds_contrast(browser: &Browser) -> Result<()> {
    run(browser, json!({ "runOnly": COLOURS })).await
}

/// That axe finds nothing on what is shown in forced colours. Of colours it cannot tell then: it reads those that the page
/// wishes, while a person sees their own.
///
/// # Errors
/// With the rules that are broken, and where.
pub async fn finds_nothing_but_colours(browser: &Browser) -> Result<()> {
    let off = COLOURS.map(|rule| (rule.to_owned(), json!({ "enabled": false })));
    run(browser, json!({ "rules": Value::Object(off.into_iter().collect()) })).await
}

async fn run(browser: &Browser, options: Value) -> Result<()> {
    // The driver's scripts are not subject to the page's policy.
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
