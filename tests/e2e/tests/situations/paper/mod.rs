//! The paper form in print.

use anyhow::{Result, ensure};
use e2e::{Ability, Case, Situation, Wish, axe, dist, pdf, situation, words};
use intimacy_explorer::content::{Factor, Type};
use thirtyfour::common::print::PrintParameters;

/// The situations of this module.
pub const SITUATIONS: &[Situation] =
    &[situation!(two_pages_on_either_paper_and_every_line_as_often_as_the_design_says, needs: [Ability::Paper])];

async fn two_pages_on_either_paper_and_every_line_as_often_as_the_design_says(case: &Case) -> Result<()> {
    let (browser, words) = (case.browser(Wish::default()).await?, words()?);
    browser.open(&format!("file://{}", dist()?.join("paper/paper.html").display())).await?;
    for (paper, width, height) in [("A4", 21.0, 29.7), ("Letter", 21.59, 27.94)] {
        let mut parameters = PrintParameters::default();
        (parameters.page.width, parameters.page.height) = (width, height);
        (parameters.margin.top, parameters.margin.bottom) = (1.0, 1.0);
        (parameters.margin.left, parameters.margin.right) = (1.2, 1.2);
        let pages = pdf::pages(&browser.web().print_page(parameters).await?)?;
        ensure!(pages == 2, "{pages} pages of {paper}");
    }
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
