// On the host page: makes every <iframe data-intimacy-explorer> as high as what is in it. It believes a message only if
// it comes from the window of such a frame and from the place that frame was loaded from, and takes from
// it a height, and that somebody wants to leave.

(() => {
  const LOWEST = 160;
  const HIGHEST = 40000;

  const origin = (frame) =>
    frame.hasAttribute('sandbox') && !frame.sandbox.contains('allow-same-origin') ? 'null' : new URL(frame.src).origin;

  // Where somebody goes who leaves a frame that may not do so by itself.
  const exit = ({ dataset }) =>
    /^https:\/\/[^\s\\]+$/i.test(dataset.exitPage) ? dataset.exitPage : 'https://www.bbc.co.uk/weather';

  addEventListener('message', ({ source, origin: from, data }) => {
    if (data?.v !== 1) return;
    for (const frame of document.querySelectorAll('iframe[data-intimacy-explorer]')) {
      if (frame.contentWindow !== source || origin(frame) !== from) continue;
      if (data.type === 'intimacy-explorer:leave') location.replace(exit(frame));
      if (data.type !== 'intimacy-explorer:height' || !Number.isFinite(data.height)) continue;
      frame.style.height = `${Math.min(Math.max(data.height, LOWEST), HIGHEST)}px`;
    }
  });
})();
