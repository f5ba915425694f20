// Leaving the page. The element's script and static/frame.js share these rules: which address may be opened, how the
// page is covered, how it is replaced, and which element covers a point of the window.
//
// The host page may have replaced any built-in function. So every call that can throw is wrapped in `attempt`, and an
// error never prevents the navigation.

const USUAL = 'https://www.weather.gov';
// The one rule for addresses: https, ASCII, and a host that the URL parser cannot read as a number.
const SAFE = /^https:\/\/([a-z0-9_-]+\.)*[a-z][a-z0-9_-]*(:\d{1,5})?([/?#][!-[\]-~]*)?$/i;
const COVER =
  'position:fixed;inset:0;width:auto;height:auto;max-width:none;max-height:none;margin:0;border:0;padding:1.5em;' +
  'box-sizing:border-box;z-index:2147483647;background:Canvas;color:CanvasText;opacity:1;visibility:visible;display:block;' +
  'transform:none;filter:none;clip-path:none;transition:none;animation:none;pointer-events:auto;' +
  'font:18px/1.5 system-ui,sans-serif;text-align:center;text-shadow:none;overflow:auto;cursor:default;';
// How long the other page may take to open, in ms, before the cover says that it did not open.
const SLOW = 5000;
// From the prototype: a form of the page named `open` would shadow `document.open`.
const { createElement, open } = Document.prototype;
const around = window.parent;
let box;

/** Returns the result of a call, or undefined if it throws. */
export function attempt(call) {
  try {
    return call();
  } catch {
    return undefined;
  }
}

/** The first of these addresses that "Leave" may open, or else the default page. */
export function exit(one, other, last) {
  if (address(one)) return one;
  if (address(other)) return other;
  return address(last) ? last : USUAL;
}

/** Whether "Leave" may open this address. */
export function address(text) {
  return attempt(() => text.length <= 500 && SAFE.test(text) && new URL(text).protocol === 'https:') ?? false;
}

const make = (name) => createElement.call(document, name);

function put() {
  document.documentElement.append(box);
  // Above all other elements of the top layer.
  box.popover = 'manual';
  box.showPopover();
}

/** Covers the page and shows a text on the cover. */
export function cover(words = '') {
  attempt(() => {
    box ??= make('div');
    box.setAttribute('data-intimacy-explorer-cover', '');
    // A screen reader would say that an empty alert is blank.
    if (words) box.setAttribute('role', 'alert');
    else box.removeAttribute('role');
    box.style.cssText = COVER.replaceAll(';', '!important;');
    put();
  });
  attempt(() => (box.textContent = words));
}

/** Removes the cover. */
export function uncover() {
  attempt(() => box.remove());
}

/**
 * Replaces this page with another one. First it covers and empties this page.
 *
 * @param {string} to the address
 * @param {string} stays the text on the cover if the other page does not open
 * @param {() => void} [ask] in a frame, called before the navigation
 */
export function go(to, stays, ask) {
  cover();
  attempt(() => (document.title = '\u200b'));
  if (top !== window) ask?.();
  // Removes everything from the page, and with it all `beforeunload` listeners, which could ask before the page goes.
  attempt(() => {
    open.call(document);
    const root = make('html');
    root.append(make('head'));
    document.append(root);
    put();
    document.title = '\u200b';
  });
  attempt(() => setTimeout(() => cover(stays), SLOW));
  // A page that returns from the back/forward cache starts again.
  attempt(() => addEventListener('pageshow', ({ persisted }) => persisted && location.reload()));
  // In a frame this page stays covered: the other page may refuse to be framed.
  if (top === window) location.replace(to);
}

/**
 * In a frame: asks the page around it to leave, and then navigates the top window itself.
 *
 * @param {string} to the address
 * @param {object} message further members of the message
 * @param {boolean} answers whether the page around it has static/frame.js
 */
export function outwards(to, message, answers) {
  attempt(() => around.postMessage({ type: 'intimacy-explorer:leave', v: 1, to, ...message }, '*'));
  const direct = () => attempt(() => top.location.replace(to));
  // With static/frame.js the page around it leaves by itself, without a question. It gets time to do so.
  if (answers) attempt(() => setTimeout(direct, 800));
  else direct();
}

/** The visible part of the window, in px, also under pinch zoom. */
export function view() {
  const { offsetLeft: left = 0, offsetTop: top = 0, width = innerWidth, height = innerHeight } = window.visualViewport ?? {};
  return { left, top, right: left + width, bottom: top + height };
}

/** Whether `outer` is `inner` or an ancestor of it, across shadow roots. */
export function holds(outer, inner) {
  for (let one = inner; one; one = one.parentNode ?? one.host) if (one === outer) return true;
  return false;
}

/**
 * The first y between `top` and `bottom` where nothing covers a strip of `height` px of an element, or undefined.
 *
 * @param {(x: number, y: number) => Element | undefined} over the element that covers a point
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
