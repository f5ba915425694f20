//! The standard normal distribution.

use core::f64::consts::FRAC_1_SQRT_2;

/// Φ(z), the probability that a standard normal variable is below `z`.
///
/// Φ(z) = erfc(−z / √2) / 2, with `erfc` of `libm`. The error is about one unit in the last place; the short
/// approximations of handbooks have errors of 1e-7. `libm` is pure Rust, so the browser and the tests get the same
/// bits.
#[must_use]
pub fn cdf(z: f64) -> f64 {
    0.5 * libm::erfc(-z * FRAC_1_SQRT_2)
}

#[cfg(test)]
mod tests {
    use super::cdf;

    #[test]
    fn agrees_with_published_tables() {
        for (z, probability) in [
            (0.0, 0.5),
            (0.841_621_233_572_914_2, 0.8),
            (1.0, 0.841_344_746_068_542_9),
            (1.644_853_626_951_472_2, 0.95),
            (-2.0, 0.022_750_131_948_179_21),
            (4.0, 0.999_968_328_758_166_9),
            (-6.0, 9.865_876_450_376_946e-10),
        ] {
            assert!((cdf(z) - probability).abs() < 1e-12, "Φ({z}) = {}", cdf(z));
        }
        assert_eq!((cdf(f64::NEG_INFINITY), cdf(f64::INFINITY)), (0.0, 1.0));
    }
}
