//! The article that is rendered at build time.

use crate::snapshot;
use intimacy_explorer::content::{Content, Page, source};
use intimacy_explorer::state::search;
use intimacy_explorer::view::article::{self, Place};
use scraper::{ElementRef, Html};
use std::path::Path;

fn english() -> Content {
    source::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"), source::BASE).unwrap()
}

fn markup() -> String {
    article::markup(Box::leak(Box::new(english())), Place::Page).unwrap()
}

/// The tags of the markup without the text between them, one per line.
fn tags(markup: &str) -> String {
    markup.split('<').skip(1).map(|piece| format!("<{}>\n", piece.split('>').next().unwrap_or_default())).collect()
}

#[test]
fn the_markup_matches_the_snapshot() {
    snapshot::check("article.txt", &tags(&markup()), "look at the page");
}

#[test]
fn every_page_occurs_once_and_every_link_has_a_target() {
    let (content, markup) = (english(), markup());
    for page in Page::all() {
        let id = format!("id=\"{}\"", article::id(page));
        assert_eq!(markup.matches(&id).count(), 1, "{page}");
        let title = content.title(page);
        assert!(markup.contains(title), "{page}: {title}");
        let (blocks, mut texts) = (content.blocks(page), Vec::new());
        blocks.iter().for_each(|block| block.texts(&mut texts));
        for text in texts {
            let first = text.split(['*', '&', '<', '"', '\'']).next().unwrap_or_default();
            assert!(markup.contains(first), "{page}: {first}");
        }
    }
    for link in markup.split("href=\"#").skip(1) {
        let id = link.split('"').next().unwrap_or_default();
        assert!(markup.contains(&format!("id=\"{id}\"")), "#{id} leads nowhere");
    }
}

#[test]
fn the_search_finds_every_page_by_every_text_on_it() {
    let (content, markup) = (english(), Html::parse_fragment(&markup()));
    let mut tried = 0;
    for text in markup.tree.nodes().filter(|node| node.value().is_text()) {
        let words = text.value().as_text().unwrap().to_string();
        let around = |classes: &[&str]| {
            let mut elements = text.ancestors().filter_map(ElementRef::wrap);
            elements.find(|element| element.attr("class").is_some_and(|class| classes.contains(&class)))
        };
        let Some(section) = around(&["ie-subject", "ie-child"]) else { continue };
        // Links from the end of a subject to other parts of the article are no text of the subject.
        if around(&["ie-onward"]).is_some() {
            continue;
        }
        let heading = section.child_elements().next().and_then(|heading| heading.attr("id")).unwrap();
        let page = Page::all().find(|page| article::id(*page) == heading).unwrap();
        if words.contains(char::is_alphanumeric) {
            assert!(search(&content, &words).iter().any(|hit| hit.page == page), "{page}: {words}");
            tried += 1;
        }
    }
    assert!(tried > 500, "only {tried} texts were found in the article");
}

#[test]
fn the_markup_has_no_scripts_styles_or_external_links() {
    // The only external links are the leave link and the sites of help lines.
    let content = english();
    let mut markup = markup().replacen(&format!("href=\"{}\"", content.interface.leave_to), "", 1);
    let lines = content.support.countries.iter().flat_map(|country| &country.lines);
    for line in lines.filter(|line| !line.site.is_empty()) {
        markup = markup.replacen(&format!("href=\"https://{}\" rel=\"noreferrer\" target=\"_top\"", line.site), "", 1);
    }
    for alien in ["<script", "<style", " style=", " onclick=", "javascript:", "<!--", "http:", "https:"] {
        assert!(!markup.contains(alien), "{alien}");
    }
}

#[test]
fn the_first_step_uses_native_controls() {
    let markup = markup();
    assert_eq!(markup.matches("type=\"radio\"").count(), 5);
    assert!(!markup.contains("checked"), "no option is preselected");
    for button in ["data-begin=\"\"", "data-keep=\"\"", "data-open=\"explore\"", "data-open=\"notes\""] {
        assert_eq!(markup.matches(button).count(), 1, "{button}");
    }
}
