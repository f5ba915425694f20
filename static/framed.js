// Inside the frame: tells the host page how high this is and where a place is that the reader is led to, and takes from
// it nothing but a colour scheme, a language, and how much of the frame is not in sight.

import './one.js';
import { inside } from './leave.js';

const STEP = 16;
let height = 0;
// What the host page's script knows this page by. It outlives a reload, and no other page can read it.
let nonce = history.state?.nonce;
if (nonce) inside({ nonce });

const round = (length) => Math.ceil(length / STEP) * STEP;

// To whoever embeds this: a height is no secret.
const send = (type, what) => parent.postMessage({ type: `intimacy-explorer:${type}`, v: 1, nonce, ...what }, '*');

new ResizeObserver(() => {
  const now = round(document.documentElement.getBoundingClientRect().height);
  if (now === height) return;
  height = now;
  send('height', { height });
}).observe(document.documentElement);

// Where the frame does not scroll by itself, the page around does. Only for headings and links: where the reader's own
// focus is in a question would tell an answer. Nothing moves before the reader has pressed something.
const led = (element) => {
  if (nonce && navigator.userActivation?.hasBeenActive !== false) send('to', { top: Math.floor(element.getBoundingClientRect().top / STEP) * STEP });
};

const { focus } = HTMLElement.prototype;
HTMLElement.prototype.focus = function (options) {
  focus.call(this, options);
  if (/^H[1-6]$/.test(this.localName.toUpperCase()) || this.matches('[data-focus]')) led(this);
};

const target = () => document.getElementById(decodeURIComponent(location.hash.slice(1)));
// Which link led away from an address: Back leads to it.
const from = new Map();
document.addEventListener('click', ({ target: { closest }, target: pressed }) => {
  const link = closest?.call(pressed, 'a[href^="#"]');
  if (!link) return;
  from.set(location.hash, link);
  setTimeout(() => link.hash === location.hash && target() && led(target()));
});
addEventListener('hashchange', () => {
  const to = target() ?? from.get(location.hash);
  if (to) led(to);
});

addEventListener('message', ({ source, data }) => {
  if (source !== parent || data?.v !== 1) return;
  if (data.type === 'intimacy-explorer:seen' && Number.isFinite(data.top)) inside({ top: Math.max(data.top, 0) });
  if (data.type !== 'intimacy-explorer:look') return;
  document.body.style.colorScheme = data.scheme === 'light' || data.scheme === 'dark' ? data.scheme : '';
  if (typeof data.lang === 'string' && /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(data.lang)) {
    document.querySelector('intimacy-explorer').lang = data.lang;
  }
  if (typeof data.nonce !== 'string') return;
  nonce = data.nonce;
  inside({ nonce });
  try {
    history.replaceState({ nonce }, '');
  } catch {
    // Then the frame keeps its height after a reload.
  }
  send('height', { height });
});
