//! `embed/`: for an owner's own pages.

use anyhow::Result;

use super::site::{INDEX, PAGE};
use super::{Parts, bundle, replaced, single};
use crate::page::{Files, hashed, text};

/// The script that an owner's page names.
const LOADER: &str = "intimacy-explorer.js";

/// The loader with what it fetches, the one-file script, the frame with its script, and the article to paste.
pub fn files(parts: &Parts) -> Result<Files> {
    let script = |names: &[&str]| {
        let modules = names.iter().map(|name| Ok(((*name).to_owned(), parts.text(name)?)));
        bundle::script(&modules.collect::<Result<_>>()?, names[0])
    };
    let loader = script(&["site.js", "element.js", "leave.js", "exit.js"])?;
    let mut files = bundle::joined(parts.some(&PAGE)?)?;
    files.insert("en.pack".to_owned(), parts.bytes("en.pack")?.to_vec());
    files.remove(INDEX);
    files.remove("site.js");
    files.insert(LOADER.to_owned(), loader.into_bytes());
    let mut files = hashed(files, LOADER)?;

    files.insert("intimacy-explorer.one.js".to_owned(), single::script(parts, "one.js")?.into_bytes());
    files.insert("frame.html".to_owned(), single::page(parts, "framed.js")?.into_bytes());
    files.insert("frame.js".to_owned(), script(&["frame.js", "exit.js"])?.into_bytes());
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
