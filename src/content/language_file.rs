//! The language file: every text of a language in one UTF-8 text, in the order of the structs, parted by NUL.
//!
//! It is read by walking the structs, without names, types or errors on the way: in the wasm that is a tenth of the code
//! of a general decoder. A file of another build is recognised by its first and last text.

use super::pack::{Packed, Texts};
use super::words::Content;

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

impl Content {
    /// Decodes a language file that [`Content::to_pack`] made.
    ///
    /// # Errors
    /// When the bytes are not such a file.
    pub fn from_pack(pack: &[u8]) -> Result<Self, PackError> {
        let all = core::str::from_utf8(pack).map_err(|_| PackError)?;
        let mut texts = Texts::new(all);
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
