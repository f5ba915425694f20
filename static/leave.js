// The "Leave" link: keeps it visible and in front while the explorer is on the screen. Leaves when the link is pressed,
// or when Shift is tapped three times.

import { attempt, cover, exit, free, go, holds, outwards, uncover, view } from './exit.js';

const GAP = 8;
// If less than this of the explorer is visible, in px, nothing in it can be read.
const LOWEST = 24;
// Each of the three taps of Shift takes at most TAP ms, and all three together take at most TAPS ms. A screen reader
// consumes the H of Shift+H, so the page sees Shift alone. Nobody presses Shift+H that briefly, three times in half a
// second.
const TAP = 200;
const TAPS = 550;
// How long leaving by key can be cancelled, in ms.
const PAUSE = 1000;
// Set with !important, so that styles of the page cannot change them. In the top layer no ancestor clips, moves or
// covers the link.
const FIXED =
  'position:fixed;inset:auto;width:max-content;height:auto;max-width:none;max-height:none;min-width:0;min-height:0;' +
  'margin:0;padding:0;border:0;float:none;opacity:1;visibility:visible;transform:none;filter:none;clip-path:none;' +
  'transition:none;animation:none;overflow:visible;pointer-events:auto;contain:none;' +
  'background:var(--ie-surface,Canvas);border-radius:var(--ie-radius,8px);display:var(--ie-leave-display,block);';
const LINK =
  'display:inline-flex;align-items:center;box-sizing:border-box;min-width:44px;min-height:44px;margin:0;position:static;' +
  'opacity:1;visibility:visible;transform:none;pointer-events:auto;';

const hosts = new Map();
const layered = !!HTMLElement.prototype.showPopover;
const inFrame = top !== window;

// In a frame: what static/frame.js has sent; see `inside`.
let told = { top: 0 };

/** In a frame: sets `top` (how much of the frame is above the visible area, in px) or `nonce` (see static/frame.js). */
export function inside(what) {
  told = { ...told, ...what };
  ask();
}

const link = (box) => box?.querySelector('a');

/** Leaves the page. `one` is the entry of the element whose link or key was used. */
function leave(one) {
  const { stays, set } = attempt(() => link(one.find()).dataset) ?? {};
  const to = exit(attempt(() => link(one.find()).getAttribute('href')));
  cover();
  attempt(() => one.host.dispatchEvent(new Event('intimacy-explorer:closed', { bubbles: true, composed: true })));
  attempt(() => hosts.forEach(({ host }) => host.style.setProperty('display', 'none', 'important')));
  go(to, stays, () => outwards(to, { nonce: told.nonce, words: stays, set: set === '' }, told.nonce));
}

// The position of the link

let asked;
let later;
let idle;

/**
 * Schedules a new position for the next animation frame. Changes inside a shadow root send no event, so callers ask.
 */
export function ask() {
  // Until the link has its place, a press on it must not be left to the browser: in a frame it would not ask the page.
  for (const one of hosts.values()) {
    const element = attempt(one.find);
    if (element) listen(one, element);
  }
  asked ??= requestAnimationFrame(look);
}

function look() {
  asked = undefined;
  // A new observation reports, after layout, which part of the element is visible.
  for (const { host, seen } of hosts.values()) {
    seen.unobserve(host);
    seen.observe(host);
  }
}

// For frequent changes: at most five times a second.
function soon() {
  later ??= setTimeout(() => {
    later = undefined;
    ask();
  }, 200);
}

const set = ({ style }, properties) => {
  for (const property of properties.split(';')) {
    const [name, value] = property.split(/:(.*)/);
    if (name) style.setProperty(name, value, 'important');
  }
};

function hide(one) {
  const box = one.box;
  one.box = undefined;
  if (!box || !layered) return;
  set(box.element, 'display:none');
  attempt(() => box.element.hidePopover());
}

function show(one, element) {
  element.popover = 'manual';
  set(element, FIXED);
  set(link(element), LINK);
  element.showPopover();
  one.box = { element };
}

// Moves the link to the front of the top layer, above a dialog or popover that was opened after it.
function front({ box: { element } }) {
  const focused = element.getRootNode().activeElement;
  element.hidePopover();
  element.showPopover();
  if (holds(element, focused)) focused.focus({ preventScroll: true });
}

function place(one, entry) {
  const { boundingClientRect: whole, intersectionRect: part } = entry;
  const { host, box, width = 90, height = 44 } = one;
  const seen = view();
  const area = {
    left: Math.max(part.left, seen.left),
    right: Math.min(part.right, seen.right),
    top: Math.max(part.top, seen.top, told.top),
    bottom: Math.min(part.bottom, seen.bottom),
  };
  const element = one.find();
  if (!element || area.bottom - area.top < Math.min(LOWEST, whole.height || 1) || area.right - area.left < LOWEST) return hide(one);
  const end = getComputedStyle(host).direction === 'rtl' ? area.left + GAP : area.right - GAP - width;
  const left = Math.max(seen.left, Math.min(end, seen.right - width));
  const first = area.top + GAP;

  const ours = (hit) => hit === host || element.contains(hit);
  const over = (x, y) => {
    if (y >= area.bottom) return undefined;
    const hits = document.elementsFromPoint(x, y);
    // For an element in a shadow root, elementsFromPoint returns the host.
    if (box?.width && covers(box, x, y) && ours(hits[0])) hits.shift();
    return hits[0] && !holds(host, hits[0]) && !holds(hits[0], host) ? hits[0] : undefined;
  };
  const below = free(over, { left, right: left + width, top: first, bottom: seen.bottom, height });
  // Everything in the window is covered.
  if (below >= area.bottom) return hide(one);
  const top = Math.max(seen.top, Math.min(below ?? first, seen.bottom - height - GAP));

  listen(one, element);
  if (!layered) one.box = { element };
  else if (box?.element !== element || !element.matches(':popover-open')) show(one, element);
  const { offsetWidth, offsetHeight } = layered ? element : link(element);
  if (offsetWidth !== one.width || offsetHeight !== one.height) {
    Object.assign(one, { width: offsetWidth, height: offsetHeight });
    return place(one, entry);
  }

  // What covers the explorer's upper edge also covers the target of a scroll. A header that hides on scrolling down
  // returns, so the largest value counts.
  const covered = Math.min(part.top > whole.top + 1 && below > first ? below - area.top : 0, innerHeight / 3);
  if (covered > (one.covered ?? 0)) host.style.setProperty('--ie-covered', `${(one.covered = covered)}px`);

  // Without a top layer the style sheet positions the link with `position: sticky`.
  if (!layered) return element.style.setProperty('--ie-above', `${area.top > whole.top ? top - GAP : 0}px`);
  if (one.box.top !== top) element.style.setProperty('top', `${top}px`, 'important');
  if (one.box.left !== left) element.style.setProperty('left', `${left}px`, 'important');
  Object.assign(one.box, { left, top, width, height });

  const middle = [left + width / 2, top + height / 2];
  const behind = !element.contains(element.getRootNode().elementFromPoint(...middle)) && document.elementFromPoint(...middle);
  // A modal dialog makes the link inert, so hit testing misses it even in front. One attempt for each such element.
  if (behind && behind !== one.behind) front(one);
  one.behind = behind;

  // A page may move an element over the link without any event.
  clearTimeout(idle);
  idle = setTimeout(ask, 1000);
}

const covers = ({ left, top, width, height }, x, y) => x >= left && x <= left + width && y >= top && y <= top + height;

// Pressing the link

const plain = ({ button = 0, ctrlKey, metaKey, shiftKey, altKey }) => !button && !ctrlKey && !metaKey && !shiftKey && !altKey;

// Finds the link by its position in the window: a page may stop the events of the link, and a modal dialog makes it
// inert.
const under = ({ clientX, clientY }) => [...hosts.values()].find(({ box }) => box?.width && covers(box, clientX, clientY));

let pressed;
let waiting;

function pointer(event) {
  if (waiting) return stop(event);
  const one = under(event);
  if (event.type === 'pointerdown') {
    taps = [];
    pressed = one;
  } else if (one && plain(event) && (event.type === 'click' ? event.detail : one === pressed)) {
    stop(event);
    leave(one);
  }
}

const known = new WeakSet();

function listen(one, element) {
  if (known.has(element)) return;
  known.add(element);
  element.addEventListener('click', (event) => {
    if (!plain(event) || !link(element)?.contains(event.target)) return;
    stop(event);
    leave(one);
  });
}

// Leaving by key

let down;
let taps = [];

function keydown(event) {
  const { key, repeat, timeStamp, ctrlKey, metaKey, altKey } = event;
  if (waiting) {
    stop(event);
    if (key === 'Escape') back();
    return;
  }
  if (repeat) return;
  down = key === 'Shift' && plain({ ctrlKey, metaKey, altKey }) ? timeStamp : undefined;
  if (key !== 'Shift' || down === undefined) taps = [];
  if (key !== 'Enter' || !plain(event)) return;
  const one = [...hosts.values()].find(({ find }) => {
    const element = find();
    return element && holds(element, element.getRootNode().activeElement);
  });
  if (one) leave(one);
}

function keyup(event) {
  const { key, timeStamp } = event;
  if (waiting) return stop(event);
  if (key !== 'Shift' || down === undefined) return;
  taps = timeStamp - down > TAP ? [] : [...taps, down].filter((tap) => timeStamp - tap <= TAPS);
  down = undefined;
  if (taps.length < 3) return;
  taps = [];
  const one = [...hosts.values()].find(({ keys, find }) => keys() && find());
  if (one) goesByKey(one);
}

// Covers the page at once and leaves after PAUSE, so that a mistake can be cancelled. The focus does not move.
function goesByKey(one) {
  const { title } = document;
  const words = link(one.find());
  cover(words.dataset.going);
  attempt(() => (document.title = '\u200b'));
  waiting = { title, timer: setTimeout(() => leave(one), PAUSE) };
}

function back() {
  clearTimeout(waiting.timer);
  uncover();
  const { title } = waiting;
  waiting = undefined;
  attempt(() => (document.title = title));
}

// A press on the cover would move the focus.
function hold(event) {
  if (waiting) stop(event);
}

function stop(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
  if (waiting && event.type === 'click') back();
}

// Listeners, shared by all elements

const LOOKS = ['scroll', 'resize', 'toggle', 'fullscreenchange', 'transitionend', 'load'];
const HEARD = [['keydown', keydown], ['keyup', keyup], ['pointerdown', pointer], ['pointerup', pointer], ['mousedown', hold], ['click', pointer]];
const changes = new MutationObserver((records) => {
  if (records.some(({ target }) => !hosts.has(target) && ![...hosts.values()].some(({ box }) => box?.element.contains(target)))) soon();
});

/**
 * Starts to keep the link of this element visible whenever the element is, and to leave on three taps of Shift.
 *
 * @param {Element} host the element
 * @param {() => Element | null | undefined} find returns the container of the link
 * @param {() => boolean} keys whether leaving by key is on
 */
export function watch(host, find, keys) {
  const one = { host, find, keys };
  one.seen = new IntersectionObserver((entries) => attempt(() => place(one, entries.at(-1))), { root: inFrame ? document : null });
  one.size = new ResizeObserver(ask);
  one.size.observe(host);
  if (!hosts.size) {
    for (const what of LOOKS) addEventListener(what, ask, { capture: true, passive: true });
    for (const what of ['scroll', 'resize']) window.visualViewport?.addEventListener(what, ask);
    for (const [what, call] of HEARD) addEventListener(what, call, true);
    changes.observe(document, { subtree: true, childList: true, attributeFilter: ['class', 'style', 'open', 'hidden'] });
  }
  hosts.set(host, one);
  ask();
}

/** Ends `watch` for an element that was removed. */
export function unwatch(host) {
  const one = hosts.get(host);
  hosts.delete(host);
  one?.seen.disconnect();
  one?.size.disconnect();
  if (hosts.size) return;
  for (const what of LOOKS) removeEventListener(what, ask, { capture: true });
  for (const what of ['scroll', 'resize']) window.visualViewport?.removeEventListener(what, ask);
  for (const [what, call] of HEARD) removeEventListener(what, call, true);
  changes.disconnect();
}

const STOP = ':is(a, button, input, summary, [tabindex="0"]):focus-visible';

/** Scrolls a control that has got keyboard focus out from under the link, and fully into the window. */
export function unobscure(host, target) {
  requestAnimationFrame(() => {
    const box = hosts.get(host)?.box;
    if (!target.matches(STOP) || box?.element.contains(target)) return;
    const { left, right, top, bottom } = target.getBoundingClientRect();
    const under = box?.width && left < box.left + box.width && right > box.left && top < box.top + box.height && bottom > box.top;
    const block = bottom - top > innerHeight / 2 ? 'start' : 'center';
    if (under || top < 0 || bottom > innerHeight) target.scrollIntoView({ block, behavior: 'instant' });
  });
}

/** Sets the address of the link to the one that the owner has set. `data-set` marks it as such. */
export function leads(box, to) {
  const leave = to && link(box);
  leave?.setAttribute('href', to);
  leave?.toggleAttribute('data-set', true);
}
