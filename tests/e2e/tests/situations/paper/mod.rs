//! The paper form in print, and the guide for therapists.

use anyhow::{Result, ensure};
use e2e::{Ability, Browser, Case, Server, Situation, Wish, axe, dist, pdf, situation, words};
use intimacy_explorer::content::{Factor, Type};
use thirtyfour::common::print::PrintParameters;

use crate::hosts::filled;

/// The situations of this module.
pub const SITUATIONS: &[Situation] = &[
    situation!(two_pages_on_either_paper_and_every_line_as_often_as_the_design_says, needs: [Ability::Paper]),
    situation!(the_guide_for_therapists_is_two_pages_on_either_paper, needs: [Ability::Paper]),
    situation!(the_guide_for_therapists_is_linked_and_needs_no_script),
    situation!(a_box_that_scrolls_cuts_nothing_off, needs: [Ability::Paper]),
];

/// Checks that the document takes two pages of A4 and of US Letter.
async fn takes_two_pages(browser: &Browser) -> Result<()> {
    for (paper, width, height) in [("A4", 21.0, 29.7), ("Letter", 21.59, 27.94)] {
        let mut parameters = PrintParameters::default();
        (parameters.page.width, parameters.page.height) = (width, height);
        (parameters.margin.top, parameters.margin.bottom) = (1.0, 1.0);
        (parameters.margin.left, parameters.margin.right) = (1.2, 1.2);
        let pages = pdf::pages(&browser.web().print_page(parameters).await?)?;
        ensure!(pages == 2, "{pages} pages of {paper}");
    }
    Ok(())
}

const GUIDE: &str = "/for-therapists.html";

async fn the_guide_for_therapists_is_two_pages_on_either_paper(case: &Case) -> Result<()> {
    let (server, browser) = (Server::start(dist()?.join("site")).await?, case.browser(Wish::default()).await?);
    browser.open(&server.url(GUIDE)).await?;
    takes_two_pages(&browser).await
}

async fn the_guide_for_therapists_is_linked_and_needs_no_script(case: &Case) -> Result<()> {
    let (server, browser) = (Server::start(dist()?.join("site")).await?, case.browser(Wish::phone()).await?);
    browser.open(&server.url("/")).await?;
    browser.until_ready().await?;
    let link = browser.find(&format!("intimacy-explorer a[href='.{GUIDE}']")).await?;
    let title = link.text().await?;
    browser.click(&link).await?;
    let opened = "return document.querySelector('h1')?.textContent === arguments[0] && document.title === arguments[0]
        && [...document.scripts].every(({ src }) => src.endsWith('/before-each-page.js')) && scrollX === 0 && document.documentElement.scrollWidth <= innerWidth";
    let opens = async || Ok(browser.script(opened, vec![title.clone().into()]).await? == true);
    browser.until("the guide, as wide as the window", opens).await?;
    axe::finds_nothing(&browser).await?;
    browser.press_first("a[href='./statements.html']").await?;
    let fits = "return document.querySelectorAll('table').length > 3
        && document.documentElement.scrollWidth <= innerWidth";
    browser.until_script("the statements, as wide as the window", fits).await?;
    axe::finds_nothing(&browser).await?;
    // The explorer is one press away.
    browser.press_first("a[href='./']").await?;
    browser.until_ready().await
}

async fn two_pages_on_either_paper_and_every_line_as_often_as_the_design_says(case: &Case) -> Result<()> {
    let (browser, words) = (case.browser(Wish { own: true, ..Wish::default() }).await?, words()?);
    browser.open(&format!("file://{}", dist()?.join("paper/paper.html").display())).await?;
    takes_two_pages(&browser).await?;
    let text = browser.text().await?;
    let times = |line: &str| text.matches(line).count();
    for of in Type::ALL {
        let of = &words.types.each[of];
        ensure!(of.statements.iter().all(|line| times(line) == 1), "{:?}", of.statements);
        ensure!(of.now.iter().all(|line| times(line) == 1), "{:?}", of.now);
    }
    for of in Factor::ALL {
        ensure!(times(&words.factors.each[of].statement) == 3, "{}", words.factors.each[of].statement);
        ensure!(times(&words.factors.each[of].now) == 1, "{}", words.factors.each[of].now);
    }
    axe::finds_nothing(&browser).await
}

/// The article in a page that scrolls as usual, and in boxes that scroll by themselves. Each takes as many sheets.
async fn a_box_that_scrolls_cuts_nothing_off(case: &Case) -> Result<()> {
    let (server, browser) = (Server::start(dist()?).await?, case.browser(Wish::default()).await?);
    let mut expected = None;
    for (what, around) in [
        ("no box", "<div>{}</div>"),
        ("a box", "<div style='height:100vh;overflow:auto'>{}</div>"),
        ("a fixed box", "<div style='position:fixed;inset:0;overflow:auto'>{}</div>"),
        (
            "a flexible box",
            "<style>html,body{height:100%;overflow:hidden}</style>
            <div style='display:flex;flex-direction:column;height:100%'><div style='flex:1;min-height:0;overflow:auto'>{}</div></div>",
        ),
    ] {
        // One width for all: with another margin the text may take another number of pages.
        let page = format!("<style>body{{margin:0}}</style>{}", around.replace("{}", "{article eager}"));
        server.page("/host", &filled(&page)?, &[]);
        browser.open(&server.url("/host")).await?;
        browser.until_ready().await?;
        let pages = pdf::pages(&browser.print().await?)?;
        ensure!(pages > 5, "{what}: {pages} pages");
        ensure!(pages == *expected.get_or_insert(pages), "{what}: {pages} pages, not {expected:?}");
        // Afterwards nothing of it is left, and a second print is the same.
        let left = "return document.querySelectorAll('[data-intimacy-explorer-printed]').length";
        ensure!(browser.script(left, vec![]).await? == 0, "{what}: a mark is left");
        ensure!(pdf::pages(&browser.print().await?)? == pages, "{what}: the second print differs");
    }
    browser.is_quiet().await
}
