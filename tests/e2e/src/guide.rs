//! A person who follows the owner's guide: counts what they do, and estimates how long it takes. The speed of the machine
//! has no influence on the estimate.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use serde_json::Value;

use crate::browser::program;
use crate::{Browser, Screen, root};

/// The window of a person, and the size of the pictures.
pub const WINDOW: Screen = Screen { width: 1000, height: 640, touch: false };

/// Seconds to find something on an unknown page and press it.
const PRESS: f64 = 5.0;
/// Seconds until a page has loaded.
const PAGE: f64 = 3.0;
/// Seconds to type a letter.
const LETTER: f64 = 0.4;
/// Words read in a minute, with care.
const WORDS: f64 = 200.0;
/// The largest size of a picture of the guide, in bytes.
const PICTURE: usize = 60_000;

/// Somebody in front of a browser, and what they have done so far.
pub struct Person<'a> {
    browser: &'a Browser,
    pages: usize,
    presses: usize,
    fields: usize,
    letters: usize,
    words: usize,
}

impl<'a> Person<'a> {
    /// Somebody who has read these sections of a document in `docs/`.
    ///
    /// # Errors
    /// When a section is missing.
    pub fn reads(browser: &'a Browser, document: &str, sections: &[&str]) -> Result<Self> {
        let path = root().join("docs").join(document);
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let mut words = 0;
        for section in sections {
            let start = format!("\n## {section}\n");
            let (_, rest) = text.split_once(&start).with_context(|| format!("{document} has no {section:?}"))?;
            words += self::words(rest.split("\n## ").next().unwrap_or_default());
        }
        Ok(Self { browser, pages: 0, presses: 0, fields: 0, letters: 0, words })
    }

    /// Presses the first visible element for a CSS selector.
    ///
    /// # Errors
    /// When there is none in time, or another element covers it.
    pub async fn presses(&mut self, css: &str) -> Result<()> {
        self.presses += 1;
        self.browser.press_first(css).await
    }

    /// Presses the first visible element for a CSS selector, and waits for the page that opens.
    ///
    /// # Errors
    /// As [`Person::presses`], or when no other page opens in time.
    pub async fn follows(&mut self, css: &str) -> Result<()> {
        self.pages += 1;
        self.browser.script("window.isOldPage = true", vec![]).await?;
        self.presses(css).await?;
        let opened = "return !window.isOldPage && document.readyState === 'complete'";
        self.browser.until_script("another page is open", opened).await
    }

    /// Presses the first visible element for a CSS selector, and goes to the tab that it opens.
    ///
    /// # Errors
    /// As [`Person::presses`], or when no tab opens in time.
    pub async fn follows_beside(&mut self, css: &str) -> Result<()> {
        self.pages += 1;
        let web = self.browser.web();
        let before = web.windows().await?;
        self.presses(css).await?;
        let other = async || Ok(web.windows().await?.into_iter().find(|tab| !before.contains(tab)));
        web.switch_to_window(self.browser.until_some("another tab is open", other).await?).await?;
        self.browser.show_on(WINDOW).await?;
        self.browser.until_script("its page is loaded", "return document.readyState === 'complete'").await
    }

    /// Presses a field, and types into it.
    ///
    /// # Errors
    /// As [`Person::presses`].
    pub async fn types(&mut self, css: &str, text: &str) -> Result<()> {
        self.fields += 1;
        self.letters += text.chars().count();
        self.presses(css).await?;
        self.browser.type_keys(text).await
    }

    /// Chooses a value of a list: opens it, and presses the value.
    ///
    /// # Errors
    /// When there is no such list or value.
    pub async fn chooses(&mut self, css: &str, value: &str) -> Result<()> {
        self.fields += 1;
        self.presses += 2;
        self.browser.find(css).await?;
        let choose = "const list = document.querySelector(arguments[0]); list.value = arguments[1];
            if (list.value !== arguments[1]) throw new Error(`no value ${arguments[1]}`);
            for (const what of ['input', 'change']) list.dispatchEvent(new Event(what, { bubbles: true }))";
        self.browser.script(choose, vec![css.into(), value.into()]).await.map(drop)
    }

    /// Does so many presses elsewhere, such as in a file manager, after which so many pages load.
    pub fn does(&mut self, presses: usize, pages: usize) {
        self.presses += presses;
        self.pages += pages;
    }

    /// Waits until the frame of the open page is as tall as its content.
    ///
    /// # Errors
    /// When it stays as tall as the snippet says.
    pub async fn sees_the_frame(&self) -> Result<()> {
        self.browser.find("[data-intimacy-explorer]").await?.scroll_into_view().await?;
        let tall = "return document.querySelector('[data-intimacy-explorer]').offsetHeight > 1000";
        self.browser.until_script("the frame is tall", tall).await
    }

    /// Begins the quiz in the frame of the open page. Returns the country, the practice and the contact link that are set
    /// in it.
    ///
    /// # Errors
    /// When the frame does not start.
    pub async fn begins(&mut self) -> Result<Value> {
        let set = "const one = document.querySelector('intimacy-explorer');
            return ['country', 'practice', 'contact'].map((name) => one.getAttribute(name))";
        let frame = self.browser.find("[data-intimacy-explorer]").await?;
        frame.scroll_into_view().await?;
        frame.enter_frame().await?;
        self.browser.until_ready().await?;
        let set = self.browser.script(set, vec![]).await?;
        // Otherwise the driver scrolls the button to the edge of the window, below a bar of the page.
        let middle = "document.querySelector('[data-begin]').scrollIntoView({ block: 'center' })";
        self.browser.script(middle, vec![]).await?;
        self.presses("[data-begin]").await?;
        let begun = "return document.querySelector('.ie-article')?.checkVisibility() === false";
        self.browser.until_script("the quiz has begun", begun).await?;
        self.browser.web().enter_default_frame().await.context("the page is gone")?;
        Ok(set)
    }

    /// What was counted, as a row of a table with the columns of [`HEAD`].
    pub fn row(&self, what: &str) -> String {
        let seconds = self.words as f64 * 60.0 / WORDS
            + self.pages as f64 * PAGE
            + self.presses as f64 * PRESS
            + self.letters as f64 * LETTER;
        let Self { words, pages, presses, fields, letters, .. } = self;
        format!("| {what} | {words} | {pages} | {presses} | {fields} | {letters} | {:.1} min |\n", seconds / 60.0)
    }
}

/// The head of a table of what was counted.
pub const HEAD: &str = "| | words to read | pages that load | presses | of these into a field or list | letters | estimate |\n\
                        | --- | --- | --- | --- | --- | --- | --- |\n";

/// What the columns mean.
#[must_use]
pub fn method() -> String {
    format!(
        "The estimate takes {WORDS} words a minute for reading, {PAGE} s for each page that loads, {PRESS} s to find and \
         press something, and {LETTER} s for each letter. A script pressed and typed; no person was timed."
    )
}

/// Takes a picture for the documents: `docs/screens/NAME.png`, with a palette, so that it is small.
///
/// # Errors
/// When the browser does not answer, or the picture is too large.
pub async fn picture(browser: &Browser, name: &str) -> Result<()> {
    let path = root().join("docs/screens").join(format!("{name}.png"));
    // A frame may be drawn after the page around it.
    let mut last = [Vec::new(), Vec::new()];
    let still = async || {
        let now = browser.picture().await?;
        let is_still = last.iter().all(|before| *before == now);
        last.rotate_left(1);
        last[1].clone_from(&now);
        Ok(is_still.then_some(now))
    };
    let still = browser.until_some("the picture changes no more", still).await?;
    fs::write(&path, still).with_context(|| format!("cannot write {}", path.display()))?;
    let mut smaller = Command::new(program("PNGQUANT", "pngquant"));
    smaller.args(["--force", "--ext", ".png", "--strip", "--speed", "1", "--nofs", "48"]).arg(&path);
    let done = smaller.status().context("cannot start pngquant")?;
    ensure!(done.success(), "pngquant failed");
    let size = fs::metadata(&path)?.len();
    println!("{}: {size} bytes", path.display());
    ensure!(size <= PICTURE as u64, "{name} has {size} bytes; the limit is {PICTURE}");
    Ok(())
}

/// The number of words of a Markdown text that somebody reads: not the targets of links, and not what is said of a picture
/// to a person who cannot see it.
fn words(text: &str) -> usize {
    let seen = text.lines().filter(|line| !line.trim_start().starts_with("!["));
    let shown = seen.flat_map(|line| {
        let parts = line.split("](").enumerate();
        parts.map(|(at, part)| if at == 0 { part } else { part.split_once(')').map_or("", |(_, rest)| rest) })
    });
    let words = shown.flat_map(str::split_whitespace);
    words.filter(|word| word.contains(char::is_alphanumeric)).count()
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn counts_the_words_that_are_read() {
        assert_eq!(words("1. Press **Install**, see [the list](../a.md#b-c).\n\n   ![A picture](b.png)\n\n- One"), 7);
    }
}
