//! Calls JavaScript from the second part of the wasm, so that `static/rescue.js` learns its name in a stack trace.

use super::crash::located;
use crate::split::second_part;

second_part! {
    /// Calls the function of `when_crashed` from the second part.
    fn locate() -> () = located_here,
    "__wasm_split_00second00_import_00000000000000000000000000000004_locate",
    "__wasm_split_00second00_export_00000000000000000000000000000004_locate"
}

fn located_here() {
    located();
}
