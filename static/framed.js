// Inside the frame: sends the host page the height of the document, and the position of a link's target. Accepts only a
// nonce, a color scheme, a language, and how much of the frame is above the visible area.

import './one.js';
import { inside } from './leave.js';

const STEP = 16;
let height = 0;
// The nonce that static/frame.js has sent. It survives a reload, and no other page can read it.
let nonce = history.state?.nonce;
if (nonce) inside({ nonce });

const round = (length) => Math.ceil(length / STEP) * STEP;

// To any origin: the messages contain no answers.
const send = (type, what) => parent.postMessage({ type: `intimacy-explorer:${type}`, v: 1, nonce, ...what }, '*');

new ResizeObserver(() => {
  const now = round(document.documentElement.getBoundingClientRect().height);
  if (now === height) return;
  height = now;
  send('height', { height });
}).observe(document.documentElement);

// The frame does not scroll, so the page around it must. This is done only for headings and links, because the position
// of the focus inside a question would reveal an answer. The page does not scroll before the reader has pressed
// something.
const led = (element) => {
  if (nonce && navigator.userActivation?.hasBeenActive !== false) send('to', { top: Math.floor(element.getBoundingClientRect().top / STEP) * STEP });
};

const { focus } = HTMLElement.prototype;
HTMLElement.prototype.focus = function (options) {
  focus.call(this, options);
  if (/^H[1-6]$/.test(this.localName.toUpperCase()) || this.matches('[data-focus]')) led(this);
};

const target = () => document.getElementById(decodeURIComponent(location.hash.slice(1)));
// The link that was followed from each fragment, so that Back returns to it.
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
    // Without it, the height is not updated after a reload.
  }
  send('height', { height });
});
