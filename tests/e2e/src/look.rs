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

/// The functions `rootOf`, `seen`, `hit`, `up` and `isPartOf`, to begin a longer script with.
pub const FUNCTIONS: &str = concat!(walk!(), hit!());

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

/// Scrolls the element `arguments[0]` into view, if it is not, and returns the middle of its visible part. If another
/// element covers that point, returns the markup of this other element, and in a frame null. The commands of the drivers
/// do the same in many more steps.
pub const POINT_AT: &str = concat!(
    root_of!(),
    hit!(),
    "const target = arguments[0];
    const middle = () => {
        const { left, right, top, bottom } = target.getClientRects()[0] ?? target.getBoundingClientRect();
        const [l, r, t, b] = [Math.max(0, left), Math.min(innerWidth, right), Math.max(0, top), Math.min(innerHeight, bottom)];
        return l < r && t < b ? [Math.floor((l + r) / 2), Math.floor((t + b) / 2)] : null;
    };
    // The drivers disagree on where a point in a frame is.
    if (self !== top) return null;
    let at = middle();
    if (!at) {
        target.scrollIntoView({ behavior: 'instant', block: 'end', inline: 'nearest' });
        at = middle();
    }
    const found = at && hit(...at);
    return isPartOf(found, target) ? at : (found ?? document.documentElement).outerHTML.slice(0, 200);"
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

/// `hit(x, y)`: the innermost element that a press at a point of the window hits, or null. `up(element)`: its parent in
/// the flat tree. `isPartOf(element, whole)`: whether it is `whole` or inside it. To be used after [`root_of`].
macro_rules! hit {
    () => {
        "const hit = (x, y) => {
            let e = document.elementFromPoint(x, y);
            for (let root = e && rootOf(e); root; root = rootOf(e)) {
                const inner = root.elementFromPoint(x, y);
                if (!inner || inner === e) break;
                e = inner;
            }
            return e;
        };
        const up = e => e.assignedSlot ?? e.parentElement ?? e.getRootNode().host ?? null;
        const isPartOf = (e, whole) => {
            for (let at = e; at; at = up(at)) if (at === whole) return true;
            return false;
        };
        "
    };
}
use {hit, root_of, walk};
