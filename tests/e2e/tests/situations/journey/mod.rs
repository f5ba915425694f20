//! One visitor's way: read, answer, see, and leave nothing behind.

mod answer;
mod read;
mod see;
pub mod shorter;

pub use answer::{RANKING, TOTAL};

use anyhow::{Context, Result, ensure};
use e2e::{Ability, Case, Server, Situation, Visitor, Wish, axe, site, situation, words};
use serde_json::json;

/// What is tried here.
pub const SITUATIONS: &[Situation] = &[situation!(on_a_phone), situation!(on_a_desktop)];

async fn on_a_phone(case: &Case) -> Result<()> {
    whole(case, Wish::phone()).await
}

async fn on_a_desktop(case: &Case) -> Result<()> {
    whole(case, Wish::default()).await
}

/// Every screen on the way, light and dark, under the page's policy and without a request.
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

/// What the policy refuses, as `refused` on the window.
const LISTEN: &str = "
    window.refused = [];
    document.addEventListener('securitypolicyviolation', e => refused.push(`${e.violatedDirective}: ${e.blockedURI}`));";

/// What a visit leaves, apart from the place in the article.
const LEFT: &str =
    "return [localStorage.length, sessionStorage.length, document.cookie, location.pathname + location.search]";

/// Looks at a screen the way nobody should have to: with axe, in light and in dark; and across.
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
