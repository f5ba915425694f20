// On the host page: makes every <iframe data-intimacy-explorer> as high as what is in it, and tells it whether the page
// around it is light or dark, its language, and from where on it is in sight. It believes a message only if it comes from the window of such a frame
// and from the place that frame was loaded from, and takes from it a height, and that somebody wants to leave.

(() => {
  const LOWEST = 160;
  const HIGHEST = 40000;

  const origin = (frame) =>
    frame.hasAttribute('sandbox') && !frame.sandbox.contains('allow-same-origin') ? 'null' : new URL(frame.src).origin;

  // Where somebody goes who leaves a frame that may not do so by itself.
  const exit = ({ dataset }) =>
    /^https:\/\/[^\s\\]+$/i.test(dataset.exitPage) ? dataset.exitPage : 'https://www.weather.gov';

  // A page that says both is as the reader's system is, and so is what is in the frame.
  const scheme = (frame) => {
    const said = getComputedStyle(frame).colorScheme;
    return said.includes('dark') ? (said.includes('light') ? undefined : 'dark') : 'light';
  };

  const frames = () => document.querySelectorAll('iframe[data-intimacy-explorer]');

  const send = (frame, type, what) => {
    const to = origin(frame);
    frame.contentWindow?.postMessage({ type: `intimacy-explorer:${type}`, v: 1, ...what }, to === 'null' ? '*' : to);
  };

  const tell = (frame) => send(frame, 'look', { scheme: scheme(frame), lang: document.documentElement.lang });

  // What of a frame is above the window, in a frame that does not fit into it. The frame does not scroll by itself, so
  // without this nothing in it could stay in sight. It is told to those that have spoken, and anew when they speak.
  const seen = new WeakMap();
  let asked;
  const look = () => {
    asked = undefined;
    for (const frame of frames()) {
      const { top, height } = frame.getBoundingClientRect();
      const above = height > innerHeight ? Math.round(Math.min(Math.max(-top, 0), height)) : 0;
      if (!seen.has(frame) || above === seen.get(frame)) continue;
      seen.set(frame, above);
      send(frame, 'seen', { top: above });
    }
  };
  const ask = () => (asked ??= requestAnimationFrame(look));
  addEventListener('scroll', ask, { capture: true, passive: true });
  addEventListener('resize', ask);

  addEventListener('message', ({ source, origin: from, data }) => {
    if (data?.v !== 1) return;
    for (const frame of frames()) {
      if (frame.contentWindow !== source || origin(frame) !== from) continue;
      if (data.type === 'intimacy-explorer:leave') location.replace(exit(frame));
      if (data.type !== 'intimacy-explorer:height' || !Number.isFinite(data.height)) continue;
      frame.style.height = `${Math.min(Math.max(data.height, LOWEST), HIGHEST)}px`;
      seen.set(frame, undefined);
      ask();
      // To ask for a style before the page is there would make the browser lay it out twice.
      if (document.readyState === 'complete') tell(frame);
      else addEventListener('load', () => tell(frame), { once: true });
    }
  });
})();
