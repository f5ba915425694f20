//! What a test needs to see the app crash without a panic: it uses up what the browser gives it.

use super::crash::{DEEP, FULL};
use core::hint::black_box;

/// What is taken is never written to, so that the machine has to find no memory for it.
const PIECE: usize = 1 << 26;

/// In one of the ways of [`super::crash`]. Nothing comes back from it: the browser ends the app.
pub fn exhaust(how: u32) {
    if how == DEEP {
        deeper(0);
    }
    if how == FULL {
        to_the_last_byte();
    }
    loop {
        black_box(Vec::<u8>::with_capacity(PIECE)).leak();
    }
}

#[inline(never)]
#[allow(unconditional_recursion)]
fn deeper(depth: u32) -> u32 {
    black_box(deeper(black_box(depth + 1))) + 1
}

fn to_the_last_byte() {
    let mut size = PIECE;
    while size > 0 {
        let mut piece = Vec::<u8>::new();
        if black_box(&mut piece).try_reserve_exact(size).is_err() {
            size /= 2;
        }
        black_box(piece).leak();
    }
}
