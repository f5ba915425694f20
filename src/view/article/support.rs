//! When to seek support, and the help lines.

use super::subjects::parts;
use crate::content::{Content, fill};
use crate::view::text::{Level, items, rich};
use yew::prelude::*;

/// The lists, what to do in danger, and the help lines.
pub(super) fn support(content: &Content, level: Level) -> Html {
    let words = &content.support;
    html! {
        <>
            { level.heading("ie-part", None, html! { { &words.when_title } }) }
            { items(&words.when) }
            { level.heading("ie-part", None, html! { { &words.work_title } }) }
            { items(&words.work) }
            <div class="ie-help">
                { parts(core::slice::from_ref(&words.danger), level) }
                { level.heading("ie-part", None, html! { { &words.lines_title } }) }
                { help_lines(content) }
            </div>
        </>
    }
}

/// The help lines of every country.
pub fn help_lines(content: &Content) -> Html {
    let words = &content.support;
    html! {
        <div class="ie-lines">
            <p>{ rich(&words.lines_text) }</p>
            <dl>
                { for words.countries.iter().map(|country| html! {
                    <div>
                        <dt>{ &country.name }</dt>
                        { for country.lines.iter().map(|line| html! {
                            <dd>{ &line.name }{ " " }<a href={format!("tel:{}", line.dial)}>{ &line.number }</a></dd>
                        }) }
                    </div>
                }) }
            </dl>
            <p>{ rich(&words.elsewhere) }</p>
            <p class="ie-small">{ fill(&words.lines_checked, &[("date", &words.checked)]) }</p>
        </div>
    }
}
