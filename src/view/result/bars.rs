//! Bars with whiskers, and a bracket around those that are too close to tell apart.

use crate::chart;
use yew::prelude::*;

/// One row.
pub(super) struct Row<'a> {
    /// The name.
    pub name: &'a str,
    /// The class that sets the hue, if it has one of its own.
    pub hue: Option<&'static str>,
    /// The share and the ends of its whisker, in percent.
    pub share: (f64, f64, f64),
    /// Whether it is one of those that stand out together.
    pub tied: bool,
}

/// The rows, in the order in which they are given. The same is said as a table, so this is left to the eye alone.
pub(super) fn bars(rows: &[Row]) -> Html {
    let laid = chart::bars(&rows.iter().map(|row| row.share).collect::<Vec<_>>());
    let tied = rows.iter().filter(|row| row.tied).count();
    let first = rows.iter().position(|row| row.tied);
    let last = rows.iter().rposition(|row| row.tied);
    html! {
        <ul class="ie-bars" aria-hidden="true">
            { for rows.iter().zip(laid).enumerate().map(|(at, (row, bar))| {
                let bracket = tied > 1 && Some(at) >= first && Some(at) <= last;
                let class = classes!(
                    row.hue,
                    bracket.then_some("ie-tied"),
                    (bracket && Some(at) == first).then_some("ie-tie-first"),
                    (bracket && Some(at) == last).then_some("ie-tie-last"),
                );
                let (low, high) = (num(bar.low), num(bar.high));
                html! {
                    <li {class} key={row.name.to_owned()}>
                        <span>{ row.name }</span>
                        <svg class="ie-bar-picture" viewBox="0 0 1000 20" preserveAspectRatio="none">
                            <rect x="0" y="5" width={num(bar.length)} height="10" />
                            <line x1={low.clone()} x2={high.clone()} y1="10" y2="10" />
                            <line x1={low.clone()} x2={low} y1="4" y2="16" />
                            <line x1={high.clone()} x2={high} y1="4" y2="16" />
                        </svg>
                        <span class="ie-tie"></span>
                    </li>
                }
            }) }
        </ul>
    }
}

fn num(part: f64) -> String {
    chart::tenths(part * 1000.0)
}
