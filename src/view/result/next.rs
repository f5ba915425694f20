//! The suggestion of one small next step.

use super::section::{private, section};
use crate::quiz::{NextStep, QuizResult, Run};
use crate::view::element::p;
use crate::view::scene::Scene;
use crate::view::text::prose;
use yew::prelude::*;

/// The section; empty if there is nothing to suggest.
pub(super) fn next(scene: &Scene, run: &Run, result: &QuizResult) -> Html {
    let (words, types) = (&scene.content.result, &scene.content.types.each);
    let text = match result.next(&run.answers) {
        Some(NextStep::Safe) => &words.safety.step,
        Some(NextStep::With(of)) => &types[of].step,
        Some(NextStep::Alone(of)) => &types[of].step_alone,
        Some(NextStep::Less) => &words.next.less,
        None => return Html::default(),
    };
    let class = if result.safety { private(scene) } else { "" };
    section(scene, "ie-next", &words.next.title)
        .class(class)
        .with(p(&words.next.intro))
        .with(prose(text).class("ie-words"))
        .into()
}
