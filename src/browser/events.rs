//! Reads the control of an event.

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, MouseEvent};

/// The text of the event's field.
#[must_use]
pub fn text(event: &Event) -> Option<String> {
    input(event).map(|field| field.value())
}

/// Whether the event's checkbox is now ticked.
#[must_use]
pub fn checked(event: &Event) -> bool {
    input(event).is_some_and(|field| field.checked())
}

/// Whether Ctrl, Meta or Shift was held during the press, which opens a link in a new tab or window.
#[must_use]
pub fn with_modifier(event: &Event) -> bool {
    let mouse = event.dyn_ref::<MouseEvent>();
    mouse.is_some_and(|mouse| mouse.ctrl_key() || mouse.meta_key() || mouse.shift_key())
}

fn input(event: &Event) -> Option<HtmlInputElement> {
    event.target()?.dyn_into().ok()
}
