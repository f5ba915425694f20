//! What is pressed is large enough: 24 pixels either way, 44 for an answer.

use anyhow::{Result, ensure};
use e2e::Browser;
use serde_json::json;

/// Controls that are too small, with their sizes. What is pressed of a box with a label is the label. A link in a sentence
/// is as high as its line.
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

/// That no control is too small.
///
/// # Errors
/// With those that are.
pub async fn are_large_enough(browser: &Browser) -> Result<()> {
    let small = browser.script(SMALL, vec![]).await?;
    ensure!(small == json!([]), "too small: {small:#}");
    Ok(())
}
