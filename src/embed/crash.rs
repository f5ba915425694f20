//! Tells `static/rescue.js` about a panic, and lets it learn the names of the app's code.

use js_sys::Function;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

thread_local! {
    static CRASHED: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Calls this function with `true` at once and when the second part has arrived, and with `false` when the app panics. In
/// a call with `true`, the function learns which code called it. After a panic, only `Mounted::file` and
/// `Mounted::saved_on_device` may be called.
#[wasm_bindgen]
pub fn when_crashed(call: Function) {
    #[cfg(feature = "crash")]
    for_tests();
    CRASHED.with_borrow_mut(|crashed| *crashed = Some(call));
    located();
    yew::set_custom_panic_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        CRASHED.with_borrow_mut(|crashed| {
            if let Some(call) = crashed.take() {
                // Nothing can be done about an error: the app is about to end.
                let _ = call.call1(&JsValue::NULL, &JsValue::FALSE);
            }
        });
    }));
}

/// Lets the function of [`when_crashed`] learn which code is running.
pub(super) fn located() {
    CRASHED.with_borrow(|crashed| {
        if let Some(call) = crashed {
            // An error does not matter here.
            let _ = call.call1(&JsValue::NULL, &JsValue::TRUE);
        }
    });
}

/// Defines `crashAt(n, how)` for tests: the app crashes at its n-th action.
#[cfg(feature = "crash")]
fn for_tests() {
    let at = Closure::<dyn Fn(u32, u32)>::new(crate::state::crash::at).into_js_value();
    let set = js_sys::Reflect::set(&js_sys::global(), &"crashAt".into(), &at);
    debug_assert!(set.is_ok(), "a window that takes no property");
}
