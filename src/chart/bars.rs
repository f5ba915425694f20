//! The precise reading: a bar with a whisker for each item, on one common scale.

/// One bar. Every length is a part of the full width, 0–1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bar {
    /// How long the bar is.
    pub length: f64,
    /// Where its whisker begins.
    pub low: f64,
    /// Where its whisker ends.
    pub high: f64,
}

/// Lays out bars for shares with their whiskers, in percent. The longest whisker fills the width.
#[must_use]
pub fn bars(shares: &[(f64, f64, f64)]) -> Vec<Bar> {
    let longest = shares.iter().map(|(share, _, high)| share.max(*high)).fold(1.0, f64::max);
    shares
        .iter()
        .map(|(share, low, high)| Bar { length: share / longest, low: low / longest, high: high / longest })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::bars;

    #[test]
    fn all_bars_share_one_scale_that_the_longest_whisker_fills() {
        let laid = bars(&[(40.0, 30.0, 80.0), (20.0, 10.0, 40.0)]);
        assert_eq!((laid[0].length, laid[0].low, laid[0].high), (0.5, 0.375, 1.0));
        assert_eq!((laid[1].length, laid[1].low, laid[1].high), (0.25, 0.125, 0.5));
    }

    #[test]
    fn nothing_to_show_needs_no_scale() {
        assert_eq!(bars(&[]), []);
        assert_eq!(bars(&[(0.0, 0.0, 0.0)])[0].length, 0.0);
    }
}
