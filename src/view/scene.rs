//! What every view of the app is given.

use super::article;
use super::element::{El, button, el};
use super::text::Level;
use crate::browser;
use crate::config::Config;
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
    /// What the owner has set.
    pub config: &'a Config,
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
    #[inline(never)]
    #[must_use]
    pub fn on(&self, action: Action) -> Callback<Event> {
        let program = self.program.clone();
        Callback::from(move |_| program.dispatch(action.clone()))
    }

    /// Says what the event means.
    #[must_use]
    pub fn says(&self, meaning: impl Fn(&Event) -> Action + 'static) -> Callback<Event> {
        let program = self.program.clone();
        Callback::from(move |event| program.dispatch(meaning(&event)))
    }

    /// A button that says something happened.
    #[inline(never)]
    pub fn button(&self, class: &str, label: &str, action: Action) -> El {
        button(class, label).on_press(self.on(action))
    }

    /// A link to a page of the explorer. Opened elsewhere, it leads to the page's place in the article.
    pub fn link(&self, page: Page, words: Html) -> El {
        let program = self.program.clone();
        let open = Callback::from(move |event: Event| {
            // With a modifier the reader asks the browser for a new tab or window.
            if !browser::with_modifier(&event) {
                event.prevent_default();
                program.dispatch(Action::Opened(Screen::Page(page)));
            }
        });
        el("a").attr("href", &article::anchor(page)).with(words).on_press(open)
    }

    /// A way up or back, with its arrow.
    pub fn back(&self, label: &str, action: Action) -> El {
        let arrow = el("span").class("ie-arrow").attr("aria-hidden", "true").text("←");
        let button = button("ie-quiet", "").with(arrow).text(label).on_press(self.on(action));
        el("p").class("ie-back").with(button)
    }
}
