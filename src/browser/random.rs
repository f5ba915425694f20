//! Random numbers.

/// A seed of a run, of 53 bits. It must differ between runs, but need not be secret. A number of 53 bits is exact in
/// JavaScript too.
#[must_use]
pub fn seed() -> u64 {
    (js_sys::Math::random() * 9_007_199_254_740_992.0) as u64
}

/// A random number of 32 bits, for a run or a replica.
#[must_use]
pub fn number() -> u32 {
    (js_sys::Math::random() * 4_294_967_296.0) as u32
}
