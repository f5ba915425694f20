// Registers the service worker when the page has loaded. From then on the page opens without a network.

if ('serviceWorker' in navigator) {
  // The Content-Security-Policy allows this one Trusted Types policy. It always returns the same script URL.
  const only = globalThis.trustedTypes?.createPolicy('intimacy-explorer-offline', { createScriptURL: () => './offline.js' });
  addEventListener('load', () => {
    navigator.serviceWorker.register(only?.createScriptURL('') ?? './offline.js').catch((problem) => {
      console.warn('intimacy-explorer: this page will not open without a network.', problem);
    });
  });
}
