// Inside the frame: tells the host page how high this is, and takes from it nothing but a colour scheme, a language, and
// how much of the frame is above the window, so that "Leave" stays in sight.

import './one.js';

const STEP = 16;
let told = 0;

new ResizeObserver(() => {
  const height = Math.ceil(document.documentElement.getBoundingClientRect().height / STEP) * STEP;
  if (height === told) return;
  told = height;
  // To whoever embeds this: a height is no secret.
  parent.postMessage({ type: 'intimacy-explorer:height', v: 1, height }, '*');
}).observe(document.documentElement);

addEventListener('message', ({ source, data }) => {
  if (source !== parent || data?.v !== 1) return;
  if (data.type === 'intimacy-explorer:seen' && Number.isFinite(data.top)) {
    document.querySelector('.ie-leave').style.setProperty('--ie-above', `${Math.max(data.top, 0)}px`);
  }
  if (data.type !== 'intimacy-explorer:look') return;
  if (data.scheme === 'light' || data.scheme === 'dark') document.body.style.colorScheme = data.scheme;
  if (typeof data.lang === 'string' && /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(data.lang)) {
    document.querySelector('intimacy-explorer').lang = data.lang;
  }
});
