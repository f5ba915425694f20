// Replaces offline.js on a host that no longer offers the page for offline use. A browser with the old worker fetches
// this file as an update. It then removes the caches and itself. The stored answers of readers are not touched.

addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => {
  const ours = `intimacy-explorer ${new URL('./', location.href).pathname} `;
  const names = caches.keys().then((all) => all.filter((name) => name.startsWith(ours)));
  event.waitUntil(names.then((all) => Promise.all(all.map((name) => caches.delete(name)))).then(() => registration.unregister()));
});
