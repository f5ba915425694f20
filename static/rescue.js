// The screen after a crash, in plain JavaScript, because the code of the app can no longer run.

import { save } from './files.js';

/** The stored records whose keys begin with `prefix`, unchanged. Empty if the browser denies access to its storage. */
function stored(prefix) {
  const records = {};
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) records[key.slice(prefix.length)] = localStorage[key];
  } catch {
    // Without access to the storage there are no records.
  }
  return records;
}

/** The same records as a rescue file; see docs/file-format.md. It includes records that cannot be read. */
export function raw(prefix) {
  return JSON.stringify({ 'intimacy-explorer': 'rescue', records: stored(prefix) }, null, 1);
}

// The stack pointer of the app and its initial value. After a stack overflow it must be reset before another call.
let stack;
let beginning;

/** Calls the crashed app, which still has its memory. Returns undefined if the call fails. */
function asked(question) {
  try {
    stack.value = beginning;
    return question();
  } catch {
    return undefined;
  }
}

/**
 * Shows the rescue screen in place of the app.
 *
 * @param {Element} inside the element that contained the app
 * @param {object} app the crashed app
 * @param {string} prefix the beginning of all its storage keys
 * @param {object} [vault] see static/vault.js
 * @param {string} words the result of `Mounted::rescue`, taken while the app ran: one text on each line
 * @param {boolean} focus whether the heading gets the focus
 */
export function rescue(inside, app, prefix, vault, words, focus) {
  const [level, lang, dir, title, ifKept, lost, reload, saveLabel, saved, notSaved] = words.split('\n');
  for (const frame of inside.querySelectorAll('[data-app]')) frame.remove();
  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  // Stored records may be from another window or another time. Only the app knows its own answers, so it is asked
  // first.
  const file = asked(() => app.file());
  const records = vault ? stored(prefix) : {};
  // A file of encrypted records would be of no use.
  const text = file || ('lock' in records || !Object.keys(records).length ? '' : raw(prefix));
  const heading = make(`h${level}`, { className: 'ie-heading', tabIndex: -1 }, make('strong', { textContent: title }));
  const said = make('p');
  const tell = (isLost) => {
    const what = isLost ? (file ? 'lost' : '') : 'kept';
    said.dataset.said = what;
    said.textContent = { lost, kept: ifKept }[what] ?? '';
    if (what !== 'lost') return;
    // Loading the page again would end these answers, so saving them comes first.
    download.className = 'ie-button';
    again.className = 'ie-button ie-second';
    actions.prepend(download);
  };
  const button = (className, label, onclick) => make('button', { type: 'button', className, textContent: label, onclick });
  const again = button('ie-button', reload, () => location.reload());
  const status = make('div', { ariaLive: 'polite', ariaAtomic: true });
  const download = button('ie-button ie-second', saveLabel, () => {
    status.replaceChildren(make('p', { textContent: save(text) ? saved : notSaved }));
  });
  download.dataset.save = '';
  const actions = make('div', { className: 'ie-actions' }, again, ...(text ? [download] : []));
  // The app may have crashed just after the answers were erased, or while the last one was being encrypted.
  tell(!Object.keys(records).some((key) => /^([0-9a-f]{8}\/)?run$/.test(key)) || !asked(() => app.saved_on_device()));
  vault?.hear((why) => {
    if (why) tell(why);
    // After the vault has locked, the answers must not be saved to a file.
    if (vault.state === 'locked') download.remove();
  });
  const screen = make('section', { className: 'ie ie-rescue', lang, dir }, make('div', { className: 'ie-card' }, heading, said, actions, status));
  screen.dataset.rescue = '';
  inside.append(screen);
  if (focus) heading.focus();
}

/**
 * Resolves when the code of the app can no longer run, after a panic or after the browser has stopped it.
 *
 * @param {(call: Function) => void} whenCrashed makes the app call the function with `true` from each of its parts, and
 *   with `false` when it panics
 * @param {{__stack_pointer: WebAssembly.Global}} wasm the exports of the app's module
 */
export function crash(whenCrashed, wasm) {
  stack = wasm.__stack_pointer;
  beginning = stack.value;
  return new Promise((resolve) => {
    // The names of the app's code in a stack trace: the URL of each part, or a number derived from it.
    const ours = new Set();
    whenCrashed((runs) => {
      if (!runs) return resolve();
      for (const [call] of new Error().stack.matchAll(/[^\n(@]*[:.]wasm-function/g)) ours.add(call.replace(/^ *at /, ''));
    });
    // Running out of memory or stack is no panic: the browser stops the code with an uncaught error. Other code on the
    // page may fail in the same way, so the stack trace must contain a name of the app's code.
    const hear = (problem) => [...ours].some((name) => problem?.stack?.includes?.(name)) && resolve();
    addEventListener('error', ({ error }) => hear(error));
    addEventListener('unhandledrejection', ({ reason }) => hear(reason));
  });
}
