// On the host page: makes every <iframe data-intimacy-explorer> as high as what is in it, tells it whether the page
// around it is light or dark, its language and from where on it is in sight, brings into the window what a link in it
// leads to, and leaves. It may come before or after the frame, and twice.
//
// It believes a message only if it comes from the window of such a frame and from the place that frame was loaded from.
// The page that answers first is given a number, and from then on only messages with it count: a page that the frame
// goes on to does not know it.

import { attempt, cover, exit, free, go, holds, outwards, view } from './exit.js';

const LOWEST = 160;
const HIGHEST = 40000;
const KEY = 'intimacy-explorer:frame';
// As high as the link in the frame, with what is around it.
const STRIP = 64;
const WIDTH = 110;

const known = new WeakMap();
const frames = () => document.querySelectorAll('iframe[data-intimacy-explorer]');

// What is known of the page in a frame. A frame that is moved, or given another address, begins anew.
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

// A page that says both is as the reader's system is, and so is what is in the frame.
const scheme = (frame) => {
  const said = getComputedStyle(frame).colorScheme;
  return said.includes('dark') ? (said.includes('light') ? undefined : 'dark') : 'light';
};

// Only what has changed, or all of it to a page that has just come.
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

// How much of a frame is above the window, or under what covers the window's upper edge there. The frame does not scroll
// by itself, so without this nothing in it could stay in sight.
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
  // To ask for a style before the page is there would make the browser lay it out twice.
  if (document.readyState !== 'complete') return addEventListener('load', () => greet(frame), { once: true });
  of(frame).told = true;
  attempt(() => tell(frame, true));
}

// What scrolls a frame: the window, or a box of the page.
function scroller(frame) {
  for (let box = frame.parentElement; box && box !== document.body; box = box.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(box).overflowY) && box.scrollHeight > box.clientHeight) return box;
  }
  return window;
}

// Brings a place in a frame into the window, below what covers its edge, if it is not there.
function show(frame, down) {
  const at = () => frame.getBoundingClientRect().top + down;
  const { covered = 0 } = of(frame);
  const seen = view();
  if (at() > seen.top + covered && at() < seen.bottom - STRIP) return;
  scroller(frame).scrollBy({ top: at() - seen.top - covered - 16, behavior: 'instant' });
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
      // What is set in the frame, or else on it.
      const to = exit(data.to === exit() ? undefined : data.to, frame.dataset.exitPage);
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
  // A frame's own loading does not bubble, but it can be heard on the way down.
  addEventListener('load', ({ target }) => (target.matches?.('iframe[data-intimacy-explorer]') ? greet(target) : ask()), true);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', ask);
  new MutationObserver(ask).observe(document, { subtree: true, childList: true, attributeFilter: ['class', 'style', 'lang', 'open', 'hidden', 'data-theme'] });
  for (const frame of frames()) greet(frame);
}
