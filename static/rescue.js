// After a crash: the app's code can no longer run, so this is what is left, in plain JavaScript.

import { save } from './files.js';
import { vault } from './vault.js';

const PREFIX = 'intimacy-explorer:';

const prefixOf = (name = 'default') => `${PREFIX}${/^[a-z0-9-]{1,32}$/.test(name) ? name : 'default'}:`;

/** What the browser keeps under this element's name, as it is; nothing where it keeps nothing or may not. */
function kept(name) {
  const prefix = prefixOf(name);
  const records = {};
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) records[key.slice(prefix.length)] = localStorage[key];
  } catch {
    // A browser that denies its storage keeps nothing.
  }
  return records;
}

/** What the browser keeps under this name, as a file: also what can no longer be read. */
export function raw(name) {
  return JSON.stringify({ 'intimacy-explorer': 'rescue', records: kept(name) }, null, 1);
}

/** The answers that were for this visit only: the crashed app still has them in its memory. */
function remembered(app) {
  try {
    return app.file();
  } catch {
    return '';
  }
}

/** Shows the rescue screen in the place of the app. */
export function rescue(host, app, name) {
  const root = host.shadowRoot;
  const screen = host.querySelector('[data-rescue]') ?? root.querySelector('[data-rescue]');
  for (const frame of root.querySelectorAll('[data-app]')) frame.hidden = true;
  if (!screen) return;
  const stored = kept(name);
  // What is sealed is of no use in a file; the app still has it, if it was open.
  const sealed = 'lock' in stored;
  const some = sealed ? vault(prefixOf(name)).state === 'open' && 'run' in stored : Object.keys(stored).length > 0;
  const text = some && !sealed ? raw(name) : remembered(app);
  screen.querySelector('[data-kept]').hidden = !some;
  screen.querySelector('[data-lost]').hidden = some || !text;
  const button = screen.querySelector('[data-save]');
  button.hidden = !text;
  button.addEventListener('click', () => save(text));
  screen.querySelector('[data-reload]').addEventListener('click', () => location.reload());
  screen.hidden = false;
  screen.querySelector('[tabindex]').focus();
}

/**
 * Comes true when the app's code can no longer run: it said so itself, or the browser stopped it.
 *
 * @param {(call: Function) => void} whenCrashed asks the app to call when it panics
 */
export function crash(whenCrashed) {
  return new Promise((resolve) => {
    whenCrashed(resolve);
    // No memory, or no stack, is no panic: the browser ends the code in the middle. Other code on a page may end so too,
    // and is told apart by where it is from.
    addEventListener('error', ({ error }) => {
      if (error instanceof WebAssembly.RuntimeError && /intimacy-explorer/.test(error.stack)) resolve();
    });
  });
}
