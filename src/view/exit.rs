//! What works without the app: leaving at once, and what is left after a crash.
//!
//! Both stand in the article, as plain markup that scripts of their own know (`static/leave.js`, `static/rescue.js`), in
//! slots of the shadow root; an element without an article gets the same markup from the app.

use super::element::{El, button, el, p};
use super::text::Level;
use crate::content::Content;

/// The link that leaves, and the place where pressing Shift is told.
pub fn leave(content: &Content, to: Option<&str>) -> El {
    let words = &content.interface;
    let link = el("a")
        .class("ie-leave-link")
        .part("leave")
        .attr("data-leave", "")
        .attr("href", to.unwrap_or(&words.leave_to))
        .attr("rel", "noreferrer")
        .text(&words.leave);
    let told = el("span").class("ie-hidden").attr("role", "status");
    let told = told.attr("data-once", &words.leave_once).attr("data-twice", &words.leave_twice);
    spoken(el("div").class("ie-leave").attr("slot", "leave"), content).with(link).with(told)
}

/// The screen after a crash, hidden until then.
pub fn rescue(content: &Content, level: Level) -> El {
    let words = &content.interface;
    let hidden = |text: &str, name: &'static str| p(text).attr(name, "").attr("hidden", "");
    let save = button("ie-button ie-second", &words.rescue_save).attr("data-save", "");
    let reload = button("ie-button", &words.rescue_reload).attr("data-reload", "");
    let card = el("div")
        .class("ie-card")
        .with(level.heading("ie-heading").attr("tabindex", "-1").text(&words.rescue_title))
        .with(hidden(&words.rescue_kept, "data-kept"))
        .with(hidden(&words.rescue_lost, "data-lost"))
        .with(el("div").class("ie-actions").with(reload).with(save))
        .with(
            el("div")
                .attr("role", "status")
                .with(hidden(&words.file_saved, "data-saved"))
                .with(hidden(&words.file_not_saved, "data-not-saved")),
        );
    let section = el("section").class("ie ie-rescue").attr("slot", "rescue").attr("data-rescue", "").attr("hidden", "");
    spoken(section, content).with(card)
}

/// In the language of its words, whatever that of the page around is.
fn spoken(el: El, content: &Content) -> El {
    el.attr("lang", &content.interface.language).attr("dir", &content.interface.direction)
}
