//! The way to the practice: a plain link that carries nothing.

use super::element::{El, el, p};
use super::scene::Scene;
use crate::config::Config;
use crate::content::{Content, fill};

/// What the link's `rel` says: the other page learns nothing of where the reader came from, which both words imply.
const REL: &str = "noreferrer";
/// Where the link opens: in the place of the whole page, also out of a frame.
const TARGET: &str = "_top";
/// The link's class.
const CLASS: &str = "ie-contact";

/// What the link says.
#[must_use]
pub fn label(content: &Content, config: &Config) -> String {
    let words = &content.interface;
    match (&config.contact_label, &config.practice) {
        (Some(label), _) => label.clone(),
        (None, Some(practice)) => fill(&words.contact_practice, &[("practice", practice)]),
        (None, None) => words.contact.clone(),
    }
}

/// The link, where the owner has set one.
pub fn link(content: &Content, config: &Config) -> Option<El> {
    let to = config.contact.as_deref()?;
    let link = el("a").class(CLASS).part("contact").attr("href", to).attr("rel", REL).attr("target", TARGET);
    Some(link.text(&label(content, config)))
}

/// A card with the link.
pub fn card(scene: &Scene) -> Option<El> {
    let link = link(scene.content, scene.config)?;
    let card = el("section").class("ie-card ie-no-print");
    Some(card.with(p(&scene.words().contact_hint)).with(el("p").with(link)))
}
