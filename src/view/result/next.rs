//! One small next step.

use super::{private, section};
use crate::content::Type;
use crate::quiz::{QuizResult, Run};
use crate::view::element::p;
use crate::view::scene::Scene;
use crate::view::text::prose;
use yew::prelude::*;

/// The section. Under the safety override it holds the one step that is safe always; without a result, none.
pub(super) fn next(scene: &Scene, run: &Run, result: &QuizResult) -> Html {
    let words = &scene.content.result.next;
    let text = if result.safety {
        &scene.content.result.safety.step
    } else {
        let Some(of) = chosen(result) else { return Html::default() };
        let about = &scene.content.types.each[of];
        if run.answers.in_general() { &about.step_alone } else { &about.step }
    };
    let class = if result.safety { private(scene) } else { "" };
    section(scene, "ie-next", &words.title)
        .class(class)
        .with(p(&words.intro))
        .with(prose(text).class("ie-words"))
        .into()
}

/// The type of the step: one worth a conversation, else the first that stands out. Where all are tied there is none to
/// prefer, and none is.
fn chosen(result: &QuizResult) -> Option<Type> {
    let picture = &result.closeness.picture;
    let leading = picture.leading().into_iter().next().filter(|_| picture.shown && picture.stands_out());
    result.conversation.first().copied().or(leading)
}
