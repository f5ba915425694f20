// Everything in one script, for sites that take no more than that: no request, no type of file that a server must know.

import { opened, printed, save } from './files.js';
import { define } from './element.js';
import { hush } from './hush.js';
import init, { mount, when_crashed } from './intimacy-explorer.js';
import { owner } from './owner.js';
import { crash, raw, rescue } from './rescue.js';
import { vault } from './vault.js';

// Filled in by `cargo xtask dist`: each part gzipped, in base64.
const parts = ['{intimacy-explorer_bg.wasm}', '{en.pack}', '{widget.css}'];

const unpack = async (text) => {
  const packed = new Blob([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))]);
  const stream = packed.stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
};

define(async () => {
  const [code, pack, css] = await Promise.all(parts.map(unpack));
  const wasm = await init({ module_or_path: code });
  return { mount, opened, printed, save, raw, vault, hush, owner, rescue, crashed: crash(when_crashed, wasm), pack, css: new TextDecoder().decode(css) };
});
