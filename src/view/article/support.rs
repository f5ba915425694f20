//! When to seek support, and the help lines.

use super::subjects::parts;
use crate::config::Config;
use crate::content::{Content, Country, fill};
use crate::view::contact;
use crate::view::element::{El, el, group, p};
use crate::view::text::{Level, items, prose};
use yew::prelude::*;

/// The lists, what to do in danger, and the help lines.
pub(super) fn support(content: &Content, level: Level, config: &Config) -> Html {
    let words = &content.support;
    let heading = |title: &str| level.heading("ie-part").text(title);
    let help = el("div")
        .class("ie-help")
        .with(parts(core::slice::from_ref(&words.danger), level))
        .with(heading(&words.lines_title))
        .with(help_lines(content, config));
    let when = group().with(heading(&words.when_title)).with(items(&words.when));
    // In the article the place stays empty until the app knows the owner's link.
    let contact = el("p").attr("data-contact", "").maybe(contact::link(content, config));
    when.with(heading(&words.work_title)).with(items(&words.work)).with(contact).with(help).into()
}

/// The help lines: the owner's own first, then those of the owner's country, then every other's.
pub fn help_lines(content: &Content, config: &Config) -> Html {
    let words = &content.support;
    let own = config.help_lines.iter().map(|line| help_line(&line.name, &line.number, &line.dial));
    let own = el("div").with(el("dt").text(config.practice.as_deref().unwrap_or(&words.lines_own))).each(own);
    let here = |country: &&Country| config.country.as_deref() == Some(country.code.as_str());
    let first = words.countries.iter().filter(here);
    let others = words.countries.iter().filter(|country| !here(country));
    let checked = fill(&words.lines_checked, &[("date", &words.checked)]);
    el("div")
        .class("ie-lines")
        .with(prose(&words.lines_text))
        .with(el("dl").maybe((!config.help_lines.is_empty()).then_some(own)).each(first.chain(others).map(of_country)))
        .with(prose(&words.elsewhere))
        .with(p(&checked).class("ie-small"))
        .into()
}

fn of_country(country: &Country) -> El {
    let lines = country.lines.iter().map(|line| help_line(&line.name, &line.number, &line.dial));
    el("div").with(el("dt").text(&country.name)).each(lines)
}

fn help_line(name: &str, number: &str, dial: &str) -> El {
    let number = el("a").attr("href", &format!("tel:{dial}")).text(number);
    el("dd").text(name).text(" ").with(number)
}
