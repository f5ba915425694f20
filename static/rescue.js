// After a crash: the app's code can no longer run, so this is what is left, in plain JavaScript.

const PREFIX = 'intimacy-explorer:';

/** What the browser keeps under this element's name, as it is; nothing where it keeps nothing or may not. */
function kept(name) {
  const prefix = `${PREFIX}${/^[a-z0-9-]{1,32}$/.test(name) ? name : 'default'}:`;
  const records = {};
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) records[key.slice(prefix.length)] = localStorage[key];
  } catch {
    // A browser that denies its storage keeps nothing.
  }
  return records;
}

/** The answers that were for this visit only: the crashed app still has them in its memory. */
function remembered(app) {
  try {
    return Object.fromEntries(app.records().split('\n').filter(Boolean).map((line) => line.split('\t')));
  } catch {
    return {};
  }
}

function save(records) {
  const link = document.createElement('a');
  const file = { 'intimacy-explorer': 'rescue', records };
  link.href = URL.createObjectURL(new Blob([JSON.stringify(file, null, 1)], { type: 'application/json' }));
  link.download = 'notes.json';
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Shows the rescue screen in the place of the app. */
export function rescue(host, app, name) {
  const root = host.shadowRoot;
  const screen = host.querySelector('[data-rescue]') ?? root.querySelector('[data-rescue]');
  for (const frame of root.querySelectorAll('[data-app]')) frame.hidden = true;
  if (!screen) return;
  const stored = kept(name);
  const some = Object.keys(stored).length > 0;
  const records = some ? stored : remembered(app);
  screen.querySelector('[data-kept]').hidden = !some;
  screen.querySelector('[data-lost]').hidden = some || !Object.keys(records).length;
  const button = screen.querySelector('[data-save]');
  button.hidden = !Object.keys(records).length;
  button.addEventListener('click', () => save(records));
  screen.querySelector('[data-reload]').addEventListener('click', () => location.reload());
  screen.hidden = false;
  screen.querySelector('[tabindex]').focus();
}
