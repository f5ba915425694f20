// Stops the events of the app at its shadow root: their targets and values would reveal the answers to scripts of the
// page.
//
// Wheel events and moving touches are passed on, because a page that scrolls by script could not scroll over the app
// otherwise. At most once a second, the page also gets an event without position and target that says that somebody is
// active. So a page that logs out idle users, or closes its menu on an outside press, still works.

// Events without an `on…` property. The script finds all others at run time, except `pointerrawupdate`, which is too
// frequent.
const OTHERS = 'focusin focusout beforeinput textInput DOMActivate compositionstart compositionupdate compositionend';
const ACTIVE = /^(mousemove|pointerdown|keydown|touchstart)$/;
const EVERY = 1000;

const contained = new WeakSet();

/** Stops all events of this shadow root from reaching the page, with the exceptions above. */
export function containEvents(root, host) {
  if (contained.has(root)) return;
  contained.add(root);
  let lastSign = -Infinity;
  let touch;
  const sign = (what) => {
    if (performance.now() - lastSign < EVERY) return;
    lastSign = performance.now();
    host.dispatchEvent(new MouseEvent('mousemove', { bubbles: true }));
    if (what === 'pointerdown') host.dispatchEvent(new MouseEvent('mousedown', { bubbles: true }));
  };
  // A tap is not passed on. A moving touch scrolls, so its `touchstart` is sent when it begins to move.
  const begin = () => {
    if (!touch) return;
    const touches = [...touch].map(({ identifier, clientX, clientY }) => new Touch({ identifier, clientX, clientY, target: host }));
    touch = undefined;
    host.dispatchEvent(new TouchEvent('touchstart', { bubbles: true, cancelable: true, touches, targetTouches: touches, changedTouches: touches }));
  };
  const contain = (event) => {
    const { type } = event;
    // Slotted content is part of the page, and static/element.js listens to it. A button that its own press has removed
    // is in neither tree.
    if (host.contains(event.target)) return;
    if (type === 'wheel') return;
    if (type === 'touchstart') touch = event.touches;
    if (type === 'touchmove') return begin();
    if (/^touch(end|cancel)$/.test(type)) {
      const moved = !touch;
      touch = undefined;
      if (moved) return;
    }
    event.stopPropagation();
    if (ACTIVE.test(type)) sign(type);
  };
  const all = OTHERS.split(' ');
  for (const name in HTMLElement.prototype) if (/^on(?!pointerraw)/.test(name)) all.push(name.slice(2));
  for (const type of all) root.addEventListener(type, contain, { passive: true });
}
