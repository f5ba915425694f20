//! The whole visit of one visitor: reads, answers, sees the result, and leaves no data behind.

mod answer;
mod read;
mod see;
pub mod shorter;

pub use answer::{RANKING, TOTAL};

use anyhow::{Context, Result, ensure};
use e2e::{Ability, Case, Server, Situation, Visitor, Wish, axe, site, situation, words};
use serde_json::json;

/// The situations of this module.
pub const SITUATIONS: &[Situation] = &[situation!(on_a_phone), situation!(on_a_desktop)];

async fn on_a_phone(case: &Case) -> Result<()> {
    whole(case, Wish::phone()).await
}

async fn on_a_desktop(case: &Case) -> Result<()> {
    whole(case, Wish::default()).await
}

/// Visits every screen, in light and dark. Checks that there are no policy violations and no requests after loading.
async fn whole(case: &Case, wish: Wish) -> Result<()> {
    let server = Server::start(site()?).await?;
    let browser = case.browser(wish).await?;
    let words = words()?;
    server.before_each_page(LISTEN);
    let visitor = Visitor::arrives(&browser, &words, &server).await?;
    let loaded = server.mark();

    read::the_article(&visitor).await?;
    answer::the_start_card(&visitor).await?;
    answer::closeness(&visitor).await?;
    answer::now_and_wanted(&visitor).await?;
    answer::factors(&visitor).await?;
    answer::obstacles(&visitor).await?;
    see::the_result(&visitor).await?;
    if case.can("what is printed", Ability::Paper) {
        see::on_paper(&visitor).await?;
    }
    see::a_changed_answer(&visitor).await?;
    read::the_explorer(&visitor).await?;
    see::the_notes(&visitor).await?;
    read::the_article_again(&visitor).await?;

    let asked = server.requests_since(loaded);
    ensure!(asked.is_empty(), "requests after load: {asked:?}");
    let refused = browser.script("return refused", vec![]).await?;
    ensure!(refused == json!([]), "the policy refused: {refused}");
    let left = browser.script(LEFT, vec![]).await?;
    ensure!(left == json!([0, 0, "", "/"]), "storage, session storage, cookies, address: {left}");
    browser.is_quiet().await
}

/// Records violations of the content security policy in `window.refused`.
const LISTEN: &str = "
    window.refused = [];
    document.addEventListener('securitypolicyviolation', e => refused.push(`${e.violatedDirective}: ${e.blockedURI}`));";

/// The data that a visit leaves behind, except the fragment of the URL.
const LEFT: &str =
    "return [localStorage.length, sessionStorage.length, document.cookie, location.pathname + location.search]";

/// Checks a screen with axe in light and dark, and that it is not wider than the window.
async fn look(visitor: &Visitor<'_>, screen: &str) -> Result<()> {
    let browser = visitor.browser;
    axe::finds_nothing(browser).await.with_context(|| screen.to_owned())?;
    browser.prefer(true, true).await?;
    axe::finds_contrast(browser).await.with_context(|| format!("{screen}, in the dark"))?;
    browser.prefer(false, true).await?;
    let across = "const page = document.documentElement; return [page.scrollWidth, page.clientWidth]";
    let across = browser.script(across, vec![]).await?;
    ensure!(across[0].as_u64() <= across[1].as_u64(), "{screen}: wider than the window: {across}");
    Ok(())
}
