// The page stores itself when it has loaded, so that it opens without a network from then on.

if ('serviceWorker' in navigator) {
  // The page's policy lets one script address be made, by this one policy, and it is always the same.
  const only = globalThis.trustedTypes?.createPolicy('intimacy-explorer-offline', { createScriptURL: () => './offline.js' });
  addEventListener('load', () => {
    navigator.serviceWorker.register(only?.createScriptURL('') ?? './offline.js').catch((problem) => {
      console.warn('intimacy-explorer: this page will not open without a network.', problem);
    });
  });
}
