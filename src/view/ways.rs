//! Links to the parts of a long screen.

use super::element::{El, el};
use super::scene::Scene;
use crate::browser;
use yew::prelude::*;

/// A list of links, each to a part of the screen. A part is given by the CSS id of its heading, such as `#ie-gap`, and by
/// the words of the link. A press moves the focus, without a new entry in the browser's history.
pub fn ways<'a>(scene: &Scene, parts: impl Iterator<Item = (&'static str, &'a String)>) -> El {
    let way = |(to, title): (&'static str, &String)| {
        let go = Callback::from(move |event: Event| browser::focus_part(&event, to));
        el("li").key(to).with(el("a").attr("href", to).text(title).on_press(go))
    };
    el("nav").class("ie-ways").attr("aria-label", &scene.words().contents).with(el("ul").each(parts.map(way)))
}
