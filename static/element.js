// The element, apart from its registration: shows its light-DOM article until the app is loaded.
export function define(load) {
  if (customElements.get("intimacy-explorer")) return;
  customElements.define("intimacy-explorer", class extends HTMLElement {
    connectedCallback() {
      if (this.started) return;
      this.started = true;
      load(this).catch((error) => console.error("intimacy-explorer:", error));
    }
  });
}
