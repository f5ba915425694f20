//! A site that swaps pages by script, so that no page is unloaded.

use anyhow::{Result, ensure};
use e2e::{Case, Situation, Wish, situation};

use super::Host;

/// The situations of this module.
pub const SITUATIONS: &[Situation] = &[situation!(a_page_swap_locks_encrypted_maps, holds: ["F34"])];

const PASSPHRASE: &str = "four quiet words here";

async fn a_page_swap_locks_encrypted_maps(case: &Case) -> Result<()> {
    let host = Host::new(case, "swaps", &[], Wish::phone()).await?;
    host.opens().await?;
    let browser = &host.browser;
    browser.until_ready().await?;
    let says = async |what: &str| browser.until(what, async || Ok(browser.text().await?.contains(what))).await;
    let types = async |field: &str| {
        let field = browser.find(field).await?;
        browser.script("arguments[0].focus()", vec![field.to_json()?]).await?;
        browser.type_keys(PASSPHRASE).await
    };
    browser.press("Begin the quiz").await?;
    browser.press("A friend").await?;
    browser.press("Keep my answers on this device").await?;
    browser.press("Begin").await?;
    browser.press("About equal").await?;
    browser.press("My notes").await?;
    browser.press("Protect this with a passphrase").await?;
    for field in ["#ie-pass", "#ie-pass-again"] {
        types(field).await?;
    }
    browser.press("Set the passphrase").await?;
    says("The passphrase is set.").await?;

    // Moving the element within the document does not lock it.
    browser
        .script("const all = document.querySelector('main'); document.body.append(all.firstElementChild)", vec![])
        .await?;
    says("Lock now").await?;
    // The page is swapped while an answer is being written. Then it returns with the same elements or with copies.
    browser.press("Go on where I left off").await?;
    browser.find(".ie-set").await?;
    let away = "
        const element = document.querySelector('intimacy-explorer');
        window.before ??= document.createElement('template');
        window.old = element;
        element.replaceWith(Object.assign(document.createElement('h1'), { textContent: 'Opening hours' }));
        history.pushState(null, '', '/hours');";
    for back in [
        "document.querySelector('h1').replaceWith(window.old)",
        "document.querySelector('h1').replaceWith(window.old.cloneNode(true))",
    ] {
        browser.press("About equal").await?;
        browser.script(away, vec![]).await?;
        // The last answer is not lost, although it is encrypted after the swap.
        let sealed = "const all = Object.entries(localStorage).filter(([key]) => !key.endsWith(':lock'));
            return all.length === arguments[0] && all.every(([, text]) => text.startsWith('{\"schema\":3,\"sealed\"'))";
        let count = if back.contains("clone") { 6 } else { 5 };
        let kept = async || Ok(browser.script(sealed, vec![count.into()]).await? == true);
        browser.until("all is kept, and sealed", kept).await?;
        browser.script(&format!("history.back(); {back}"), vec![]).await?;
        browser.until_ready().await?;
        browser.press("Been here before? Open my notes").await?;
        says("What is kept here is locked.").await?;
        ensure!(!browser.text().await?.contains("Go on where"), "it is open");
        types("#ie-pass").await?;
        browser.press("Open it").await?;
        says("It is open.").await?;
        browser.press("Go on where I left off").await?;
        browser.find(".ie-set").await?;
    }
    browser.is_quiet().await
}
