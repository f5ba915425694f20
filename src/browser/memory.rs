//! What became of the page's last document.

use wasm_bindgen::JsValue;

/// Whether the browser had put the page out of memory, and loads it anew because the reader has come back. Only some
/// browsers tell.
#[must_use]
pub fn was_discarded() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    document.is_some_and(|document| {
        js_sys::Reflect::get(&document, &"wasDiscarded".into()).is_ok_and(|told| told == JsValue::TRUE)
    })
}
