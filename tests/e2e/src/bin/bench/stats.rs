//! Medians, percentiles and ratios.

/// The value below which a share of the values lies, interpolated between neighbours. NaN if there are no values.
pub fn quantile(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let Some(last) = sorted.len().checked_sub(1) else { return f64::NAN };
    let place = share * last as f64;
    let below = place.floor() as usize;
    let above = (below + 1).min(last);
    sorted[below] + (sorted[above] - sorted[below]) * place.fract()
}

/// The value in the middle.
pub fn median(values: &[f64]) -> f64 {
    quantile(values, 0.5)
}

/// The median of the ratios of each round. What slows down a whole round has no effect on it.
pub fn ratio(values: &[f64], others: &[f64]) -> f64 {
    let ratios: Vec<_> = values.iter().zip(others).map(|(value, other)| value / other).collect();
    median(&ratios)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantile_lies_between_its_neighbours() {
        assert_eq!(median(&[3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), 2.5);
        assert_eq!(quantile(&[10.0, 20.0], 0.95), 19.5);
        assert_eq!(quantile(&[7.0], 0.95), 7.0);
        assert!(median(&[]).is_nan());
    }

    #[test]
    fn a_ratio_compares_values_of_the_same_round() {
        // The second round was ten times as slow for both.
        assert_eq!(ratio(&[2.0, 30.0, 2.0], &[1.0, 10.0, 1.0]), 2.0);
    }
}
