// The page, or a script on a host page: defines the element, which fetches the app when it is needed.

import { define } from './element.js';

define(async () => (await import('./app.js')).load());
