//! The explorer's first page: the search, and every page by subject.

use super::article::heading::with_glyph;
use super::scene::Scene;
use crate::browser;
use crate::content::{Page, fill};
use crate::state::{Action, Screen, marked, search};
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
    let mark = |text: &str| -> Html {
        let pieces = marked(text, query).into_iter();
        pieces
            .map(|(hit, piece)| {
                if hit {
                    html! { <mark>{ piece }</mark> }
                } else {
                    html! { { piece } }
                }
            })
            .collect()
    };
    html! {
        <div key="hits">
            <p class="ie-status" role="status">{ count }</p>
            <ul class="ie-hits">
                { for hits.iter().map(|hit| html! {
                    <li key={hit.page.to_string()}>
                        { scene.link(hit.page, mark(scene.content.title(hit.page))) }
                        <p>{ mark(&hit.excerpt.replace('*', "")) }</p>
                    </li>
                }) }
            </ul>
            <p>{ scene.button("ie-quiet", &words.search_clear, Action::Searched(String::new())) }</p>
        </div>
    }
}

fn subjects(scene: &Scene) -> Html {
    let (content, words) = (scene.content, scene.words());
    html! {
        <div key="subjects">
            { for Page::SUBJECTS.into_iter().map(|subject| html! {
                <section class="ie-group" key={subject.to_string()}>
                    { scene.level.inner().heading("", None, scene.link(subject, html! { { content.title(subject) } })) }
                    <p>{ content.summary(subject) }</p>
                    { tiles(scene, &subject.children()) }
                </section>
            }) }
            <p class="ie-group">
                { scene.button("ie-link", &words.whole_article, Action::Opened(Screen::Article)) }
            </p>
        </div>
    }
}

/// Links to pages, as tiles.
pub fn tiles(scene: &Scene, pages: &[Page]) -> Html {
    if pages.is_empty() {
        return Html::default();
    }
    html! {
        <ul class="ie-tiles">
            { for pages.iter().map(|page| html! {
                <li key={page.to_string()}>{ scene.link(*page, with_glyph(scene.content, *page)) }</li>
            }) }
        </ul>
    }
}
