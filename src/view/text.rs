//! Words to markup: emphasis, paragraphs, headings at the right level.

use super::element::{El, el, group};
use yew::prelude::*;

/// The level of a heading, 1–6. A view that is used inside another one starts a level deeper.
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

    /// A heading, still without words.
    #[inline(never)]
    pub fn heading(self, class: &str) -> El {
        el(self.tag()).class(class)
    }

    /// The heading of a whole screen, to which focus is moved when the screen opens.
    pub fn screen_heading(self, class: &str, words: Html) -> El {
        let heading = self
            .heading(class)
            .attr("id", "ie-screen")
            .attr("tabindex", "-1")
            .attr("data-focus", "screen")
            .part("heading");
        heading.with(words)
    }
}

/// A text with its `*emphasis*`.
pub fn rich(text: &str) -> Html {
    if !text.contains('*') {
        return text.into();
    }
    let pieces = text.split('*').enumerate();
    let piece = |all: El, (at, piece)| if at % 2 == 1 { all.with(el("em").text(piece)) } else { all.text(piece) };
    pieces.fold(group(), piece).into()
}

/// A paragraph with its `*emphasis*`.
#[inline(never)]
pub fn prose(text: &str) -> El {
    el("p").with(rich(text))
}

/// One paragraph for each text.
pub fn paragraphs(texts: &[String]) -> El {
    group().each(texts.iter().map(|text| prose(text)))
}

/// A plain list.
pub fn items(texts: &[String]) -> El {
    el("ul").class("ie-list").each(texts.iter().map(|text| el("li").with(rich(text))))
}
