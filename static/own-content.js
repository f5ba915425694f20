// The own content: what the owner has written for three places, as children of the element with slot="start",
// slot="support" or slot="result".
//
// A child is copied into a closed shadow root, and not slotted. A script of the page could measure a slotted child, or
// see its images load, and so learn which screen is open. A copy is made when the child changes, and never when a screen
// opens, so that its images do not load at that moment.

const PLACES = ['start', 'support', 'result'];
// The copy contains nothing else. Any other element is replaced by its content, and these are left out.
const KEPT = new Set('a abbr address b bdi bdo blockquote br cite dd div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img li ol p q s section small span strong sub sup time u ul'.split(' '));
const REFUSED = 'script, style, template, noscript, iframe, object, embed, form, input, button, select, textarea, dialog, audio, video, canvas, svg, math, table';
const ATTRIBUTES = ['alt', 'dir', 'height', 'lang', 'title', 'width'];
// Where the copy stands in the article: after this element.
const SPOTS = { start: '.ie-hero', support: '.ie-help' };

/**
 * Copies the own content of an element into the article, and into each place that the app shows for it, and keeps the
 * copies current.
 *
 * @param {HTMLElement} host the element
 * @param {'open' | 'closed'} mode the mode of the shadow roots in the article
 * @param {CSSStyleSheet} [sheet] the style sheet of these roots
 * @returns {{show: (inside: Element) => void, end: () => void}} `show` says where the app shows its screens; `end`
 *   removes all copies
 */
export function ownContent(host, mode, sheet) {
  const make = (tag) => Document.prototype.createElement.call(host.ownerDocument, tag);
  const refused = new Set();
  const copies = {};
  const boxes = {};
  let inside;

  const copied = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return [node.data];
    if (node.nodeType !== Node.ELEMENT_NODE || node.hidden) return [];
    const { localName } = node;
    if (node.matches(REFUSED)) {
      if (!refused.has(localName)) console.warn(`<${host.localName}>: own content cannot contain <${localName}>.`);
      refused.add(localName);
      return [];
    }
    const content = [...node.childNodes].flatMap(copied);
    if (!KEPT.has(localName)) return content;
    const copy = make(localName);
    const take = (name) => node.hasAttribute(name) && copy.setAttribute(name, node.getAttribute(name));
    ATTRIBUTES.forEach(take);
    if (localName === 'img') take('src');
    if (/^(https?|mailto|tel):$/.test(node.protocol)) {
      take('href');
      copy.rel = 'noreferrer';
      // A sandboxed frame cannot open another tab.
      copy.target = node.target === '_blank' && top === window ? '_blank' : '_top';
    }
    copy.replaceChildren(...content);
    return [copy];
  };

  // Puts the copy for the article into a shadow root of its own in the article. This copy never moves into the app: a
  // script that has got hold of a node in the article must not reach the root of the app by it.
  const putInArticle = (slot, copy) => {
    const article = host.querySelector(':scope > .ie-article');
    if (!copy || !article || !SPOTS[slot]) {
      boxes[slot]?.box.remove();
      return;
    }
    if (!boxes[slot]) {
      const [box, frame] = [make('div'), make('div')];
      const root = box.attachShadow({ mode });
      if (sheet) root.adoptedStyleSheets = [sheet];
      root.replaceChildren(frame);
      box.dataset.ownContent = slot;
      frame.className = 'ie ie-in-article';
      boxes[slot] = { box, frame };
    }
    const { box, frame } = boxes[slot];
    if (copy.parentNode !== frame) frame.replaceChildren(copy);
    if (article.contains(box)) return;
    const spot = article.querySelector(SPOTS[slot]);
    if (spot) spot.after(box);
    else if (slot === 'start') article.prepend(box);
    else article.append(box);
  };

  const put = () => {
    for (const name of PLACES) {
      const [inArticle, inApp] = copies[name] ?? [];
      putInArticle(name, inArticle);
      const place = inApp && inside?.querySelector(`[data-own-content="${name}"]`);
      if (place && inApp.parentNode !== place) place.replaceChildren(inApp);
    }
  };

  const refresh = () => {
    for (const name of PLACES) {
      const copy = make('div');
      // Beside the help lines, a card keeps the words of the owner apart from those of the explorer.
      copy.className = name === 'support' ? 'ie-own-content ie-card' : 'ie-own-content';
      // The language of the explorer may be another one.
      copy.lang = host.closest('[lang]')?.lang ?? '';
      copy.dir = getComputedStyle(host).direction;
      copy.replaceChildren(...[...host.children].filter(({ slot }) => slot === name).flatMap(copied));
      // An equal copy stays, with its focus.
      if (copies[name]?.[0].isEqualNode(copy)) continue;
      for (const old of copies[name] ?? []) old.remove();
      const filled = copy.textContent.trim() || copy.querySelector('img');
      copies[name] = filled ? [copy, copy.cloneNode(true)] : undefined;
    }
    put();
  };

  const changes = new MutationObserver((records) => {
    if (records.every(({ target }) => target.parentElement?.closest('.ie-article'))) put();
    else refresh();
  });
  const screens = new MutationObserver(put);
  // A script that copies the page copies these without their roots.
  for (const box of host.querySelectorAll('.ie-article [data-own-content]')) box.remove();
  refresh();
  changes.observe(host, { childList: true, subtree: true, characterData: true, attributes: true });
  return {
    show(into) {
      inside = into;
      screens.observe(inside, { childList: true, subtree: true });
      put();
    },
    end() {
      changes.disconnect();
      screens.disconnect();
      for (const { box } of Object.values(boxes)) box.remove();
    },
  };
}
