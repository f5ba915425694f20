// For the host page. It sets the height of every <iframe data-intimacy-explorer> to that of its content. It sends the
// frame the color scheme and the language of the page, and how much of the frame is above the visible area. It scrolls
// the target of a link in the frame into the window, and it leaves the page. The script may stand before or after the
// frame, and may run twice.
//
// It accepts a message only from the window and the origin of such a frame. The first page that answers gets a nonce.
// From then on, only messages with this nonce are accepted, so another page that the frame opens later cannot send any.

import { attempt, cover, exit, free, go, holds, outwards, view } from './exit.js';

const LOWEST = 160;
const HIGHEST = 40000;
const KEY = 'intimacy-explorer:frame';
// The size that the "Leave" link in the frame needs, with its margins, in px.
const STRIP = 64;
const WIDTH = 110;

const known = new WeakMap();
const frames = () => document.querySelectorAll('iframe[data-intimacy-explorer]');

// The state of a frame: `src`, `nonce`, and what was sent. A frame that is moved or gets another address starts again.
function of({ contentWindow, src }) {
  let one = known.get(contentWindow);
  if (one?.src !== src) known.set(contentWindow, (one = { src, nonce: crypto.getRandomValues(new Uint32Array(4)).join('-') }));
  return one;
}

const origin = (frame) => {
  if (frame.hasAttribute('sandbox') && !frame.sandbox.contains('allow-same-origin')) return 'null';
  return frame.srcdoc ? location.origin : new URL(frame.src, location).origin;
};

const send = (frame, type, what) =>
  frame.contentWindow?.postMessage({ type: `intimacy-explorer:${type}`, v: 1, ...what }, '*');

// If the page supports both schemes, it follows the system, and so does the frame.
const scheme = (frame) => {
  const said = getComputedStyle(frame).colorScheme;
  return said.includes('dark') ? (said.includes('light') ? undefined : 'dark') : 'light';
};

// Sends what has changed, or everything if `anew`.
function tell(frame, anew) {
  const one = of(frame);
  const look = { scheme: scheme(frame), lang: document.documentElement.lang };
  if (anew || look.scheme !== one.look?.scheme || look.lang !== one.look?.lang) {
    send(frame, 'look', one.bound ? look : { ...look, nonce: one.nonce });
    one.look = look;
  }
  const top = hidden(frame, one);
  if (anew || top !== one.top) send(frame, 'seen', { top: (one.top = top) });
}

// How much of a frame is above the window, or under an element that covers the upper edge of the window, in px. The
// frame is as high as its content and does not scroll, so `position: sticky` has no effect in it. It needs this value
// instead.
function hidden(frame, one) {
  const { top, bottom, left, right } = frame.getBoundingClientRect();
  const seen = view();
  if (bottom < seen.top || top > seen.bottom) return 0;
  const start = Math.max(top, seen.top);
  const end = Math.min(right, seen.right);
  const over = (x, y) => {
    const hit = document.elementFromPoint(x, y);
    return hit && hit !== frame && !holds(hit, frame) ? hit : undefined;
  };
  const place = free(over, { left: Math.max(left, end - WIDTH), right: end, top: start, bottom: Math.min(bottom, seen.bottom), height: STRIP });
  if (top < seen.top) one.covered = Math.max(one.covered ?? 0, (place ?? start) - start);
  return Math.round(Math.max((place ?? start) - top, 0));
}

let asked;
const look = () => {
  asked = undefined;
  for (const frame of frames()) if (of(frame).told) attempt(() => tell(frame));
};
const ask = () => (asked ??= requestAnimationFrame(look));

function greet(frame) {
  if (!frame.contentWindow) return;
  // Reading a style before the page has loaded would cause a second layout.
  if (document.readyState !== 'complete') return addEventListener('load', () => greet(frame), { once: true });
  of(frame).told = true;
  attempt(() => tell(frame, true));
}

// The scroll container of a frame: an element of the page, or the window.
function scroller(frame) {
  for (let box = frame.parentElement; box && box !== document.body; box = box.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(box).overflowY) && box.scrollHeight > box.clientHeight) return box;
  }
  return window;
}

// Scrolls a point of a frame into the window, below what covers its upper edge, unless the point is visible already.
// What covers the edge is known only when the frame reaches it, so the second turn corrects the first.
function show(frame, down) {
  const one = of(frame);
  const at = () => frame.getBoundingClientRect().top + down;
  for (let turn = 0; turn < 2; turn++) {
    hidden(frame, one);
    const { covered = 0 } = one;
    const seen = view();
    if (at() > seen.top + covered && at() < seen.bottom - STRIP) return;
    scroller(frame).scrollBy({ top: at() - seen.top - covered - 16, behavior: 'instant' });
  }
}

function hear({ source, origin: from, data }) {
  if (data?.v !== 1) return;
  for (const frame of frames()) {
    if (frame.contentWindow !== source || attempt(() => origin(frame)) !== from) continue;
    const one = of(frame);
    const first = !one.bound && data.nonce === one.nonce;
    one.bound ||= first;
    if (one.bound && data.nonce !== one.nonce) continue;
    if (data.type === 'intimacy-explorer:leave') {
      // The address that is set inside the frame, or else on the <iframe>, or else that of the reader's country.
      const to = exit(data.set && data.to, frame.dataset.exitPage, data.to);
      const words = typeof data.words === 'string' ? data.words.slice(0, 300) : '';
      cover();
      go(to, words, () => outwards(to, { words }));
    } else if (data.type === 'intimacy-explorer:height' && Number.isFinite(data.height)) {
      frame.style.height = `${Math.min(Math.max(data.height, LOWEST), HIGHEST)}px`;
      if (!one.bound || first) greet(frame);
      else ask();
    } else if (data.type === 'intimacy-explorer:to' && one.bound && Number.isFinite(data.top)) show(frame, data.top);
  }
}

if (!window[KEY]) {
  window[KEY] = true;
  addEventListener('message', hear);
  for (const what of ['scroll', 'resize', 'transitionend', 'toggle']) addEventListener(what, ask, { capture: true, passive: true });
  // The `load` event of a frame does not bubble, but a capturing listener gets it.
  addEventListener('load', ({ target }) => (target.matches?.('iframe[data-intimacy-explorer]') ? greet(target) : ask()), true);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', ask);
  new MutationObserver(ask).observe(document, { subtree: true, childList: true, attributeFilter: ['class', 'style', 'lang', 'open', 'hidden', 'data-theme'] });
  for (const frame of frames()) greet(frame);
}
