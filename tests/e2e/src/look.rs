//! Scripts that query a page. They see into shadow roots, and return only visible content.

/// Records each shadow root when it is attached, so that a test can also see into a closed one. For
/// [`crate::Server::before_each_page`].
pub const ROOTS: &str = "
    const { attachShadow } = Element.prototype;
    const roots = (window.testRoots = new WeakMap());
    Element.prototype.attachShadow = function (init) {
        const root = attachShadow.call(this, init);
        roots.set(this, root);
        return root;
    };";

/// The functions of [`root_of`] and [`walk`], to begin a longer script with.
pub const WALK: &str = walk!();

/// The visible elements for the selector `arguments[0]`, in the order of the flat tree.
pub const ALL: &str = concat!(walk!(), "return seen(document, e => e.matches(arguments[0]), []);");

/// The first visible control whose text is `arguments[0]`.
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

/// The tag and the text of the focused element.
pub const FOCUSED: &str = concat!(
    root_of!(),
    "let e = document.activeElement;
    while (e && rootOf(e)?.activeElement) e = rootOf(e).activeElement;
    if (!e) return '';
    const text = e.getAttribute('aria-label') ?? e.innerText ?? '';
    return (e.localName + ' ' + text.replace(/\\s+/g, ' ').trim()).trim();"
);

/// The visible text. While the app is shown, only the text of the app.
pub const TEXT: &str = concat!(
    root_of!(),
    "const host = [...document.querySelectorAll('*')].find(e => rootOf(e) && e.constructor.isIntimacyExplorer);
    if (!host || rootOf(host).querySelector('slot:not([name])')) return document.body.innerText;
    const slotted = [...host.children].filter(e => e.slot && e.checkVisibility());
    return [...rootOf(host).children, ...slotted].map(e => e.innerText ?? '').join('\\n');"
);

/// `seen(root, wanted, list)`: the visible elements below a root that satisfy `wanted`, in the order of the flat tree.
/// A shadow root replaces the children of its host, and a slot is replaced by its assigned nodes or its fallback
/// content. Visibility is checked last and only for wanted elements, because it is slow.
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

/// `rootOf(element)`: the shadow root of an element, if it has one. All tests enter shadow roots through this function.
macro_rules! root_of {
    () => {
        "const rootOf = e => e.shadowRoot ?? window.testRoots?.get(e);\n"
    };
}
use {root_of, walk};
