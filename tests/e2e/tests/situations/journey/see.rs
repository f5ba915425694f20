//! The result, the printed page, a changed answer, the notes.

use anyhow::{Context, Result, ensure};
use e2e::{Part, Visitor, pdf};
use intimacy_explorer::content::{Factor, Page, Root, Type, fill};
use serde_json::json;

use super::answer::{RANKING, TOTAL};
use super::look;
use crate::windows;

/// The name of a question in the list of answers.
fn question(visitor: &Visitor<'_>, number: usize) -> String {
    fill(&visitor.words.interface.progress, &[("number", &number.to_string()), ("total", &TOTAL.to_string())])
}

/// Opens the list of answers and one of the answers, and waits for its question.
async fn change(visitor: &Visitor<'_>, name: &str, part: Part, number: usize) -> Result<()> {
    let words = &visitor.words.interface;
    visitor.presses(&words.review_title).await?;
    visitor.sees_screen(&words.review_title).await?;
    if number < TOTAL {
        look(visitor, "the answers").await?;
    }
    visitor.presses(&format!("{}: {name}", words.change)).await?;
    visitor.sees_question(part, number, TOTAL).await
}

/// The names and shares in the table of types or of factors.
async fn shares(visitor: &Visitor<'_>, table: usize) -> Result<Vec<(String, String)>> {
    let rows = visitor.table(table).await?.into_iter();
    rows.map(|row| Ok((row.first().context("an empty row")?.clone(), row.get(1).context("no share")?.clone())))
        .collect()
}

/// The result of the designed answers, after the reversed answer is corrected.
pub async fn the_result(visitor: &Visitor<'_>) -> Result<()> {
    let (words, all, browser) = (&visitor.words.result, visitor.words, visitor.browser);
    visitor.sees_screen(&words.title).await?;
    visitor.reads_none(&[&words.closeness.column_range]).await?;
    windows::of_a_result(browser).await?;
    let wrong = shares(visitor, 0).await?;

    change(visitor, &question(visitor, 5), Part::Closeness, 5).await?;
    visitor.chooses(&visitor.types().await?, &RANKING).await?;
    visitor.presses(&all.interface.next_review).await?;
    visitor.sees_screen(&all.interface.review_title).await?;
    visitor.presses(&all.interface.see_result).await?;
    visitor.sees_screen(&words.title).await?;

    // Golden cases G1 and F1.
    let expected = |names: Vec<&String>, shares: &[u8]| -> Vec<(String, String)> {
        names.into_iter().zip(shares).map(|(name, share)| (name.clone(), share.to_string())).collect()
    };
    visitor.presses(&words.closeness.table_title).await?;
    visitor.presses(&words.factors.table_title).await?;
    visitor.reads_all(&[&words.closeness.column_range, &words.factors.column_now]).await?;
    for folded in [&all.issues.each.stress.title, &all.fear.each.vulnerability.title] {
        visitor.presses(folded).await?;
    }
    let found = shares(visitor, 0).await?;
    let names = RANKING.iter().map(|of| &all.types.each[*of].name).collect();
    ensure!(found == expected(names, &[71, 15, 9, 5, 1]), "the weights of the types: {found:?}");
    ensure!(found != wrong, "changing an answer changed nothing");
    let found = shares(visitor, 1).await?;
    let names = Factor::ALL.iter().map(|of| &all.factors.each[*of].name).collect();
    ensure!(found == expected(names, &[46, 24, 13, 8, 5, 3, 1]), "the weights of the factors: {found:?}");

    let map = "
        const root = document.querySelector('intimacy-explorer').shadowRoot;
        const map = root.querySelector('svg[role=img]');
        const said = root.getElementById(map.getAttribute('aria-describedby')).innerText;
        const bars = [...root.querySelectorAll('.ie-bars')].map(bars => bars.querySelectorAll('svg').length);
        return [map.getAttribute('aria-label'), said.length > 0, map.querySelectorAll('.ie-mark').length,
            map.querySelectorAll('.ie-leading.ie-emotional').length, map.querySelectorAll('.ie-leading').length, bars];";
    let map = browser.script(map, vec![]).await?;
    ensure!(map == json!([words.closeness.title, true, 5, 1, 1, [5, 7]]), "the map and the bars: {map}");

    let types = &all.types.each;
    let list = |of: Type| types[of].in_sentence.as_str();
    visitor
        .reads_all(&[
            &fill(&words.about, &[("subject", &all.quiz.subject.in_sentence.partner)]),
            &words.snapshot,
            &fill(&words.closeness.lead_one, &[("list", list(Type::Emotional))]),
            &types.spiritual.outer,
            &fill(&words.closeness.unticked, &[("list", list(Type::Spiritual))]),
            &types.emotional.leading,
            &types.spiritual.outer,
            // Now and wanted: "rarely" twice with the wishes +2 and +1, a single wish of −2, a skipped type, and a type
            // with no change wanted.
            &format!(
                "{}: {} · {}: {}",
                words.gap.now, all.quiz.now.often_scale[1], words.gap.wanted, words.gap.clearly_more
            ),
            &types.emotional.more,
            &format!("{} ({})", words.gap.leaning_less, words.gap.one_answer),
            &types.intellectual.less,
            &format!("{}: {}", words.gap.wanted, words.gap.no_answer),
            &words.gap.about_right,
            // Leading types of which more is wanted.
            &words.conversation.title,
            &types.emotional.opening,
            // Factors that matter and are rarely present.
            &all.factors.each.trust.leading,
            &all.factors.each.acceptance.thin,
            &words.factors.thin_mark,
            // Obstacles: a 2 opens the topic and its step, a 3 for a root also the support, and a 1 nothing.
            &all.issues.each.stress.result,
            &all.fear.each.vulnerability.result,
            &words.obstacles.support,
            &words.next.title,
            &types.emotional.step,
            &words.method.title,
        ])
        .await?;
    visitor
        .reads_none(&[
            &all.issues.each.avoiding.result,
            &all.fear.each.trauma.result,
            &words.safety.title,
            &all.quiz.refine_offer.title,
            &words.too_few,
            &words.method.column_utility,
        ])
        .await?;
    look(visitor, "the result").await?;

    visitor.presses(&words.method.title).await?;
    visitor.presses(&words.method.working_title).await?;
    visitor.reads_all(&[&words.method.working_text, &words.method.column_utility]).await?;
    // Plain score, model weight and standard error of the first type, from the golden case.
    let working = visitor.table(2).await?;
    let emotional = ["Emotional", "4", "0", "4", "1.00", "2.12", "0.79"];
    ensure!(working.first().is_some_and(|row| row == &emotional), "the working: {working:?}");
    look(visitor, "the working").await?;

    // An obstacle leads to its page, and to its rebuilding step.
    let page = Page::Root(Root::Vulnerability);
    let step = all.related(page).iter().find(|page| matches!(page, Page::Step(_))).context("a root without a step")?;
    visitor.presses(&fill(&words.obstacles.step, &[("step", all.title(*step))])).await?;
    visitor.sees_screen(all.title(*step)).await?;
    visitor.presses(&all.interface.nav_quiz).await?;
    visitor.sees_screen(&words.title).await
}

/// The printed result: without screen controls and without private parts.
pub async fn on_paper(visitor: &Visitor<'_>) -> Result<()> {
    let (browser, words) = (visitor.browser, visitor.words);
    let answers = [words.types.each.emotional.now[0].as_str(), &words.result.obstacles.title];
    browser.show_on_paper().await?;
    visitor.reads_all(&[&words.result.title, &words.types.each.emotional.leading]).await?;
    visitor.reads_none(&answers).await?;
    for hidden in [".ie-bar", ".ie-actions", ".ie-no-print", ".ie-toc"] {
        ensure!(browser.find_all(hidden).await?.is_empty(), "{hidden} is printed");
    }
    let without = pdf::pages(&browser.print().await?)?;
    browser.prefer(false, true).await?;

    visitor.presses(&words.interface.print_answers).await?;
    browser.show_on_paper().await?;
    visitor.reads_all(&answers).await?;
    let with = pdf::pages(&browser.print().await?)?;
    ensure!(with > without, "{without} pages without, {with} pages with the answers");
    browser.prefer(false, true).await?;
    visitor.presses(&words.interface.print_answers).await
}

/// Trust that is never present: safety comes first, and nothing suggests talking to the other person.
pub async fn a_changed_answer(visitor: &Visitor<'_>) -> Result<()> {
    let (words, all) = (&visitor.words.result, visitor.words);
    change(visitor, &all.quiz.present.question, Part::Factors, 20).await?;
    visitor.points(&all.factors.each.trust.now, &all.quiz.present.scale[0]).await?;
    visitor.presses(&all.interface.next_review).await?;
    visitor.sees_screen(&all.interface.review_title).await?;
    visitor.presses(&all.interface.see_result).await?;
    visitor.sees_screen(&words.title).await?;

    let here = visitor.country().await?;
    let number = here.map_or(all.support.elsewhere.as_str(), |here| here.lines[0].number.as_str());
    visitor.reads_all(&[&words.safety.title, &words.safety.text[0], &words.safety.step, number]).await?;
    visitor.reads_none(&[&all.issues.each.stress.result_alone]).await?;
    windows::of_a_result_with_safety_first(visitor.browser).await?;
    visitor.presses(&words.safety.show).await?;
    visitor.presses(&all.issues.each.stress.title).await?;
    visitor.reads_all(&[&all.issues.each.stress.result_alone, &words.obstacles.support]).await?;
    let step = fill(&words.obstacles.step, &[("step", "")]);
    visitor
        .reads_none(&[
            &words.conversation.title,
            &all.types.each.emotional.opening,
            &step,
            &all.types.each.emotional.step,
        ])
        .await?;
    look(visitor, "the result, with safety first").await
}

/// The notes, before and after everything is erased with one press.
pub async fn the_notes(visitor: &Visitor<'_>) -> Result<()> {
    let words = &visitor.words.interface;
    visitor.presses(&words.nav_notes).await?;
    visitor.sees_screen(&words.notes_title).await?;
    visitor.reads_all(&[&words.notes_complete, &words.saving_visit]).await?;
    look(visitor, "the notes").await?;
    visitor.presses(&words.erase).await?;
    visitor.sees_status(&words.erased).await?;
    visitor.reads_none(&[&words.notes_complete, &words.see_result]).await?;
    look(visitor, "erased").await?;
    visitor.presses(&words.nav_quiz).await?;
    visitor.sees_screen(&visitor.words.quiz.title).await
}
