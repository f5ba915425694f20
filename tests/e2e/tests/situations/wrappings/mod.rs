//! The page as it lies on somebody's host: beside another one, as it changes, and with the header files made for it.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use e2e::{Case, Server, Situation, Wish, dist, situation};
use tempfile::TempDir;

/// What is tried here.
pub const SITUATIONS: &[Situation] = &[
    situation!(two_on_one_address_leave_each_other_alone),
    situation!(a_new_version_is_stored_whole),
    situation!(the_ready_made_headers_suit_the_page),
];

const STORED: &str = "return navigator.serviceWorker.getRegistration().then((one) => one?.active?.state === 'activated' && \
                      one.active.scriptURL.startsWith(location.origin))";

/// Copies the page into a folder of that name.
fn copy(to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for file in fs::read_dir(dist()?.join("site"))? {
        let file = file?;
        fs::copy(file.path(), to.join(file.file_name()))?;
    }
    Ok(())
}

/// Puts another version where this one is: the page says so, one script has another name, and the worker knows both.
fn renew(folder: &Path) -> Result<()> {
    let read = |name: &str| fs::read_to_string(folder.join(name)).with_context(|| name.to_owned());
    let (index, worker) = (read("index.html")?, read("offline.js")?);
    let (_, rest) = index.split_once("src=\"./site-").context("the page names no script")?;
    let script = format!("site-{}", rest.split('"').next().unwrap_or_default());
    let newer = "site-0123456789.js";
    fs::rename(folder.join(&script), folder.join(newer)).with_context(|| script.clone())?;
    let (_, rest) = worker.split_once("VERSION = '").context("the worker has no version")?;
    let version = rest.split('\'').next().unwrap_or_default();
    let index = index.replace(&script, newer).replace("</main>", "<p id=\"newer\"></p></main>");
    fs::write(folder.join("index.html"), index)?;
    fs::write(folder.join("offline.js"), worker.replace(version, "newer").replace(&script, newer))?;
    Ok(())
}

async fn two_on_one_address_leave_each_other_alone(case: &Case) -> Result<()> {
    let folder = TempDir::new()?;
    for name in ["one", "other"] {
        copy(&folder.path().join(name))?;
    }
    renew(&folder.path().join("other"))?;
    let server = Server::start(folder.path()).await?;
    let browser = case.browser(Wish::default()).await?;
    // A store of the site's own, which is nobody else's business.
    server.page("/elsewhere", "<!doctype html><title>Elsewhere</title><link rel=icon href=data:,>", &[]);
    browser.open(&server.url("/elsewhere")).await?;
    browser.script("return caches.open('intimacy').then(() => true)", vec![]).await?;
    for name in ["one", "other"] {
        browser.open(&server.url(&format!("/{name}/"))).await?;
        browser.until_ready().await?;
        browser.until_script("the page is stored", STORED).await?;
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
    copy(folder.path())?;
    let server = Server::start(folder.path()).await?;
    // As on hosts that cannot be told otherwise: the browser may take the page from its cache for some minutes.
    let publish = || -> Result<()> {
        let index = fs::read_to_string(folder.path().join("index.html"))?;
        server.page("/", &index, &[("cache-control", "max-age=600")]);
        Ok(())
    };
    publish()?;
    let browser = case.browser(Wish::default()).await?;
    browser.open(&server.url("/")).await?;
    browser.until_ready().await?;
    browser.until_script("the page is stored", STORED).await?;

    renew(folder.path())?;
    publish()?;
    browser.script("return navigator.serviceWorker.ready.then((one) => one.update()).then(() => true)", vec![]).await?;
    let renewed = "return caches.keys().then((names) => names.length === 1 && names[0].endsWith(' newer'))";
    browser.until_script("the new version has taken the place of the old", renewed).await?;
    browser.empty_cache().await?;
    let address = server.url("/");
    drop(server);
    browser.open(&address).await?;
    browser.until_ready().await?;
    ensure!(browser.script("return !!document.querySelector('#newer')", vec![]).await? == true, "it is the old page");
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
    browser.until_script("the page is stored", STORED).await?;
    browser.is_quiet().await
}
