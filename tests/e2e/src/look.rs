//! What is asked of a page: small scripts that look inside open shadow roots, at what is visible only.

/// Elements for the selector `arguments[0]`, in the order in which they are drawn.
pub const ALL: &str = concat!(walk!(), "return seen(document, e => e.matches(arguments[0]), []);");

/// The control whose text is `arguments[0]`.
pub const CONTROL: &str = concat!(
    walk!(),
    "const controls = 'button, a[href], summary, label, input, select, textarea, [role=button], [role=radio], [role=tab]';
    const spoken = e => {
        if (!e.querySelector('[aria-hidden=true]')) return e.innerText;
        const copy = e.cloneNode(true);
        for (const silent of copy.querySelectorAll('[aria-hidden=true]')) silent.remove();
        return copy.textContent;
    };
    const named = e => [e.getAttribute('aria-label'), spoken(e), e.value]
        .some(t => typeof t === 'string' && t.replace(/\\s+/g, ' ').trim() === arguments[0]);
    return seen(document, e => e.matches(controls), []).find(named) ?? null;"
);

/// What has the focus.
pub const FOCUSED: &str = "
    let e = document.activeElement;
    while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;
    if (!e) return '';
    const text = e.getAttribute('aria-label') ?? e.innerText ?? '';
    return (e.localName + ' ' + text.replace(/\\s+/g, ' ').trim()).trim();";

/// The text that is drawn.
pub const TEXT: &str = "
    const host = [...document.querySelectorAll('*')].find(e => e.shadowRoot && e.constructor.isIntimacyExplorer);
    if (!host || host.shadowRoot.querySelector('slot:not([name])')) return document.body.innerText;
    const slotted = [...host.children].filter(e => e.slot && e.checkVisibility());
    return [...host.shadowRoot.children, ...slotted].map(e => e.innerText ?? '').join('\\n');";

/// `seen(root, wanted, list)`: the wanted elements below a root as they are drawn, shadow roots in place of what they
/// hide, and what a slot lets through, or shows for want of that, in the slot's place. The browser is asked last, and of
/// these alone, which of them can be seen.
macro_rules! walk {
    () => {
        "const seen = (root, wanted, list) => {
            for (const e of root.children) {
                if (wanted(e) && e.checkVisibility({ visibilityProperty: true })) list.push(e);
                seen(e.localName === 'slot' ? { children: e.assignedElements({ flatten: true }) } : e.shadowRoot ?? e, wanted, list);
            }
            return list;
        };"
    };
}
use walk;
