//! Now and wanted, type by type, and what is worth a conversation.

use super::section_heading;
use crate::content::{PerType, Type};
use crate::quiz::{Gap, Wanted};
use crate::view::glyph::{glyph, hue};
use crate::view::scene::Scene;
use crate::view::text::rich;
use yew::prelude::*;

/// The two sections.
pub(super) fn gap(scene: &Scene, gaps: &PerType<Gap>, conversation: &[Type]) -> Html {
    let words = &scene.content.result.gap;
    if !gaps.iter().any(|(_, gap)| gap.now.is_some() || gap.wish.is_some()) {
        return Html::default();
    }
    html! {
        <>
            <section aria-labelledby="ie-gap">
                { section_heading(scene, "ie-gap", &words.title) }
                <p class="ie-hint">{ &words.intro }</p>
                <ul class="ie-gap">{ for gaps.iter().map(|(of, gap)| row(scene, of, gap)) }</ul>
            </section>
            if !conversation.is_empty() { { talk(scene, conversation) } }
        </>
    }
}

fn row(scene: &Scene, of: Type, gap: &Gap) -> Html {
    let (words, about) = (&scene.content.result.gap, &scene.content.types.each[of]);
    let wanted = gap.wanted();
    let label = match wanted {
        None => &words.no_answer,
        Some(Wanted::ClearlyMore) => &words.clearly_more,
        Some(Wanted::LeaningMore) => &words.leaning_more,
        Some(Wanted::AboutRight) => &words.about_right,
        Some(Wanted::LeaningLess) => &words.leaning_less,
        Some(Wanted::ClearlyLess) => &words.clearly_less,
    };
    let text = match wanted {
        Some(Wanted::ClearlyMore | Wanted::LeaningMore) => about.more.as_str(),
        Some(Wanted::ClearlyLess | Wanted::LeaningLess) => about.less.as_str(),
        _ => "",
    };
    let scale = &scene.content.quiz.now.often_scale;
    let now = gap.now.map_or(words.no_answer.as_str(), |mean| often(mean.value, scale));
    html! {
        <li key={of.id()}>
            <div class="ie-gap-head">
                <span class={classes!("ie-named", hue(of))}>{ glyph(of) }{ &about.name }</span>
                <span class="ie-gap-wish">
                    { &words.now }{ ": " }{ now }{ " · " }
                    { &words.wanted }{ ": " }<strong>{ label }</strong>
                    if gap.one_answer() { { " (" }{ &words.one_answer }{ ")" } }
                </span>
            </div>
            if !text.is_empty() { <p>{ rich(text) }</p> }
        </li>
    }
}

/// The word for a frequency. A mean between two words takes the nearer, the more frequent one at the half.
pub(super) fn often(value: f64, scale: &[String]) -> &str {
    scale.get((value + 0.5).floor() as usize).map_or("", String::as_str)
}

fn talk(scene: &Scene, conversation: &[Type]) -> Html {
    let words = &scene.content.result.conversation;
    html! {
        <section aria-labelledby="ie-conversation">
            { section_heading(scene, "ie-conversation", &words.title) }
            <p>{ &words.intro }</p>
            { for conversation.iter().map(|of| html! {
                <div class={classes!("ie-words", hue(*of))} key={of.id()}>
                    <p>{ &scene.content.types.each[*of].title }</p>
                    <p>{ rich(&scene.content.types.each[*of].opening) }</p>
                </div>
            }) }
        </section>
    }
}
