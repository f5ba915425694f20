//! What the owner has set, as it stands on a page: the link to the practice, which carries nothing, and own help lines.

use super::body::OwnerContent;
use super::element::{El, el, p};
use super::help_lines::call;
use crate::config::Config;
use crate::content::{Content, fill};
use yew::prelude::*;

/// What the link's `rel` says: the other page learns nothing of where the reader came from, which both words imply.
const REL: &str = "noreferrer";
/// Where the link opens: in the place of the whole page, also out of a frame.
const TARGET: &str = "_top";
/// The link's class.
const CLASS: &str = "ie-contact";

/// What a page shows of it.
#[must_use]
pub fn owner_content<'a>(content: &Content, config: &'a Config) -> OwnerContent<'a> {
    OwnerContent {
        contact: contact(content, config).map_or_else(Html::default, Into::into),
        help_lines: own_lines(content, config).map_or_else(Html::default, Into::into),
        country: config.country.as_deref(),
    }
}

/// The owner's own help lines, where there are any.
fn own_lines(content: &Content, config: &Config) -> Option<El> {
    let own = config.help_lines.iter().map(|line| el("li").with(call("", &line.name, &line.number, &line.dial)));
    let title = p(lines_title(content, config)).class("ie-label");
    let own = el("div").attr("data-own", "").with(title).with(el("ul").each(own));
    (!config.help_lines.is_empty()).then_some(own)
}

/// What heads the owner's own help lines.
#[must_use]
pub fn lines_title<'a>(content: &'a Content, config: &'a Config) -> &'a str {
    config.practice.as_deref().unwrap_or(&content.support.lines_own)
}

/// What the contact link says.
#[must_use]
pub fn contact_label(content: &Content, config: &Config) -> String {
    let words = &content.interface;
    match (&config.contact_label, &config.practice) {
        (Some(label), _) => label.clone(),
        (None, Some(practice)) => fill(&words.contact_practice, &[("practice", practice)]),
        (None, None) => words.contact.clone(),
    }
}

/// The link to the practice, where the owner has set one.
pub fn contact(content: &Content, config: &Config) -> Option<El> {
    let to = config.contact.as_deref()?;
    let link = el("a").class(CLASS).part("contact").attr("href", to).attr("rel", REL).attr("target", TARGET);
    Some(link.text(&contact_label(content, config)))
}
