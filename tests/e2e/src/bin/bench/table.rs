//! The table of the results, in Markdown.

use std::fmt::Write;

/// A limit that the explorer should keep.
#[derive(Clone, Copy)]
pub enum Target {
    /// At most this ratio to the other page.
    Ratio(f64),
    /// At most this value.
    Value(f64),
}

/// One measure of both pages.
pub struct Row {
    /// What was measured.
    pub name: &'static str,
    /// The value of the explorer.
    pub ours: f64,
    /// The value of the plain page, if it has the same measure.
    pub plain: Option<f64>,
    /// The ratio of the two, unless the value of the plain page is near zero.
    pub ratio: Option<f64>,
    /// The limit, if there is one.
    pub target: Option<Target>,
    /// The decimals of the values.
    pub decimals: usize,
}

impl Row {
    /// Whether the target is met. `None` if there is none.
    pub fn met(&self) -> Option<bool> {
        match self.target? {
            Target::Value(limit) => Some(self.ours <= limit),
            Target::Ratio(limit) => Some(self.ratio.is_some_and(|ratio| ratio <= limit)),
        }
    }
}

/// The rows as a Markdown table.
pub fn table(rows: &[Row]) -> String {
    let mut table = "| | explorer | plain page | ratio | target | met |\n".to_owned();
    table.push_str("| --- | ---: | ---: | ---: | ---: | --- |\n");
    for row in rows {
        let Row { name, ours, plain, ratio, target, decimals } = row;
        let plain = plain.map_or_else(dash, |plain| format!("{plain:.decimals$}"));
        let ratio = ratio.map_or_else(dash, |ratio| format!("{ratio:.2} ×"));
        let target = match target {
            Some(Target::Ratio(limit)) => format!("≤ {limit:.1} ×"),
            Some(Target::Value(limit)) => format!("≤ {limit:.0}"),
            None => dash(),
        };
        let _ = writeln!(table, "| {name} | {ours:.decimals$} | {plain} | {ratio} | {target} | {} |", met(row.met()));
    }
    table
}

/// A word for whether a target is met.
pub fn met(met: Option<bool>) -> &'static str {
    match met {
        Some(true) => "yes",
        Some(false) => "**no**",
        None => "–",
    }
}

fn dash() -> String {
    "–".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(ours: f64, ratio: f64, target: Target) -> Row {
        Row {
            name: "first paint",
            ours,
            plain: Some(ours / ratio),
            ratio: Some(ratio),
            target: Some(target),
            decimals: 0,
        }
    }

    #[test]
    fn a_target_is_a_value_or_a_ratio() {
        assert_eq!(row(50.0, 9.0, Target::Value(50.0)).met(), Some(true));
        assert_eq!(row(51.0, 0.1, Target::Value(50.0)).met(), Some(false));
        assert_eq!(row(900.0, 1.1, Target::Ratio(1.1)).met(), Some(true));
        assert_eq!(row(900.0, 1.11, Target::Ratio(1.1)).met(), Some(false));
        // A value that was not measured meets nothing.
        assert_eq!(row(1.0, f64::NAN, Target::Ratio(1.1)).met(), Some(false));
    }

    #[test]
    fn a_row_says_what_is_not_met() {
        let last = table(&[row(900.0, 1.5, Target::Ratio(0.8))]).lines().last().map(str::to_owned);
        assert_eq!(last.as_deref(), Some("| first paint | 900 | 600 | 1.50 × | ≤ 0.8 × | **no** |"));
    }
}
