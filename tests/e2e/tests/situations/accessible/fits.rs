//! Checks that nothing is cut off, covered, or wider than the window.

use anyhow::{Result, ensure};
use e2e::Browser;
use serde_json::json;

/// Finds what does not fit: elements beyond the edges of the window, text beyond its own box, and elements under the
/// leave link. A table that scrolls itself may be wider.
const BEYOND: &str = "
    // The leave link follows the page with a delay of some frames.
    const link = document.querySelector('[data-leave]');
    scrollTo(0, 0);
    let last;
    for (let frames = 0, still = 0; frames < 120 && still < 3; frames += 1) {
        await new Promise(requestAnimationFrame);
        const { left, top, right } = link.getBoundingClientRect();
        // A browser may scroll once more after the window has changed its size.
        if (scrollX || scrollY) scrollTo(0, 0);
        const now = `${left} ${top} ${scrollX} ${scrollY}`;
        still = now === last && left >= 0 && right <= document.documentElement.clientWidth ? still + 1 : 0;
        last = now;
    }
    const seen = (root, list) => {
        for (const e of root.children) {
            if (e.checkVisibility({ visibilityProperty: true })) list.push(e);
            else if (getComputedStyle(e).display === 'none') continue;
            seen(e.localName === 'slot' ? { children: e.assignedElements() } : e.shadowRoot ?? e, list);
        }
        return list;
    };
    const page = document.documentElement;
    const edge = page.clientWidth;
    const faults = page.scrollWidth > edge ? [`the page is ${page.scrollWidth} wide`] : [];
    const tell = (what, e) => faults.push(`${what}: ${e.outerHTML.slice(0, 140)}`);
    const around = e => /^(inline|contents)$/.test(getComputedStyle(e).display) ? around(e.parentElement) : e;
    const texts = [];
    for (const e of seen(document.body, [])) {
        if (e.closest('.ie-scroll, .ie-hidden, .ie-stack thead')) continue;
        const box = e.getBoundingClientRect();
        if (box.right > edge + 0.5 || box.left < -0.5) tell('beyond the edge', e);
        const style = getComputedStyle(e);
        if (style.overflowX !== 'visible' && !e.matches('svg, input, progress') && e.scrollWidth > e.clientWidth + 1) tell('cut', e);
        for (const node of e.childNodes) {
            if (node.nodeType !== 3 || !node.data.trim()) continue;
            const range = document.createRange();
            range.selectNodeContents(node);
            const rects = [...range.getClientRects()];
            texts.push([e, rects]);
            if (e.closest('svg')) continue;
            const own = around(e).getBoundingClientRect();
            if (rects.some(r => r.left < own.left - 1 || r.right > own.right + 1 || r.bottom > own.bottom + 6)) tell('beyond its box', e);
        }
    }
    const leave = link.getBoundingClientRect();
    const under = (r) => r.left < leave.right && r.right > leave.left && r.top < leave.bottom && r.bottom > leave.top;
    for (const [e] of texts) {
        const range = document.createRange();
        range.selectNodeContents(e);
        if (!e.matches('[data-leave]') && e.childElementCount === 0 && [...range.getClientRects()].some(under)) tell('under the link that leaves', e);
    }
    return faults;";

/// Asserts that everything fits into the window, and that no text is cut off.
///
/// # Errors
/// Lists what does not fit.
pub async fn nothing_is_cut(browser: &Browser) -> Result<()> {
    let found = browser.script(&format!("return (async () => {{ {BEYOND} }})()"), vec![]).await?;
    ensure!(found == json!([]), "it does not fit: {found:#}");
    Ok(())
}

/// Asserts that no word of the app is broken over two lines, apart from addresses.
///
/// # Errors
/// Lists the broken words.
pub async fn no_word_is_broken(browser: &Browser) -> Result<()> {
    let broken = "
        const app = document.querySelector('intimacy-explorer').shadowRoot.querySelector('[data-app]');
        const texts = document.createTreeWalker(app, NodeFilter.SHOW_TEXT);
        const found = new Set();
        while (texts.nextNode()) {
            const { data, parentElement } = texts.currentNode;
            if (parentElement.closest('.ie-hidden, thead') || !parentElement.checkVisibility()) continue;
            if (getComputedStyle(parentElement).overflowWrap === 'anywhere') continue;
            for (const { 0: word, index } of data.matchAll(/[\\p{L}’]+/gu)) {
                const range = document.createRange();
                range.setStart(texts.currentNode, index);
                range.setEnd(texts.currentNode, index + word.length);
                const [first, ...others] = range.getClientRects();
                if (others.some((other) => other.top > first.top + first.height / 2)) found.add(`${word} in ${parentElement.outerHTML.slice(0, 140)}`);
            }
        }
        return [...found];";
    let found = browser.script(broken, vec![]).await?;
    ensure!(found == json!([]), "broken words: {found:#}");
    Ok(())
}
