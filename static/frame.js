// On the host page: makes every <iframe data-intimacy-explorer> as high as what is in it. It believes a message only if
// it comes from the window of such a frame and from the place that frame was loaded from, and takes a height from it.

(() => {
  const LOWEST = 160;
  const HIGHEST = 40000;

  const origin = (frame) =>
    frame.hasAttribute('sandbox') && !frame.sandbox.contains('allow-same-origin') ? 'null' : new URL(frame.src).origin;

  addEventListener('message', ({ source, origin: from, data }) => {
    if (data?.type !== 'intimacy-explorer:height' || data.v !== 1 || !Number.isFinite(data.height)) return;
    for (const frame of document.querySelectorAll('iframe[data-intimacy-explorer]')) {
      if (frame.contentWindow !== source || origin(frame) !== from) continue;
      frame.style.height = `${Math.min(Math.max(data.height, LOWEST), HIGHEST)}px`;
    }
  });
})();
