//! Focus and scrolling.

use wasm_bindgen::JsCast;
use web_sys::{
    Element, Event, HtmlElement, ScrollBehavior, ScrollIntoViewOptions as Options, ScrollLogicalPosition as Position,
};

/// Whether the focus is inside this element.
#[must_use]
pub fn has_focus(inside: &Element) -> bool {
    inside.matches(":focus-within").unwrap_or(false)
}

/// Scrolls the top of the screen into view, and moves focus to the element that is marked with `data-focus`. If that is
/// outside the window, because the window is small or the text is long, the browser scrolls it into view. Scroll
/// margins in the style sheet prevent a fixed header of the page from covering either.
pub fn focus_heading(screen: &Element) {
    if let Ok(Some(top)) = screen.query_selector(".ie-bar") {
        let nearest = Options::new();
        nearest.set_block(Position::Nearest);
        // Smooth scrolling would not have ended when the focus moves.
        nearest.set_behavior(ScrollBehavior::Instant);
        top.scroll_into_view_with_scroll_into_view_options(&nearest);
    }
    // An error takes precedence over the heading, wherever it is in the document.
    let target = screen.query_selector("[data-focus=error]").ok().flatten();
    let target = target.or_else(|| screen.query_selector("[data-focus]").ok().flatten());
    if let Some(target) = target.and_then(|target| target.dyn_into::<HtmlElement>().ok()) {
        // If the browser refuses, the focus stays where it was.
        let _ = target.focus();
    }
}

/// Moves focus to another part of the screen that contains the link, without a new entry in the browser's history.
pub fn focus_part(event: &Event, css: &str) {
    event.prevent_default();
    let link = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let screen = link.and_then(|link| link.closest(".ie-main").ok().flatten());
    let part = screen.and_then(|screen| screen.query_selector(css).ok().flatten());
    if let Some(part) = part.and_then(|part| part.dyn_into::<HtmlElement>().ok()) {
        let _ = part.focus();
    }
}

/// Moves focus from the error of a screen to the first control that can resolve it.
pub fn focus_controls(event: &Event) {
    focus_part(event, "#ie-controls input, .ie-options input");
}
