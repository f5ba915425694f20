//! The owner's help lines in the article, which was written before anybody knew whose site it stands on.

use crate::config::Config;
use crate::content::Content;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element};

/// Marks what this has put there.
const OWN: &str = "data-own";

/// Puts the owner's lines first, then those of the owner's country, as the app has them. A browser that refuses leaves
/// the article as it was.
pub fn in_article(host: &Element, content: &Content, config: &Config) {
    let Some(list) = host.query_selector(".ie-article .ie-lines dl").ok().flatten() else { return };
    if let Ok(Some(before)) = list.query_selector("[data-own]") {
        before.remove();
    }
    let words = &content.support;
    let country = words.countries.iter().find(|country| config.country.as_ref() == Some(&country.code));
    if let Some(here) = country.and_then(|country| group_of(&list, &country.name)) {
        first(&list, &here);
    }
    let document = host.owner_document().filter(|_| !config.help_lines.is_empty());
    if let Some(own) = document.and_then(|document| own(&document, config, &words.lines_own)) {
        first(&list, &own);
    }
}

fn first(list: &Element, group: &Element) {
    let _ = list.insert_before(group, list.first_child().as_ref());
}

/// The group with this name.
fn group_of(list: &Element, name: &str) -> Option<Element> {
    let mut group = list.first_child();
    while let Some(node) = group {
        if node.first_child().and_then(|title| title.text_content()).as_deref() == Some(name) {
            return node.dyn_into().ok();
        }
        group = node.next_sibling();
    }
    None
}

fn own(document: &Document, config: &Config, title: &str) -> Option<Element> {
    let within = |parent: &Element, tag: &str, text: &str| {
        let element = document.create_element(tag).ok()?;
        element.set_text_content(Some(text));
        parent.append_child(&element).ok()?;
        Some(element)
    };
    let group = document.create_element("div").ok()?;
    group.set_attribute(OWN, "").ok()?;
    within(&group, "dt", config.practice.as_deref().unwrap_or(title))?;
    for line in &config.help_lines {
        let of = within(&group, "dd", &format!("{} ", line.name))?;
        within(&of, "a", &line.number)?.set_attribute("href", &format!("tel:{}", line.dial)).ok()?;
    }
    Some(group)
}
