//! The linear algebra of the estimate: symmetric positive definite matrices of at most [`MAX_ITEMS`] rows.
// The loops use indices, as the formulas do.
#![allow(clippy::needless_range_loop)]

use crate::quiz::items::MAX_ITEMS;

/// A vector. Entries from `count` on are ignored.
pub type Vector = [f64; MAX_ITEMS];

/// A matrix, as rows. Rows and columns from `count` on are ignored.
pub type Matrix = [Vector; MAX_ITEMS];

/// The matrix with this value on its diagonal.
#[must_use]
pub fn diagonal(value: f64) -> Matrix {
    let mut matrix = [[0.0; MAX_ITEMS]; MAX_ITEMS];
    for (i, row) in matrix.iter_mut().enumerate() {
        row[i] = value;
    }
    matrix
}

/// The inverse of the leading `count` × `count` block, by its Cholesky factor. `None` if the block is not positive
/// definite. Only the lower triangle is read.
#[must_use]
pub fn inverse(matrix: &Matrix, count: usize) -> Option<Matrix> {
    let count = count.min(MAX_ITEMS);
    // `factor` is L with L·Lᵀ = matrix, and `inverse_factor` is L⁻¹. Both are computed row by row.
    let mut factor = diagonal(0.0);
    let mut inverse_factor = diagonal(0.0);
    for i in 0..count {
        for j in 0..=i {
            let rest = matrix[i][j] - (0..j).map(|k| factor[i][k] * factor[j][k]).sum::<f64>();
            if i > j {
                factor[i][j] = rest / factor[j][j];
            } else if rest > 0.0 {
                factor[i][i] = rest.sqrt();
            } else {
                return None;
            }
        }
        for j in 0..i {
            let rest: f64 = (j..i).map(|k| factor[i][k] * inverse_factor[k][j]).sum();
            inverse_factor[i][j] = -rest / factor[i][i];
        }
        inverse_factor[i][i] = 1.0 / factor[i][i];
    }
    let mut inverse = diagonal(0.0);
    for i in 0..count {
        for j in 0..=i {
            let value = (i..count).map(|k| inverse_factor[k][i] * inverse_factor[k][j]).sum();
            inverse[i][j] = value;
            inverse[j][i] = value;
        }
    }
    Some(inverse)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A positive definite matrix: correlations of 0.6 to the power of |i − j|, with the standard deviations 1, 2, 3,
    /// ….
    fn decaying(count: usize) -> Matrix {
        let mut matrix = diagonal(0.0);
        for i in 0..count {
            for j in 0..count {
                matrix[i][j] = 0.6_f64.powi(i.abs_diff(j) as i32) * (1.0 + i as f64) * (1.0 + j as f64);
            }
        }
        matrix
    }

    #[test]
    fn the_inverse_times_the_matrix_is_the_identity() {
        for count in 1..=MAX_ITEMS {
            let matrix = decaying(count);
            let inverse = inverse(&matrix, count).expect("positive definite");
            for i in 0..count {
                for j in 0..count {
                    let product: f64 = (0..count).map(|k| inverse[i][k] * matrix[k][j]).sum();
                    let one = if i == j { 1.0 } else { 0.0 };
                    assert!((product - one).abs() < 1e-12, "({i}, {j}) of {count}: {product}");
                    assert_eq!(inverse[i][j].to_bits(), inverse[j][i].to_bits(), "exactly symmetric");
                }
            }
        }
    }

    #[test]
    fn refuses_what_is_not_positive_definite() {
        assert!(inverse(&diagonal(0.0), 1).is_none());
        assert!(inverse(&diagonal(0.0), 2).is_none());
        assert!(inverse(&diagonal(f64::NAN), 2).is_none());
        let mut indefinite = diagonal(1.0);
        indefinite[1][0] = 2.0;
        indefinite[0][1] = 2.0;
        assert!(inverse(&indefinite, 2).is_none());
    }
}
