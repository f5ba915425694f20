//! How a page is named in a list or above its body.

use super::id;
use crate::content::{Content, Page};
use crate::view::element::{El, el};
use crate::view::glyph::{glyph, hue};
use crate::view::text::Level;
use yew::prelude::*;

/// The heading of a child page; a type carries its glyph.
pub(super) fn child_heading(content: &Content, page: Page, level: Level) -> El {
    level.heading("ie-child-heading").attr("id", &id(page)).with(with_glyph(content, page))
}

/// A page's title, with the glyph where it is a type.
#[inline(never)]
pub fn with_glyph(content: &Content, page: Page) -> Html {
    let title = content.title(page);
    match page {
        Page::Type(of) => el("span").class("ie-named").class(hue(of)).with(glyph(of)).text(title).into(),
        _ => title.into(),
    }
}
