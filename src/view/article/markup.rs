//! Renders the article as markup, at build time.

use super::document::{Article, Place, Props};
use crate::content::Content;
use std::io;
use yew::LocalServerRenderer;

/// The markup of the article for this kind of page. It has no hydration markers, because Yew never hydrates it.
///
/// # Errors
/// When the runtime for rendering cannot start.
pub fn markup(content: &'static Content, place: Place) -> io::Result<String> {
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let local = tokio::task::LocalSet::new();
    let props = Props { content, place };
    Ok(local.block_on(&runtime, LocalServerRenderer::<Article>::with_props(props).hydratable(false).render()))
}
