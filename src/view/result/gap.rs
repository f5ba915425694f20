//! Now and wanted for each type, and the types that are worth a conversation.

use super::section::{section, titled_text};
use crate::content::{PerType, Type};
use crate::quiz::{Gap, Wanted};
use crate::view::element::{El, dot, el, group, p, span};
use crate::view::glyph::{glyph, hue};
use crate::view::scene::Scene;
use crate::view::text::prose;
use yew::prelude::*;

/// The section; empty if nothing of it was answered.
pub(super) fn gap(scene: &Scene, gaps: &PerType<Gap>) -> Html {
    let words = &scene.content.result.gap;
    if !any(gaps) {
        return Html::default();
    }
    let each = gaps.iter().map(|(of, gap)| row(scene, of, gap));
    section(scene, "ie-gap", &words.title)
        .with(p(&words.intro).class("ie-hint"))
        .with(el("ul").class("ie-gap").each(each))
        .into()
}

/// Whether anything of Now and wanted was answered.
pub(super) fn any(gaps: &PerType<Gap>) -> bool {
    gaps.iter().any(|(_, gap)| gap.now.is_some() || gap.wish.is_some())
}

fn row(scene: &Scene, of: Type, gap: &Gap) -> El {
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
    let one_answer = if gap.one_answer() { format!(" ({})", words.one_answer) } else { String::new() };
    let wish = el("span")
        .class("ie-gap-wish")
        .with(span(&format!("{}: {now}", words.now)))
        .with(dot())
        .with(span(&format!("{}: ", words.wanted)))
        .with(el("strong").text(label))
        .with(span(&one_answer));
    // An object of its own for screen readers, so that the name and the next words are apart.
    let name = el("strong").class("ie-named").class(hue(of)).with(glyph(of)).text(&about.name);
    let head = el("div").class("ie-gap-head").with(name).with(wish);
    el("li").key(of.id()).with(head).maybe((!text.is_empty()).then(|| prose(text)))
}

/// The word for a frequency, 0–4. A mean is rounded to the nearest word; a half is rounded up.
pub(super) fn often(value: f64, scale: &[String]) -> &str {
    scale.get((value + 0.5).floor() as usize).map_or("", String::as_str)
}

/// The types that are worth a conversation; `None` without any.
pub(super) fn conversation(scene: &Scene, conversation: &[Type]) -> Option<El> {
    let words = &scene.content.result.conversation;
    let opening = |of: &Type| {
        let about = &scene.content.types.each[*of];
        titled_text(of.id(), group().text(&about.title), &about.opening).class(hue(*of))
    };
    let section = section(scene, "ie-conversation", &words.title).with(p(&words.intro));
    (!conversation.is_empty()).then(|| section.each(conversation.iter().map(opening)))
}
