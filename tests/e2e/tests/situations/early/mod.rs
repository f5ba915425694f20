//! The page before the app has loaded, and when it fails to load.

use anyhow::{Result, ensure};
use e2e::{Ability, Browser, Case, Hold, Part, Server, Situation, Visitor, Wish, axe, site, situation, words};
use intimacy_explorer::content::{Content, Subject};

use crate::journey::TOTAL;

/// The situations of this module.
pub const SITUATIONS: &[Situation] = &[
    situation!(an_early_press_is_not_lost),
    situation!(the_last_of_several_early_presses_counts),
    situation!(a_reload_clears_the_choice),
    situation!(a_restored_tab_has_no_choice, needs: [Ability::Restore]),
    situation!(a_failing_app_leaves_the_article, holds: ["F19"]),
    situation!(an_early_press_does_not_wait_for_an_app_that_failed),
    situation!(without_scripts_it_says_so, holds: ["F19"]),
    situation!(without_its_script_the_card_says_so, holds: ["F19"]),
];

/// The extension of the app's file. The tests delay or damage this file.
const APP: &str = ".wasm";

/// Opens the page while the file of the app is delayed.
async fn waiting(case: &Case) -> Result<(Server, Hold, Browser, Content)> {
    let server = Server::start(site()?).await?;
    let hold = server.hold(APP);
    let browser = case.browser(Wish::phone()).await?;
    browser.open(&server.url("/")).await?;
    // The element handles presses as soon as it is defined. The browser keeps earlier choices of radio buttons.
    browser.until_script("the element is there", "return !!customElements.get('intimacy-explorer')").await?;
    ensure!(browser.find_all("[data-ready]").await?.is_empty(), "the app is there already");
    Ok((server, hold, browser, words()?))
}

async fn an_early_press_is_not_lost(case: &Case) -> Result<()> {
    let (_server, hold, browser, words) = waiting(case).await?;
    let visitor = Visitor { browser: &browser, words: &words };
    ensure!(!browser.text().await?.contains(&words.interface.opening), "it shows the waiting message before a press");
    visitor.begins(Subject::Friend, false).await?;
    // The message appears in the next frame, so that screen readers announce it.
    let opening = async || Ok(browser.text().await?.contains(&words.interface.opening));
    browser.until("it says that it waits", opening).await?;
    axe::finds_nothing(&browser).await?;
    hold.release();
    browser.until_ready().await?;
    visitor.sees_question(Part::Closeness, 2, TOTAL).await?;
    visitor.presses(&words.interface.so_far).await?;
    visitor.sees_screen(&words.result.title).await?;
    visitor.reads_all(&[&words.quiz.subject.in_sentence.friend]).await?;
    browser.is_quiet().await
}

async fn the_last_of_several_early_presses_counts(case: &Case) -> Result<()> {
    let (_server, hold, browser, words) = waiting(case).await?;
    let visitor = Visitor { browser: &browser, words: &words };
    visitor.presses(&words.interface.notes_door).await?;
    visitor.presses(&words.quiz.subject.keep).await?;
    visitor.presses(&words.quiz.subject.begin).await?;
    hold.release();
    browser.until_ready().await?;
    visitor.sees_error(&words.interface.error_subject).await?;
    ensure!(browser.script("return localStorage.length", vec![]).await? == 0, "something was saved");
    browser.is_quiet().await
}

async fn a_reload_clears_the_choice(case: &Case) -> Result<()> {
    let (server, _hold, browser, _) = waiting(case).await?;
    browser.press_first("input[value=friend]").await?;
    browser.script("window.before = true; location.reload(); return true", vec![]).await?;
    let loaded =
        "return !window.before && document.readyState !== 'loading' && !!customElements.get('intimacy-explorer')";
    browser.until_script("it is loaded again", loaded).await?;
    let chosen = "return document.querySelectorAll('input:checked').length";
    ensure!(browser.script(chosen, vec![]).await? == 0, "the choice is still there after a reload");
    // The same after returning to the page.
    browser.press_first("input[value=friend]").await?;
    server.page("/elsewhere", "<!doctype html><html lang=en><title>Elsewhere</title><link rel=icon href=data:,>", &[]);
    browser.open(&server.url("/elsewhere")).await?;
    browser.script("history.back()", vec![]).await?;
    browser
        .until_script(
            "it is there again",
            &format!("return location.pathname === '/' && {}", &loaded["return ".len()..]),
        )
        .await?;
    ensure!(browser.script(chosen, vec![]).await? == 0, "the choice is still there after Back");
    // The same after Back and Forward.
    browser.open(&server.url("/elsewhere")).await?;
    browser.open(&server.url("/")).await?;
    browser.press_first("input[value=friend]").await?;
    for (call, path) in [("back", "/elsewhere"), ("forward", "/")] {
        browser.script(&format!("history.{call}()"), vec![]).await?;
        browser
            .until_script(call, &format!("return location.pathname === '{path}' && document.readyState === 'complete'"))
            .await?;
    }
    ensure!(browser.script(chosen, vec![]).await? == 0, "the choice is still there after Forward");
    Ok(())
}

/// The next person at the same device opens the browser, and it opens its last tabs again.
async fn a_restored_tab_has_no_choice(case: &Case) -> Result<()> {
    let (_server, mut browser) = case.at_the_page(Wish { own: true, ..Wish::default() }).await?;
    browser.press_first("input[value=friend]").await?;
    // A scroll position comes back, too, so the test can see that the tab was restored and not opened anew.
    browser.script("scrollTo(0, 1500); return true", vec![]).await?;
    browser.start_again(Wish { restore: true, ..Wish::default() }).await?;
    let restored = async || -> Result<bool> {
        for window in browser.web().windows().await? {
            browser.web().switch_to_window(window).await?;
            let there = "return !!document.querySelector('[data-ready]') && scrollY > 1000";
            if browser.script(there, vec![]).await? == true {
                return Ok(true);
            }
        }
        Ok(false)
    };
    browser.until("the tab is restored", restored).await?;
    let chosen = browser.script("return document.querySelectorAll('input:checked').length", vec![]).await?;
    ensure!(chosen == 0, "the choice is there in the restored tab");
    Ok(())
}

/// Checks that the article with its help lines is shown, and that an explanation replaces the controls of the start
/// card.
async fn is_explained(visitor: &Visitor<'_>) -> Result<()> {
    let (browser, words) = (visitor.browser, visitor.words);
    browser.find("h1").await?;
    let text = browser.find(".ie-without-app").await?.text().await?;
    ensure!(text == words.quiz.subject.without_app, "explained: {text:?}");
    // The help lines can be expanded without scripts.
    let country = &words.support.countries[0].name;
    visitor.reads_all(&[&words.overview.title, &words.support.lines_title, country]).await?;
    for dead in ["[data-begin]", "[data-open]", "article input", ".ie-waiting"] {
        ensure!(browser.find_all(dead).await?.is_empty(), "{dead} is shown and has no effect");
    }
    Ok(())
}

async fn a_failing_app_leaves_the_article(case: &Case) -> Result<()> {
    let words = words()?;
    let browser = case.browser(Wish::phone()).await?;
    let visitor = Visitor { browser: &browser, words: &words };
    let wasm = std::fs::read_dir(site()?)?.flatten().map(|file| file.file_name().to_string_lossy().into_owned());
    let wasm: Vec<_> = wasm.filter(|name| name.contains("_bg")).collect();
    ensure!(wasm.len() == 1, "{wasm:?}");

    for wrong in ["status 500", "a page in its place", "half of it", "no language file"] {
        let server = Server::start(site()?).await?;
        match wrong {
            "status 500" => server.fail(APP, 500),
            "no language file" => server.fail("en-", 404),
            "half of it" => server.page(&format!("/{}", wasm[0]), "\0asm", &[("content-type", "application/wasm")]),
            _ => server.page(&format!("/{}", wasm[0]), "<!doctype html><title>a</title>", &[]),
        }
        browser.open(&server.url("/")).await?;
        browser.until_script(wrong, "return !!document.querySelector('[data-failed]')").await?;
        is_explained(&visitor).await?;
        axe::finds_nothing(&browser).await?;
        let console = browser.console().await?;
        ensure!(console.iter().any(|line| line.contains("the app did not start")), "{wrong}: {console:?}");
    }
    Ok(())
}

async fn an_early_press_does_not_wait_for_an_app_that_failed(case: &Case) -> Result<()> {
    let (server, hold, browser, words) = waiting(case).await?;
    let visitor = Visitor { browser: &browser, words: &words };
    visitor.begins(Subject::Friend, false).await?;
    server.fail(APP, 500);
    hold.release();
    browser.until_script("the app failed", "return !!document.querySelector('[data-failed]')").await?;
    is_explained(&visitor).await
}

async fn without_scripts_it_says_so(case: &Case) -> Result<()> {
    let words = words()?;
    let server = Server::start(site()?).await?;
    let browser = case.browser(Wish { script: false, ..Wish::phone() }).await?;
    browser.open(&server.url("/")).await?;
    is_explained(&Visitor { browser: &browser, words: &words }).await?;
    browser.is_quiet().await
}

async fn without_its_script_the_card_says_so(case: &Case) -> Result<()> {
    let words = words()?;
    let server = Server::start(site()?).await?;
    server.fail("site-", 404);
    let browser = case.browser(Wish::phone()).await?;
    browser.open(&server.url("/")).await?;
    browser.find("[data-begin]").await?;
    // The explanation appears after a delay by an animation, which the test ends now.
    let after_a_while = "document.getAnimations().forEach((animation) => animation.finish())";
    browser.script(after_a_while, vec![]).await?;
    is_explained(&Visitor { browser: &browser, words: &words }).await
}
