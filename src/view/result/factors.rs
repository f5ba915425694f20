//! Factors: those that matter most, and how present each factor is.

use super::bars::{Row, precisely as bars_and_table};
use super::gap::often;
use super::section::{names, section, titled_text};
use crate::content::{Factor, Page, fill};
use crate::quiz::{FactorsResult, Run, design};
use crate::view::element::{El, group, p};
use crate::view::scene::Scene;
use yew::prelude::*;

/// The section; empty if no set of factors was answered.
pub(super) fn factors(scene: &Scene, run: &Run, factors: &FactorsResult) -> Html {
    let (result, words) = (&scene.content.result, &scene.content.result.factors);
    let picture = &factors.picture;
    if picture.answered == 0 {
        return Html::default();
    }
    let section = section(scene, "ie-factors", &words.title);
    let total = design::FACTORS.len().to_string();
    if !picture.shown {
        let needed = design::FACTORS_NEEDED.to_string();
        let text = fill(&result.too_few, &[("needed", &needed), ("total", &total)]);
        return section.with(p(&text)).into();
    }
    let each = &scene.content.factors.each;
    let most = &factors.matter_most;
    let named = |list: &[Factor]| {
        let texts: Vec<&str> = list.iter().map(|of| each[*of].in_sentence.as_str()).collect();
        names(scene, &texts)
    };
    let lead = match most.len() {
        0 => words.lead_all.clone(),
        1 => fill(&words.lead_one, &[("list", &named(most))]),
        _ => fill(&words.lead, &[("list", &named(most))]),
    };
    let partial = [("answered", &*picture.answered.to_string()), ("total", &*total)];
    let partial = (picture.answered < picture.total).then(|| p(&fill(&result.partial, &partial)).class("ie-notice"));
    let unplaced = picture.unplaced();
    let unplaced = (!unplaced.is_empty()).then(|| p(&fill(&result.closeness.unplaced, &[("list", &named(&unplaced))])));
    // If too many factors lead together, none of them matters most. Then one sentence names those that are rarely
    // present.
    let tied = most.is_empty() && !factors.thin.is_empty();
    let tied = tied.then(|| p(&fill(&words.thin_tied, &[("list", &named(&factors.thin))])));
    let paragraph = |of: Factor| {
        let thin = factors.thin.contains(&of);
        let text = if thin { &each[of].thin } else { &each[of].leading };
        (!most.is_empty() && (thin || most.contains(&of)))
            .then(|| titled_text(of.id(), scene.link(Page::Factor(of), (&each[of].name).into()), text))
    };
    section
        .maybe(partial)
        .with(p(&lead))
        .maybe(unplaced)
        .maybe(tied)
        .with(precisely(scene, run, factors, group().each(Factor::ALL.into_iter().filter_map(paragraph))))
        .into()
}

/// The paragraphs about the factors, the bars and the table, folded.
fn precisely(scene: &Scene, run: &Run, factors: &FactorsResult, paragraphs: El) -> El {
    let (words, each) = (&scene.content.result.factors, &scene.content.factors.each);
    let now = |of: Factor| {
        let Some(value) = run.answers.present[of] else { return scene.content.result.gap.no_answer.clone() };
        let now = often(f64::from(value.value()), &scene.content.quiz.present.scale);
        let marked = factors.thin.contains(&of) && !factors.matter_most.is_empty();
        if marked { format!("{now}: {}", words.thin_mark) } else { now.to_owned() }
    };
    let placed = factors.picture.marks.iter().filter(|mark| mark.placed);
    let rows: Vec<Row> = placed.map(|mark| Row::new(mark, &each[mark.item].name, "", now(mark.item))).collect();
    let columns = [&*words.column_factor, &words.column_share, &words.column_range, &words.column_now];
    // For closeness in general, the quiz does not ask how present the factors are.
    let columns = if run.answers.in_general() { &columns[..3] } else { &columns };
    let reading = &scene.content.result.closeness.bars_reading;
    bars_and_table(scene.words(), &words.table_title, reading, columns, rows, paragraphs)
}
