//! The quiz, section by section, with every kind of answer.

use anyhow::{Result, ensure};
use e2e::{Part, Visitor};
use intimacy_explorer::content::{Subject, Type};

use super::look;

/// The ranking of the golden cases G1 and F1 of the method.
pub const RANKING: [Type; 5] =
    [Type::Emotional, Type::Experiential, Type::Physical, Type::Intellectual, Type::Spiritual];

/// The number of questions about a person.
pub const TOTAL: usize = 20;

/// The start card: first without a choice, then with a subject.
pub async fn the_start_card(visitor: &Visitor<'_>) -> Result<()> {
    let words = &visitor.words.quiz.subject;
    visitor.presses(&words.begin).await?;
    visitor.sees_error(&visitor.words.interface.error_subject).await?;
    look(visitor, "the start card, with an error").await?;
    visitor.begins(Subject::Partner, false).await?;
    visitor.sees_question(Part::Closeness, 2, TOTAL).await?;
    visitor.reads_all(&[&visitor.words.interface.saving_visit]).await
}

/// Closeness: five sets, and the types that are part of closeness.
pub async fn closeness(visitor: &Visitor<'_>) -> Result<()> {
    let (words, browser) = (&visitor.words.interface, visitor.browser);
    look(visitor, "a set").await?;
    ensure!(browser.find_all("input:checked").await?.is_empty(), "something is chosen already");
    visitor.presses(&words.next).await?;
    visitor.sees_error(&words.error_set).await?;
    look(visitor, "a set, with an error").await?;
    visitor.presses(&words.error_set).await?;
    ensure!(browser.focused().await?.starts_with("input"), "the error leads to {}", browser.focused().await?);

    // An item cannot be both Most and Least.
    visitor.browser.click(&visitor.least(1).await?).await?;
    visitor.sees("no error any more", |shown| shown.error.is_empty()).await?;
    visitor.browser.click(&visitor.most(1).await?).await?;
    visitor.sees_status(&words.moved_to_most).await?;
    ensure!(!visitor.least(1).await?.is_selected().await?, "both Most and Least");
    look(visitor, "a set, answered").await?;
    visitor.presses(&words.clear).await?;
    let chosen = async || Ok(browser.find_all("input:checked").await?.is_empty());
    browser.until("nothing is chosen any more", chosen).await?;
    visitor.ranks_types(&RANKING).await?;

    // About equal, and then changed.
    visitor.sees_question(Part::Closeness, 3, TOTAL).await?;
    visitor.presses(&words.equal).await?;
    visitor.sees_question(Part::Closeness, 4, TOTAL).await?;
    visitor.presses(&words.back).await?;
    visitor.sees_question(Part::Closeness, 3, TOTAL).await?;
    visitor.sees_status(&words.answered_equal).await?;
    visitor.ranks_types(&RANKING).await?;

    // Skipped, and then changed.
    visitor.sees_question(Part::Closeness, 4, TOTAL).await?;
    visitor.presses(&words.skip).await?;
    visitor.sees_question(Part::Closeness, 5, TOTAL).await?;
    visitor.presses(&words.back).await?;
    visitor.sees_question(Part::Closeness, 4, TOTAL).await?;
    visitor.sees_status(&words.answered_skip).await?;
    visitor.ranks_types(&RANKING).await?;

    // Answered in reverse. The answer is changed later from the list of answers.
    visitor.sees_question(Part::Closeness, 5, TOTAL).await?;
    visitor.ranks_types(&RANKING.map(|of| RANKING[4 - RANKING.iter().position(|one| *one == of).unwrap_or(0)])).await?;
    visitor.sees_question(Part::Closeness, 6, TOTAL).await?;
    visitor.ranks_types(&RANKING).await?;

    visitor.sees_question(Part::Closeness, 7, TOTAL).await?;
    look(visitor, "part of closeness").await?;
    visitor.presses(&words.next).await?;
    visitor.sees_error(&words.error_part_of).await?;
    let types = &visitor.words.types.each;
    for of in [Type::Emotional, Type::Intellectual, Type::Physical, Type::Experiential] {
        visitor.presses(&types[of].part_of).await?;
    }
    visitor.presses(&words.next).await
}

/// Now and wanted: how often, and the wish, for each type.
pub async fn now_and_wanted(visitor: &Visitor<'_>) -> Result<()> {
    let (words, quiz) = (&visitor.words.interface, &visitor.words.quiz.now);
    for (at, of) in Type::ALL.into_iter().enumerate() {
        visitor.sees_question(Part::Now, 8 + at, TOTAL).await?;
        let lines = &visitor.words.types.each[of].now;
        let often = |line: usize| format!("{} {}", lines[line], quiz.often);
        let wish = |line: usize| format!("{} {}", lines[line], quiz.wish);
        match of {
            Type::Emotional => {
                look(visitor, "now and wanted").await?;
                visitor.presses(&words.next).await?;
                visitor.sees_error(&words.error_scale).await?;
                for line in 0..2 {
                    visitor.points(&often(line), &quiz.often_scale[1]).await?;
                    visitor.points(&wish(line), &quiz.wish_scale[4 - line]).await?;
                }
                look(visitor, "now and wanted, answered").await?;
            }
            // One of the four answers is enough.
            Type::Intellectual => visitor.points(&wish(1), &quiz.wish_scale[0]).await?,
            Type::Physical => {
                visitor.presses(&words.skip).await?;
                continue;
            }
            _ => {
                visitor.points(&often(0), &quiz.often_scale[3]).await?;
                visitor.points(&wish(0), &quiz.wish_scale[2]).await?;
                visitor.points(&wish(1), &quiz.wish_scale[2]).await?;
            }
        }
        visitor.presses(&words.next).await?;
    }
    Ok(())
}

/// Factors: seven sets, and how present each factor is.
pub async fn factors(visitor: &Visitor<'_>) -> Result<()> {
    for number in 13..20 {
        visitor.sees_question(Part::Factors, number, TOTAL).await?;
        if number == 13 {
            look(visitor, "a set of factors").await?;
        }
        visitor.ranks_factors().await?;
    }
    visitor.sees_question(Part::Factors, 20, TOTAL).await?;
    look(visitor, "what is present").await?;
    let scale = &visitor.words.quiz.present.scale;
    for (of, about) in visitor.words.factors.each.iter() {
        let seldom = of == intimacy_explorer::content::Factor::Acceptance;
        visitor.points(&about.now, &scale[if seldom { 1 } else { 3 }]).await?;
    }
    visitor.presses(&visitor.words.interface.next).await
}

/// Obstacles: accepts the offer, and answers.
pub async fn obstacles(visitor: &Visitor<'_>) -> Result<()> {
    let (words, quiz) = (&visitor.words.interface, &visitor.words.quiz);
    visitor.sees_screen(&quiz.obstacles_offer.title).await?;
    look(visitor, "the offer of the optional part").await?;
    visitor.presses(&quiz.obstacles_offer.accept).await?;

    visitor.sees_question(Part::Obstacles, 1, 2).await?;
    look(visitor, "issues").await?;
    visitor.points(&visitor.words.issues.each.stress.item, &quiz.issues.scale[2]).await?;
    visitor.points(&visitor.words.issues.each.avoiding.item, &quiz.issues.scale[1]).await?;
    visitor.presses(&words.next).await?;

    visitor.sees_question(Part::Obstacles, 2, 2).await?;
    look(visitor, "roots").await?;
    visitor.points(&visitor.words.fear.each.trauma.item, &words.prefer_not).await?;
    visitor.points(&visitor.words.fear.each.vulnerability.item, &quiz.roots.scale[3]).await?;
    visitor.presses(&words.next).await
}
