//! `site/`: the page for any static host, which installs itself for use without a network.

use anyhow::Result;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::{Parts, bundle, replaced};
use crate::page::{Files, hashed};
use crate::{project, size};

pub const INDEX: &str = "index.html";
/// The parts of the page itself.
pub const PAGE: [&str; 17] = [
    INDEX,
    "site.js",
    "element.js",
    "labels.js",
    "leave.js",
    "exit.js",
    "rescue.js",
    "files.js",
    "contain-events.js",
    "owner.js",
    "vault.js",
    "app.js",
    "words.js",
    "intimacy-explorer.js",
    "intimacy-explorer_bg.wasm",
    "en.delta",
    "widget.css",
];
/// What a page asks for under this name each time, so that it cannot carry a hash.
const WORKER: &str = "offline.js";
const MANIFEST: &str = "app.webmanifest";
const ICON: &str = "icon.svg";
const ICONS: [(&str, u32); 3] = [("icon-180.png", 180), ("icon-192.png", 192), ("icon-512.png", 512)];

/// The files of the folder, with their compressed twins.
pub fn files(parts: &Parts, url: Option<&str>) -> Result<Files> {
    let mut files = bundle::joined(parts.some(&PAGE)?)?;
    files.insert("en.pack".to_owned(), parts.bytes("en.pack")?.to_vec());
    files.insert("install.js".to_owned(), parts.bytes("install.js")?.to_vec());
    files.insert(INDEX.to_owned(), index(parts, url)?.into_bytes());
    let mut files = hashed(files, INDEX)?;

    // All that the page asks for when it is opened is kept for use without a network; the rest of the folder is not.
    files.insert(MANIFEST.to_owned(), manifest(parts)?.into_bytes());
    files.insert(ICON.to_owned(), icon(ICON)?);
    let offline: Vec<String> =
        files.keys().map(|name| format!("'./{}'", if name == INDEX { "" } else { name })).collect();
    let mut version = Sha256::new();
    files.iter().for_each(|(name, bytes)| version.update([name.as_bytes(), bytes].concat()));
    let version: String = version.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let worker = replaced(&parts.text(WORKER)?, "'{files}'", &offline.join(", "))?;
    files.insert(WORKER.to_owned(), replaced(&worker, "{version}", &version)?.into_bytes());

    for (name, _) in ICONS {
        files.insert(name.to_owned(), icon(name)?);
    }
    files.insert("robots.txt".to_owned(), b"User-agent: *\nAllow: /\n".to_vec());
    let policy = policy(&String::from_utf8_lossy(&files[INDEX]));
    for (name, bytes) in files.clone() {
        if !name.ends_with(".png") {
            files.insert(format!("{name}.br"), size::brotli(&bytes)?);
            files.insert(format!("{name}.gz"), size::gzip(&bytes)?);
        }
    }
    files.extend(headers(&policy));
    Ok(files)
}

fn icon(name: &str) -> Result<Vec<u8>> {
    Ok(std::fs::read(project::root().join("static/icons").join(name))?)
}

/// The page with what only a site of its own needs.
fn index(parts: &Parts, url: Option<&str>) -> Result<String> {
    let page = parts.text(INDEX)?;
    let (title, description) =
        (between(&page, "<title>", "</title>"), between(&page, "name=\"description\" content=\"", "\""));
    // One more address may be made into a script, by one policy: that of the worker which keeps the page for later.
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

fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
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
        // Under the icon on a home screen: neutral, as others see it too.
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

/// The policy of the page, and what only a header can say.
fn policy(index: &str) -> String {
    format!("{}; frame-ancestors 'self'", between(index, "http-equiv=\"Content-Security-Policy\" content=\"", "\""))
}

/// Ready header files for common static hosts. Who uses none of them still has the policy in the page.
fn headers(policy: &str) -> [(String, Vec<u8>); 4] {
    let all = [
        ("Content-Security-Policy", policy),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), interest-cohort=(), browsing-topics=()"),
    ];
    let forever = "public, max-age=31536000, immutable";
    let lines = |before: &str, between: &str, after: &str| -> String {
        all.iter().map(|(name, value)| format!("{before}{name}{between}{value}{after}\n")).collect()
    };
    let netlify = format!(
        "/*\n{}{}",
        lines("  ", ": ", ""),
        ["/*.wasm", "/*.pack", "/*.delta"].map(|path| format!("{path}\n  Cache-Control: {forever}\n")).concat()
    );
    let vercel = json!({ "headers": [
        { "source": "/(.*)", "headers": all.map(|(key, value)| json!({ "key": key, "value": value })) },
        { "source": "/(.*)-([0-9a-f]{10})\\.(.*)", "headers": [{ "key": "Cache-Control", "value": forever }] },
    ] });
    let apache = format!(
        "# What has a hash in its name never changes.\nAddType application/wasm .wasm\nAddType application/manifest+json .webmanifest\n\
         <IfModule mod_headers.c>\n{}Header set Cache-Control \"no-cache\"\n\
         <FilesMatch \"-[0-9a-f]{{10}}\\.\">\nHeader set Cache-Control \"{forever}\"\n</FilesMatch>\n</IfModule>\n",
        lines("Header set ", " \"", "\"")
    );
    [
        ("_headers".to_owned(), netlify.into_bytes()),
        ("vercel.json".to_owned(), serde_json::to_string_pretty(&vercel).unwrap_or_default().into_bytes()),
        (".htaccess".to_owned(), apache.into_bytes()),
        ("nginx.conf".to_owned(), nginx(&lines("add_header ", " \"", "\" always;"), forever).into_bytes()),
    ]
}

/// A `types` block takes the place of all types that nginx knows, so it stands only where it is for one.
fn nginx(headers: &str, forever: &str) -> String {
    let hashed = "-[0-9a-f]{10}\\.";
    let kept = format!("{headers}add_header Cache-Control \"{forever}\" always;\n");
    let one = |mime: &str| format!("types {{ }}\ndefault_type {mime};\n");
    format!(
        "# Inside a `server` block, with `root` at this folder.\n\
         # The twins .gz and .br beside each file: `gzip_static on;`, and `brotli_static on;` where there is ngx_brotli.\n\
         {headers}add_header Cache-Control \"no-cache\" always;\n\
         location ~ \"{hashed}wasm$\" {{\n{}{kept}}}\n\
         location ~ \"{hashed}\" {{\n{kept}}}\n\
         location ~ \"\\.webmanifest$\" {{\n{}}}\n",
        one("application/wasm"),
        one("application/manifest+json")
    )
}

#[cfg(test)]
mod tests {
    use super::nginx;

    #[test]
    fn nginx_keeps_the_types_it_knows() {
        let conf = nginx("add_header A \"b\" always;\n", "forever");
        let server = conf.split("location ").next().unwrap_or_default();
        assert!(!server.contains("types"), "outside a location it takes the place of all others: {server}");
        assert_eq!(conf.matches('{').count(), conf.matches('}').count());
    }
}
