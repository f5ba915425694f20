//! The result: what the answers say, and nothing beyond.

mod bars;
mod closeness;
mod factors;
mod gap;
mod map;
mod method;
mod next;
mod obstacles;

use super::article::help_lines;
use super::review::answers;
use super::scene::Scene;
use super::text::{Level, paragraphs};
use crate::browser;
use crate::content::{Page, fill, list};
use crate::quiz::{QuizResult, Run};
use crate::state::{Action, Screen};
use yew::prelude::*;

/// The screen. Without a run there is nothing to show yet.
pub fn result(scene: &Scene) -> Html {
    let Some(run) = &scene.model.run else { return super::notes::notes(scene) };
    let result = QuizResult::new(&run.answers);
    let words = &scene.content.result;
    let subject = run.answers.subject.map(|of| scene.content.quiz.subject.in_sentence[of].as_str());
    html! {
        <div class="ie-result">
            { scene.level.screen_heading("ie-title", html! { { &words.title } }) }
            if let Some(subject) = subject {
                <p class="ie-lead">{ fill(&words.about, &[("subject", subject)]) }</p>
            }
            <p class="ie-snapshot">{ &words.snapshot }</p>
            if result.safety { { safety(scene) } }
            { closeness::closeness(scene, &result.closeness) }
            if let Some(gaps) = &result.gaps { { gap::gap(scene, gaps, &result.conversation) } }
            { factors::factors(scene, run, &result.foundations) }
            { obstacles::obstacles(scene, run, &result) }
            { next::next(scene, run, &result) }
            { method::method(scene, &result) }
            { leave(scene, run) }
            if scene.model.print_answers {
                <section class="ie-print-only">{ answers(scene, run, true) }</section>
            }
        </div>
    }
}

/// The safety text with the help lines; what would suggest talking to the other person is left out elsewhere.
fn safety(scene: &Scene) -> Html {
    let words = &scene.content.result.safety;
    html! {
        <section class="ie-help" aria-labelledby="ie-safety">
            { section_heading(scene, "ie-safety", &words.title) }
            { paragraphs(&words.text) }
            { help_lines(scene.content) }
            <p>{ scene.link(Page::Support, html! { { scene.content.title(Page::Support) } }) }</p>
        </section>
    }
}

/// What one may do with the result.
fn leave(scene: &Scene, run: &Run) -> Html {
    let words = scene.words();
    let onchange = scene.says(|event: Event| Action::PrintAnswersChosen(browser::checked(&event)));
    let onclick = Callback::from(|_: MouseEvent| browser::print());
    html! {
        <section class="ie-card ie-no-print">
            <p class="ie-small">{ &words.print_hint }</p>
            <label class="ie-prefer">
                <input type="checkbox" checked={scene.model.print_answers} {onchange} />
                { &words.print_answers }
            </label>
            <p class="ie-actions">
                <button type="button" class="ie-button" {onclick}>{ &words.print }</button>
                { scene.button("ie-button ie-second", &words.review_title, Action::Opened(Screen::Review)) }
                if run.at.is_some() {
                    { scene.button("ie-button ie-second", &words.go_on, Action::Resumed) }
                }
                { scene.button("ie-quiet", &words.nav_notes, Action::Opened(Screen::Notes)) }
            </p>
        </section>
    }
}

/// The heading of a section of the result.
fn section_heading(scene: &Scene, id: &'static str, title: &str) -> Html {
    scene.level.inner().heading("ie-section", Some(id.into()), html! { { title } })
}

/// The level under a section's heading.
fn under(scene: &Scene) -> Level {
    scene.level.inner().inner()
}

/// Names inside a sentence: "a, b and c".
fn names(scene: &Scene, names: &[&str]) -> String {
    list(&scene.content.interface, names)
}

/// How exactly a share is said: whole percents, and "under 1" is a 1 that does not pretend to be none.
fn percent(share: f64) -> String {
    (share.max(1.0).round() as i64).to_string()
}

/// A range of shares.
fn range((low, high): (f64, f64)) -> String {
    format!("{}–{}", percent(low), percent(high))
}
