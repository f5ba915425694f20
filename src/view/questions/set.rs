//! A best–worst set: two groups of native radio buttons around the same statements.

use super::{Asked, frame};
use crate::content::{Factor, SetStep, Type};
use crate::quiz::design::{CLOSENESS, CLOSENESS_FIRST, FOUNDATIONS, statement};
use crate::quiz::{Question, Run, SetAnswer};
use crate::state::{Action, Notice};
use crate::view::scene::Scene;
use yew::prelude::*;

/// A set of types (S1, S1b).
pub(super) fn closeness(scene: &Scene, run: &Run, question: Question, at: u8) -> Html {
    let set = usize::from(at);
    let Some(types) = CLOSENESS.get(set) else { return Html::default() };
    let rows = types.map(|of| Row {
        words: scene.content.types.each[of].statements.get(statement(set, of)).map_or("", String::as_str),
        most: Action::TypeMost(at, of),
        least: Action::TypeLeast(at, of),
        item: of,
    });
    let answer = run.answers.closeness.get(set).copied().flatten();
    // The first set that is asked explains how.
    let first = run.questions().into_iter().find(|one| matches!(one, Question::Closeness(_))) == Some(question);
    show::<Type>(scene, question, &scene.content.quiz.closeness, &rows, answer, first && set < CLOSENESS_FIRST)
}

/// A set of factors (S3).
pub(super) fn factors(scene: &Scene, run: &Run, question: Question, at: u8) -> Html {
    let Some(factors) = FOUNDATIONS.get(usize::from(at)) else { return Html::default() };
    let rows = factors.map(|of| Row {
        words: scene.content.factors.each[of].statement.as_str(),
        most: Action::FactorMost(at, of),
        least: Action::FactorLeast(at, of),
        item: of,
    });
    let answer = run.answers.factors.get(usize::from(at)).copied().flatten();
    let first = run.questions().into_iter().find(|one| matches!(one, Question::Factors(_))) == Some(question);
    show::<Factor>(scene, question, &scene.content.quiz.factors, &rows, answer, first)
}

/// One statement of a set.
struct Row<'a, T> {
    words: &'a str,
    item: T,
    most: Action,
    least: Action,
}

fn show<T: Copy + PartialEq>(
    scene: &Scene,
    question: Question,
    step: &SetStep,
    rows: &[Row<T>],
    answer: Option<SetAnswer<T>>,
    explain: bool,
) -> Html {
    let words = scene.words();
    let (most, least) = (answer.and_then(|answer| answer.most()), answer.and_then(|answer| answer.least()));
    let choice = |kind: &'static str, at: usize, checked: bool, action: &Action| {
        html! {
            <label>
                <input
                    type="radio"
                    class={if kind == "most" { "ie-most" } else { "ie-least" }}
                    name={format!("ie-{kind}")}
                    aria-labelledby={format!("ie-{kind}-head ie-statement-{at}")}
                    {checked}
                    onchange={scene.on(action.clone())}
                />
            </label>
        }
    };
    let controls = html! {
        <div class="ie-set">
            <div class="ie-set-row ie-set-head">
                <span id="ie-most-head">{ &step.most }</span>
                <span></span>
                <span id="ie-least-head">{ &step.least }</span>
            </div>
            { for rows.iter().enumerate().map(|(at, row)| html! {
                <div class="ie-set-row" key={at}>
                    { choice("most", at, most == Some(row.item), &row.most) }
                    <span class="ie-set-text" id={format!("ie-statement-{at}")}>{ row.words }</span>
                    { choice("least", at, least == Some(row.item), &row.least) }
                </div>
            }) }
        </div>
    };
    let status = match (scene.model.notice, answer) {
        (Some(Notice::MovedToMost), _) => words.moved_to_most.clone(),
        (Some(Notice::MovedToLeast), _) => words.moved_to_least.clone(),
        (_, Some(SetAnswer::Equal)) => words.answered_equal.clone(),
        (_, Some(SetAnswer::Skipped)) => words.answered_skip.clone(),
        _ => String::new(),
    };
    let asked = Asked {
        question: step.question.clone(),
        hint: explain.then(|| step.hint.clone()),
        controls,
        missing: words.error_set.clone(),
        status,
        clearable: answer.is_some(),
    };
    let companions = [(words.equal.as_str(), Action::CalledEqual), (words.skip.as_str(), Action::Skipped)];
    frame(scene, question, &asked, &companions)
}
