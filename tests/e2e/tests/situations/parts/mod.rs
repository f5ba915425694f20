//! The second part of the app, which arrives after the first one: late, in either order, or not at all.

use anyhow::{Context, Result, ensure};
use e2e::{Browser, Case, Part, Server, Situation, Visitor, Wish, axe, dist, site, situation, words};
use intimacy_explorer::content::{Content, Subject};

use crate::journey::TOTAL;

/// The situations of this module.
pub const SITUATIONS: &[Situation] = &[
    situation!(the_questions_do_not_wait_for_the_second_part),
    situation!(in_either_order_the_same_screen_comes),
    situation!(a_failed_part_loads_when_asked_again),
    situation!(a_wrong_language_file_is_requested_again),
    situation!(on_a_host_page_a_late_part_takes_no_focus),
    situation!(each_file_alone_has_both_parts),
];

/// The two files of the second part.
const CODE: &str = "_second";
const WORDS: &str = ".delta";

/// Opens the page, and waits for the first part only.
async fn arrives<'a>(browser: &'a Browser, words: &'a Content, server: &Server) -> Result<Visitor<'a>> {
    browser.open(&server.url("/")).await?;
    browser.until_script("the first part is there", "return !!document.querySelector('[data-ready]')").await?;
    Ok(Visitor { browser, words })
}

/// Begins the quiz, saves the answers, and answers the first set.
async fn answers_a_set(visitor: &Visitor<'_>) -> Result<()> {
    visitor.begins(Subject::Friend, true).await?;
    visitor.sees_question(Part::Closeness, 2, TOTAL).await?;
    visitor.presses(&visitor.words.interface.equal).await?;
    visitor.sees_question(Part::Closeness, 3, TOTAL).await
}

async fn the_questions_do_not_wait_for_the_second_part(case: &Case) -> Result<()> {
    let words = words()?;
    let server = Server::start(site()?).await?;
    let hold = server.hold(CODE);
    let browser = case.browser(Wish::phone()).await?;
    let visitor = arrives(&browser, &words, &server).await?;
    answers_a_set(&visitor).await?;
    // A screen of the second part says that it is on its way. Its heading has the focus.
    visitor.presses(&words.interface.so_far).await?;
    visitor.sees_screen(&words.interface.part_coming_title).await?;
    axe::finds_nothing(&browser).await?;
    // The way back to the questions is open.
    visitor.presses(&words.interface.nav_quiz).await?;
    visitor.sees_question(Part::Closeness, 3, TOTAL).await?;
    visitor.presses(&words.interface.nav_notes).await?;
    visitor.sees_screen(&words.interface.part_coming_title).await?;
    hold.release();
    visitor.sees_screen(&words.interface.notes_title).await?;
    browser.until_ready().await?;
    browser.is_quiet().await
}

async fn in_either_order_the_same_screen_comes(case: &Case) -> Result<()> {
    let words = words()?;
    let mut shown = Vec::new();
    for late in [CODE, WORDS, "nothing"] {
        let server = Server::start(site()?).await?;
        let hold = server.hold(late);
        let browser = case.browser(Wish::phone()).await?;
        let visitor = arrives(&browser, &words, &server).await?;
        visitor.begins(Subject::Partner, false).await?;
        visitor.sees_question(Part::Closeness, 2, TOTAL).await?;
        visitor.presses(&words.interface.nav_explore).await?;
        if late != "nothing" {
            visitor.sees_screen(&words.interface.part_coming_title).await?;
        }
        hold.release();
        visitor.sees_screen(&words.interface.explore_title).await?;
        shown.push(visitor.reads().await?);
        browser.is_quiet().await?;
    }
    ensure!(shown[0] == shown[2] && shown[1] == shown[2], "the order of arrival changes the screen");
    Ok(())
}

async fn a_failed_part_loads_when_asked_again(case: &Case) -> Result<()> {
    let words = words()?;
    for missing in [CODE, WORDS] {
        let server = Server::start(site()?).await?;
        server.fail(missing, 503);
        let browser = case.browser(Wish::phone()).await?;
        let visitor = arrives(&browser, &words, &server).await?;
        answers_a_set(&visitor).await?;
        visitor.presses(&words.interface.nav_notes).await?;
        visitor.sees_screen(&words.interface.part_failed_title).await?;
        axe::finds_nothing(&browser).await?;
        // Still nothing: the same screen, and no end.
        visitor.presses(&words.interface.part_again).await?;
        visitor.sees_screen(&words.interface.part_failed_title).await?;
        server.recover();
        visitor.presses(&words.interface.part_again).await?;
        visitor.sees_screen(&words.interface.notes_title).await?;
        // The answers are still there.
        visitor.presses(&words.interface.go_on).await?;
        visitor.sees_question(Part::Closeness, 3, TOTAL).await?;
    }
    Ok(())
}

/// A host page without the article, so that the app fetches the whole language file.
async fn host() -> Result<Server> {
    let server = Server::start(dist()?.join("embed")).await?;
    let page = "<!doctype html><html lang=en><meta charset=utf-8><title>A practice</title><link rel=icon href=data:,>\
                <body><h1>A practice</h1><p><label>Search <input id=search></label></p>\
                <intimacy-explorer loading=eager></intimacy-explorer>\
                <script type=module src=intimacy-explorer.js></script>";
    server.page("/", page, &[]);
    Ok(server)
}

async fn a_wrong_language_file_is_requested_again(case: &Case) -> Result<()> {
    let words = words()?;
    let server = host().await?;
    let files = std::fs::read_dir(dist()?.join("embed"))?.flatten();
    let mut files = files.map(|file| file.file_name().to_string_lossy().into_owned());
    let pack = files.find(|name| name.ends_with(".pack") && !name.starts_with("en-first-"));
    let pack = format!("/{}", pack.context("there is no language file")?);
    server.page(&pack, "<!doctype html><title>Not found</title>", &[]);
    let browser = case.browser(Wish::phone()).await?;
    let visitor = arrives(&browser, &words, &server).await?;
    visitor.presses(&words.interface.explore_door).await?;
    visitor.sees_screen(&words.interface.part_failed_title).await?;
    server.no_page(&pack);
    visitor.presses(&words.interface.part_again).await?;
    visitor.sees_screen(&words.interface.explore_title).await
}

async fn on_a_host_page_a_late_part_takes_no_focus(case: &Case) -> Result<()> {
    let words = words()?;
    let server = host().await?;
    let hold = server.hold(CODE);
    let browser = case.browser(Wish::default()).await?;
    let visitor = arrives(&browser, &words, &server).await?;
    visitor.presses(&words.interface.explore_door).await?;
    visitor.sees_screen(&words.interface.part_coming_title).await?;
    browser.press_first("#search").await?;
    hold.release();
    visitor.sees("the explorer is there", |shown| shown.heading == words.interface.explore_title).await?;
    let focus = browser.script("return document.activeElement.id", vec![]).await?;
    ensure!(focus == "search", "the focus went from the page's field to {focus}");
    browser.is_quiet().await
}

async fn each_file_alone_has_both_parts(case: &Case) -> Result<()> {
    let words = words()?;
    for file in ["offline/intimacy-explorer.html", "embed/frame.html"] {
        let server = Server::start(dist()?).await?;
        let browser = case.browser(Wish::phone()).await?;
        browser.open(&server.url(&format!("/{file}"))).await?;
        browser.until_ready().await?;
        let visitor = Visitor { browser: &browser, words: &words };
        visitor.presses(&words.interface.notes_door).await?;
        visitor.sees_screen(&words.interface.notes_title).await?;
        ensure!(!server.requests_since(0).iter().any(|path| path.contains(CODE)), "{file} requests a file");
        browser.is_quiet().await?;
    }
    Ok(())
}
