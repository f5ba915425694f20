//! What gets in the way: each topic that was marked, with what can help.

use super::section_heading;
use crate::content::{Page, Topic, TopicWords, fill};
use crate::quiz::{Opened, Question, QuizResult, Run};
use crate::state::{Action, Screen};
use crate::view::scene::Scene;
use crate::view::text::rich;
use yew::prelude::*;

/// The section: what was marked, or the offer to look.
pub(super) fn obstacles(scene: &Scene, run: &Run, result: &QuizResult) -> Html {
    let words = &scene.content.result.obstacles;
    let answered = Topic::all().any(|topic| run.answers.amount(topic).is_some());
    if !answered {
        return offer(scene);
    }
    // Alone with the screen it is shown; on paper only with the single answers, which are asked for.
    let class = if scene.model.print_answers { "" } else { "ie-no-print" };
    html! {
        <section {class} aria-labelledby="ie-obstacles">
            { section_heading(scene, "ie-obstacles", &words.title) }
            <p class="ie-hint">{ &words.private }</p>
            if result.obstacles.is_empty() {
                <p>{ &words.none }</p>
            } else {
                <p>{ &words.intro }</p>
                { for result.obstacles.iter().map(|opened| topic(scene, *opened, result.safety)) }
            }
        </section>
    }
}

fn topic(scene: &Scene, opened: Opened, safety: bool) -> Html {
    let words = &scene.content.result.obstacles;
    let (page, about): (Page, &TopicWords) = match opened.topic {
        Topic::Issue(issue) => (Page::Issue(issue), &scene.content.issues.each[issue]),
        Topic::Root(root) => (Page::Root(root), &scene.content.fear.each[root]),
    };
    let text = if safety { &about.result_alone } else { &about.result };
    // Every step but seeking support is taken with the other person.
    let step =
        scene.content.related(page).iter().copied().find(|page| matches!(page, Page::Step(_))).filter(|_| !safety);
    html! {
        <div class="ie-words" key={page.to_string()}>
            <p>{ scene.link(page, html! { { &about.title } }) }</p>
            <p>{ rich(text) }</p>
            if let Some(step) = step {
                <p>{ scene.link(step, html! { { fill(&words.step, &[("step", scene.content.title(step))]) } }) }</p>
            }
            if opened.support || safety {
                <p>{ scene.link(Page::Support, html! { { &words.support } }) }</p>
            }
        </div>
    }
}

/// The offer of S4, for a run that passed it by.
fn offer(scene: &Scene) -> Html {
    let offer = &scene.content.quiz.obstacles_offer;
    html! {
        <section class="ie-card ie-no-print" aria-labelledby="ie-obstacles">
            { section_heading(scene, "ie-obstacles", &offer.title) }
            <p>{ &offer.text }</p>
            <p class="ie-actions">
                { scene.button("ie-button ie-second", &offer.accept, Action::Opened(Screen::Question(Question::ObstaclesOffer))) }
            </p>
        </section>
    }
}
