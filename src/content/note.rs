//! Texts that only authors and checks read.

use super::pack::{Packed, Texts};
#[cfg(not(target_arch = "wasm32"))]
use serde::{Deserialize, Serialize};

/// A text in the content files that is not part of the language file, so a reader does not download it. Two contents
/// that differ only in notes are therefore equal.
#[derive(Clone, Debug, Default)]
#[cfg_attr(not(target_arch = "wasm32"), derive(Serialize, Deserialize))]
#[cfg_attr(not(target_arch = "wasm32"), serde(transparent))]
pub struct Note(pub String);

impl PartialEq for Note {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Packed for Note {
    fn unpack(_: &mut Texts) -> Self {
        Self::default()
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn pack(&self, _: &mut Vec<String>) {}
}
