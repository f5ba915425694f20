//! Encodes a value as a sequence of texts without names, and decodes it: see `language_file.rs`.

/// The texts that are not read yet. After the last one, every further text is empty.
pub struct Texts<'a>(core::str::Split<'a, char>);

impl<'a> Texts<'a> {
    /// The texts of a language file, which NUL separates.
    pub(super) fn new(file: &'a str) -> Self {
        Self(file.split('\0'))
    }

    /// The next text.
    pub(super) fn next(&mut self) -> &'a str {
        self.0.next().unwrap_or_default()
    }
}

/// A value that can be encoded in a language file.
pub trait Packed: Sized {
    /// Decodes a value from the next texts.
    fn unpack(texts: &mut Texts) -> Self;

    /// Appends the texts of this value, in the order in which [`Packed::unpack`] reads them.
    #[cfg(not(target_arch = "wasm32"))]
    fn pack(&self, texts: &mut Vec<String>);
}

impl Packed for String {
    // Several hundred fields use this. Inlining it would make the wasm larger.
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
        // A damaged count must not allocate more memory than exists.
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
