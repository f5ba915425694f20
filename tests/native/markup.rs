//! The pages that are rendered at build time are valid HTML. They cause no parse error as the standard defines it, and
//! they follow rules that a parser does not check: ids, headings, names, nesting and attributes.

use intimacy_explorer::content::{Content, source};
use intimacy_explorer::view::article::{self, Place};
use intimacy_explorer::view::paper;
use scraper::{ElementRef, Html, Node, Selector};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).into()
}

fn english() -> &'static Content {
    Box::leak(Box::new(source::load(&root().join("content"), source::BASE).unwrap()))
}

/// The standalone page, a host page around the article, and the paper form.
fn pages() -> [(&'static str, Html); 3] {
    let content = english();
    let shell = fs::read_to_string(root().join("index.html")).unwrap();
    let own = [
        ("{lang}", content.interface.language.as_str()),
        ("{dir}", &content.interface.direction),
        ("{title}", &content.overview.title),
        ("{description}", &content.interface.description),
        ("{questions}", "{}"),
        ("{article}", &article::markup(content, Place::Page).unwrap()),
    ];
    let own = own.iter().fold(shell, |page, (place, words)| page.replace(place, words));
    let embedded = article::markup(content, Place::Host).unwrap();
    let host = format!(
        "<!doctype html><html lang=en><head><title>Host</title></head><body><main><h1>Host</h1>\
         <intimacy-explorer>{embedded}</intimacy-explorer></main></body></html>"
    );
    let form = Box::leak(Box::new(source::paper(&root().join("content"), source::BASE).unwrap()));
    let style = fs::read_to_string(root().join("static/css/paper.css")).unwrap();
    let form = paper::page(content, form, &style).unwrap();
    [("index.html", own), ("a host page", host), ("paper.html", form)]
        .map(|(name, text)| (name, Html::parse_document(&text)))
}

/// All faults of a page.
fn faults(page: &Html) -> Vec<String> {
    let mut faults: Vec<String> = page.errors.iter().map(|error| format!("parse error: {error}")).collect();
    for check in [ids, headings, names, nesting, attributes] {
        check(page, &mut faults);
    }
    faults
}

fn all<'a>(page: &'a Html, css: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(css).unwrap()).collect()
}

fn said(element: ElementRef) -> String {
    element.text().collect::<String>().trim().to_owned()
}

fn start(element: ElementRef) -> String {
    element.html().chars().take(100).collect()
}

/// Ids are unique, and every reference to an id has a target.
fn ids(page: &Html, faults: &mut Vec<String>) {
    let mut known = BTreeSet::new();
    for element in all(page, "[id]") {
        let id = element.attr("id").unwrap_or_default();
        if !known.insert(id) || id.is_empty() || id.contains(char::is_whitespace) {
            faults.push(format!("the id {id:?}, again or no id: {}", start(element)));
        }
    }
    let lists = ["aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "for", "headers", "list"];
    for name in lists {
        for element in all(page, &format!("[{name}]")) {
            for id in element.attr(name).unwrap_or_default().split_whitespace().filter(|id| !known.contains(id)) {
                faults.push(format!("{name} names {id:?}, which is not there: {}", start(element)));
            }
        }
    }
    for link in all(page, "[href^=\"#\"]") {
        if !known.contains(&link.attr("href").unwrap_or_default()[1..]) {
            faults.push(format!("it leads nowhere: {}", start(link)));
        }
    }
}

/// There is one heading of level 1. No heading is empty, and none skips a level. The hidden crash screen does not
/// count.
fn headings(page: &Html, faults: &mut Vec<String>) {
    let hidden =
        |element: &ElementRef| element.ancestors().filter_map(ElementRef::wrap).any(|e| e.attr("hidden").is_some());
    let mut last = 0;
    let mut first = 0;
    for heading in all(page, "h1, h2, h3, h4, h5, h6") {
        let level = heading.value().name()[1..].parse::<u8>().unwrap_or_default();
        if said(heading).is_empty() {
            faults.push(format!("an empty heading: {}", start(heading)));
        }
        if hidden(&heading) {
            continue;
        }
        if level > last + 1 {
            faults.push(format!("after level {last}: {}", start(heading)));
        }
        first += usize::from(level == 1);
        last = level;
    }
    if first != 1 {
        faults.push(format!("{first} headings of the first level"));
    }
}

/// Every element that needs an accessible name has one, and the page states its language.
fn names(page: &Html, faults: &mut Vec<String>) {
    if all(page, "html[lang]:not([lang=\"\"])").len() != 1 || all(page, "title").iter().all(|one| said(*one).is_empty())
    {
        faults.push("no language, or no title".into());
    }
    let named = |element: &ElementRef| {
        let labelled = ["aria-label", "aria-labelledby"]
            .iter()
            .any(|name| element.attr(name).is_some_and(|text| !text.is_empty()));
        labelled || !said(*element).is_empty()
    };
    let mut unnamed = all(page, "a, button, summary, label, legend, caption, th, nav, [role=img], [tabindex=\"0\"]");
    unnamed.retain(|element| !named(element));
    let in_label = |field: &ElementRef| {
        let inside = field.ancestors().filter_map(ElementRef::wrap).any(|e| e.value().name() == "label" && named(&e));
        let by_id = field.attr("id").is_some_and(|id| !all(page, &format!("label[for=\"{id}\"]")).is_empty());
        inside || by_id || field.attr("aria-labelledby").is_some()
    };
    unnamed.extend(all(page, "input, select, textarea").into_iter().filter(|field| !in_label(field)));
    unnamed.extend(all(
        page,
        "button:not([type]), th:not([scope]), img:not([alt]), a:not([href]), svg:not([role]):not([aria-hidden])",
    ));
    faults.extend(unnamed.into_iter().map(|element| format!("no name, type, scope or role: {}", start(element))));
}

/// The content models of HTML, where a parser does not enforce them.
fn nesting(page: &Html, faults: &mut Vec<String>) {
    const PARTS: [(&str, &[&str]); 6] = [
        ("ul, ol", &["li"]),
        ("dl", &["div", "dt", "dd"]),
        ("dl > div", &["dt", "dd"]),
        ("table", &["caption", "colgroup", "thead", "tbody", "tfoot"]),
        ("thead, tbody, tfoot", &["tr"]),
        ("tr", &["th", "td"]),
    ];
    for (css, allowed) in PARTS {
        for element in all(page, css) {
            let alien = |child: &ElementRef| !allowed.contains(&child.value().name());
            faults.extend(element.child_elements().filter(alien).map(|child| format!("in {css}: {}", start(child))));
            if element.child_elements().next().is_none() {
                faults.push(format!("nothing in {}", start(element)));
            }
            if element.children().any(|child| matches!(child.value(), Node::Text(text) if !text.trim().is_empty())) {
                faults.push(format!("text between the parts of {}", start(element)));
            }
        }
    }
    // Phrasing elements contain no blocks, and interactive elements contain no other interactive elements.
    let blocks =
        "div, p, section, article, nav, header, footer, ul, ol, dl, table, fieldset, h1, h2, h3, h4, h5, h6, hr";
    let lines =
        ["p", "span", "button", "label", "a", "em", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "summary"];
    let pressed = ["a", "button", "label", "summary"];
    let inside = |element: &ElementRef, names: &[&str]| {
        element.ancestors().filter_map(ElementRef::wrap).any(|one| names.contains(&one.value().name()))
    };
    let in_line = all(page, blocks).into_iter().filter(|block| inside(block, &lines));
    let in_pressed = all(page, "a, button, summary, label").into_iter().filter(|one| inside(one, &pressed));
    faults.extend(in_line.chain(in_pressed).map(|element| format!("it may not stand here: {}", start(element))));
    let legend =
        |group: &ElementRef| group.child_elements().next().is_none_or(|first| first.value().name() != "legend");
    faults.extend(all(page, "fieldset").into_iter().filter(legend).map(|group| format!("no legend: {}", start(group))));
}

/// No attribute is without effect on its element.
fn attributes(page: &Html, faults: &mut Vec<String>) {
    let alien = all(page, "[part], input:is([type=radio], [type=checkbox])[autocomplete]");
    faults.extend(alien.into_iter().map(|element| format!("an attribute without a meaning: {}", start(element))));
}

#[test]
fn every_page_is_valid() {
    for (name, page) in pages() {
        let faults = faults(&page);
        assert!(faults.is_empty(), "{name}:\n{}", faults.join("\n"));
        assert!(page.html().len() > 5000, "{name} is nearly empty");
    }
}

/// The checks find each kind of fault.
#[test]
fn each_kind_of_fault_is_found() {
    let good = "<p id=a>Text</p>";
    let page = |body: &str| {
        format!("<!doctype html><html lang=en><head><title>A</title></head><body><h1>A</h1>{body}</body></html>")
    };
    assert_eq!(faults(&Html::parse_document(&page(good))), Vec::<String>::new());
    for bad in [
        "<p><div>a block in a line</div></p>",
        "<div class=a class=b></div>",
        "<b><p></b></p>",
        "<p id=a></p><p id=a></p>",
        "<a href=#nowhere>a</a>",
        "<p aria-labelledby='a b' id=a>a</p>",
        "<label for=none>a</label>",
        "<h3>two levels down</h3>",
        "<h2></h2>",
        "<h1>again</h1>",
        "<input type=text>",
        "<button type=button></button>",
        "<button>no type</button>",
        "<a href='/'><button type=button>a</button></a>",
        "<span><p>a</p></span>",
        "<ul><p>a</p></ul>",
        "<dl>text<dt>a</dt></dl>",
        "<table><tbody><tr><th>a</th></tr></tbody></table>",
        "<fieldset><p>a</p></fieldset>",
        "<svg></svg>",
        "<p>never closed</div>",
        "<p part=button>a</p>",
        "<label>a<input type=radio autocomplete=off></label>",
    ] {
        assert!(!faults(&Html::parse_document(&page(bad))).is_empty(), "{bad} passes");
    }
}
