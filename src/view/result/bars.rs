//! Bars with whiskers, a bracket around the bars that stand out together, and the same data as a table.

use super::section::{percent, range};
use crate::chart::{self, tenths};
use crate::content::Interface;
use crate::quiz::Mark;
use crate::view::element::{El, el, p, td, th};

/// One row.
pub(super) struct Row<'a> {
    /// The name.
    name: &'a str,
    /// The class that sets the colour, or an empty text.
    hue: &'static str,
    /// The share and the ends of its whisker, in percent.
    share: (f64, f64, f64),
    /// Whether it is one of those that stand out.
    tied: bool,
    /// The text of the fourth column of the table.
    last: String,
}

impl<'a> Row<'a> {
    /// The row of a mark.
    pub fn new<T>(mark: &Mark<T>, name: &'a str, hue: &'static str, last: String) -> Self {
        Self { name, hue, share: (mark.share, mark.whisker.0, mark.whisker.1), tied: mark.leading, last }
    }
}

/// The bars, in the order of the rows, of which those that stand out together come first. They are hidden from screen
/// readers, because the table has the same data.
fn bars(rows: &[Row]) -> El {
    let laid = chart::bars(&rows.iter().map(|row| row.share).collect::<Vec<_>>());
    let tied = rows.iter().filter(|row| row.tied).count();
    let bar = |(at, (row, bar)): (usize, (&Row, chart::Bar))| {
        let class = |name: &'static str, has: bool| if tied > 1 && has { name } else { "" };
        el("li")
            .class(row.hue)
            .class(class("ie-tied", at < tied))
            .class(class("ie-tie-first", at == 0))
            .class(class("ie-tie-last", at + 1 == tied))
            .key(row.name)
            .with(el("span").text(row.name))
            .with(picture(&bar))
            .with(el("span").class("ie-tie"))
    };
    el("ul").class("ie-bars").attr("aria-hidden", "true").each(rows.iter().zip(laid).enumerate().map(bar))
}

fn picture(bar: &chart::Bar) -> El {
    let (low, high) = (num(bar.low), num(bar.high));
    let line =
        |x1: &str, x2: &str, y1: &str, y2: &str| el("line").attr("x1", x1).attr("x2", x2).attr("y1", y1).attr("y2", y2);
    let svg = el("svg").class("ie-bar-picture").attr("viewBox", "0 0 1000 20").attr("preserveAspectRatio", "none");
    let rect = el("rect").attr("x", "0").attr("y", "5").attr("width", &num(bar.length)).attr("height", "10");
    svg.with(rect)
        .with(line(&low, &high, "10", "10"))
        .with(line(&low, &low, "4", "16"))
        .with(line(&high, &high, "4", "16"))
}

fn num(part: f64) -> String {
    tenths(part * 1000.0)
}

/// The bars and the table, folded under their title: first the rows that stand out together, so that one bracket joins
/// them and no other, each group from the largest share to the smallest. The table has the columns name, share, range
/// and, if there is a fourth column, `last`. `reading` says how to read the bars; `before` comes before them.
pub(super) fn precisely(
    words: &Interface,
    title: &str,
    reading: &str,
    columns: &[&str],
    mut rows: Vec<Row>,
    before: El,
) -> El {
    rows.sort_by(|one, other| other.tied.cmp(&one.tied).then(other.share.0.total_cmp(&one.share.0)));
    let column = |at: usize| columns.get(at).copied().unwrap_or_default();
    let row = |row: &Row| {
        let (share, low, high) = row.share;
        el("tr")
            .key(row.name)
            .with(th("row", row.name))
            .with(td(column(1), &percent(share)))
            .with(td(column(2), &range(words, (low, high))))
            .maybe(columns.get(3).map(|column| td(column, &row.last)))
    };
    let table = el("table")
        .class("ie-table ie-stack")
        .attr("aria-label", title)
        .with(el("thead").with(el("tr").each(columns.iter().map(|column| th("col", column)))))
        .with(el("tbody").each(rows.iter().map(row)));
    el("details")
        .with(el("summary").text(title))
        .with(before)
        .with(bars(&rows))
        .with(p(reading).class("ie-hint").attr("aria-hidden", "true"))
        .with(table)
}
