// Keeps what is pressed and typed in the app from the scripts around it that listen to everything: they would learn by
// an event's path which answer it was. Who listens on the way down, or looks into the shadow root, is not stopped by this.

// What there is no handler for. All else an element can have a handler for, whatever this browser knows of; but to hear
// of every movement of a pointer, as drawing programs do, would cost the page much.
const OTHERS = 'focusin focusout beforeinput textInput DOMActivate compositionstart compositionupdate compositionend';

function keep(event) {
  // The article's controls stand in the page itself, and its element listens to them.
  if (event.currentTarget.contains(event.target)) event.stopPropagation();
}

/** From now on no event inside this shadow root goes on to the page; once for each root, however often it is asked. */
export function hush(root) {
  const all = OTHERS.split(' ');
  for (const name in HTMLElement.prototype) if (/^on(?!pointerraw)/.test(name)) all.push(name.slice(2));
  for (const what of all) root.addEventListener(what, keep, { passive: true });
}
