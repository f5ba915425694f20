//! The glyphs of the five types.

use super::element::{El, el};
use crate::content::{Content, Page, Type};
use yew::prelude::*;

/// The path of a type's glyph, with coordinates from −10 to 10.
#[must_use]
pub const fn strokes(of: Type) -> &'static str {
    match of {
        // Something small in an open hand.
        Type::Emotional => "M-7.5-1.5a7.5 7.5 0 0 0 15 0M0-6.5a2.75 2.75 0 1 1 0 5.5 2.75 2.75 0 1 1 0-5.5Z",
        // Two minds that overlap.
        Type::Intellectual => {
            "M-3-5.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 1 1 0-11ZM3-5.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 1 1 0-11Z"
        }
        // Two people who lean on each other.
        Type::Physical => "M-6.5-7.5c7.5 4 7.5 11 0 15M6.5-7.5c-7.5 4-7.5 11 0 15",
        // A path over a hill, and the sun.
        Type::Experiential => "M-8.5 6c4.5 0 4-7.5 8.5-7.5S4 6 8.5 6M0-7.5v.01",
        // A light.
        Type::Spiritual => "M0-8.5C.8-2.5 2.5-.8 8.5 0 2.5.8.8 2.5 0 8.5-.8 2.5-2.5.8-8.5 0-2.5-.8-.8-2.5 0-8.5Z",
    }
}

/// The glyph. It is hidden from screen readers, because the type's name is beside it.
#[inline(never)]
pub fn glyph(of: Type) -> El {
    let svg = el("svg").class("ie-glyph").class(hue(of)).attr("viewBox", "-12 -12 24 24");
    // For a page without our style sheet.
    let svg = svg.attr("width", "24").attr("height", "24").attr("fill", "none").attr("stroke", "currentColor");
    svg.attr("aria-hidden", "true").attr("focusable", "false").with(el("path").attr("d", strokes(of)))
}

/// The class that sets `--hue` to the type's colour.
#[must_use]
pub const fn hue(of: Type) -> &'static str {
    match of {
        Type::Emotional => "ie-emotional",
        Type::Intellectual => "ie-intellectual",
        Type::Physical => "ie-physical",
        Type::Experiential => "ie-experiential",
        Type::Spiritual => "ie-spiritual",
    }
}

/// A page's title, with the glyph if the page is a type.
#[inline(never)]
pub fn titled(content: &Content, page: Page) -> Html {
    let title = content.title(page);
    match page {
        Page::Type(of) => el("span").class("ie-named").class(hue(of)).with(glyph(of)).text(title).into(),
        _ => title.into(),
    }
}
