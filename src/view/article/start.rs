//! The quiz's first step: whom are you thinking of, and whether to keep the answers.
//!
//! It stands in the article as native controls, so that it can be answered before the app is there.

use crate::content::{Content, Subject};
use crate::view::text::Level;
use yew::prelude::*;

/// How the card is used.
#[derive(Clone, PartialEq)]
pub struct StartCard {
    /// The choice that is shown as made.
    pub chosen: Option<Subject>,
    /// A choice was made. In the article nobody listens: the app reads the control.
    pub on_choose: Option<Callback<Subject>>,
    /// The quiz was begun; `true` keeps the answers on this device.
    pub on_begin: Option<Callback<bool>>,
    /// An error above the options.
    pub error: Html,
    /// What tells this card's ids from another's in the same document.
    pub name: &'static str,
}

impl StartCard {
    /// The card in the article.
    #[must_use]
    pub fn in_article() -> Self {
        Self { chosen: None, on_choose: None, on_begin: None, error: Html::default(), name: "ie-subject" }
    }
}

/// The value of `data-begin` on the button that begins for this visit only.
pub const VISIT: &str = "visit";
/// The value of `data-begin` on the button that begins and keeps the answers on this device.
pub const KEEP: &str = "keep";

/// The card.
pub fn start_card(content: &Content, level: Level, card: &StartCard) -> Html {
    let words = &content.quiz.subject;
    let begin = |kind: &'static str, class: &'static str, label: &String| {
        let onclick = card.on_begin.clone().map(|begin| Callback::from(move |_: MouseEvent| begin.emit(kind == KEEP)));
        html! { <button type="button" {class} data-begin={kind} {onclick}>{ label }</button> }
    };
    let title = format!("{}-title", card.name);
    html! {
        <section class="ie-card ie-start" aria-labelledby={title.clone()}>
            <p class="ie-step">{ &content.quiz.lead }</p>
            <p class="ie-without-app">{ &words.without_app }</p>
            <div class="ie-with-app">
                <fieldset>
                    <legend>
                        { level.heading("ie-question").attr("id", &title).text(&words.question) }
                    </legend>
                    <p class="ie-hint">{ &words.hint }</p>
                    { card.error.clone() }
                    { subject_options(content, card.name, card.chosen, card.on_choose.as_ref()) }
                </fieldset>
                <div class="ie-actions ie-begin">
                    { begin(VISIT, "ie-button", &words.begin_visit) }
                    { begin(KEEP, "ie-button ie-second", &words.begin_keep) }
                </div>
                <p class="ie-small">{ &words.keep_hint }</p>
                <p class="ie-waiting" role="status">{ &content.interface.opening }</p>
            </div>
        </section>
    }
}

/// The five subjects as radio buttons.
pub fn subject_options(
    content: &Content,
    name: &'static str,
    chosen: Option<Subject>,
    on_choose: Option<&Callback<Subject>>,
) -> Html {
    let option = |(subject, label): (Subject, &String)| {
        let onchange = on_choose.cloned().map(|choose| Callback::from(move |_: Event| choose.emit(subject)));
        let checked = chosen == Some(subject);
        html! {
            <label class="ie-option" key={subject.id()}>
                <input type="radio" {name} value={subject.id()} {checked} {onchange} />
                <span>{ label }</span>
            </label>
        }
    };
    html! { <div class="ie-options">{ for content.quiz.subject.options.iter().map(option) }</div> }
}
