//! The article as markup, at build time.

use super::{Article, Props};
use crate::content::Content;
use crate::view::text::Level;
use std::io;
use yew::LocalServerRenderer;

/// The article as it stands inside the element, from a heading of this level (1–6) on. Without hydration markers: nothing is ever hydrated.
///
/// # Errors
/// When the machine gives no thread to render on.
pub fn markup(content: &'static Content, level: u8) -> io::Result<String> {
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let local = tokio::task::LocalSet::new();
    let props = Props { content, level: Level(level) };
    Ok(local.block_on(&runtime, LocalServerRenderer::<Article>::with_props(props).hydratable(false).render()))
}
