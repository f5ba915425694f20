//! The screens of the quiz: one thing on each, the question as its heading, Back above, Continue below.

mod offer;
mod part_of;
mod scales;
mod set;
mod subject;

pub use subject::start;

use super::scene::Scene;
use crate::content::fill;
use crate::quiz::{Question, Section};
use crate::state::{Action, Screen};
use yew::prelude::*;

/// The screen of a question. Without a run there is none to ask: the start card is shown.
pub fn question(scene: &Scene, question: Question) -> Html {
    let Some(run) = &scene.model.run else { return start(scene) };
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

/// What a question shows.
struct Asked {
    /// The question.
    question: String,
    /// What is said under it.
    hint: Option<String>,
    /// The controls.
    controls: Html,
    /// What is missing, if the person tries to go on without an answer.
    missing: String,
    /// Said when a control changed another one, or what the answer is when no control shows it.
    status: String,
    /// Whether there is an answer that can be taken back.
    clearable: bool,
}

/// The parts that every question has: Back, progress, the question as heading, errors, Continue and its companions.
fn frame(scene: &Scene, question: Question, asked: &Asked, companions: &[(&str, Action)]) -> Html {
    let words = scene.words();
    let changing = matches!(scene.model.screen, Screen::Change(_));
    let forward = if changing { &words.next_review } else { &words.next };
    let missing = scene.model.vain_tries > 0;
    html! {
        <>
            { back(scene) }
            { progress(scene, question) }
            if missing {
                <div class="ie-error" role="alert" tabindex="-1" data-focus="error">
                    <p>{ &words.error_title }</p>
                    <p><a href="#ie-controls" onclick={to_controls()}>{ &asked.missing }</a></p>
                </div>
            }
            <div class="ie-card">
                <fieldset aria-describedby={asked.hint.as_ref().map(|_| "ie-hint")}>
                    <legend>{ scene.level.screen_heading("ie-question", html! { { &asked.question } }) }</legend>
                    if let Some(hint) = &asked.hint {
                        <p class="ie-hint" id="ie-hint">{ super::text::rich(hint) }</p>
                    }
                    <div id="ie-controls" tabindex="-1">{ asked.controls.clone() }</div>
                </fieldset>
                <p class="ie-status" role="status">{ &asked.status }</p>
                <div class="ie-actions">
                    { scene.button("ie-button", forward, Action::Continued) }
                    { for companions.iter().map(|(label, action)| scene.button("ie-quiet", label, action.clone())) }
                    if asked.clearable {
                        { scene.button("ie-quiet ie-clear", &words.clear, Action::Cleared) }
                    }
                </div>
            </div>
            if !changing {
                <p class="ie-no-print">{ scene.button("ie-link", &words.so_far, Action::Opened(Screen::Result)) }</p>
            }
        </>
    }
}

/// Back, above everything.
fn back(scene: &Scene) -> Html {
    html! {
        <p class="ie-back">
            <button type="button" class="ie-quiet" onclick={scene.on(Action::WentBack)}>
                <span class="ie-arrow" aria-hidden="true">{ "←" }</span>{ &scene.words().back }
            </button>
        </p>
    }
}

/// The part, the number of the question, and the same as a line.
fn progress(scene: &Scene, question: Question) -> Html {
    let Some(at) = scene.model.run.as_ref().and_then(|run| run.progress(question)) else { return Html::default() };
    let words = scene.words();
    let template = if at.optional { &words.progress_optional } else { &words.progress };
    let (number, total) = (at.number.to_string(), at.total.to_string());
    let part = match question.section() {
        Section::Closeness => &words.part_closeness,
        Section::Now => &words.part_now,
        Section::Factors => &words.part_factors,
        Section::Obstacles => &words.part_obstacles,
        Section::Refine => &words.part_refine,
    };
    html! {
        <div class="ie-progress">
            <p class="ie-step" id="ie-progress">
                { part }{ " · " }{ fill(template, &[("number", &number), ("total", &total)]) }
            </p>
            <progress aria-labelledby="ie-progress" value={number} max={total}></progress>
        </div>
    }
}

/// From the error to the controls, without an entry in the browser's history.
fn to_controls() -> Callback<MouseEvent> {
    Callback::from(|event: MouseEvent| {
        event.prevent_default();
        crate::browser::focus_controls(&event);
    })
}
