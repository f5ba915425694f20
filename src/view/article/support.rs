//! When to seek support, and the help lines.

use super::subjects::parts;
use crate::content::{Content, Country, HelpLine, fill};
use crate::view::element::{El, el, group, p};
use crate::view::text::{Level, items, prose};
use yew::prelude::*;

/// The lists, what to do in danger, and the help lines.
pub(super) fn support(content: &Content, level: Level) -> Html {
    let words = &content.support;
    let heading = |title: &str| level.heading("ie-part").text(title);
    let help = el("div")
        .class("ie-help")
        .with(parts(core::slice::from_ref(&words.danger), level))
        .with(heading(&words.lines_title))
        .with(help_lines(content));
    let when = group().with(heading(&words.when_title)).with(items(&words.when));
    when.with(heading(&words.work_title)).with(items(&words.work)).with(help).into()
}

/// The help lines of every country.
pub fn help_lines(content: &Content) -> Html {
    let words = &content.support;
    let checked = fill(&words.lines_checked, &[("date", &words.checked)]);
    el("div")
        .class("ie-lines")
        .with(prose(&words.lines_text))
        .with(el("dl").each(words.countries.iter().map(of_country)))
        .with(prose(&words.elsewhere))
        .with(p(&checked).class("ie-small"))
        .into()
}

fn of_country(country: &Country) -> El {
    el("div").with(el("dt").text(&country.name)).each(country.lines.iter().map(help_line))
}

fn help_line(line: &HelpLine) -> El {
    let number = el("a").attr("href", &format!("tel:{}", line.dial)).text(&line.number);
    el("dd").text(&line.name).text(" ").with(number)
}
