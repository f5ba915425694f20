// Leaving at once. What is on the screen is covered and taken away first; then another page takes this one's place, so
// that Back does not lead to a question.

const WITHIN = 5000;
const hosts = new Set();
// What forgets a press of Shift in time: one for each that still counts.
let presses = [];
let alone = false;
let left = false;

const link = (host) => host.querySelector('[data-leave]') ?? host.shadowRoot?.querySelector('[data-leave]');

/** Leaves for where this element's link leads. */
export function leave(host) {
  const to = link(host)?.href;
  if (!to) return;
  left = true;
  for (const one of hosts) one.style.setProperty('display', 'none', 'important');
  // WebKit lays a fixed box out for where the page had been scrolled to before it became shorter: that comes first.
  // The page around may have put something of its own in the place of this.
  try {
    scrollTo(0, 0);
  } catch {}
  const cover = document.createElement('div');
  cover.setAttribute('data-intimacy-explorer-cover', '');
  cover.style.cssText = 'position:fixed;inset:0;z-index:2147483647;background:Canvas;opacity:1';
  document.documentElement.append(cover);
  document.title = '\u200b';
  if (top !== window) {
    // Whoever is in a frame wants the whole page gone. An engine may refuse that without a word, so the loader on the
    // host page is asked as well.
    try {
      top.location.replace(to);
    } catch {}
    parent.postMessage({ type: 'intimacy-explorer:leave', v: 1 }, '*');
  }
  location.replace(to);
}

// A page that the browser kept and shows again begins anew.
addEventListener('pageshow', ({ persisted }) => {
  if (left && persisted) location.reload();
});

// The first that has its link: one without an article has it only with the app.
const first = () => [...hosts].find(link);

function announce(what) {
  const host = first();
  const status = host && link(host).nextElementSibling;
  if (status) status.textContent = status.dataset[what] ?? '';
}

function forget() {
  alone = false;
  if (!presses.length) return;
  for (const timer of presses) clearTimeout(timer);
  presses = [];
  announce();
}

// Shift counts where it was pressed and let go by itself: nobody leaves by writing a capital letter, by changing the
// keyboard's language or by choosing several things.
function down({ key, repeat, ctrlKey, altKey, metaKey }) {
  if (repeat) return;
  if (key !== 'Shift' || ctrlKey || altKey || metaKey) forget();
  else alone = true;
}

function up({ key }) {
  if (key !== 'Shift' || !alone || !first()) return;
  presses.push(setTimeout(() => {
    presses.shift();
    announce();
  }, WITHIN));
  if (presses.length < 3) announce(presses.length === 1 ? 'once' : 'twice');
  else leave(first());
}

const HEARD = [['keydown', down], ['keyup', up], ['pointerdown', forget]];

/** From now on Shift, three times, leaves the page; for as long as one element asks for it. */
export function watch(host) {
  hosts.add(host);
  for (const [what, call] of HEARD) addEventListener(what, call, true);
}

/** The element is gone. */
export function unwatch(host) {
  hosts.delete(host);
  if (hosts.size) return;
  forget();
  for (const [what, call] of HEARD) removeEventListener(what, call, true);
}
