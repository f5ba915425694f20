// After a crash: the app's code can no longer run, so this is what is left, in plain JavaScript.

import { save } from './files.js';

/** What the browser keeps under keys that begin so, as it is; nothing where it keeps nothing or may not. */
function kept(prefix) {
  const records = {};
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) records[key.slice(prefix.length)] = localStorage[key];
  } catch {
    // A browser that denies its storage keeps nothing.
  }
  return records;
}

/** What the browser keeps under keys that begin so, as a file: also what can no longer be read. */
export function raw(prefix) {
  return JSON.stringify({ 'intimacy-explorer': 'rescue', records: kept(prefix) }, null, 1);
}

// Where the app's own stack begins: what used it up to the end has left no room to ask anything.
let stack;
let beginning;

/** Asks the crashed app, which still has its memory; there may be no answer any more. */
function asked(question) {
  try {
    stack.value = beginning;
    return question();
  } catch {
    return undefined;
  }
}

/** Shows the rescue screen in the place of the app. */
export function rescue(host, app, prefix, vault) {
  const root = host.shadowRoot;
  // Another element's crash, or one without a press, takes the focus from nothing else on the page.
  const here = host.matches(':focus-within');
  const screen = host.querySelector('[data-rescue]') ?? root.querySelector('[data-rescue]');
  for (const frame of root.querySelectorAll('[data-app]')) frame.remove();
  if (!screen) return;
  // What lies in the storage may be another window's, or of another time: only the app knows its own answers.
  const file = asked(() => app.file());
  const stored = vault ? kept(prefix) : {};
  // What is sealed is of no use in a file.
  const text = file || ('lock' in stored || !Object.keys(stored).length ? '' : raw(prefix));
  const tell = (lost) => {
    screen.querySelector('[data-kept]').hidden = lost;
    screen.querySelector('[data-lost]').hidden = !lost || !file;
  };
  // It may have crashed on the way to know that they are erased, or while the last of them was being sealed.
  tell(!stored.run || !asked(() => app.kept()));
  const button = screen.querySelector('[data-save]');
  button.hidden = !text;
  button.onclick = () => {
    const saved = save(text);
    screen.querySelector('[data-saved]').hidden = !saved;
    screen.querySelector('[data-not-saved]').hidden = saved;
  };
  vault?.hear((why) => {
    if (why) tell(why);
    // What is locked is not given away.
    if (vault.state === 'locked') button.hidden = !(button.onclick = null);
  });
  screen.querySelector('[data-reload]').onclick = () => location.reload();
  screen.hidden = false;
  if (here) screen.querySelector('[tabindex]').focus();
}

/**
 * Comes true when the app's code can no longer run: it said so itself, or the browser stopped it.
 *
 * @param {(call: Function) => void} whenCrashed has the app call at once, and again when it panics
 * @param {{__stack_pointer: WebAssembly.Global}} wasm what the app's module exports
 */
export function crash(whenCrashed, wasm) {
  stack = wasm.__stack_pointer;
  beginning = stack.value;
  return new Promise((resolve) => {
    let ours;
    whenCrashed(() => {
      if (ours !== undefined) return resolve();
      // How the app's code is called in a list of calls: by its address, or by a number made of it.
      const [call = ''] = /[^\n(@]*[:.]wasm-function/.exec(new Error().stack) ?? [];
      ours = call.replace(/^ *at /, '');
    });
    // No memory, or no stack, is no panic: the browser ends the code in the middle, by an error that nobody catches.
    // Other code on a page may end so too.
    const hear = (problem) => ours && problem?.stack?.includes?.(ours) && resolve();
    addEventListener('error', ({ error }) => hear(error));
    addEventListener('unhandledrejection', ({ reason }) => hear(reason));
  });
}
