// Fetches the parts of the app from the folder of this file.

import { opened, printed, save } from './files.js';
import { containEvents } from './contain-events.js';
import init, { mount, when_crashed } from './intimacy-explorer.js';
import { applySettings } from './apply-settings.js';
import { crash, raw, rescue } from './rescue.js';
import { vault } from './vault.js';
import { applied } from './language-pack.js';
import { secondPart } from './second-part.js';

const get = async (path) => {
  const response = await fetch(new URL(path, import.meta.url));
  if (!response.ok) throw new Error(`${path}: HTTP ${response.status}`);
  return response;
};

const bytes = async (path) => new Uint8Array(await (await get(path)).arrayBuffer());

// en.delta needs the unchanged text of the article and the language file of the first part. If the article was edited or
// translated, the whole file is fetched.
const words = async (text, first) => (text && applied(await bytes('./en.delta'), text, first)) ?? bytes('./en.pack');

/** Loads the parts of the app for static/element.js. */
export async function load() {
  // Read before the app starts, because it moves the help lines of the reader's country to the front.
  const text = document.querySelector('.ie-article')?.textContent;
  const [pack, css, wasm] = await Promise.all([
    bytes('./en-first.pack'),
    get('./widget.css').then((response) => response.text()),
    init({ module_or_path: get('./intimacy-explorer_bg.wasm') }),
  ]);
  const second = secondPart(wasm, () => bytes('./intimacy-explorer_second.wasm'), () => words(text, pack));
  return { mount, second, opened, printed, save, raw, vault, containEvents, applySettings, rescue, crashed: crash(when_crashed, wasm), pack, css };
}
