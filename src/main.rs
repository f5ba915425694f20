//! The entry point in the browser. `main` does nothing: the element calls the exports of `embed`.

/// This allocator has a third of the code size of the standard library's allocator.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static MEMORY: talc::wasm::WasmDynamicTalc =
    talc::wasm::WasmDynamicTalc::new_wasm(talc::wasm::WasmGrowAndExtend::new());

fn main() {
    // These references prevent the linker from removing the exports.
    #[cfg(target_arch = "wasm32")]
    let _ = (intimacy_explorer::embed::mount, intimacy_explorer::embed::when_crashed);
}
