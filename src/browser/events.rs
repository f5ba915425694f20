//! What an event says about its control.

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, MouseEvent};

/// The text in the field that the event is about.
#[must_use]
pub fn text(event: &Event) -> Option<String> {
    input(event).map(|field| field.value())
}

/// Whether the box that the event is about is now ticked.
#[must_use]
pub fn checked(event: &Event) -> bool {
    input(event).is_some_and(|field| field.checked())
}

/// Whether the press came with a key that asks for a new tab or window.
#[must_use]
pub fn with_modifier(event: &Event) -> bool {
    let mouse = event.dyn_ref::<MouseEvent>();
    mouse.is_some_and(|mouse| mouse.ctrl_key() || mouse.meta_key() || mouse.shift_key())
}

fn input(event: &Event) -> Option<HtmlInputElement> {
    event.target()?.dyn_into().ok()
}
