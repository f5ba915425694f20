//! A network of two sites (multisite), each with settings of its own.

use anyhow::{Context, Result, ensure};
use e2e::{Browser, Engine, Wish};
use serde_json::{Value, json};

use super::admin::{complaints, deletes, logs_in, uploads};
use super::report::Report;
use super::site::{SECOND, Site};

/// The practices of the two sites.
const PRACTICES: [&str; 2] = ["Calm Rooms", "Quiet House"];
const BLOCK: &str = "<!-- wp:intimacy-explorer/explorer /-->";
const OWN: &str = "<!-- wp:intimacy-explorer/explorer {\"contact\":\"/first\"} /-->";

/// Installs the plugin for a whole network, uses it on both sites, and deletes it.
pub async fn walk(first: &Site, report: &mut Report) -> Result<()> {
    let second = first.on(SECOND);
    let browser = Browser::start(Engine::Chromium, Wish::default()).await?;
    report.column(format!("{}, network of two sites", first.version));
    logs_in(&browser, first, "administrator").await?;
    report.add(
        "network: its administrator uploads the zip file, and activates the plugin for all sites",
        uploads(&browser, first, "/wp-admin/network").await,
    );
    report.add("network: each site saves settings and words of its own", sets(&browser, first, &second).await);
    report.add("network: the block of an author shows the settings of its site", shows(&browser, first, &second).await);
    report.add(
        "network: an address of the frame that one site has made shows nothing of it on the other",
        forged(&browser, first, &second).await,
    );
    logs_in(&browser, first, "administrator").await?;
    report.add(
        "network: its administrator deletes the plugin, and nothing that it stored is left on any site",
        deletes(&browser, first, "/wp-admin/network", &json!(["intimacy_explorer", "intimacy_explorer"])).await,
    );
    report.add("PHP reports no error or warning of the plugin", complaints(first));
    Ok(())
}

async fn sets(browser: &Browser, first: &Site, second: &Site) -> Result<()> {
    for (site, practice) in [first, second].into_iter().zip(PRACTICES) {
        logs_in(browser, site, "administrator").await?;
        browser.open(&site.url("/wp-admin/options-general.php?page=intimacy-explorer")).await?;
        let fill = "for (const [name, value] of Object.entries(arguments[0])) document.querySelector(`[name='intimacy_explorer${name}']`).value = value;
            document.querySelector('#submit').click()";
        let welcome = format!("Welcome to {practice}.");
        browser.script(fill, vec![json!({ "[practice]": practice, "[own][start]": welcome })]).await?;
        browser.find("#setting-error-settings_updated").await?;
    }
    for (site, practice) in [first, second].into_iter().zip(PRACTICES) {
        let stored = site.ask(&["option"])?;
        let wanted =
            json!({ "way": "frame", "practice": practice, "own": { "start": format!("Welcome to {practice}.") } });
        ensure!(stored == wanted, "stored is {stored}");
    }
    Ok(())
}

async fn shows(browser: &Browser, first: &Site, second: &Site) -> Result<()> {
    for (site, practice) in [first, second].into_iter().zip(PRACTICES) {
        let post = site.writes("Closeness", BLOCK)?;
        browser.open(&site.post(post)).await?;
        let frame = browser.find("[data-intimacy-explorer]").await?;
        frame.scroll_into_view().await?;
        frame.enter_frame().await?;
        browser.until_ready().await?;
        let shown = browser.script(SHOWN, vec![]).await?;
        browser.web().enter_default_frame().await?;
        let wanted = json!([practice, format!("Welcome to {practice}."), Value::Null]);
        ensure!(shown == wanted, "{practice}: {shown}");
    }
    Ok(())
}

/// The practice, the welcome and the contact link in the page of a frame.
const SHOWN: &str = "const one = document.querySelector('intimacy-explorer');
    return [one.getAttribute('practice'), one.querySelector('[slot=start]').innerText.trim(), one.getAttribute('contact')]";

/// The address of a block of the first site, on the host of the second.
async fn forged(browser: &Browser, first: &Site, second: &Site) -> Result<()> {
    let post = first.writes("Own", OWN)?;
    browser.open(&first.post(post)).await?;
    let src = browser.script("return document.querySelector('[data-intimacy-explorer]').src", vec![]).await?;
    let src = src.as_str().context("the frame has no address")?.to_owned();
    browser.open(&src).await?;
    let good = browser.script(SHOWN, vec![]).await?;
    ensure!(good[2] == "/first", "at its own site: {good}");
    browser.open(&src.replace(&first.url(""), &second.url(""))).await?;
    let shown = browser.script(SHOWN, vec![]).await?;
    let wanted = json!([PRACTICES[1], format!("Welcome to {}.", PRACTICES[1]), Value::Null]);
    ensure!(shown == wanted, "on the other site: {shown}");
    Ok(())
}
