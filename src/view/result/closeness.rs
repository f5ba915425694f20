//! Closeness: the result in words, as map, as bars and as table.

use super::bars::{Row, bars, table};
use super::map::map;
use super::section::{names, section, titled_text, under};
use crate::content::{Page, Type, fill};
use crate::quiz::{Closeness, design};
use crate::state::Action;
use crate::view::element::{El, el, group, p};
use crate::view::glyph::hue;
use crate::view::scene::Scene;
use crate::view::text::prose;
use yew::prelude::*;

/// The section.
pub(super) fn closeness(scene: &Scene, closeness: &Closeness) -> Html {
    let (words, picture) = (&scene.content.result.closeness, &closeness.picture);
    let (answered, total) = (picture.answered.to_string(), picture.total.to_string());
    let section = section(scene, "ie-closeness", &words.title);
    if !picture.shown {
        let needed = design::CLOSENESS_NEEDED.to_string();
        let total = design::CLOSENESS_FIRST.to_string();
        let text = fill(&scene.content.result.too_few, &[("needed", &needed), ("total", &total)]);
        return section.with(p(&text)).into();
    }
    let partial = (picture.answered < picture.total).then(|| {
        p(&fill(&scene.content.result.partial, &[("answered", &answered), ("total", &total)])).class("ie-notice")
    });
    section
        .maybe(partial)
        .with(in_words(scene, closeness))
        .with(map(scene.content, closeness, "ie-in-words"))
        .with(p(&words.reading).class("ie-hint"))
        .with(paragraphs(scene, closeness))
        .with(precisely(scene, closeness))
        .with(refine(scene, closeness))
        .into()
}

/// The content of the map, in sentences.
fn in_words(scene: &Scene, closeness: &Closeness) -> El {
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
    el("div").attr("id", "ie-in-words").key(&lines.join(" ")).each(lines.iter().map(|line| prose(line)))
}

/// A paragraph for each type that stands out, and one for the outermost type.
fn paragraphs(scene: &Scene, closeness: &Closeness) -> El {
    let picture = &closeness.picture;
    let leading = if picture.stands_out() { picture.leading() } else { Vec::new() };
    let outer = picture.outermost().filter(|of| !leading.contains(of));
    let paragraph = |of: Type, text: &str| {
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
    group()
        .with(under(scene).heading("ie-part").text(&words.bars_title))
        .with(bars(&rows))
        .with(p(&words.bars_reading).class("ie-hint").attr("aria-hidden", "true"))
        .with(table(scene.words(), &words.table_title, &columns, &rows))
}

/// The offer of Refine closeness.
fn refine(scene: &Scene, closeness: &Closeness) -> Html {
    if !closeness.refine_offered {
        return Html::default();
    }
    let offer = &scene.content.quiz.refine_offer;
    let accept = scene.button("ie-button ie-second", &offer.accept, Action::RefineAccepted);
    el("div")
        .class("ie-card ie-no-print")
        .with(under(scene).heading("ie-section").text(&offer.title))
        .with(p(&offer.text))
        .with(el("p").class("ie-actions").with(accept))
        .into()
}
