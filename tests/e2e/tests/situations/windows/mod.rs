//! What is in one window: the button to begin, a whole question, and nothing that moves under a finger.

use anyhow::{Context, Result, ensure};
use e2e::{Browser, Case, Part, Server, Situation, Visitor, Wish, site, situation, words};
use intimacy_explorer::content::{Factor, Issue, Root, Subject, Type};

use crate::journey::{RANKING, TOTAL};

/// The situations of this module.
pub const SITUATIONS: &[Situation] =
    &[situation!(the_button_to_begin_is_in_the_first_window), situation!(every_question_fits_and_no_row_moves)];

/// The height of the window of a phone.
const WINDOW: f64 = 740.0;

/// A page with a column of this size.
fn column(width: u32, height: u32) -> String {
    format!(
        "<!doctype html><html lang=en><meta charset=utf-8><link rel=icon href=data:,><title>A host page</title>
        <iframe src=/ title=explorer style='inline-size: {width}px; block-size: {height}px; border: 0'></iframe>"
    )
}

/// The upper and the lower edge of the visible elements for a selector, from the top of the window.
async fn edges(browser: &Browser, css: &str) -> Result<Vec<(f64, f64)>> {
    let edges = "
        const all = root => [...root.querySelectorAll(arguments[0])];
        const root = document.querySelector('intimacy-explorer').shadowRoot;
        return [...all(document), ...(root ? all(root) : [])].filter(e => e.checkVisibility())
            .map(e => e.getBoundingClientRect()).map(e => [e.top, e.bottom]);";
    Ok(serde_json::from_value(browser.script(edges, vec![css.into()]).await?)?)
}

/// The edges of the only visible element for a selector.
async fn edge(browser: &Browser, css: &str) -> Result<(f64, f64)> {
    let all = edges(browser, css).await?;
    ensure!(all.len() == 1, "{} elements for {css}", all.len());
    all.first().copied().context("no element")
}

async fn the_button_to_begin_is_in_the_first_window(case: &Case) -> Result<()> {
    let server = Server::start(site()?).await?;
    for (wish, width, height) in [
        (Wish::phone(), 360, 740),
        (Wish::default(), 1280, 800),
        (Wish::default(), 748, 800),
        (Wish::default(), 300, 800),
    ] {
        let browser = case.browser(wish).await?;
        server.page("/column", &column(width, height), &[]);
        browser.open(&server.url("/column")).await?;
        browser.find("iframe").await?.enter_frame().await?;
        browser.until_ready().await?;
        let look = async |screen: &str| -> Result<()> {
            let (top, bottom) = edge(&browser, "[data-begin]").await?;
            ensure!(top >= 0.0 && bottom <= f64::from(height), "{screen}, {width} px: the button is at {top}–{bottom}");
            Ok(())
        };
        look("the article").await?;
        // The same card in the app.
        let words = words()?;
        browser.press(&words.interface.notes_door).await?;
        browser.press(&words.interface.begin).await?;
        Visitor { browser: &browser, words: &words }.sees_screen(&words.quiz.title).await?;
        look("the start card").await?;
        browser.is_quiet().await?;
    }
    Ok(())
}

/// Asserts that the question fits into so many windows from its heading to "Continue", and that the heading and the
/// first control are in the first one.
async fn fits(browser: &Browser, question: &str, windows: f64) -> Result<()> {
    let (top, _) = edge(browser, "#ie-screen").await?;
    let (_, bottom) = edge(browser, ".ie-card .ie-actions > .ie-button").await?;
    ensure!((0.0..200.0).contains(&top), "{question}: the heading is at {top}");
    ensure!(bottom <= windows * WINDOW, "{question}: Continue ends at {bottom}");
    Ok(())
}

/// The positions of all rows of a question, from its heading.
async fn rows(browser: &Browser) -> Result<Vec<f64>> {
    let (heading, _) = edge(browser, "#ie-screen").await?;
    let rows = edges(browser, ".ie-set > *, .ie-option, .ie-points label, .ie-statement").await?;
    Ok(rows.into_iter().map(|(top, _)| top - heading).collect())
}

async fn every_question_fits_and_no_row_moves(case: &Case) -> Result<()> {
    let server = Server::start(site()?).await?;
    let (browser, words) = (case.browser(Wish::phone()).await?, words()?);
    let visitor = Visitor::arrives(&browser, &words, &server).await?;
    let (names, quiz) = (&words.interface, &words.quiz);
    let stays = async |before: &[f64], what: &str| -> Result<()> {
        let now = rows(&browser).await?;
        // Browsers round positions in the window, which may have scrolled.
        let moved = now.iter().zip(before).any(|(now, before)| (now - before).abs() >= 0.5);
        ensure!(now.len() == before.len() && !moved, "{what}: rows moved from {before:?} to {now:?}");
        Ok(())
    };
    visitor.begins(Subject::Partner, false).await?;
    for number in 2..7 {
        visitor.sees_question(Part::Closeness, number, TOTAL).await?;
        fits(&browser, "a set", 1.0).await?;
        let before = rows(&browser).await?;
        // An error comes and goes below the rows.
        visitor.presses(&names.next).await?;
        visitor.sees_error(&names.error_set).await?;
        stays(&before, "an error in a set").await?;
        // Two presses on sentences answer the set; the line below says what comes next.
        let sentences = visitor.statements().await?;
        for (at, said) in [(1, &names.set_least), (3, &names.set_done), (3, &names.set_least), (2, &names.set_done)] {
            sentence(&browser, at).await?;
            visitor.sees_status(said).await?;
            stays(&before, &sentences[at]).await?;
        }
        ensure!(visitor.most(1).await?.is_selected().await?, "the first sentence is not Most");
        ensure!(visitor.least(2).await?.is_selected().await?, "the last sentence is not Least");
        visitor.ranks_types(&RANKING).await?;
    }
    visitor.sees_question(Part::Closeness, 7, TOTAL).await?;
    fits(&browser, "part of closeness", 1.0).await?;
    let before = rows(&browser).await?;
    visitor.presses(&words.types.each.physical.part_of).await?;
    stays(&before, "part of closeness").await?;
    visitor.presses(&names.next).await?;
    for (number, of) in (8..13).zip(Type::ALL) {
        visitor.sees_question(Part::Now, number, TOTAL).await?;
        fits(&browser, "now and wanted", 2.0).await?;
        let before = rows(&browser).await?;
        let line = &words.types.each[of].now[0];
        visitor.points(&format!("{line} {}", quiz.now.often), &quiz.now.often_scale[1]).await?;
        visitor.points(&format!("{line} {}", quiz.now.wish), &quiz.now.wish_scale[4]).await?;
        stays(&before, line).await?;
        visitor.presses(&names.next).await?;
    }
    for number in 13..20 {
        visitor.sees_question(Part::Factors, number, TOTAL).await?;
        fits(&browser, "a set of factors", 1.0).await?;
        let before = rows(&browser).await?;
        for at in [0, 2] {
            sentence(&browser, at).await?;
        }
        visitor.sees_status(&names.set_done).await?;
        stays(&before, "a set of factors").await?;
        visitor.presses(&names.next).await?;
    }
    visitor.sees_question(Part::Factors, 20, TOTAL).await?;
    fits(&browser, "what is present", 2.0).await?;
    let before = rows(&browser).await?;
    visitor.points(&words.factors.each[Factor::Trust].now, &quiz.present.scale[3]).await?;
    stays(&before, "what is present").await?;
    visitor.presses(&names.next).await?;
    visitor.presses(&quiz.obstacles_offer.accept).await?;
    visitor.sees_question(Part::Obstacles, 1, 2).await?;
    fits(&browser, "issues", 2.0).await?;
    let before = rows(&browser).await?;
    visitor.points(&words.issues.each[Issue::Stress].item, &quiz.issues.scale[1]).await?;
    stays(&before, "issues").await?;
    visitor.presses(&names.next).await?;
    visitor.sees_question(Part::Obstacles, 2, 2).await?;
    fits(&browser, "roots", 2.0).await?;
    let before = rows(&browser).await?;
    visitor.points(&words.fear.each[Root::Trauma].item, &names.prefer_not).await?;
    stays(&before, "roots").await?;
    browser.is_quiet().await
}

/// Presses a sentence of the set, as a finger does. Rows count from 0.
async fn sentence(browser: &Browser, row: usize) -> Result<()> {
    let all = browser.find_all(".ie-set-text").await?;
    let sentence = all.get(row).with_context(|| format!("{} sentences", all.len()))?;
    browser.click(sentence).await
}

/// Where the parts of a result are, in windows of a phone from the top of the page: the sentence, the map and its lower
/// edge, the next step, and the end of the page.
const RESULT: &str = "
    const root = document.querySelector('intimacy-explorer').shadowRoot;
    const at = css => root.querySelector(css);
    const top = css => at(css).getBoundingClientRect().top + scrollY;
    const height = 740;
    return [innerWidth, top('#ie-screen') / height, at('.ie-map').getBoundingClientRect().bottom / height + scrollY / height,
        top('#ie-next') / height, document.documentElement.scrollHeight / height];";

/// Asserts that a normal result with its folds closed is short on a phone: the first window holds the sentence and the
/// map, the next step begins in the second, and the end comes after six at most.
pub async fn of_a_result(browser: &Browser) -> Result<()> {
    let [width, heading, map, next, end]: [f64; 5] = serde_json::from_value(browser.script(RESULT, vec![]).await?)?;
    if width == 360.0 {
        ensure!(heading >= 0.0 && map <= 1.0, "the map ends {map} windows from the top");
        ensure!(next <= 2.0, "the next step begins {next} windows from the top");
        ensure!(end <= 6.0, "the result is {end} windows long");
    }
    Ok(())
}

/// Asserts that a result with the safety text shows a number to call in its first window, and that what must be read ends
/// in the third at the latest. A country with many lines (the United Kingdom has some for each nation), and the list of
/// all countries if the reader's is not known, take one window more.
pub async fn of_a_result_with_safety_first(browser: &Browser) -> Result<()> {
    let found = "
        const root = document.querySelector('intimacy-explorer').shadowRoot;
        const edge = (css, end) => root.querySelector(css).getBoundingClientRect()[end] + scrollY;
        const call = root.querySelector('#ie-safety').closest('section').querySelector('details[open] .ie-call, .ie-lines summary');
        const lines = root.querySelector('#ie-safety').closest('section').querySelectorAll('details[open] li').length;
        return [innerWidth, call.getBoundingClientRect().bottom + scrollY, call.getBoundingClientRect().height,
            edge('.ie-shown-anyway', 'bottom'), lines > 0 && lines <= 5 ? 3 : 4];";
    let [width, call, row, end, most]: [f64; 5] = serde_json::from_value(browser.script(found, vec![]).await?)?;
    if width == 360.0 {
        ensure!(call <= WINDOW && row >= 44.0, "the first number ends at {call}, in a row of {row}");
        ensure!(end <= most * WINDOW, "what must be read ends at {end}");
    }
    Ok(())
}
