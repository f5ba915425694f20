//! The entry point in the browser.

#[cfg(target_arch = "wasm32")]
mod web {
    use wasm_bindgen::prelude::*;

    /// Stand-in: says that the app is ready, and shows the article.
    #[wasm_bindgen]
    pub fn mount(host: web_sys::Element, _pack: &[u8], _css: &str) {
        host.set_attribute("data-ready", "").expect("the host takes attributes");
    }
}

fn main() {}
