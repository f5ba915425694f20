//! When to seek support, and the help lines.

use super::subjects::parts;
use crate::config::Config;
use crate::content::{Content, Country, HelpLine, fill};
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
        .each([&words.danger, &words.despair, &words.harm].map(|part| parts(core::slice::from_ref(part), level)))
        .with(heading(&words.lines_title))
        .with(help_lines(content, config));
    let when = group().with(heading(&words.when_title)).with(items(&words.when));
    // In the article the place stays empty until the app knows the owner's link.
    let contact = el("p").attr("data-contact", "").maybe(contact::link(content, config));
    when.with(heading(&words.work_title)).with(items(&words.work)).with(contact).with(help).into()
}

/// The help lines: the owner's own first, then those of the reader's country, open; those of other countries folded.
/// Where the country is not known all are folded.
pub fn help_lines(content: &Content, config: &Config) -> Html {
    let words = &content.support;
    let own = config.help_lines.iter().map(|line| el("li").with(call("", &line.name, &line.number, &line.dial)));
    let title = config.practice.as_deref().unwrap_or(&words.lines_own);
    let own = el("div").attr("data-own", "").with(p(title).class("ie-label")).with(el("ul").each(own));
    let is_here = |country: &&Country| config.country.as_deref() == Some(country.code.as_str());
    let here = words.countries.iter().filter(is_here).map(|country| of_country(country, true));
    let others = words.countries.iter().filter(|country| !is_here(country)).map(|country| of_country(country, false));
    let checked = fill(&words.lines_checked, &[("date", &words.checked)]);
    el("div")
        .class("ie-lines")
        .with(prose(&words.lines_text))
        .maybe((!config.help_lines.is_empty()).then_some(own))
        .each(here.chain(others))
        .with(prose(&words.elsewhere))
        .with(p(&checked).class("ie-small"))
        .into()
}

/// The lines of one country. `static/apply-settings.js` finds it by its code.
fn of_country(country: &Country, open: bool) -> El {
    let lines = country.lines.iter().map(|line| help_line(&country.name, line));
    el("details")
        .attr("data-country", &country.code)
        .attr_maybe("open", open.then_some(""))
        .with(el("summary").text(&country.name))
        .with(el("ul").each(lines))
}

fn help_line(country: &str, line: &HelpLine) -> El {
    let site = |label: &str| {
        let link = el("a").attr("href", &format!("https://{}", line.site)).attr("rel", "noreferrer");
        link.attr("target", "_top").text(label)
    };
    let head = if line.number.is_empty() {
        site("").class("ie-call").with(named(country, &line.name)).text(" ").with(number(&line.site))
    } else {
        call(country, &line.name, &line.number, &line.dial)
    };
    let also = (!line.number.is_empty() && !line.site.is_empty()).then(|| site(&line.site));
    let about = p(&line.about).class("ie-small");
    let about = if also.is_some() { about.text(" ").maybe(also) } else { about };
    el("li").with(head).maybe((!line.about.is_empty()).then_some(about))
}

/// A number to call: the whole row, which names the country for those who hear the links of a page by themselves.
fn call(country: &str, name: &str, shown: &str, dial: &str) -> El {
    let row = el("a").class("ie-call").attr("href", &format!("tel:{dial}"));
    row.with(named(country, name)).text(" ").with(number(shown))
}

fn named(country: &str, name: &str) -> El {
    let hidden = el("span").class("ie-hidden").text(country).text(": ");
    el("span").maybe((!country.is_empty()).then_some(hidden)).text(name)
}

fn number(text: &str) -> El {
    el("b").text(text)
}
