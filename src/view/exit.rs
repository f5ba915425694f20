//! What works without the app: leaving at once, and what is left after a crash.
//!
//! The link that leaves stands in the article, in a slot of the shadow root; an element without an article gets the same
//! markup from the app. Scripts of their own know both (`static/leave.js`, `static/rescue.js`).

use super::element::{El, el};
use super::text::Level;
use crate::content::Content;

/// The link that leaves, with what the cover says: before it goes by key, and where the other page does not open.
pub fn leave(content: &Content, to: Option<&str>) -> El {
    let words = &content.interface;
    let link = el("a")
        .class("ie-leave-link")
        .part("leave")
        .attr("data-leave", "")
        .attr("href", to.unwrap_or(&words.leave_to))
        .attr("rel", "noreferrer")
        .attr("data-going", &words.leave_going)
        .attr("data-stays", &words.leave_stays)
        .text(&words.leave);
    spoken(el("div").class("ie-leave").attr("slot", "leave"), content).with(link)
}

/// The words of the screen after a crash, as `static/rescue.js` takes them: a line each. It builds that screen itself, so
/// that no page holds it while nothing has happened.
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

/// In the language of its words, whatever that of the page around is.
fn spoken(el: El, content: &Content) -> El {
    el.attr("lang", &content.interface.language).attr("dir", &content.interface.direction)
}
