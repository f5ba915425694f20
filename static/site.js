// The standalone page. It defines the element, which fetches the app when it needs it.

import { define, explorer } from './element.js';
import { labels } from './labels.js';

define(explorer({
  labels,
  mode: 'open',
  load: async () => (await import('./app.js')).load(),
  own: async () => (await import('./own-content.js')).ownContent,
}));
