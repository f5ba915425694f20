//! What is asked of a page: small scripts that look inside shadow roots, at what is visible only.

/// Remembers each shadow root as it is attached, so that a test sees into a closed one too: for
/// [`crate::Server::before_each_page`].
pub const ROOTS: &str = "
    const { attachShadow } = Element.prototype;
    const roots = (window.testRoots = new WeakMap());
    Element.prototype.attachShadow = function (init) {
        const root = attachShadow.call(this, init);
        roots.set(this, root);
        return root;
    };";

/// The functions [`root_of`] and [`walk`], for a longer script.
pub const WALK: &str = walk!();

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
pub const FOCUSED: &str = concat!(
    root_of!(),
    "let e = document.activeElement;
    while (e && rootOf(e)?.activeElement) e = rootOf(e).activeElement;
    if (!e) return '';
    const text = e.getAttribute('aria-label') ?? e.innerText ?? '';
    return (e.localName + ' ' + text.replace(/\\s+/g, ' ').trim()).trim();"
);

/// The text that is drawn.
pub const TEXT: &str = concat!(
    root_of!(),
    "const host = [...document.querySelectorAll('*')].find(e => rootOf(e) && e.constructor.isIntimacyExplorer);
    if (!host || rootOf(host).querySelector('slot:not([name])')) return document.body.innerText;
    const slotted = [...host.children].filter(e => e.slot && e.checkVisibility());
    return [...rootOf(host).children, ...slotted].map(e => e.innerText ?? '').join('\\n');"
);

/// `seen(root, wanted, list)`: the wanted elements below a root as they are drawn, shadow roots in place of what they
/// hide, and what a slot lets through, or shows for want of that, in the slot's place. The browser is asked last, and of
/// these alone, which of them can be seen.
macro_rules! walk {
    () => {
        concat!(
            root_of!(),
            "const seen = (root, wanted, list) => {
            for (const e of root.children) {
                if (wanted(e) && e.checkVisibility({ visibilityProperty: true })) list.push(e);
                seen(e.localName === 'slot' ? { children: e.assignedElements({ flatten: true }) } : rootOf(e) ?? e, wanted, list);
            }
            return list;
        };"
        )
    };
}

/// `rootOf(element)`: its shadow root, if it has one. The only place where a test gets into one.
macro_rules! root_of {
    () => {
        "const rootOf = e => e.shadowRoot ?? window.testRoots?.get(e);\n"
    };
}
use {root_of, walk};
