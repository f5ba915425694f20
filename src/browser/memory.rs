//! Whether the browser had discarded the page from memory.

use wasm_bindgen::JsValue;

/// Whether the browser had discarded the page from memory, and has loaded it again because the reader came back. Only
/// some browsers report this.
#[must_use]
pub fn was_discarded() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    document.is_some_and(|document| {
        js_sys::Reflect::get(&document, &"wasDiscarded".into()).is_ok_and(|value| value == JsValue::TRUE)
    })
}
