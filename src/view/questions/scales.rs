//! Questions with scales: Now and wanted, how present each factor is, and Obstacles.

use super::frame::{QuestionBody, frame};
use crate::content::{Factor, Issue, Root, ScaleStep, Topic, Type};
use crate::quiz::{Amount, Level, Often, Question, Run, Wish};
use crate::state::{Action, Answer};
use crate::view::element::{El, el, group, input, p};
use crate::view::scene::Scene;
use yew::prelude::*;

/// Now and wanted: two statements about one type, each with the scales "how often now" (0–4) and "I'd like" (−2–2).
pub(super) fn now(scene: &Scene, run: &Run, of: Type) -> Html {
    let (words, step) = (scene.words(), &scene.content.quiz.now);
    let statements = &scene.content.types.each[of].now;
    let often = |at: usize| {
        let mut points = Often::all().zip(&step.often_scale).map(|(value, label)| Point {
            label,
            checked: run.answers.often[of][at] == Some(value),
            action: Answer::OftenChosen(of, at, value).into(),
        });
        scale(scene, &format!("often-{at}"), Some(at), &step.often, &mut points, None)
    };
    let wish = |at: usize| {
        let mut points = Wish::all().zip(&step.wish_scale).map(|(value, label)| Point {
            label,
            checked: run.answers.wish[of][at] == Some(value),
            action: Answer::WishChosen(of, at, value).into(),
        });
        scale(scene, &format!("wish-{at}"), Some(at), &step.wish, &mut points, None)
    };
    let about = |(at, statement): (usize, &String)| {
        let words = p(statement).class("ie-statement").attr("id", &format!("ie-statement-{at}"));
        el("div").class("ie-about").key(&at.to_string()).with(words).with(often(at)).with(wish(at))
    };
    let controls = group().each(statements.iter().enumerate().map(about)).into();
    let skipped = run.skipped.contains(&Question::Now(of));
    let body = QuestionBody {
        question: step.question.clone(),
        hint: (of == Type::Emotional).then(|| step.hint.clone()),
        controls,
        missing: words.error_scale.clone(),
        status: if skipped { words.answered_skip.clone() } else { String::new() },
        clearable: run.passed(Question::Now(of)),
    };
    frame(scene, Question::Now(of), &body, &[(words.skip.as_str(), Answer::Skipped.into())])
}

/// Factors: how present each of the seven factors is now, 0–4.
pub(super) fn present(scene: &Scene, run: &Run) -> Html {
    let step = &scene.content.quiz.present;
    let rows = Factor::ALL.into_iter().map(|of| {
        let mut points = Often::all().zip(&step.scale).map(|(value, label)| Point {
            label,
            checked: run.answers.present[of] == Some(value),
            action: Answer::PresentChosen(of, value).into(),
        });
        scale(scene, of.id(), None, &scene.content.factors.each[of].now, &mut points, None)
    });
    list(scene, run, Question::Present, step, &mut { rows })
}

/// Obstacles: the common issues, each 0–3 or "prefer not to say".
pub(super) fn issues(scene: &Scene, run: &Run) -> Html {
    let step = &scene.content.quiz.issues;
    let rows = Issue::ALL
        .into_iter()
        .map(|issue| amount(scene, run, step, Topic::Issue(issue), issue.id(), &scene.content.issues.each[issue].item));
    list(scene, run, Question::Issues, step, &mut { rows })
}

/// Obstacles: the roots of the fear of intimacy, each 0–3 or "prefer not to say".
pub(super) fn roots(scene: &Scene, run: &Run) -> Html {
    let step = &scene.content.quiz.roots;
    let rows = Root::ALL
        .into_iter()
        .map(|root| amount(scene, run, step, Topic::Root(root), root.id(), &scene.content.fear.each[root].item));
    list(scene, run, Question::Roots, step, &mut { rows })
}

fn amount(scene: &Scene, run: &Run, step: &ScaleStep, topic: Topic, id: &str, statement: &str) -> El {
    let answer = run.answers.amount(topic);
    let mut points = Level::all().zip(&step.scale).map(|(value, label)| Point {
        label,
        checked: answer == Some(Amount::Level(value)),
        action: Answer::AmountChosen(topic, Amount::Level(value)).into(),
    });
    let prefer_not = Point {
        label: &scene.words().prefer_not,
        checked: answer == Some(Amount::PreferNotToSay),
        action: Answer::AmountChosen(topic, Amount::PreferNotToSay).into(),
    };
    scale(scene, id, None, statement, &mut points, Some(prefer_not))
}

fn list(scene: &Scene, run: &Run, question: Question, step: &ScaleStep, rows: &mut dyn Iterator<Item = El>) -> Html {
    let words = scene.words();
    let skipped = run.skipped.contains(&question);
    let body = QuestionBody {
        question: step.question.clone(),
        hint: Some(step.hint.clone()),
        controls: group().each(rows).into(),
        missing: words.error_scale.clone(),
        status: if skipped { words.answered_skip.clone() } else { String::new() },
        clearable: run.passed(question),
    };
    frame(scene, question, &body, &[(words.skip.as_str(), Answer::Skipped.into())])
}

/// One point of a scale.
struct Point<'a> {
    label: &'a str,
    checked: bool,
    action: Action,
}

/// One scale, as a group of radio buttons. If its label alone does not name the statement, `about` is the number of the
/// statement on the screen. `apart` is an answer outside the scale.
fn scale(
    scene: &Scene,
    id: &str,
    about: Option<usize>,
    label: &str,
    points: &mut dyn Iterator<Item = Point>,
    apart: Option<Point>,
) -> El {
    let name = format!("ie-{id}");
    let label_id = format!("ie-{id}-label");
    let labelled = about.map_or_else(|| label_id.clone(), |at| format!("ie-statement-{at} {label_id}"));
    // The word is hidden from readers, because the radio button, which covers it, has it as its name.
    let option = |(at, point): (usize, Point)| {
        let word_id = format!("{name}-{at}");
        let field = input("radio", point.checked).attr("name", &name).attr("aria-labelledby", &word_id);
        let word = el("span").attr("id", &word_id).attr("aria-hidden", "true").text(point.label);
        el("label").key(&at.to_string()).with(field.on_change(scene.on(point.action))).with(word)
    };
    let apart = apart.map(|point| option((usize::MAX, point)).class("ie-apart"));
    el("div")
        .class("ie-scale")
        .attr("role", "radiogroup")
        .attr("aria-labelledby", &labelled)
        .key(id)
        .with(p(label).class(if about.is_some() { "ie-scale-label" } else { "ie-statement" }).attr("id", &label_id))
        .with(el("div").class("ie-points").each(points.enumerate().map(option)).maybe(apart))
}
