//! Checks of the documentation: every file that an owner's guide names is shipped, and every relative link has a
//! target.

use intimacy_explorer::content::source;
use std::fs;
use std::path::{Path, PathBuf};

/// The outputs of `cargo xtask dist`.
const SHIPPED: [&str; 8] = [
    "embed/frame.html",
    "embed/frame.js",
    "embed/intimacy-explorer.js",
    "embed/intimacy-explorer.one.js",
    "embed/article.html",
    "site/",
    "paper/paper.html",
    "offline/intimacy-explorer.html",
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/put-it-on-your-site")
}

fn guides() -> Vec<(String, String)> {
    let files = fs::read_dir(folder()).unwrap().map(|file| file.unwrap().path());
    let guides: Vec<_> = files
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read_to_string(path).unwrap()))
        .collect();
    assert!(guides.len() >= 7, "there are fewer guides than platforms");
    guides
}

#[test]
fn every_file_named_in_a_guide_is_shipped() {
    for (guide, text) in guides() {
        // Prose names a file with its folder; a snippet has it at the end of a URL.
        for named in text.split('`').skip(1).step_by(2).filter(|code| !code.contains([' ', '<', '\n', '=', ':'])) {
            let folder = named.split('/').next().unwrap_or_default();
            if ["embed", "site", "paper", "offline"].contains(&folder) && named.contains('/') && named != "embed/" {
                assert!(SHIPPED.contains(&named), "{guide} names {named}");
            }
        }
        for source in text.split("src=\"").skip(1) {
            let name = source.split('"').next().unwrap_or_default().rsplit('/').next().unwrap_or_default();
            assert!(SHIPPED.iter().any(|shipped| shipped.rsplit('/').next() == Some(name)), "{guide} loads {name}");
        }
    }
}

#[test]
fn every_platform_says_what_the_host_can_see_and_when_it_was_tried() {
    let platforms = |(guide, _): &(String, String)| !["README.md", "update.md"].contains(&guide.as_str());
    for (guide, text) in guides().into_iter().filter(platforms) {
        for heading in ["## What your site can see", "## When it was tried", "## Check"] {
            assert!(text.contains(heading), "{guide} has no {heading:?}");
        }
    }
}

/// The paths of the Markdown files in the root folder, and of all below `docs` and `content`.
fn documents() -> Vec<PathBuf> {
    fn walk(folder: &Path, deep: bool, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if deep && path.is_dir() {
                walk(&path, deep, found);
            } else if path.extension().is_some_and(|kind| kind == "md") {
                found.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    walk(root, false, &mut found);
    for folder in ["docs", "content"] {
        walk(&root.join(folder), true, &mut found);
    }
    found
}

/// A Markdown text without fenced blocks and code spans, because these contain no links and no headings.
fn prose(text: &str) -> String {
    let mut fenced = false;
    let mut kept = String::new();
    for line in text.lines() {
        if line.starts_with("```") {
            fenced = !fenced;
        } else if !fenced {
            for outside in line.split('`').step_by(2) {
                kept += outside;
            }
            kept.push('\n');
        }
    }
    kept
}

/// The targets of the links and images of a document.
fn targets(text: &str) -> Vec<String> {
    let prose = prose(text);
    let mut found = Vec::new();
    for (begin, end) in [("](", ')'), ("src=\"", '"'), ("href=\"", '"')] {
        found.extend(prose.split(begin).skip(1).filter_map(|rest| rest.split(end).next()).map(str::to_owned));
    }
    found
}

/// The fragment ids that GitHub generates for the headings of a document.
fn anchors(text: &str) -> Vec<String> {
    let mut fenced = false;
    let mut found = Vec::new();
    for line in text.lines() {
        fenced ^= line.starts_with("```");
        if let Some(heading) = line.strip_prefix('#').filter(|_| !fenced) {
            let heading = heading.trim_start_matches('#').trim().to_lowercase();
            let plain = |letter: &char| letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '_');
            found.push(heading.chars().filter(plain).map(|letter| if letter == ' ' { '-' } else { letter }).collect());
        }
    }
    found
}

#[test]
fn every_relative_link_has_a_file_and_a_heading() {
    let documents = documents();
    assert!(documents.len() >= 20, "{documents:?}");
    let mut relative = 0;
    for document in documents {
        let text = fs::read_to_string(&document).unwrap();
        let name = document.display();
        for target in targets(&text) {
            if ["https:", "http:", "mailto:"].iter().any(|scheme| target.starts_with(scheme)) {
                continue;
            }
            relative += 1;
            let (path, anchor) = target.split_once('#').unwrap_or((target.as_str(), ""));
            let file = if path.is_empty() { document.clone() } else { document.parent().unwrap().join(path) };
            assert!(file.exists(), "{name} links to {target}, and there is no such file");
            if !anchor.is_empty() {
                let linked = fs::read_to_string(&file).unwrap();
                assert!(anchors(&linked).iter().any(|one| one == anchor), "{name} links to {target}: no such heading");
            }
        }
    }
    assert!(relative >= 40, "{relative} links");
}

#[test]
fn the_guide_for_therapists_names_the_day_of_the_help_lines() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let support = source::load(&root.join("content"), source::BASE).unwrap().support;
    let guide = fs::read_to_string(root.join("docs/for-therapists.md")).unwrap();
    let day = format!("looked up on {} or later", support.checked);
    assert!(guide.contains(&day), "docs/for-therapists.md does not say {day:?}");
}

#[test]
fn a_link_is_found_and_code_is_not() {
    let text =
        "See [a](a.md#one-two) and <img src=\"b.png\">, not `[c](c.md)`.\n```\n[d](d.md)\n# No\n```\n## One: *two*\n";
    assert_eq!(targets(text), ["a.md#one-two", "b.png"]);
    assert_eq!(anchors(text), ["one-two"]);
}
