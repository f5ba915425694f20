//! The explorer's first page: the search, and every page by subject.

use super::article::heading::with_glyph;
use super::element::{El, el, group, p};
use super::scene::Scene;
use crate::browser;
use crate::content::{Page, fill};
use crate::state::{Action, Hit, Screen, marked, search};
use yew::prelude::*;

/// The screen.
pub fn explore(scene: &Scene) -> Html {
    let (words, query) = (scene.words(), &scene.model.query);
    let oninput = scene.says(|event: InputEvent| Action::Searched(browser::text(&event).unwrap_or_default()));
    html! {
        <>
            { scene.level.screen_heading("ie-title", html! { { &words.explore_title } }) }
            <p class="ie-lead">{ &words.explore_lead }</p>
            <div class="ie-search" role="search">
                <label for="ie-search">{ &words.search_label }</label>
                <input id="ie-search" type="search" autocomplete="off" value={query.clone()} {oninput} />
            </div>
            if query.trim().is_empty() {
                { subjects(scene) }
            } else {
                { hits(scene) }
            }
        </>
    }
}

fn hits(scene: &Scene) -> Html {
    let (words, query) = (scene.words(), scene.model.query.trim());
    let hits = search(scene.content, query);
    let count = match hits.len() {
        0 => fill(&words.search_none, &[("query", query)]),
        1 => words.search_one.clone(),
        some => fill(&words.search_some, &[("count", &some.to_string())]),
    };
    let found = |hit: &Hit| {
        let title = scene.link(hit.page, mark(scene.content.title(hit.page), query));
        el("li").key(&hit.page.to_string()).with(title).with(el("p").with(mark(&hit.excerpt.replace('*', ""), query)))
    };
    el("div")
        .key("hits")
        .with(p(&count).class("ie-status").attr("role", "status"))
        .with(el("ul").class("ie-hits").each(hits.iter().map(found)))
        .into()
}

/// A text in which what was searched for is marked.
fn mark(text: &str, query: &str) -> Html {
    let piece = |all: El, (hit, piece): (bool, String)| {
        if hit { all.with(el("mark").text(&piece)) } else { all.text(&piece) }
    };
    marked(text, query).into_iter().fold(group(), piece).into()
}

fn subjects(scene: &Scene) -> Html {
    let (content, words) = (scene.content, scene.words());
    let section = |subject: Page| {
        let title = scene.link(subject, content.title(subject).into());
        el("section")
            .class("ie-group")
            .key(&subject.to_string())
            .with(scene.level.inner().heading("").with(title))
            .with(p(content.summary(subject)))
            .with(tiles(scene, &subject.children()))
    };
    let whole = scene.button("ie-link", &words.whole_article, Action::Opened(Screen::Article));
    let all = el("div").key("subjects").each(Page::SUBJECTS.into_iter().map(section));
    all.with(el("p").class("ie-group").with(whole)).into()
}

/// Links to pages, as tiles.
pub fn tiles(scene: &Scene, pages: &[Page]) -> Html {
    if pages.is_empty() {
        return Html::default();
    }
    let tile = |page: &Page| el("li").key(&page.to_string()).with(scene.link(*page, with_glyph(scene.content, *page)));
    el("ul").class("ie-tiles").each(pages.iter().map(tile)).into()
}
