// Keeps the events of the app inside its shadow root: their targets and values would tell a page's scripts the answers.
//
// Scrolling gets out, because pages that scroll by script would otherwise stand still over the app: the wheel, and a
// finger once it moves. So does, at most once a second, that somebody is active, without a place and without a target:
// a page that logs out whoever is idle, or closes its menu at a press elsewhere, goes on working.

// Events without a handler attribute. All others are found in the browser. `pointerrawupdate` costs too much to listen to.
const OTHERS = 'focusin focusout beforeinput textInput DOMActivate compositionstart compositionupdate compositionend';
const ACTIVE = /^(mousemove|pointerdown|keydown|touchstart)$/;
const EVERY = 1000;

const contained = new WeakSet();

/** From now on no event inside this shadow root tells the page of its target. */
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
  // A tap stays inside. A finger that moves scrolls: the page hears of its start then.
  const begin = () => {
    if (!touch) return;
    const touches = [...touch].map(({ identifier, clientX, clientY }) => new Touch({ identifier, clientX, clientY, target: host }));
    touch = undefined;
    host.dispatchEvent(new TouchEvent('touchstart', { bubbles: true, cancelable: true, touches, targetTouches: touches, changedTouches: touches }));
  };
  const contain = (event) => {
    const { type } = event;
    // Slotted content of the light DOM is the page's own, and its element listens to it. A button that its own press
    // has removed is in neither tree by now.
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
