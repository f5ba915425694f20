// Leaving at once. What is on the screen is covered and taken away first; then another page takes this one's place, so
// that Back does not lead to a question.

const WITHIN = 5000;
const hosts = new Set();
let presses = [];
let alone = false;
let left = false;

const link = (host) => (host.querySelector('[data-leave]') ?? host.shadowRoot?.querySelector('[data-leave]'));

/** Leaves for where this element's link leads. */
export function leave(host) {
  const to = link(host)?.href;
  if (!to) return;
  left = true;
  const cover = document.createElement('div');
  cover.setAttribute('data-intimacy-explorer-cover', '');
  cover.style.cssText = 'position:fixed;inset:0;z-index:2147483647;background:Canvas;opacity:1';
  document.documentElement.append(cover);
  for (const one of hosts) one.style.setProperty('display', 'none', 'important');
  document.title = '\u200b';
  try {
    // Whoever is in a frame wants the whole page gone.
    if (top !== window) top.location.replace(to);
  } catch {
    parent.postMessage({ type: 'intimacy-explorer:leave', v: 1 }, '*');
  }
  location.replace(to);
}

// A page that the browser kept and shows again begins anew.
addEventListener('pageshow', ({ persisted }) => {
  if (left && persisted) location.reload();
});

function announce(host) {
  const status = (link(host)?.nextElementSibling);
  if (status) status.textContent = presses.length === 1 ? status.dataset.once : status.dataset.twice;
}

// Shift counts where it was pressed and let go by itself: nobody leaves by writing a capital letter.
function down({ key, repeat }) {
  if (repeat) return;
  alone = key === 'Shift';
  if (!alone) presses = [];
}

function up({ key, timeStamp }) {
  if (key !== 'Shift' || !alone) return;
  presses = [...presses.filter((press) => timeStamp - press < WITHIN), timeStamp];
  const [host] = hosts;
  if (presses.length < 3) announce(host);
  else leave(host);
}

/** From now on Shift, three times, leaves the page; for as long as one element asks for it. */
export function watch(host) {
  if (!hosts.size) {
    addEventListener('keydown', down, true);
    addEventListener('keyup', up, true);
  }
  hosts.add(host);
}

/** The element is gone. */
export function unwatch(host) {
  hosts.delete(host);
  if (hosts.size) return;
  removeEventListener('keydown', down, true);
  removeEventListener('keyup', up, true);
}
