//! The notice that the browser had discarded the page from memory.

use super::element::{El, p};
use super::scene::Scene;
use crate::record::Lock;

/// The notice that the browser had discarded the page from memory. It does not mention the quiz, because another person
/// may see the screen.
pub fn page_discarded(scene: &Scene) -> Option<El> {
    let shown = scene.model.page_discarded && scene.model.maps.is_empty() && scene.model.lock != Lock::Locked;
    shown.then(|| p(&scene.words().page_discarded).class("ie-notice"))
}
