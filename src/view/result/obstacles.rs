//! Obstacles: each marked topic, with a text and a suggestion.

use super::section::{private, section, titled_text};
use crate::content::{Page, Topic, TopicWords, fill};
use crate::quiz::{Opened, Question, QuizResult, Run};
use crate::state::{Action, Screen};
use crate::view::element::{El, el, p};
use crate::view::scene::Scene;

/// The section: the marked topics, or the offer of Obstacles if it was not answered.
pub(super) fn obstacles(scene: &Scene, run: &Run, result: &QuizResult) -> El {
    let words = &scene.content.result.obstacles;
    let answered = Topic::all().any(|topic| run.answers.amount(topic).is_some());
    if !answered {
        return offer(scene);
    }
    let section =
        section(scene, "ie-obstacles", &words.title).class(private(scene)).with(p(&words.private).class("ie-hint"));
    if result.obstacles.is_empty() {
        return section.with(p(&words.none));
    }
    section.with(p(&words.intro)).each(result.obstacles.iter().map(|opened| topic(scene, *opened, result)))
}

fn topic(scene: &Scene, opened: Opened, result: &QuizResult) -> El {
    let words = &scene.content.result.obstacles;
    let (page, about): (Page, &TopicWords) = match opened.topic {
        Topic::Issue(issue) => (Page::Issue(issue), &scene.content.issues.each[issue]),
        Topic::Root(root) => (Page::Root(root), &scene.content.fear.each[root]),
    };
    let step = scene
        .content
        .related(page)
        .iter()
        .find_map(|page| if let Page::Step(step) = page { Some(*step) } else { None });
    let allowed = step.filter(|step| result.allows(*step));
    // Without a step, and with the safety text, a topic has the text that needs no other person.
    let text = if result.safety || allowed.is_none() { &about.result_alone } else { &about.result };
    let step = allowed.filter(|_| !result.safety).map(Page::Step);
    let step = step.map(|step| scene.link(step, fill(&words.step, &[("step", scene.content.title(step))]).into()));
    let support = (opened.support || result.safety).then(|| scene.link(Page::Support, (&words.support).into()));
    titled_text(&page.to_string(), scene.link(page, (&about.title).into()), text)
        .each(step.into_iter().chain(support).map(|link| el("p").with(link)))
}

/// The offer of Obstacles, for a run that has not answered it.
fn offer(scene: &Scene) -> El {
    let offer = &scene.content.quiz.obstacles_offer;
    let accept = Action::Opened(Screen::Question(Question::ObstaclesOffer));
    let accept = scene.button("ie-button ie-second", &offer.accept, accept);
    section(scene, "ie-obstacles", &offer.title)
        .class("ie-card ie-no-print")
        .with(p(&offer.text))
        .with(el("p").class("ie-actions").with(accept))
}
