//! Parts that the sections of the result share.

use crate::content::{Interface, Page, fill, list};
use crate::view::element::{El, el};
use crate::view::scene::Scene;
use crate::view::text::prose;

/// The class of sections that are printed only if the person chose to print the answers, because another person may
/// find a printed sheet.
pub(super) fn private(scene: &Scene) -> &'static str {
    if scene.model.print_answers { "" } else { "ie-no-print" }
}

/// A section of the result, with its heading.
pub(super) fn section(scene: &Scene, id: &str, title: &str) -> El {
    let heading = scene.level.inner().heading("ie-section").attr("id", id).attr("tabindex", "-1").text(title);
    el("section").attr("aria-labelledby", id).with(heading)
}

/// A title and a text about one type, factor or topic.
pub(super) fn titled_text(key: &str, title: El, text: &str) -> El {
    el("div").class("ie-words").key(key).with(el("p").with(title)).with(prose(text))
}

/// A text about one page, folded under the page's title, with a link to the page.
pub(super) fn folded_text(scene: &Scene, page: Page, text: &str) -> El {
    let title = scene.content.title(page);
    let more = scene.link(page, fill(&scene.content.result.obstacles.more, &[("title", title)]).into());
    let fold = el("details").class("ie-words").key(&page.to_string());
    fold.with(el("summary").text(title)).with(prose(text)).with(el("p").class("ie-no-print").with(more))
}

/// Names inside a sentence: "a, b and c".
pub(super) fn names(scene: &Scene, names: &[&str]) -> String {
    list(&scene.content.interface, names)
}

/// A share in whole percent, and at least 1: a small share must not look like 0.
pub(super) fn percent(share: f64) -> String {
    (share.max(1.0).round() as i64).to_string()
}

/// A range of shares, in percent.
pub(super) fn range(words: &Interface, (low, high): (f64, f64)) -> String {
    fill(&words.range, &[("low", &percent(low)), ("high", &percent(high))])
}
