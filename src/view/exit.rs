//! Markup and words for two things that must work without the app: the link "Leave", and the screen after a crash.
//!
//! The link is in the article, in a slot of the shadow root. If there is no article, the app renders the same markup.
//! `static/leave.js` handles the link, and `static/rescue.js` builds the screen.

use super::element::{El, el};
use super::text::Level;
use crate::content::Content;

/// The page that "Leave" opens: the one that the owner has set, or else that of the country, or else the usual one.
#[must_use]
pub fn page<'a>(content: &'a Content, set: Option<&'a str>, country: Option<&str>) -> &'a str {
    set.or_else(|| content.support.leave_to(country)).unwrap_or(&content.interface.leave_to)
}

/// The link "Leave", with the words for the cover that `static/leave.js` shows: when a key was used, and when the other
/// page does not open. `data-set` marks an address that the owner has set: in a frame it takes precedence over that of
/// the `<iframe>`.
pub fn leave(content: &Content, set: Option<&str>, country: Option<&str>) -> El {
    let words = &content.interface;
    let link = el("a")
        .class("ie-leave-link")
        .part("leave")
        .attr("data-leave", "")
        .attr("href", page(content, set, country))
        .attr_maybe("data-set", set.map(|_| ""))
        .attr("rel", "noreferrer")
        .attr("data-going", &words.leave_going)
        .attr("data-stays", &words.leave_stays)
        .text(&words.leave);
    with_language(el("div").class("ie-leave").attr("slot", "leave"), content).with(link)
}

/// The words of the screen after a crash, one per line, for `static/rescue.js`. The script builds the screen itself, so
/// that a page without a crash does not contain it.
#[must_use]
pub fn rescue(content: &Content, level: Level) -> String {
    let words = &content.interface;
    let level = level.0.to_string();
    let lines: [&str; 10] = [
        &level,
        &words.language,
        &words.direction,
        &words.rescue_title,
        &words.rescue_kept,
        &words.rescue_lost,
        &words.rescue_reload,
        &words.rescue_save,
        &words.file_saved,
        &words.file_not_saved,
    ];
    lines.join("\n")
}

/// Sets the language of the content, which may differ from that of the page.
fn with_language(el: El, content: &Content) -> El {
    el.attr("lang", &content.interface.language).attr("dir", &content.interface.direction)
}
