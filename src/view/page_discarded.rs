//! The notice after the browser had put the page out of memory.

use super::element::{El, p};
use super::scene::Scene;
use crate::record::Lock;

/// That the browser had put the page out of memory: said to whoever looks, so it says nothing of a quiz.
pub fn page_discarded(scene: &Scene) -> Option<El> {
    let told = scene.model.page_discarded && scene.model.maps.is_empty() && scene.model.lock != Lock::Locked;
    told.then(|| p(&scene.words().page_discarded).class("ie-notice"))
}
