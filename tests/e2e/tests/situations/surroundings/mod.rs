//! One row and one column of the table of `cargo xtask hosts`: surroundings without packages.

use anyhow::{Context, Result, ensure};
use e2e::surroundings::{SURROUNDINGS, WRAPPINGS, check, walk};
use e2e::{Ability, Case, Situation, Wish, situation, words};

/// The situations of this module.
pub const SITUATIONS: &[Situation] =
    &[situation!(every_wrapping_on_a_plain_page), situation!(the_element_in_surroundings_of_each_kind)];

async fn every_wrapping_on_a_plain_page(case: &Case) -> Result<()> {
    check()?;
    let all: Vec<_> = WRAPPINGS.iter().map(|wrapping| (wrapping.name, "plain")).collect();
    hold(case, &all).await
}

async fn the_element_in_surroundings_of_each_kind(case: &Case) -> Result<()> {
    let column = ["fixed-header", "builder", "form-around", "display-rules", "translator", "delayed"];
    hold(case, &column.map(|surrounding| ("element", surrounding))).await
}

/// Runs the journey in these cells of a wrapping and a surrounding, in one browser. Fails with all findings.
async fn hold(case: &Case, cells: &[(&str, &str)]) -> Result<()> {
    let words = words()?;
    case.can("the wheel", Ability::Wheel);
    let browser = case.browser(Wish { still: false, ..Wish::phone() }).await?;
    let mut found = Vec::new();
    for (wrapping, surrounding) in cells {
        let wrapping = WRAPPINGS.iter().find(|one| one.name == *wrapping).context("no such wrapping")?;
        let surrounding = SURROUNDINGS.iter().find(|one| one.name == *surrounding).context("no such surrounding")?;
        let cell = format!("{} in {}", wrapping.name, surrounding.name);
        let findings = walk(&browser, &words, wrapping, surrounding).await.with_context(|| cell.clone())?;
        found.extend(findings.into_iter().map(|finding| format!("{cell}: {finding}")));
    }
    ensure!(found.is_empty(), "{}", found.join("\n"));
    Ok(())
}
