// The standalone page: where the parts of the app lie beside it.

import { define } from './element.js';

const get = async (path) => {
  const response = await fetch(new URL(path, import.meta.url));
  if (!response.ok) throw new Error(`${path}: HTTP ${response.status}`);
  return response;
};

define(async () => {
  const [glue, pack, css] = await Promise.all([
    import('./intimacy-explorer.js'),
    get('./en.pack').then((response) => response.arrayBuffer()),
    get('./widget.css').then((response) => response.text()),
    import('./intimacy-explorer.js').then((glue) => glue.default({ module_or_path: get('./intimacy-explorer_bg.wasm') })),
  ]);
  return {
    mount: glue.mount,
    pack: new Uint8Array(pack),
    css: { text: css, url: new URL('./widget.css', import.meta.url).href },
  };
});
