// On the host page: makes every <iframe data-intimacy-explorer> as high as what is in it, and tells it whether the page
// around it is light or dark, and its language. It believes a message only if it comes from the window of such a frame
// and from the place that frame was loaded from, and takes from it a height, and that somebody wants to leave.

(() => {
  const LOWEST = 160;
  const HIGHEST = 40000;

  const origin = (frame) =>
    frame.hasAttribute('sandbox') && !frame.sandbox.contains('allow-same-origin') ? 'null' : new URL(frame.src).origin;

  // Where somebody goes who leaves a frame that may not do so by itself.
  const exit = ({ dataset }) =>
    /^https:\/\/[^\s\\]+$/i.test(dataset.exitPage) ? dataset.exitPage : 'https://www.bbc.co.uk/weather';

  // A page that says both is as the reader's system is, and so is what is in the frame.
  const scheme = (frame) => {
    const said = getComputedStyle(frame).colorScheme;
    return said.includes('dark') ? (said.includes('light') ? undefined : 'dark') : 'light';
  };

  const tell = (frame) => {
    const look = { type: 'intimacy-explorer:look', v: 1, scheme: scheme(frame), lang: document.documentElement.lang };
    const to = origin(frame);
    frame.contentWindow?.postMessage(look, to === 'null' ? '*' : to);
  };

  addEventListener('message', ({ source, origin: from, data }) => {
    if (data?.v !== 1) return;
    for (const frame of document.querySelectorAll('iframe[data-intimacy-explorer]')) {
      if (frame.contentWindow !== source || origin(frame) !== from) continue;
      if (data.type === 'intimacy-explorer:leave') location.replace(exit(frame));
      if (data.type !== 'intimacy-explorer:height' || !Number.isFinite(data.height)) continue;
      frame.style.height = `${Math.min(Math.max(data.height, LOWEST), HIGHEST)}px`;
      // To ask for a style before the page is there would make the browser lay it out twice.
      if (document.readyState === 'complete') tell(frame);
      else addEventListener('load', () => tell(frame), { once: true });
    }
  });
})();
