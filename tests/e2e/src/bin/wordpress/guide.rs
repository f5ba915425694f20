//! Follows the owner's guide in the admin pages, as somebody does who has only the download: with presses and keys, and
//! in the order of the guide. Takes the guide's pictures on the way.

use anyhow::{Context, Result, ensure};
use e2e::guide::{HEAD, Person, WINDOW, method, picture};
use e2e::{Browser, Engine, Wish, dist};
use serde_json::json;

use super::admin::logs_in;
use super::site::Site;

const DOCUMENT: &str = "put-it-on-your-site/wordpress.md";
const INSTALL: &str = "Install it";
const PLACE: &str = "Put it on a page";

/// Follows the guide in a WordPress without the plugin, and returns what was counted, as a part of `docs/wordpress.md`.
pub async fn walk(site: &Site, pictures: bool) -> Result<String> {
    let mut table = String::from(HEAD);
    let browser = Browser::start(Engine::Chromium, Wish { screen: WINDOW, ..Wish::default() }).await?;
    logs_in(&browser, site, "administrator").await?;
    browser.open(&site.url("/wp-admin/")).await?;
    let mut owner = Person::reads(&browser, DOCUMENT, &[INSTALL, PLACE])?;
    // The download itself is one press in the browser.
    owner.does(1, 0);
    installs(&browser, &mut owner, pictures).await.context("install")?;
    places(&browser, &mut owner, "page", pictures).await.context("the administrator's page")?;
    table += &owner.row("administrator: installs the plugin and puts it on a page");

    let browser = Browser::start(Engine::Chromium, Wish { screen: WINDOW, ..Wish::default() }).await?;
    logs_in(&browser, site, "author").await?;
    browser.open(&site.url("/wp-admin/")).await?;
    let mut author = Person::reads(&browser, DOCUMENT, &[PLACE])?;
    places(&browser, &mut author, "post", false).await.context("the author's post")?;
    table += &author.row("author: puts it on a post");
    Ok(format!(
        "## The guide, followed\n\nFrom the download to the explorer on a published page, as [the guide]({DOCUMENT}) says, in \
         WordPress {}. Both people have logged in before.\n\n{table}\n{}\n",
        site.version,
        method()
    ))
}

async fn installs(browser: &Browser, person: &mut Person<'_>, pictures: bool) -> Result<()> {
    person.follows("#menu-plugins > a").await?;
    person.follows(".page-title-action[href*='plugin-install.php']").await?;
    person.presses(".upload-view-toggle").await?;
    let zip = dist()?.join(format!("release/intimacy-explorer-wordpress-{}.zip", env!("CARGO_PKG_VERSION")));
    ensure!(zip.is_file(), "there is no {}", zip.display());
    // The window of the system for choosing a file: opened, the file pressed, confirmed.
    person.does(3, 0);
    browser.find("#pluginzip").await?.send_keys(zip.to_string_lossy().into_owned()).await?;
    // The walk has no connection to the directory of plugins, and the page says so.
    browser.script("document.querySelector('#plugin-filter').hidden = true", vec![]).await?;
    shows(browser, pictures, "guide-wordpress-upload").await?;
    person.follows("#install-plugin-submit").await?;
    person.follows("a.button-primary[href*='action=activate']").await?;
    person.follows("#menu-settings > a").await?;
    person.follows("#menu-settings a[href$='page=intimacy-explorer']").await?;
    person.chooses("#intimacy-explorer-country", "IE").await?;
    person.types("#intimacy-explorer-practice", "Calm Rooms").await?;
    person.types("#intimacy-explorer-contact", "/contact").await?;
    let top = "document.querySelector('#intimacy-explorer-country').closest('table').previousElementSibling.scrollIntoView(); scrollBy(0, -100)";
    browser.script(top, vec![]).await?;
    shows(browser, pictures, "guide-wordpress-settings").await?;
    person.follows("#submit").await?;
    browser.find("#setting-error-settings_updated").await.map(drop)
}

/// Closes what covers a new editor. The editor may draw it anew meanwhile, and then the press goes nowhere.
async fn closes_welcomes(browser: &Browser, person: &mut Person<'_>) -> Result<()> {
    let buttons = async || browser.find_all(".components-modal__header button").await;
    if buttons().await?.is_empty() {
        return Ok(());
    }
    person.does(1, 0);
    let closed = async || match buttons().await?.first() {
        Some(button) => {
            let _ = browser.click(button).await;
            Ok(false)
        }
        None => Ok(true),
    };
    browser.until("nothing covers the editor", closed).await
}

/// Writes a new post or page with the block, publishes it, and looks at it.
async fn places(browser: &Browser, person: &mut Person<'_>, kind: &str, pictures: bool) -> Result<()> {
    person.follows(&format!("#menu-{kind}s > a")).await?;
    person.follows(".page-title-action").await?;
    let ready = "return !!window.wp?.data?.select('core/editor')?.getCurrentPostId()
        && !!document.querySelector('.editor-document-tools__inserter-toggle')";
    browser.until_script("the editor is there", ready).await?;
    if kind == "page" {
        // The theme offers patterns for a new page.
        browser.find(".components-modal__header").await?;
    }
    closes_welcomes(browser, person).await?;
    browser.find("iframe[name='editor-canvas']").await?.enter_frame().await?;
    let typed = person.types(".editor-post-title__input", "Closeness").await;
    browser.web().enter_default_frame().await?;
    typed?;
    closes_welcomes(browser, person).await?;
    person.presses(".editor-document-tools__inserter-toggle").await?;
    person.types(".block-editor-inserter__search input", "intimacy explorer").await?;
    let block = ".editor-block-list-item-intimacy-explorer-explorer";
    browser.find(block).await?;
    shows(browser, pictures, "guide-wordpress-block").await?;
    person.does(1, 0);
    let placed = "return wp.data.select('core/block-editor').getBlocks().some(({ name }) => name === 'intimacy-explorer/explorer')";
    let is_placed = async || {
        if browser.script(placed, vec![]).await? == true {
            return Ok(true);
        }
        // The list may be drawn anew meanwhile, and then the press goes nowhere.
        if let Some(button) = browser.find_all(block).await?.first() {
            let _ = browser.click(button).await;
        }
        Ok(false)
    };
    browser.until("the block is in the editor", is_placed).await?;
    person.presses(".editor-post-publish-panel__toggle").await?;
    person.presses(".editor-post-publish-button").await?;
    person.follows_beside(".post-publish-panel__postpublish-buttons a.components-button").await?;
    let set = person.begins().await?;
    ensure!(set == json!(["IE", "Calm Rooms", "/contact"]), "the settings on the page are {set}");
    if pictures {
        visits(browser, person).await?;
    }
    Ok(())
}

/// Shows the published page to a visitor who is not logged in.
async fn visits(browser: &Browser, person: &Person<'_>) -> Result<()> {
    browser.web().delete_all_cookies().await?;
    let here = browser.web().current_url().await?;
    browser.open("about:blank").await?;
    browser.open(here.as_str()).await?;
    person.sees_the_frame().await?;
    browser.script("document.querySelector('h1').scrollIntoView(); scrollBy(0, -40)", vec![]).await?;
    picture(browser, "guide-wordpress-page").await
}

/// Takes a picture of what the person sees, if that is wanted.
async fn shows(browser: &Browser, pictures: bool, name: &str) -> Result<()> {
    if !pictures {
        return Ok(());
    }
    let at_rest = "return document.getAnimations().every(({ playState }) => playState !== 'running')";
    browser.until_script("nothing moves", at_rest).await?;
    picture(browser, name).await
}
