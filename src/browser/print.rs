//! Printing.

/// Opens the browser's print dialogue. In a frame that may not print, nothing happens.
pub fn print() {
    if let Some(window) = web_sys::window() {
        let _ = window.print();
    }
}
