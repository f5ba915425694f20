//! What there is of the person's own: going on, the result, starting again, keeping, erasing.

use super::scene::Scene;
use crate::content::fill;
use crate::state::{Action, Keeping, Notice, Screen};
use yew::prelude::*;

/// The screen.
pub fn notes(scene: &Scene) -> Html {
    let words = scene.words();
    let erased = scene.model.notice == Some(Notice::Erased);
    html! {
        <>
            { scene.level.screen_heading("ie-heading", html! { { &words.notes_title } }) }
            <p class="ie-status" role="status">{ if erased { words.erased.as_str() } else { "" } }</p>
            { match &scene.model.run {
                None => html! {
                    <div key="empty">
                        if !erased { <p>{ &words.notes_empty }</p> }
                        <p class="ie-actions">{ scene.button("ie-button", &words.begin, Action::Opened(Screen::Start)) }</p>
                    </div>
                },
                Some(run) => {
                    let (answered, total) = run.answered();
                    let progress = [("answered", &*answered.to_string()), ("total", &*total.to_string())];
                    let at_end = run.at.is_none();
                    let complete = if at_end { words.notes_complete.clone() } else { fill(&words.notes_progress, &progress) };
                    let kept = scene.model.keeping == Keeping::Device;
                    html! {
                        <div key="some">
                            <p>{ complete }</p>
                            <p class="ie-actions">
                                if at_end {
                                    { scene.button("ie-button", &words.see_result, Action::Opened(Screen::Result)) }
                                } else {
                                    { scene.button("ie-button", &words.go_on, Action::Resumed) }
                                    { scene.button("ie-button ie-second", &words.so_far, Action::Opened(Screen::Result)) }
                                }
                                { scene.button("ie-button ie-second", &words.review_title, Action::Opened(Screen::Review)) }
                            </p>
                            <section class="ie-card">
                                <p>{ if kept { &words.saving_device } else { &words.saving_visit } }</p>
                                <p class="ie-small">{ &scene.content.quiz.subject.keep_hint }</p>
                                <p class="ie-actions">
                                    if kept {
                                        { scene.button("ie-button ie-second", &words.keep_no_more, Action::KeepChosen(false)) }
                                    } else {
                                        { scene.button("ie-button ie-second", &words.keep_now, Action::KeepChosen(true)) }
                                    }
                                </p>
                            </section>
                            <section class="ie-card">
                                <p class="ie-small">{ &words.start_again_hint }</p>
                                <p class="ie-actions">{ scene.button("ie-button ie-second", &words.start_again, Action::Restarted) }</p>
                            </section>
                            { erase(scene) }
                        </div>
                    }
                }
            } }
        </>
    }
}

/// Erasing, in one press.
pub fn erase(scene: &Scene) -> Html {
    let words = scene.words();
    html! {
        <section class="ie-card">
            <p class="ie-small">{ &words.erase_hint }</p>
            <p class="ie-actions">{ scene.button("ie-button ie-second", &words.erase, Action::Erased) }</p>
        </section>
    }
}
