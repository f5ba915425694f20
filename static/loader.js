// The script for a host page: defines the element, which fetches its parts when they are needed.
//
// It asks nowhere for its own address, so that it also runs as a classic script: an import finds what lies beside it.

import { define } from './element.js';
import { labels } from './labels.js';

const part = (name, files) => import(files ? new URL(name, new URL(files.replace(/\/?$/, '/'), document.baseURI)).href : name);

define({
  labels,
  mode: 'closed',
  load: async (files) => (await part('./app.js', files)).load(),
  css: async (files) => (await part('./sheet.js', files)).css(),
});
