//! What an event says about its control.

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, InputEvent};

/// The text in the field that the event is about.
#[must_use]
pub fn text(event: &InputEvent) -> Option<String> {
    input(event).map(|field| field.value())
}

/// Whether the box that the event is about is now ticked.
#[must_use]
pub fn checked(event: &Event) -> bool {
    input(event).is_some_and(|field| field.checked())
}

fn input(event: &Event) -> Option<HtmlInputElement> {
    event.target()?.dyn_into().ok()
}
