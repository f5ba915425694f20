//! Words to markup: emphasis, paragraphs, headings at the right level.

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

    /// A heading.
    pub fn heading(self, class: &'static str, id: Option<AttrValue>, words: Html) -> Html {
        html! { <@{self.tag()} {class} {id}>{ words }</@> }
    }

    /// The heading of a whole screen, to which focus is moved when the screen opens.
    pub fn screen_heading(self, class: &'static str, words: Html) -> Html {
        html! { <@{self.tag()} {class} id="ie-screen" tabindex="-1" data-focus="screen">{ words }</@> }
    }
}

/// A text with its `*emphasis*`.
pub fn rich(text: &str) -> Html {
    let pieces = text.split('*').enumerate();
    pieces
        .map(|(at, piece)| {
            if at % 2 == 1 {
                html! { <em>{ piece }</em> }
            } else {
                html! { { piece } }
            }
        })
        .collect()
}

/// One `<p>` for each text.
pub fn paragraphs(texts: &[String]) -> Html {
    texts.iter().map(|text| html! { <p>{ rich(text) }</p> }).collect()
}

/// A plain list.
pub fn items(texts: &[String]) -> Html {
    html! { <ul class="ie-list">{ for texts.iter().map(|text| html! { <li>{ rich(text) }</li> }) }</ul> }
}
