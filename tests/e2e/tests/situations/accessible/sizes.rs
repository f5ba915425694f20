//! Checks the size of controls: at least 24 px in both directions, and 44 px for an answer.

use anyhow::{Result, ensure};
use e2e::Browser;
use serde_json::json;

/// Finds controls that are too small, with their sizes. For a checkbox or radio button with a label, the label counts.
/// Links within a sentence are exempt, because they are as high as their line.
const SMALL: &str = "
    const text = e => (e.getAttribute('aria-label') ?? e.innerText ?? '').replace(/\\s+/g, ' ').trim();
    const inSentence = e => e.matches('a') && text(e.parentElement) !== text(e)
        && getComputedStyle(e).display === 'inline' && e.parentElement.matches('p, dd');
    const target = e => e.matches('input') ? e.closest('label') ?? e : e;
    const root = document.querySelector('intimacy-explorer').shadowRoot;
    const inside = root.querySelector('[data-app]:not([hidden])') ?? document;
    const all = [...inside.querySelectorAll('button, a[href], summary, input'), document.querySelector('[data-leave]')];
    return all.filter(e => e.checkVisibility({ visibilityProperty: true }) && !inSentence(e)).flatMap(e => {
        const { width, height } = target(e).getBoundingClientRect();
        const least = e.matches('[type=radio], [type=checkbox]') ? 44 : 24;
        return Math.min(width, height) < least - 0.01 ? [`${e.localName} ${text(target(e))}: ${width} × ${height}`] : [];
    });";

/// Asserts that no control is too small.
///
/// # Errors
/// Lists the controls that are too small.
pub async fn are_large_enough(browser: &Browser) -> Result<()> {
    let small = browser.script(SMALL, vec![]).await?;
    ensure!(small == json!([]), "too small: {small:#}");
    Ok(())
}
