//! The start card: the question about the subject, and whether to save the answers.
//!
//! On our own pages it is part of the article, with native controls, so that a person can use it before the app has
//! loaded. Our style sheet selects which of its notices is visible. On a host page it is only in the app.

use crate::content::{Content, Subject};
use crate::view::element::{El, button, el, input, p};
use crate::view::text::Level;
use yew::prelude::*;

/// Makes the event handler for a choice. In the article there is none, because the app reads the controls.
pub type MakeHandler<'a, T> = &'a dyn Fn(T) -> Option<Callback<Event>>;

/// The properties of the card.
pub struct StartCard<'a> {
    /// The chosen subject.
    pub chosen: Option<Subject>,
    /// Handles the choice of a subject.
    pub on_choose: MakeHandler<'a, Subject>,
    /// Whether the box for saving is ticked.
    pub kept: bool,
    /// Handles the box for saving.
    pub on_keep: Option<Callback<Event>>,
    /// Handles the beginning of the quiz.
    pub on_begin: Option<Callback<Event>>,
    /// An error above the options.
    pub error: Option<El>,
    /// Whether the card offers to save the answers.
    pub offer_keep: bool,
    /// The name of the radio buttons, different for each card in the document.
    pub name: &'static str,
}

impl StartCard<'_> {
    /// The properties of the card in the article.
    #[must_use]
    pub fn in_article() -> Self {
        Self {
            chosen: None,
            on_choose: &|_| None,
            kept: false,
            on_keep: None,
            on_begin: None,
            error: None,
            offer_keep: true,
            name: "ie-subject",
        }
    }
}

/// What `static/element.js` reports for a press on "Begin" in the article while the box for saving is ticked.
pub const KEEP: &str = "keep";

/// The card.
pub fn start_card(content: &Content, level: Level, card: StartCard) -> El {
    let words = &content.quiz.subject;
    let begin = handled(button("ie-button", &words.begin).attr("data-begin", ""), card.on_begin, El::on_press);
    let keep = handled(input("checkbox", card.kept).attr("data-keep", ""), card.on_keep, El::on_change);
    let keep = el("div")
        .class("ie-keep")
        .with(el("label").class("ie-prefer").with(keep).with(el("span").text(&words.keep)))
        .with(p(&words.keep_seen).class("ie-small"))
        .with(p(&words.local_hint).class("ie-small ie-local"));
    let more = el("details")
        .class("ie-keep")
        .with(el("summary").text(&words.keep_title))
        .with(p(&words.keep_hint).class("ie-small"));
    let question = level.heading("ie-question").text(&words.question);
    let fieldset = el("fieldset")
        .with(el("legend").with(question))
        .with(subject_options(content, card.name, card.chosen, card.on_choose))
        .maybe(card.error);
    let with_app = el("div")
        .class("ie-with-app")
        .with(fieldset)
        .maybe(card.offer_keep.then_some(keep))
        .with(el("div").class("ie-actions ie-begin").with(begin))
        .with(p(&content.quiz.lead).class("ie-small"))
        .maybe(card.offer_keep.then_some(more));
    // The section has no name, because a screen reader says that of the fieldset already.
    el("section").class("ie-card ie-start").with(p(&words.without_app).class("ie-without-app")).with(with_app)
}

/// The control with its event handler, if there is one.
fn handled(control: El, handler: Option<Callback<Event>>, on: fn(El, Callback<Event>) -> El) -> El {
    match handler {
        Some(handler) => on(control, handler),
        None => control,
    }
}

/// The five subjects as radio buttons.
pub fn subject_options(content: &Content, name: &str, chosen: Option<Subject>, on_choose: MakeHandler<Subject>) -> El {
    let option = |(subject, label): (Subject, &String)| {
        let field = input("radio", chosen == Some(subject)).attr("name", name).attr("value", subject.id());
        let field = handled(field, on_choose(subject), El::on_change);
        el("label").class("ie-option").key(subject.id()).with(field).with(el("span").text(label))
    };
    el("div").class("ie-options").each(content.quiz.subject.options.iter().map(option))
}
