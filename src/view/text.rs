//! Markup of texts: emphasis, paragraphs, and headings of the right level.

use super::element::{El, el, group, span};
use yew::prelude::*;

/// The level of a heading, 1–6. A view inside another view begins one level deeper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Level(pub u8);

impl Level {
    /// The level inside this one.
    #[must_use]
    pub fn inner(self) -> Self {
        Self((self.0 + 1).min(6))
    }

    const fn tag(self) -> &'static str {
        match self.0 {
            1 => "h1",
            2 => "h2",
            3 => "h3",
            4 => "h4",
            5 => "h5",
            _ => "h6",
        }
    }

    /// A heading without text.
    #[inline(never)]
    pub fn heading(self, class: &str) -> El {
        el(self.tag()).class(class)
    }

    /// The heading of a screen, with words after it for screen readers alone. It gets the focus when the screen opens.
    ///
    /// The visible words are in an element that is an object of its own for screen readers. When the pressed button has
    /// been removed, Orca moves silently to the first words of what gets the focus, and then speaks only if the focus is
    /// on another object. In that case it leaves out a description, so the words after it are no description.
    pub fn screen_heading(self, class: &str, words: Html, after: Option<&str>) -> El {
        self.heading(class)
            .attr("id", "ie-screen")
            .attr("tabindex", "-1")
            .attr("data-focus", "screen")
            .part("heading")
            .with(el("strong").attr("id", "ie-words").with(words))
            .maybe(after.map(|after| group().text(" ").with(span(after).class("ie-hidden"))))
    }
}

/// A text in which `*emphasis*` is rendered as `em`.
pub fn rich(text: &str) -> Html {
    if !text.contains('*') {
        return text.into();
    }
    let pieces = text.split('*').enumerate();
    let piece = |all: El, (at, piece)| if at % 2 == 1 { all.with(el("em").text(piece)) } else { all.text(piece) };
    pieces.fold(group(), piece).into()
}

/// A paragraph in which `*emphasis*` is rendered as `em`.
#[inline(never)]
pub fn prose(text: &str) -> El {
    el("p").with(rich(text))
}

/// A paragraph for each text.
pub fn paragraphs(texts: &[String]) -> El {
    group().each(texts.iter().map(|text| prose(text)))
}

/// A plain list.
pub fn items(texts: &[String]) -> El {
    el("ul").class("ie-list").each(texts.iter().map(|text| el("li").with(rich(text))))
}
