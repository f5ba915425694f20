//! Shorter and alternative ways through the quiz.

use anyhow::{Result, ensure};
use e2e::{Case, Part, Server, Situation, Visitor, Wish, site, situation, words};
use intimacy_explorer::content::{Subject, fill, list};

use super::answer::{RANKING, TOTAL};
use super::look;

/// The situations of this module.
pub const SITUATIONS: &[Situation] = &[
    situation!(tied_types_get_further_sets),
    situation!(a_part_of_the_answers_gives_a_part_of_the_result),
    situation!(without_a_person_nothing_is_asked_about_now),
];

/// The number of questions about closeness in general.
const TOTAL_IN_GENERAL: usize = 14;

async fn tied_types_get_further_sets(case: &Case) -> Result<()> {
    let (server, browser, words) = (Server::start(site()?).await?, case.browser(Wish::phone()).await?, words()?);
    let visitor = Visitor::arrives(&browser, &words, &server).await?;
    visitor.begins(Subject::Friend, false).await?;
    for number in 2..7 {
        visitor.sees_question(Part::Closeness, number, TOTAL).await?;
        visitor.presses(&words.interface.equal).await?;
    }
    visitor.sees_question(Part::Closeness, 7, TOTAL).await?;
    visitor.presses(&words.interface.so_far).await?;
    visitor.sees_screen(&words.result.title).await?;
    visitor.reads_all(&[&words.result.closeness.lead_all, &words.quiz.refine_offer.title]).await?;
    look(&visitor, "a result in which all are tied").await?;

    visitor.presses(&words.quiz.refine_offer.title).await?;
    visitor.presses(&words.quiz.refine_offer.accept).await?;
    for number in 1..6 {
        visitor.sees_question(Part::Refine, number, 5).await?;
        visitor.ranks_types(&RANKING).await?;
    }
    visitor.sees_screen(&words.result.title).await?;
    // After five ties and five clear answers, u = .92, .24, …: the second type still leads with a probability above
    // 1/5.
    let each = &words.types.each;
    let two = list(&words.interface, &[&each.emotional.in_sentence, &each.experiential.in_sentence]);
    let lead = &fill(&words.result.closeness.lead_some, &[("list", &two)]);
    visitor.reads_all(&[lead]).await?;
    visitor.reads_none(&[&words.quiz.refine_offer.title]).await?;

    // The list of answers can be opened and closed again.
    visitor.presses(&words.interface.review_title).await?;
    visitor.sees_screen(&words.interface.review_title).await?;
    visitor.presses(&words.interface.see_result).await?;
    visitor.sees_screen(&words.result.title).await?;
    browser.is_quiet().await
}

async fn a_part_of_the_answers_gives_a_part_of_the_result(case: &Case) -> Result<()> {
    let (server, browser, words) = (Server::start(site()?).await?, case.browser(Wish::default()).await?, words()?);
    let visitor = Visitor::arrives(&browser, &words, &server).await?;
    visitor.begins(Subject::Family, false).await?;
    visitor.sees_question(Part::Closeness, 2, TOTAL).await?;

    // Too few answers for a result.
    visitor.presses(&words.interface.so_far).await?;
    visitor.sees_screen(&words.result.title).await?;
    visitor.reads_all(&[&fill(&words.result.too_few, &[("needed", "3"), ("total", "5")])]).await?;
    visitor.reads_none(&[&words.result.method.title, &words.quiz.obstacles_offer.title]).await?;
    ensure!(browser.find_all("svg[role=img]").await?.is_empty(), "a map of nothing");
    look(&visitor, "a result of nothing").await?;
    visitor.presses(&words.interface.go_on).await?;

    // Three of five sets.
    for number in 2..5 {
        visitor.sees_question(Part::Closeness, number, TOTAL).await?;
        visitor.ranks_types(&RANKING).await?;
    }
    visitor.sees_question(Part::Closeness, 5, TOTAL).await?;
    visitor.presses(&words.interface.nav_notes).await?;
    visitor.sees_screen(&words.interface.notes_title).await?;
    let progress = fill(&words.interface.notes_progress, &[("answered", "4"), ("total", "20")]);
    visitor.reads_all(&[&progress]).await?;
    visitor.presses(&words.interface.so_far).await?;
    visitor.sees_screen(&words.result.title).await?;
    visitor.reads_all(&[&fill(&words.result.partial, &[("answered", "3"), ("total", "5")])]).await?;
    browser.find("svg[role=img]").await?;
    look(&visitor, "a part of a result").await?;
    browser.is_quiet().await
}

async fn without_a_person_nothing_is_asked_about_now(case: &Case) -> Result<()> {
    let (server, browser, words) = (Server::start(site()?).await?, case.browser(Wish::phone()).await?, words()?);
    let visitor = Visitor::arrives(&browser, &words, &server).await?;
    visitor.begins(Subject::General, false).await?;
    for number in 2..7 {
        visitor.sees_question(Part::Closeness, number, TOTAL_IN_GENERAL).await?;
        visitor.ranks_types(&RANKING).await?;
    }
    visitor.sees_question(Part::Closeness, 7, TOTAL_IN_GENERAL).await?;
    visitor.presses(&words.interface.skip).await?;
    for number in 8..15 {
        visitor.sees_question(Part::Factors, number, TOTAL_IN_GENERAL).await?;
        visitor.ranks_factors().await?;
    }
    visitor.sees_screen(&words.quiz.obstacles_offer.title).await?;
    visitor.presses(&words.quiz.obstacles_offer.decline).await?;
    visitor.sees_screen(&words.result.title).await?;
    let about = fill(&words.result.about, &[("subject", &words.quiz.subject.in_sentence.general)]);
    visitor.reads_all(&[&about, &words.types.each.emotional.step_alone]).await?;
    let none = [&words.result.gap.title, &words.result.conversation.title, &words.result.factors.column_now];
    visitor.reads_none(&none.map(String::as_str)).await?;
    browser.is_quiet().await
}
