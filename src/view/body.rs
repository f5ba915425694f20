//! The body of each page, for the article and for the app.

use super::element::{El, el, group, p, td, th};
use super::help_lines::countries;
use super::text::{Level, items, prose, rich};
use crate::content::{Block, Comparison, ComparisonRow, Content, Page};
use yew::prelude::*;

/// The id of the box with the help lines.
pub const HELP: &str = "ie-help";

/// The markup of the owner's settings. The article is rendered without it, and `static/apply-settings.js` adds it
/// there.
#[derive(Default)]
pub struct OwnerContent<'a> {
    /// The link to the practice.
    pub contact: Html,
    /// The owner's own help lines.
    pub help_lines: Html,
    /// The code of the country whose help lines come first and are expanded.
    pub country: Option<&'a str>,
    /// The place for the own content beside the help lines.
    pub support: Html,
}

/// The part of a page under its heading, without its child pages.
pub fn body(content: &Content, page: Page, level: Level, owner: &OwnerContent) -> El {
    blocks(&content.blocks(page), level.inner(), owner)
}

/// The help lines, with the text about them.
pub fn help_lines(content: &Content, level: Level, owner: &OwnerContent) -> El {
    block(&content.help_lines(), level, owner)
}

fn blocks(blocks: &[Block], level: Level, owner: &OwnerContent) -> El {
    group().each(blocks.iter().map(|one| block(one, level, owner)))
}

fn block(one: &Block, level: Level, owner: &OwnerContent) -> El {
    match one {
        Block::Paragraph(text) => prose(text),
        Block::Small(text) => p(text).class("ie-small"),
        Block::Aside(text) => prose(text).class("ie-aside"),
        Block::Heading(text) => level.heading("ie-part").text(text),
        Block::Label(text) => p(text).class("ie-label"),
        Block::List(texts) => items(texts),
        Block::Terms(terms) => el("dl").class("ie-looks").each(terms.map(term)),
        Block::Comparison(words) => comparison(words),
        // In the article this is empty until the app knows the owner's link.
        Block::Contact => el("p").attr("data-contact", "").with(owner.contact.clone()),
        Block::Help(inside) => {
            let help = el("div").class("ie-help").attr("id", HELP).with(blocks(inside, level, owner));
            group().with(help).with(owner.support.clone())
        }
        Block::HelpLines(inside) => el("div").class("ie-lines").with(blocks(inside, level, owner)),
        Block::Countries(all, others) => {
            group().with(owner.help_lines.clone()).with(countries(all, others, owner.country))
        }
    }
}

fn term((label, text): (&str, &str)) -> El {
    el("div").with(el("dt").text(label)).with(el("dd").with(rich(text)))
}

fn comparison(words: &Comparison) -> El {
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
    scroll.attr("aria-labelledby", "ie-comparison-table").with(table)
}
