// The service worker of the page. It stores this version's files, all or none, and answers for these files and no others.

// Filled in by `cargo xtask dist`.
const VERSION = '{version}';
const FILES = ['{files}'];

const PAGE = './';
// A host that says nothing for so many milliseconds is not waited for.
const SILENCE = 4000;
const HERE = new URL('./', location.href);
// Another folder of the same host may hold another copy, which has a cache of its own.
const OURS = `intimacy-explorer ${HERE.pathname} `;
const NAME = OURS + VERSION;

const HASHED = /[\w.-]+-([0-9a-f]{10})\.\w+/;
/** The files with a hash in their name that a page names. */
const named = (page) => (page.match(new RegExp(HASHED, 'g')) ?? []).map((name) => `./${name}`);

/** A file as it was made, or an error: an upload may be half done, and a cache on the way may send another version. */
async function whole(file) {
  const response = await fetch(file, { cache: 'no-cache' });
  const body = await response.arrayBuffer();
  const sum = [...new Uint8Array(await crypto.subtle.digest('SHA-256', body))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  if (!response.ok || !sum.startsWith(HASHED.exec(file)?.[1] ?? '')) throw new Error(`${file} is not there, or not whole`);
  // Made anew: browsers refuse a stored answer that came by a redirect. The body is no longer compressed.
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

/** Deletes what this page has stored here, but for one cache. */
const clear = async (but) => {
  const names = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== but);
  await Promise.all(names.map((name) => caches.delete(name)));
};

addEventListener('install', (event) => event.waitUntil(store()));
addEventListener('activate', (event) => event.waitUntil(clear(NAME)));

const stored = (file) => caches.match(new URL(file, HERE), { cacheName: NAME, ignoreSearch: true });

/** What the host sends, if it is of use; an error or nothing where what is stored is better. */
async function current(request, file) {
  const response = await fetch(request);
  if (response.status >= 500) return undefined;
  // A redirect is the browser's to follow.
  if (file !== PAGE || response.type === 'opaqueredirect') return response;
  const names = response.ok ? named(await response.clone().text()) : [];
  // A page of another version is shown once all that it names is there.
  await Promise.all(names.filter((name) => !FILES.includes(name)).map(whole));
  // The page is no longer here, or another one has its place: then nothing is stored any longer, and this worker goes.
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
  // A name with a hash stands for one content. Of all else the host may have a newer one, or another site its own.
  event.respondWith(HASHED.test(file) ? stored(file).then((found) => found ?? fetch(request)) : newest(request, file));
});
