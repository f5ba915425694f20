//! Ready header files for common static hosts: Netlify and Cloudflare Pages, Vercel, Apache, nginx.
//!
//! A file with a hash in its name may be kept for ever, and everything else is asked for anew each time. The first must
//! never be said of an answer that the file is missing: a browser would keep that answer for ever, too, and a file that
//! is uploaded a moment later, or comes back with an older version, would stay missing. nginx and Apache add such a
//! header to what was found alone; the other hosts know no such difference, so their rules name each file.

use anyhow::{Context, Result};
use serde_json::json;

use crate::page::Files;

/// What a folder's files are sent with.
pub struct Rules<'a> {
    /// What the files are for, as the owner reads it.
    pub purpose: &'a str,
    /// With everything.
    pub all: &'a [(&'a str, &'a str)],
    /// The files whose content never changes under their name.
    pub hashed: &'a [String],
}

/// From now on browsers ask this host by https alone; over http they do not listen to it.
pub const HTTPS_ONLY: (&str, &str) = ("Strict-Transport-Security", "max-age=31536000");

const FOREVER: &str = "public, max-age=31536000, immutable";
/// Kept, and asked for before each use.
const ASK: &str = "no-cache";
/// How a file with a hash is called, as a regular expression of Apache, nginx and others.
const HASHED: &str = "-[0-9a-f]{10}\\.";

/// Whether a name holds a hash of what is in the file.
pub fn has_hash(name: &str) -> bool {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let hash = stem.rsplit_once('-').map_or("", |(_, hash)| hash);
    hash.len() == 10 && hash.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

/// The header files for these rules.
pub fn files(rules: &Rules) -> Result<Files> {
    let text = [("_headers", netlify(rules)), (".htaccess", apache(rules)), ("nginx.conf", nginx(rules))];
    let mut files: Files = text.into_iter().map(|(name, text)| (name.to_owned(), text.into_bytes())).collect();
    files.insert("vercel.json".to_owned(), vercel(rules)?.into_bytes());
    Ok(files)
}

/// The header files of `embed/`. `framed_by` is the site that may show the frame; without it every site may.
pub fn of_embeds(files: &Files, framed_by: Option<&str>) -> Result<Files> {
    let hashed: Vec<String> = files.keys().filter(|name| has_hash(name)).cloned().collect();
    let policy = framed_by.map(|site| format!("frame-ancestors 'self' {site}"));
    // A loader on a page of another address may read what it fetches.
    let mut all = vec![("X-Content-Type-Options", "nosniff"), ("Access-Control-Allow-Origin", "*"), HTTPS_ONLY];
    all.extend(policy.as_deref().map(|policy| ("Content-Security-Policy", policy)));
    self::files(&Rules { purpose: "the frame, or the element, at an address of its own", all: &all, hashed: &hashed })
}

/// One line for each header.
fn lines(rules: &Rules, line: impl Fn(&str, &str) -> String) -> String {
    rules.all.iter().map(|(name, value)| line(name, value)).collect()
}

/// Both hosts that read this file have all else asked for anew by themselves. Where two rules set one header, one of them
/// joins the values, so that none is set twice here.
fn netlify(rules: &Rules) -> String {
    let all = lines(rules, |name, value| format!("  {name}: {value}\n"));
    let kept: String = rules.hashed.iter().map(|name| format!("/{name}\n  Cache-Control: {FOREVER}\n")).collect();
    format!("# For {}.\n/*\n{all}{kept}", rules.purpose)
}

fn vercel(rules: &Rules) -> Result<String> {
    let header = |(key, value): &(&str, &str)| json!({ "key": key, "value": value });
    let mut list = vec![json!({ "source": "/(.*)", "headers": rules.all.iter().map(header).collect::<Vec<_>>() })];
    for name in rules.hashed {
        list.push(json!({ "source": format!("/{name}"), "headers": [header(&("Cache-Control", FOREVER))] }));
    }
    serde_json::to_string_pretty(&json!({ "headers": list })).context("no JSON")
}

fn apache(rules: &Rules) -> String {
    let all = lines(rules, |name, value| format!("Header set {name} \"{value}\"\n"));
    format!(
        "# For {}.\nAddType application/wasm .wasm\nAddType application/manifest+json .webmanifest\n\
         <IfModule mod_headers.c>\n{all}Header set Cache-Control \"{ASK}\"\n\
         # What has a hash in its name never changes. Without `always`: not said of a file that is missing.\n\
         <FilesMatch \"{HASHED}\">\nHeader set Cache-Control \"{FOREVER}\"\n</FilesMatch>\n</IfModule>\n",
        rules.purpose
    )
}

/// A `types` block takes the place of all types that nginx knows, so it stands only where it is for one.
fn nginx(rules: &Rules) -> String {
    let all = lines(rules, |name, value| format!("add_header {name} \"{value}\" always;\n"));
    let kept = format!("{all}add_header Cache-Control \"{FOREVER}\";\n");
    let one = |mime: &str| format!("types {{ }}\ndefault_type {mime};\n");
    format!(
        "# For {}: inside a `server` block, with `root` at this folder.\n\
         # The twins .gz and .br beside each file: `gzip_static on;`, and `brotli_static on;` where there is ngx_brotli.\n\
         # The headers stand in each `location` again: nginx takes over none from outside where there is one inside.\n\
         {all}add_header Cache-Control \"{ASK}\" always;\n\
         # What has a hash in its name never changes. Without `always`: not said of a file that is missing.\n\
         location ~ \"{HASHED}wasm$\" {{\n{}{kept}}}\n\
         location ~ \"{HASHED}\" {{\n{kept}}}\n\
         location ~ \"\\.webmanifest$\" {{\n{}{all}add_header Cache-Control \"{ASK}\" always;\n}}\n",
        rules.purpose,
        one("application/wasm"),
        one("application/manifest+json"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: Rules = Rules { purpose: "a test", all: &[("A", "b")], hashed: &[] };

    #[test]
    fn nginx_keeps_the_types_it_knows() {
        let conf = nginx(&RULES);
        let server = conf.split("location ").next().unwrap_or_default();
        assert!(!server.contains("types"), "outside a location it takes the place of all others: {server}");
        assert_eq!(conf.matches('{').count(), conf.matches('}').count());
    }

    #[test]
    fn a_missing_file_is_never_to_be_kept() {
        for text in [nginx(&RULES), apache(&RULES)] {
            let mut kept = text.lines().filter(|line| line.contains("immutable"));
            assert!(kept.all(|line| !line.contains("always")), "{text}");
        }
        let hashed = ["a-0123456789.js".to_owned()];
        let rules = Rules { hashed: &hashed, ..RULES };
        let text = netlify(&rules);
        let (all, kept) = text.split_once("a-0123456789.js").unwrap();
        assert!(!all.contains("immutable") && kept.contains("immutable"), "{text}");
        let file: serde_json::Value = serde_json::from_str(&vercel(&rules).unwrap()).unwrap();
        for rule in file["headers"].as_array().unwrap() {
            let hashed = rule["source"] == "/a-0123456789.js";
            assert_eq!(rule["headers"].to_string().contains("immutable"), hashed, "{rule}");
        }
    }

    #[test]
    fn a_hash_is_told_from_other_names() {
        for (name, has) in [
            ("site-0123456789.js", true),
            ("intimacy-explorer_bg-00000abcde.wasm", true),
            ("intimacy-explorer.js", false),
            ("icon-192.png", false),
            ("remove-offline.js", false),
        ] {
            assert_eq!(has_hash(name), has, "{name}");
        }
    }
}
