//! What every view of the app is given.

use super::article;
use super::text::Level;
use crate::content::{Content, Interface, Page};
use crate::state::{Action, Model, Program, Screen};
use std::rc::Rc;
use yew::prelude::*;

/// The words, the state, and the way to say what happened.
pub struct Scene<'a> {
    /// The words.
    pub content: &'a Content,
    /// The state.
    pub model: &'a Model,
    /// Takes what happens.
    pub program: &'a Rc<Program>,
    /// The level of a screen's heading.
    pub level: Level,
}

impl Scene<'_> {
    /// The words of the controls.
    #[must_use]
    pub fn words(&self) -> &Interface {
        &self.content.interface
    }

    /// Says that this happened, each time it is called back.
    #[must_use]
    pub fn on<E>(&self, action: Action) -> Callback<E> {
        let program = self.program.clone();
        Callback::from(move |_| program.dispatch(action.clone()))
    }

    /// Says what the event means.
    #[must_use]
    pub fn says<E: 'static>(&self, meaning: impl Fn(E) -> Action + 'static) -> Callback<E> {
        let program = self.program.clone();
        Callback::from(move |event| program.dispatch(meaning(event)))
    }

    /// A button that says something happened.
    pub fn button(&self, class: &'static str, label: &str, action: Action) -> Html {
        html! { <button type="button" {class} onclick={self.on(action)}>{ label }</button> }
    }

    /// A link to a page of the explorer. Opened elsewhere, it leads to the page's place in the article.
    pub fn link(&self, page: Page, words: Html) -> Html {
        let program = self.program.clone();
        let onclick = Callback::from(move |event: MouseEvent| {
            // With a modifier the reader asks the browser for a new tab or window.
            if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
                event.prevent_default();
                program.dispatch(Action::Opened(Screen::Page(page)));
            }
        });
        html! { <a href={article::anchor(page)} {onclick}>{ words }</a> }
    }
}
