//! Random numbers.

/// A seed for the order of the sets. It needs to differ between runs, not to be secret; 53 bits are exact in every reader.
#[must_use]
pub fn seed() -> u64 {
    (js_sys::Math::random() * 9_007_199_254_740_992.0) as u64
}

/// A random number of 32 bits, to tell runs and windows apart.
#[must_use]
pub fn number() -> u32 {
    (js_sys::Math::random() * 4_294_967_296.0) as u32
}
