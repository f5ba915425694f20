//! A simulated visitor, who reads the screen, answers questions, and checks what follows.

use anyhow::{Context, Result, ensure};
use intimacy_explorer::content::{Content, Country, Factor, Subject, Type, fill, source};
use serde::Deserialize;
use thirtyfour::WebElement;

use crate::{Browser, Server, root};

/// The texts of the page, from the content files.
///
/// # Errors
/// When the files cannot be read.
pub fn words() -> Result<Content> {
    source::load(&root().join("content"), source::BASE).context("no words")
}

/// The pages that "Leave" opens if the owner has set none: those of the countries, and the usual one. Which of them it is
/// depends on the languages and the time zone of the browser.
pub fn exit_pages(words: &Content) -> impl Iterator<Item = &str> {
    let countries = words.support.countries.iter().map(|country| &*country.leave_to);
    countries.chain([&*words.interface.leave_to])
}

/// A visitor in a browser.
pub struct Visitor<'a> {
    /// The browser.
    pub browser: &'a Browser,
    /// The texts that the page shows.
    pub words: &'a Content,
}

/// A section of the quiz, as the progress line names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Closeness.
    Closeness,
    /// Now and wanted.
    Now,
    /// Factors.
    Factors,
    /// Obstacles. Optional.
    Obstacles,
    /// Refine closeness. Optional.
    Refine,
}

/// The state of the app's screen.
#[derive(Debug, Default, Deserialize)]
pub struct Shown {
    /// The heading of the screen.
    pub heading: String,
    /// The section and the number of the question.
    pub step: String,
    /// The value and the maximum of the progress bar.
    pub line: Option<(f64, f64)>,
    /// The error message.
    pub error: String,
    /// The status message about the answer.
    pub status: String,
    /// The focused part of the screen: `screen` for the heading, `error`, or empty for any other element.
    pub focus: String,
    /// Whether the top of the focused element is visible.
    pub in_view: bool,
}

/// Returns the fields of [`Shown`].
const SHOWN: &str = "
    const root = document.querySelector('intimacy-explorer')?.shadowRoot;
    const main = root?.querySelector('.ie-main');
    const text = css => (main?.querySelector(css)?.innerText ?? '').replace(/\\s+/g, ' ').trim();
    const line = main?.querySelector('progress');
    const active = root?.activeElement;
    const top = active?.getBoundingClientRect().top;
    return {
        heading: text('#ie-words'), step: text('#ie-progress').replace('· ', ''), error: text('.ie-error'), status: text('.ie-status'),
        line: line ? [line.value, line.max] : null,
        focus: active?.getAttribute('data-focus') ?? '',
        in_view: top >= 0 && top < innerHeight,
    };";

/// Finds the scale with the name `arguments[0]`, and in it the point with the name `arguments[1]`.
const POINT: &str = "
    const root = document.querySelector('intimacy-explorer').shadowRoot;
    const text = e => (e?.innerText ?? '').replace(/\\s+/g, ' ').trim();
    const name = group => {
        const ids = group.getAttribute('aria-labelledby')?.split(' ') ?? [];
        return ids.map(id => text(root.getElementById(id))).join(' ') || text(group.querySelector('legend'));
    };
    const group = [...root.querySelectorAll('[role=radiogroup], fieldset fieldset')].find(g => name(g) === arguments[0]);
    return [...(group?.querySelectorAll('label') ?? [])].find(label => text(label) === arguments[1]) ?? null;";

impl<'a> Visitor<'a> {
    /// The country whose help lines are expanded: that of the browser's time zone and languages, if there are lines for
    /// it.
    ///
    /// # Errors
    /// When the browser does not say.
    pub async fn country(&self) -> Result<Option<&'a Country>> {
        let place = "return [Intl.DateTimeFormat().resolvedOptions().timeZone, ...navigator.languages].join(' ')";
        let place: String = serde_json::from_value(self.browser.script(place, vec![]).await?)?;
        Ok(self.words.support.country_of(&place))
    }

    /// Opens the page, and waits for the app.
    ///
    /// # Errors
    /// When the app does not start in time.
    pub async fn arrives(browser: &'a Browser, words: &'a Content, server: &Server) -> Result<Self> {
        browser.open(&server.url("/")).await?;
        browser.until_ready().await?;
        Ok(Self { browser, words })
    }

    /// Presses the control with this name.
    ///
    /// # Errors
    /// When there is no control with that name.
    pub async fn presses(&self, name: &str) -> Result<()> {
        self.browser.press(name).await
    }

    /// Chooses a subject on the start card, and begins.
    ///
    /// # Errors
    /// When one of the two cannot be pressed.
    pub async fn begins(&self, subject: Subject, keep: bool) -> Result<()> {
        let words = &self.words.quiz.subject;
        // An element without an article shows a shorter start screen.
        if !self.browser.find_all(".ie-welcome").await?.is_empty() {
            self.presses(&self.words.interface.begin).await?;
        }
        self.presses(&words.options[subject]).await?;
        // After an error, the box is as the visitor left it.
        let boxes = self.browser.find_all("[data-keep]").await?;
        let ticked = match boxes.first() {
            Some(one) => one.is_selected().await?,
            None => false,
        };
        if ticked != keep {
            self.presses(&words.keep).await?;
        }
        self.presses(&words.begin).await
    }

    /// The current state of the screen.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn shown(&self) -> Result<Shown> {
        let shown = self.browser.script(SHOWN, vec![]).await?;
        serde_json::from_value(shown).context("what is shown is something else")
    }

    /// Waits until the screen satisfies a condition. `what` names it in the error.
    ///
    /// # Errors
    /// When it does not in time. The error contains the screen that is shown instead.
    pub async fn sees(&self, what: &str, is_so: impl Fn(&Shown) -> bool) -> Result<Shown> {
        let mut last = Shown::default();
        let found = self
            .browser
            .until(what, async || {
                last = self.shown().await?;
                Ok(is_so(&last))
            })
            .await;
        found.with_context(|| format!("shown: {last:?}"))?;
        Ok(last)
    }

    /// Waits for the screen with this heading. The heading must be focused and visible.
    ///
    /// # Errors
    /// When it does not come in time.
    pub async fn sees_screen(&self, heading: &str) -> Result<()> {
        let heading = plain(heading);
        let is_so = |shown: &Shown| shown.heading == heading && shown.focus == "screen" && shown.in_view;
        self.sees(&format!("the screen {heading:?}, its heading focused"), is_so).await?;
        Ok(())
    }

    /// Waits for a question by its number. Its heading must be focused and visible.
    ///
    /// # Errors
    /// When it does not come in time.
    pub async fn sees_question(&self, part: Part, number: usize, total: usize) -> Result<()> {
        let step = self.step(part, number, total);
        let line = Some((number as f64, total as f64));
        let is_so =
            |shown: &Shown| shown.step == step && shown.line == line && shown.focus == "screen" && shown.in_view;
        self.sees(&format!("{step:?}, its heading focused"), is_so).await?;
        Ok(())
    }

    fn step(&self, part: Part, number: usize, total: usize) -> String {
        let words = &self.words.interface;
        let name = match part {
            Part::Closeness => &words.part_closeness,
            Part::Now => &words.part_now,
            Part::Factors => &words.part_factors,
            Part::Obstacles => &words.part_obstacles,
            Part::Refine => &words.part_refine,
        };
        let optional = matches!(part, Part::Obstacles | Part::Refine);
        let template = if optional { &words.progress_optional } else { &words.progress };
        let said = fill(template, &[("number", &number.to_string()), ("total", &total.to_string())]);
        format!("{name} {said}")
    }

    /// Waits until the question shows this error and has moved the focus to it.
    ///
    /// # Errors
    /// When it does not in time.
    pub async fn sees_error(&self, missing: &str) -> Result<()> {
        let said = format!("{} {missing}", self.words.interface.error_title);
        let is_so = |shown: &Shown| shown.error == said && shown.focus == "error" && shown.in_view;
        self.sees(&format!("the error {missing:?}, focused"), is_so).await?;
        Ok(())
    }

    /// Waits until the question shows this status of its answer.
    ///
    /// # Errors
    /// When it does not in time.
    pub async fn sees_status(&self, status: &str) -> Result<()> {
        self.sees(&format!("the status {status:?}"), |shown| shown.status == status).await?;
        Ok(())
    }

    /// The statements of the current set, in the order on the screen.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn statements(&self) -> Result<Vec<String>> {
        let texts = "
            const root = document.querySelector('intimacy-explorer').shadowRoot;
            return [...root.querySelectorAll('.ie-set-text')].map(e => e.innerText.replace(/\\s+/g, ' ').trim());";
        serde_json::from_value(self.browser.script(texts, vec![]).await?).context("no statements")
    }

    /// The types of the current set, in the order on the screen.
    ///
    /// # Errors
    /// When a statement does not belong to a type.
    pub async fn types(&self) -> Result<Vec<Type>> {
        let of = |text: &String| {
            let each = self.words.types.each.iter();
            each.into_iter().find(|(_, about)| about.statements.contains(text)).map(|(of, _)| of)
        };
        let found = self.statements().await?;
        found.iter().map(|text| of(text).with_context(|| format!("{text:?} is no type's"))).collect()
    }

    /// The factors of the current set, in the order on the screen.
    ///
    /// # Errors
    /// When a statement does not belong to a factor.
    pub async fn factors(&self) -> Result<Vec<Factor>> {
        let of = |text: &String| {
            self.words.factors.each.iter().find(|(_, about)| about.statement == *text).map(|(of, _)| of)
        };
        let found = self.statements().await?;
        found.iter().map(|text| of(text).with_context(|| format!("{text:?} is no factor's"))).collect()
    }

    /// The Most button in a row of the set. Rows count from 0.
    ///
    /// # Errors
    /// When there is none.
    pub async fn most(&self, row: usize) -> Result<WebElement> {
        self.radio("most", row).await
    }

    /// The Least button in a row of the set. Rows count from 0.
    ///
    /// # Errors
    /// When there is none.
    pub async fn least(&self, row: usize) -> Result<WebElement> {
        self.radio("least", row).await
    }

    async fn radio(&self, kind: &str, row: usize) -> Result<WebElement> {
        let mut all = self.browser.find_all(&format!(".ie-set input[name=ie-{kind}]")).await?;
        ensure!(row < all.len(), "the set has {} rows for {kind}", all.len());
        Ok(all.swap_remove(row))
    }

    /// Chooses the item of the set that is first in the ranking as Most, and the last one as Least.
    ///
    /// # Errors
    /// When the set cannot be answered this way.
    pub async fn chooses<T: PartialEq + std::fmt::Debug>(&self, shown: &[T], ranking: &[T]) -> Result<()> {
        let places: Vec<_> = shown.iter().map(|item| ranking.iter().position(|one| one == item)).collect();
        let best = (0..places.len()).min_by_key(|&at| places[at]).context("an empty set")?;
        let worst = (0..places.len()).max_by_key(|&at| places[at]).context("an empty set")?;
        self.browser.click(&self.most(best).await?).await.context("Most")?;
        self.browser.click(&self.least(worst).await?).await.context("Least")
    }

    /// Answers the current set of types by a ranking, and continues.
    ///
    /// # Errors
    /// When the set cannot be answered this way.
    pub async fn ranks_types(&self, ranking: &[Type]) -> Result<()> {
        self.chooses(&self.types().await?, ranking).await?;
        self.presses(&self.words.interface.next).await
    }

    /// Answers the current set of factors, ranked in content order, and continues.
    ///
    /// # Errors
    /// When the set cannot be answered this way.
    pub async fn ranks_factors(&self) -> Result<()> {
        self.chooses(&self.factors().await?, &Factor::ALL).await?;
        self.presses(&self.words.interface.next).await
    }

    /// Sets a passphrase in the fields of the notes. The fields must be open.
    ///
    /// # Errors
    /// When the page does not confirm it.
    pub async fn sets_passphrase(&self, passphrase: &str) -> Result<()> {
        for field in ["#ie-pass", "#ie-pass-again"] {
            let field = self.browser.find(field).await?;
            self.browser.script("arguments[0].focus()", vec![field.to_json()?]).await?;
            self.browser.type_keys(passphrase).await?;
        }
        self.presses(&self.words.interface.passphrase_set).await?;
        self.sees_status(&self.words.interface.passphrase_is_set).await
    }

    /// Chooses a point on a scale. Both are given by their names.
    ///
    /// # Errors
    /// When there is no such point.
    pub async fn points(&self, scale: &str, point: &str) -> Result<()> {
        let what = format!("{point:?} on the scale {scale:?}");
        let arguments = || vec![plain(scale).into(), plain(point).into()];
        let found = self
            .browser
            .until_some(&what, async || {
                let found = self.browser.web().execute(POINT, arguments()).await?;
                Ok(if found.json().is_null() { None } else { Some(found.element()?) })
            })
            .await?;
        self.browser.click(&found).await.context(what)
    }

    /// The cells of the body rows of a table. The tables of the screen count from 0.
    ///
    /// # Errors
    /// When there is no such table.
    pub async fn table(&self, number: usize) -> Result<Vec<Vec<String>>> {
        let rows = "
            const root = document.querySelector('intimacy-explorer').shadowRoot;
            const table = root.querySelectorAll('table')[arguments[0]];
            const text = cell => cell.textContent.replace(/\\s+/g, ' ').trim();
            return [...(table?.tBodies[0]?.rows ?? [])].map(row => [...row.cells].map(text));";
        serde_json::from_value(self.browser.script(rows, vec![number.into()]).await?).context("no table")
    }

    /// The visible text of the app, with whitespace collapsed.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn reads(&self) -> Result<String> {
        Ok(plain(&self.browser.text().await?))
    }

    /// Asserts that the visible text of the app contains all of these texts.
    ///
    /// # Errors
    /// Lists the missing texts.
    pub async fn reads_all(&self, texts: &[&str]) -> Result<()> {
        let page = self.reads().await?;
        for text in texts {
            ensure!(page.contains(&plain(text)), "{text:?} is not on the page:\n{page}");
        }
        Ok(())
    }

    /// Asserts that the visible text of the app contains none of these texts.
    ///
    /// # Errors
    /// Lists the texts that were found.
    pub async fn reads_none(&self, texts: &[&str]) -> Result<()> {
        let page = self.reads().await?;
        for text in texts {
            ensure!(!page.contains(&plain(text)), "{text:?} is on the page:\n{page}");
        }
        Ok(())
    }
}

/// A content text as it is rendered: without the marks of emphasis, and with whitespace collapsed.
fn plain(text: &str) -> String {
    text.replace('*', "").split_whitespace().collect::<Vec<_>>().join(" ")
}
