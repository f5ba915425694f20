//! The body of each page: the same in the article and in the app.

use super::support;
use crate::content::{Article, Comparison, Content, Factor, Page, Part, Step, TopicWords, Type};
use crate::view::text::{Level, items, paragraphs, rich};
use yew::prelude::*;

/// What stands under a page's heading, its child pages left out.
pub fn body(content: &Content, page: Page, level: Level) -> Html {
    match page {
        Page::Type(id) => of_type(content, id),
        Page::Factor(id) => of_factor(content, id),
        Page::Issue(id) => of_topic(content, &content.issues.each[id]),
        Page::Root(id) => of_topic(content, &content.fear.each[id]),
        Page::Step(id) => of_step(content, id),
        subject => html! {
            <>
                { prose(content.article(subject), level.inner()) }
                { beyond_prose(content, subject, level.inner()) }
            </>
        },
    }
}

/// What a subject has beside its prose.
fn beyond_prose(content: &Content, subject: Page, level: Level) -> Html {
    match subject {
        Page::Benefits => parts(&content.benefits.effects, level),
        Page::Comparison => comparison(&content.comparison),
        Page::Support => support::support(content, level),
        Page::Questions => parts(&content.questions.each, level),
        _ => Html::default(),
    }
}

fn prose(article: &Article, level: Level) -> Html {
    html! { <>{ paragraphs(&article.text) }{ parts(&article.parts, level) }</> }
}

/// Parts with headings of their own.
pub(super) fn parts(parts: &[Part], level: Level) -> Html {
    parts
        .iter()
        .map(|part| {
            html! { <>{ level.heading("ie-part", None, html! { { &part.title } }) }{ paragraphs(&part.text) }</> }
        })
        .collect()
}

fn of_type(content: &Content, id: Type) -> Html {
    let (words, labels) = (&content.types.each[id], &content.interface);
    html! {
        <>
            { paragraphs(&words.text) }
            <dl class="ie-looks">
                <div><dt>{ &labels.with_partner }</dt><dd>{ rich(&words.partner) }</dd></div>
                <div><dt>{ &labels.with_friend }</dt><dd>{ rich(&words.friend) }</dd></div>
                <div><dt>{ &labels.in_family }</dt><dd>{ rich(&words.family) }</dd></div>
                <div><dt>{ &labels.what_it_is_not }</dt><dd>{ rich(&words.not) }</dd></div>
            </dl>
        </>
    }
}

fn of_factor(content: &Content, id: Factor) -> Html {
    let words = &content.factors.each[id];
    html! {
        <>
            { paragraphs(&words.text) }
            <p class="ie-label">{ &content.interface.signs }</p>
            { items(&words.signs) }
            <p>{ rich(&words.feeds) }</p>
        </>
    }
}

fn of_topic(content: &Content, words: &TopicWords) -> Html {
    html! {
        <>
            { paragraphs(&words.text) }
            <p class="ie-label">{ &content.interface.signs }</p>
            { items(&words.signs) }
            <p class="ie-label">{ &content.interface.helps }</p>
            <p>{ rich(&words.helps) }</p>
        </>
    }
}

fn of_step(content: &Content, id: Step) -> Html {
    let words = &content.rebuilding.each[id];
    html! {
        <>
            { paragraphs(&words.text) }
            <p class="ie-label">{ &content.interface.tries }</p>
            { items(&words.tries) }
            <p class="ie-aside">{ rich(&words.caution) }</p>
        </>
    }
}

fn comparison(words: &Comparison) -> Html {
    html! {
        <div class="ie-scroll" role="region" tabindex="0" aria-labelledby="ie-comparison">
            <table class="ie-table ie-comparison">
                <caption id="ie-comparison">{ &words.caption }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ &words.aspect }</th>
                        <th scope="col">{ &words.emotional }</th>
                        <th scope="col">{ &words.physical }</th>
                    </tr>
                </thead>
                <tbody>
                    { for words.rows.iter().map(|row| html! {
                        <tr>
                            <th scope="row">{ &row.aspect }</th>
                            <td data-label={words.emotional.clone()}>{ &row.emotional }</td>
                            <td data-label={words.physical.clone()}>{ &row.physical }</td>
                        </tr>
                    }) }
                </tbody>
            </table>
        </div>
    }
}
