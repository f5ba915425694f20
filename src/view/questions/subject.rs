//! Subject: on the start card, and as a question whose answer can be changed.

use super::{QuestionBody, error};
use crate::browser;
use crate::quiz::Run;
use crate::state::{Action, Screen};
use crate::view::article::{StartCard, start_card, subject_options};
use crate::view::card::actions;
use crate::view::element::{El, el, group, p, radio_form};
use crate::view::maps;
use crate::view::new_run::new_run;
use crate::view::owner::own_content;
use crate::view::page_discarded::page_discarded;
use crate::view::scene::Scene;
use yew::prelude::*;

/// The start card in the app.
pub fn start(scene: &Scene) -> Html {
    group()
        .with(scene.level.screen_heading("ie-title", (&scene.content.quiz.title).into(), None))
        .maybe(maps::offered(scene))
        .with(card(scene))
        // The same words whether anything is kept or not.
        .with(actions().with(scene.button("ie-quiet", &scene.words().notes_door, Action::Opened(Screen::Notes))))
        .into()
}

/// The first screen of an element without an article.
pub fn welcome(scene: &Scene) -> Html {
    let (words, overview) = (scene.words(), &scene.content.overview);
    let door = |label: &str, to: Screen| scene.button("ie-quiet", label, Action::Opened(to));
    // This screen is short, so that it takes little space on the page. The start card opens after a press.
    group()
        .maybe(page_discarded(scene))
        .with(scene.level.screen_heading("ie-title", (&overview.title).into(), None))
        .with(p(&overview.lead).class("ie-lead"))
        .with(p(&scene.content.quiz.lead))
        .with(own_content(el("div"), "start"))
        .with(
            el("p")
                .class("ie-actions ie-welcome")
                .with(scene.button("ie-button", &words.begin, Action::Resumed))
                .with(door(&words.explore_door, Screen::Explore))
                .with(door(&words.notes_door, Screen::Notes)),
        )
        .into()
}

fn card(scene: &Scene) -> El {
    let keep = scene.model.keep;
    let card = StartCard {
        chosen: scene.model.chosen,
        on_choose: &|subject| Some(scene.on(Action::SubjectChosen(subject))),
        kept: keep,
        on_keep: Some(scene.on_event(|event| Action::KeepChosen(browser::checked(event)))),
        on_begin: Some(scene.on_event(move |_| Action::Began { keep, new: new_run() })),
        error: (scene.model.empty_submits > 0).then(|| error(scene, &scene.words().error_subject)),
        offer_keep: scene.config.saving,
        name: "ie-start",
    };
    group().maybe(page_discarded(scene)).with(radio_form(start_card(scene.content, scene.level.inner(), card)))
}

/// The question of the quiz.
pub(super) fn question(scene: &Scene, run: &Run) -> QuestionBody {
    let words = &scene.content.quiz.subject;
    let choose = |subject| Some(scene.on(Action::SubjectChosen(subject)));
    QuestionBody {
        question: words.question.clone(),
        hint: Some(words.hint.clone()),
        controls: subject_options(scene.content, "ie-subject", run.answers.subject, &choose).into(),
        missing: scene.words().error_subject.clone(),
        status: String::new(),
        clearable: false,
    }
}
