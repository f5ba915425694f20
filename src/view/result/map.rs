//! The closeness map, drawn.

use crate::chart::{self, Anchor, tenths};
use crate::content::{Content, Type};
use crate::quiz::Closeness;
use crate::view::glyph::{hue, strokes};
use yew::prelude::*;

/// The picture. What it shows is said by the paragraphs above it and by the table below, which `described` names.
pub(super) fn map(content: &Content, closeness: &Closeness, described: &'static str) -> Html {
    let words = &content.result.closeness;
    let picture = &closeness.picture;
    let place = |of: Type| {
        let mark = picture.mark(of).filter(|mark| mark.placed)?;
        Some((mark.share, mark.whisker.0, mark.whisker.1))
    };
    let leading: Vec<usize> =
        if picture.stands_out() { picture.leading().into_iter().map(Type::index).collect() } else { Vec::new() };
    let map = chart::map(&Type::ALL.map(place), &leading);
    let placed = || Type::ALL.into_iter().zip(&map.marks).filter_map(|(of, mark)| Some((of, mark.as_ref()?)));
    let (x, y) = (tenths(map.centre.x), tenths(map.centre.y));
    html! {
        <svg
            class="ie-map"
            viewBox={format!("0 0 {} {}", tenths(chart::WIDTH), tenths(chart::HEIGHT))}
            role="img"
            aria-label={words.title.clone()}
            aria-describedby={described}
        >
            { for map.rings.iter().map(|ring| html! {
                <circle class="ie-ring" cx={x.clone()} cy={y.clone()} r={tenths(*ring)} />
            }) }
            if !map.together.is_empty() { <path class="ie-together" d={map.together.clone()} /> }
            { for placed().map(|(_, mark)| html! {
                <line class="ie-spoke" x1={x.clone()} y1={y.clone()} x2={tenths(mark.spoke_end.x)} y2={tenths(mark.spoke_end.y)} />
            }) }
            <text class="ie-innermost" x={x.clone()} y={tenths(map.centre.y + map.rings[2] + 14.0)} text-anchor="middle">
                { &words.innermost }
            </text>
            { for placed().map(|(of, mark)| html! {
                <line
                    class={classes!("ie-whisker", hue(of))}
                    x1={tenths(mark.whisker.0.x)}
                    y1={tenths(mark.whisker.0.y)}
                    x2={tenths(mark.whisker.1.x)}
                    y2={tenths(mark.whisker.1.y)}
                />
            }) }
            { for placed().map(|(of, mark)| {
                let leads = leading.contains(&of.index()).then_some("ie-leading");
                let unticked = closeness.unticked.contains(&of).then_some("ie-unticked");
                html! {
                    <>
                        <g
                            class={classes!("ie-mark", hue(of), leads, unticked)}
                            transform={format!("translate({} {})", tenths(mark.at.x), tenths(mark.at.y))}
                        >
                            <circle r={tenths(chart::MARK)} />
                            <path d={strokes(of)} />
                        </g>
                        <text x={tenths(mark.label.x)} y={tenths(mark.label.y)} text-anchor={anchor(mark.anchor)}>
                            { &content.types.each[of].name }
                        </text>
                    </>
                }
            }) }
        </svg>
    }
}

const fn anchor(anchor: Anchor) -> &'static str {
    match anchor {
        Anchor::Start => "start",
        Anchor::Middle => "middle",
        Anchor::End => "end",
    }
}
