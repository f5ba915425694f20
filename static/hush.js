// Keeps what is pressed and typed in the app from the scripts around it that listen to everything: they would learn by
// an event's path which answer it was. Who listens on the way down, or looks into the shadow root, is not stopped by this.

const KEPT =
  'click dblclick auxclick contextmenu beforeinput input copy cut paste compositionstart compositionupdate compositionend focusin focusout keydown keypress keyup mousedown mouseup mousemove mouseover mouseout pointerdown pointerup pointermove pointerover pointerout pointercancel touchstart touchmove touchend touchcancel gotpointercapture lostpointercapture wheel';

function keep(event) {
  // The article's controls stand in the page itself, and its element listens to them.
  if (event.currentTarget.contains(event.target)) event.stopPropagation();
}

/** From now on none of these events inside this shadow root goes on to the page; once for each root, however often it is asked. */
export function hush(root) {
  for (const what of KEPT.split(' ')) root.addEventListener(what, keep, { passive: true });
}
