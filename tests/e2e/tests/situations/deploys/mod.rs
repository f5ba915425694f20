//! Changes of a site over time: updates, incomplete uploads, failing hosts, and removed pages. In each case the browser
//! shows one complete version or the response of the host, and the answers are unchanged.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use e2e::deploy::{Version, stores, until_stored, update};
use e2e::{Browser, Case, Server, Situation, Wish, neighbours, situation};
use serde_json::Value;
use tempfile::TempDir;

/// The situations of this module.
pub const SITUATIONS: &[Situation] = &[
    situation!(an_upload_is_shown_when_it_is_whole, holds: ["F35"]),
    situation!(a_page_from_a_cache_is_not_mixed_with_new_files, holds: ["F35"]),
    situation!(a_failing_or_silent_host_changes_nothing, holds: ["F35"]),
    situation!(a_replaced_or_removed_page_removes_its_worker, holds: ["F35"]),
];

/// A page in a folder, and a browser that has cached it and saved one answer beside two other maps.
struct Site {
    folder: TempDir,
    server: Server,
    browser: Browser,
    kept: Value,
}

const KEPT: &str = "return Object.fromEntries(Object.entries(localStorage))";

impl Site {
    async fn new(case: &Case, version: &Version) -> Result<Self> {
        let folder = TempDir::new()?;
        version.upload(folder.path(), |_| true)?;
        let server = Server::start(folder.path()).await?;
        let browser = case.browser(Wish::phone()).await?;
        let mut site = Self { folder, server, browser, kept: Value::Null };
        neighbours::plant(&site.browser, &site.server).await?;
        site.server.no_page(neighbours::PATH);
        site.opens().await?;
        site.browser.until_ready().await?;
        site.browser.press_first("input[value=friend]").await?;
        site.browser.press_first("[data-keep]").await?;
        site.browser.press_first("[data-begin]").await?;
        site.browser.press("About equal").await?;
        site.kept = site.browser.script(KEPT, vec![]).await?;
        ensure!(site.kept.as_object().is_some_and(|kept| kept.len() == 4 + neighbours::count()), "{}", site.kept);
        until_stored(&site.browser).await?;
        Ok(site)
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    async fn opens(&self) -> Result<()> {
        self.browser.open(&self.server.url("/")).await
    }

    /// Opens the page, and checks that it shows this version and that the answers are unchanged.
    async fn shows(&self, version: &Version, when: &str) -> Result<()> {
        self.opens().await?;
        version.is_shown(&self.browser).await.with_context(|| when.to_owned())?;
        self.answers_are_kept(when).await
    }

    async fn answers_are_kept(&self, when: &str) -> Result<()> {
        let kept = self.browser.script(KEPT, vec![]).await?;
        ensure!(kept == self.kept, "{when}: {} has become {kept}", self.kept);
        Ok(())
    }

    /// Waits until the service worker and its caches are removed.
    async fn lets_go(&self) -> Result<()> {
        let gone = "return Promise.all([navigator.serviceWorker.getRegistrations(), caches.keys()])
            .then((both) => both.every((list) => !list.length))";
        self.browser.until_script("the worker and what it stored are gone", gone).await
    }
}

async fn an_upload_is_shown_when_it_is_whole(case: &Case) -> Result<()> {
    let one = Version::built()?;
    let two = one.next()?;
    let site = Site::new(case, &one).await?;
    let first = [one.stored_as()?];

    // The page is uploaded first, without the files that it loads.
    two.upload(site.path(), |name| name.starts_with("index.html"))?;
    site.shows(&one, "the page alone").await?;
    // A script is uploaded incompletely.
    two.upload(site.path(), |_| true)?;
    let script = site.path().join(two.named("app", "js")?);
    let whole = fs::read(&script)?;
    fs::write(&script, &whole[..whole.len() / 2])?;
    site.shows(&one, "a script in part").await?;
    ensure!(update(&site.browser).await? == "redundant", "a part of a script was stored");
    ensure!(stores(&site.browser).await? == first, "{:?}", stores(&site.browser).await?);
    // An upload in alphabetical order up to the service worker.
    two.take_away(site.path(), Some(&one))?;
    two.upload(site.path(), |name| name <= "offline.js")?;
    site.shows(&one, "in the order of names").await?;
    ensure!(update(&site.browser).await? == "redundant", "half an upload was stored");
    ensure!(stores(&site.browser).await? == first, "{:?}", stores(&site.browser).await?);

    // A complete upload while a page of the old version is open. The old files are deleted.
    site.browser.press("Been here before? Open my notes").await?;
    two.upload(site.path(), |_| true)?;
    one.take_away(site.path(), Some(&two))?;
    ensure!(update(&site.browser).await? == "activated", "the new version was not stored");
    ensure!(stores(&site.browser).await? == [two.stored_as()?], "{:?}", stores(&site.browser).await?);
    site.browser.press("Go on where I left off: A friend").await?;
    site.browser.find(".ie-set").await?;
    site.answers_are_kept("an old page open").await?;
    site.shows(&two, "all of it").await?;

    // A rollback to the earlier version.
    one.upload(site.path(), |_| true)?;
    two.take_away(site.path(), Some(&one))?;
    site.shows(&one, "rolled back").await?;
    update(&site.browser).await?;
    let rolled_back = async || Ok(stores(&site.browser).await? == first);
    site.browser.until("the version before is stored", rolled_back).await?;
    site.browser.empty_cache().await?;
    site.server.fail("/", 503);
    site.shows(&one, "rolled back, without the host").await
}

async fn a_page_from_a_cache_is_not_mixed_with_new_files(case: &Case) -> Result<()> {
    let one = Version::built()?;
    let two = one.next()?;
    let site = Site::new(case, &one).await?;
    // The host has the new version, but a cache in front of it still serves the old page.
    two.upload(site.path(), |_| true)?;
    one.take_away(site.path(), Some(&two))?;
    site.server.page("/", std::str::from_utf8(one.file("index.html")?)?, &[]);
    site.shows(&one, "the old page from a cache").await?;
    ensure!(update(&site.browser).await? == "redundant", "the old page was stored with new files");
    ensure!(stores(&site.browser).await? == [one.stored_as()?], "{:?}", stores(&site.browser).await?);
    // The reverse: the new page, and a cache without the new files.
    site.server.no_page("/");
    site.server.fail(two.named("site", "js")?, 404);
    site.shows(&one, "a new file missing in a cache").await?;
    site.server.recover();
    site.shows(&two, "the cache is up to date").await?;
    update(&site.browser).await?;
    let renewed = async || Ok(stores(&site.browser).await? == [two.stored_as()?]);
    site.browser.until("the new version is stored", renewed).await?;
    site.browser.empty_cache().await?;
    site.server.fail("/", 500);
    site.shows(&two, "without the host").await
}

async fn a_failing_or_silent_host_changes_nothing(case: &Case) -> Result<()> {
    let one = Version::built()?;
    let mut site = Site::new(case, &one).await?;
    for status in [500, 503] {
        site.server.fail("/", status);
        site.browser.empty_cache().await?;
        site.shows(&one, &status.to_string()).await?;
        site.server.recover();
    }
    let silent = site.server.hold("/");
    site.browser.empty_cache().await?;
    site.shows(&one, "silence").await?;
    silent.release();

    // A host that redirects `/` to another address of the same page.
    site.server = Server::start(site.folder.path()).await?;
    site.server.redirect("/", "/index.html");
    site.opens().await?;
    one.is_shown(&site.browser).await?;
    until_stored(&site.browser).await?;
    site.browser.empty_cache().await?;
    let address = site.server.url("/");
    site.server = Server::start(site.folder.path()).await?;
    site.browser.open(&address).await?;
    one.is_shown(&site.browser).await.context("redirected, without the host")
}

/// Another site, which has an icon with the same name.
const OTHER: &str =
    "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Another site</title><h1>Another site</h1>";

async fn a_replaced_or_removed_page_removes_its_worker(case: &Case) -> Result<()> {
    let one = Version::built()?;
    let mut site = Site::new(case, &one).await?;
    let is_other = "return document.title === 'Another site' && fetch('/icon.svg').then((icon) => icon.text()).then((text) => text === '<svg/>')";

    // Another site has replaced the page, and the page moved to a subfolder.
    one.take_away(site.path(), None)?;
    fs::write(site.path().join("index.html"), OTHER)?;
    fs::write(site.path().join("icon.svg"), "<svg/>")?;
    one.upload(&site.path().join("closeness"), |_| true)?;
    site.browser.empty_cache().await?;
    site.opens().await?;
    site.browser.until_script("the other site is shown, with its own icon", is_other).await?;
    site.lets_go().await?;
    site.browser.open(&site.server.url("/closeness/")).await?;
    one.is_shown(&site.browser).await?;
    site.answers_are_kept("moved into a folder").await?;
    until_stored(&site.browser).await?;
    fs::remove_dir_all(site.path().join("closeness"))?;
    site.browser.open(&site.server.url("/closeness/")).await?;
    site.lets_go().await.context("the folder is gone")?;
    site.answers_are_kept("the folder is gone").await?;

    // The old address redirects readers. Only the shipped service worker that removes itself can clean up the browser.
    let there = TempDir::new()?;
    one.upload(there.path(), |_| true)?;
    site.server = Server::start(there.path()).await?;
    site.opens().await?;
    one.is_shown(&site.browser).await?;
    until_stored(&site.browser).await?;
    one.take_away(there.path(), None)?;
    fs::write(there.path().join("offline.js"), one.file("remove-offline.js")?)?;
    fs::write(there.path().join("elsewhere.html"), OTHER)?;
    site.server.redirect("/", "/elsewhere.html");
    site.opens().await?;
    site.browser.until_script("the reader is sent on", "return document.title === 'Another site'").await?;
    site.lets_go().await.context("removed by the worker that removes itself")
}
