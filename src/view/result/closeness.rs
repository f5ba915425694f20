//! Closeness: first one sentence and the map, then what it means in words, and the numbers.

use super::bars::{Row, precisely as bars_and_table};
use super::map::map;
use super::section::{folded_text, names, section, titled_text};
use crate::content::{Page, Type, fill};
use crate::quiz::{Closeness, design};
use crate::state::Action;
use crate::view::element::{El, el, group, p};
use crate::view::glyph::hue;
use crate::view::scene::Scene;
use crate::view::text::prose;
use yew::prelude::*;

/// What the first window shows: one sentence and the map. Without enough answers, one sentence that says so.
pub(super) fn first(scene: &Scene, closeness: &Closeness) -> El {
    if !closeness.picture.shown {
        let needed = design::CLOSENESS_NEEDED.to_string();
        let total = design::CLOSENESS_FIRST.to_string();
        return group().with(p(&fill(&scene.content.result.too_few, &[("needed", &needed), ("total", &total)])));
    }
    let map = map(scene.content, closeness, "ie-in-words");
    group().with(prose(&lead(scene, closeness)).attr("id", "ie-in-words")).with(map)
}

/// What the map means, after it. There must be enough answers.
pub(super) fn meaning(scene: &Scene, closeness: &Closeness) -> El {
    let picture = &closeness.picture;
    let (answered, total) = (picture.answered.to_string(), picture.total.to_string());
    let partial = (picture.answered < picture.total).then(|| {
        p(&fill(&scene.content.result.partial, &[("answered", &answered), ("total", &total)])).class("ie-hint")
    });
    section(scene, "ie-closeness", &scene.content.result.closeness.title)
        .with(lines(scene, closeness))
        .maybe(partial)
        .with(paragraphs(scene, closeness))
        .with(precisely(scene, closeness))
        .with(refine(scene, closeness))
}

/// Names of types inside a sentence.
fn named(scene: &Scene, types: &[Type]) -> String {
    let texts: Vec<&str> = types.iter().map(|of| scene.content.types.each[*of].in_sentence.as_str()).collect();
    names(scene, &texts)
}

/// The sentence about the types that lie innermost.
fn lead(scene: &Scene, closeness: &Closeness) -> String {
    let (words, picture) = (&scene.content.result.closeness, &closeness.picture);
    let leading = picture.leading();
    match leading.len() {
        _ if !picture.stands_out() => words.lead_all.clone(),
        1 => fill(&words.lead_one, &[("list", &named(scene, &leading))]),
        _ => fill(&words.lead_some, &[("list", &named(scene, &leading))]),
    }
}

/// The other content of the map, in sentences. The paragraph of the outermost type names it.
fn lines(scene: &Scene, closeness: &Closeness) -> El {
    let (words, picture) = (&scene.content.result.closeness, &closeness.picture);
    let named = |types: &[Type]| named(scene, types);
    let leading = picture.leading();
    let mut lines = Vec::new();
    // A type that stands out but was not ticked has a sentence of its own, which explains how both can be true.
    let (both, rest): (Vec<Type>, Vec<Type>) =
        closeness.unticked.iter().partition(|of| picture.stands_out() && leading.contains(of));
    for (template, list) in [(&words.unticked_leading, both), (&words.unticked, rest)] {
        if !list.is_empty() {
            lines.push(fill(template, &[("list", &named(&list))]));
        }
    }
    let unplaced = picture.unplaced();
    if !unplaced.is_empty() {
        lines.push(fill(&words.unplaced, &[("list", &named(&unplaced))]));
    }
    el("div").key(&lines.join(" ")).each(lines.iter().map(|line| prose(line)))
}

/// A paragraph for each type that stands out, and one for the outermost type.
fn paragraphs(scene: &Scene, closeness: &Closeness) -> El {
    let picture = &closeness.picture;
    let leading = if picture.stands_out() { picture.leading() } else { Vec::new() };
    let outer = picture.outermost().filter(|of| !leading.contains(of));
    // With more than two, the sentence above the map says what they share, and each text is folded.
    let folded = leading.len() > 2;
    let paragraph = |of: Type, text: &str| {
        if folded && leading.contains(&of) {
            return folded_text(scene, Page::Type(of), text).class(hue(of));
        }
        let title = scene.link(Page::Type(of), (&scene.content.types.each[of].title).into());
        titled_text(of.id(), title, text).class(hue(of))
    };
    group()
        .each(
            leading
                .iter()
                .filter(|of| !closeness.unticked.contains(of))
                .map(|of| paragraph(*of, &scene.content.types.each[*of].leading)),
        )
        .each(outer.into_iter().map(|of| paragraph(of, &scene.content.types.each[of].outer)))
}

/// The bars and the table.
fn precisely(scene: &Scene, closeness: &Closeness) -> El {
    let words = &scene.content.result.closeness;
    let placed = closeness.picture.marks.iter().filter(|mark| mark.placed);
    let rows: Vec<Row> = placed
        .map(|mark| {
            let place = if mark.leading { &words.place_leading } else { &words.place_other };
            let unticked = closeness.unticked.contains(&mark.item);
            let place = if unticked { format!("{place}; {}", words.unticked_mark) } else { place.clone() };
            Row::new(mark, &scene.content.types.each[mark.item].name, hue(mark.item), place)
        })
        .collect();
    let columns = [&*words.column_type, &words.column_share, &words.column_range, &words.column_place];
    // The map is understood without its lines and its shape, so what they show stands with the numbers.
    let reading = group().with(p(&words.reading).class("ie-hint"));
    bars_and_table(scene.words(), &words.table_title, &words.bars_reading, &columns, rows, reading)
}

/// The offer of Refine closeness, folded: a tie is an answer too.
fn refine(scene: &Scene, closeness: &Closeness) -> Html {
    if !closeness.refine_offered {
        return Html::default();
    }
    let offer = &scene.content.quiz.refine_offer;
    let accept = scene.button("ie-button ie-second", &offer.accept, Action::RefineAccepted);
    el("details")
        .class("ie-no-print")
        .with(el("summary").text(&offer.title))
        .with(p(&offer.text))
        .with(el("p").class("ie-actions").with(accept))
        .into()
}
