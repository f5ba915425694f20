//! The entry point in the browser: it does nothing by itself. The element calls what `embed` exports.

fn main() {
    // Names the exports, so that the linker keeps them.
    #[cfg(target_arch = "wasm32")]
    let _ = (intimacy_explorer::embed::mount, intimacy_explorer::embed::when_crashed);
}
