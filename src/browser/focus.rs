//! Where the reader is.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement};

/// Moves the top of the screen into view, and focus to what the screen has marked with `data-focus`. That can be below
/// what is seen of the screen, in a small window or with long words: then the browser moves it into view.
pub fn focus_heading(screen: &Element) {
    if screen.get_bounding_client_rect().top() < 0.0 {
        screen.scroll_into_view();
    }
    // An error stands before the heading in importance, and after it in the document.
    let target = screen.query_selector("[data-focus=error]").ok().flatten();
    let target = target.or_else(|| screen.query_selector("[data-focus]").ok().flatten());
    if let Some(target) = target.and_then(|target| target.dyn_into::<HtmlElement>().ok()) {
        // A browser that refuses to move focus leaves it where it was: nothing to mend.
        let _ = target.focus();
    }
}

/// Moves focus from the error on a screen to the first control that would mend it.
pub fn focus_controls(event: &Event) {
    let link = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let screen = link.and_then(|link| link.closest(".ie-main").ok().flatten());
    let control =
        screen.and_then(|screen| screen.query_selector("#ie-controls input, .ie-options input").ok().flatten());
    if let Some(control) = control.and_then(|control| control.dyn_into::<HtmlElement>().ok()) {
        let _ = control.focus();
    }
}
