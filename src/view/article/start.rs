//! The quiz's first step: whom are you thinking of, and whether to keep the answers.
//!
//! On a page of our own it stands in the article as native controls, so that it can be answered before the app is there.
//! Which of its notices is shown, our style sheet says. On a host page it stands only in the app.

use crate::content::{Content, Subject};
use crate::view::element::{El, button, el, input, p};
use crate::view::text::Level;
use yew::prelude::*;

/// Whom to tell of a choice. In the article nobody listens: the app reads the control.
pub type Tell<'a, T> = &'a dyn Fn(T) -> Option<Callback<Event>>;

/// How the card is used.
pub struct StartCard<'a> {
    /// The choice that is shown as made.
    pub chosen: Option<Subject>,
    /// A choice was made.
    pub on_choose: Tell<'a, Subject>,
    /// The quiz was begun; `true` keeps the answers on this device.
    pub on_begin: Tell<'a, bool>,
    /// An error above the options.
    pub error: Option<El>,
    /// Whether keeping the answers is offered.
    pub keep: bool,
    /// What tells this card's ids from another's in the same document.
    pub name: &'static str,
}

impl StartCard<'_> {
    /// The card in the article.
    #[must_use]
    pub fn in_article() -> Self {
        Self { chosen: None, on_choose: &|_| None, on_begin: &|_| None, error: None, keep: true, name: "ie-subject" }
    }
}

/// The value of `data-begin` on the button that begins for this visit only.
pub const VISIT: &str = "visit";
/// The value of `data-begin` on the button that begins and keeps the answers on this device.
pub const KEEP: &str = "keep";

/// The card.
pub fn start_card(content: &Content, level: Level, card: StartCard) -> El {
    let words = &content.quiz.subject;
    let begin = |kind: &str, class: &str, label: &str| {
        let button = button(class, label).attr("data-begin", kind);
        match (card.on_begin)(kind == KEEP) {
            Some(tell) => button.on_press(tell),
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
pub fn subject_options(content: &Content, name: &str, chosen: Option<Subject>, on_choose: Tell<Subject>) -> El {
    let option = |(subject, label): (Subject, &String)| {
        let field = input("radio", chosen == Some(subject)).attr("name", name).attr("value", subject.id());
        let field = match on_choose(subject) {
            Some(tell) => field.on_change(tell),
            None => field,
        };
        el("label").class("ie-option").key(subject.id()).with(field).with(el("span").text(label))
    };
    el("div").class("ie-options").each(content.quiz.subject.options.iter().map(option))
}
