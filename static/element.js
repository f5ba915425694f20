// The custom element <intimacy-explorer>. wasm-bindgen cannot extend HTMLElement, so this much is JavaScript.
//
// Until the app is there, and whenever it fails, the element's own content is what a reader sees: the article, or what
// the owner wrote. On a page of our own the article holds the quiz's first step as native controls. On a host page it is
// plain text without a control, because editors, resets, forms and translators change what stands in the page's DOM: the
// doors into the app are built here, in a shadow root of their own. Nothing in the light DOM depends on `hidden`.
//
// The app is fetched when the element comes within a screen of what is seen, when something in it is pressed, or at once
// with loading="eager".

import { address } from './exit.js';
import { ask, leads, unobscure, unwatch, watch } from './leave.js';

// Filled in by `cargo xtask page`.
const VERSION = '{version}';

// Marks that session-replay tools take for "record nothing of this": rrweb, PostHog, Sentry, FullStory, Mouseflow, Yandex
// Metrica; Hotjar, Clarity, LogRocket, Datadog, Heap, Smartlook. A tool without such a mark sees what any script sees.
const PRIVATE = ['rr-block', 'ph-no-capture', 'sentry-block', 'fs-exclude', 'no-mouseflow', 'ym-hide-content'];
const PRIVATE_DATA = { hjSuppress: '', clarityMask: 'true', private: '', ddPrivacy: 'hidden', heapRedactText: 'true', recordingDisable: '' };

// When another window may have changed what is stored, and when the reader comes back to this one.
const WAKES = ['storage', 'focus', 'pageshow', 'visibilitychange'];

const JSON_SCRIPT = 'script[type="application/json"]';
// What no owner writes as the paragraph inside the element: it shows that the element swallowed the page after it.
const STRUCTURE = `form, footer, nav, main, iframe, input, script:not([type="application/json"])`;
const HEADING = 'h1, h2, h3, h4, h5, h6, header, section';

// Not `document.createElement`: an element named "createElement" would stand in its place.
const make = (tag, properties, ...children) => {
  const element = Document.prototype.createElement.call(document, tag);
  Object.assign(element, properties);
  // Pages break `append` more often than this.
  if (children.length) element.replaceChildren(...children);
  return element;
};

/**
 * Defines the element. A second script that defines it does nothing; a name that something else has taken is left to it.
 *
 * @param {object} parts
 * @param {(files?: string) => Promise<object>} parts.load fetches the app once for all elements, from the folder `files`
 *   or from beside the script; see static/app.js
 * @param {() => Promise<string>} [parts.css] fetches the style sheet alone; only on host pages
 * @param {object} parts.labels see static/labels.js
 * @param {'open' | 'closed'} parts.mode of the shadow roots: closed where other scripts share the page
 * @param {string} [name] the element's name
 */
export function define({ load, css: fetchSheet, labels, mode }, name = 'intimacy-explorer') {
  const taken = customElements.get(name);
  if (taken) {
    if (!taken.isIntimacyExplorer) console.warn(`<${name}>: another script has taken this name, so there is no explorer.`);
    else if (taken.version !== VERSION) {
      console.warn(`<${name}>: version ${taken.version ?? 'unknown'} is already on this page; version ${VERSION} does nothing. Remove one of the two scripts.`);
    }
    return;
  }
  let loading;
  let done;
  // A fetch that is under way when the browser puts the page away may never end.
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted && loading && !done) location.reload();
  });
  // A browser that fills in a form after a reload would show the choice to whoever looks next.
  addEventListener('pagehide', () => {
    for (const one of document.querySelectorAll('[name="ie-subject"]')) one.checked = false;
  });

  customElements.define(name, class extends HTMLElement {
    static isIntimacyExplorer = true;
    static version = VERSION;

    #root;
    #inside;
    #app;
    #clicked = -Infinity;
    #near = new IntersectionObserver((seen) => {
      if (seen.some(({ isIntersecting }) => isIntersecting)) this.#load();
    }, { rootMargin: '100%' });
    #pressed;
    #size = new ResizeObserver(() => this.#say('resize'));
    #alive = false;
    #told = new Set();
    #unknown;
    #doors;
    #waiting;
    // What the owner changes while the app runs. The attributes that the element sets itself are not for the app.
    #changes = new MutationObserver((records) => {
      this.#mark();
      if (!records.some(({ attributeName }) => !/^(data-.*|style|class)$/.test(attributeName))) return;
      const get = this.#settings();
      this.#exit(get);
      this.#app.configure(get);
      this.#applySettings(this, this.#app.shown_settings());
      this.#tell();
    });

    connectedCallback() {
      if (this.#alive) return;
      this.#alive = true;
      // A copy that a page-swap script made has the attributes of the element that it was made from.
      for (const state of ['data-ready', 'data-failed']) this.removeAttribute(state);
      this.addEventListener('click', this.#press);
      this.addEventListener('focusin', this.#focused);
      this.#mark();
      this.#size.observe(this);
      watch(this, this.#leaving, () => this.#keys && !this.hasAttribute('data-key-off'));
      if (this.nextSibling || document.readyState !== 'loading') return this.#start();
      // A script that runs in the head defines the element as its start tag is read: its content comes later.
      const parsed = new MutationObserver(() => this.nextSibling && begin());
      const begin = () => {
        parsed.disconnect();
        removeEventListener('DOMContentLoaded', begin);
        if (this.#alive) this.#start();
      };
      parsed.observe(this.parentNode, { childList: true });
      addEventListener('DOMContentLoaded', begin);
    }

    // All content of the element is there.
    #start() {
      this.#repair();
      this.toggleAttribute('data-local', location.protocol === 'file:');
      this.#hold('block', '100vh');
      const get = this.#settings();
      this.#exit(get);
      if (fetchSheet && this.#article()) this.#dress(get('files'));
      if (get('loading') === 'eager') this.#load();
      else this.#near.observe(this);
    }

    #load() {
      this.#near.disconnect();
      loading ??= load(this.#settings()('files')).finally(() => (done = true));
      loading.then((app) => this.#mount(app)).catch((problem) => this.#fail(problem));
    }

    // An element that is moved is disconnected and connected in one go, and keeps its app.
    disconnectedCallback() {
      queueMicrotask(() => {
        if (this.isConnected || !this.#alive) return;
        this.#alive = false;
        this.removeEventListener('click', this.#press);
        this.removeEventListener('focusin', this.#focused);
        this.#size.disconnect();
        unwatch(this);
        this.#near.disconnect();
        this.#changes.disconnect();
        for (const what of WAKES) removeEventListener(what, this.#reload);
        this.#deaf?.();
        this.#app?.unmount();
        this.#own();
      });
    }

    // Shows the element's own content, as if there had never been an app.
    #own() {
      this.#app = undefined;
      this.#root?.replaceChildren(make('slot', { name: 'leave' }), make('slot'));
    }

    #applySettings;
    #reload;
    #deaf;

    // What the link that leaves stands in: the article's, or the app's own where that one does not come into its slot.
    #leaving = () => {
      const own = this.querySelector('.ie-leave');
      const slotted = own?.parentNode === this && own.slot === 'leave';
      return (slotted ? own : this.#root?.querySelector('.ie-leave')) ?? own;
    };
    #keys = true;

    #focused = ({ target }) => unobscure(this, target);

    #press = (event) => {
      this.#clicked = performance.now();
      this.#jump(event);
      const button = event.target.closest('[data-begin], [data-open]');
      if (button) this.#open(button.dataset.begin ?? button.dataset.open, this.querySelector('.ie-start') ?? button.parentNode);
    };

    // A door into the app was pressed: the app is told now or when it is there, and until then the reader is.
    #open(what, beside) {
      this.#pressed = what;
      if (this.#app) return this.#deliver();
      if (!this.#waiting) {
        const status = make('p', { className: 'ie-waiting' });
        this.#waiting = make('div', { role: 'status' }, status);
        beside.append(this.#waiting);
        // A live region speaks only of what comes into it.
        requestAnimationFrame(() => (status.textContent = labels.opening));
      }
      this.#load();
    }

    #deliver() {
      const chosen = this.querySelector('input[type="radio"]:checked')?.value;
      this.#noLongerWaits();
      this.#app.press(this.#pressed, chosen);
      this.#pressed = undefined;
    }

    #noLongerWaits() {
      this.#waiting?.remove();
      this.#waiting = undefined;
    }

    #mount({ mount, opened, printed, save, raw, vault: vaultOf, containEvents, applySettings, rescue, crashed, pack, css }) {
      if (!this.#alive || this.#app) return;
      const inside = (this.#inside = make('div'));
      const sheet = this.#sheet(css);
      const root = (this.#root ??= this.attachShadow({ mode }));
      root.adoptedStyleSheets = [sheet];
      root.replaceChildren(inside);
      containEvents(root, this);
      let article;
      // Back at the article, the reader begins at its top. At first it is where the reader already is.
      inside.addEventListener('slotchange', ({ target }) => {
        if (target.name || target === article) return;
        if (article) this.#top();
        article = target;
      });
      // A widget that may store nothing asks for no vault.
      let vault;
      const app = mount(this, inside, pack, this.#settings(), (prefix) => (vault = vaultOf(prefix)));
      this.#app = app;
      const prefix = app.prefix();
      this.#applySettings = applySettings;
      applySettings(this, app.shown_settings());
      const words = app.rescue();
      crashed.then(() => this.#app === app && this.#crash(rescue, prefix, vault, words));
      this.#reload = async () => {
        await vault?.fresh();
        this.#app?.reload();
      };
      this.#deaf = vault?.hear((why) => (why == null ? this.#app.reload() : this.#app.flushed(why)));
      inside.addEventListener('click', (event) => {
        const { target } = event;
        this.#clicked = performance.now();
        // The first screen may be shorter than the room that was held: what stands below moves only after a press.
        this.#hold('', '');
        const key = target.closest('[data-leave-key]')?.dataset.leaveKey;
        if (key) {
          this.toggleAttribute('data-key-off', key === 'off');
          inside.querySelector(`[data-leave-key="${key === 'off' ? 'on' : 'off'}"]`).focus();
        }
        const saving = target.closest('[data-save-file]');
        if (saving) app.file_saved(save(app.file(saving.dataset.saveFile || undefined)));
        if (target.closest('[data-save-raw]')) app.file_saved(save(raw(prefix)));
        if (target.closest('[data-print]') && !printed()) app.not_printed();
        if (target.closest('[data-passphrase]')) act(target);
      });
      inside.addEventListener('focusin', ({ target }) => unobscure(this, target));
      const act = async ({ dataset }) => {
        const fields = [...inside.querySelectorAll('[type="password"]')];
        const said = await vault.act(dataset.passphrase, ...fields.map(({ value }) => value));
        for (const field of fields) field.value = '';
        this.#app?.passphrase_tried(said);
      };
      inside.addEventListener('keydown', ({ key, target }) => {
        if (key === 'Enter' && target.matches('[type="password"]')) target.closest('.ie-card').querySelector('[data-passphrase]').click();
      });
      // A screen reader drops what is said while keys are pressed.
      let pause;
      inside.addEventListener('input', () => {
        clearTimeout(pause);
        pause = setTimeout(() => {
          const counted = inside.querySelector('[data-counted]');
          if (counted) counted.textContent = counted.previousSibling.textContent;
        }, 1000);
      });
      inside.addEventListener('change', async ({ target }) => {
        if (!target.matches('[data-open-file]') || !target.files.length) return;
        const text = await opened(target).catch(() => '');
        this.#app?.file_opened(text);
      });
      this.#changes.observe(this, { attributes: true });
      for (const what of WAKES) addEventListener(what, this.#reload);
      this.#tell();
      if (this.#pressed) this.#deliver();
      // The app has brought the link, and may not have changed the element's size.
      ask();
      this.toggleAttribute('data-ready', true);
      performance.mark('intimacy-explorer:ready');
      this.#say('ready');
    }

    #top() {
      const title = this.querySelector('.ie-title');
      if (!title) return;
      title.tabIndex = -1;
      title.focus();
    }

    // Where the article's link to leave leads, if the owner has set another page. The app says so if it is of no use.
    #exit(get) {
      leads(this.querySelector('.ie-leave'), get('exit'));
      this.#keys = get('exit-key') !== 'off';
      this.toggleAttribute('data-no-key', !this.#keys);
    }

    #crash(rescue, prefix, vault, words) {
      this.#changes.disconnect();
      for (const what of WAKES) removeEventListener(what, this.#reload);
      this.#deaf?.();
      // Where a page's scripts leave no way to show anything, the app ends before it has a place for that screen.
      if (!this.#inside.querySelector('slot')) return this.#fail();
      // The page keeps its focus and its place, unless the person was just here.
      const here = this.#root.activeElement || performance.now() - this.#clicked < 1000;
      rescue(this.#inside, this.#app, prefix, vault, words, here);
      this.#say('error');
    }

    // Content below an element without an article must not move when the app comes.
    #hold(display, minBlockSize) {
      if (!this.#article()) Object.assign(this.style, { display, minBlockSize });
    }

    // Any other content is the owner's: it is shown until the app is there, or instead of it.
    #article() {
      return this.querySelector(':scope > .ie-article');
    }

    // Session-replay marks, and the size of the text around the element, which its lengths follow, but never below what
    // can be read. Page-swap scripts that compare old and new markup take such attributes away.
    #mark() {
      if (!PRIVATE.every((one) => this.classList.contains(one))) this.classList.add(...PRIVATE);
      for (const [mark, value] of Object.entries(PRIVATE_DATA)) if (this.dataset[mark] !== value) this.dataset[mark] = value;
      if (!this.style.getPropertyValue('--ie-host-size')) this.style.setProperty('--ie-host-size', `max(14px, ${getComputedStyle(this).fontSize})`);
    }

    // Mends what editors and formatters do to the tags. A self-closed or unclosed tag makes the rest of the page content
    // of the element, and the app would hide it. An end tag that came too early leaves the article beside the element.
    #repair() {
      const article = this.#article();
      const spilled = article ? undefined : this.ownerDocument.querySelector('.ie-article');
      if (spilled && !spilled.closest(this.localName)) {
        this.append(...[...spilled.parentNode.querySelectorAll(':scope > .ie-leave')], spilled);
        return;
      }
      const nodes = [...this.childNodes];
      const holds = (node, css) => node.matches?.(css) || node.querySelector?.(css);
      if (!nodes.some((node) => node !== article && holds(node, STRUCTURE))) return;
      const after = article ? nodes.indexOf(article) + 1 : 0;
      const end = nodes.findIndex((node, at) => at >= after && holds(node, `${STRUCTURE}, ${HEADING}`));
      if (end < 0) return;
      this.after(...nodes.slice(end));
      console.warn(`<${this.localName}>: its end tag is missing, so the page after it had become its content. Write </${this.localName}>; <${this.localName} /> does not close it.`);
    }

    // The article on a host page: the style sheet, if the page has no link to it, and the doors into the app.
    async #dress(files) {
      const css = await fetchSheet(files).catch(() => '');
      if (!this.#alive) return;
      const article = this.#article();
      const page = this.getRootNode();
      let sheet;
      try {
        sheet = css && this.#sheet(css);
      } catch {
        // A browser without constructed sheets shows plain buttons.
      }
      if (sheet && !getComputedStyle(article).getPropertyValue('--ie-dressed')) page.adoptedStyleSheets = [...page.adoptedStyleSheets, sheet];
      if (article.querySelector('[data-begin]')) return;
      let place = article.querySelector('.ie-start');
      if (!place) article.prepend((place = make('div', { className: 'ie-start' })));
      // A script that morphs the page keeps the element and its shadow root.
      const root = roots.get(place) ?? place.attachShadow({ mode });
      roots.set(place, root);
      if (sheet) root.adoptedStyleSheets = [sheet];
      const buttons = [];
      for (const [what, label, className] of [['quiz', labels.begin, 'ie-button'], ['explore', labels.explore, 'ie-quiet'], ['notes', labels.notes, 'ie-quiet']]) {
        const button = make('button', { type: 'button', className, textContent: label });
        button.dataset.open = what;
        button.addEventListener('click', (event) => {
          event.stopPropagation();
          this.#open(what, this.#doors);
        });
        buttons.push(button);
      }
      this.#doors = make('div', { className: 'ie ie-in-article' }, make('slot'), make('p', { className: 'ie-actions ie-doors' }, ...buttons));
      if (this.hasAttribute('data-failed')) this.#closeDoors();
      root.replaceChildren(this.#doors);
    }

    #closeDoors() {
      this.#doors?.lastChild.replaceWith(make('p', { className: 'ie-small', textContent: labels.failed }));
    }

    // A constructed sheet belongs to one document, and an editor may have put the element into another one.
    #sheet(css) {
      const sheet = new (this.ownerDocument.defaultView ?? window).CSSStyleSheet();
      sheet.replaceSync(css);
      return sheet;
    }

    // With <base>, a link to a place in the article would lead to another page.
    #jump(event) {
      const to = event.target.closest('a[href^="#"]')?.getAttribute('href').slice(1);
      const place = to && this.querySelector(`[id="${to}"]`);
      if (!place || document.baseURI.split('#')[0] === location.href.split('#')[0]) return;
      event.preventDefault();
      location.hash = to;
    }

    // Tells the owner, once each, what of the configuration could not be used.
    #tell() {
      const unknown = [...this.#unknown].map((name) => `there is no setting "${name}"`);
      for (const problem of this.#app.problems().split('\n').concat(unknown)) {
        if (problem) this.#warn(problem);
      }
    }

    // Each problem once.
    #warn(problem, ...error) {
      if (this.#told.has(problem)) return;
      this.#told.add(problem);
      console.warn(`<${this.localName}>: ${problem}`, ...error);
    }

    // What the owner has set under a name of src/config/settings.rs, without the blanks around it: an attribute, or else a
    // value of the one JSON script among the children. Under `exit` it is the address that "Leave" may open, if there is one.
    #settings() {
      const json = Object.create(null);
      try {
        Object.assign(json, JSON.parse(this.querySelector(`:scope > ${JSON_SCRIPT}`)?.textContent ?? '{}'));
      } catch (problem) {
        this.#warn('the script in it is no JSON.', problem);
      }
      this.#unknown = new Set(Object.keys(json));
      const get = (name) => {
        if (name === 'place') return [Intl.DateTimeFormat().resolvedOptions().timeZone, ...navigator.languages].join(' ');
        if (name === 'exit') {
          const to = get('exit-page');
          return address(to) ? to : undefined;
        }
        this.#unknown.delete(name);
        const value = this.getAttribute(name) ?? json[name];
        return value == null ? undefined : String(value).trim();
      };
      return get;
    }

    // Events say that something happened, and nothing of what was answered.
    #say(what) {
      this.dispatchEvent(new Event(`intimacy-explorer:${what}`, { bubbles: true, composed: true }));
    }

    #fail(problem) {
      this.#own();
      this.toggleAttribute('data-failed', true);
      this.#noLongerWaits();
      this.#closeDoors();
      this.#hold('', '');
      this.#say('error');
      const shown = this.#article() ? 'the article' : 'what stands inside the element';
      console.error(`<${this.localName}>: the app did not start, so ${shown} is shown instead.${advice(problem)}`, problem);
    }
  });
}

const roots = new WeakMap();

// What the owner can change, as far as the error tells it.
function advice(problem) {
  const wasm = globalThis.WebAssembly;
  if (!wasm) return ' This browser allows no WebAssembly, as in a lockdown mode.';
  if (problem instanceof wasm.CompileError) return " If this page has a Content-Security-Policy, its script-src needs 'wasm-unsafe-eval'; or use the frame.";
  if (problem instanceof TypeError || /HTTP/.test(problem?.message)) {
    return ' Its files could not be loaded. They have to lie beside the script, or in the folder that the attribute "files" names; from another address they need Access-Control-Allow-Origin.';
  }
  return '';
}
