//! `guide/`: the owner's guide as one page that works from disk, with its pictures inside.
//!
//! It is made from the documents in `docs/`. A link to another document of the guide becomes a link inside the page. A
//! link to any other file of the project becomes plain text, because the page has no project around it.

use std::fs;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result, ensure};
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use super::guides::{SHEET, Table, own_sheet};
use super::site::between;
use super::{Parts, single};
use crate::page::{self, Files};
use crate::project;

/// The page.
pub const PAGE: &str = "guide.html";
/// The documents, each with the id of its section. The first one is the beginning of the page.
const DOCUMENTS: [(&str, &str); 10] = [
    ("guide", "put-it-on-your-site/README.md"),
    ("wordpress", "put-it-on-your-site/wordpress.md"),
    ("html", "put-it-on-your-site/html.md"),
    ("squarespace", "put-it-on-your-site/squarespace.md"),
    ("wix", "put-it-on-your-site/wix.md"),
    ("webflow", "put-it-on-your-site/webflow.md"),
    ("no-html", "put-it-on-your-site/no-html.md"),
    ("update", "put-it-on-your-site/update.md"),
    ("settings", "settings.md"),
    ("tried-in-wordpress", "wordpress.md"),
];

/// Makes the page.
pub fn files(parts: &Parts) -> Result<Files> {
    let docs = project::root().join("docs");
    let mut sections = String::new();
    for (id, path) in DOCUMENTS {
        let path = docs.join(path);
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let body = rendered(id, &path, &text).with_context(|| path.display().to_string())?;
        sections += &format!("<section id=\"{id}\">\n{body}</section>\n");
    }
    let title = between(&sections, "<h1 id=\"guide-put-it-on-your-site\">", "</h1>").to_owned();
    ensure!(!title.is_empty(), "the first document has another title");
    let own = page::text(SHEET, own_sheet()?)?;
    let style = format!("{}{own}", parts.text("widget.css")?);
    ensure!(!style.contains("</style"), "the style would end itself");
    let made = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{}'; img-src data:; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{title}</title>\n<link rel=\"icon\" href=\"data:,\">\n<style>{style}</style>\n</head>\n\
         <body class=\"ie-page\">\n<main class=\"ie ie-guide\">\n<p class=\"ie-small\">Version {}</p>\n{sections}</main>\n</body>\n</html>\n",
        single::hash(&style),
        env!("CARGO_PKG_VERSION")
    );
    Ok(Files::from([(PAGE.to_owned(), made.into_bytes())]))
}

/// Renders the document `path` as the section `id`. The headings of all but the first one are a level lower.
fn rendered(id: &str, path: &Path, markdown: &str) -> Result<String> {
    let folder = path.parent().context("a document is in a folder")?;
    let lower = id != DOCUMENTS[0].0;
    let (mut table, mut events) = (Table::default(), Vec::new());
    // The heading that is open, with the position of its start; and for each open link whether it is kept.
    let (mut heading, mut links): (Option<(usize, String)>, Vec<bool>) = (None, Vec::new());
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Html(comment) if comment.trim_start().starts_with("<!--") => {}
            Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => {}
            Event::Html(other) | Event::InlineHtml(other) => anyhow::bail!("HTML in the text: {other}"),
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let target = target(folder, &dest_url);
                links.push(target.is_some());
                if let Some(target) = target {
                    events.push(Event::Start(Tag::Link { link_type, dest_url: target.into(), title, id }));
                }
            }
            Event::End(TagEnd::Link) => {
                if links.pop() == Some(true) {
                    events.push(Event::End(TagEnd::Link));
                }
            }
            Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
                let bytes = fs::read(folder.join(&*dest_url)).with_context(|| format!("no picture {dest_url}"))?;
                ensure!(dest_url.ends_with(".png"), "{dest_url} is no PNG");
                let data = format!("data:image/png;base64,{}", single::base64(&bytes));
                events.push(Event::Start(Tag::Image { link_type, dest_url: data.into(), title, id }));
            }
            Event::Start(Tag::Heading { .. }) => {
                heading = Some((events.len(), String::new()));
                events.push(Event::Text(CowStr::from("")));
            }
            Event::End(TagEnd::Heading(level)) => {
                let (at, text) = heading.take().context("a heading ends twice")?;
                let level = if lower { level as usize + 1 } else { level as usize };
                let level = HeadingLevel::try_from(level).ok().context("too many levels of headings")?;
                let anchor = format!("{id}-{}", slug(&text));
                events[at] = Event::Html(format!("<{level} id=\"{anchor}\">").into());
                events.push(Event::Html(format!("</{level}>\n").into()));
            }
            other => {
                if let (Some((_, text)), Event::Text(words) | Event::Code(words)) = (&mut heading, &other) {
                    text.push_str(words);
                }
                events.push(table.labelled(other));
            }
        }
    }
    let mut body = String::new();
    html::push_html(&mut body, events.into_iter());
    Ok(body)
}

/// The address of a link in the page, or nothing if it leads to a file that is not in it.
fn target(folder: &Path, link: &str) -> Option<String> {
    if link.starts_with("https://") {
        return Some(link.to_owned());
    }
    let (file, anchor) = link.split_once('#').map_or((link, None), |(file, anchor)| (file, Some(anchor)));
    let docs = project::root().join("docs");
    let file = normal(&folder.join(file)).strip_prefix(&docs).ok()?.to_owned();
    let (id, _) = DOCUMENTS.iter().find(|(_, path)| Path::new(path) == file)?;
    Some(anchor.map_or_else(|| format!("#{id}"), |anchor| format!("#{id}-{anchor}")))
}

/// A path without `..`.
fn normal(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        if part == Component::ParentDir {
            plain.pop();
        } else {
            plain.push(part);
        }
    }
    plain
}

/// The anchor of a heading, as forges make it.
fn slug(heading: &str) -> String {
    let letters = heading.to_lowercase();
    let kept = letters.chars().filter(|letter| letter.is_alphanumeric() || " -_".contains(*letter));
    kept.map(|letter| if letter == ' ' { '-' } else { letter }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(text: &str) -> Result<String> {
        rendered("html", &project::root().join("docs/put-it-on-your-site/html.md"), text)
    }

    #[test]
    fn links_lead_inside_the_page_or_become_text() {
        for (link, made) in [
            ("README.md#begin-with-a-download", "<a href=\"#guide-begin-with-a-download\">x</a>"),
            ("../settings.md", "<a href=\"#settings\">x</a>"),
            ("../wordpress.md", "<a href=\"#tried-in-wordpress\">x</a>"),
            ("https://example.org/", "<a href=\"https://example.org/\">x</a>"),
            ("../../ARCHITECTURE.md#9", "<p>x</p>"),
        ] {
            let body = document(&format!("[x]({link})\n")).unwrap();
            assert!(body.contains(made), "{link}: {body}");
        }
    }

    #[test]
    fn headings_are_lower_and_have_anchors() {
        let body = document("# Plain `HTML`\n\n## If your site has a policy\n\n<!-- no -->\n").unwrap();
        assert_eq!(
            body.trim(),
            "<h2 id=\"html-plain-html\">Plain <code>HTML</code></h2>\n<h3 id=\"html-if-your-site-has-a-policy\">If your site has a policy</h3>"
        );
        assert!(document("<b>no</b>\n").is_err());
        assert!(document("![no](no.png)\n").is_err());
    }

    #[test]
    fn every_link_of_the_guide_has_a_target() {
        let docs = project::root().join("docs");
        let all: String = DOCUMENTS
            .iter()
            .map(|(id, path)| {
                let path = docs.join(path);
                let body = rendered(id, &path, &fs::read_to_string(&path).unwrap()).unwrap();
                format!("<section id=\"{id}\">{body}")
            })
            .collect();
        for link in all.split("href=\"#").skip(1) {
            let link = link.split('"').next().unwrap_or_default();
            assert!(all.contains(&format!("id=\"{link}\"")), "#{link} leads nowhere");
        }
    }
}
