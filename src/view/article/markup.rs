//! The article as markup, at build time.

use super::document::{Article, Place, Props};
use crate::content::Content;
use std::io;
use yew::LocalServerRenderer;

/// The article as it stands inside the element at this place. Without hydration markers: nothing is ever hydrated.
///
/// # Errors
/// When the machine gives no thread to render on.
pub fn markup(content: &'static Content, place: Place) -> io::Result<String> {
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let local = tokio::task::LocalSet::new();
    let props = Props { content, place };
    Ok(local.block_on(&runtime, LocalServerRenderer::<Article>::with_props(props).hydratable(false).render()))
}
