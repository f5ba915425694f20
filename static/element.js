// The custom element <intimacy-explorer>. wasm-bindgen cannot extend HTMLElement, so this much is JavaScript.
//
// Until the app is there, and whenever it fails, the element's own content is what a reader sees: the whole article,
// with the quiz's first step as native controls. A press on one of them is remembered and handed to the app.

/**
 * Defines the element, unless something else already took its name.
 *
 * @param {() => Promise<{mount: Function, pack: Uint8Array, css: {text: string, url: string}}>} load fetches the app, once for all elements
 * @param {string} [name] the element's name
 */
export function define(load, name = 'intimacy-explorer') {
  if (customElements.get(name)) return;
  let loading;

  customElements.define(name, class extends HTMLElement {
    #app;
    #pressed;
    #size = new ResizeObserver(() => this.#say('resize'));
    #alive = false;
    #told = new Set();
    #unknown;
    // What the owner changes while the app runs; what the element marks itself with is not for it.
    #changes = new MutationObserver((records) => {
      if (!records.some(({ attributeName }) => !attributeName.startsWith('data-'))) return;
      this.#app.configure(this, this.#settings());
      this.#tell();
    });

    connectedCallback() {
      if (this.#alive) return;
      this.#alive = true;
      this.addEventListener('click', this.#press);
      // Lengths follow the text of the page around, but never below what can be read.
      this.style.setProperty('--ie-host-size', `max(14px, ${getComputedStyle(this).fontSize})`);
      this.#size.observe(this);
      loading ??= load();
      loading.then((app) => this.#mount(app)).catch((problem) => this.#fail(problem));
    }

    // An element that is moved is disconnected and connected in one go, and keeps its app.
    disconnectedCallback() {
      queueMicrotask(() => {
        if (this.isConnected || !this.#alive) return;
        this.#alive = false;
        this.removeEventListener('click', this.#press);
        this.#size.disconnect();
        this.#changes.disconnect();
        this.#app?.unmount();
        this.#app = undefined;
        this.shadowRoot?.replaceChildren(document.createElement('slot'));
      });
    }

    #press = (event) => {
      const button = event.target.closest?.('[data-begin], [data-open]');
      if (!button) return;
      this.#pressed = button.dataset.begin ?? button.dataset.open;
      if (this.#app) this.#deliver();
      else this.toggleAttribute('data-waiting', true);
    };

    #deliver() {
      const chosen = this.querySelector('input[type="radio"]:checked')?.value;
      this.removeAttribute('data-waiting');
      this.#app.press(this.#pressed, chosen);
      this.#pressed = undefined;
    }

    #mount({ mount, pack, css }) {
      if (!this.#alive || this.#app) return;
      const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
      const inside = document.createElement('div');
      if (root.adoptedStyleSheets) {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(css.text);
        root.adoptedStyleSheets = [sheet];
        root.replaceChildren(inside);
      } else {
        const link = document.createElement('link');
        link.rel = 'stylesheet';
        link.href = css.url;
        root.replaceChildren(link, inside);
      }
      this.#app = mount(this, inside, pack, this.#settings());
      this.#changes.observe(this, { attributes: true });
      this.#tell();
      if (this.#pressed) this.#deliver();
      this.toggleAttribute('data-ready', true);
      performance.mark('intimacy-explorer:ready');
      this.#say('ready');
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
      this.#say('error');
      console.error(`<${this.localName}>: the app did not start, so the article is shown instead.`, problem);
    }
  });
}
