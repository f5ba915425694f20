//! The page on a host: beside another page, during an update, and with the shipped header files.

use std::fs;

use anyhow::{Context, Result, ensure};
use e2e::deploy::{Version, until_stored};
use e2e::{Case, Server, Situation, Wish, dist, situation};
use tempfile::TempDir;

/// The situations of this module.
pub const SITUATIONS: &[Situation] = &[
    situation!(two_on_one_address_leave_each_other_alone),
    situation!(a_new_version_is_stored_whole),
    situation!(the_ready_made_headers_suit_the_page),
];

async fn two_on_one_address_leave_each_other_alone(case: &Case) -> Result<()> {
    let folder = TempDir::new()?;
    let one = Version::built()?;
    one.upload(&folder.path().join("one"), |_| true)?;
    one.next()?.upload(&folder.path().join("other"), |_| true)?;
    let server = Server::start(folder.path()).await?;
    let browser = case.browser(Wish::default()).await?;
    // A cache of the site itself. The service workers must not touch it.
    server.page("/elsewhere", "<!doctype html><title>Elsewhere</title><link rel=icon href=data:,>", &[]);
    browser.open(&server.url("/elsewhere")).await?;
    browser.script("return caches.open('intimacy').then(() => true)", vec![]).await?;
    for name in ["one", "other"] {
        browser.open(&server.url(&format!("/{name}/"))).await?;
        browser.until_ready().await?;
        until_stored(&browser).await?;
    }
    ensure!(browser.script("return caches.has('intimacy')", vec![]).await? == true, "a store of the site is gone");
    browser.empty_cache().await?;
    let addresses = ["one", "other"].map(|name| server.url(&format!("/{name}/")));
    drop(server);
    for address in addresses {
        browser.open(&address).await?;
        browser.until_ready().await.with_context(|| address)?;
    }
    browser.is_quiet().await
}

async fn a_new_version_is_stored_whole(case: &Case) -> Result<()> {
    let folder = TempDir::new()?;
    let one = Version::built()?;
    let two = one.next()?;
    one.upload(folder.path(), |_| true)?;
    let server = Server::start(folder.path()).await?;
    // Some hosts set this header for all files. The browser may then use the cached page for ten minutes.
    let publish = |version: &Version| -> Result<()> {
        version.upload(folder.path(), |_| true)?;
        server.page("/", std::str::from_utf8(version.file("index.html")?)?, &[("cache-control", "max-age=600")]);
        Ok(())
    };
    publish(&one)?;
    let browser = case.browser(Wish::default()).await?;
    browser.open(&server.url("/")).await?;
    browser.until_ready().await?;
    until_stored(&browser).await?;

    publish(&two)?;
    browser.script("return navigator.serviceWorker.ready.then((one) => one.update()).then(() => true)", vec![]).await?;
    let name = two.stored_as()?;
    let renewed = "return caches.keys().then((names) => names.length === 1 && names[0].endsWith(` ${arguments[0]}`))";
    let renewed = async || Ok(browser.script(renewed, vec![name.as_str().into()]).await? == true);
    browser.until("the new version has taken the place of the old", renewed).await?;
    browser.empty_cache().await?;
    let address = server.url("/");
    drop(server);
    browser.open(&address).await?;
    two.is_shown(&browser).await?;
    browser.is_quiet().await
}

async fn the_ready_made_headers_suit_the_page(case: &Case) -> Result<()> {
    let site = dist()?.join("site");
    let file = fs::read_to_string(site.join("_headers"))?;
    let block = file.lines().skip_while(|line| *line != "/*").skip(1).take_while(|line| line.starts_with("  "));
    let headers: Vec<_> = block.filter_map(|line| line.trim().split_once(": ")).collect();
    ensure!(headers.iter().any(|(name, _)| *name == "Content-Security-Policy"), "{headers:?}");
    let server = Server::start(&site).await?;
    server.page("/", &fs::read_to_string(site.join("index.html"))?, &headers);
    let browser = case.browser(Wish::default()).await?;
    browser.open(&server.url("/")).await?;
    browser.until_ready().await?;
    until_stored(&browser).await?;
    browser.is_quiet().await
}
