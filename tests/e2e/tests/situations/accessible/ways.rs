//! Ways through the app that reach every state. Each function calls `look` at every state, for different kinds of
//! checks.

use anyhow::{Context, Result, anyhow};
use e2e::{Part, Visitor};
use intimacy_explorer::content::{Factor, Issue, Page, Root, Step, Subject, Type, fill};
use intimacy_explorer::record::{Key, read_file, write_file};

use crate::journey::{RANKING, TOTAL};

/// The pages of the explorer that are checked: one of each kind.
const PAGES: [Page; 10] = [
    Page::Types,
    Page::Type(Type::Physical),
    Page::Factor(Factor::Safety),
    Page::Issue(Issue::Avoiding),
    Page::Root(Root::Vulnerability),
    Page::Step(Step::Time),
    Page::Benefits,
    Page::Comparison,
    Page::Support,
    Page::Questions,
];

/// From the article through the explorer.
pub async fn reading(visitor: &Visitor<'_>, look: &impl AsyncFn(&str) -> Result<()>) -> Result<()> {
    let (browser, words) = (visitor.browser, visitor.words);
    let names = &words.interface;
    look("the article").await?;
    visitor.presses(&names.explore_door).await?;
    visitor.sees_screen(&names.explore_title).await?;
    look("explore").await?;

    let query: String = words.factors.each.trust.name.chars().take(4).collect();
    browser.press_first("#ie-search").await?;
    browser.type_keys(query.as_str()).await?;
    browser.find(".ie-hits a").await?;
    look("explore, with what was found").await?;
    browser.type_keys("qqq").await?;
    visitor.sees_status(&fill(&names.search_none, &[("query", &format!("{query}qqq"))])).await?;
    look("explore, with nothing found").await?;

    for page in PAGES {
        visitor.presses(&names.nav_notes).await?;
        visitor.sees_screen(&names.notes_title).await?;
        visitor.presses(&names.nav_explore).await?;
        visitor.sees_screen(&names.explore_title).await?;
        if !browser.find_all(".ie-search + .ie-hits, .ie-status").await?.is_empty() {
            browser.press_first("#ie-search").await?;
            browser.type_keys(thirtyfour::Key::Escape).await?;
        }
        visitor.presses(words.title(page)).await?;
        visitor.sees_screen(words.title(page)).await?;
        look(&format!("the page {page}")).await?;
    }
    Ok(())
}

/// From the article through the whole quiz, to the result.
pub async fn answering(visitor: &Visitor<'_>, look: &impl AsyncFn(&str) -> Result<()>) -> Result<()> {
    let words = visitor.words;
    let (names, quiz) = (&words.interface, &words.quiz);
    visitor.presses(&quiz.subject.begin).await?;
    visitor.sees_error(&names.error_subject).await?;
    look("the start card, with an error").await?;
    visitor.begins(Subject::Partner, false).await?;

    visitor.sees_question(Part::Closeness, 2, TOTAL).await?;
    look("a set").await?;
    visitor.presses(&names.next).await?;
    visitor.sees_error(&names.error_set).await?;
    look("a set, with an error").await?;
    visitor.browser.click(&visitor.least(1).await?).await.context("Least")?;
    visitor.browser.click(&visitor.most(1).await?).await.context("Most")?;
    visitor.sees_status(&names.moved_to_most).await?;
    look("a set, answered").await?;
    visitor.ranks_types(&RANKING).await?;
    visitor.sees_question(Part::Closeness, 3, TOTAL).await?;
    visitor.presses(&names.skip).await?;
    visitor.sees_question(Part::Closeness, 4, TOTAL).await?;
    visitor.presses(&names.back).await?;
    visitor.sees_question(Part::Closeness, 3, TOTAL).await?;
    look("a set, skipped").await?;
    for number in 3..7 {
        visitor.sees_question(Part::Closeness, number, TOTAL).await?;
        visitor.ranks_types(&RANKING).await?;
    }
    visitor.sees_question(Part::Closeness, 7, TOTAL).await?;
    for of in [Type::Emotional, Type::Physical] {
        visitor.presses(&words.types.each[of].part_of).await?;
    }
    look("part of closeness").await?;
    visitor.presses(&names.next).await?;

    visitor.sees_question(Part::Now, 8, TOTAL).await?;
    let lines = &words.types.each.emotional.now;
    for line in lines {
        visitor.points(&format!("{line} {}", quiz.now.often), &quiz.now.often_scale[1]).await?;
        visitor.points(&format!("{line} {}", quiz.now.wish), &quiz.now.wish_scale[4]).await?;
    }
    look("now and wanted").await?;
    visitor.presses(&names.next).await?;
    visitor.sees_question(Part::Now, 9, TOTAL).await?;
    visitor.presses(&names.next).await?;
    visitor.sees_error(&names.error_scale).await?;
    look("now and wanted, with an error").await?;
    visitor.presses(&names.skip).await?;
    for number in 10..13 {
        visitor.sees_question(Part::Now, number, TOTAL).await?;
        visitor.presses(&names.skip).await?;
    }

    for number in 13..20 {
        visitor.sees_question(Part::Factors, number, TOTAL).await?;
        if number == 13 {
            look("a set of factors").await?;
        }
        visitor.ranks_factors().await?;
    }
    visitor.sees_question(Part::Factors, 20, TOTAL).await?;
    visitor.points(&words.factors.each.trust.now, &quiz.present.scale[1]).await?;
    look("what is present").await?;
    visitor.presses(&names.next).await?;

    visitor.sees_screen(&quiz.obstacles_offer.title).await?;
    look("the offer of the optional part").await?;
    visitor.presses(&quiz.obstacles_offer.accept).await?;
    visitor.sees_question(Part::Obstacles, 1, 2).await?;
    visitor.points(&words.issues.each.stress.item, &quiz.issues.scale[2]).await?;
    look("issues").await?;
    visitor.presses(&names.next).await?;
    visitor.sees_question(Part::Obstacles, 2, 2).await?;
    visitor.points(&words.fear.each.trauma.item, &names.prefer_not).await?;
    visitor.points(&words.fear.each.vulnerability.item, &quiz.roots.scale[3]).await?;
    look("roots").await?;
    visitor.presses(&names.next).await?;
    visitor.sees_screen(&words.result.title).await
}

/// From the result to the list of answers, to one changed answer, and to a result that puts safety first.
pub async fn resulting(visitor: &Visitor<'_>, look: &impl AsyncFn(&str) -> Result<()>) -> Result<()> {
    let words = visitor.words;
    let (names, quiz, result) = (&words.interface, &words.quiz, &words.result);
    look("the result").await?;
    visitor.presses(&result.safety.show).await?;
    for folded in
        [&result.closeness.table_title, &result.factors.table_title, &result.method.title, &result.method.working_title]
    {
        visitor.presses(folded).await?;
    }
    visitor.reads_all(&[&result.closeness.column_range, &result.method.working_text]).await?;
    look("the result, with all that is folded").await?;
    visitor.presses(&names.review_title).await?;
    visitor.sees_screen(&names.review_title).await?;
    look("the answers").await?;
    visitor.presses(&format!("{}: {}", names.change, quiz.subject.question)).await?;
    visitor.sees_screen(&quiz.subject.question).await?;
    look("the first question, to change").await?;
    visitor.presses(&names.next_review).await?;
    visitor.sees_screen(&names.review_title).await?;
    visitor.presses(&format!("{}: {}", names.change, quiz.present.question)).await?;
    visitor.sees_question(Part::Factors, 20, TOTAL).await?;
    visitor.points(&words.factors.each.trust.now, &quiz.present.scale[0]).await?;
    look("an answer, to change").await?;
    visitor.presses(&names.next_review).await?;
    visitor.sees_screen(&names.review_title).await?;
    visitor.presses(&names.see_result).await?;
    visitor.sees_screen(&result.title).await?;
    visitor.reads_all(&[&result.safety.title]).await?;
    look("the result, with safety first").await?;
    visitor.presses(&result.safety.show).await?;
    look("the answers under the safety text").await
}

/// From the article to results of too few, some, and tied answers, and to Refine closeness.
pub async fn halfway(visitor: &Visitor<'_>, look: &impl AsyncFn(&str) -> Result<()>) -> Result<()> {
    let words = visitor.words;
    let names = &words.interface;
    visitor.begins(Subject::Family, false).await?;
    visitor.sees_question(Part::Closeness, 2, TOTAL).await?;
    visitor.presses(&names.so_far).await?;
    visitor.sees_screen(&words.result.title).await?;
    look("a result of too few answers").await?;
    visitor.presses(&names.go_on).await?;
    for number in 2..7 {
        visitor.sees_question(Part::Closeness, number, TOTAL).await?;
        if number == 5 {
            visitor.presses(&names.so_far).await?;
            visitor.sees_screen(&words.result.title).await?;
            visitor.reads_all(&[&fill(&words.result.partial, &[("answered", "3"), ("total", "5")])]).await?;
            look("a result of some answers").await?;
            visitor.presses(&names.go_on).await?;
            visitor.sees_question(Part::Closeness, number, TOTAL).await?;
        }
        visitor.presses(&names.equal).await?;
    }
    visitor.sees_question(Part::Closeness, 7, TOTAL).await?;
    visitor.presses(&names.so_far).await?;
    visitor.sees_screen(&words.result.title).await?;
    look("a result in which all are tied").await?;
    visitor.presses(&words.quiz.refine_offer.title).await?;
    visitor.presses(&words.quiz.refine_offer.accept).await?;
    visitor.sees_question(Part::Refine, 1, 5).await?;
    look("a closer look").await
}

/// From the article through all states of the notes to the crash screen. Needs the page that crashes on request.
pub async fn keeping(visitor: &Visitor<'_>, look: &impl AsyncFn(&str) -> Result<()>) -> Result<()> {
    let (browser, words) = (visitor.browser, visitor.words);
    let names = &words.interface;
    visitor.presses(&names.notes_door).await?;
    visitor.sees_screen(&names.notes_title).await?;
    look("the notes, empty").await?;
    visitor.presses(&names.begin).await?;
    visitor.sees_screen(&words.quiz.title).await?;
    look("the start card").await?;
    visitor.begins(Subject::Friend, true).await?;
    visitor.sees_question(Part::Closeness, 2, TOTAL).await?;
    visitor.presses(&names.equal).await?;
    visitor.sees_question(Part::Closeness, 3, TOTAL).await?;
    visitor.presses(&names.nav_notes).await?;
    visitor.sees_screen(&names.notes_title).await?;
    look("the notes").await?;

    visitor.presses(&names.file_save).await?;
    browser.until_script("the file is there", "return !!window.saved").await?;
    let text = browser.script("return saved", vec![]).await?;
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("notes.json");
    let mut found = read_file(text.as_str().unwrap_or_default()).map_err(|problem| anyhow!("{problem:?}"))?;
    for (_, records) in &mut found.runs {
        for set in (0..10).map(Key::Closeness) {
            if records.get(set).is_some() {
                records.put(set, "skipped".into());
            }
        }
    }
    std::fs::write(&file, write_file(&found.runs))?;
    let field = browser.find("[data-open-file]").await?;
    field.send_keys(file.to_string_lossy().as_ref()).await.context("cannot choose a file")?;
    browser.control(&names.file_leave).await?;
    look("the notes, with a file that came in").await?;
    visitor.presses(&names.file_take).await?;
    browser.control(&names.snapshot_back).await?;
    look("the notes, with a copy from before a file").await?;
    visitor.presses(&names.snapshot_remove).await?;
    visitor.sees_status(&names.snapshot_removed).await?;

    visitor.presses(&names.passphrase_title).await?;
    browser.find("#ie-pass").await?;
    look("the notes, with the passphrase open").await?;
    visitor.sets_passphrase("four quiet words here").await?;
    visitor.presses(&names.passphrase_change_title).await?;
    look("the notes, under a passphrase").await?;
    visitor.presses(&names.passphrase_lock).await?;
    visitor.sees_status(&names.passphrase_is_locked).await?;
    look("the notes, locked").await?;
    visitor.presses(&names.erase).await?;
    visitor.sees_status(&names.erased).await?;
    look("the notes, erased").await?;

    browser.script("crashAt(1, 0)", vec![]).await?;
    visitor.presses(&names.nav_explore).await?;
    browser.control(&names.rescue_reload).await?;
    look("the screen after a crash").await
}
