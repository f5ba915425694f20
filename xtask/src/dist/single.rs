//! The artefacts that are one file: the script for sites that accept only one file, the offline page, and the frame.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

use super::{Parts, bundle, replaced};
use crate::page::Files;
use crate::size;
use crate::split::SECOND;

const WASM: &str = "intimacy-explorer_bg.wasm";

/// `offline/`: one page that can be opened from disk.
pub fn offline(parts: &Parts) -> Result<Files> {
    Ok(Files::from([("intimacy-explorer.html".to_owned(), page(parts, "one.js")?.into_bytes())]))
}

/// Makes one script with the element, the glue, the wasm, the language file and the style sheet.
pub fn script(parts: &Parts, entry: &str) -> Result<String> {
    filled(parts, bundle::script(&modules(parts)?, entry)?)
}

/// The modules of the element and of the app, by their names.
pub fn modules(parts: &Parts) -> Result<BTreeMap<String, String>> {
    let mut modules = [
        "one.js",
        "inline.js",
        "framed.js",
        "package.js",
        "element.js",
        "labels.js",
        "leave.js",
        "exit.js",
        "rescue.js",
        "files.js",
        "contain-events.js",
        "apply-settings.js",
        "own-content.js",
        "vault.js",
        "second-part.js",
    ]
    .iter()
    .map(|name| Ok(((*name).to_owned(), parts.text(name)?)))
    .collect::<Result<BTreeMap<_, _>>>()?;
    // By default the glue fetches the wasm from its own folder. Here it always gets the bytes.
    let glue = parts.text("intimacy-explorer.js")?;
    let glue = replaced(&glue, &format!("new URL('{WASM}', import.meta.url)"), "undefined")?;
    modules.insert("intimacy-explorer.js".to_owned(), glue);
    Ok(modules)
}

/// Puts the wasm, the language file and the style sheet into a script that contains `static/inline.js`.
pub fn filled(parts: &Parts, mut script: String) -> Result<String> {
    for name in [WASM, SECOND, "en-first.pack", "en.pack", "widget.css"] {
        script = replaced(&script, &format!("{{{name}}}"), &base64(&size::gzip(parts.bytes(name)?)?))?;
    }
    Ok(script)
}

/// Makes the page with everything inside, and a policy that allows no requests.
pub fn page(parts: &Parts, entry: &str) -> Result<String> {
    let script = script(parts, entry)?;
    let style = parts.text("widget.css")?;
    for (what, text) in [("script", &script), ("style", &style)] {
        if text.to_ascii_lowercase().contains(&format!("</{what}")) || text.contains("<!--") {
            bail!("the {what} contains markup that would end it in a page");
        }
    }
    let policy = format!(
        "default-src 'none'; script-src '{}' 'wasm-unsafe-eval'; style-src '{}'; img-src data:; connect-src 'none'; \
         base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
        hash(&script),
        hash(&style)
    );
    let mut index = parts.text("index.html")?;
    if entry == "framed.js" {
        let (start, end) = ("<article", "</article>");
        let framed = parts.text("article-frame.html")?;
        let piece = |text: &str| Some(text.find(start)?..text.rfind(end)? + end.len());
        let (from, to) = piece(&framed).zip(piece(&index)).context("there is no article")?;
        index.replace_range(to, &framed[from]);
    }
    let mut page = String::new();
    for line in index.lines() {
        if line.contains("http-equiv=\"Content-Security-Policy\"") {
            page.push_str(&format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n"));
        } else if line.starts_with("<link rel=\"stylesheet\"") {
            page.push_str(&format!("<style>{style}</style>\n"));
        } else if line.starts_with("<link rel=\"icon\"") || !BESIDE.iter().any(|beside| line.starts_with(beside)) {
            page.push_str(line);
            page.push('\n');
        }
    }
    replaced(&page, "</body>", &format!("<script>{script}</script>\n</body>"))
}

/// The beginnings of lines that refer to another file, or are for search engines.
const BESIDE: [&str; 3] = ["<link rel=", "<script type=\"module\"", "<script type=\"application/ld+json\""];

pub fn hash(text: &str) -> String {
    format!("sha256-{}", base64(&Sha256::digest(text.as_bytes())))
}

/// Encodes base64 (RFC 4648, with padding), as HTML and JavaScript use it.
pub fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let three = chunk.iter().fold(0_u32, |all, byte| all << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let letter = LETTERS[(three >> (18 - 6 * place)) as usize & 63];
            text.push(if place <= chunk.len() { char::from(letter) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn base64_follows_the_standard() {
        // The test vectors of RFC 4648, section 10.
        let vectors =
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE=")];
        for (text, expected) in vectors {
            assert_eq!(base64(text.as_bytes()), expected);
        }
        assert_eq!(base64(&[0xfb, 0xff]), "+/8=");
    }
}
