// Waits while somebody types into a field below an element. If the element grew, it would move the field.

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
export function untilTyped(element, then) {
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
