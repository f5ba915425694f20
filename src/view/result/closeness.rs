//! What closeness means: the words, the map, the bars, the table.

use super::bars::{Row, bars};
use super::map::map;
use super::{names, percent, range, section_heading, under};
use crate::content::{Type, fill};
use crate::quiz::{Closeness, design};
use crate::state::Action;
use crate::view::glyph::hue;
use crate::view::scene::Scene;
use crate::view::text::rich;
use yew::prelude::*;

/// The section.
pub(super) fn closeness(scene: &Scene, closeness: &Closeness) -> Html {
    let (words, picture) = (&scene.content.result.closeness, &closeness.picture);
    let (answered, total) = (picture.answered.to_string(), picture.total.to_string());
    let heading = section_heading(scene, "ie-closeness", &words.title);
    if !picture.shown {
        let needed = design::CLOSENESS_NEEDED.to_string();
        let total = design::CLOSENESS_FIRST.to_string();
        let text = fill(&scene.content.result.too_few, &[("needed", &needed), ("total", &total)]);
        return html! { <section aria-labelledby="ie-closeness">{ heading }<p>{ text }</p></section> };
    }
    html! {
        <section aria-labelledby="ie-closeness">
            { heading }
            if picture.answered < picture.total {
                <p class="ie-notice">
                    { fill(&scene.content.result.partial, &[("answered", &answered), ("total", &total)]) }
                </p>
            }
            { in_words(scene, closeness) }
            { map(scene.content, closeness, "ie-in-words") }
            <p class="ie-hint">{ &words.reading }</p>
            { paragraphs(scene, closeness) }
            { precisely(scene, closeness) }
            { refine(scene, closeness) }
        </section>
    }
}

/// The same as the map, in sentences.
fn in_words(scene: &Scene, closeness: &Closeness) -> Html {
    let (words, picture) = (&scene.content.result.closeness, &closeness.picture);
    let named = |types: &[Type]| {
        let texts: Vec<&str> = types.iter().map(|of| scene.content.types.each[*of].in_sentence.as_str()).collect();
        names(scene, &texts)
    };
    let leading = picture.leading();
    let lead = match leading.len() {
        _ if !picture.stands_out() => words.lead_all.clone(),
        1 => fill(&words.lead_one, &[("list", &named(&leading))]),
        _ => fill(&words.lead_some, &[("list", &named(&leading))]),
    };
    let outer = picture.outermost().filter(|of| !leading.contains(of));
    let mut lines = vec![lead];
    if let Some(outer) = outer {
        lines.push(fill(&words.outer, &[("list", &named(&[outer]))]));
    }
    if !closeness.unticked.is_empty() {
        lines.push(fill(&words.unticked, &[("list", &named(&closeness.unticked))]));
    }
    let unplaced = picture.unplaced();
    if !unplaced.is_empty() {
        lines.push(fill(&words.unplaced, &[("list", &named(&unplaced))]));
    }
    html! { <div id="ie-in-words">{ for lines.iter().map(|line| html! { <p>{ rich(line) }</p> }) }</div> }
}

/// What stands out, and what lies furthest out, each in a paragraph of its own.
fn paragraphs(scene: &Scene, closeness: &Closeness) -> Html {
    let picture = &closeness.picture;
    let leading = if picture.stands_out() { picture.leading() } else { Vec::new() };
    let outer = picture.outermost().filter(|of| !leading.contains(of));
    let paragraph = |of: Type, text: &str| {
        html! {
            <div class={classes!("ie-words", hue(of))} key={of.id()}>
                <p>{ scene.link(crate::content::Page::Type(of), html! { { &scene.content.types.each[of].title } }) }</p>
                <p>{ rich(text) }</p>
            </div>
        }
    };
    html! {
        <>
            { for leading.iter().map(|of| paragraph(*of, &scene.content.types.each[*of].leading)) }
            { for outer.into_iter().map(|of| paragraph(of, &scene.content.types.each[of].outer)) }
        </>
    }
}

/// Bars and table.
fn precisely(scene: &Scene, closeness: &Closeness) -> Html {
    let (words, picture) = (&scene.content.result.closeness, &closeness.picture);
    let placed = || picture.marks.iter().filter(|mark| mark.placed);
    let name = |of: Type| scene.content.types.each[of].name.as_str();
    let rows: Vec<Row> = placed()
        .map(|mark| Row {
            name: name(mark.item),
            hue: Some(hue(mark.item)),
            share: (mark.share, mark.whisker.0, mark.whisker.1),
            tied: mark.leading,
        })
        .collect();
    html! {
        <>
            { under(scene).heading("ie-part", None, html! { { &words.bars_title } }) }
            { bars(&rows) }
            <p class="ie-hint">{ &words.bars_reading }</p>
            <details open={true}>
                <summary>{ &words.table_title }</summary>
                <table class="ie-table ie-stack">
                    <thead>
                        <tr>
                            <th scope="col">{ &words.column_type }</th>
                            <th scope="col">{ &words.column_share }</th>
                            <th scope="col">{ &words.column_range }</th>
                            <th scope="col">{ &words.column_place }</th>
                        </tr>
                    </thead>
                    <tbody>
                        { for placed().map(|mark| {
                            let place = if mark.leading { &words.place_leading } else { &words.place_other };
                            let unticked = closeness.unticked.contains(&mark.item);
                            html! {
                                <tr key={mark.item.id()}>
                                    <th scope="row">{ name(mark.item) }</th>
                                    <td data-label={words.column_share.clone()}>{ percent(mark.share) }</td>
                                    <td data-label={words.column_range.clone()}>{ range(mark.whisker) }</td>
                                    <td data-label={words.column_place.clone()}>
                                        { place }
                                        if unticked { { "; " }{ &words.unticked_mark } }
                                    </td>
                                </tr>
                            }
                        }) }
                    </tbody>
                </table>
            </details>
        </>
    }
}

/// The offer of S1b.
fn refine(scene: &Scene, closeness: &Closeness) -> Html {
    if !closeness.refine_offered {
        return Html::default();
    }
    let offer = &scene.content.quiz.refine_offer;
    html! {
        <div class="ie-card ie-no-print">
            { under(scene).heading("ie-section", None, html! { { &offer.title } }) }
            <p>{ &offer.text }</p>
            <p class="ie-actions">{ scene.button("ie-button ie-second", &offer.accept, Action::RefineAccepted) }</p>
        </div>
    }
}
