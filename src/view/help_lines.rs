//! The help lines of each country.

use super::element::{El, el, group, p};
use crate::content::{Country, HelpLine};

/// The help lines of each country, collapsed. Those of the reader's country come first and are expanded; the others are
/// under one summary.
pub fn countries(all: &[Country], others: &str, here: Option<&str>) -> El {
    let is_here = |country: &&Country| here == Some(country.code.as_str());
    let Some(own) = all.iter().find(is_here) else {
        return group().each(all.iter().map(|country| of_country(country, false)));
    };
    let rest = all.iter().filter(|country| !is_here(country)).map(|country| of_country(country, false));
    group().with(of_country(own, true)).with(el("details").with(el("summary").text(others)).each(rest))
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

/// A link to call a number. It names the country for people whose screen reader lists only the links of a page.
pub fn call(country: &str, name: &str, shown: &str, dial: &str) -> El {
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
