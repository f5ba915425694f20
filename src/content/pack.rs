//! The language file: every text of a language in one UTF-8 text, in the order of the structs, parted by NUL.
//!
//! It is read by walking the structs, without names, types or errors on the way: in the wasm that is a tenth of the code
//! of a general decoder. A file of another build is recognised by its first and last text.

use super::{Content, Page};

/// Parts one text from the next.
const NUL: char = '\0';
/// The first text of every language file. Whether the structs have the file's shape shows at its last text.
const MAGIC: &str = "intimacy-explorer language 1";
/// The last text of every language file.
const END: &str = "end";

/// Why bytes are not a language file of this build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PackError;

impl core::fmt::Display for PackError {
    fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        out.write_str("not a language file of this version")
    }
}

/// The texts that have not been read yet. Beyond the last one there are empty texts.
pub struct Texts<'a>(core::str::Split<'a, char>);

impl<'a> Texts<'a> {
    fn next(&mut self) -> &'a str {
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

impl Packed for Page {
    fn unpack(texts: &mut Texts) -> Self {
        Self::from_address(texts.next()).unwrap_or(Self::Intimacy)
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn pack(&self, texts: &mut Vec<String>) {
        texts.push(self.to_string());
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

impl Content {
    /// Decodes a language file that [`Content::to_pack`] made.
    ///
    /// # Errors
    /// When the bytes are not such a file.
    pub fn from_pack(pack: &[u8]) -> Result<Self, PackError> {
        let all = core::str::from_utf8(pack).map_err(|_| PackError)?;
        let mut texts = Texts(all.split(NUL));
        if texts.next() != MAGIC {
            return Err(PackError);
        }
        let content = Self::unpack(&mut texts);
        if texts.next() == END {
            return Ok(content);
        }
        // Code that drops each of the structs weighs more than what leaks once, on a page whose app then does not start.
        core::mem::forget(content);
        Err(PackError)
    }

    /// Encodes the language file that is shipped beside the wasm.
    #[cfg(not(target_arch = "wasm32"))]
    #[must_use]
    pub fn to_pack(&self) -> Vec<u8> {
        let mut texts = vec![MAGIC.to_owned()];
        self.pack(&mut texts);
        texts.push(END.into());
        texts.join("\0").into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::source::english;

    #[test]
    fn what_was_packed_is_unpacked() {
        let content = english();
        assert_eq!(Content::from_pack(&content.to_pack()).unwrap(), content);
    }

    #[test]
    fn a_file_that_was_cut_anywhere_is_refused() {
        let pack = english().to_pack();
        for length in (0..pack.len()).step_by(97).chain(pack.len() - 20..pack.len()) {
            assert!(Content::from_pack(&pack[..length]).is_err(), "{length} of {} bytes", pack.len());
        }
        let problem = Content::from_pack(b"\xff\xfe").unwrap_err().to_string();
        assert!(problem.contains("language file"), "{problem}");
    }

    #[test]
    fn a_text_more_or_less_is_refused() {
        let pack = String::from_utf8(english().to_pack()).unwrap();
        let texts: Vec<&str> = pack.split('\0').collect();
        for at in [1, texts.len() / 2, texts.len() - 1] {
            let (mut more, mut less) = (texts.clone(), texts.clone());
            more.insert(at, "more");
            less.remove(at);
            assert!(Content::from_pack(more.join("\0").as_bytes()).is_err(), "one more at {at}");
            assert!(Content::from_pack(less.join("\0").as_bytes()).is_err(), "one less at {at}");
        }
    }
}
