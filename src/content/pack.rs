//! How a value is written as texts, one after the other without names, and read again: see `language_file.rs`.

/// The texts that have not been read yet. Beyond the last one there are empty texts.
pub struct Texts<'a>(core::str::Split<'a, char>);

impl<'a> Texts<'a> {
    /// The texts of a language file, parted by NUL.
    pub(super) fn new(file: &'a str) -> Self {
        Self(file.split('\0'))
    }

    /// The next text.
    pub(super) fn next(&mut self) -> &'a str {
        self.0.next().unwrap_or_default()
    }
}

/// What can stand in a language file.
pub trait Packed: Sized {
    /// Takes the next texts.
    fn unpack(texts: &mut Texts) -> Self;

    /// Adds the texts in the same order.
    #[cfg(not(target_arch = "wasm32"))]
    fn pack(&self, texts: &mut Vec<String>);
}

impl Packed for String {
    // There are some hundred fields: each is to be one call.
    #[inline(never)]
    fn unpack(texts: &mut Texts) -> Self {
        texts.next().into()
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn pack(&self, texts: &mut Vec<String>) {
        texts.push(self.clone());
    }
}

impl<T: Packed> Packed for Vec<T> {
    #[inline(never)]
    fn unpack(texts: &mut Texts) -> Self {
        let count: usize = texts.next().parse().unwrap_or(0);
        // A number that no file holds would ask for more memory than there is.
        (0..count.min(1000)).map(|_| T::unpack(texts)).collect()
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn pack(&self, texts: &mut Vec<String>) {
        texts.push(self.len().to_string());
        self.iter().for_each(|one| one.pack(texts));
    }
}

impl<T: Packed, const N: usize> Packed for [T; N] {
    fn unpack(texts: &mut Texts) -> Self {
        core::array::from_fn(|_| T::unpack(texts))
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn pack(&self, texts: &mut Vec<String>) {
        self.iter().for_each(|one| one.pack(texts));
    }
}

impl<A: Packed, B: Packed> Packed for (A, B) {
    fn unpack(texts: &mut Texts) -> Self {
        (A::unpack(texts), B::unpack(texts))
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn pack(&self, texts: &mut Vec<String>) {
        self.0.pack(texts);
        self.1.pack(texts);
    }
}
