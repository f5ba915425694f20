// The script for a host page. It defines the element, which fetches its parts when it needs them.
//
// It does not read its own URL, so that it also runs as a classic script. A dynamic import resolves against the
// script.

import { define, explorer } from './element.js';
import { labels } from './labels.js';

const part = (name, files) => import(files ? new URL(name, new URL(files.replace(/\/?$/, '/'), document.baseURI)).href : name);

define(explorer({
  labels,
  mode: 'closed',
  load: async (files) => (await part('./app.js', files)).load(),
  css: async (files) => (await part('./sheet.js', files)).css(),
  own: async (files) => (await part('./own-content.js', files)).ownContent,
}));
