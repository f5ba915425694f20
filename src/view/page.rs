//! One page of the explorer.

use super::body::body;
use super::element::{El, el, group};
use super::explore::tiles;
use super::glyph::titled;
use super::owner::owner_content;
use super::scene::Scene;
use crate::content::{Page, fill};
use crate::state::{Action, Screen};
use yew::prelude::*;

/// The screen.
pub fn page(scene: &Scene, page: Page) -> Html {
    let content = scene.content;
    group()
        .with(up(scene, page))
        .with(scene.level.screen_heading("ie-heading", titled(content, page), None))
        .with(body(content, page, scene.level, &owner_content(content, scene.config)))
        .with(tiles(scene, &page.children()))
        .with(related(scene, content.related(page)))
        .into()
}

/// The button to the page's subject, or from a subject to the explorer's first page.
fn up(scene: &Scene, page: Page) -> El {
    let words = scene.words();
    let above = page.subject();
    let (up, title) = if above == page {
        (Screen::Explore, words.nav_explore.as_str())
    } else {
        (Screen::Page(above), scene.content.title(above))
    };
    scene.back(&fill(&words.up, &[("title", title)]), Action::Opened(up))
}

fn related(scene: &Scene, pages: &[Page]) -> Html {
    if pages.iter().all(|page| scene.config.hides(*page)) {
        return Html::default();
    }
    let heading = scene.level.inner().heading("ie-part").attr("id", "ie-related").text(&scene.words().related);
    let nav = el("nav").class("ie-related").attr("aria-labelledby", "ie-related");
    nav.with(heading).with(tiles(scene, pages)).into()
}
