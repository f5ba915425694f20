// The service worker of the page: keeps this version's files, all or none, and answers for these files and no others.

// Filled in by `cargo xtask dist`.
const VERSION = '{version}';
const FILES = ['{files}'];
const NAME = 'intimacy-explorer';

const ours = (name) => name.startsWith(`${NAME} `);

addEventListener('install', (event) => {
  event.waitUntil(caches.open(`${NAME} ${VERSION}`).then((cache) => cache.addAll(FILES)).then(() => skipWaiting()));
});

addEventListener('activate', (event) => {
  const drop = (names) => names.filter((name) => ours(name) && name !== `${NAME} ${VERSION}`).map((name) => caches.delete(name));
  event.waitUntil(caches.keys().then((names) => Promise.all(drop(names))));
});

addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const here = new URL('./', location.href);
  if (request.method !== 'GET' || url.origin !== here.origin || !url.pathname.startsWith(here.pathname)) return;
  const path = `./${url.pathname.slice(here.pathname.length)}`;
  const file = path === './index.html' ? './' : path;
  if (!FILES.includes(file)) return;
  // The page itself comes from the network where there is one, so that a new version is seen; its files carry their hash.
  const kept = () => caches.match(new URL(file, here).href, { ignoreSearch: true });
  event.respondWith(file === './' ? fetch(request).catch(kept) : kept().then((response) => response ?? fetch(request)));
});
