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
    /// Handles the beginning of the quiz; `true` saves the answers on this device.
    pub on_begin: MakeHandler<'a, bool>,
    /// An error above the options.
    pub error: Option<El>,
    /// Whether the card offers to save the answers.
    pub keep: bool,
    /// The prefix of the card's ids, different for each card in the document.
    pub name: &'static str,
}

impl StartCard<'_> {
    /// The properties of the card in the article.
    #[must_use]
    pub fn in_article() -> Self {
        Self { chosen: None, on_choose: &|_| None, on_begin: &|_| None, error: None, keep: true, name: "ie-subject" }
    }
}

/// The value of `data-begin` on the button that begins without saving.
pub const VISIT: &str = "visit";
/// The value of `data-begin` on the button that begins and saves the answers on this device.
pub const KEEP: &str = "keep";

/// The card.
pub fn start_card(content: &Content, level: Level, card: StartCard) -> El {
    let words = &content.quiz.subject;
    let begin = |kind: &str, class: &str, label: &str| {
        let button = button(class, label).attr("data-begin", kind);
        match (card.on_begin)(kind == KEEP) {
            Some(handler) => button.on_press(handler),
            None => button,
        }
    };
    let title = format!("{}-title", card.name);
    let question = level.heading("ie-question").attr("id", &title).text(&words.question);
    let fieldset = el("fieldset")
        .with(el("legend").with(question))
        .with(p(&words.hint).class("ie-hint"))
        .maybe(card.error)
        .with(subject_options(content, card.name, card.chosen, card.on_choose));
    let actions = el("div")
        .class("ie-actions ie-begin")
        .with(begin(VISIT, "ie-button", &words.begin_visit))
        .maybe(card.keep.then(|| begin(KEEP, "ie-button ie-second", &words.begin_keep)));
    let with_app = el("div")
        .class("ie-with-app")
        .with(fieldset)
        .with(actions)
        .maybe(card.keep.then(|| p(&words.keep_hint).class("ie-small ie-keep-hint")))
        .maybe(card.keep.then(|| p(&words.local_hint).class("ie-small ie-local")));
    el("section")
        .class("ie-card ie-start")
        .attr("aria-labelledby", &title)
        .with(p(&content.quiz.lead).class("ie-step"))
        .with(p(&words.without_app).class("ie-without-app"))
        .with(with_app)
}

/// The five subjects as radio buttons.
pub fn subject_options(content: &Content, name: &str, chosen: Option<Subject>, on_choose: MakeHandler<Subject>) -> El {
    let option = |(subject, label): (Subject, &String)| {
        let field = input("radio", chosen == Some(subject)).attr("name", name).attr("value", subject.id());
        let field = match on_choose(subject) {
            Some(handler) => field.on_change(handler),
            None => field,
        };
        el("label").class("ie-option").key(subject.id()).with(field).with(el("span").text(label))
    };
    el("div").class("ie-options").each(content.quiz.subject.options.iter().map(option))
}
