//! What closeness rests on: the factors that matter most, and how present each is.

use super::bars::{Row, bars};
use super::gap::often;
use super::{names, percent, range, section_heading};
use crate::content::{Factor, Page, fill};
use crate::quiz::{Foundations, Run, design};
use crate::view::scene::Scene;
use crate::view::text::rich;
use yew::prelude::*;

/// The section.
pub(super) fn factors(scene: &Scene, run: &Run, foundations: &Foundations) -> Html {
    let (result, words) = (&scene.content.result, &scene.content.result.factors);
    let picture = &foundations.picture;
    let heading = section_heading(scene, "ie-factors", &words.title);
    let total = design::FOUNDATIONS.len().to_string();
    if !picture.shown {
        let needed = design::FOUNDATIONS_NEEDED.to_string();
        let text = fill(&result.too_few, &[("needed", &needed), ("total", &total)]);
        return html! { <section aria-labelledby="ie-factors">{ heading }<p>{ text }</p></section> };
    }
    let each = &scene.content.factors.each;
    let most = &foundations.matter_most;
    let texts: Vec<&str> = most.iter().map(|of| each[*of].in_sentence.as_str()).collect();
    let lead =
        if most.is_empty() { words.lead_all.clone() } else { fill(&words.lead, &[("list", &names(scene, &texts))]) };
    let told: Vec<Factor> =
        Factor::ALL.into_iter().filter(|of| most.contains(of) || foundations.thin.contains(of)).collect();
    let partial = [("answered", &*picture.answered.to_string()), ("total", &*total)];
    html! {
        <section aria-labelledby="ie-factors">
            { heading }
            if picture.answered < picture.total {
                <p class="ie-notice">{ fill(&result.partial, &partial) }</p>
            }
            <p>{ lead }</p>
            { for told.iter().map(|of| {
                let thin = foundations.thin.contains(of);
                let text = if thin { &each[*of].thin } else { &each[*of].leading };
                html! {
                    <div class="ie-words" key={of.id()}>
                        <p>{ scene.link(Page::Factor(*of), html! { { &each[*of].name } }) }</p>
                        <p>{ rich(text) }</p>
                    </div>
                }
            }) }
            { precisely(scene, run, foundations) }
        </section>
    }
}

fn precisely(scene: &Scene, run: &Run, foundations: &Foundations) -> Html {
    let (words, each) = (&scene.content.result.factors, &scene.content.factors.each);
    let placed = || foundations.picture.marks.iter().filter(|mark| mark.placed);
    let rows: Vec<Row> = placed()
        .map(|mark| Row {
            name: &each[mark.item].name,
            hue: None,
            share: (mark.share, mark.whisker.0, mark.whisker.1),
            tied: mark.leading,
        })
        .collect();
    let present = !run.answers.in_general();
    let scale = &scene.content.quiz.present.scale;
    html! {
        <>
            { bars(&rows) }
            <details open={true}>
                <summary>{ &scene.content.result.closeness.table_title }</summary>
                <table class="ie-table ie-stack">
                    <thead>
                        <tr>
                            <th scope="col">{ &words.column_factor }</th>
                            <th scope="col">{ &words.column_share }</th>
                            <th scope="col">{ &words.column_range }</th>
                            if present { <th scope="col">{ &words.column_now }</th> }
                        </tr>
                    </thead>
                    <tbody>
                        { for placed().map(|mark| {
                            let now = run.answers.present[mark.item].map_or(
                                scene.content.result.gap.no_answer.as_str(),
                                |value| often(f64::from(value.value()), scale),
                            );
                            html! {
                                <tr key={mark.item.id()}>
                                    <th scope="row">{ &each[mark.item].name }</th>
                                    <td data-label={words.column_share.clone()}>{ percent(mark.share) }</td>
                                    <td data-label={words.column_range.clone()}>{ range(mark.whisker) }</td>
                                    if present {
                                        <td data-label={words.column_now.clone()}>
                                            { now }
                                            if foundations.thin.contains(&mark.item) { { ": " }{ &words.thin_mark } }
                                        </td>
                                    }
                                </tr>
                            }
                        }) }
                    </tbody>
                </table>
            </details>
        </>
    }
}
