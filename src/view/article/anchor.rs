//! Links to a page's part of the article.

use crate::content::Page;

/// The id of a page's heading in the article.
#[must_use]
pub fn id(page: Page) -> String {
    format!("ie-{}", page.to_string().replace('/', "-"))
}

/// The fragment of a link to a page's heading in the article.
#[must_use]
pub fn anchor(page: Page) -> String {
    format!("#{}", id(page))
}
