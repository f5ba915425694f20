// Takes the place of offline.js where the page is to be stored no longer, or no longer lies here: a browser that has the
// old worker asks for that file again, and then gets rid of both. What readers have kept is not touched.

addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => {
  const ours = `intimacy-explorer ${new URL('./', location.href).pathname} `;
  const names = caches.keys().then((all) => all.filter((name) => name.startsWith(ours)));
  event.waitUntil(names.then((all) => Promise.all(all.map((name) => caches.delete(name)))).then(() => registration.unregister()));
});
