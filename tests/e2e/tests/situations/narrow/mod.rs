//! A column 320 px wide, which is also a laptop's window at a zoom of 400 %.

use anyhow::{Result, ensure};
use e2e::{Browser, Case, Part, Server, Situation, Visitor, Wish, site, situation, words};
use intimacy_explorer::content::{Page, Subject, Type};
use serde_json::json;

use crate::journey::{RANKING, TOTAL};

/// The situations of this module.
pub const SITUATIONS: &[Situation] = &[situation!(nothing_scrolls_sideways)];

const HOST: &str = "<!doctype html><html lang=en><meta charset=utf-8>
    <meta name=viewport content='width=device-width, initial-scale=1'><link rel=icon href=data:,><title>A host page</title>
    <iframe src=/ title=explorer style='inline-size: 320px; block-size: 700px; border: 0'></iframe>";

/// Asserts that nothing is wider than the frame. Only a table that scrolls itself may be wider.
async fn fits(browser: &Browser, screen: &str) -> Result<()> {
    let look = "
        const page = document.documentElement;
        const root = document.querySelector('intimacy-explorer').shadowRoot;
        const all = root?.querySelector('.ie-main') ? root.querySelectorAll('*') : document.querySelectorAll('body *');
        const out = [...all].filter(e => !e.closest('.ie-scroll, .ie-hidden, thead') && e.checkVisibility()
            && (e.getBoundingClientRect().right > page.clientWidth + 0.5 || e.getBoundingClientRect().left < -0.5));
        return [page.clientWidth, page.scrollWidth, out.map(e => e.outerHTML.slice(0, 120))];";
    let found = browser.script(look, vec![]).await?;
    ensure!(found == json!([320, 320, []]), "{screen} does not fit: {found}");
    Ok(())
}

async fn nothing_scrolls_sideways(case: &Case) -> Result<()> {
    let (server, browser, words) = (Server::start(site()?).await?, case.browser(Wish::phone()).await?, words()?);
    server.page("/host", HOST, &[]);
    browser.open(&server.url("/host")).await?;
    browser.find("iframe").await?.enter_frame().await?;
    browser.until_ready().await?;
    let visitor = Visitor { browser: &browser, words: &words };
    fits(&browser, "the article").await?;

    visitor.presses(&words.quiz.subject.begin).await?;
    visitor.sees_error(&words.interface.error_subject).await?;
    fits(&browser, "the start card").await?;
    visitor.begins(Subject::Partner, false).await?;
    for number in 2..7 {
        visitor.sees_question(Part::Closeness, number, TOTAL).await?;
        fits(&browser, "a set").await?;
        visitor.ranks_types(&RANKING).await?;
    }
    visitor.sees_question(Part::Closeness, 7, TOTAL).await?;
    fits(&browser, "part of closeness").await?;
    visitor.presses(&words.interface.skip).await?;
    for number in 8..13 {
        visitor.sees_question(Part::Now, number, TOTAL).await?;
        fits(&browser, "now and wanted").await?;
        visitor.presses(&words.interface.skip).await?;
    }
    for number in 13..20 {
        visitor.sees_question(Part::Factors, number, TOTAL).await?;
        fits(&browser, "a set of factors").await?;
        visitor.ranks_factors().await?;
    }
    visitor.sees_question(Part::Factors, 20, TOTAL).await?;
    fits(&browser, "what is present").await?;
    visitor.presses(&words.interface.skip).await?;
    visitor.sees_screen(&words.quiz.obstacles_offer.title).await?;
    fits(&browser, "the offer").await?;
    visitor.presses(&words.quiz.obstacles_offer.accept).await?;
    visitor.sees_question(Part::Obstacles, 1, 2).await?;
    fits(&browser, "issues").await?;
    visitor.presses(&words.interface.skip).await?;
    visitor.sees_question(Part::Obstacles, 2, 2).await?;
    fits(&browser, "roots").await?;
    visitor.points(&words.fear.each.trauma.item, &words.quiz.roots.scale[3]).await?;
    visitor.presses(&words.interface.next).await?;
    visitor.sees_screen(&words.result.title).await?;
    visitor.presses(&words.result.method.title).await?;
    visitor.presses(&words.result.method.working_title).await?;
    visitor.reads_all(&[&words.result.method.working_text]).await?;
    fits(&browser, "the result").await?;
    visitor.presses(&words.interface.review_title).await?;
    visitor.sees_screen(&words.interface.review_title).await?;
    fits(&browser, "the answers").await?;
    visitor.presses(&words.interface.nav_notes).await?;
    visitor.sees_screen(&words.interface.notes_title).await?;
    fits(&browser, "the notes").await?;
    visitor.presses(&words.interface.nav_explore).await?;
    visitor.sees_screen(&words.interface.explore_title).await?;
    fits(&browser, "explore").await?;
    for page in [Page::Comparison, Page::Support, Page::Type(Type::Intellectual)] {
        visitor.presses(words.title(page)).await?;
        visitor.sees_screen(words.title(page)).await?;
        fits(&browser, words.title(page)).await?;
        visitor.presses(&words.interface.nav_explore).await?;
        visitor.sees_screen(&words.interface.explore_title).await?;
    }
    browser.is_quiet().await
}
