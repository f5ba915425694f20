//! The role and the accessible name of every control. Each engine is compared with one list that is derived from the
//! content, so all engines agree.

use anyhow::{Context, Result, ensure};
use e2e::{Part, Visitor};
use intimacy_explorer::content::{Factor, Issue, Page, PerType, Root, Subject, Topic, Type, fill};
use intimacy_explorer::quiz::design::{CLOSENESS, CLOSENESS_FIRST, FACTORS};
use intimacy_explorer::quiz::{Amount, Answers, Level, Often, Pick, QuizResult, Run, SetAnswer, Wish};

use crate::journey::{RANKING, TOTAL};

/// The selector for controls and their groups.
const TOLD: &str = "
    const root = document.querySelector('intimacy-explorer').shadowRoot;
    const inside = root.querySelector('[data-app]');
    const css = 'button, a[href], summary, input, fieldset, nav, h1, h2, h3, [role]:not([role=status], [role=none])';
    return [document.querySelector('[data-leave]'), ...inside.querySelectorAll(css)].filter(e => e.checkVisibility());";

/// Matches any role. HTML defines no role for some controls, so the engines differ. For file fields, Firefox and WebKit
/// also add their own text to the name.
const ANY: &str = "any";

type Told = (&'static str, String);

/// The role and the name of each control on the screen, as the engine computes them.
async fn told(visitor: &Visitor<'_>) -> Result<Vec<(String, String)>> {
    let found = visitor.browser.web().execute(TOLD, vec![]).await?.elements()?;
    let mut all = Vec::new();
    for element in &found {
        all.push((visitor.browser.role(element).await?, visitor.browser.name(element).await?));
    }
    Ok(all)
}

async fn are(visitor: &Visitor<'_>, state: &str, own: Vec<Told>) -> Result<()> {
    let words = &visitor.words.interface;
    let mut expected = vec![one("link", &words.leave), one("navigation", &words.nav_label)];
    expected.extend(
        [&words.nav_explore, &words.nav_quiz, &words.nav_notes, &words.nav_help].map(|name| one("button", name)),
    );
    expected.extend(own);
    let found = told(visitor).await.with_context(|| state.to_owned())?;
    for (at, (expected, found)) in expected.iter().zip(&found).enumerate() {
        let same = if expected.0 == ANY {
            found.1.contains(&expected.1)
        } else {
            *found == (expected.0.into(), expected.1.clone())
        };
        ensure!(same, "{state}: number {at} is {found:?}, not {expected:?}");
    }
    ensure!(found.len() == expected.len(), "{state}: {} controls, not {}: {found:#?}", found.len(), expected.len());
    Ok(())
}

fn one(role: &'static str, name: &str) -> Told {
    (role, name.to_owned())
}

fn all<'a>(role: &'static str, names: impl IntoIterator<Item = &'a String>) -> Vec<Told> {
    names.into_iter().map(|name| one(role, name)).collect()
}

/// Checks the start card, a set, a page of checkboxes, one of scales, and one with an extra answer beside the scale.
/// Then the notes, and the search of the explorer.
pub async fn are_told(visitor: &Visitor<'_>) -> Result<()> {
    let words = visitor.words;
    let (names, quiz) = (&words.interface, &words.quiz);
    visitor.presses(&names.notes_door).await?;
    visitor.sees_screen(&names.notes_title).await?;
    let file = one(ANY, &names.file_open);
    are(
        visitor,
        "the notes, empty",
        vec![
            one("heading", &names.notes_title),
            one("button", &names.begin),
            one("heading", &names.notes_files),
            file.clone(),
            one("button", &names.leave_key_off),
        ],
    )
    .await?;

    visitor.presses(&names.begin).await?;
    visitor.sees_screen(&quiz.title).await?;
    let mut card = vec![one("heading", &quiz.title), one("group", &quiz.subject.question)];
    card.push(one("heading", &quiz.subject.question));
    card.extend(all("radio", quiz.subject.options.iter().map(|(_, name)| name)));
    card.extend([one("checkbox", &quiz.subject.keep), one("button", &quiz.subject.begin)]);
    card.extend([one(ANY, &quiz.subject.keep_title), one("button", &names.notes_door)]);
    are(visitor, "the start card", card).await?;

    visitor.begins(Subject::Friend, true).await?;
    visitor.sees_question(Part::Closeness, 2, TOTAL).await?;
    let mut set = question(visitor, &quiz.closeness.question, 2, TOTAL);
    for what in [&quiz.closeness.most, &quiz.closeness.least] {
        set.extend(visitor.statements().await?.iter().map(|statement| one("radio", &format!("{what} {statement}"))));
    }
    set.extend(all("button", [&names.next, &names.equal, &names.skip, &names.so_far]));
    are(visitor, "a set", set).await?;

    for number in 2..7 {
        visitor.sees_question(Part::Closeness, number, TOTAL).await?;
        visitor.ranks_types(&RANKING).await?;
    }
    visitor.sees_question(Part::Closeness, 7, TOTAL).await?;
    let mut ticks = question(visitor, &quiz.part_of.question, 7, TOTAL);
    ticks.extend(all("checkbox", words.types.each.iter().map(|(_, of)| &of.part_of)));
    ticks.push(one("checkbox", &quiz.part_of.none));
    ticks.extend(all("button", [&names.next, &names.skip, &names.so_far]));
    are(visitor, "a page of ticks", ticks).await?;

    visitor.presses(&names.skip).await?;
    visitor.sees_question(Part::Now, 8, TOTAL).await?;
    let mut scales = question(visitor, &quiz.now.question, 8, TOTAL);
    for line in &words.types.each[Type::Emotional].now {
        for (what, points) in [(&quiz.now.often, &quiz.now.often_scale), (&quiz.now.wish, &quiz.now.wish_scale)] {
            scales.push(one("radiogroup", &format!("{line} {what}")));
            scales.extend(all("radio", points));
        }
    }
    scales.extend(all("button", [&names.next, &names.skip, &names.so_far]));
    are(visitor, "a page of scales", scales).await?;

    visitor.presses(&names.so_far).await?;
    visitor.sees_screen(&words.result.title).await?;
    visitor.presses(&quiz.obstacles_offer.accept).await?;
    visitor.sees_screen(&quiz.obstacles_offer.title).await?;
    let mut offer = all("button", [&names.back]);
    offer.push(one("heading", &quiz.obstacles_offer.title));
    offer.extend(all("button", [&quiz.obstacles_offer.accept, &quiz.obstacles_offer.decline]));
    are(visitor, "the offer", offer).await?;
    visitor.presses(&quiz.obstacles_offer.accept).await?;
    visitor.sees_question(Part::Obstacles, 1, 2).await?;
    visitor.presses(&names.skip).await?;
    visitor.sees_question(Part::Obstacles, 2, 2).await?;
    let mut roots = question(visitor, &quiz.roots.question, 2, 2);
    for root in Root::ALL {
        roots.push(one("radiogroup", &words.fear.each[root].item));
        roots.extend(all("radio", quiz.roots.scale.iter().chain([&names.prefer_not])));
    }
    roots.extend(all("button", [&names.next, &names.skip, &names.so_far]));
    are(visitor, "the roots", roots).await?;

    visitor.presses(&names.nav_notes).await?;
    visitor.sees_screen(&names.notes_title).await?;
    let mut notes = vec![one("heading", &names.notes_title)];
    notes.extend(map_card(visitor));
    notes.extend([one("heading", &names.notes_keep), one("button", &names.keep_no_more)]);
    notes.extend([one("heading", &names.passphrase_field), one(ANY, &names.passphrase_title)]);
    notes.extend([one("heading", &names.notes_files), one("button", &names.file_save), file.clone()]);
    notes.push(one("heading", &names.notes_remove));
    notes.extend(all("button", [&names.erase, &names.leave_key_off]));
    are(visitor, "the notes", notes).await?;
    passphrase(visitor, file).await?;

    visitor.presses(&names.nav_explore).await?;
    visitor.sees_screen(&names.explore_title).await?;
    let field = visitor.browser.find("#ie-search").await?;
    visitor.browser.click(&field).await?;
    visitor.browser.type_keys("qqq").await?;
    visitor.sees_status(&fill(&names.search_none, &[("query", "qqq")])).await?;
    let search = vec![one("heading", &names.explore_title), one("search", ""), one("searchbox", &names.search_label)];
    are(visitor, "the search", search).await
}

/// The card of the only map in the notes, with its options folded, and the button for a new map.
fn map_card(visitor: &Visitor<'_>) -> Vec<Told> {
    let names = &visitor.words.interface;
    let mut card = vec![one("heading", &visitor.words.quiz.subject.options.friend)];
    card.extend(all("button", [&names.go_on, &names.so_far, &names.review_title]));
    card.extend([one(ANY, &names.map_options), one("button", &names.new_map)]);
    card
}

/// The notes with the fields for a passphrase open, with a passphrase, and locked.
async fn passphrase(visitor: &Visitor<'_>, file: Told) -> Result<()> {
    let names = &visitor.words.interface;
    let before = |heading: bool| {
        let mut before = map_card(visitor);
        before.extend([one("heading", &names.notes_keep), one("button", &names.keep_no_more)]);
        before.push(one("heading", &names.passphrase_field));
        before.splice(..0, heading.then(|| one("heading", &names.notes_title)));
        before
    };
    let after = || {
        let mut after = vec![one("heading", &names.notes_files), one("button", &names.file_save), file.clone()];
        after.push(one("heading", &names.notes_remove));
        after.extend(all("button", [&names.erase, &names.leave_key_off]));
        after
    };
    let fields = || [&names.passphrase_new, &names.passphrase_again].map(|name| one(ANY, name));

    visitor.presses(&names.passphrase_title).await?;
    let mut open = before(true);
    open.push(one(ANY, &names.passphrase_title));
    open.extend(fields());
    open.push(one("button", &names.passphrase_set));
    open.extend(after());
    are(visitor, "the notes, with a passphrase to set", open).await?;

    visitor.sets_passphrase("four quiet words here").await?;
    visitor.presses(&names.passphrase_change_title).await?;
    let mut sealed = before(true);
    sealed.extend([one("button", &names.passphrase_lock), one(ANY, &names.passphrase_change_title)]);
    sealed.push(one(ANY, &names.passphrase_old));
    sealed.extend(fields());
    sealed.extend(all("button", [&names.passphrase_change, &names.passphrase_off]));
    sealed.extend(after());
    are(visitor, "the notes, under a passphrase", sealed).await?;

    visitor.presses(&names.passphrase_lock).await?;
    visitor.sees_status(&names.passphrase_is_locked).await?;
    let mut locked = vec![one("heading", &names.notes_title), one(ANY, &names.passphrase_field)];
    locked.extend(all("button", [&names.passphrase_unlock, &names.erase]));
    locked.extend([one("heading", &names.notes_files), file, one("button", &names.leave_key_off)]);
    are(visitor, "the notes, locked", locked).await
}

/// The answers of [`super::ways::answering`].
fn answers() -> Answers {
    fn ranked<T: Copy + PartialEq>(set: &[T], ranking: &[T]) -> Option<SetAnswer<T>> {
        let mut inside = ranking.iter().copied().filter(|one| set.contains(one));
        let (most, least) = (inside.next(), inside.last());
        Pick::new(most, least).map(SetAnswer::Chosen)
    }
    let mut answers = Run::new(0, Subject::Partner).answers;
    for (answer, set) in answers.closeness.iter_mut().zip(&CLOSENESS[..CLOSENESS_FIRST]) {
        *answer = ranked(set, &RANKING);
    }
    for (answer, set) in answers.factors.iter_mut().zip(&FACTORS) {
        *answer = ranked(set, &Factor::ALL);
    }
    answers.part_of = Some(PerType::from_fn(|of| matches!(of, Type::Emotional | Type::Physical)));
    answers.often.emotional = [Often::new(1); 2];
    answers.wish.emotional = [Wish::new(2); 2];
    answers.present.trust = Often::new(1);
    answers.set_amount(Topic::Issue(Issue::Stress), Level::new(2).map(Amount::Level));
    answers.set_amount(Topic::Root(Root::Trauma), Some(Amount::PreferNotToSay));
    answers.set_amount(Topic::Root(Root::Vulnerability), Level::new(3).map(Amount::Level));
    answers
}

/// Checks the result of these answers, which puts safety first, then the list of answers, and a page of the explorer.
pub async fn of_a_result_are_told(visitor: &Visitor<'_>) -> Result<()> {
    let words = visitor.words;
    let (names, quiz, result) = (&words.interface, &words.quiz, &words.result);
    let found = QuizResult::new(&answers());
    ensure!(found.safety && !found.obstacles.is_empty(), "another result was wanted: {found:?}");
    let link = |page: Page| one("link", words.title(page));
    let folded = |title: &str| one(ANY, title);

    let mut told = all("heading", [&result.title, &result.safety.title]);
    let here = visitor.country().await?;
    // The help lines of the browser's country are expanded, and those of the others are under one summary.
    let listed: Vec<_> = here.map_or_else(|| words.support.countries.iter().collect(), |here| vec![here]);
    for country in listed {
        told.push(folded(&country.name));
        for line in country.lines.iter().filter(|_| here.is_some_and(|here| here.code == country.code)) {
            let row = if line.number.is_empty() { &line.site } else { &line.number };
            told.push(one("link", &format!("{}: {} {row}", country.name, line.name)));
            told.extend((!line.site.is_empty() && row != &line.site).then(|| one("link", &line.site)));
        }
    }
    told.extend(here.map(|_| folded(&words.support.lines_others)));
    told.extend([link(Page::Support), one("heading", &result.next.title), folded(&result.safety.show)]);
    told.push(one(ANY, &result.closeness.title));
    told.push(one("navigation", &names.contents));
    let parts = [&result.closeness.title, &result.gap.title, &result.factors.title, &result.obstacles.title];
    told.extend(all("link", parts));
    told.push(one("heading", &result.closeness.title));
    let picture = &found.closeness.picture;
    let leading = if picture.stands_out() { picture.leading() } else { Vec::new() };
    let outer = picture.outermost().filter(|of| !leading.contains(of));
    told.extend(leading.into_iter().chain(outer).map(|of| one("link", &words.types.each[of].title)));
    told.push(folded(&result.closeness.table_title));
    if found.closeness.refine_offered {
        told.push(folded(&quiz.refine_offer.title));
    }
    told.extend(all("heading", [&result.gap.title, &result.factors.title]));
    told.push(folded(&result.factors.table_title));
    told.push(one("heading", &result.obstacles.title));
    for opened in &found.obstacles {
        let title = match opened.topic {
            Topic::Issue(issue) => &words.issues.each[issue].title,
            Topic::Root(root) => &words.fear.each[root].title,
        };
        told.push(folded(title));
    }
    told.push(one("link", &result.obstacles.support));
    told.push(folded(&result.method.title));
    told.push(one("checkbox", &names.print_answers));
    told.extend(all("button", [&names.print, &names.review_title, &names.nav_notes]));
    visitor.presses(&result.safety.show).await?;
    are(visitor, "the result", told).await?;

    visitor.presses(&names.review_title).await?;
    visitor.sees_screen(&names.review_title).await?;
    let asked = visitor.browser.find_all(".ie-answers > li").await?.len();
    // The offer of the optional section is not an answer, but its two pages are.
    ensure!(asked == TOTAL + 2, "{asked} answers are listed");
    visitor.presses(&format!("{}: {}", names.change, quiz.present.question)).await?;
    visitor.sees_question(Part::Factors, 20, TOTAL).await?;
    let mut present = question(visitor, &quiz.present.question, 20, TOTAL);
    for of in Factor::ALL {
        present.push(one("radiogroup", &words.factors.each[of].now));
        present.extend(all("radio", &quiz.present.scale));
    }
    present.extend(all("button", [&names.next_review, &names.skip, &names.clear]));
    are(visitor, "an answer, to change", present).await?;

    visitor.presses(&names.nav_explore).await?;
    visitor.sees_screen(&names.explore_title).await?;
    visitor.presses(words.title(Page::Support)).await?;
    visitor.sees_screen(words.title(Page::Support)).await?;
    let support = [&words.support.when_title, &words.support.work_title].map(|title| one("heading", title));
    let page = told_between(visitor, words.title(Page::Support)).await?;
    ensure!(support.iter().all(|(role, name)| page.contains(&((*role).to_owned(), name.clone()))), "{page:#?}");
    Ok(())
}

/// The roles and names from the heading of the screen on.
async fn told_between(visitor: &Visitor<'_>, heading: &str) -> Result<Vec<(String, String)>> {
    let all = told(visitor).await?;
    let from = all.iter().position(|(role, name)| role == "heading" && name == heading).context("no heading")?;
    Ok(all[from..].to_vec())
}

/// The controls above those of every question.
fn question(visitor: &Visitor<'_>, question: &str, number: usize, total: usize) -> Vec<Told> {
    let words = &visitor.words.interface;
    let template = if total == TOTAL { &words.progress } else { &words.progress_optional };
    let place = fill(template, &[("number", &number.to_string()), ("total", &total.to_string())]);
    let heading = format!("{question} {place}");
    vec![one("button", &words.back), one("heading", &heading), one("group", question)]
}
