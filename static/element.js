// The custom element <intimacy-explorer>. wasm-bindgen cannot extend HTMLElement, so this much is JavaScript.
//
// Until the app is there, and whenever it fails, the element's own content is what a reader sees: the whole article,
// with the quiz's first step as native controls. A press on one of them is remembered and handed to the app.
//
// The app is fetched when the element comes within a screen of what is seen, when something in it is pressed, or at once
// with loading="eager".

import { leave, unwatch, watch } from './leave.js';

// What tools that record a visit take for "nothing of this": rrweb, PostHog, Sentry, FullStory, Mouseflow, Yandex Metrica;
// Hotjar, Clarity, LogRocket, Datadog, Heap, Smartlook. One that takes no such word sees what any script of the page sees.
const PRIVATE = ['rr-block', 'ph-no-capture', 'sentry-block', 'fs-exclude', 'no-mouseflow', 'ym-hide-content'];
const PRIVATE_DATA = { hjSuppress: '', clarityMask: 'true', private: '', ddPrivacy: 'hidden', heapRedactText: 'true', recordingDisable: '' };

// When another window may have changed what is kept, and when the reader comes back to this one.
const WAKES = ['storage', 'focus', 'pageshow', 'visibilitychange'];

/**
 * Defines the element. A second script that defines it does nothing; a name that something else has taken is left to it.
 *
 * @param {() => Promise<{mount: Function, opened: Function, save: Function, raw: Function, vault: Function, hush: Function, owner: Function, rescue: Function, crashed: Promise, pack: Uint8Array, css: string}>} load fetches
 *   the app, once for all elements; `crashed` comes true when it can no longer run
 * @param {string} [name] the element's name
 */
export function define(load, name = 'intimacy-explorer') {
  const taken = customElements.get(name);
  if (taken) {
    if (!taken.isIntimacyExplorer) console.warn(`<${name}>: another script has taken this name, so there is no explorer.`);
    return;
  }
  let loading;
  let done;
  // What a page still fetches when the browser puts it away may never come.
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted && loading && !done) location.reload();
  });
  // A browser that fills in after a reload what was chosen before would show it to who looks next.
  addEventListener('pagehide', () => {
    for (const one of document.querySelectorAll('[name="ie-subject"]')) one.checked = false;
  });

  customElements.define(name, class extends HTMLElement {
    static isIntimacyExplorer = true;

    #app;
    #near = new IntersectionObserver((seen) => {
      if (seen.some(({ isIntersecting }) => isIntersecting)) this.#load();
    }, { rootMargin: '100%' });
    #pressed;
    #size = new ResizeObserver(() => this.#say('resize'));
    #alive = false;
    #told = new Set();
    #unknown;
    // What the owner changes while the app runs; what the element marks itself with is not for it.
    #changes = new MutationObserver((records) => {
      if (!records.some(({ attributeName }) => !/^(data-.*|style)$/.test(attributeName))) return;
      this.#exit();
      this.#app.configure(this.#settings());
      this.#owner(this, this.#app.owner());
      this.#tell();
    });

    connectedCallback() {
      if (this.#alive) return;
      this.#alive = true;
      this.addEventListener('click', this.#press);
      this.classList.add(...PRIVATE);
      Object.assign(this.dataset, PRIVATE_DATA);
      // Lengths follow the text of the page around, but never below what can be read.
      this.style.setProperty('--ie-host-size', `max(14px, ${getComputedStyle(this).fontSize})`);
      const local = location.protocol === 'file:';
      this.toggleAttribute('data-local', local);
      this.#show('local', local);
      this.#show('without-app', false);
      this.#hold('block', '100vh');
      this.#size.observe(this);
      this.#exit();
      watch(this);
      if (this.getAttribute('loading') === 'eager') this.#load();
      else this.#near.observe(this);
    }

    #load() {
      this.#near.disconnect();
      loading ??= load().finally(() => (done = true));
      loading.then((app) => this.#mount(app)).catch((problem) => this.#fail(problem));
    }

    // An element that is moved is disconnected and connected in one go, and keeps its app.
    disconnectedCallback() {
      queueMicrotask(() => {
        if (this.isConnected || !this.#alive) return;
        this.#alive = false;
        this.removeEventListener('click', this.#press);
        this.#size.disconnect();
        unwatch(this);
        this.#near.disconnect();
        this.#changes.disconnect();
        for (const what of WAKES) removeEventListener(what, this.#look);
        this.#deaf?.();
        this.#app?.unmount();
        this.#own();
      });
    }

    // Shows the element's own content, as if there had never been an app.
    #own() {
      this.#app = undefined;
      this.shadowRoot?.replaceChildren(document.createElement('slot'));
    }

    #owner;
    #look;
    #deaf;

    #leave(event) {
      if (!event.target.closest('[data-leave]') || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.#say('closed');
      leave(this);
    }

    #press = (event) => {
      this.#leave(event);
      const button = event.target.closest('[data-begin], [data-open]');
      if (!button) return;
      this.#pressed = button.dataset.begin ?? button.dataset.open;
      if (this.#app) this.#deliver();
      else {
        this.#show('waiting', true);
        this.#load();
      }
    };

    #deliver() {
      const chosen = this.querySelector('input[type="radio"]:checked')?.value;
      this.#show('waiting', false);
      this.#app.press(this.#pressed, chosen);
      this.#pressed = undefined;
    }

    #mount({ mount, opened, save, raw, vault: vaultOf, hush, owner, rescue, crashed, pack, css }) {
      if (!this.#alive || this.#app) return;
      const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
      const inside = document.createElement('div');
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      root.adoptedStyleSheets = [sheet];
      root.replaceChildren(inside);
      hush(root);
      let article;
      // Back at the article, the reader begins at its top. At first it is where the reader already is.
      inside.addEventListener('slotchange', ({ target }) => {
        if (target.name || target === article) return;
        if (article) this.#top();
        article = target;
      });
      this.#dress(sheet);
      // A widget that may not keep anything asks for no vault.
      let vault;
      const app = mount(this, inside, pack, this.#settings(), (prefix) => (vault = vaultOf(prefix)));
      this.#app = app;
      this.#owner = owner;
      owner(this, app.owner());
      crashed.then(() => this.#app === app && this.#crash(rescue, vault));
      this.#look = async () => {
        await vault?.fresh();
        this.#app?.look();
      };
      this.#deaf = vault?.hear((why) => (why == null ? this.#app.look() : this.#app.settled(why)));
      inside.addEventListener('click', (event) => {
        const { target } = event;
        // Of what is in the shadow root the element itself hears nothing.
        if (inside.contains(target)) this.#leave(event);
        if (target.closest('[data-save-file]')) save(this.#app.file());
        if (target.closest('[data-save-raw]')) save(raw(this.#settings()('storage-name')));
        if (target.closest('[data-seal]')) act(target);
      });
      const act = async ({ dataset }) => {
        const fields = [...inside.querySelectorAll('[type="password"]')];
        const said = await vault.act(dataset.seal, ...fields.map(({ value }) => value));
        for (const field of fields) field.value = '';
        this.#app?.sealed(said);
      };
      inside.addEventListener('keydown', ({ key, target }) => {
        if (key === 'Enter' && target.matches('[type="password"]')) target.closest('.ie-card').querySelector('[data-seal]').click();
      });
      inside.addEventListener('change', async ({ target }) => {
        if (!target.matches('[data-open-file]') || !target.files.length) return;
        const text = await opened(target).catch(() => '');
        this.#app?.opened(text);
      });
      this.#changes.observe(this, { attributes: true });
      for (const what of WAKES) addEventListener(what, this.#look);
      this.#tell();
      if (this.#pressed) this.#deliver();
      requestAnimationFrame(() => this.#hold('', ''));
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
    #exit() {
      const exit = this.#settings()('exit-page');
      if (/^https:\/\/[^\s\\]+$/i.test(exit)) this.querySelector('[data-leave]')?.setAttribute('href', exit);
    }

    #crash(rescue, vault) {
      this.#changes.disconnect();
      for (const what of WAKES) removeEventListener(what, this.#look);
      this.#deaf?.();
      // Where a page's scripts leave no way to show anything, the app ends before it has a place for that screen.
      if (!this.shadowRoot.querySelector('slot')) return this.#fail();
      rescue(this, this.#app, this.#settings()('storage-name'), vault);
      this.#say('error');
    }

    // What stands below an element without an article is not moved when the app comes.
    #hold(display, minBlockSize) {
      if (!this.#written()) Object.assign(this.style, { display, minBlockSize });
    }

    // Anything else in it is what the owner shows until the app is there, or instead of it.
    #written() {
      return this.querySelector(':scope > .ie-article');
    }

    // What is true of the article now and what is not, also for a page without our style sheet.
    #show(what, shown) {
      for (const one of this.querySelectorAll(`.ie-${what}`)) one.hidden = !shown;
    }

    // An article on a page without our style sheet gets it with the app.
    #dress(sheet) {
      const page = this.getRootNode();
      if (!this.#written() || getComputedStyle(this).getPropertyValue('--ie-paper')) return;
      page.adoptedStyleSheets = [...page.adoptedStyleSheets, sheet];
    }

    // Tells the owner, once each, what of the configuration could not be used.
    #tell() {
      const unknown = [...this.#unknown].map((name) => `there is no setting "${name}"`);
      for (const problem of this.#app.problems().split('\n').concat(unknown)) {
        if (!problem || this.#told.has(problem)) continue;
        this.#told.add(problem);
        console.warn(`<${this.localName}>: ${problem}`);
      }
    }

    // What the owner has set under a name: an attribute, or else a value of the one JSON script among the children.
    #settings() {
      const json = Object.create(null);
      try {
        Object.assign(json, JSON.parse(this.querySelector(':scope > script[type="application/json"]')?.textContent ?? '{}'));
      } catch (problem) {
        console.warn(`<${this.localName}>: the script in it is no JSON.`, problem);
      }
      this.#unknown = new Set(Object.keys(json));
      return (name) => {
        if (name === 'place') return [Intl.DateTimeFormat().resolvedOptions().timeZone, ...navigator.languages].join(' ');
        this.#unknown.delete(name);
        const value = this.getAttribute(name) ?? json[name];
        return value == null ? undefined : String(value);
      };
    }

    // Events say that something happened, and nothing of what was answered.
    #say(what) {
      this.dispatchEvent(new Event(`intimacy-explorer:${what}`, { bubbles: true, composed: true }));
    }

    #fail(problem) {
      this.#own();
      this.toggleAttribute('data-failed', true);
      this.#show('with-app', false);
      this.#show('without-app', true);
      this.#show('waiting', false);
      this.#hold('', '');
      this.#say('error');
      const advice = problem instanceof WebAssembly.CompileError
        ? " If this page has a Content-Security-Policy, its script-src needs 'wasm-unsafe-eval'; or use the frame."
        : '';
      console.error(`<${this.localName}>: the app did not start, so the article is shown instead.${advice}`, problem);
    }
  });
}
