//! The body of each page: the same in the article and in the app.

use super::support;
use crate::config::Config;
use crate::content::{Comparison, ComparisonRow, Content, Factor, Page, Part, Step, TopicWords, Type};
use crate::view::element::{El, el, group, p, td, th};
use crate::view::text::{Level, items, paragraphs, prose, rich};
use yew::prelude::*;

/// What stands under a page's heading, its child pages left out.
pub fn body(content: &Content, page: Page, level: Level, config: &Config) -> Html {
    match page {
        Page::Type(id) => of_type(content, id),
        Page::Factor(id) => of_factor(content, id),
        Page::Issue(id) => of_topic(content, &content.issues.each[id]),
        Page::Root(id) => of_topic(content, &content.fear.each[id]),
        Page::Step(id) => of_step(content, id),
        subject => {
            let article = content.article(subject);
            let text = group().with(paragraphs(&article.text)).with(parts(&article.parts, level.inner()));
            text.with(beyond_prose(content, subject, level.inner(), config)).into()
        }
    }
}

/// What a subject has beside its prose.
fn beyond_prose(content: &Content, subject: Page, level: Level, config: &Config) -> Html {
    match subject {
        Page::Benefits => parts(&content.benefits.effects, level),
        Page::Comparison => comparison(&content.comparison),
        Page::Support => support::support(content, level, config),
        Page::Questions => parts(&content.questions.each, level),
        _ => Html::default(),
    }
}

/// Parts with headings of their own.
pub(super) fn parts(parts: &[Part], level: Level) -> Html {
    let part = |part: &Part| group().with(level.heading("ie-part").text(&part.title)).with(paragraphs(&part.text));
    group().each(parts.iter().map(part)).into()
}

fn of_type(content: &Content, id: Type) -> Html {
    let (words, labels) = (&content.types.each[id], &content.interface);
    let looks = [
        (&labels.with_partner, &words.partner),
        (&labels.with_friend, &words.friend),
        (&labels.in_family, &words.family),
        (&labels.what_it_is_not, &words.not),
    ];
    let look = |(label, text): (&String, &String)| el("div").with(el("dt").text(label)).with(el("dd").with(rich(text)));
    group().with(paragraphs(&words.text)).with(el("dl").class("ie-looks").each(looks.map(look))).into()
}

fn of_factor(content: &Content, id: Factor) -> Html {
    let words = &content.factors.each[id];
    let text = group().with(paragraphs(&words.text));
    text.with(label(&content.interface.signs)).with(items(&words.signs)).with(prose(&words.feeds)).into()
}

fn of_topic(content: &Content, words: &TopicWords) -> Html {
    let text = group().with(paragraphs(&words.text));
    let signs = text.with(label(&content.interface.signs)).with(items(&words.signs));
    signs.with(label(&content.interface.helps)).with(prose(&words.helps)).into()
}

fn of_step(content: &Content, id: Step) -> Html {
    let words = &content.rebuilding.each[id];
    let text = group().with(paragraphs(&words.text));
    let tries = text.with(label(&content.interface.tries)).with(items(&words.tries));
    tries.with(prose(&words.caution).class("ie-aside")).into()
}

/// What a list or a paragraph is about, where a heading would be too much.
fn label(text: &str) -> El {
    p(text).class("ie-label")
}

fn comparison(words: &Comparison) -> Html {
    let columns = [&words.aspect, &words.emotional, &words.physical];
    let row = |row: &ComparisonRow| {
        let cells = el("tr").with(th("row", &row.aspect)).with(td(&words.emotional, &row.emotional));
        cells.with(td(&words.physical, &row.physical))
    };
    let table = el("table")
        .class("ie-table ie-comparison")
        .with(el("caption").attr("id", "ie-comparison-table").text(&words.caption))
        .with(el("thead").with(el("tr").each(columns.map(|column| th("col", column)))))
        .with(el("tbody").each(words.rows.iter().map(row)));
    let scroll = el("section").class("ie-scroll").attr("tabindex", "0");
    scroll.attr("aria-labelledby", "ie-comparison-table").with(table).into()
}
