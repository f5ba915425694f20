//! The markup of the owner's settings: the link to the practice, and the owner's own help lines. And the places for the
//! own content.

use super::body::OwnerContent;
use super::element::{El, el, p};
use super::help_lines::call;
use crate::config::Config;
use crate::content::{Content, fill};
use yew::prelude::*;

/// The link's `rel`. With `noreferrer`, the browser sends no referrer and gives no `opener`, so the other page cannot
/// learn where the reader came from.
const REL: &str = "noreferrer";
/// The link's `target`. With `_top`, the link replaces the whole page, even from a frame.
const TARGET: &str = "_top";
/// The link's class.
const CLASS: &str = "ie-contact";

/// The owner's settings as markup for a page.
#[must_use]
pub fn owner_content<'a>(content: &Content, config: &'a Config) -> OwnerContent<'a> {
    OwnerContent {
        contact: contact(content, config).map_or_else(Html::default, Into::into),
        help_lines: own_lines(content, config).map_or_else(Html::default, Into::into),
        country: config.country.as_deref(),
        support: own_content(el("div"), "support").into(),
    }
}

/// Makes an element the place for the own content of the slot with this name. It stays empty in Yew;
/// `static/own-content.js` fills it.
pub fn own_content(place: El, slot: &str) -> El {
    place.attr("data-own-content", slot)
}

/// The owner's own help lines, if there are any.
fn own_lines(content: &Content, config: &Config) -> Option<El> {
    let own = config.help_lines.iter().map(|line| el("li").with(call("", &line.name, &line.number, &line.dial)));
    let title = p(lines_title(content, config)).class("ie-label");
    let own = el("div").attr("data-own", "").with(title).with(el("ul").each(own));
    (!config.help_lines.is_empty()).then_some(own)
}

/// The title of the owner's own help lines.
#[must_use]
pub fn lines_title<'a>(content: &'a Content, config: &'a Config) -> &'a str {
    config.practice.as_deref().unwrap_or(&content.support.lines_own)
}

/// The label of the contact link.
#[must_use]
pub fn contact_label(content: &Content, config: &Config) -> String {
    let words = &content.interface;
    match (&config.contact_label, &config.practice) {
        (Some(label), _) => label.clone(),
        (None, Some(practice)) => fill(&words.contact_practice, &[("practice", practice)]),
        (None, None) => words.contact.clone(),
    }
}

/// The link to the practice, if the owner has set one.
pub fn contact(content: &Content, config: &Config) -> Option<El> {
    let to = config.contact.as_deref()?;
    let link = el("a").class(CLASS).part("contact").attr("href", to).attr("rel", REL).attr("target", TARGET);
    Some(link.text(&contact_label(content, config)))
}
