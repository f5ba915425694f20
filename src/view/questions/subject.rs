//! S0: on the start card, and as a question that can be changed.

use super::Asked;
use crate::browser;
use crate::content::Subject;
use crate::quiz::Run;
use crate::state::Action;
use crate::view::article::{StartCard, start_card, subject_options};
use crate::view::scene::Scene;
use yew::prelude::*;

/// The start card in the app.
pub fn start(scene: &Scene) -> Html {
    let words = scene.words();
    let error = if scene.model.vain_tries > 0 {
        html! {
            <div class="ie-error" role="alert" tabindex="-1" data-focus="error">
                <p>{ &words.error_title }</p>
                <p>{ &words.error_subject }</p>
            </div>
        }
    } else {
        Html::default()
    };
    let card = StartCard {
        chosen: scene.model.chosen,
        on_choose: Some(scene.says(Action::SubjectChosen)),
        on_begin: Some(scene.says(|keep| Action::Began { keep, seed: browser::seed() })),
        error,
        name: "ie-start",
    };
    html! {
        <>
            { scene.level.screen_heading("ie-title", html! { { &scene.content.quiz.title } }) }
            { start_card(scene.content, scene.level.inner(), &card) }
        </>
    }
}

/// The same question within the quiz.
pub(super) fn question(scene: &Scene, run: &Run) -> Asked {
    let words = &scene.content.quiz.subject;
    let choose: Callback<Subject> = scene.says(Action::SubjectChosen);
    Asked {
        question: words.question.clone(),
        hint: Some(words.hint.clone()),
        controls: subject_options(scene.content, "ie-subject", run.answers.subject, Some(&choose)),
        missing: scene.words().error_subject.clone(),
        status: String::new(),
        clearable: false,
    }
}
