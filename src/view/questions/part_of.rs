//! Closeness: the question which of the five types are part of closeness.

use super::frame::{QuestionBody, frame};
use crate::browser;
use crate::content::Type;
use crate::quiz::{Question, Run};
use crate::state::Answer;
use crate::view::element::{El, el, input};
use crate::view::glyph::{glyph, hue};
use crate::view::scene::Scene;
use yew::prelude::*;

/// The screen.
pub(super) fn part_of(scene: &Scene, run: &Run) -> Html {
    let (words, step) = (scene.words(), &scene.content.quiz.part_of);
    let parts = run.answers.part_of.as_ref();
    let none = parts.is_some_and(|parts| !Type::ALL.into_iter().any(|of| parts[of]));
    let type_option = |of: Type| {
        let ticked = scene.on_event(move |event| Answer::PartTicked(of, browser::checked(event)).into());
        let field = input("checkbox", parts.is_some_and(|parts| parts[of])).on_change(ticked);
        let name = el("span").class("ie-named").class(hue(of)).with(glyph(of));
        option(of.id(), field, name.text(&scene.content.types.each[of].part_of))
    };
    let on_none = scene.on_event(|event| Answer::NoneTicked(browser::checked(event)).into());
    let controls = el("div")
        .class("ie-options")
        .each(Type::ALL.into_iter().map(type_option))
        .with(el("hr").class("ie-or").key("or"))
        .with(option("none", input("checkbox", none).on_change(on_none), el("span").text(&step.none)));
    let skipped = run.skipped.contains(&Question::PartOf);
    let body = QuestionBody {
        question: step.question.clone(),
        hint: Some(step.hint.clone()),
        controls: controls.into(),
        missing: words.error_part_of.clone(),
        status: if skipped { words.answered_skip.clone() } else { String::new() },
        clearable: parts.is_some() || skipped,
    };
    frame(scene, Question::PartOf, &body, &[(words.skip.as_str(), Answer::Skipped.into())])
}

fn option(key: &str, field: El, words: El) -> El {
    el("label").class("ie-option").key(key).with(field).with(words)
}
