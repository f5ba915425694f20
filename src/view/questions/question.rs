//! Chooses the screen of a question.

use super::frame::frame;
use super::{offer, part_of, scales, set, subject};
use crate::quiz::Question;
use crate::view::scene::Scene;
use yew::prelude::*;

/// The screen of a question; without a run, the start card.
pub fn question(scene: &Scene, question: Question) -> Html {
    let Some(run) = scene.model.run() else { return subject::start(scene) };
    match question {
        Question::ObstaclesOffer => offer::obstacles(scene),
        Question::Subject => frame(scene, question, &subject::question(scene, run), &[]),
        Question::Closeness(at) => set::closeness(scene, run, question, at),
        Question::Factors(at) => set::factors(scene, run, question, at),
        Question::PartOf => part_of::part_of(scene, run),
        Question::Now(of) => scales::now(scene, run, of),
        Question::Present => scales::present(scene, run),
        Question::Issues => scales::issues(scene, run),
        Question::Roots => scales::roots(scene, run),
    }
}
