//! The pages of `site/` for therapists. They are made from documents in `docs/`, so that the two cannot differ.

use std::fs;

use anyhow::{Context, Result, bail, ensure};
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html};

use super::builder;
use super::site::between;
use crate::page::{self, Files};
use crate::project;

/// The documents, by name. A link from one to another becomes a link between the pages.
pub const GUIDES: [&str; 2] = ["for-therapists", "statements"];
/// The style sheet of the pages, beside that of the explorer.
pub const SHEET: &str = "guide.css";
/// A link of the documents to the owner's guide. On the site it leads to the builder.
const BEGIN: &str = "put-it-on-your-site/README.md#begin-with-a-download";

/// Renders every document.
pub fn rendered() -> Result<Vec<Guide>> {
    let guide = |name| render(name, &source(name)?).with_context(|| format!("docs/{name}.md"));
    GUIDES.into_iter().map(guide).collect()
}

/// Makes the pages and their style sheet. `sheet` is the name of the explorer's style sheet, and `back` the line that
/// leads back to it.
pub fn files(guides: &[Guide], sheet: &str, back: &str) -> Result<Files> {
    let css = own_sheet()?;
    let own = page::with_hash(SHEET, &css);
    let mut files = Files::from([(own.clone(), css)]);
    for Guide { name, title, body } in guides {
        let page = format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
             <title>{title}</title>\n<link rel=\"icon\" href=\"data:,\">\n<link rel=\"stylesheet\" href=\"./{sheet}\">\n\
             <link rel=\"stylesheet\" href=\"./{own}\">\n</head>\n\
             <body class=\"ie-page\">\n<main class=\"ie ie-guide\">\n{back}{body}</main>\n</body>\n</html>\n"
        );
        files.insert(format!("{name}.html"), page.into_bytes());
    }
    Ok(files)
}

/// The style sheet of the pages, as it is shipped.
pub fn own_sheet() -> Result<Vec<u8>> {
    let path = project::root().join("static/css").join(SHEET);
    let css = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    page::lightened(SHEET, css)
}

/// The line that leads back to the page `index`.
pub fn back(index: &str) -> String {
    let title = between(index, "<title>", "</title>");
    format!("<p class=\"ie-small ie-no-print\"><a href=\"./\">{title}</a></p>\n")
}

/// A link to the page of a document. Its text is the title of that page.
pub fn link(Guide { name, title, .. }: &Guide) -> String {
    format!("<a href=\"./{name}.html\">{title}</a>")
}

fn source(name: &str) -> Result<String> {
    let path = project::root().join("docs").join(format!("{name}.md"));
    fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
}

/// A document as HTML.
#[derive(Debug)]
pub struct Guide {
    /// The name of the document and of its page.
    name: &'static str,
    /// The text of its first heading, escaped.
    title: String,
    /// The content of the page.
    body: String,
}

/// Renders a document. It fails at a link to something that is not on the site.
fn render(name: &'static str, markdown: &str) -> Result<Guide> {
    let (mut table, mut problem) = (Table::default(), None);
    let events = Parser::new_ext(markdown, Options::ENABLE_TABLES).map(|event| match event {
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => match target(&dest_url) {
            Some(dest_url) => Event::Start(Tag::Link { link_type, dest_url: dest_url.into(), title, id }),
            None => {
                problem.get_or_insert_with(|| dest_url.to_string());
                Event::Start(Tag::Link { link_type, dest_url, title, id })
            }
        },
        Event::Html(_) | Event::InlineHtml(_) => {
            problem.get_or_insert_with(|| "HTML in the text".to_owned());
            event
        }
        other => table.labelled(other),
    });
    let mut body = String::new();
    html::push_html(&mut body, events);
    if let Some(problem) = problem {
        bail!("what is not on the site: {problem}");
    }
    let title = between(&body, "<h1>", "</h1>").to_owned();
    ensure!(!title.is_empty() && !title.contains('<'), "its first heading is not plain text");
    Ok(Guide { name, title, body: body.replacen("<h1>", "<h1 class=\"ie-title\">", 1) })
}

/// The address on the site of a link in a document.
fn target(link: &str) -> Option<String> {
    if link.starts_with("https://") {
        return Some(link.to_owned());
    }
    if link == BEGIN {
        return Some(format!("./{}", builder::PAGE));
    }
    GUIDES.iter().find(|name| link.strip_suffix(".md") == Some(**name)).map(|name| format!("./{name}.html"))
}

/// Rewrites the events of tables: the first cell of a row is its heading, and each other cell carries the heading of its
/// column, which a narrow window shows in front of it.
#[derive(Default)]
pub struct Table {
    columns: Vec<String>,
    in_head: bool,
    column: usize,
}

impl Table {
    /// The event, rewritten if it belongs to a table.
    pub fn labelled<'a>(&mut self, event: Event<'a>) -> Event<'a> {
        let html = |markup: &str| Event::Html(CowStr::from(markup.to_owned()));
        match event {
            Event::Start(Tag::Table(_)) => {
                self.columns.clear();
                html("<table class=\"ie-table\">\n")
            }
            Event::End(TagEnd::Table) => html("</tbody>\n</table>\n"),
            Event::Start(Tag::TableHead) => {
                self.in_head = true;
                html("<thead><tr>")
            }
            Event::End(TagEnd::TableHead) => {
                self.in_head = false;
                html("</tr></thead>\n<tbody>\n")
            }
            Event::Start(Tag::TableRow) => {
                self.column = 0;
                html("<tr>")
            }
            Event::End(TagEnd::TableRow) => html("</tr>\n"),
            Event::Start(Tag::TableCell) if self.in_head => {
                self.columns.push(String::new());
                html("<th scope=\"col\">")
            }
            Event::End(TagEnd::TableCell) if self.in_head => html("</th>"),
            Event::Start(Tag::TableCell) if self.column == 0 => html("<th scope=\"row\">"),
            Event::Start(Tag::TableCell) => match self.columns.get(self.column).filter(|name| !name.is_empty()) {
                Some(name) => {
                    html(&format!("<td data-label=\"{}\">", name.replace('&', "&amp;").replace('"', "&quot;")))
                }
                None => html("<td>"),
            },
            Event::End(TagEnd::TableCell) => {
                self.column += 1;
                html(if self.column == 1 { "</th>" } else { "</td>" })
            }
            Event::Text(text) => {
                if let Some(name) = self.columns.last_mut().filter(|_| self.in_head) {
                    name.push_str(&text);
                }
                Event::Text(text)
            }
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_carries_the_headings_of_its_columns() {
        let guide = render("a", "# A & b\n\n| x | *y* | |\n| --- | --- | --- |\n| 1 | 2 | 3 |\n").unwrap();
        assert_eq!(guide.title, "A &amp; b");
        let row = "<tr><th scope=\"row\">1</th><td data-label=\"y\">2</td><td>3</td></tr>";
        assert!(guide.body.contains(row), "{}", guide.body);
        assert!(guide.body.contains("<th scope=\"col\"><em>y</em></th>"), "{}", guide.body);
    }

    #[test]
    fn links_lead_to_pages_of_the_site() {
        let guide = |text: &str| render("a", &format!("# T\n\n{text}\n"));
        let page = guide("[the statements](statements.md)").unwrap();
        assert!(page.body.contains("<a href=\"./statements.html\">"), "{}", page.body);
        let page = guide(&format!("[your site]({BEGIN})")).unwrap();
        assert!(page.body.contains("<a href=\"./builder.html\">"), "{}", page.body);
        for bad in ["[method](method.md)", "[code](../src/quiz/mod.rs)", "<script>", "a <b>b</b>"] {
            assert!(guide(bad).is_err(), "{bad}");
        }
        assert!(render("a", "no heading").is_err());
    }

    #[test]
    fn the_documents_can_be_rendered() {
        let guides = rendered().unwrap();
        let link = link(&guides[0]);
        assert!(link.starts_with("<a href=\"./for-therapists.html\">") && link.contains(&guides[0].title), "{link}");
    }
}
