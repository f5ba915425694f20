//! Saving answers to a file, and importing them.

use anyhow::{Context, Result, ensure};
use e2e::{Browser, Case, Server, Situation, Wish, axe, neighbours, site, situation};
use intimacy_explorer::record::{FileContent, read_file, write_file};

/// The situations of this module.
pub const SITUATIONS: &[Situation] = &[
    situation!(answers_go_to_a_file_and_come_back_from_it, holds: ["F26"]),
    situation!(a_file_that_is_made_to_break_it_breaks_nothing, holds: ["F18"]),
    situation!(a_file_that_the_browser_cannot_read_is_no_file_of_answers),
];

async fn opens(browser: &Browser, path: &std::path::Path) -> Result<()> {
    browser
        .find("[data-open-file]")
        .await?
        .send_keys(path.to_string_lossy().as_ref())
        .await
        .context("cannot choose a file")
}

async fn says(browser: &Browser, what: &str) -> Result<()> {
    browser.until(what, async || Ok(browser.text().await?.contains(what))).await
}

async fn answers_go_to_a_file_and_come_back_from_it(case: &Case) -> Result<()> {
    let server = Server::start(site()?).await?;
    server.catch_files();
    let browser = case.browser(Wish::phone()).await?;
    browser.open(&server.url("/")).await?;
    browser.until_ready().await?;
    browser.press_first("input[value=friend]").await?;
    browser.press_first("[data-begin]").await?;
    browser.press("About equal").await?;
    browser.press("About equal").await?;
    browser.press("My notes").await?;
    let mark = server.mark();
    browser.press("Save my answers to a file").await?;
    browser.until_script("the file is there", "return !!window.saved").await?;
    let text = browser.script("return saved", vec![]).await?.as_str().unwrap_or_default().to_owned();
    ensure!(browser.script("return window.saveName", vec![]).await? == "notes.json", "its name says something");

    let folder = tempfile::tempdir()?;
    let (good, bad, long) = (folder.path().join("a.json"), folder.path().join("b.json"), folder.path().join("c.json"));
    std::fs::write(&good, &text)?;
    std::fs::write(&bad, text.replace("equal", "equip"))?;
    std::fs::write(&long, " ".repeat(600_000))?;

    // A file without new answers changes nothing, and the preview can be cancelled.
    opens(&browser, &good).await?;
    says(&browser, "Nothing would change.").await?;
    axe::finds_nothing(&browser).await?;
    browser.press("Change nothing").await?;
    browser.press("Erase everything").await?;
    says(&browser, "Everything is erased.").await?;

    opens(&browser, &bad).await?;
    says(&browser, "Answers in this file: 1. New here or different from yours: 1.").await?;
    browser.press("Change nothing").await?;
    std::fs::write(&bad, &text[..text.len() / 2])?;
    opens(&browser, &bad).await?;
    says(&browser, "This is not a file of answers").await?;
    opens(&browser, &long).await?;
    says(&browser, "This file is too long").await?;

    opens(&browser, &good).await?;
    says(&browser, "Answers in this file: 3. New here or different from yours: 3.").await?;
    browser.press("Take them over").await?;
    says(&browser, "The answers of the file are here now.").await?;
    opens(&browser, &good).await?;
    says(&browser, "Nothing would change.").await?;
    browser.press("Change nothing").await?;
    browser.press("Your answers").await?;
    says(&browser, "About equal").await?;
    browser.press("My notes").await?;
    browser.press("Change it back").await?;
    says(&browser, "Your answers are as they were before.").await?;
    ensure!(browser.find_all("[data-save-file]").await?.is_empty(), "there were no answers before");
    ensure!(browser.script("return localStorage.length", vec![]).await? == 0, "an import for this visit was saved");
    ensure!(server.requests_since(mark).is_empty(), "{:?}", server.requests_since(mark));
    browser.is_quiet().await
}

async fn a_file_that_is_made_to_break_it_breaks_nothing(case: &Case) -> Result<()> {
    let (server, browser) = case.at_the_page(Wish::phone()).await?;
    neighbours::plant_here(&browser).await?;
    browser.open(&server.url("/")).await?;
    browser.until_ready().await?;
    browser.press("Been here before? Open my notes").await?;
    let folder = tempfile::tempdir()?;
    let deep = |open: &str, times: usize| open.repeat(times);
    // The texts begin like a valid file, so that the reader of records gets the rest.
    let empty = write_file(&[]);
    let (head, _) = empty.split_once('\n').context("a file of answers has no head")?;
    let texts = [
        deep("[", 60_000),
        deep("{\"a\":", 10_000),
        format!("{head}\"run\":{}", deep("{\"run\":", 7_000)),
        format!("{head}\"run\":\"{}\"}}}}", deep("\\u0000", 9_000)),
        format!("{head}\"run\":\"{}", deep("\\\\", 30_000)),
        format!("{head}{}", deep("\"run\":\"\",", 4_000)),
    ];
    // The head is valid: the reader gets to the record after it and rejects that.
    let read = read_file(&format!("{head}\"run\":\"{}\"}}}}", deep("\\\\", 30_000)));
    ensure!(read == Ok(FileContent { runs: Vec::new(), unreadable: 1 }), "the records are never read: {read:?}");
    for (number, text) in texts.iter().enumerate() {
        let path = folder.path().join(format!("{number}.json"));
        std::fs::write(&path, text)?;
        opens(&browser, &path).await?;
        says(&browser, "This is not a file of answers").await.with_context(|| format!("file {number}"))?;
        // Clears the message before the next file.
        browser.press("Explore").await?;
        browser.press("My notes").await?;
    }
    // A file of this size must not be read into memory.
    let long = folder.path().join("long.json");
    std::fs::File::create(&long)?.set_len(2_000_000_000)?;
    opens(&browser, &long).await?;
    says(&browser, "This file is too long").await?;
    neighbours::are_unchanged_here(&browser).await?;
    browser.is_quiet().await
}

async fn a_file_that_the_browser_cannot_read_is_no_file_of_answers(case: &Case) -> Result<()> {
    let (_server, browser) = case.at_the_page(Wish::phone()).await?;
    browser.press("Been here before? Open my notes").await?;
    let gone = "Blob.prototype.text = () => Promise.reject(new DOMException('gone', 'NotReadableError')); return true";
    browser.script(gone, vec![]).await?;
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("gone.json");
    std::fs::write(&path, write_file(&[]))?;
    opens(&browser, &path).await?;
    says(&browser, "This is not a file of answers").await?;
    browser.is_quiet().await
}
