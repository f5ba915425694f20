//! The language file: every text of a language in one UTF-8 text, in the order of the structs, separated by NUL.
//!
//! The decoder fills the structs in this order. The file contains no names and no types, and the decoder reports no
//! errors in between, so it takes a tenth of the wasm code of a general decoder. The first and the last text show
//! whether the file belongs to this build.

use super::pack::{Packed, Texts};
use super::words::Content;

/// The first text of every language file. [`END`] at the end shows that the structs and the file have the same shape.
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
        // The code to drop the structs would make the wasm larger. The leak happens once: the app then does not start.
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
    fn a_packed_language_file_unpacks_to_the_same_content() {
        let content = english();
        assert_eq!(Content::from_pack(&content.to_pack()).unwrap(), content);
    }

    #[test]
    fn a_truncated_file_is_refused() {
        let pack = english().to_pack();
        for length in (0..pack.len()).step_by(97).chain(pack.len() - 20..pack.len()) {
            assert!(Content::from_pack(&pack[..length]).is_err(), "{length} of {} bytes", pack.len());
        }
        let problem = Content::from_pack(b"\xff\xfe").unwrap_err().to_string();
        assert!(problem.contains("language file"), "{problem}");
    }

    #[test]
    fn one_text_more_or_less_is_refused() {
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
