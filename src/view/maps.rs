//! The person's maps: the name of each, and what can be done with it.

use super::card::{actions, card};
use super::element::{El, button, el, group, input, p};
use super::scene::Scene;
use crate::browser;
use crate::content::{Interface, Subject, date, fill};
use crate::quiz::{Day, LONGEST_LABEL};
use crate::state::{Action, Map, SaveMode, Screen};
use std::rc::Rc;

/// The name of a map: whom it is about, and the person's own name for it.
pub fn name(scene: &Scene, map: &Map) -> String {
    let subject = map.run.answers.subject.unwrap_or(Subject::General);
    let subject = scene.content.quiz.subject.options[subject].clone();
    match &map.run.label {
        None => subject,
        Some(label) => fill(&scene.words().map_labeled, &[("subject", &subject), ("label", label.as_str())]),
    }
}

/// A date in words.
fn day(words: &Interface, day: Day) -> String {
    date(words, &day.to_string())
}

/// A sentence with the day on which a map was begun.
fn begun(words: &Interface, map: &Map) -> Option<String> {
    map.run.begun.map(|begun| fill(&words.map_begun, &[("day", &day(words, begun))]))
}

/// The card of one map.
pub fn map(scene: &Scene, map: &Map) -> El {
    let words = scene.words();
    let several = scene.model.maps.len() > 1;
    let name = name(scene, map);
    // With several maps, the accessible name of a button also names its map. It begins with the visible words.
    let named = |button: El, label: &str| {
        button.attr_maybe("aria-label", several.then(|| format!("{label}: {name}")).as_deref())
    };
    let open_button = |class: &str, label: &str, screen: Option<Screen>| {
        named(scene.button(class, label, Action::MapOpened(map.id, screen)), label)
    };
    let second = "ie-button ie-second";
    let run = &map.run;
    let (state, buttons) = if run.at.is_none() {
        let result = open_button("ie-button", &words.see_result, Some(Screen::Result));
        (words.notes_complete.clone(), actions().with(result))
    } else {
        let (answered, total) = run.answered();
        let progress = [("answered", &*answered.to_string()), ("total", &*total.to_string())];
        let buttons = actions().with(open_button("ie-button", &words.go_on, None));
        (fill(&words.notes_progress, &progress), buttons.with(open_button(second, &words.so_far, Some(Screen::Result))))
    };
    let begun = begun(words, map).map(|begun| format!("{begun} {state}")).unwrap_or(state);
    let mixed = scene.model.maps.iter().any(|other| other.save_mode != map.save_mode);
    let saved = if map.save_mode == SaveMode::Device { &words.saving_device } else { &words.saving_visit };
    card()
        .key(&map.id.to_string())
        .class("ie-map-card")
        .with(scene.level.inner().heading("").text(&name))
        .with(p(&begun))
        .maybe(mixed.then(|| p(saved).class("ie-small")))
        .with(buttons.with(open_button(second, &words.review_title, Some(Screen::Review))))
        .maybe(snapshot(scene, map, &named))
        .with(options(scene, map, &named))
}

/// The snapshot of a map, and the two ways to decide about it.
fn snapshot(scene: &Scene, map: &Map, named: &dyn Fn(El, &str) -> El) -> Option<El> {
    let words = scene.words();
    let kept = fill(&words.snapshot, &[("day", &day(words, map.run.snapshot.as_ref()?.day))]);
    let id = map.id;
    let act =
        |label: &str, back| named(scene.button("ie-button ie-second", label, Action::SnapshotDecided(id, back)), label);
    let buttons = actions().with(act(&words.snapshot_back, true)).with(act(&words.snapshot_remove, false));
    Some(el("div").key("snapshot").with(p(&kept).class("ie-small")).with(buttons))
}

/// Actions that are rarely needed, collapsed.
fn options(scene: &Scene, map: &Map, named: &dyn Fn(El, &str) -> El) -> El {
    let words = scene.words();
    let second = "ie-button ie-second";
    let id = map.id;
    let field_id = format!("ie-label-{id}");
    let typed = scene.on_event(move |event| Action::Labeled(id, browser::text(event).unwrap_or_default()));
    let field = input("text", false)
        .class("ie-field")
        .attr("id", &field_id)
        .attr("autocomplete", "off")
        .attr("maxlength", &LONGEST_LABEL.to_string())
        .value(map.run.label.as_ref().map_or("", |label| label.as_str()))
        .on_change(typed);
    let label = el("label").class("ie-label").attr("for", &field_id).text(&words.label_field);
    let act = |label: &str, action: Action| named(scene.button(second, label, action), label);
    let save = named(button(second, &words.map_save).attr("data-save-file", &id.to_string()), &words.map_save);
    let buttons = actions()
        .with(save)
        .with(act(&words.map_again, Action::StartOpened(map.run.answers.subject)))
        .with(act(&words.map_erase, Action::RemoveChosen(id)));
    let summary = named(el("summary").text(&words.map_options), &words.map_options);
    el("details")
        .key("options")
        .with(summary)
        .with(el("p").with(label).with(field))
        .with(p(&words.label_hint).class("ie-small"))
        .with(buttons)
}

/// The most maps that the start card offers; "My notes" shows all of them.
const OFFERED: usize = 3;

/// The maps that the start card offers to continue: those about the chosen subject, or else the newest. Before somebody
/// has opened a map in this visit, it offers none, because it would tell the next person about the last one.
pub fn offered(scene: &Scene) -> Option<El> {
    let words = scene.words();
    let (model, chosen) = (scene.model, scene.model.chosen);
    model.open?;
    let about = |map: &&Rc<Map>| chosen.is_none() || map.run.answers.subject == chosen;
    let go_on = |map: &Rc<Map>| {
        let label = fill(&words.map_go_on, &[("map", &name(scene, map))]);
        let button = scene.button("ie-button ie-second", &label, Action::MapOpened(map.id, None));
        let begun = begun(words, map).map(|begun| el("span").class("ie-small").text(&begun));
        el("li").key(&map.id.to_string()).with(button).maybe(begun)
    };
    let mut maps = model.maps.iter().filter(about).take(OFFERED).map(go_on).peekable();
    maps.peek()?;
    let buttons = el("ul").class("ie-offered").each(maps);
    let more =
        (model.maps.len() > OFFERED).then(|| scene.button("ie-link", &words.notes_door, Action::Opened(Screen::Notes)));
    let label = p(&words.start_maps).class("ie-label");
    Some(card().key("maps").with(group().with(label).with(buttons)).maybe(more))
}
