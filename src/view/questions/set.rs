//! A best–worst set: two groups of native radio buttons around the same statements.

use super::frame::{QuestionBody, frame};
use crate::content::{Interface, SetStep};
use crate::quiz::design::{CLOSENESS, CLOSENESS_FIRST, FACTORS, statement};
use crate::quiz::{Question, Run, SetAnswer};
use crate::state::{Action, Answer, Notice};
use crate::view::element::{El, el, group, input, span};
use crate::view::scene::Scene;
use yew::prelude::*;

/// A set of types, 0–9: five of Closeness, then five of Refine closeness.
pub(super) fn closeness(scene: &Scene, run: &Run, question: Question, at: u8) -> Html {
    let set = usize::from(at);
    let Some(types) = CLOSENESS.get(set) else { return Html::default() };
    let answer = run.answers.closeness.get(set).copied().flatten();
    let rows = types.map(|of| Row {
        words: scene.content.types.each[of].statements.get(statement(set, of)).map_or("", String::as_str),
        pressed: Answer::TypePressed(at, of).into(),
        most: Answer::TypeMost(at, of).into(),
        least: Answer::TypeLeast(at, of).into(),
        chosen: chosen(answer, of),
    });
    // The first set of the run explains how to answer.
    let first = run.questions().into_iter().find(|one| matches!(one, Question::Closeness(_))) == Some(question);
    show(scene, question, &scene.content.quiz.closeness, &rows, answered(scene, answer), first && set < CLOSENESS_FIRST)
}

/// A set of factors, 0–6.
pub(super) fn factors(scene: &Scene, run: &Run, question: Question, at: u8) -> Html {
    let Some(factors) = FACTORS.get(usize::from(at)) else { return Html::default() };
    let answer = run.answers.factors.get(usize::from(at)).copied().flatten();
    let rows = factors.map(|of| Row {
        words: scene.content.factors.each[of].statement.as_str(),
        pressed: Answer::FactorPressed(at, of).into(),
        most: Answer::FactorMost(at, of).into(),
        least: Answer::FactorLeast(at, of).into(),
        chosen: chosen(answer, of),
    });
    let first = run.questions().into_iter().find(|one| matches!(one, Question::Factors(_))) == Some(question);
    show(scene, question, &scene.content.quiz.factors, &rows, answered(scene, answer), first)
}

/// One statement of a set.
struct Row<'a> {
    words: &'a str,
    pressed: Action,
    most: Action,
    least: Action,
    /// Whether the statement is chosen as Most, and as Least.
    chosen: (bool, bool),
}

fn chosen<T: Copy + PartialEq>(answer: Option<SetAnswer<T>>, of: T) -> (bool, bool) {
    answer.map_or((false, false), |answer| (answer.most() == Some(of), answer.least() == Some(of)))
}

/// The text for an answer that no control shows; empty for a choice; `None` without an answer.
fn answered<'a, T>(scene: &'a Scene, answer: Option<SetAnswer<T>>) -> Option<&'a str> {
    Some(match answer? {
        SetAnswer::Equal => &scene.words().answered_equal,
        SetAnswer::Skipped => &scene.words().answered_skip,
        SetAnswer::Chosen(_) => "",
    })
}

fn show(scene: &Scene, question: Question, step: &SetStep, rows: &[Row], answer: Option<&str>, explain: bool) -> Html {
    let words = scene.words();
    let choice = |kind: &str, at: usize, checked: bool, action: &Action| {
        let name = format!("ie-{kind}");
        let field = input("radio", checked)
            .class(&name)
            .attr("name", &name)
            .attr("aria-labelledby", &format!("ie-{kind}-head ie-statement-{at}"))
            .on_change(scene.on(action.clone()));
        el("label").with(field)
    };
    let head = |id: &str, words: &str| span(words).class("ie-set-head").attr("id", id);
    let cells = |cell: &dyn Fn(usize, &Row) -> El| {
        let tinted = |(at, row): (usize, &Row)| {
            cell(at, row).class(match row.chosen {
                (true, _) => "ie-is-most",
                (_, true) => "ie-is-least",
                _ => "",
            })
        };
        group().each(rows.iter().enumerate().map(tinted))
    };
    // A press on a sentence is a shorter way to the two radio buttons of its row, which a keyboard and a screen reader
    // use.
    let words_of = |at: usize, row: &Row| {
        let sentence = span(row.words).class("ie-set-text").attr("id", &format!("ie-statement-{at}"));
        sentence.on_press(scene.on(row.pressed.clone()))
    };
    // The order is column by column: after an arrow key in the group Most, the Tab key of Firefox continues after the
    // last control of that group.
    let controls = el("div")
        .class("ie-set")
        .class(if rows.len() == 3 { "ie-set-of-3" } else { "" })
        .with(head("ie-most-head", &step.most))
        .with(cells(&|at, row| choice("most", at, row.chosen.0, &row.most)))
        .with(span("").class("ie-set-head"))
        .with(cells(&words_of))
        .with(head("ie-least-head", &step.least))
        .with(cells(&|at, row| choice("least", at, row.chosen.1, &row.least)));
    let status = match scene.model.notice {
        Some(Notice::MovedToMost) => words.moved_to_most.clone(),
        Some(Notice::MovedToLeast) => words.moved_to_least.clone(),
        _ => answer.filter(|answer| !answer.is_empty()).unwrap_or(next_press(words, rows)).to_owned(),
    };
    let body = QuestionBody {
        question: step.question.clone(),
        hint: explain.then(|| step.hint.clone()),
        controls: controls.into(),
        missing: words.error_set.clone(),
        status,
        clearable: answer.is_some(),
    };
    let companions =
        [(words.equal.as_str(), Answer::CalledEqual.into()), (words.skip.as_str(), Answer::Skipped.into())];
    frame(scene, question, &body, &companions)
}

/// The line that says what a press on a sentence does next.
fn next_press<'a>(words: &'a Interface, rows: &[Row]) -> &'a str {
    let any = |chosen: fn(&Row) -> bool| rows.iter().any(chosen);
    match (any(|row| row.chosen.0), any(|row| row.chosen.1)) {
        (false, _) => &words.set_most,
        (true, false) => &words.set_least,
        (true, true) => &words.set_done,
    }
}
