//! Uses the explorer in pages that others build: `cargo xtask packages [--engines LIST]`.
//!
//! The folder in `SITES` has a page built with Vite and one with React, which use the package for npm, and a Yew app,
//! which uses the element. Their sources are in `tests/packages` and `examples/yew-host`. The shadow roots are closed, as
//! in the package that is shipped.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, ensure};
use e2e::{Browser, ROOTS, Server, Visitor, Wish, engines, words};
use intimacy_explorer::content::{Content, Subject, fill};
use serde_json::{Value, json};

const PASSPHRASE: &str = "four quiet words here";

fn main() -> ExitCode {
    e2e::program(|| run().map(|()| true))
}

#[tokio::main]
async fn run() -> Result<()> {
    let sites = PathBuf::from(std::env::var_os("SITES").context("where are the sites?")?);
    let words = words()?;
    for engine in engines()? {
        for site in ["page", "react", "yew"] {
            let server = Server::start(sites.join(site)).await?;
            server.as_shipped();
            server.before_each_page(ROOTS);
            let browser = Browser::start(engine, Wish::default()).await?;
            let host = Host { visitor: Visitor { browser: &browser, words: &words }, url: server.url("/") };
            let walked = if site == "page" { host.is_a_page().await } else { host.is_an_app().await };
            walked.with_context(|| format!("{engine}, {site}"))?;
            browser.is_quiet().await.with_context(|| format!("{engine}, {site}"))?;
            println!("{:<10} {site:<6} the explorer works", engine.to_string());
        }
    }
    Ok(())
}

/// A host page in a browser.
struct Host<'a> {
    visitor: Visitor<'a>,
    url: String,
}

impl Host<'_> {
    fn browser(&self) -> &Browser {
        self.visitor.browser
    }

    fn words(&self) -> &Content {
        self.visitor.words
    }

    /// The page that imports the class, and registers it on a press.
    async fn is_a_page(&self) -> Result<()> {
        self.registers().await?;
        self.answers().await?;
        self.registers().await?;
        self.goes_on(3).await
    }

    /// The app that shows the explorer as a part of itself.
    async fn is_an_app(&self) -> Result<()> {
        self.opens().await?;
        self.browser().until_ready().await?;
        self.answers().await?;
        self.is_rendered_again().await?;
        self.opens().await?;
        self.browser().until_ready().await?;
        self.goes_on(3).await?;
        self.is_removed_and_shown().await
    }

    async fn opens(&self) -> Result<()> {
        self.browser().open(&self.url).await
    }

    /// Opens the page. The import of the package has no effect on it until the class is registered.
    async fn registers(&self) -> Result<()> {
        self.opens().await?;
        self.browser().until_script("the package is imported", "return !!window.imported").await?;
        let imported = self.browser().script("return imported", vec![]).await?;
        let expected = json!({ "effects": [], "registered": false, "version": env!("CARGO_PKG_VERSION") });
        ensure!(imported == expected, "after the import: {imported}");
        self.browser().press_first("#define").await?;
        self.browser().until_ready().await
    }

    /// Begins a quiz that is saved, and answers the first set.
    async fn answers(&self) -> Result<()> {
        self.visitor.begins(Subject::Friend, true).await?;
        self.sees_question(2).await?;
        for (radio, row) in [("most", 0), ("least", 2)] {
            let rows = self.browser().find_all(&format!(".ie-set input[name=ie-{radio}]")).await?;
            self.browser().click(rows.get(row).context("the set has too few rows")?).await?;
        }
        self.visitor.presses(&self.words().interface.next).await?;
        self.sees_question(3).await
    }

    /// Goes on from the notes, and finds the answer of the question before.
    async fn goes_on(&self, at: usize) -> Result<()> {
        let words = &self.words().interface;
        self.visitor.presses(&words.notes_door).await?;
        self.visitor.presses(&words.go_on).await?;
        self.sees_question(at).await?;
        self.visitor.presses(&words.back).await?;
        self.sees_question(at - 1).await?;
        let chosen = self.browser().find_all(".ie-set input:checked").await?.len();
        ensure!(chosen == 2, "{chosen} of the 2 presses on the set are there");
        self.visitor.presses(&words.next).await?;
        self.sees_question(at).await
    }

    async fn sees_question(&self, number: usize) -> Result<()> {
        let said = fill(&self.words().interface.progress, &[("number", &number.to_string()), ("total", "")]);
        self.says(&said).await
    }

    async fn says(&self, what: &str) -> Result<()> {
        let what = what.trim();
        let said = async || Ok(self.browser().text().await?.contains(what));
        self.browser().until(&format!("the explorer says {what:?}"), said).await
    }

    async fn host_says(&self, what: &str) -> Result<()> {
        let script = format!("return document.querySelector('#said').textContent === {}", json!(what));
        self.browser().until_script(&format!("the host says {what:?}"), &script).await
    }

    /// The host renders again, with other settings. The element stays, and so does its question.
    async fn is_rendered_again(&self) -> Result<()> {
        self.host_says("Render 1, start 1").await?;
        let before = self.browser().text().await?;
        self.browser().script("document.querySelector('intimacy-explorer').mark = 'the same'", vec![]).await?;
        for _ in 0..3 {
            self.visitor.presses("Render again").await?;
        }
        self.host_says("Render 4, start 1").await?;
        // The element marks itself for session-replay tools again if the host replaces its classes.
        let is_marked = "return document.querySelector('intimacy-explorer').classList.contains('rr-block')";
        self.browser().until_script("the element is marked", is_marked).await?;
        let element =
            "const e = document.querySelector('intimacy-explorer'); return [e.mark, e.getAttribute('practice')]";
        let element = self.browser().script(element, vec![]).await?;
        ensure!(element == json!(["the same", "Calm Rooms 4"]), "after rendering again: {element}");
        let now = self.browser().text().await?;
        ensure!(now == before, "rendering again has changed the question to: {now}");
        Ok(())
    }

    /// The host removes the explorer, which then locks what is saved, and shows it again.
    async fn is_removed_and_shown(&self) -> Result<()> {
        let words = &self.words().interface;
        self.visitor.presses(&words.nav_notes).await?;
        self.visitor.presses(&words.passphrase_title).await?;
        for field in ["#ie-pass", "#ie-pass-again"] {
            self.types(field).await?;
        }
        self.visitor.presses(&words.passphrase_set).await?;
        self.says(&words.passphrase_is_set).await?;
        self.visitor.presses("Remove the explorer").await?;
        let left = "return document.querySelectorAll('intimacy-explorer, .ie-leave, [popover]').length === 0";
        self.browser().until_script("nothing of the explorer is left", left).await?;
        self.visitor.presses("Show the explorer").await?;
        self.host_says("Render 1, start 2").await?;
        self.visitor.presses(&words.notes_door).await?;
        self.says(&words.passphrase_locked).await?;
        let readable: Value = self.browser().script(READABLE, vec![]).await?;
        ensure!(readable == json!([]), "records can be read while they are locked: {readable}");
        self.types("#ie-pass").await?;
        self.visitor.presses(&words.passphrase_unlock).await?;
        self.visitor.presses(&words.go_on).await?;
        self.sees_question(3).await
    }

    async fn types(&self, field: &str) -> Result<()> {
        let field = self.browser().find(field).await?;
        self.browser().script("arguments[0].focus()", vec![field.to_json()?]).await?;
        self.browser().type_keys(PASSPHRASE).await
    }
}

/// The storage keys of the records that are not encrypted.
const READABLE: &str = "return Object.keys(localStorage).filter((key) => key.startsWith('intimacy-explorer:host:'))
    .filter((key) => !key.endsWith(':lock') && !localStorage.getItem(key).includes('\"sealed\"'))";
