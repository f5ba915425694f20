// The service worker of the page: keeps this version's files, all or none, and answers for these files and no others.

// Filled in by `cargo xtask dist`.
const VERSION = '{version}';
const FILES = ['{files}'];

const HERE = new URL('./', location.href);
// Another folder of the same host may hold another copy, which keeps its own.
const OURS = `intimacy-explorer ${HERE.pathname} `;
const NAME = OURS + VERSION;

// The browser's own cache may still have the page of an older version, which names files that are no longer there.
const fresh = (file) => new Request(file, { cache: 'no-cache' });

addEventListener('install', (event) => {
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(FILES.map(fresh))).then(() => skipWaiting()));
});

addEventListener('activate', (event) => {
  const old = (name) => name.startsWith(OURS) && name !== NAME;
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name)))));
});

addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== HERE.origin || !url.pathname.startsWith(HERE.pathname)) return;
  const path = `./${url.pathname.slice(HERE.pathname.length)}`;
  const file = path === './index.html' ? './' : path;
  if (!FILES.includes(file)) return;
  // The page itself comes from the network where there is one, so that a new version is seen; its files carry their hash.
  const kept = () => caches.open(NAME).then((cache) => cache.match(new URL(file, HERE).href, { ignoreSearch: true }));
  event.respondWith(file === './' ? fetch(request).catch(kept) : kept().then((response) => response ?? fetch(request)));
});
