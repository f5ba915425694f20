//! The guides for owners: what they name is there.

use std::fs;
use std::path::{Path, PathBuf};

/// What `cargo xtask dist` makes under these names.
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
    assert!(guides.len() >= 7, "one for each platform");
    guides
}

#[test]
fn every_file_they_name_is_shipped() {
    for (guide, text) in guides() {
        // In running text with its folder, in a snippet at the end of an address.
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
fn every_link_leads_to_a_guide() {
    for (guide, text) in guides() {
        for link in text.split("](").skip(1) {
            let target = link.split(')').next().unwrap_or_default().split('#').next().unwrap_or_default();
            assert!(folder().join(target).is_file(), "{guide} links to {target}");
        }
    }
}

#[test]
fn every_snippet_says_what_the_host_can_see() {
    let platforms = |(guide, _): &(String, String)| !["README.md", "update.md"].contains(&guide.as_str());
    for (guide, text) in guides().into_iter().filter(platforms) {
        for heading in ["## What your site can see", "## Check"] {
            assert!(text.contains(heading), "{guide} has no {heading:?}");
        }
    }
}
