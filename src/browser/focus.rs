//! Where the reader is.

use wasm_bindgen::JsCast;
use web_sys::{
    Element, Event, HtmlElement, ScrollBehavior, ScrollIntoViewOptions as Options, ScrollLogicalPosition as Position,
};

/// Whether the focus is in here.
#[must_use]
pub fn has_focus(inside: &Element) -> bool {
    inside.matches(":focus-within").unwrap_or(false)
}

/// Moves the top of the screen into view, and focus to what the screen has marked with `data-focus`. That can be below
/// what is seen of the screen, in a small window or with long words: then the browser moves it into view. The margins of
/// the style sheet keep both below a fixed header of the page.
pub fn focus_heading(screen: &Element) {
    if let Ok(Some(top)) = screen.query_selector(".ie-bar") {
        let nearest = Options::new();
        nearest.set_block(Position::Nearest);
        // A page that scrolls smoothly would still be under way when the focus moves.
        nearest.set_behavior(ScrollBehavior::Instant);
        top.scroll_into_view_with_scroll_into_view_options(&nearest);
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
