// The builder: a form beside the explorer. It chooses a way by three questions, and makes the snippet and the frame page.
//
// It is in two pages: one file that opens from the disk, and a page of the site. The one file contains the style and the
// script of the frame, for the preview and for the frame page. On the site, the preview uses the files of the site, and
// the parts of the frame page are in a file that is fetched when somebody downloads the page.
//
// The app in the preview checks each setting. It reports a value that it does not use on the console, and this script
// shows the report at the field.

const page = (id) => document.getElementById(id);
const preview = document.querySelector('intimacy-explorer');
const fields = [...document.querySelectorAll('[data-setting]')];
const looks = [...document.querySelectorAll('[data-property]')];
const owns = [...document.querySelectorAll('[data-own]')];

const TITLE = 'What closeness means to you';
const SANDBOX = 'allow-scripts allow-downloads allow-modals allow-top-navigation-by-user-activation';
const SEALED = 'Nothing you answer is sent to us or to anyone else, and other scripts of this site cannot read it. It is gone when you leave the page, unless you save it to a file yourself.';
const ELSEWHERE = 'Nothing you answer is sent to us or to anyone else. It stays in your browser, and it is stored there only if you choose so. You can erase it with one press.';
const OPEN = 'The explorer itself sends nothing. Other scripts on this page could see what you answer.';
// Settings without an effect in a sealed frame.
const NOT_SEALED = ['saving', 'storage-name'];
const NOT_FRAMED = ['heading-level', 'loading', 'files'];

// What the app has reported: the expected value, by name and value.
const problems = new Map();
const REPORT = /^<intimacy-explorer>: ([a-z-]+)="(.*)" is not used; expected (.*)$/s;
const { warn } = console;
console.warn = (...said) => {
  const found = REPORT.exec(said[0]);
  if (!found) return warn.apply(console, said);
  problems.set(`${found[1]}=${found[2]}`, found[3]);
  show();
};
const short = (value) => (value.length > 60 ? `${[...value].slice(0, 60).join('')}…` : value);

const chosen = (name) => document.querySelector(`[name="${name}"]:checked`).value;

// The value of each setting that is filled in.
function filled() {
  const all = {};
  for (const field of fields) {
    const { setting } = field.dataset;
    if (field.type === 'checkbox') {
      if (field.checked) all[setting] = all[setting] ? `${all[setting]} ${field.value}` : field.value;
    } else if (field.value.trim()) all[setting] = field.value.trim();
  }
  return all;
}

const isWrong = (name, value) => problems.get(`${name}=${short(value)}`);

// The settings that the app uses.
const used = () => Object.entries(filled()).filter(([name, value]) => !isWrong(name, value));

// The own content as elements, for these slots or, without any, for all. An empty line begins a paragraph, and
// [words](address) is a link.
const LINK = /\[([^\]]+)\]\(((?:https?:|mailto:|tel:|\/)[^\s)]*)\)/;
function own(...slots) {
  const make = (tag, ...inside) => {
    const made = document.createElement(tag);
    made.append(...inside);
    return made;
  };
  const link = (words, href) => Object.assign(make('a', words), { href });
  const paragraph = (text) => {
    const parts = text.split(LINK);
    return make('p', ...parts.flatMap((part, at) => (at % 3 === 0 ? [part] : at % 3 === 1 ? [link(part, parts[at + 1])] : [])));
  };
  const given = owns.filter(({ dataset, value }) => (!slots.length || slots.includes(dataset.own)) && value.trim());
  return given.map(({ dataset, value }) => Object.assign(make('div', ...value.trim().split(/\n\s*\n/).map(paragraph)), { slot: dataset.own }));
}
const ownMarkup = (...slots) => own(...slots).map(({ outerHTML }) => `  ${outerHTML}\n`).join('');

// The chosen custom properties. A font is a list of names.
function styled() {
  const all = [];
  for (const field of looks) {
    const off = field.type === 'color' && !page(`${field.id}-own`).checked;
    const value = field.value.trim();
    if (!off && value && /^[#\w\s,.'-]+$/.test(value)) all.push([field.dataset.property, value]);
  }
  return all;
}

const hasColours = () => styled().some(([, value]) => value.startsWith('#'));

const luminance = (colour) => {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const contrast = (one, other) => {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
};

// Text needs 4.5 to 1 (WCAG 2.2, 1.4.3).
function readable() {
  const colour = (id) => (page(`${id}-own`).checked ? page(id).value : page(id).dataset.default);
  const pairs = [['ink', 'paper', 'text on the background'], ['accent', 'paper', 'links on the background'], ['accent-ink', 'accent', 'text on buttons']];
  const low = pairs.map(([text, ground, name]) => [contrast(colour(text), colour(ground)), name]).filter(([ratio]) => ratio < 4.5);
  const told = low.map(([ratio, name]) => `${name}: ${(Math.floor(ratio * 10) / 10).toFixed(1)} to 1`);
  return low.length ? `Hard to read: ${told.join('; ')}. At least 4.5 to 1 is needed. Choose a darker or a lighter colour.` : 'These colours can be read well.';
}

const escaped = (text) => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const attributes = (settings) => settings.map(([name, value]) => ` ${name}="${escaped(value)}"`).join('');
const folder = () => `${page('folder').value.trim().replace(/\/*$/, '')}/`;
const at = (name) => escaped(folder() + name);

function element() {
  const style = styled().map(([name, value]) => `${name}:${value}`);
  if (hasColours()) style.unshift('color-scheme:light');
  const look = style.length ? ` style="${escaped(style.join(';'))}"` : '';
  return `<intimacy-explorer${attributes(used())}${look}>\n${ownMarkup('start')}  <p>In danger, call your local emergency number.</p>\n${ownMarkup('support', 'result')}</intimacy-explorer>\n`;
}

function frame(sealed) {
  const exit = used().find(([name]) => name === 'exit-page');
  const leave = exit ? ` data-exit-page="${escaped(exit[1])}"` : '';
  const seal = sealed ? `\n        sandbox="${SANDBOX}"` : '';
  return `<iframe data-intimacy-explorer${leave} src="${at('frame.html')}" title="${TITLE}"${seal}
        style="border:0;display:block;width:100%;height:700px" loading="lazy"></iframe>
<p><a href="${at('frame.html')}">Nothing to see here? Open it on a page of its own.</a></p>
<script src="${at('frame.js')}" defer></script>\n`;
}

// A shortcode cannot contain brackets or line ends.
const shortcode = (way) => `[intimacy_explorer way="${way}"${attributes(used().filter(([name]) => name !== 'files'))}]`.replace(/(?<=.)\[|\](?=.)/g, ' ');

const PLUGIN = [
  'Get “intimacy-explorer-wordpress-{version}.zip”, one of the downloads of the explorer. Do not unpack it.',
  'In WordPress: Plugins > Add New > Upload Plugin. Choose the file, install, activate. (You need to be an administrator.)',
];
const FRAME_FILES = [
  'Press “Download frame.html” and “Download frame.js” below. Your settings are in them already.',
  'Upload both into the folder that you named above.',
];
// A shortcode cannot contain own content.
const pluginSteps = () => [...PLUGIN, ...(own().length ? ['In WordPress: Settings > Intimacy Explorer. Copy what you wrote under “Your own words” into the three fields there.'] : []), 'On your page, add a block of the kind “Shortcode”, and paste what is in the box. Or add the block “Intimacy Explorer”.'];
const PASTE = {
  squarespace: 'Edit the page, add a block, choose Code, set it to HTML, and paste what is in the box.',
  webflow: 'In the designer: Add > Components > Code Embed. Paste what is in the box, and publish.',
  html: 'Paste what is in the box into your page, where the explorer should be.',
};
const paste = () => PASTE[chosen('platform')] ?? PASTE.html;

const WAYS = {
  'plugin-frame': {
    name: 'The plugin for WordPress, in a sealed frame',
    why: 'No other script of your site can read what visitors answer.',
    steps: pluginSteps,
    snippet: () => shortcode('frame'),
    privacy: SEALED,
  },
  'plugin-element': {
    name: 'The plugin for WordPress, as a part of the page',
    why: 'Visitors can save their answers. Other scripts of the page could read them, so use it only if there are none.',
    steps: pluginSteps,
    snippet: () => shortcode('element'),
    privacy: OPEN,
  },
  frame: {
    name: 'A sealed frame',
    why: 'No other script of your site can read what visitors answer.',
    files: '/explorer/',
    frame: true,
    steps: () => [...FRAME_FILES, paste()],
    snippet: () => frame(true),
    privacy: SEALED,
  },
  elsewhere: {
    name: 'A frame from an address of its own',
    why: 'Your site cannot hold the files. They lie on another address that nothing else uses, so no script of your site can read what visitors answer, and visitors can save their answers.',
    files: 'https://explorer.example.org/',
    frame: true,
    steps: () => ['Get a web space with an address that nothing else uses, such as explorer.example.org.', ...FRAME_FILES, paste()],
    snippet: () => frame(false),
    privacy: ELSEWHERE,
  },
  wix: {
    name: 'A frame, by its address',
    why: 'Wix shows another page in a frame, which no script of your site can read.',
    files: 'https://explorer.example.org/',
    frame: true,
    steps: () => ['Get a web space with an address that nothing else uses, such as explorer.example.org.', 'Press “Download frame.html” below, and upload it there. Your settings are in it already.', 'In Wix: Add elements > Embed code > Embed a site. Paste the address in the box, and make the frame at least 360 wide and 700 tall.'],
    snippet: () => `${folder()}frame.html`,
    privacy: ELSEWHERE,
  },
  element: {
    name: 'A part of the page',
    why: 'It looks like your page, and visitors can save their answers. Other scripts of the page could read them, so use it only if there are none.',
    files: '/explorer/',
    steps: () => ['Get “intimacy-explorer-element-{version}.zip”, one of the downloads of the explorer, and unpack it.', 'Upload its folder “explorer” to your web space.', paste()],
    snippet: () => `${element()}<script type="module" src="${at('intimacy-explorer.js')}"></script>\n`,
    privacy: OPEN,
  },
  'one-file': {
    name: 'A part of the page, in one file',
    why: 'For a site that takes one file only. Other scripts of the page could read what visitors answer, so use it only if there are none.',
    files: '/explorer/',
    steps: () => ['Get “intimacy-explorer-one-file-{version}.zip”, one of the downloads of the explorer, and unpack it.', 'Upload the file intimacy-explorer.one.js.', paste()],
    snippet: () => `${element()}<script src="${at('intimacy-explorer.one.js')}" defer></script>\n`,
    privacy: OPEN,
  },
  link: {
    name: 'A link to a page of its own',
    why: 'It works with every site, and is the most private way: no script of your site is there.',
    files: 'https://explorer.example.org/',
    page: true,
    steps: () => ['Get a web space with an address that nothing else uses, such as explorer.example.org. Whoever looks after your site can help.', 'Press “Download index.html” below, and upload it there. Your settings are in it already.', 'Paste the link in the box, or write a link to that address in your own words.', 'If you cannot get a web space: print the quiz on paper (“intimacy-explorer-paper-{version}.html”), or hand on the file for one person (“intimacy-explorer-offline-{version}.html”).'],
    snippet: () => `<a href="${escaped(folder())}">${TITLE}: a quiet page to read, and a short quiz that sends nothing anywhere</a>\n`,
    privacy: ELSEWHERE,
  },
};

// A person who is not sure gets the way that is safe for every site.
function answered() {
  const [trackers, files, platform] = ['trackers', 'files', 'platform'].map(chosen);
  if (platform === 'wordpress') return trackers === 'no' ? 'plugin-element' : 'plugin-frame';
  if (platform === 'therapists' || files !== 'yes') return 'link';
  if (platform === 'wix') return 'wix';
  if (platform === 'squarespace' || platform === 'webflow') return 'elsewhere';
  return trackers === 'no' && platform === 'html' ? 'element' : 'frame';
}

const way = () => WAYS[page('way').value || answered()];

// The parts of the frame page, and the script for the page around it (`resizer`).
async function frameParts() {
  const { dataset, textContent } = page('frame-parts');
  if (!dataset.from) return { ...JSON.parse(textContent), style: page('frame-style').textContent, script: page('frame-script').textContent };
  const response = await fetch(dataset.from);
  if (!response.ok) throw new Error(`${dataset.from}: ${response.status}`);
  return response.json();
}

// The page of the frame with the settings in its tag. Without any, and not sealed, it is the page as it is shipped.
async function framePage() {
  const sealed = way() === WAYS.frame;
  const hidden = sealed ? [...NOT_SEALED, ...NOT_FRAMED] : NOT_FRAMED;
  const settings = used().filter(([setting]) => !hidden.includes(setting));
  // A sealed page can store nothing, so it does not offer that.
  if (sealed) settings.push(['saving', 'never']);
  const { style, script, end, ...parts } = await frameParts();
  let { head, middle } = parts;
  middle = middle.replace('<intimacy-explorer', (tag) => tag + attributes(settings));
  middle = middle.replace('</intimacy-explorer>', (tag) => ownMarkup() + tag);
  const rules = styled().map(([property, value]) => `${property}:${value}!important`).join(';');
  if (rules) {
    const look = `${hasColours() ? '.ie-page{color-scheme:light!important}' : ''}.ie-page,intimacy-explorer{${rules}}`;
    const sum = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(look));
    const hash = btoa(String.fromCharCode(...new Uint8Array(sum)));
    head = head.replace("style-src '", `style-src 'sha256-${hash}' '`);
    middle = middle.replace('</style>', (tag) => `${tag}\n<style>${look}</style>`);
  }
  return `${head}${style}${middle}${script}${end}`;
}

function save(name, text, type) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 40000);
}

function button(name, text, type) {
  const one = document.createElement('button');
  Object.assign(one, { type: 'button', className: 'ie-button', textContent: `Download ${name}` });
  one.dataset.download = name;
  one.addEventListener('click', async () => {
    try {
      save(name, await text(), type);
      page('not-saved').textContent = '';
    } catch {
      page('not-saved').textContent = `${name} could not be fetched. Look at your connection, and press again.`;
    }
  });
  return one;
}

const list = (texts) => texts.map((text) => Object.assign(document.createElement('li'), { textContent: text.replaceAll('{version}', '{own-version}') }));

function show() {
  const all = filled();
  for (const field of fields) {
    const { setting } = field.dataset;
    const expected = all[setting] && isWrong(setting, all[setting]);
    const told = page(`${setting}-wrong`);
    if (!told) continue;
    told.textContent = expected ? `This value is not used. Expected: ${expected}.` : '';
    field.setAttribute('aria-invalid', !!expected);
  }
  const now = way();
  page('contrast').textContent = hasColours() ? readable() : '';
  page('way-name').textContent = now.name;
  page('way-why').textContent = now.why;
  page('folder-row').hidden = !now.files;
  page('privacy').textContent = `“${now.privacy}”`;
  page('steps').replaceChildren(...list(now.steps()));
  page('snippet').value = now.snippet();
  const names = [now.frame && 'frame.html', now.frame && now !== WAYS.wix && 'frame.js', now.page && 'index.html'].filter(Boolean);
  if (page('downloads').dataset.names !== `${names}`) {
    page('downloads').dataset.names = `${names}`;
    page('downloads').replaceChildren(...names.map((name) => (name === 'frame.js' ? button(name, async () => (await frameParts()).resizer, 'text/javascript') : button(name, framePage, 'text/html'))));
  }
}

let last;
let lastOwn = '';
function changed() {
  const written = ownMarkup();
  if (written !== lastOwn) {
    for (const old of preview.querySelectorAll(':scope > [slot]')) old.remove();
    preview.append(...own());
    lastOwn = written;
  }
  const all = filled();
  for (const { dataset: { setting } } of fields) {
    // The preview saves nothing, and is there from the start.
    if (setting === 'saving' || setting === 'loading') continue;
    const value = all[setting] ?? (setting === 'heading-level' ? '3' : undefined);
    if (value === undefined) preview.removeAttribute(setting);
    else if (preview.getAttributeNode(setting)?.value !== value) preview.setAttribute(setting, value);
  }
  for (const { dataset: { property } } of looks) preview.style.removeProperty(property);
  for (const [property, value] of styled()) preview.style.setProperty(property, value);
  preview.style.colorScheme = hasColours() ? 'light' : '';
  const now = way();
  if (last !== now) page('folder').value = now.files ?? '';
  last = now;
  page('copied').textContent = '';
  show();
}

for (const [id, { name }] of Object.entries(WAYS)) page('way').append(Object.assign(document.createElement('option'), { value: id, textContent: name }));
for (const what of ['input', 'change']) document.querySelector('main').addEventListener(what, ({ target }) => {
  if (target.closest('intimacy-explorer')) return;
  // Whoever chooses a colour wants it.
  if (target.type === 'color') page(`${target.id}-own`).checked = true;
  if (target.id === 'folder') show();
  else changed();
});
page('copy').addEventListener('click', async () => {
  const box = page('snippet');
  box.select();
  const done = await navigator.clipboard?.writeText(box.value).then(() => true, () => false) ?? document.execCommand('copy');
  page('copied').textContent = done ? 'Copied.' : 'It is selected. Copy it with Ctrl+C, or on a Mac with Cmd+C.';
});
changed();
