//! How a page is named in a list or above its body.

use super::id;
use crate::content::{Content, Page};
use crate::view::glyph::{glyph, hue};
use crate::view::text::Level;
use yew::prelude::*;

/// The heading of a child page; a type carries its glyph.
pub(super) fn child_heading(content: &Content, page: Page, level: Level) -> Html {
    level.heading("ie-child-heading", Some(id(page).into()), with_glyph(content, page))
}

/// A page's title, with the glyph where it is a type.
pub fn with_glyph(content: &Content, page: Page) -> Html {
    match page {
        Page::Type(of) => {
            html! { <span class={classes!("ie-named", hue(of))}>{ glyph(of) }{ content.title(page) }</span> }
        }
        _ => html! { { content.title(page) } },
    }
}
