//! For tests only: makes the app crash at the n-th action from now, in one of several ways.

#![allow(clippy::panic)]

use core::fmt::Debug;
use core::hint::black_box;
use core::sync::atomic::{AtomicU32, Ordering::Relaxed};

/// A panic before the action has any effect.
pub const BEFORE: u32 = 0;
/// A panic after the effects, before the new state is rendered.
pub const SAVED: u32 = 1;
/// A panic while the new state is rendered.
pub const SHOWN: u32 = 2;
/// No panic: endless recursion, until the stack overflows.
pub const DEEP: u32 = 3;
/// No panic: large pieces of memory are allocated, until none is left.
pub const LARGE: u32 = 4;

/// No panic: endless recursion in the second part, while one of its screens is rendered.
pub const SECOND: u32 = 5;

/// The value of [`LEFT`] after the action has begun, until it comes to the place where it crashes.
const BEGUN: u32 = u32::MAX;

/// The number of actions until the crash; 0 for no crash.
static LEFT: AtomicU32 = AtomicU32::new(0);
/// The way to crash.
static HOW: AtomicU32 = AtomicU32::new(BEFORE);

/// Makes the app crash in this way at the action with this number, counted from 1; 0 means never. With [`BEGUN`] it
/// crashes the next time that the code comes to the place `how`, without counting actions.
pub fn at(actions: u32, how: u32) {
    LEFT.store(actions, Relaxed);
    HOW.store(how, Relaxed);
}

/// Counts an action that begins, and crashes if it is the one.
pub(super) fn count(action: &impl Debug) {
    match (LEFT.load(Relaxed), HOW.load(Relaxed)) {
        (0 | BEGUN, _) => {}
        (1, BEFORE) => panic!("as a test wants it: {action:?}"),
        (1, SAVED | SHOWN | SECOND) => LEFT.store(BEGUN, Relaxed),
        (1, how) => exhaust(how),
        (left, _) => LEFT.store(left - 1, Relaxed),
    }
}

/// Panics if the action that has begun is to crash at the place `how`.
pub fn now(how: u32) {
    if is_due(how) {
        panic!("as a test wants it");
    }
}

/// Whether the action that has begun is to crash at the place `how`.
pub fn is_due(how: u32) -> bool {
    LEFT.load(Relaxed) == BEGUN && HOW.load(Relaxed) == how
}

/// The size of one allocation, in bytes. It is never written to, so the machine needs no physical memory for it.
const PIECE: usize = 1 << 26;

/// Crashes by [`DEEP`] or [`LARGE`]. It never returns: the browser ends the app.
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
