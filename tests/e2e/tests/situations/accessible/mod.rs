//! Accessibility: every state of the app in every look, checked by axe, and for faults that axe does not find.

pub mod fits;
mod names;
mod pseudo;
mod sizes;
pub mod ways;

use anyhow::{Context, Result, ensure};
use e2e::{
    Ability, Browser, Case, Look, Part, Screen, Server, Situation, Visitor, Wish, axe, site, site_that_crashes,
    situation, words,
};
use intimacy_explorer::content::{Content, Subject};
use std::path::PathBuf;
use thirtyfour::WebElement;

use crate::journey::TOTAL;
use pseudo::Script;

/// The situations of this module.
pub const SITUATIONS: &[Situation] = &[
    situation!(reading_has_no_barrier),
    situation!(answering_has_no_barrier),
    situation!(a_result_has_no_barrier),
    situation!(a_partial_result_has_no_barrier),
    situation!(notes_have_no_barrier),
    situation!(choices_are_seen_in_forced_colours, needs: [Ability::ForcedColours]),
    situation!(roles_and_names_are_the_same_everywhere),
    situation!(roles_and_names_of_a_result_are_the_same_everywhere),
    situation!(longer_words_fit_while_reading),
    situation!(longer_words_fit_while_answering),
    situation!(longer_words_fit_in_notes),
    situation!(words_from_right_to_left_fit_while_reading),
    situation!(words_from_right_to_left_fit_while_answering),
    situation!(words_from_right_to_left_fit_in_notes),
];

/// The widths in px of a small phone, and of the narrowest supported screen. The narrowest is the last.
const WIDTHS: [u32; 2] = [360, 320];

fn screen(width: u32) -> Screen {
    Screen { width, height: 740, touch: false }
}

/// Serves the page, and opens it in a browser.
async fn arrives(case: &Case) -> Result<(Server, Browser)> {
    arrives_in(case, site()?).await
}

/// The same for the page in a folder.
async fn arrives_in(case: &Case, folder: PathBuf) -> Result<(Server, Browser)> {
    let server = Server::start(folder).await?;
    server.catch_files();
    let browser = case.browser(Wish { screen: screen(WIDTHS[0]), ..Wish::default() }).await?;
    browser.open(&server.url("/")).await?;
    browser.until_ready().await?;
    Ok((server, browser))
}

/// Checks a state at both widths, and at the narrower one with axe in every look: in light with all rules, in dark with
/// the rules about colours, and in forced colours with all other rules, because other content may be hidden there. axe
/// needs only one width, because the style sheet treats both widths alike.
async fn in_every_look(case: &Case, browser: &Browser, state: &str) -> Result<()> {
    for width in WIDTHS {
        browser.show_on(screen(width)).await?;
        sizes::are_large_enough(browser).await.with_context(|| format!("{state}, {width} px"))?;
        fits::nothing_is_cut(browser).await.with_context(|| format!("{state}, {width} px"))?;
    }
    for look in Look::ALL {
        if look == Look::Forced && case.engine.cannot(Ability::ForcedColours).is_some() {
            continue;
        }
        browser.show_in(look).await?;
        let found = match look {
            Look::Light => axe::finds_nothing(browser).await,
            Look::Dark => axe::finds_contrast(browser).await,
            Look::Forced => axe::finds_nothing_but_colours(browser).await,
        };
        found.with_context(|| format!("{state}, {look:?}"))?;
    }
    browser.show_in(Look::Light).await?;
    browser.show_on(screen(WIDTHS[0])).await
}

async fn reading_has_no_barrier(case: &Case) -> Result<()> {
    let (_server, browser) = arrives(case).await?;
    case.can("forced colours", Ability::ForcedColours);
    let look = async |state: &str| in_every_look(case, &browser, state).await;
    ways::reading(&Visitor { browser: &browser, words: &words()? }, &look).await?;
    browser.is_quiet().await
}

async fn answering_has_no_barrier(case: &Case) -> Result<()> {
    let (_server, browser) = arrives(case).await?;
    case.can("forced colours", Ability::ForcedColours);
    let look = async |state: &str| in_every_look(case, &browser, state).await;
    ways::answering(&Visitor { browser: &browser, words: &words()? }, &look).await?;
    browser.is_quiet().await
}

async fn a_result_has_no_barrier(case: &Case) -> Result<()> {
    let (_server, browser) = arrives(case).await?;
    case.can("forced colours", Ability::ForcedColours);
    let words = words()?;
    let visitor = Visitor { browser: &browser, words: &words };
    ways::answering(&visitor, &async |_: &str| Ok(())).await?;
    ways::resulting(&visitor, &async |state: &str| in_every_look(case, &browser, state).await).await?;
    browser.is_quiet().await
}

async fn a_partial_result_has_no_barrier(case: &Case) -> Result<()> {
    let (_server, browser) = arrives(case).await?;
    case.can("forced colours", Ability::ForcedColours);
    let look = async |state: &str| in_every_look(case, &browser, state).await;
    ways::halfway(&Visitor { browser: &browser, words: &words()? }, &look).await?;
    browser.is_quiet().await
}

async fn notes_have_no_barrier(case: &Case) -> Result<()> {
    let (_server, browser) = arrives_in(case, site_that_crashes()?).await?;
    case.can("forced colours", Ability::ForcedColours);
    let look = async |state: &str| in_every_look(case, &browser, state).await;
    ways::keeping(&Visitor { browser: &browser, words: &words()? }, &look).await
}

/// Forced colours replace all colours of the page. The choice, the current place and the progress must still be
/// visible.
async fn choices_are_seen_in_forced_colours(case: &Case) -> Result<()> {
    let (_server, browser) = arrives(case).await?;
    let words = words()?;
    let visitor = Visitor { browser: &browser, words: &words };
    let names = &words.interface;
    visitor.begins(Subject::Friend, false).await?;
    visitor.sees_question(Part::Closeness, 2, TOTAL).await?;
    browser.show_in(Look::Forced).await?;
    let picture = async |element: WebElement| element.screenshot_as_png().await.context("no picture");
    let quiz = async || picture(browser.control(&names.nav_quiz).await?).await;
    let progress = async || picture(browser.find("progress").await?).await;

    let open = [picture(visitor.most(0).await?).await?, picture(visitor.least(1).await?).await?];
    visitor.browser.click(&visitor.most(0).await?).await?;
    visitor.browser.click(&visitor.least(1).await?).await?;
    // The focus and the pointer are moved away.
    visitor.presses(&names.back).await?;
    visitor.sees_screen(&words.quiz.subject.question).await?;
    visitor.presses(&names.next).await?;
    visitor.sees_question(Part::Closeness, 2, TOTAL).await?;
    let chosen = [picture(visitor.most(0).await?).await?, picture(visitor.least(1).await?).await?];
    ensure!(open[0] != chosen[0] && open[1] != chosen[1], "chosen and other options look alike");
    ensure!(chosen[0] != chosen[1], "Most looks like Least");

    let (here, far) = (quiz().await?, progress().await?);
    visitor.presses(&names.next).await?;
    visitor.sees_question(Part::Closeness, 3, TOTAL).await?;
    ensure!(quiz().await? == here, "pictures of the same differ");
    ensure!(progress().await? != far, "progress does not show");
    visitor.presses(&names.nav_notes).await?;
    visitor.sees_screen(&names.notes_title).await?;
    ensure!(quiz().await? != here, "where one is does not show");
    Ok(())
}

async fn roles_and_names_are_the_same_everywhere(case: &Case) -> Result<()> {
    let (_server, browser) = arrives(case).await?;
    names::are_told(&Visitor { browser: &browser, words: &words()? }).await
}

async fn roles_and_names_of_a_result_are_the_same_everywhere(case: &Case) -> Result<()> {
    let (_server, browser) = arrives(case).await?;
    let words = words()?;
    let visitor = Visitor { browser: &browser, words: &words };
    ways::answering(&visitor, &async |_: &str| Ok(())).await?;
    names::of_a_result_are_told(&visitor).await
}

/// Opens the page in a pseudo-language in a narrow browser. Also returns the texts of that language.
async fn arrives_at(case: &Case, script: Script) -> Result<(Server, Browser, &'static Content)> {
    let words = Box::leak(Box::new(script.language()?));
    let folder = site_that_crashes()?;
    let server = Server::start(folder.clone()).await?;
    server.catch_files();
    pseudo::serve(&server, &folder, words)?;
    let browser = case.browser(Wish { screen: screen(320), ..Wish::default() }).await?;
    browser.open(&server.url("/")).await?;
    browser.until_ready().await?;
    Ok((server, browser, words))
}

async fn in_a_narrow_column(browser: &Browser, state: &str) -> Result<()> {
    fits::nothing_is_cut(browser).await.with_context(|| state.to_owned())?;
    sizes::are_large_enough(browser).await.with_context(|| state.to_owned())?;
    axe::finds_nothing(browser).await.with_context(|| state.to_owned())
}

async fn reads(case: &Case, script: Script) -> Result<()> {
    let (_server, browser, words) = arrives_at(case, script).await?;
    let look = async |state: &str| in_a_narrow_column(&browser, state).await;
    ways::reading(&Visitor { browser: &browser, words }, &look).await
}

async fn answers(case: &Case, script: Script) -> Result<()> {
    let (_server, browser, words) = arrives_at(case, script).await?;
    let look = async |state: &str| in_a_narrow_column(&browser, state).await;
    let visitor = Visitor { browser: &browser, words };
    ways::answering(&visitor, &look).await?;
    ways::resulting(&visitor, &look).await
}

async fn keeps(case: &Case, script: Script) -> Result<()> {
    let (server, browser, words) = arrives_at(case, script).await?;
    let look = async |state: &str| in_a_narrow_column(&browser, state).await;
    let visitor = Visitor { browser: &browser, words };
    ways::halfway(&visitor, &look).await?;
    browser.open(&server.url("/")).await?;
    browser.until_ready().await?;
    ways::keeping(&visitor, &look).await
}

async fn longer_words_fit_while_reading(case: &Case) -> Result<()> {
    reads(case, Script::Accented).await
}

async fn longer_words_fit_while_answering(case: &Case) -> Result<()> {
    answers(case, Script::Accented).await
}

async fn longer_words_fit_in_notes(case: &Case) -> Result<()> {
    keeps(case, Script::Accented).await
}

async fn words_from_right_to_left_fit_while_reading(case: &Case) -> Result<()> {
    reads(case, Script::RightToLeft).await
}

async fn words_from_right_to_left_fit_while_answering(case: &Case) -> Result<()> {
    answers(case, Script::RightToLeft).await
}

async fn words_from_right_to_left_fit_in_notes(case: &Case) -> Result<()> {
    keeps(case, Script::RightToLeft).await
}
