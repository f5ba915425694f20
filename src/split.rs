//! The way from the first part of the wasm into the second part.
//!
//! The release build splits the wasm in two (`xtask/src/split.rs`), so that the questions do not wait for the code of
//! the result. A function of the second part is declared with [`second_part`]; everything that only such functions use
//! is in the second part. Every other build has one part.
//!
//! Architecture Invariant: this is the only file with `unsafe`.

/// Whether this build has two parts.
#[cfg(target_arch = "wasm32")]
pub const IS_SPLIT: bool = cfg!(feature = "split");

/// Declares a function of the second part: its name, its arguments, its result, and the function that it calls. The
/// first part may call it only after the second part has been instantiated (`state::SecondPart::Here`). Before that,
/// the call is a trap.
///
/// `wasm_split_cli_support` finds the function by the names of an import and an export with the same number, which has
/// 32 hexadecimal digits.
#[cfg(all(feature = "split", target_arch = "wasm32"))]
macro_rules! second_part {
    ($(#[$doc:meta])* fn $name:ident($($arg:ident: $type:ty),*) -> $result:ty = $body:path, $import:literal, $export:literal) => {
        $(#[$doc])*
        // Both sides are in one compilation, so a type of Rust has the same layout on both.
        #[allow(unsafe_code, improper_ctypes, improper_ctypes_definitions)]
        pub fn $name($($arg: $type),*) -> $result {
            #[link(wasm_import_module = "__wasm_split_placeholder__")]
            unsafe extern "C" {
                #[link_name = $import]
                safe fn import($($arg: $type),*) -> $result;
            }
            #[unsafe(export_name = $export)]
            extern "C" fn export($($arg: $type),*) -> $result {
                $body($($arg),*)
            }
            import($($arg),*)
        }
    };
}

#[cfg(not(all(feature = "split", target_arch = "wasm32")))]
macro_rules! second_part {
    ($(#[$doc:meta])* fn $name:ident($($arg:ident: $type:ty),*) -> $result:ty = $body:path, $import:literal, $export:literal) => {
        $(#[$doc])*
        pub fn $name($($arg: $type),*) -> $result {
            $body($($arg),*)
        }
    };
}

pub(crate) use second_part;
