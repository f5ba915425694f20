// The element as a class, for the npm package. The app is in a module of its own, which the element imports when it
// needs it.

import { define, explorer } from './element.js';
import { labels } from './labels.js';

const app = () => import('./app.js');
const IntimacyExplorerElement = explorer({
  labels,
  mode: 'closed',
  load: async () => (await app()).load(),
  css: async () => (await app()).css(),
  own: async () => (await app()).own(),
});

function register() {
  define(IntimacyExplorerElement);
}

export { IntimacyExplorerElement, register as define };
