//! `site/`: the page for any static host. It stores itself for offline use.

use anyhow::{Context, Result};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::guides::{self, Guide};
use super::headers::{self, Rules};
use super::{Parts, builder, bundle, replaced};
use crate::page::{Files, hashed};
use crate::{project, size};

pub const INDEX: &str = "index.html";
/// The files of the page itself.
pub const PAGE: [&str; 21] = [
    INDEX,
    "site.js",
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
    "app.js",
    "language-pack.js",
    "intimacy-explorer.js",
    "intimacy-explorer_bg.wasm",
    "intimacy-explorer_second.wasm",
    "second-part.js",
    "en-first.pack",
    "en.delta",
    "widget.css",
];
/// The service worker. Browsers fetch updates under the same name, so the name cannot have a hash.
const WORKER: &str = "offline.js";
/// The script that an owner uploads in place of the worker to remove it.
const REMOVER: &str = "remove-offline.js";
const MANIFEST: &str = "app.webmanifest";
const ICON: &str = "icon.svg";
const ICONS: [(&str, u32); 3] = [("icon-180.png", 180), ("icon-192.png", 192), ("icon-512.png", 512)];

/// Makes the files of the folder, with compressed copies. The page of the builder contains the frame of `embed/`.
pub fn files(parts: &Parts, embed: &Files, url: Option<&str>) -> Result<Files> {
    let guides = guides::rendered()?;
    let mut files = bundle::joined(parts.some(&PAGE)?)?;
    files.insert("en.pack".to_owned(), parts.bytes("en.pack")?.to_vec());
    files.insert("install.js".to_owned(), parts.bytes("install.js")?.to_vec());
    files.insert(INDEX.to_owned(), index(parts, url, &guides)?.into_bytes());
    let mut files = hashed(files, INDEX)?;

    // The worker stores the files that the page loads. The files that are added below it are not stored.
    files.insert(MANIFEST.to_owned(), manifest(parts)?.into_bytes());
    files.insert(ICON.to_owned(), icon(ICON)?);
    let offline: Vec<String> =
        files.keys().map(|name| format!("'./{}'", if name == INDEX { "" } else { name })).collect();
    let worker = parts.text(WORKER)?;
    let mut version = Sha256::new();
    version.update(&worker);
    files.iter().for_each(|(name, bytes)| version.update([name.as_bytes(), bytes].concat()));
    let version: String = version.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let worker = replaced(&worker, "'{files}'", &offline.join(", "))?;
    files.insert(WORKER.to_owned(), replaced(&worker, "{version}", &version)?.into_bytes());
    files.insert(REMOVER.to_owned(), parts.bytes(REMOVER)?.to_vec());
    files.insert("404.html".to_owned(), not_found(parts)?.into_bytes());
    let named = |stem: &str| files.keys().find(|name| name.starts_with(stem)).with_context(|| format!("no {stem}…"));
    let (sheet, entry) = (named("widget-")?.clone(), named("site-")?.clone());
    let back = guides::back(&parts.text(INDEX)?);
    files.extend(guides::files(&guides, &sheet, &back)?);
    files.extend(builder::on_site(parts, embed, &sheet, &entry, &back)?);

    for (name, _) in ICONS {
        files.insert(name.to_owned(), icon(name)?);
    }
    files.insert("robots.txt".to_owned(), b"User-agent: *\nAllow: /\n".to_vec());
    let policy = policy(&String::from_utf8_lossy(&files[INDEX]));
    let hashed: Vec<String> = files.keys().filter(|name| headers::has_hash(name)).cloned().collect();
    for (name, bytes) in files.clone() {
        if !name.ends_with(".png") {
            files.insert(format!("{name}.br"), size::brotli(&bytes)?);
            files.insert(format!("{name}.gz"), size::gzip(&bytes)?);
        }
    }
    files.extend(headers::files(&Rules {
        purpose: "a page at an address of its own",
        all: &[
            ("Content-Security-Policy", &policy),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "no-referrer"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), interest-cohort=(), browsing-topics=()"),
            headers::HTTPS_ONLY,
        ],
        hashed: &hashed,
    })?);
    Ok(files)
}

/// Makes `404.html`. Without it, some hosts send index.html with status 200 in place of a missing script.
fn not_found(parts: &Parts) -> Result<String> {
    let page = parts.text(INDEX)?;
    let (title, lang) = (between(&page, "<title>", "</title>"), between(&page, "<html lang=\"", "\""));
    Ok(format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>404</title>\n\
         <h1>404</h1>\n<p><a href=\"/\">{title}</a></p>\n</html>\n"
    ))
}

fn icon(name: &str) -> Result<Vec<u8>> {
    Ok(std::fs::read(project::root().join("static/icons").join(name))?)
}

/// Adds to the page what only a site of its own needs: icons, the web app manifest, the service worker, and a link to
/// the guide for therapists.
fn index(parts: &Parts, url: Option<&str>, guides: &[Guide]) -> Result<String> {
    let page = parts.text(INDEX)?;
    let (title, description) =
        (between(&page, "<title>", "</title>"), between(&page, "name=\"description\" content=\"", "\""));
    // Below the article and inside the element, so that it is away while the quiz is on the screen.
    let link: String = guides.first().map(guides::link).unwrap_or_default();
    let foot =
        format!("</article><div class=\"ie ie-no-print\"><p class=\"ie-small\">{link}</p></div></intimacy-explorer>");
    let page = replaced(&page, "</article></intimacy-explorer>", &foot)?;
    // Allows the one Trusted Types policy that makes the script URL of the service worker; see static/install.js.
    let page = replaced(&page, "trusted-types 'none'", "trusted-types intimacy-explorer-offline")?;
    let page = replaced(&page, "base-uri 'none'", "manifest-src 'self'; worker-src 'self'; base-uri 'none'")?;
    let mut head = format!(
        "<link rel=\"icon\" href=\"./{ICON}\">\n<link rel=\"apple-touch-icon\" href=\"./icon-180.png\">\n\
         <link rel=\"manifest\" href=\"./{MANIFEST}\">\n<script type=\"module\" src=\"./install.js\"></script>\n\
         <meta name=\"theme-color\" content=\"#faf6f0\">\n"
    );
    if let Some(url) = url {
        head.push_str(&format!(
            "<link rel=\"canonical\" href=\"{url}\">\n<meta property=\"og:type\" content=\"website\">\n\
             <meta property=\"og:title\" content=\"{title}\">\n<meta property=\"og:description\" content=\"{description}\">\n\
             <meta property=\"og:url\" content=\"{url}\">\n\
             <meta property=\"og:image\" content=\"{url}icon-512.png\">\n"
        ));
    }
    replaced(&page, "<link rel=\"icon\" href=\"data:,\">\n", &head)
}

/// The text between two others, or an empty text.
pub fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    text.split_once(start).and_then(|(_, rest)| rest.split_once(end)).map_or("", |(inside, _)| inside)
}

fn manifest(parts: &Parts) -> Result<String> {
    let page = parts.text(INDEX)?;
    let (title, lang) = (between(&page, "<title>", "</title>"), between(&page, "<html lang=\"", "\""));
    let icons =
        ICONS.map(|(name, size)| json!({ "src": name, "sizes": format!("{size}x{size}"), "type": "image/png" }));
    let svg = json!({ "src": ICON, "sizes": "any", "type": "image/svg+xml" });
    let manifest = json!({
        "name": title,
        // The label of the icon on a home screen. It is neutral, because other people can see it.
        "short_name": "Explorer",
        "lang": lang,
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "background_color": "#faf6f0",
        "theme_color": "#faf6f0",
        "icons": icons.into_iter().chain([svg]).collect::<Vec<_>>(),
    });
    Ok(serde_json::to_string(&manifest)?)
}

/// The policy of the page, and the directive that works only in a header.
fn policy(index: &str) -> String {
    format!("{}; frame-ancestors 'self'", between(index, "http-equiv=\"Content-Security-Policy\" content=\"", "\""))
}
