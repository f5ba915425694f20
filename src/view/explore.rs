//! The explorer's first page: the search, and all pages by subject.

use super::element::{El, el, group, p, status};
use super::glyph::titled;
use super::scene::Scene;
use super::ways::ways;
use crate::browser;
use crate::content::{Page, fill};
use crate::state::{Action, Hit, Screen, marked, search};
use yew::prelude::*;

/// The screen.
pub fn explore(scene: &Scene) -> Html {
    let (words, query) = (scene.words(), &scene.model.query);
    let searched = scene.on_event(|event| Action::Searched(browser::text(event).unwrap_or_default()));
    let field = el("input").attr("id", "ie-search").attr("type", "search").attr("autocomplete", "off");
    let label = el("label").attr("for", "ie-search").text(&words.search_label);
    let field = field.value(query).on_input(searched);
    group()
        .with(scene.level.screen_heading("ie-title", (&words.explore_title).into(), None))
        .with(p(&words.explore_lead).class("ie-lead"))
        .with(el("div").class("ie-search").attr("role", "search").with(label).with(field))
        .with(if query.trim().is_empty() { subjects(scene) } else { hits(scene) })
        .into()
}

fn hits(scene: &Scene) -> El {
    let (words, query) = (scene.words(), scene.model.query.trim());
    let mut hits = search(scene.content, query);
    hits.retain(|hit| !scene.config.hides(hit.page));
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
        .with(p(&count).class("ie-status").attr("aria-hidden", "true"))
        .with(status("ie-hidden", "").attr("data-counted", "").key(query))
        .with(el("ul").class("ie-hits").key(query).each(hits.iter().map(found)))
}

/// A text with the words of the query marked.
fn mark(text: &str, query: &str) -> Html {
    let piece = |all: El, (hit, piece): (bool, String)| {
        if hit { all.with(el("mark").text(&piece)) } else { all.text(&piece) }
    };
    marked(text, query).into_iter().fold(group(), piece).into()
}

/// The three doors: the id of each heading, and the subjects behind it.
const DOORS: [(&str, &[Page]); 3] = [
    (
        "#ie-understand",
        &[
            Page::Intimacy,
            Page::Meanings,
            Page::Types,
            Page::Factors,
            Page::Benefits,
            Page::Comparison,
            Page::Questions,
        ],
    ),
    ("#ie-hard", &[Page::Issues, Page::Fear, Page::Support]),
    ("#ie-closer", &[Page::Rebuilding]),
];

fn subjects(scene: &Scene) -> El {
    let (content, words) = (scene.content, scene.words());
    let level = scene.level.inner();
    let section = |subject: Page| {
        let title = scene.link(subject, content.title(subject).into());
        el("section")
            .class("ie-group")
            .key(&subject.to_string())
            .with(level.inner().heading("ie-topic").with(title))
            .with(p(content.summary(subject)))
            .with(tiles(scene, &subject.children()))
    };
    let whole = (scene.model.home == Screen::Article)
        .then(|| scene.button("ie-link", &words.whole_article, Action::Opened(Screen::Article)));
    let titles = [&words.explore_understand, &words.explore_hard, &words.explore_closer];
    let doors = || {
        let shown =
            |subjects: &'static [Page]| subjects.iter().copied().filter(|subject| !scene.config.hides(*subject));
        let doors = DOORS.into_iter().zip(titles).map(move |((to, subjects), title)| (to, title, shown(subjects)));
        doors.filter(|(_, _, subjects)| subjects.clone().next().is_some())
    };
    let all = el("div").key("subjects").with(ways(scene, doors().map(|(to, title, _)| (to, title)))).each(doors().map(
        |(to, title, subjects)| {
            let id = to.trim_start_matches('#');
            let heading = level.heading("ie-section").attr("id", id).attr("tabindex", "-1").text(title);
            el("section").class("ie-door").attr("aria-labelledby", id).with(heading).each(subjects.map(section))
        },
    ));
    all.maybe(whole.map(|whole| el("p").class("ie-group").with(whole)))
}

/// Links to pages, as tiles.
pub fn tiles(scene: &Scene, pages: &[Page]) -> Html {
    let mut shown = pages.iter().filter(|page| !scene.config.hides(**page)).peekable();
    if shown.peek().is_none() {
        return Html::default();
    }
    let tile = |page: &Page| el("li").key(&page.to_string()).with(scene.link(*page, titled(scene.content, *page)));
    el("ul").class("ie-tiles").each(shown.map(tile)).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_subject_is_behind_one_door() {
        let mut behind: Vec<Page> = DOORS.iter().flat_map(|(_, subjects)| subjects.iter().copied()).collect();
        behind.sort_by_key(|subject| Page::SUBJECTS.iter().position(|page| page == subject));
        assert_eq!(behind, Page::SUBJECTS);
    }
}
