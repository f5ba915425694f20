// After a crash: the app's code can no longer run, so this is what is left, in plain JavaScript.

import { save } from './files.js';

/** What the browser keeps under keys that begin so, as it is; nothing where it keeps nothing or may not. */
function stored(prefix) {
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
  return JSON.stringify({ 'intimacy-explorer': 'rescue', records: stored(prefix) }, null, 1);
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

/**
 * Shows the rescue screen in the place of the app. It is built here, because it must not stand in any page before.
 *
 * @param {Element} inside where the app was
 * @param {object} app the crashed app
 * @param {string} prefix what all its keys in the storage begin with
 * @param {object} [vault] see static/vault.js
 * @param {string} words what `Mounted::rescue` gave while the app ran, a line each
 * @param {boolean} focus whether the person was just here
 */
export function rescue(inside, app, prefix, vault, words, focus) {
  const [level, lang, dir, title, ifKept, lost, reload, saveLabel, saved, notSaved] = words.split('\n');
  for (const frame of inside.querySelectorAll('[data-app]')) frame.remove();
  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  // What lies in the storage may be another window's, or of another time: only the app knows its own answers.
  const file = asked(() => app.file());
  const records = vault ? stored(prefix) : {};
  // What is encrypted is of no use in a file.
  const text = file || ('lock' in records || !Object.keys(records).length ? '' : raw(prefix));
  const heading = make(`h${level}`, { className: 'ie-heading', tabIndex: -1, textContent: title });
  const said = make('p');
  const tell = (isLost) => {
    const what = isLost ? (file ? 'lost' : '') : 'kept';
    said.dataset.said = what;
    said.textContent = { lost, kept: ifKept }[what] ?? '';
  };
  // It may have crashed on the way to know that they are erased, or while the last of them was being encrypted.
  tell(!Object.keys(records).some((key) => /^([0-9a-f]{8}\/)?run$/.test(key)) || !asked(() => app.saved_on_device()));
  const button = (className, label, onclick) => make('button', { type: 'button', className, textContent: label, onclick });
  const again = button('ie-button', reload, () => location.reload());
  const status = make('div', { role: 'status' });
  const download = button('ie-button ie-second', saveLabel, () => {
    status.replaceChildren(make('p', { textContent: save(text) ? saved : notSaved }));
  });
  download.dataset.save = '';
  const actions = make('div', { className: 'ie-actions' }, again, ...(text ? [download] : []));
  vault?.hear((why) => {
    if (why) tell(why);
    // What is locked is not given away.
    if (vault.state === 'locked') download.remove();
  });
  const screen = make('section', { className: 'ie ie-rescue', lang, dir }, make('div', { className: 'ie-card' }, heading, said, actions, status));
  screen.dataset.rescue = '';
  inside.append(screen);
  if (focus) heading.focus();
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
