// Everything that the app needs, in one script. Loading it sends no request, and needs no further MIME types.

import { opened, printed, save } from './files.js';
import { containEvents } from './contain-events.js';
import init, { mount, when_crashed } from './intimacy-explorer.js';
import { applySettings } from './apply-settings.js';
import { ownContent } from './own-content.js';
import { crash, raw, rescue } from './rescue.js';
import { secondPart } from './second-part.js';
import { vault } from './vault.js';

// Filled in by `cargo xtask dist`: each part in gzip and base64.
const parts = ['{intimacy-explorer_bg.wasm}', '{en-first.pack}', '{widget.css}', '{intimacy-explorer_second.wasm}', '{en.pack}'];

const unpack = async (text) => {
  const packed = new Blob([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))]);
  const stream = packed.stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
};

const text = async (packed) => new TextDecoder().decode(await unpack(packed));

/** Unpacks the parts of the app for static/element.js. */
export async function load() {
  const [code, pack, sheet] = await Promise.all([unpack(parts[0]), unpack(parts[1]), css()]);
  const wasm = await init({ module_or_path: code });
  const second = secondPart(wasm, () => unpack(parts[3]), () => unpack(parts[4]));
  return { mount, second, opened, printed, save, raw, vault, containEvents, applySettings, rescue, crashed: crash(when_crashed, wasm), pack, css: sheet };
}

/** Unpacks the style sheet alone. */
export function css() {
  return text(parts[2]);
}

/** The function that copies the own content of an element. */
export async function own() {
  return ownContent;
}
