// Records what later modules do to the page while they are imported.

const found: string[] = [];
const { addEventListener } = EventTarget.prototype;
EventTarget.prototype.addEventListener = function (this: EventTarget, ...all: Parameters<typeof addEventListener>) {
  found.push(`a listener for ${all[0]}`);
  return addEventListener.apply(this, all);
};
const observer = new MutationObserver(() => undefined);
observer.observe(document, { attributes: true, childList: true, subtree: true });

/** What happened until now. */
export function effects() {
  return [...found, ...observer.takeRecords().map(({ target }) => `a change of ${target.nodeName}`)];
}
