//! The method note, and the numbers behind the result.

use crate::chart::hundredths;
use crate::content::{Factor, Type};
use crate::quiz::{Mark, QuizResult};
use crate::view::element::{El, el, p, th};
use crate::view::scene::Scene;
use crate::view::text::paragraphs;

/// The section, folded.
pub(super) fn method(scene: &Scene, result: &QuizResult) -> El {
    let words = &scene.content.result.method;
    let each = scene.content;
    let types = |mark: &Mark<Type>| (each.types.each[mark.item].name.clone(), cells(mark));
    let factors = |mark: &Mark<Factor>| (each.factors.each[mark.item].name.clone(), cells(mark));
    let types = result.closeness.picture.marks.iter().map(types).collect();
    let factors = result.factors.picture.marks.iter().map(factors).collect();
    let working = el("details")
        .class("ie-no-print")
        .with(el("summary").text(&words.working_title))
        .with(p(&words.working_text))
        .with(table(scene, &each.result.closeness.column_type, types))
        .with(table(scene, &each.result.factors.column_factor, factors));
    let title = el("summary").attr("id", "ie-method").text(&words.title);
    let note = el("details").with(title).with(paragraphs(&words.text)).with(working);
    el("section").class("ie-method ie-no-print").attr("aria-labelledby", "ie-method").with(note)
}

/// The cells of a row: how often the item was Most, was Least and was shown; its plain score, its utility and its
/// standard error.
fn cells<T>(mark: &Mark<T>) -> [String; 6] {
    let tally = mark.tally;
    [
        tally.most.to_string(),
        tally.least.to_string(),
        tally.shown.to_string(),
        signed(tally.plain()),
        signed(mark.utility),
        hundredths(mark.standard_error),
    ]
}

/// A number with two decimals and a typographic minus sign.
fn signed(value: f64) -> String {
    hundredths(value).replace('-', "−")
}

fn table(scene: &Scene, column: &str, rows: Vec<(String, [String; 6])>) -> El {
    let words = &scene.content.result.method;
    let columns = [
        &words.column_most,
        &words.column_least,
        &words.column_shown,
        &words.column_plain,
        &words.column_utility,
        &words.column_error,
    ];
    let number = |text: &String| el("td").class("ie-number").text(text);
    let row =
        |(name, cells): &(String, [String; 6])| el("tr").key(name).with(th("row", name)).each(cells.iter().map(number));
    let heads = el("tr").with(th("col", column)).each(columns.map(|column| th("col", column).class("ie-number")));
    let table = el("table").class("ie-table").with(el("thead").with(heads));
    let scroll = el("section").class("ie-scroll").attr("tabindex", "0");
    scroll
        .attr("aria-label", &format!("{}: {column}", words.working_title))
        .with(table.with(el("tbody").each(rows.iter().map(row))))
}
