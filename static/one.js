// Everything in one script, for sites that take no more than that: no request, no type of file that a server must know.

import { opened, printed, save } from './files.js';
import { define } from './element.js';
import { containEvents } from './contain-events.js';
import init, { mount, when_crashed } from './intimacy-explorer.js';
import { labels } from './labels.js';
import { applySettings } from './apply-settings.js';
import { crash, raw, rescue } from './rescue.js';
import { vault } from './vault.js';

// Filled in by `cargo xtask dist`: each part gzipped, in base64.
const parts = ['{intimacy-explorer_bg.wasm}', '{en.pack}', '{widget.css}'];

const unpack = async (text) => {
  const packed = new Blob([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))]);
  const stream = packed.stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
};

const text = async (packed) => new TextDecoder().decode(await unpack(packed));

define({
  labels,
  // On a page of our own no other script runs, and extensions that translate or enlarge find their way in.
  mode: document.querySelector('body.ie-page') ? 'open' : 'closed',
  load: async () => {
    const [code, pack, css] = await Promise.all([unpack(parts[0]), unpack(parts[1]), text(parts[2])]);
    const wasm = await init({ module_or_path: code });
    return { mount, opened, printed, save, raw, vault, containEvents, applySettings, rescue, crashed: crash(when_crashed, wasm), pack, css };
  },
  css: () => text(parts[2]),
});
