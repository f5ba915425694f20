//! Makes everything that is shipped: the page with its guides, the embeds, the offline page, the paper form, the plugin
//! for WordPress, the builder, the owner's guide, the SBOM and the manifest.

mod builder;
pub mod bundle;
mod check;
mod data;
mod embed;
mod guide;
mod guides;
mod headers;
mod manifest;
mod npm;
mod release;
mod sbom;
mod single;
mod site;
mod wordpress;
mod zip;

pub use sbom::Graph;
pub use single::base64;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::args::Args;
use crate::page::{self, Files};
use crate::{build, project, size};

pub fn run(mut args: Args) -> Result<()> {
    let url = args.value("--url")?;
    let framed_by = args.value("--framed-by")?;
    let check = args.flag("--check");
    args.end()?;
    if check {
        return check::run();
    }
    build::site()?;
    make_with(url.as_deref(), framed_by.as_deref())
}

/// Makes `dist/` from the built parts, and fails if a file exceeds its size limit.
pub fn make() -> Result<()> {
    make_with(None, None)
}

fn make_with(url: Option<&str>, framed_by: Option<&str>) -> Result<()> {
    let url = url.map(address).transpose()?;
    let framed_by = framed_by.map(origin).transpose()?;
    let parts = Parts::read(&project::parts())?;
    let dist = project::dist();
    let mut embed = embed::files(&parts)?;
    let wordpress = wordpress::files(&embed)?;
    embed.extend(headers::of_embeds(&embed, framed_by)?);
    let (site, offline) = (site::files(&parts, &embed, url.as_deref())?, single::offline(&parts)?);
    let (paper, builder, npm) = (parts.some(&["paper.html"])?, builder::files(&parts, &embed)?, npm::files(&parts)?);
    let guide = guide::files(&parts)?;
    let release = release::files(&release::Folders {
        embed: &embed,
        site: &site,
        offline: &offline,
        paper: &paper,
        wordpress: &wordpress,
        builder: &builder,
        guide: &guide,
        npm: &npm,
    })?;
    for (folder, files) in [
        ("site", site),
        ("embed", embed),
        ("offline", offline),
        ("paper", paper),
        ("wordpress", wordpress),
        ("builder", builder),
        ("guide", guide),
        ("npm", npm),
        ("data", data::files()?),
        ("release", release),
    ] {
        page::write(&dist.join(folder), &files)?;
    }
    sbom::write(&dist)?;
    let limits = limits(&dist)?;
    manifest::write(&dist, &limits)?;
    check_limits(&dist, &limits)?;
    println!("made: {}", dist.display());
    Ok(())
}

/// Makes the embeds with an app that a test can make crash.
pub fn crashing() -> Result<()> {
    page::write(&project::root().join("target/embed-crash"), &embed::files(&Parts::read(&project::parts_for_tests())?)?)
}

/// Validates the address of the page, and adds a slash at its end.
fn address(url: &str) -> Result<String> {
    let good = url.strip_prefix("https://").is_some_and(|rest| !rest.is_empty())
        && !url.contains(['"', '<', '>', '&', '\'', ' ', '?', '#']);
    if !good {
        bail!("--url: {url:?} is not an address such as https://example.org/closeness/");
    }
    Ok(format!("{}/", url.trim_end_matches('/')))
}

/// Validates the origin of the site that may show the frame.
fn origin(site: &str) -> Result<&str> {
    let name = |rest: &str| {
        !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:".contains(&byte))
    };
    if !site.strip_prefix("https://").is_some_and(name) {
        bail!("--framed-by: {site:?} is not an address such as https://www.example.org");
    }
    Ok(site)
}

/// The parts of the artefacts: the files of the page, before their names get a hash, and the scripts that the page does
/// not use itself.
pub struct Parts {
    files: Files,
}

impl Parts {
    fn read(folder: &Path) -> Result<Self> {
        let mut files = page::read(folder).context("the page is not built: cargo xtask build")?;
        for name in [
            "loader.js",
            "sheet.js",
            "one.js",
            "inline.js",
            "package.js",
            "framed.js",
            "frame.js",
            "install.js",
            "offline.js",
            "remove-offline.js",
        ] {
            let path = project::root().join("static").join(name);
            let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
            files.insert(name.to_owned(), page::lightened(name, bytes)?);
        }
        Ok(Self { files })
    }

    pub fn bytes(&self, name: &str) -> Result<&[u8]> {
        self.files.get(name).map(Vec::as_slice).with_context(|| format!("the page has no {name}"))
    }

    pub fn text(&self, name: &str) -> Result<String> {
        page::text(name, self.bytes(name)?.to_vec())
    }

    /// The files with these names.
    pub fn some(&self, names: &[&str]) -> Result<Files> {
        names.iter().map(|name| Ok(((*name).to_owned(), self.bytes(name)?.to_vec()))).collect()
    }
}

/// The table of settings, which the prerenderer has written from the element's own source.
fn settings() -> Result<Vec<serde_json::Value>> {
    let path = project::prerendered().join("settings.json");
    let text = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    serde_json::from_slice(&text).context("settings.json is not valid JSON")
}

/// Replaces a text that must occur exactly once.
fn replaced(text: &str, from: &str, to: &str) -> Result<String> {
    if text.matches(from).count() != 1 {
        bail!("{from:?} should occur once, and occurs {} times", text.matches(from).count());
    }
    Ok(text.replacen(from, to, 1))
}

/// The size limit of each artefact, in bytes after brotli. A hash in its name is left out here.
const LIMITS: [(&str, usize); 10] = [
    ("embed/intimacy-explorer.js", 7_900),
    ("embed/intimacy-explorer.one.js", 230_000),
    ("embed/frame.html", 250_000),
    ("offline/intimacy-explorer.html", 250_000),
    ("builder/builder.html", 260_000),
    ("site/builder.html", 4_000),
    ("site/builder.js", 5_500),
    ("site/builder-frame.json", 250_000),
    ("guide/guide.html", 250_000),
    ("wordpress/intimacy-explorer.zip", 500_000),
];

/// The size limits, by the names that the files have.
fn limits(dist: &Path) -> Result<Vec<(String, usize)>> {
    let full = |name: &str| -> Result<String> {
        let (folder, plain) = name.split_once('/').with_context(|| format!("{name} is in no folder"))?;
        let files = page::read(&dist.join(folder))?;
        let found = files.into_keys().find(|name| headers::without_hash(name) == plain);
        Ok(format!("{folder}/{}", found.with_context(|| format!("there is no {name}"))?))
    };
    LIMITS.iter().map(|(name, limit)| Ok((full(name)?, *limit))).collect()
}

/// Prints the size of each artefact, and fails if one exceeds its limit. The page has a check of its own.
fn check_limits(dist: &Path, limits: &[(String, usize)]) -> Result<()> {
    println!("\n{:<36} {:>9} {:>9} {:>9}", "KB of 1000 bytes", "raw", "brotli", "limit");
    for (name, limit) in limits {
        let bytes = fs::read(dist.join(name)).with_context(|| format!("there is no {name}"))?;
        let small = size::brotli(&bytes)?.len();
        println!("{name:<36} {:>9} {:>9} {:>9}", size::kb(bytes.len()), size::kb(small), size::kb(*limit));
        if small > *limit {
            bail!("{name} takes {} KB after brotli; the limit is {} KB", size::kb(small), size::kb(*limit));
        }
    }
    Ok(())
}
