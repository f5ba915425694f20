//! S0: on the start card, and as a question that can be changed.

use super::{Asked, error};
use crate::browser;
use crate::quiz::Run;
use crate::state::Action;
use crate::view::article::{StartCard, start_card, subject_options};
use crate::view::element::group;
use crate::view::scene::Scene;
use yew::prelude::*;

/// The start card in the app.
pub fn start(scene: &Scene) -> Html {
    let card = StartCard {
        chosen: scene.model.chosen,
        on_choose: &|subject| Some(scene.on(Action::SubjectChosen(subject))),
        on_begin: &|keep| Some(scene.says(move |_| Action::Began { keep, seed: browser::seed() })),
        error: (scene.model.vain_tries > 0).then(|| error(scene, &scene.words().error_subject)),
        keep: scene.config.saving,
        name: "ie-start",
    };
    group()
        .with(scene.level.screen_heading("ie-title", (&scene.content.quiz.title).into()))
        .with(start_card(scene.content, scene.level.inner(), card))
        .into()
}

/// The same question within the quiz.
pub(super) fn question(scene: &Scene, run: &Run) -> Asked {
    let words = &scene.content.quiz.subject;
    let choose = |subject| Some(scene.on(Action::SubjectChosen(subject)));
    Asked {
        question: words.question.clone(),
        hint: Some(words.hint.clone()),
        controls: subject_options(scene.content, "ie-subject", run.answers.subject, &choose).into(),
        missing: scene.words().error_subject.clone(),
        status: String::new(),
        clearable: false,
    }
}
