// How a page is left. The element's script and the host page's script for frames share this, so that each rule stands
// once: which address may be opened, how the page is covered, how it goes, and what covers a place in the window.
//
// The page around may have replaced any built-in function, so whatever can throw is tried, and nothing that can throw
// stands before the navigation.

const USUAL = 'https://www.weather.gov';
// The one rule for addresses: in ASCII, with a host that the address parser cannot read as a number.
const SAFE = /^https:\/\/([a-z0-9_-]+\.)*[a-z][a-z0-9_-]*(:\d{1,5})?([/?#][!-[\]-~]*)?$/i;
const COVER =
  'position:fixed;inset:0;width:auto;height:auto;max-width:none;max-height:none;margin:0;border:0;padding:1.5em;' +
  'box-sizing:border-box;z-index:2147483647;background:Canvas;color:CanvasText;opacity:1;visibility:visible;display:block;' +
  'transform:none;filter:none;clip-path:none;transition:none;animation:none;pointer-events:auto;' +
  'font:18px/1.5 system-ui,sans-serif;text-align:center;text-shadow:none;overflow:auto;cursor:default;';
// How long a page may take to open before the cover says that it has not.
const SLOW = 5000;
// A form of a page may be named like a function of the document, and would stand in its place.
const { createElement, open } = Document.prototype;
const around = window.parent;
let box;

/** What a call returns, or nothing where it throws. */
export function attempt(call) {
  try {
    return call();
  } catch {
    return undefined;
  }
}

/** The first of these two that "Leave" may open, or else the usual page. */
export function exit(one, other) {
  if (address(one)) return one;
  return address(other) ? other : USUAL;
}

/** Whether "Leave" may open this. */
export function address(text) {
  return attempt(() => text.length <= 500 && SAFE.test(text) && new URL(text).protocol === 'https:') ?? false;
}

const make = (name) => createElement.call(document, name);

function put() {
  document.documentElement.append(box);
  // Above whatever else is in the top layer.
  box.popover = 'manual';
  box.showPopover();
}

/** Covers the page, and says something on the cover. */
export function cover(words = '') {
  attempt(() => {
    box ??= make('div');
    box.setAttribute('data-intimacy-explorer-cover', '');
    box.setAttribute('role', 'alert');
    box.style.cssText = COVER.replaceAll(';', '!important;');
    put();
  });
  attempt(() => (box.textContent = words));
}

/** Takes the cover away. */
export function uncover() {
  attempt(() => box.remove());
}

/** Opens another page in the place of this one, which is covered and emptied; `stays` is said where that does not come. */
export function go(to, stays, ask) {
  cover();
  attempt(() => (document.title = '\u200b'));
  if (top !== window) ask?.();
  // Takes away all that is on the page, and with it every listener that would ask before it goes.
  attempt(() => {
    open.call(document);
    const root = make('html');
    root.append(make('head'));
    document.append(root);
    put();
    document.title = '\u200b';
  });
  attempt(() => setTimeout(() => attempt(() => (box.textContent = stays)), SLOW));
  // A page that the browser kept and shows again begins anew.
  attempt(() => addEventListener('pageshow', ({ persisted }) => persisted && location.reload()));
  // A frame stays covered: the page that is opened may refuse to be shown in one.
  if (top === window) location.replace(to);
}

/** In a frame, asks the page around to leave, and tries to leave in its place. */
export function outwards(to, message, answers) {
  attempt(() => around.postMessage({ type: 'intimacy-explorer:leave', v: 1, to, ...message }, '*'));
  const direct = () => attempt(() => top.location.replace(to));
  // A page around that has our script asks nothing before it goes; without the script it may.
  if (answers) attempt(() => setTimeout(direct, 800));
  else direct();
}

/** The part of the window that is seen, also where a finger has enlarged it. */
export function view() {
  const { offsetLeft: left = 0, offsetTop: top = 0, width = innerWidth, height = innerHeight } = window.visualViewport ?? {};
  return { left, top, right: left + width, bottom: top + height };
}

/** Whether `outer` is this element or around it, through shadow roots. */
export function holds(outer, inner) {
  for (let one = inner; one; one = one.parentNode ?? one.host) if (one === outer) return true;
  return false;
}

/**
 * From where on, between `top` and `bottom`, nothing else lies over a strip of an element; nothing if there is no such
 * place.
 *
 * @param {(x: number, y: number) => Element | undefined} over what lies over the element at a point
 */
export function free(over, { left, right, top, bottom, height }) {
  for (let turn = 0, y = top; turn < 24 && y + height <= bottom; turn++) {
    const points = [[left + 1, y + 1], [right - 1, y + 1], [(left + right) / 2, y + height / 2], [left + 1, y + height - 1], [right - 1, y + height - 1]];
    let lies;
    if (!points.some(([x, y]) => (lies = over(x, y)))) return y;
    y = Math.max(Math.ceil(lies.getBoundingClientRect().bottom) + 8, y + 8);
  }
  return undefined;
}
