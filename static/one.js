// Everything in one script, for sites that accept only one file.

import { define, explorer } from './element.js';
import { css, load, own } from './inline.js';
import { labels } from './labels.js';

define(explorer({
  labels,
  // On our own page no other script runs. An open root lets browser extensions translate or enlarge the text.
  mode: document.querySelector('body.ie-page') ? 'open' : 'closed',
  load,
  css,
  own,
}));
