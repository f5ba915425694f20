//! The bar chart: a bar with a whisker for each item, on a common scale.

/// One bar. Every length is a fraction of the full width, 0–1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bar {
    /// The length of the bar.
    pub length: f64,
    /// The lower end of its whisker.
    pub low: f64,
    /// The upper end of its whisker.
    pub high: f64,
}

/// Lays out the bars. `shares` holds (share, lower end, upper end) for each item, in percent. The largest end of a
/// whisker fills the width.
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
    fn empty_or_zero_shares_are_laid_out() {
        assert_eq!(bars(&[]), []);
        assert_eq!(bars(&[(0.0, 0.0, 0.0)])[0].length, 0.0);
    }
}
