//! One page of the explorer.

use super::article::body;
use super::article::heading::with_glyph;
use super::explore::tiles;
use super::scene::Scene;
use crate::content::{Page, fill};
use crate::state::{Action, Screen};
use yew::prelude::*;

/// The screen.
pub fn page(scene: &Scene, page: Page) -> Html {
    let (content, words) = (scene.content, scene.words());
    let above = page.subject();
    let (up, title) = if above == page {
        (Screen::Explore, words.nav_explore.as_str())
    } else {
        (Screen::Page(above), content.title(above))
    };
    let related = content.related(page);
    html! {
        <>
            <p class="ie-back">
                <button type="button" class="ie-quiet" onclick={scene.on(Action::Opened(up))}>
                    <span class="ie-arrow" aria-hidden="true">{ "←" }</span>{ fill(&words.up, &[("title", title)]) }
                </button>
            </p>
            { scene.level.screen_heading("ie-heading", with_glyph(content, page)) }
            { body(content, page, scene.level) }
            { tiles(scene, &page.children()) }
            if !related.is_empty() {
                <nav class="ie-related" aria-labelledby="ie-related">
                    { scene.level.inner().heading("ie-part", Some("ie-related".into()), html! { { &words.related } }) }
                    { tiles(scene, related) }
                </nav>
            }
        </>
    }
}
