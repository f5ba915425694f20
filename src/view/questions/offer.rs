//! The offer of the optional section Obstacles.

use super::frame::back;
use crate::state::Action;
use crate::view::element::{el, group, p};
use crate::view::scene::Scene;
use yew::prelude::*;

/// The screen.
pub(super) fn obstacles(scene: &Scene) -> Html {
    let offer = &scene.content.quiz.obstacles_offer;
    let actions = el("div")
        .class("ie-actions")
        .with(scene.button("ie-button", &offer.accept, Action::ObstaclesOffered(true)))
        .with(scene.button("ie-button ie-second", &offer.decline, Action::ObstaclesOffered(false)));
    let heading = scene.level.screen_heading("ie-question", (&offer.title).into(), None);
    let card = el("div").class("ie-card").with(heading).with(p(&offer.text)).with(actions);
    group().with(back(scene)).with(card).into()
}
