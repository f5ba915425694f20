//! Versions of the page in a folder, as owners upload them, and checks of the version that a browser shows.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::{Browser, dist};

/// All files of one version of the page.
pub struct Version {
    name: &'static str,
    files: BTreeMap<String, Vec<u8>>,
}

impl Version {
    /// Reads the page that `cargo xtask dist` created.
    ///
    /// # Errors
    /// When the page was not created.
    pub fn built() -> Result<Self> {
        let mut files = BTreeMap::new();
        for file in fs::read_dir(dist()?.join("site"))? {
            let file = file?;
            files.insert(file.file_name().to_string_lossy().into_owned(), fs::read(file.path())?);
        }
        Ok(Self { name: "", files })
    }

    /// Derives a later version. The page, style sheet, scripts and wasm carry a mark of the version, so their hashes
    /// differ, and with them all names that contain a hash.
    ///
    /// # Errors
    /// When the page has no such files.
    pub fn next(&self) -> Result<Self> {
        let mut next = Self { name: "next", files: self.files.clone() };
        let mut renamed = Vec::new();
        // In the order of dependencies: each file after the files whose names it contains.
        for (stem, ending, change) in [
            ("widget", "css", &b"\n:root{--version:next}"[..]),
            // A custom section, which browsers ignore.
            ("intimacy-explorer_bg", "wasm", &[0, 3, 1, b'v', b'2'][..]),
            ("app", "js", b"\nglobalThis.appVersion = 'next';"),
            ("site", "js", b"\nglobalThis.siteVersion = 'next';"),
        ] {
            let is_it = |name: &&String| {
                let rest = name.strip_prefix(stem).and_then(|rest| rest.strip_prefix('-'));
                rest.and_then(|rest| rest.strip_suffix(ending)).is_some_and(|hash| hash.len() == 11)
            };
            let old = next.files.keys().find(is_it).with_context(|| format!("no {stem}"))?.clone();
            let mut bytes = next.files.remove(&old).unwrap_or_default();
            if ending != "wasm" {
                bytes = with_names(&bytes, &renamed);
            }
            bytes.extend_from_slice(change);
            let hash: String = Sha256::digest(&bytes).iter().take(5).map(|byte| format!("{byte:02x}")).collect();
            let new = format!("{stem}-{hash}.{ending}");
            next.put(&new, bytes)?;
            for twin in [".gz", ".br"] {
                next.files.remove(&format!("{old}{twin}"));
            }
            renamed.push((old, new));
        }
        for name in ["index.html", "offline.js", "_headers", "vercel.json"] {
            let bytes = next.files.get(name).with_context(|| format!("no {name}"))?;
            let text = String::from_utf8(with_names(bytes, &renamed))?;
            let text = match name {
                "index.html" => text.replace("</title>", "</title><meta name=\"version\" content=\"next\">"),
                "offline.js" => text.replace("VERSION = '", "VERSION = 'next"),
                _ => text,
            };
            next.put(name, text.into_bytes())?;
        }
        Ok(next)
    }

    fn put(&mut self, name: &str, bytes: Vec<u8>) -> Result<()> {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(&bytes)?;
        self.files.insert(format!("{name}.gz"), gzip.finish()?);
        let mut small = Vec::new();
        brotli::CompressorWriter::new(&mut small, 4096, 1, 22).write_all(&bytes)?;
        self.files.insert(format!("{name}.br"), small);
        self.files.insert(name.to_owned(), bytes);
        Ok(())
    }

    /// The content of a file.
    ///
    /// # Errors
    /// When there is no file of that name.
    pub fn file(&self, name: &str) -> Result<&[u8]> {
        self.files.get(name).map(Vec::as_slice).with_context(|| format!("there is no {name}"))
    }

    /// The name of the file with this stem before its hash, and this extension.
    ///
    /// # Errors
    /// When there is none.
    pub fn named(&self, stem: &str, ending: &str) -> Result<&str> {
        let mut names = self.files.keys().map(String::as_str);
        let is_it = |name: &&str| name.starts_with(&format!("{stem}-")) && name.ends_with(&format!(".{ending}"));
        names.find(is_it).with_context(|| format!("there is no {stem}-….{ending}"))
    }

    /// Copies the files whose names satisfy `wanted` to a folder. Existing files are overwritten.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn upload(&self, folder: &Path, wanted: impl Fn(&str) -> bool) -> Result<()> {
        fs::create_dir_all(folder)?;
        for (name, bytes) in self.files.iter().filter(|(name, _)| wanted(name)) {
            fs::write(folder.join(name), bytes)?;
        }
        Ok(())
    }

    /// Deletes the files of this version from a folder, except those that `but` also contains.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn take_away(&self, folder: &Path, but: Option<&Self>) -> Result<()> {
        let gone = self.files.keys().filter(|name| but.is_none_or(|but| !but.files.contains_key(*name)));
        for name in gone {
            let path = folder.join(name);
            if path.exists() {
                fs::remove_file(path)?;
            }
        }
        Ok(())
    }

    /// Asserts that the browser shows this version, and no part of another one.
    ///
    /// # Errors
    /// When the app is not ready in time, or parts of several versions are loaded.
    pub async fn is_shown(&self, browser: &Browser) -> Result<()> {
        browser.until_ready().await?;
        let parts = "return [document.querySelector('meta[name=version]')?.content ?? '',
            getComputedStyle(document.documentElement).getPropertyValue('--version').trim(),
            globalThis.siteVersion ?? '', globalThis.appVersion ?? '',
            getComputedStyle(document.querySelector('.ie-article')).getPropertyValue('--ie-paper') !== '']";
        let shown = browser.script(parts, vec![]).await?;
        let all = json!([self.name, self.name, self.name, self.name, true]);
        ensure!(shown == all, "page, style, site.js, app.js, styled: {shown}; not all of {:?}", self.name);
        Ok(())
    }

    /// The name of this version's cache in the browser, without the prefix of the folder.
    ///
    /// # Errors
    /// When the service worker has no version.
    pub fn stored_as(&self) -> Result<String> {
        let worker = String::from_utf8_lossy(self.file("offline.js")?).into_owned();
        let (_, rest) = worker.split_once("VERSION = '").context("the worker has no version")?;
        Ok(rest.split('\'').next().unwrap_or_default().to_owned())
    }
}

/// Replaces each old name in a text by the new one.
fn with_names(bytes: &[u8], renamed: &[(String, String)]) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes).into_owned();
    renamed.iter().fold(text, |text, (old, new)| text.replace(old.as_str(), new)).into_bytes()
}

/// Waits until the service worker of the open page controls it, and all files are cached.
///
/// # Errors
/// When that takes too long.
pub async fn until_stored(browser: &Browser) -> Result<()> {
    let stored = "return navigator.serviceWorker.getRegistration().then((one) => one?.active?.state === 'activated' && \
                  one.active.scriptURL.startsWith(location.origin))";
    browser.until_script("the page is stored", stored).await
}

/// Makes the browser check for a new service worker, and waits for its final state: `activated`, `redundant`, or
/// `none`.
///
/// # Errors
/// When the browser does not answer.
pub async fn update(browser: &Browser) -> Result<String> {
    let update = "
        const done = arguments[0];
        const over = ({ state }) => ['activated', 'redundant'].includes(state);
        (async () => {
            const one = await navigator.serviceWorker.getRegistration();
            await one.update();
            const worker = one.installing ?? one.waiting;
            if (!worker) return 'none';
            while (!over(worker)) await new Promise((resolve) => { worker.onstatechange = resolve; });
            return worker.state;
        })().then(done, (problem) => done(String(problem)));";
    let said = browser.web().execute_async(update, vec![]).await?;
    Ok(said.json().as_str().unwrap_or_default().to_owned())
}

/// The names of the page's caches in the browser, without the prefix of the folder.
///
/// # Errors
/// When the browser does not answer.
pub async fn stores(browser: &Browser) -> Result<Vec<String>> {
    let names = browser.script("return caches.keys()", vec![]).await?;
    let names: Vec<String> = serde_json::from_value(names)?;
    Ok(names.iter().map(|name| name.rsplit(' ').next().unwrap_or_default().to_owned()).collect())
}
