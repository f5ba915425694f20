//! The scene: the values that every view of the app receives.

use super::article;
use super::element::{El, button, el};
use super::text::Level;
use crate::browser;
use crate::config::Config;
use crate::content::{Content, Interface, Page};
use crate::state::{Action, Model, Program, Screen};
use std::rc::Rc;
use yew::prelude::*;

/// The content, the model and the settings, with functions that make event handlers and controls.
pub struct Scene<'a> {
    /// The words.
    pub content: &'a Content,
    /// The current model.
    pub model: &'a Model,
    /// The program, which handles actions.
    pub program: &'a Rc<Program>,
    /// The owner's settings.
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

    /// An event handler that dispatches this action.
    #[inline(never)]
    #[must_use]
    pub fn on(&self, action: Action) -> Callback<Event> {
        let program = self.program.clone();
        Callback::from(move |_| program.dispatch(action.clone()))
    }

    /// An event handler that dispatches the action that `action` makes of the event.
    #[must_use]
    pub fn on_event(&self, action: impl Fn(&Event) -> Action + 'static) -> Callback<Event> {
        let program = self.program.clone();
        Callback::from(move |event| program.dispatch(action(&event)))
    }

    /// A button that dispatches this action.
    #[inline(never)]
    pub fn button(&self, class: &str, label: &str, action: Action) -> El {
        button(class, label).on_press(self.on(action))
    }

    /// A link to a page of the explorer. In a new tab or window, it opens the page's part of the article.
    pub fn link(&self, page: Page, words: Html) -> El {
        let program = self.program.clone();
        let open = Callback::from(move |event: Event| {
            // With a modifier key, the browser opens a new tab or window.
            if !browser::with_modifier(&event) {
                event.prevent_default();
                program.dispatch(Action::Opened(Screen::Page(page)));
            }
        });
        el("a").attr("href", &article::anchor(page)).with(words).on_press(open)
    }

    /// A button to go up or back, with an arrow.
    pub fn back(&self, label: &str, action: Action) -> El {
        let arrow = el("span").class("ie-arrow").attr("aria-hidden", "true").text("←");
        let button = button("ie-quiet", "").with(arrow).text(label).on_press(self.on(action));
        el("p").class("ie-back").with(button)
    }
}
