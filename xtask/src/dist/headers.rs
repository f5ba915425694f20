//! Header files for common static hosts: Netlify and Cloudflare Pages, Vercel, Apache, nginx.
//!
//! Browsers may cache a file with a hash in its name for ever, and must revalidate all others before each use. A 404
//! response must never be cached for ever. Otherwise a file that is uploaded a moment later, or returns with an older
//! version, would stay missing in that browser. nginx and Apache add the header only to files that exist. The other
//! hosts cannot make this difference, so their rules name each file.

use anyhow::{Context, Result};
use serde_json::json;

use crate::page::Files;

/// The headers for the files of a folder.
pub struct Rules<'a> {
    /// The use of the folder, in words for the owner.
    pub purpose: &'a str,
    /// Names and values of the headers for all files.
    pub all: &'a [(&'a str, &'a str)],
    /// The files with a hash in their name.
    pub hashed: &'a [String],
}

/// Tells browsers to use only https for this host from now on. Browsers ignore this header over http.
pub const HTTPS_ONLY: (&str, &str) = ("Strict-Transport-Security", "max-age=31536000");

const FOREVER: &str = "public, max-age=31536000, immutable";
/// May be cached, and must be revalidated before each use.
const ASK: &str = "no-cache";
/// A regular expression for names with a hash, in the syntax of Apache and nginx.
const HASHED: &str = "-[0-9a-f]{10}\\.";

/// Whether a file name contains a hash of the content.
pub fn has_hash(name: &str) -> bool {
    without_hash(name) != name
}

/// A file name without the hash of the content.
pub fn without_hash(name: &str) -> String {
    let (stem, extension) =
        name.rsplit_once('.').map_or((name, String::new()), |(stem, end)| (stem, format!(".{end}")));
    let is_hash = |text: &str| text.len() == 10 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    match stem.rsplit_once('-') {
        Some((before, hash)) if is_hash(hash) => format!("{before}{extension}"),
        _ => name.to_owned(),
    }
}

/// Makes the header files for these rules.
pub fn files(rules: &Rules) -> Result<Files> {
    let text = [("_headers", netlify(rules)), (".htaccess", apache(rules)), ("nginx.conf", nginx(rules))];
    let mut files: Files = text.into_iter().map(|(name, text)| (name.to_owned(), text.into_bytes())).collect();
    files.insert("vercel.json".to_owned(), vercel(rules)?.into_bytes());
    Ok(files)
}

/// Makes the header files of `embed/`. `framed_by` is the only site that may show the frame; without it, every site
/// may.
pub fn of_embeds(files: &Files, framed_by: Option<&str>) -> Result<Files> {
    let hashed: Vec<String> = files.keys().filter(|name| has_hash(name)).cloned().collect();
    let policy = framed_by.map(|site| format!("frame-ancestors 'self' {site}"));
    // `Access-Control-Allow-Origin` lets a loader on a page of another origin read the files.
    let mut all = vec![("X-Content-Type-Options", "nosniff"), ("Access-Control-Allow-Origin", "*"), HTTPS_ONLY];
    all.extend(policy.as_deref().map(|policy| ("Content-Security-Policy", policy)));
    self::files(&Rules { purpose: "the frame, or the element, at an address of its own", all: &all, hashed: &hashed })
}

/// Formats the headers for all files, one on each line.
fn lines(rules: &Rules, line: impl Fn(&str, &str) -> String) -> String {
    rules.all.iter().map(|(name, value)| line(name, value)).collect()
}

/// Netlify and Cloudflare Pages make browsers revalidate by default, so the rule for all files sets no `Cache-Control`.
/// If two rules set the same header, one of the hosts joins the values, so no header is set twice.
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

/// A `types` block replaces all types that nginx knows, so it is used only in a `location` for one type.
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
    fn a_missing_file_is_never_cached_for_ever() {
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
    fn recognises_a_hash_in_a_name() {
        for (name, without) in [
            ("site-0123456789.js", "site.js"),
            ("intimacy-explorer_bg-00000abcde.wasm", "intimacy-explorer_bg.wasm"),
            ("intimacy-explorer.js", "intimacy-explorer.js"),
            ("icon-192.png", "icon-192.png"),
            ("remove-offline.js", "remove-offline.js"),
        ] {
            assert_eq!(without_hash(name), without);
            assert_eq!(has_hash(name), name != without, "{name}");
        }
    }
}
