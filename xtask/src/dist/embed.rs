//! `embed/`: the files for the pages of an owner.

use anyhow::{Result, ensure};

use super::site::{INDEX, PAGE};
use super::{Parts, bundle, replaced, single};
use crate::minify::{self, Script};
use crate::page::{Files, hashed, text};

/// The script that an owner's page loads.
const LOADER: &str = "intimacy-explorer.js";

/// The style sheet for a page that contains the article.
const SHEET: &str = "intimacy-explorer.css";

/// The loader and the files that it fetches, the one-file script, the frame and its script, and the article to paste.
pub fn files(parts: &Parts) -> Result<Files> {
    let script = |names: &[&str]| {
        let modules = names.iter().map(|name| Ok(((*name).to_owned(), parts.text(name)?)));
        bundle::script(&modules.collect::<Result<_>>()?, names[0])
    };
    let loader = script(&["loader.js", "element.js", "labels.js", "leave.js", "exit.js"])?;
    let mut files = bundle::joined(parts.some(&PAGE)?)?;
    files.insert("en.pack".to_owned(), parts.bytes("en.pack")?.to_vec());
    files.insert("en.delta".to_owned(), parts.bytes("en-host.delta")?.to_vec());
    files.insert("sheet.js".to_owned(), minify::js(&parts.text("sheet.js")?, Script::Module)?.into_bytes());
    files.remove(INDEX);
    files.remove("site.js");
    files.insert(LOADER.to_owned(), loader.into_bytes());
    let mut files = hashed(files, LOADER)?;

    files.insert(SHEET.to_owned(), parts.bytes("widget.css")?.to_vec());
    files.insert("intimacy-explorer.one.js".to_owned(), single::script(parts, "one.js")?.into_bytes());
    files.insert("frame.html".to_owned(), single::page(parts, "framed.js")?.into_bytes());
    files.insert("frame.js".to_owned(), script(&["frame.js", "exit.js"])?.into_bytes());
    // A browser reads a classic script in the encoding of its page.
    for name in [LOADER, "intimacy-explorer.one.js", "frame.js"] {
        ensure!(files.get(name).is_some_and(|script| script.is_ascii()), "{name} is not in ASCII");
    }
    let article = text("article", parts.bytes("article-host.html")?.to_vec())?;
    let snippet = replaced(SNIPPET, "{article}", article.trim())?;
    files.insert("article.html".to_owned(), snippet.into_bytes());
    Ok(files)
}

/// The markup that an owner pastes. It contains the whole article, for readers without JavaScript and for search
/// engines.
const SNIPPET: &str = "\
<link rel=\"stylesheet\" href=\"intimacy-explorer.css\">
<intimacy-explorer>
{article}
</intimacy-explorer>
<script type=\"module\" src=\"intimacy-explorer.js\"></script>
";
