// Runs before the scripts of the page, so that two walks are the same, and brings the page to where a part begins.

// One sequence of random numbers, and a fixed day.
let seed = 20260314;
Math.random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
const Day = Date;
const begun = Day.now();
const now = () => Day.UTC(2026, 2, 14, 12) + Day.now() - begun;
globalThis.Date = class extends Day {
  constructor(...parts) {
    super(...(parts.length ? parts : [now()]));
  }
  static now() {
    return now();
  }
};

// Files: what was saved is what is opened next, without the dialogs of the browser.
let saved = 'this is no file of answers';
const url = URL.createObjectURL;
URL.createObjectURL = (blob) => {
  blob.text().then((text) => (saved = text));
  return url.call(URL, blob);
};
const press = HTMLAnchorElement.prototype.click;
HTMLAnchorElement.prototype.click = function () {
  if (!this.download) press.call(this);
};
addEventListener('click', (event) => {
  const [field] = event.composedPath();
  if (field?.type !== 'file') return;
  event.preventDefault();
  const files = new DataTransfer();
  files.items.add(new File([saved], 'notes.json', { type: 'application/json' }));
  field.files = files.files;
  field.dispatchEvent(new Event('change', { bubbles: true, composed: true }));
}, true);

const pause = () => new Promise((done) => setTimeout(done, 20));
const until = async (look) => {
  for (;;) {
    const found = look();
    if (found) return found;
    await pause();
  }
};
const root = () => document.querySelector('intimacy-explorer').shadowRoot;
const seen = (css) => [...root().querySelectorAll(css)].find((one) => one.checkVisibility());
const button = (text) => [...root().querySelectorAll('button')].find((one) => one.checkVisibility() && one.textContent === text);
const ready = () => until(() => document.querySelector('[data-ready]'));
const presses = async (text) => {
  (await until(() => button(text))).click();
  await pause();
};

/** Begins the quiz from the article or from the start card of the app. */
async function begin(whom, keep) {
  const find = (css) => seen(css) ?? [...document.querySelectorAll(css)].find((one) => one.checkVisibility());
  (await until(() => find(`input[value=${whom}]`))).click();
  await pause();
  if (keep === 'keep') find('[data-keep]').click();
  find('[data-begin]').click();
  await until(() => seen('.ie-set'));
}

/** Answers in the same way each time, until an element is there. */
async function answer(css) {
  for (;;) {
    await pause();
    if (seen(css)) return;
    const set = seen('.ie-set');
    const box = seen('.ie-options input[type=checkbox]');
    const scale = [...root().querySelectorAll('.ie-points')].find((points) => !points.querySelector(':checked'));
    if (set && !set.querySelector('.ie-most:checked')) seen('.ie-set .ie-most').click();
    else if (set && !set.querySelector('.ie-least:checked')) [...set.querySelectorAll('.ie-least')].at(-1).click();
    else if (box && !box.checked) box.click();
    else if (scale) scale.querySelectorAll('input')[1].click();
    else seen('.ie-button').click();
  }
}
