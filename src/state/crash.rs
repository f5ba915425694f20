//! What a test needs to see the app crash: it ends at the n-th action from now, in one of several ways.

#![allow(clippy::panic)]

use core::fmt::Debug;
use core::hint::black_box;
use core::sync::atomic::{AtomicU32, Ordering::Relaxed};

/// A panic before anything has come of the action.
pub const BEFORE: u32 = 0;
/// A panic after what is to be kept was kept, before anything is shown.
pub const KEPT: u32 = 1;
/// A panic while it is shown.
pub const SHOWN: u32 = 2;
/// No panic: calls that never end, until the browser has no room for another one.
pub const DEEP: u32 = 3;
/// No panic: memory is taken in large pieces, until the browser has none left for another one.
pub const LARGE: u32 = 4;

/// In [`LEFT`]: the action has begun, and the crash waits for its place in it.
const BEGUN: u32 = u32::MAX;

static LEFT: AtomicU32 = AtomicU32::new(0);
/// In which way.
static HOW: AtomicU32 = AtomicU32::new(BEFORE);

/// The app ends in this way when this many actions have begun; with 0 it never does. With [`BEGUN`] it ends at the
/// next place that is meant, whatever leads there.
pub fn at(actions: u32, how: u32) {
    LEFT.store(actions, Relaxed);
    HOW.store(how, Relaxed);
}

/// An action begins.
pub(super) fn count(action: &impl Debug) {
    match (LEFT.load(Relaxed), HOW.load(Relaxed)) {
        (0 | BEGUN, _) => {}
        (1, BEFORE) => panic!("as a test wants it: {action:?}"),
        (1, KEPT | SHOWN) => LEFT.store(BEGUN, Relaxed),
        (1, how) => exhaust(how),
        (left, _) => LEFT.store(left - 1, Relaxed),
    }
}

/// Panics here, if that is what is wanted of the action that has begun.
pub fn now(how: u32) {
    if LEFT.load(Relaxed) == BEGUN && HOW.load(Relaxed) == how {
        panic!("as a test wants it");
    }
}

/// What is taken is never written to, so that the machine has to find no memory for it.
const PIECE: usize = 1 << 26;

/// In the way of [`DEEP`] or [`LARGE`]. Nothing comes back from it: the browser ends the app.
fn exhaust(how: u32) {
    if how == DEEP {
        deeper(0);
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
