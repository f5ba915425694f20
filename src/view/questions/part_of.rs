//! S1: which of the five types are part of closeness at all.

use super::{Asked, frame};
use crate::browser;
use crate::content::Type;
use crate::quiz::{Question, Run};
use crate::state::Action;
use crate::view::glyph::{glyph, hue};
use crate::view::scene::Scene;
use yew::prelude::*;

/// The screen.
pub(super) fn part_of(scene: &Scene, run: &Run) -> Html {
    let (words, step) = (scene.words(), &scene.content.quiz.part_of);
    let parts = run.answers.part_of.as_ref();
    let none = parts.is_some_and(|parts| !Type::ALL.into_iter().any(|of| parts[of]));
    let option = |of: Type| {
        let onchange = scene.says(move |event: Event| Action::PartTicked(of, browser::checked(&event)));
        html! {
            <label class="ie-option" key={of.id()}>
                <input type="checkbox" checked={parts.is_some_and(|parts| parts[of])} {onchange} />
                <span class={classes!("ie-named", hue(of))}>{ glyph(of) }{ &scene.content.types.each[of].part_of }</span>
            </label>
        }
    };
    let on_none = scene.says(|event: Event| Action::NoneTicked(browser::checked(&event)));
    let controls = html! {
        <div class="ie-options">
            { for Type::ALL.into_iter().map(option) }
            <hr class="ie-or" key="or" />
            <label class="ie-option" key="none">
                <input type="checkbox" checked={none} onchange={on_none} />
                <span>{ &step.none }</span>
            </label>
        </div>
    };
    let skipped = run.skipped.contains(&Question::PartOf);
    let asked = Asked {
        question: step.question.clone(),
        hint: Some(step.hint.clone()),
        controls,
        missing: words.error_part_of.clone(),
        status: if skipped { words.answered_skip.clone() } else { String::new() },
        clearable: parts.is_some() || skipped,
    };
    frame(scene, Question::PartOf, &asked, &[(words.skip.as_str(), Action::Skipped)])
}
