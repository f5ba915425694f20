//! The entry point in the browser: it does nothing by itself. The element calls what `embed` exports.

/// What gives out memory, in a third of the standard library's code.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static MEMORY: talc::wasm::WasmDynamicTalc =
    talc::wasm::WasmDynamicTalc::new_wasm(talc::wasm::WasmGrowAndExtend::new());

fn main() {
    // Names the exports, so that the linker keeps them.
    #[cfg(target_arch = "wasm32")]
    let _ = (intimacy_explorer::embed::mount, intimacy_explorer::embed::when_crashed);
}
