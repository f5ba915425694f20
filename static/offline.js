// The service worker of the page. It stores all files of this version, or none, and handles requests for these files
// only.

// Filled in by `cargo xtask dist`.
const VERSION = '{version}';
const FILES = ['{files}'];

const PAGE = './';
// After so many ms without a response from the host, the stored file is used.
const SILENCE = 4000;
const HERE = new URL('./', location.href);
// Another folder of the same host may contain another copy of the page, with a cache of its own.
const OURS = `intimacy-explorer ${HERE.pathname} `;
const NAME = OURS + VERSION;

const HASHED = /[\w.-]+-([0-9a-f]{10})\.\w+/;
/** The file names with a hash that a page refers to. */
const named = (page) => (page.match(new RegExp(HASHED, 'g')) ?? []).map((name) => `./${name}`);

/**
 * Fetches a file and checks the hash in its name. Throws if it differs: an upload may be incomplete, and a cache on the
 * way may send another version.
 */
async function whole(file) {
  const response = await fetch(file, { cache: 'no-cache' });
  const body = await response.arrayBuffer();
  const sum = [...new Uint8Array(await crypto.subtle.digest('SHA-256', body))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  if (!response.ok || !sum.startsWith(HASHED.exec(file)?.[1] ?? '')) throw new Error(`${file} is not there, or not whole`);
  // A new response, because browsers refuse a stored response that was redirected. Its body is not compressed.
  const headers = new Headers(response.headers);
  for (const name of ['content-encoding', 'content-length']) headers.delete(name);
  return new Response(body, { headers });
}

async function store() {
  const cache = await caches.open(NAME);
  try {
    await Promise.all(FILES.map(async (file) => cache.put(file, await whole(file))));
    const names = named(await (await cache.match(PAGE)).text());
    if (!names.length || !names.every((name) => FILES.includes(name))) throw new Error('the page is of another version');
  } catch (problem) {
    await caches.delete(NAME);
    throw problem;
  }
  return skipWaiting();
}

/** Deletes the caches of this page, except `but`. */
const clear = async (but) => {
  const names = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== but);
  await Promise.all(names.map((name) => caches.delete(name)));
};

addEventListener('install', (event) => event.waitUntil(store()));
addEventListener('activate', (event) => event.waitUntil(clear(NAME)));

const stored = (file) => caches.match(new URL(file, HERE), { cacheName: NAME, ignoreSearch: true });

/** The response of the host. Throws or returns undefined if the stored file must be used instead. */
async function current(request, file) {
  const response = await fetch(request);
  if (response.status >= 500) return undefined;
  // The browser follows redirects itself.
  if (file !== PAGE || response.type === 'opaqueredirect') return response;
  const names = response.ok ? named(await response.clone().text()) : [];
  // A page of another version is used only if all files that it refers to can be fetched.
  await Promise.all(names.filter((name) => !FILES.includes(name)).map(whole));
  // The page was removed, or another page has taken its place. Then the caches and this worker are removed.
  if (response.ok ? !names.length : [404, 410].includes(response.status)) {
    await clear();
    await registration.unregister();
  }
  return response;
}

async function newest(request, file) {
  const kept = await stored(file);
  if (!kept) return fetch(request);
  const silence = new Promise((resolve) => setTimeout(resolve, SILENCE));
  return (await Promise.race([current(request, file), silence]).catch(() => undefined)) ?? kept;
}

addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== HERE.origin || !url.pathname.startsWith(HERE.pathname)) return;
  const path = `./${url.pathname.slice(HERE.pathname.length)}`;
  const file = path === './index.html' ? PAGE : path;
  if (!FILES.includes(file)) return;
  // A file with a hash in its name never changes. For other files, the host may have a newer version.
  event.respondWith(HASHED.test(file) ? stored(file).then((found) => found ?? fetch(request)) : newest(request, file));
});
