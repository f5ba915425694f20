//! The screen in place of one of the second part of the app, until that part has arrived.

use super::element::{button, el, group, p};
use super::scene::Scene;
use crate::state::SecondPart;
use yew::prelude::*;

/// The screen: it says that the part is coming, or that it did not come, with a button to try again. The press on the
/// button goes to `static/element.js`, which requests the part.
pub fn waiting(scene: &Scene, part: SecondPart) -> Html {
    let words = scene.words();
    if part == SecondPart::Coming {
        let heading = scene.level.screen_heading("ie-heading", (&words.part_coming_title).into(), None);
        return group().with(heading).with(p(&words.part_coming)).into();
    }
    let again = button("ie-button", &words.part_again).attr("data-load-again", "");
    group()
        .with(scene.level.screen_heading("ie-heading", (&words.part_failed_title).into(), None))
        .with(p(&words.part_failed))
        .with(el("p").class("ie-actions").with(again))
        .into()
}
