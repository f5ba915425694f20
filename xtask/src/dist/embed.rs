//! `embed/`: for an owner's own pages.

use anyhow::Result;

use super::bundle::bundle;
use super::single;
use super::{Parts, replaced};
use crate::page::{Files, hashed, text};

/// The script that an owner's page names.
const LOADER: &str = "intimacy-explorer.js";
/// wasm-bindgen's script, which would have the same name.
const GLUE: &str = "glue.js";

/// The loader with what it fetches, the one-file script, the frame with its script, and the article to paste.
pub fn files(parts: &Parts) -> Result<Files> {
    let modules = ["site.js", "element.js", "leave.js"].iter().map(|name| Ok(((*name).to_owned(), parts.text(name)?)));
    let loader = bundle(&modules.collect::<Result<_>>()?, "site.js")?;

    let fetched = [
        "app.js",
        "words.js",
        "rescue.js",
        "files.js",
        "intimacy-explorer_bg.wasm",
        "en.pack",
        "en.delta",
        "widget.css",
    ];
    let mut files = parts.some(&fetched)?;
    let app = parts.text("app.js")?.replace("'./intimacy-explorer.js'", "'./glue.js'");
    files.insert("app.js".to_owned(), app.into_bytes());
    files.insert(GLUE.to_owned(), parts.bytes(LOADER)?.to_vec());
    files.insert(LOADER.to_owned(), loader.into_bytes());
    let mut files = hashed(files, LOADER)?;

    files.insert("intimacy-explorer.one.js".to_owned(), single::script(parts, "one.js")?.into_bytes());
    files.insert("frame.html".to_owned(), single::page(parts, "framed.js")?.into_bytes());
    files.insert("frame.js".to_owned(), parts.bytes("frame.js")?.to_vec());
    let article = text("article", parts.bytes("article-embed.html")?.to_vec())?;
    let snippet = replaced(SNIPPET, "{article}", article.trim())?;
    files.insert("article.html".to_owned(), snippet.into_bytes());
    Ok(files)
}

/// What an owner pastes, with the whole article, which is there without JavaScript and for search engines.
const SNIPPET: &str = "\
<intimacy-explorer>
{article}
</intimacy-explorer>
<script type=\"module\" src=\"intimacy-explorer.js\"></script>
";
