// Runs before the host page's own scripts, and does what a curious script of that page could do: it listens to every
// event, on the way down and up, and writes down what it learns of the explorer's inside.
if (top === window) {
  const heard = (window.heardByPage = new Set());
  const isInside = (node) =>
    node instanceof Element &&
    (node.getRootNode() instanceof ShadowRoot || node.matches('intimacy-explorer :is(input, label, select, textarea, label *)'));
  const about = (e) => `${e.localName}${e.className ? `.${String(e.className).split(' ')[0]}` : ''}`;
  const note = (event) => {
    if (event.type === 'message') {
      const said = JSON.stringify(event.data);
      heard.add(`message ${said}`);
      return;
    }
    const one = event.composedPath().find(isInside);
    if (!one) return;
    const phase = ['', 'capture', 'target', 'bubble'][event.eventPhase];
    const at = event.currentTarget === window ? 'window' : 'document';
    heard.add(`${event.type} (${at}, ${phase}): ${about(one)}`);
  };
  const others = 'focusin focusout beforeinput textInput compositionstart compositionupdate compositionend message selectionchange';
  const names = new Set(others.split(' '));
  for (const name in HTMLElement.prototype) if (name.startsWith('on')) names.add(name.slice(2));
  for (const name of names) {
    for (const target of [window, document]) {
      for (const capture of [true, false]) target.addEventListener(name, note, { capture, passive: true });
    }
  }
}
