// The custom element <intimacy-explorer>. wasm-bindgen cannot extend HTMLElement, so this much is JavaScript.
//
// Until the app is there, and whenever it fails, the element's own content is what a reader sees: the whole article,
// with the quiz's first step as native controls. A press on one of them is remembered and handed to the app.
//
// The app is fetched when the element comes within a screen of what is seen, when something in it is pressed, or at once
// with loading="eager".

import { leave, unwatch, watch } from './leave.js';

// When another window may have changed what is kept, and when the reader comes back to this one.
const WAKES = ['storage', 'focus', 'pageshow', 'visibilitychange'];

/**
 * Defines the element. A second script that defines it does nothing; a name that something else has taken is left to it.
 *
 * @param {() => Promise<{mount: Function, opened: Function, save: Function, raw: Function, vault: Function, rescue: Function, crashed: Promise, pack: Uint8Array, css: string}>} load fetches
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
      this.#app.configure(this, this.#settings());
      this.#exit();
      this.#tell();
    });

    connectedCallback() {
      if (this.#alive) return;
      this.#alive = true;
      this.addEventListener('click', this.#press);
      // Lengths follow the text of the page around, but never below what can be read.
      this.style.setProperty('--ie-host-size', `max(14px, ${getComputedStyle(this).fontSize})`);
      this.toggleAttribute('data-local', location.protocol === 'file:');
      this.#hold('block', '100vh');
      this.#size.observe(this);
      this.#exit();
      watch(this);
      if (this.getAttribute('loading') === 'eager') this.#load();
      else this.#near.observe(this);
    }

    #load() {
      this.#near.disconnect();
      loading ??= load();
      loading.then((app) => {
        this.#mount(app);
        app.crashed.then(() => this.#crash(app));
      }).catch((problem) => this.#fail(problem));
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
        this.#app = undefined;
        this.shadowRoot?.replaceChildren(document.createElement('slot'));
      });
    }

    #look;
    #deaf;

    #press = (event) => {
      const pressed = event.composedPath().find((part) => part.matches?.('[data-leave], [data-begin], [data-open]'));
      if (pressed?.matches('[data-leave]') && !(event.ctrlKey || event.metaKey || event.shiftKey)) {
        event.preventDefault();
        this.#say('closed');
        leave(this);
      }
      const button = event.target.closest?.('[data-begin], [data-open]');
      if (!button) return;
      this.#pressed = button.dataset.begin ?? button.dataset.open;
      if (this.#app) this.#deliver();
      else {
        this.toggleAttribute('data-waiting', true);
        this.#load();
      }
    };

    #deliver() {
      const chosen = this.querySelector('input[type="radio"]:checked')?.value;
      this.removeAttribute('data-waiting');
      this.#app.press(this.#pressed, chosen);
      this.#pressed = undefined;
    }

    #mount({ mount, opened, save, raw, vault: vaultOf, pack, css }) {
      if (!this.#alive || this.#app) return;
      const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
      const inside = document.createElement('div');
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      root.adoptedStyleSheets = [sheet];
      root.replaceChildren(inside);
      this.#dress(sheet);
      // A widget that may not keep anything asks for no vault.
      let vault;
      this.#app = mount(this, inside, pack, this.#settings(), (prefix) => (vault = vaultOf(prefix)));
      this.#look = async () => {
        await vault?.fresh();
        this.#app?.look();
      };
      this.#deaf = vault?.hear((why) => (why == null ? this.#app.look() : this.#app.settled(why)));
      inside.addEventListener('click', ({ target }) => {
        if (target.closest('[data-save-file]')) save(this.#app.file());
        if (target.closest('[data-save-raw]')) save(raw(this.#settings()('storage-name')));
      });
      const act = async ({ dataset }) => {
        const fields = [...inside.querySelectorAll('[type="password"]')];
        const said = await vault.act(dataset.seal, ...fields.map(({ value }) => value));
        for (const field of fields) field.value = '';
        this.#app?.sealed(said);
      };
      inside.addEventListener('click', ({ target }) => target.closest('[data-seal]') && act(target));
      inside.addEventListener('keydown', ({ key, target }) => {
        if (key === 'Enter' && target.matches('[type="password"]')) target.closest('.ie-card').querySelector('[data-seal]').click();
      });
      inside.addEventListener('change', async ({ target }) => {
        if (target.matches('[data-open-file]') && target.files.length) this.#app.opened(await opened(target));
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

    // Where the article's link to leave leads, if the owner has set another page. The app says so if it is of no use.
    #exit() {
      const exit = this.#settings()('exit-page');
      if (/^https:\/\/[^\s\\]+$/i.test(exit)) this.querySelector('[data-leave]')?.setAttribute('href', exit);
    }

    #crash({ rescue }) {
      if (!this.#alive) return;
      this.#changes.disconnect();
      for (const what of WAKES) removeEventListener(what, this.#look);
      this.#deaf?.();
      rescue(this, this.#app, this.#settings()('storage-name'));
      this.#say('error');
    }

    // What stands below an element without an article is not moved when the app comes.
    #hold(display, minBlockSize) {
      if (!this.#article()) Object.assign(this.style, { display, minBlockSize });
    }

    #article() {
      return this.querySelector(':scope > :not(script)');
    }

    // An article on a page without our style sheet gets it with the app.
    #dress(sheet) {
      const page = this.getRootNode();
      if (!this.#article() || getComputedStyle(this).getPropertyValue('--ie-paper')) return;
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
      this.toggleAttribute('data-failed', true);
      this.removeAttribute('data-waiting');
      this.#hold('', '');
      this.#say('error');
      const advice = problem instanceof WebAssembly.CompileError
        ? " If this page has a Content-Security-Policy, its script-src needs 'wasm-unsafe-eval'; or use the frame."
        : '';
      console.error(`<${this.localName}>: the app did not start, so the article is shown instead.${advice}`, problem);
    }
  });
}
