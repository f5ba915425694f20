//! How it was worked out, and the working.

use super::section_heading;
use crate::chart::hundredths;
use crate::content::{Factor, Type};
use crate::quiz::{Mark, QuizResult};
use crate::view::scene::Scene;
use crate::view::text::paragraphs;
use yew::prelude::*;

/// The section.
pub(super) fn method(scene: &Scene, result: &QuizResult) -> Html {
    let words = &scene.content.result.method;
    let each = scene.content;
    let types = |mark: &Mark<Type>| (each.types.each[mark.item].name.clone(), cells(mark));
    let factors = |mark: &Mark<Factor>| (each.factors.each[mark.item].name.clone(), cells(mark));
    html! {
        <section class="ie-method" aria-labelledby="ie-method">
            { section_heading(scene, "ie-method", &words.title) }
            { paragraphs(&words.text) }
            <details class="ie-no-print">
                <summary>{ &words.working_title }</summary>
                <p>{ &words.working_text }</p>
                { table(scene, &each.result.closeness.column_type, result.closeness.picture.marks.iter().map(types).collect()) }
                { table(scene, &each.result.factors.column_factor, result.foundations.picture.marks.iter().map(factors).collect()) }
            </details>
        </section>
    }
}

/// Times Most, times Least, times shown, plain score, utility, standard error.
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

/// Two decimals, with a minus that is one.
fn signed(value: f64) -> String {
    hundredths(value).replace('-', "−")
}

fn table(scene: &Scene, column: &str, rows: Vec<(String, [String; 6])>) -> Html {
    let words = &scene.content.result.method;
    let columns = [
        &words.column_most,
        &words.column_least,
        &words.column_shown,
        &words.column_plain,
        &words.column_utility,
        &words.column_error,
    ];
    html! {
        <div class="ie-scroll" role="region" tabindex="0" aria-label={format!("{}: {column}", words.working_title)}>
            <table class="ie-table">
                <thead>
                    <tr>
                        <th scope="col">{ column }</th>
                        { for columns.iter().map(|column| html! { <th scope="col" class="ie-number">{ column }</th> }) }
                    </tr>
                </thead>
                <tbody>
                    { for rows.into_iter().map(|(name, cells)| html! {
                        <tr key={name.clone()}>
                            <th scope="row">{ &name }</th>
                            { for cells.into_iter().map(|cell| html! { <td class="ie-number">{ cell }</td> }) }
                        </tr>
                    }) }
                </tbody>
            </table>
        </div>
    }
}
