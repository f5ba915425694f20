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
    #alive = false;

    connectedCallback() {
      if (this.#alive) return;
      this.#alive = true;
      this.addEventListener('click', this.#press);
      loading ??= load();
      loading.then((app) => this.#mount(app)).catch((problem) => this.#fail(problem));
    }

    // An element that is moved is disconnected and connected in one go, and keeps its app.
    disconnectedCallback() {
      queueMicrotask(() => {
        if (this.isConnected || !this.#alive) return;
        this.#alive = false;
        this.removeEventListener('click', this.#press);
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
      this.#app = mount(this, inside, pack);
      if (this.#pressed) this.#deliver();
      this.toggleAttribute('data-ready', true);
      performance.mark('intimacy-explorer:ready');
    }

    #fail(problem) {
      this.toggleAttribute('data-failed', true);
      this.removeAttribute('data-waiting');
      console.error(`<${this.localName}>: the app did not start, so the article is shown instead.`, problem);
    }
  });
}
