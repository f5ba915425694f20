//! Draws the closeness map.

use crate::chart::{self, Anchor, Point, tenths};
use crate::content::{Content, Type};
use crate::quiz::Closeness;
use crate::view::element::{El, el};
use crate::view::glyph::{hue, strokes};

/// The picture. `described` is the id of the element that says the same in words; the table below it has the numbers.
pub(super) fn map(content: &Content, closeness: &Closeness, described: &'static str) -> El {
    let words = &content.result.closeness;
    let picture = &closeness.picture;
    let place = |of: Type| {
        let mark = picture.mark(of).filter(|mark| mark.placed)?;
        Some((mark.share, mark.whisker.0, mark.whisker.1))
    };
    let leading: Vec<usize> =
        if picture.stands_out() { picture.leading().into_iter().map(Type::index).collect() } else { Vec::new() };
    let letters = Type::ALL.map(|of| content.types.each[of].name.chars().count());
    let map = chart::map(&Type::ALL.map(place), &leading, &letters);
    let placed = || Type::ALL.into_iter().zip(&map.marks).filter_map(|(of, mark)| Some((of, mark.as_ref()?)));
    let spoke = |(_, mark): (Type, &chart::Mark)| line(map.centre, mark.spoke_end).class("ie-spoke");
    let whisker =
        |(of, mark): (Type, &chart::Mark)| line(mark.whisker.0, mark.whisker.1).class("ie-whisker").class(hue(of));
    let mark = |(of, mark): (Type, &chart::Mark)| {
        let leads = if leading.contains(&of.index()) { "ie-leading" } else { "" };
        let unticked = if closeness.unticked.contains(&of) { "ie-unticked" } else { "" };
        let place = format!("translate({} {})", tenths(mark.at.x), tenths(mark.at.y));
        let glyph = el("g").class("ie-mark").class(hue(of)).class(leads).class(unticked).attr("transform", &place);
        let circle = el("circle").attr("r", &tenths(chart::MARK));
        let name = label(mark.name, anchor(mark.anchor), &content.types.each[of].name);
        // The style sheet moves mark and name to their place together.
        el("g")
            .class("ie-place")
            .class(hue(of))
            .with(glyph.with(circle).with(el("path").attr("d", strokes(of))))
            .with(name)
    };
    let end = |place: Point, word: &str| label(place, "middle", word).class("ie-end");
    let together = (!map.together.is_empty()).then(|| el("path").class("ie-together").attr("d", &map.together));
    let ring = |radius: &f64| at("circle", "cx", "cy", map.centre).class("ie-ring").attr("r", &tenths(*radius));
    // A screen reader must see one picture: some would otherwise read each name in it.
    let inside = el("g")
        .attr("aria-hidden", "true")
        .each(map.rings.iter().map(ring))
        .maybe(together)
        .each(placed().map(spoke))
        .with(end(map.most, &words.map_most))
        .with(end(map.less, &words.map_less))
        .each(placed().map(whisker))
        .each(placed().map(mark));
    el("svg")
        .class("ie-map")
        .attr("viewBox", &format!("0 0 {} {}", tenths(chart::WIDTH), tenths(chart::HEIGHT)))
        .attr("role", "img")
        .attr("aria-label", &words.title)
        .attr("aria-describedby", described)
        .with(inside)
}

/// An element at a point; `x` and `y` are the names of its coordinates.
fn at(tag: &'static str, x: &'static str, y: &'static str, place: Point) -> El {
    el(tag).attr(x, &tenths(place.x)).attr(y, &tenths(place.y))
}

fn line(from: Point, to: Point) -> El {
    at("line", "x1", "y1", from).attr("x2", &tenths(to.x)).attr("y2", &tenths(to.y))
}

/// A name in the picture. Its text is four times as large and then scaled down. Otherwise the minimum font size of a
/// browser could enlarge the names so that they overlap.
fn label(place: Point, anchor: &str, text: &str) -> El {
    let place = format!("translate({} {}) scale(.25)", tenths(place.x), tenths(place.y));
    el("text").attr("transform", &place).attr("text-anchor", anchor).text(text)
}

const fn anchor(anchor: Anchor) -> &'static str {
    match anchor {
        Anchor::Start => "start",
        Anchor::Middle => "middle",
        Anchor::End => "end",
    }
}
