//! Formats numbers with one or two decimals. The exact formatting of the standard library would add 20 KB to the wasm.

/// A number with one decimal, as for lengths in a picture: `-12.3`.
#[must_use]
pub fn tenths(value: f64) -> String {
    decimal(value, 10.0)
}

/// A number with two decimals: `-0.79`.
#[must_use]
pub fn hundredths(value: f64) -> String {
    decimal(value, 100.0)
}

/// Rounds to the nearest decimal, and half away from zero. Zero has no sign. `value · unit` is clamped to ±1e12.
fn decimal(value: f64, unit: f64) -> String {
    let units = (value * unit).round().clamp(-1e12, 1e12) as i64;
    let (whole, part, sign) = (units.abs() / unit as i64, units.abs() % unit as i64, if units < 0 { "-" } else { "" });
    let zeros = if unit > 10.0 && part < 10 { "0" } else { "" };
    format!("{sign}{whole}.{zeros}{part}")
}

#[cfg(test)]
mod tests {
    use super::{hundredths, tenths};

    #[test]
    fn writes_the_nearest_decimal() {
        for at in -2000..2000 {
            let value = f64::from(at) * 0.0137;
            for (text, places, half) in [(tenths(value), 1, 0.05), (hundredths(value), 2, 0.005)] {
                assert_eq!(text.split_once('.').map(|(_, part)| part.len()), Some(places), "{text}");
                let written: f64 = text.parse().unwrap();
                assert!((written - value).abs() <= half + 1e-9, "{value} is written {text}");
                assert!(!text.starts_with('-') || written < 0.0, "{text}");
            }
        }
    }

    #[test]
    fn nan_is_zero_and_zero_has_no_sign() {
        assert_eq!(
            (tenths(f64::NAN), hundredths(-0.001), hundredths(-1.05)),
            ("0.0".into(), "0.00".into(), "-1.05".into())
        );
    }
}
