// The custom element <intimacy-explorer>. It is JavaScript, because wasm-bindgen cannot extend HTMLElement.
//
// Until the app has started, and whenever it fails, a reader sees the content of the element: the article, or what the
// owner wrote. On our own pages the article contains the first question of the quiz as native controls. On a host page
// it is text without controls, because editors, resets, forms and translators change the DOM of the page. There, this
// script builds the buttons that open the app ("doors"), in a shadow root of their own. Nothing in the light DOM
// depends on `hidden`.
//
// The app is fetched when the element is at most one screen away from the visible area, when a button in it is pressed,
// or at once with loading="eager".

import { address } from './exit.js';
import { ask, leads, unobscure, unwatch, watch } from './leave.js';

// Filled in by `cargo xtask page`.
const VERSION = '{version}';

// Classes and data attributes that tell session-replay tools not to record the element: rrweb, PostHog, Sentry,
// FullStory, Mouseflow, Yandex Metrica; Hotjar, Clarity, LogRocket, Datadog, Heap, Smartlook. Other tools see what any
// script sees.
const PRIVATE = ['rr-block', 'ph-no-capture', 'sentry-block', 'fs-exclude', 'no-mouseflow', 'ym-hide-content'];
const PRIVATE_DATA = { hjSuppress: '', clarityMask: 'true', private: '', ddPrivacy: 'hidden', heapRedactText: 'true', recordingDisable: '' };

// Events after which the stored records are read again: another window may have changed them.
const WAKES = ['storage', 'focus', 'pageshow', 'visibilitychange'];

const JSON_SCRIPT = 'script[type="application/json"]';
// Elements that an owner does not write inside the element. They show that an unclosed tag has swallowed the page after
// it.
const STRUCTURE = `form, footer, nav, main, iframe, input, script:not([type="application/json"])`;
// What the owner has written for a place of the explorer.
const OWN = ':scope > :is([slot="start"], [slot="support"], [slot="result"])';
const HEADING = 'h1, h2, h3, h4, h5, h6, header, section';

// The time zone of the browser. The first call takes tens of milliseconds on a slow device.
let zone;
const timeZone = () => (zone ??= Intl.DateTimeFormat().resolvedOptions().timeZone);

// From the prototype: a form of the page named "createElement" would shadow `document.createElement`.
const make = (tag, properties, ...children) => {
  const element = Document.prototype.createElement.call(document, tag);
  Object.assign(element, properties);
  // Scripts of host pages break `append` more often than `replaceChildren`.
  if (children.length) element.replaceChildren(...children);
  return element;
};

// Waiting while somebody types into a field below an element: if the element grew, it would move the field

const below = (element) => {
  const field = document.activeElement;
  const follows = field && element.compareDocumentPosition(field) === Node.DOCUMENT_POSITION_FOLLOWING;
  return follows && field.matches('input, textarea, select, [contenteditable]');
};

/**
 * Calls `then`, at once if nobody types below the element.
 *
 * @param {Element} element
 * @param {() => void} then
 */
function untilTyped(element, then) {
  if (!below(element)) return then();
  const events = ['focusout', 'pointerdown', 'pointerup', 'pointercancel'];
  let pressed;
  const check = ({ type }) => {
    if (type !== 'focusout') pressed = type === 'pointerdown';
    // A press on another control takes the focus before its click. Until the click, the control may not move.
    setTimeout(() => {
      if (pressed || below(element)) return;
      for (const event of events) removeEventListener(event, check, true);
      then();
    });
  };
  for (const event of events) addEventListener(event, check, true);
}

/**
 * Registers the class of the element. If a script has already done so, or another element has the name, this does
 * nothing.
 *
 * @param {CustomElementConstructor} element the class; see `explorer`
 * @param {string} [name] the element's name
 */
export function define(element, name = 'intimacy-explorer') {
  const taken = customElements.get(name);
  if (!taken) customElements.define(name, element);
  else if (!taken.isIntimacyExplorer) console.warn(`<${name}>: another script has taken this name, so there is no explorer.`);
  else if (taken.version !== VERSION) {
    console.warn(`<${name}>: version ${taken.version ?? 'unknown'} is already on this page; version ${VERSION} does nothing. Remove one of the two scripts.`);
  }
}

/**
 * Makes the class of the element. Until an element is in a page, this has no effect on it.
 *
 * @param {object} parts
 * @param {(files?: string) => Promise<object>} parts.load fetches the app, once for all elements, from the folder
 *   `files`
 *   or from the folder of the script; see static/app.js
 * @param {() => Promise<string>} [parts.css] fetches the style sheet alone; only on host pages
 * @param {(files?: string) => Promise<Function>} parts.own fetches `ownContent` of static/own-content.js
 * @param {object} parts.labels see static/labels.js
 * @param {'open' | 'closed'} parts.mode the mode of the shadow roots: closed where other scripts share the page
 */
export function explorer({ load, css: fetchSheet, own: fetchOwn, labels, mode }) {
  let loading;
  let done;
  // A fetch that runs while the page enters the back/forward cache may never end.
  const returned = ({ persisted }) => {
    if (persisted && loading && !done) location.reload();
  };
  // After a reload, a browser may fill in the form again, and so show the choice to the next person.
  const left = () => {
    for (const one of document.querySelectorAll('[name="ie-subject"], [data-keep]')) one.checked = false;
  };

  return class extends HTMLElement {
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
    #size = new ResizeObserver(() => this.#dispatch('resize'));
    #connected = false;
    #reported = new Set();
    #unknown;
    #doors;
    #own;
    #asked;
    #status;
    // Changes that the owner makes while the app runs. Attributes that the element sets itself are ignored.
    #changes = new MutationObserver((records) => {
      this.#mark();
      this.#addOwn();
      if (!records.some(({ attributeName }) => attributeName && !/^(data-.*|style|class)$/.test(attributeName))) return;
      const get = this.#settings();
      this.#exit(get);
      this.#app.configure(get);
      this.#applySettings(this, this.#app.shown_settings());
      this.#reportProblems();
    });

    connectedCallback() {
      if (this.#connected) return;
      this.#connected = true;
      // Adding the same listener again has no effect.
      addEventListener('pageshow', returned);
      addEventListener('pagehide', left);
      // An element that a page-swap script has cloned still has the attributes of the original.
      for (const state of ['data-ready', 'data-failed']) this.removeAttribute(state);
      this.addEventListener('click', this.#press);
      this.addEventListener('focusin', this.#focused);
      this.#mark();
      this.#size.observe(this);
      watch(this, this.#leaveBox, () => this.#keys && !this.hasAttribute('data-key-off'));
      if (this.nextSibling || document.readyState !== 'loading') return untilTyped(this, () => this.#connected && this.#start());
      // If the script runs in the head, the parser connects the element at its start tag, before its content.
      const parsed = new MutationObserver(() => this.nextSibling && begin());
      const begin = () => {
        parsed.disconnect();
        removeEventListener('DOMContentLoaded', begin);
        if (this.#connected) this.#start();
      };
      parsed.observe(this.parentNode, { childList: true });
      addEventListener('DOMContentLoaded', begin);
    }

    // Called when the content of the element is complete.
    #start() {
      this.#repair();
      this.toggleAttribute('data-local', location.protocol === 'file:');
      // A browser that opens a tab again fills in what was chosen in it. It finds no field with another id, and leaves
      // out fields that are not completed.
      for (const one of this.querySelectorAll('[name="ie-subject"]')) Object.assign(one, { autocomplete: 'off', id: Math.random() });
      this.#reserve('block', '100vh');
      const get = this.#settings();
      this.#exit(get);
      if (fetchSheet && this.#article()) this.#addDoors(get('files'));
      if (get('loading') === 'eager') this.#load();
      else this.#near.observe(this);
    }

    #load() {
      this.#near.disconnect();
      loading ??= load(this.#settings()('files')).finally(() => (done = true));
      // While the files are on their way, the thread has nothing to do.
      (window.requestIdleCallback ?? setTimeout)(() => {
        try {
          timeZone();
        } catch {
          // It is asked for again when the app starts, which reports the problem.
        }
      });
      loading.then((app) => this.#mount(app)).catch((problem) => this.#fail(problem));
    }

    // A moved element is disconnected and connected in the same task. It keeps its app.
    disconnectedCallback() {
      queueMicrotask(() => {
        if (this.isConnected || !this.#connected) return;
        this.#connected = false;
        this.removeEventListener('focusin', this.#focused);
        this.#size.disconnect();
        unwatch(this);
        this.#near.disconnect();
        this.#changes.disconnect();
        for (const what of WAKES) removeEventListener(what, this.#reload);
        this.#stopListening?.();
        this.#app?.unmount();
        this.#showContent();
        this.removeEventListener('click', this.#press);
      });
    }

    // Removes the app, and shows the content of the element again.
    #showContent() {
      this.#app = undefined;
      this.#ended?.abort();
      this.addEventListener('click', this.#press);
      this.#own?.end();
      this.#own = this.#asked = undefined;
      this.#slots('leave', 'start', '', 'support', 'result');
    }

    #slots(...names) {
      this.#root?.replaceChildren(...names.map((name) => make('slot', name && { name })));
    }

    #applySettings;
    #ended;
    #reload;
    #stopListening;

    // The container of the "Leave" link: that of the article if it is in the slot `leave`, or else that of the app.
    #leaveBox = () => {
      const own = this.querySelector('.ie-leave');
      const slotted = own?.parentNode === this && own.slot === 'leave';
      return (slotted ? own : this.#root?.querySelector('.ie-leave')) ?? own;
    };
    #keys = true;

    #focused = ({ target }) => unobscure(this, target);

    #press = (event) => {
      this.#clicked = performance.now();
      this.#followFragment(event);
      const button = event.target.closest('[data-begin], [data-open]');
      const begin = () => (this.querySelector('[data-keep]')?.checked ? 'keep' : 'visit');
      if (button) this.#open(button.dataset.open ?? begin(), this.querySelector('.ie-start') ?? button.parentNode);
    };

    // A button that opens the app was pressed. The press is delivered when the app has started. Until then a status
    // says that it is opening.
    #open(what, beside) {
      this.#pressed = what;
      if (this.#app) return this.#deliver();
      if (!this.#status) {
        const status = make('p', { className: 'ie-waiting' });
        this.#status = make('div', { ariaLive: 'polite', ariaAtomic: true }, status);
        beside.append(this.#status);
        // A live region announces only changes, so the text is added later.
        requestAnimationFrame(() => (status.textContent = labels.opening));
      }
      this.#load();
    }

    #deliver() {
      const chosen = this.querySelector('input[type="radio"]:checked')?.value;
      this.#removeStatus();
      this.#app.press(this.#pressed, chosen);
      this.#pressed = undefined;
    }

    #removeStatus() {
      this.#status?.remove();
      this.#status = undefined;
    }

    #mount({ mount, second, opened, printed, save, raw, vault: vaultOf, containEvents, applySettings, rescue, crashed, pack, css }) {
      if (!this.#connected || this.#app) return;
      const inside = (this.#inside = make('div'));
      const sheet = this.#sheet(css);
      const root = (this.#root ??= this.attachShadow({ mode }));
      root.adoptedStyleSheets = [sheet];
      root.replaceChildren(inside);
      containEvents(root, this);
      // While the app runs, all listeners are on the shadow root, which is not in the accessibility tree. If an element
      // has one for presses, screen readers call the text in it "clickable".
      const { signal } = (this.#ended = new AbortController());
      const listen = (what, call, options) => root.addEventListener(what, call, { ...options, signal });
      // Yew adds the listeners of the app here.
      inside.addEventListener = listen;
      // The app has rendered before the next frame. Until then the article is in no slot, and a press in it does not pass
      // the root.
      requestAnimationFrame(() => {
        if (signal.aborted) return;
        this.removeEventListener('click', this.#press);
        listen('click', (event) => this.contains(event.target) && this.#press(event));
      });
      let article;
      // When the reader returns to the article, the focus moves to its title. The first time, the reader is already in
      // it.
      listen('slotchange', ({ target }) => {
        if (target.name || target === article) return;
        if (article) this.#focusTitle();
        article = target;
      });
      // A widget that may not store anything does not ask for a vault.
      let vault;
      const app = mount(this, inside, pack, this.#settings(), (prefix) => (vault = vaultOf(prefix)));
      this.#app = app;
      const prefix = app.prefix();
      this.#applySettings = applySettings;
      applySettings(this, app.shown_settings());
      const words = app.rescue();
      crashed.then(() => this.#app === app && this.#crash(rescue, prefix, vault, words));
      second(app, inside, crashed, () => this.#app === app);
      this.#reload = async () => {
        await vault?.fresh();
        this.#app?.reload();
      };
      this.#stopListening = vault?.hear((why) => (why == null ? this.#app.reload() : this.#app.flushed(why)));
      listen('click', (event) => {
        const { target } = event;
        this.#clicked = performance.now();
        // The first screen may be shorter than the reserved height. The page below moves only after a press.
        this.#reserve('', '');
        const key = target.closest('[data-leave-key]')?.dataset.leaveKey;
        if (key) {
          this.toggleAttribute('data-key-off', key === 'off');
          this.toggleAttribute('data-key-on', key === 'on');
          inside.querySelector(`[data-leave-key="${key === 'off' ? 'on' : 'off'}"]`).focus();
        }
        const saving = target.closest('[data-save-file]');
        if (saving) app.file_saved(save(app.file(saving.dataset.saveFile || undefined)));
        if (target.closest('[data-save-raw]')) app.file_saved(save(raw(prefix)));
        if (target.closest('[data-print]') && !printed()) app.not_printed();
        if (target.closest('[data-passphrase]')) act(target);
      });
      listen('focusin', ({ target }) => unobscure(this, target));
      const act = async ({ dataset }) => {
        const fields = [...inside.querySelectorAll('[type="password"]')];
        const said = await vault.act(dataset.passphrase, ...fields.map(({ value }) => value));
        for (const field of fields) field.value = '';
        this.#app?.passphrase_tried(said);
      };
      listen('keydown', ({ key, target }) => {
        if (key === 'Enter' && target.matches('[type="password"]')) target.closest('.ie-card').querySelector('[data-passphrase]').click();
      });
      // A screen reader drops announcements while keys are pressed, so the count is announced after a pause.
      let pause;
      listen('input', () => {
        clearTimeout(pause);
        pause = setTimeout(() => {
          const counted = inside.querySelector('[data-counted]');
          if (counted) counted.textContent = counted.previousSibling.textContent;
        }, 1000);
      });
      listen('change', async ({ target }) => {
        if (!target.matches('[data-open-file]') || !target.files.length) return;
        const text = await opened(target).catch(() => '');
        this.#app?.file_opened(text);
      });
      this.#own?.show(inside);
      this.#addOwn();
      this.#changes.observe(this, { attributes: true, childList: true });
      for (const what of WAKES) addEventListener(what, this.#reload);
      this.#reportProblems();
      if (this.#pressed) this.#deliver();
      // The "Leave" link is new. The size of the element may be the same, so no observer reports it.
      ask();
      this.toggleAttribute('data-ready', true);
      performance.mark('intimacy-explorer:ready');
      this.#dispatch('ready');
    }

    #focusTitle() {
      const title = this.querySelector('.ie-title');
      if (!title) return;
      title.tabIndex = -1;
      title.focus();
    }

    // Applies the settings `exit-page` and `exit-key` to the article. The app reports a value that is not valid, and
    // sets the page of the reader's country if there is none (static/apply-settings.js).
    #exit(get) {
      leads(this.querySelector('.ie-leave'), get('exit'));
      this.#keys = get('exit-key') !== 'off';
      this.toggleAttribute('data-no-key', !this.#keys);
    }

    #crash(rescue, prefix, vault, words) {
      this.#changes.disconnect();
      for (const what of WAKES) removeEventListener(what, this.#reload);
      this.#stopListening?.();
      // If scripts of the page prevent rendering, the app ends before there is a place for the rescue screen.
      if (!this.#inside.querySelector('slot')) return this.#fail();
      // The rescue screen takes the focus only if the person has just used the element.
      const here = this.#root.activeElement || performance.now() - this.#clicked < 1000;
      rescue(this.#inside, this.#app, prefix, vault, words, here);
      this.#dispatch('error');
    }

    // Reserves space for the app in an element without an article, so that the page below does not move at the start.
    #reserve(display, minBlockSize) {
      if (!this.#article()) Object.assign(this.style, { display, minBlockSize });
    }

    // The article, if there is one. Any other content is from the owner, and is shown until the app has started.
    #article() {
      return this.querySelector(':scope > .ie-article');
    }

    // Sets the marks for session-replay tools, and the unit of all lengths: the font size around the element, at least
    // 14px. Page-swap scripts that compare old and new markup remove such attributes, so this runs again.
    #mark() {
      if (!PRIVATE.every((one) => this.classList.contains(one))) this.classList.add(...PRIVATE);
      for (const [mark, value] of Object.entries(PRIVATE_DATA)) if (this.dataset[mark] !== value) this.dataset[mark] = value;
      if (!this.style.getPropertyValue('--ie-host-size')) this.style.setProperty('--ie-host-size', `${Math.max(14, parseFloat(getComputedStyle(this).fontSize))}px`);
    }

    // Repairs tags that editors and formatters have broken. After a self-closed or unclosed tag, the rest of the page
    // is content of the element, and the app would hide it. After an early end tag, the article is outside the element.
    #repair() {
      const article = this.#article();
      const spilled = article ? undefined : this.ownerDocument.querySelector('.ie-article');
      if (spilled && !spilled.closest(this.localName)) {
        this.append(...[...spilled.parentNode.querySelectorAll(':scope > .ie-leave')], spilled);
        return;
      }
      const nodes = [...this.childNodes];
      // What has a slot is the owner's, whatever it contains.
      const holds = (node, css) => !node.slot && (node.matches?.(css) || node.querySelector?.(css));
      if (!nodes.some((node) => node !== article && holds(node, STRUCTURE))) return;
      const after = article ? nodes.indexOf(article) + 1 : 0;
      const end = nodes.findIndex((node, at) => at >= after && holds(node, `${STRUCTURE}, ${HEADING}`));
      if (end < 0) return;
      this.after(...nodes.slice(end));
      console.warn(`<${this.localName}>: its end tag is missing, so the page after it had become its content. Write </${this.localName}>; <${this.localName} /> does not close it.`);
    }

    // Prepares the article on a host page: adds the style sheet, if the page does not link it, and the buttons that
    // open the app.
    async #addDoors(files) {
      const css = await fetchSheet(files).catch(() => '');
      if (!this.#connected) return;
      const article = this.#article();
      const page = this.getRootNode();
      let sheet;
      try {
        sheet = css && this.#sheet(css);
      } catch {
        // A browser without constructed style sheets shows unstyled buttons.
      }
      if (sheet && !getComputedStyle(article).getPropertyValue('--ie-dressed')) page.adoptedStyleSheets = [...page.adoptedStyleSheets, sheet];
      if (!this.hasAttribute('data-failed')) this.#addOwn(sheet);
      if (article.querySelector('[data-begin]')) return;
      let place = article.querySelector('.ie-start');
      if (!place) article.prepend((place = make('div', { className: 'ie-start' })));
      // A script that morphs the page may keep this node together with its shadow root.
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

    // Shows the own content, if there is any: in the article even before the app starts, so that nothing moves then.
    async #addOwn(sheet = this.#root.adoptedStyleSheets[0]) {
      if (this.#asked || !this.querySelector(OWN)) return;
      const asked = (this.#asked = {});
      const ownContent = await fetchOwn(this.#settings()('files')).catch((problem) => this.#warn('own content is not shown.', problem));
      if (this.#asked !== asked || !ownContent) return;
      if (!this.#root) {
        this.#root = this.attachShadow({ mode });
        this.#slots('leave', '');
      }
      this.#own = ownContent(this, mode, sheet);
      if (this.#app) this.#own.show(this.#inside);
    }

    #closeDoors() {
      this.#doors?.lastChild.replaceWith(make('p', { className: 'ie-small', textContent: labels.failed }));
    }

    // A constructed style sheet belongs to one document. An editor may have moved the element into another document.
    #sheet(css) {
      const sheet = new (this.ownerDocument.defaultView ?? window).CSSStyleSheet();
      sheet.replaceSync(css);
      return sheet;
    }

    // With <base>, a fragment link in the article would open another page.
    #followFragment(event) {
      const to = event.target.closest('a[href^="#"]')?.getAttribute('href').slice(1);
      const place = to && this.querySelector(`[id="${to}"]`);
      if (!place || document.baseURI.split('#')[0] === location.href.split('#')[0]) return;
      event.preventDefault();
      location.hash = to;
    }

    // Reports problems of the configuration to the owner.
    #reportProblems() {
      const unknown = [...this.#unknown].map((name) => `there is no setting "${name}"`);
      for (const problem of this.#app.problems().split('\n').concat(unknown)) {
        if (problem) this.#warn(problem);
      }
    }

    // Logs each problem once.
    #warn(problem, ...error) {
      if (this.#reported.has(problem)) return;
      this.#reported.add(problem);
      console.warn(`<${this.localName}>: ${problem}`, ...error);
    }

    // Returns a function that reads a setting by its name in src/config/settings.rs, trimmed: an attribute, or else a
    // value of the JSON script among the children. Two names are not settings: `place` is the time zone and the
    // languages of the browser, and `exit` is the value of `exit-page`, if "Leave" may open it.
    #settings() {
      const json = Object.create(null);
      try {
        Object.assign(json, JSON.parse(this.querySelector(`:scope > ${JSON_SCRIPT}`)?.textContent ?? '{}'));
      } catch (problem) {
        this.#warn('the script in it is no JSON.', problem);
      }
      this.#unknown = new Set(Object.keys(json));
      const get = (name) => {
        if (name === 'place') return [timeZone(), ...navigator.languages].join(' ');
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

    // Events say that something has happened. They contain no answers.
    #dispatch(what) {
      this.dispatchEvent(new Event(`intimacy-explorer:${what}`, { bubbles: true, composed: true }));
    }

    #fail(problem) {
      this.#showContent();
      this.toggleAttribute('data-failed', true);
      this.#removeStatus();
      this.#closeDoors();
      this.#reserve('', '');
      this.#dispatch('error');
      const shown = this.#article() ? 'the article' : 'what stands inside the element';
      console.error(`<${this.localName}>: the app did not start, so ${shown} is shown instead.${advice(problem)}`, problem);
    }
  };
}

const roots = new WeakMap();

// Advice for the owner, derived from the error.
function advice(problem) {
  const wasm = globalThis.WebAssembly;
  if (!wasm) return ' This browser allows no WebAssembly, as in a lockdown mode.';
  if (problem instanceof wasm.CompileError) return " If this page has a Content-Security-Policy, its script-src needs 'wasm-unsafe-eval'; or use the frame.";
  if (problem instanceof TypeError || /HTTP/.test(problem?.message)) {
    return ' Its files could not be loaded. They have to lie beside the script, or in the folder that the attribute "files" names; from another address they need Access-Control-Allow-Origin.';
  }
  return '';
}
