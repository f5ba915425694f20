// What the seven questions ask of a page. Each script of the walk begins with the functions of look.rs and with this, and
// runs in the document that holds the explorer: the host page, or the frame.

const EXPLORER = 'intimacy-explorer';
const host = () => document.querySelector(EXPLORER);
const normal = (text) => text.replace(/\s+/g, ' ').trim();
const ownText = (e) => normal([...e.childNodes].filter((n) => n.nodeType === Node.TEXT_NODE).map((n) => n.data).join(' '));
const isInside = (e) => {
  for (let at = up(e); at; at = up(at)) if (at.localName === EXPLORER) return true;
  return false;
};
const box = (e) => {
  const { left, top, right, bottom } = e.getBoundingClientRect();
  return { left, top, right, bottom };
};
const name = (e) => {
  if (!e) return 'nothing';
  const about = e.id ? `#${e.id}` : e.classList.length ? `.${e.classList[0]}` : '';
  return e.localName + about;
};
const at = (x, y, wanted) => {
  const found = hit(x, y);
  return { x, y, covered: isPartOf(found, wanted) ? null : name(found) };
};

// The explorer as the host page has it, and what scrolls by hand around it, the innermost first.
const explorer = () => document.querySelector('iframe[data-intimacy-explorer]') ?? host();
const scrollers = () => {
  const found = [];
  for (let e = up(explorer()); e; e = up(e)) {
    if (e === document.scrollingElement || e === document.body) continue;
    if (/auto|scroll/.test(getComputedStyle(e).overflowY) && e.scrollHeight > e.clientHeight + 1) found.push(e);
  }
  return [...found, document.scrollingElement];
};
// Scrolls the innermost as far as it goes, and those around it by what is left.
const scrollDown = (by) => {
  let left = by;
  for (const e of scrollers()) {
    const before = e.scrollTop;
    e.scrollTo({ top: before + left, behavior: 'instant' });
    left -= e.scrollTop - before;
    if (Math.abs(left) < 1) return;
  }
};
// How far a part of the explorer's height is below the middle of the window.
const below = (part) => {
  const { top, height } = explorer().getBoundingClientRect();
  return top + height * part - innerHeight / 2;
};
// What has the focus, and how far everything is scrolled.
const rest = () => {
  const moved = [document.scrollingElement, ...document.querySelectorAll('*')].filter((e) => e.scrollTop);
  // Without classes: a page may change them at any time.
  const places = [...new Set(moved)].map((e) => `${e.localName} by ${Math.round(e.scrollTop)}`);
  return [name(document.activeElement), places.join(', ')];
};
// Where the content of the frame begins in the window.
const framePlace = () => {
  const frame = explorer();
  const { left, top } = frame.getBoundingClientRect();
  return [left + frame.clientLeft, top + frame.clientTop];
};

const visible = (selector) => seen(document, (e) => e.matches(selector), []);
const leaveLink = () => visible('[data-leave]')[0];
const heading = () => visible('#ie-screen')[0] ?? visible('.ie-title')[0];

// The link, and what a press at its middle hits.
const leaveSeen = () => {
  const link = leaveLink();
  if (!link) return null;
  const place = box(link);
  return { box: place, ...at((place.left + place.right) / 2, (place.top + place.bottom) / 2, link) };
};

// The first line of the heading of what is shown, and what lies at the beginning of that line.
const headingSeen = () => {
  const e = heading();
  if (!e) return null;
  const range = document.createRange();
  range.selectNodeContents(e);
  const line = [...range.getClientRects()].find(({ width, height }) => width > 2 && height > 2) ?? e.getBoundingClientRect();
  const { left, top, right, bottom, width } = line;
  return { box: { left, top, right, bottom }, ...at(left + Math.min(width / 2, 12), (top + bottom) / 2, e) };
};

// Where everything is that a walk waits for: it has settled when this stays the same.
const places = () => [document.scrollingElement.scrollTop, ...[host(), leaveLink(), heading()].map((e) => e && box(e))];
// What a measurement returns once it has returned the same several times in a row. Null if it keeps changing.
const still = async (measure) => {
  let last = '';
  for (let same = 0, times = 0; times < 200; times += 1) {
    const found = measure();
    const now = JSON.stringify(found);
    same = now === last ? same + 1 : 0;
    if (same === 5) return found;
    last = now;
    await new Promise((next) => setTimeout(next, 20));
  }
  return null;
};

// Which of these texts are on the screen, in an element of some size.
const shown = (texts) => {
  const found = [];
  seen(document, (e) => {
    const own = ownText(e);
    const one = own && texts.find((text) => own.includes(text));
    if (one && e.checkVisibility({ visibilityProperty: true, opacityProperty: true })) {
      const { width, height } = e.getBoundingClientRect();
      if (width > 2 && height > 2) found.push(one);
    }
    return false;
  }, []);
  return found;
};

const pixel = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
const colours = new Map();
// Red, green, blue and opacity between 0 and 1 of any colour that this browser knows.
const colour = (text) => {
  if (!colours.has(text)) {
    pixel.clearRect(0, 0, 1, 1);
    pixel.fillStyle = text;
    pixel.fillRect(0, 0, 1, 1);
    colours.set(text, [...pixel.getImageData(0, 0, 1, 1).data].map((part) => part / 255));
  }
  return colours.get(text);
};
// One colour over another.
const over = ([r, g, b, a], [R, G, B, A]) => {
  const alpha = a + A * (1 - a);
  const mix = (one, other) => (alpha ? (one * a + other * A * (1 - a)) / alpha : 0);
  return [mix(r, R), mix(g, G), mix(b, B), alpha];
};
const luminance = (parts) => {
  const [r, g, b] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const hex = (parts) => `#${parts.slice(0, 3).map((part) => Math.round(part * 255).toString(16).padStart(2, '0')).join('')}`;

const looks = new Map();
const look = (e) => {
  if (!looks.has(e)) {
    const { color, webkitTextFillColor, backgroundColor, backgroundImage, opacity } = getComputedStyle(e);
    looks.set(e, {
      text: colour(webkitTextFillColor || color),
      back: colour(backgroundColor),
      image: backgroundImage !== 'none' && e.localName !== 'button',
      opacity: Number(opacity),
    });
  }
  return looks.get(e);
};

// The contrast of an element's text with what is behind it, up to the canvas, as it is blended.
const contrast = (e) => {
  let letter = look(e).text;
  let ground = [0, 0, 0, 0];
  let image = false;
  for (let a = e; a; a = up(a)) {
    const { back, opacity, image: hasImage } = look(a);
    if (hasImage && ground[3] < 1) image = true;
    letter = over(letter, back);
    ground = over(ground, back);
    letter[3] *= opacity;
    ground[3] *= opacity;
  }
  const scheme = getComputedStyle(document.documentElement).colorScheme;
  const canvas = scheme.includes('dark') && !scheme.includes('light') ? [0.07, 0.07, 0.07, 1] : [1, 1, 1, 1];
  [letter, ground] = [over(letter, canvas), over(ground, canvas)];
  const [light, dark] = [luminance(letter), luminance(ground)].sort((one, other) => other - one);
  return { ratio: (light + 0.05) / (dark + 0.05), letter: hex(letter), ground: hex(ground), image };
};

// Every text of the explorer that is hard to read, one of each kind of element and colour.
const unreadable = () => {
  const html = (e) => e.namespaceURI === 'http://www.w3.org/1999/xhtml';
  const found = new Map();
  for (const e of seen(document, (e) => html(e) && ownText(e) && isInside(e), [])) {
    const { width, height } = e.getBoundingClientRect();
    if (width <= 2 || height <= 2) continue;
    const { ratio, letter, ground, image } = contrast(e);
    if (ratio >= 4.5 && !image) continue;
    const kind = `${name(e)} ${letter} on ${ground}${image ? ' and an image' : ''}`;
    if (!found.has(kind)) found.set(kind, `${kind}: ${ratio.toFixed(1)} (“${ownText(e).slice(0, 30)}”)`);
  }
  return [...found.values()];
};

// What could tell of an answer without an event: the element's own tag, the page's title, address and history, the
// names under which something of ours is kept, and the fields that a form of the page would send.
const outside = () => {
  const tag = host()?.cloneNode(false);
  tag?.removeAttribute('style');
  const kept = (storage) => {
    try {
      return Object.keys(storage()).filter((key) => key.startsWith(EXPLORER));
    } catch {
      return [];
    }
  };
  const fields = [...document.forms].flatMap((form) => [...new FormData(form).keys()]).filter((key) => key.startsWith('ie-'));
  return [tag?.outerHTML ?? '', document.title, location.href, String(history.length), kept(() => localStorage), kept(() => sessionStorage), fields]
    .map(String);
};
