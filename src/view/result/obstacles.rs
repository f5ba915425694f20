//! Obstacles: each marked topic, with a text and a suggestion.

use super::section::{folded_text, private, section};
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
    // Topics with the same step stand together, and the step follows them once.
    let mut groups: Vec<(Option<Page>, Vec<Opened>)> = Vec::new();
    for opened in &result.obstacles {
        let step = step_of(scene, result, page(opened.topic));
        match groups.iter_mut().find(|group| group.0 == step) {
            Some(group) => group.1.push(*opened),
            None => groups.push((step, vec![*opened])),
        }
    }
    let of_step = |(step, opened): &(Option<Page>, Vec<Opened>)| {
        let link = step
            .filter(|_| !result.safety)
            .map(|step| scene.link(step, fill(&words.step, &[("step", scene.content.title(step))]).into()));
        let key = step.map_or_else(String::new, |step| step.to_string());
        el("div")
            .key(&key)
            .each(opened.iter().map(|opened| topic(scene, opened.topic, step.is_some() && !result.safety)))
            .maybe(link.map(|link| el("p").with(link)))
    };
    let support = result.safety || result.obstacles.iter().any(|opened| opened.support);
    let support = support.then(|| el("p").with(scene.link(Page::Support, (&words.support).into())));
    section.with(p(&words.intro)).each(groups.iter().map(of_step)).maybe(support)
}

const fn page(topic: Topic) -> Page {
    match topic {
        Topic::Issue(issue) => Page::Issue(issue),
        Topic::Root(root) => Page::Root(root),
    }
}

/// The step of rebuilding that belongs to a page, if the result suggests it.
fn step_of(scene: &Scene, result: &QuizResult, page: Page) -> Option<Page> {
    let steps = scene.content.related(page).iter();
    let step = steps.filter_map(|page| if let Page::Step(step) = page { Some(*step) } else { None }).next()?;
    result.allows(step).then_some(Page::Step(step))
}

/// A topic, folded. Without a step, and with the safety text, it has the text that needs no other person.
fn topic(scene: &Scene, topic: Topic, with_step: bool) -> El {
    let about: &TopicWords = match topic {
        Topic::Issue(issue) => &scene.content.issues.each[issue],
        Topic::Root(root) => &scene.content.fear.each[root],
    };
    let text = if with_step { &about.result } else { &about.result_alone };
    folded_text(scene, page(topic), text)
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
