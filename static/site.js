// Boots the standalone page.
import { define } from "./element.js";

define(async (host) => {
  const [glue, pack, css] = await Promise.all([
    import("./intimacy-explorer.js"),
    fetch("./en.pack").then((r) => r.arrayBuffer()),
    fetch("./widget.css").then((r) => r.text()),
  ]);
  await glue.default({ module_or_path: "./intimacy-explorer_bg.wasm" });
  glue.mount(host, new Uint8Array(pack), css);
});
