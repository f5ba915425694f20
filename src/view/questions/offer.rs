//! An optional part is offered, never begun by itself.

use super::back;
use crate::state::Action;
use crate::view::scene::Scene;
use yew::prelude::*;

/// The offer of S4.
pub(super) fn obstacles(scene: &Scene) -> Html {
    let offer = &scene.content.quiz.obstacles_offer;
    html! {
        <>
            { back(scene) }
            <div class="ie-card">
                { scene.level.screen_heading("ie-question", html! { { &offer.title } }) }
                <p>{ &offer.text }</p>
                <div class="ie-actions">
                    { scene.button("ie-button", &offer.accept, Action::ObstaclesOffered(true)) }
                    { scene.button("ie-button ie-second", &offer.decline, Action::ObstaclesOffered(false)) }
                </div>
            </div>
        </>
    }
}
