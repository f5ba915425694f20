//! The list of answers, each of which can be changed.

use super::element::{El, el, group, p};
use super::scene::Scene;
use crate::content::{Factor, Issue, Root, Topic, Type, fill};
use crate::quiz::design::statement;
use crate::quiz::{Amount, Question, Run, Section, SetAnswer};
use crate::record::Value;
use crate::state::{Action, Screen};
use yew::prelude::*;

/// The screen.
pub fn review(scene: &Scene) -> Html {
    let words = scene.words();
    let Some(run) = scene.model.run() else { return super::notes::notes(scene) };
    let result = scene.button("ie-button", &words.see_result, Action::Opened(Screen::Result));
    let go_on = run.at.map(|_| scene.button("ie-button ie-second", &words.go_on, Action::Resumed));
    group()
        .with(scene.level.screen_heading("ie-heading", (&words.review_title).into(), None))
        .with(p(&words.review_lead).class("ie-hint"))
        .with(answers(scene, run, false))
        .with(el("p").class("ie-actions").with(result).maybe(go_on))
        .into()
}

/// The list of answers; on paper without buttons.
pub fn answers(scene: &Scene, run: &Run, on_paper: bool) -> Html {
    let words = scene.words();
    let sections = [
        (Section::Closeness, &words.part_closeness),
        (Section::Refine, &words.part_refine),
        (Section::Now, &words.part_now),
        (Section::Factors, &words.part_factors),
        (Section::Obstacles, &words.part_obstacles),
    ];
    let questions = run.questions();
    let section = |(section, title): (Section, &String)| {
        let of = |question: &&Question| question.section() == section && **question != Question::ObstaclesOffer;
        let mut rows = questions.iter().filter(of).map(|question| row(scene, run, *question, on_paper)).peekable();
        rows.peek()?;
        let heading = scene.level.inner().heading("").text(title);
        Some(el("section").class("ie-group").key(title).with(heading).with(el("ul").class("ie-answers").each(rows)))
    };
    group().each(sections.into_iter().filter_map(section)).into()
}

fn row(scene: &Scene, run: &Run, question: Question, on_paper: bool) -> El {
    let name = name(scene, run, question);
    let lines = answer_lines(scene, run, question);
    let row = el("li").key(&question.write()).with(el("div").with(p(&name)).each(lines.iter().map(|line| p(line))));
    if on_paper { row } else { row.with(change(scene, question, &name)) }
}

fn change(scene: &Scene, question: Question, name: &str) -> El {
    let change = &scene.words().change;
    let label = format!("{change}: {name}");
    let button = scene.button("ie-quiet", change, Action::ChangeOpened(question)).attr("aria-label", &label);
    el("div").with(button)
}

/// The name of a question in the list.
fn name(scene: &Scene, run: &Run, question: Question) -> String {
    let quiz = &scene.content.quiz;
    let number = run.progress(question).map_or_else(String::new, |at| {
        fill(
            if at.optional { &scene.words().progress_optional } else { &scene.words().progress },
            &[("number", &at.number.to_string()), ("total", &at.total.to_string())],
        )
    });
    match question {
        Question::Subject => quiz.subject.question.clone(),
        Question::PartOf => quiz.part_of.question.clone(),
        Question::Now(of) => scene.content.types.each[of].title.clone(),
        Question::Present => quiz.present.question.clone(),
        Question::Issues => quiz.issues.question.clone(),
        Question::Roots => quiz.roots.question.clone(),
        Question::Closeness(_) | Question::Factors(_) | Question::ObstaclesOffer => number,
    }
}

/// The answer to a question, as lines of text.
fn answer_lines(scene: &Scene, run: &Run, question: Question) -> Vec<String> {
    let (words, content, answers) = (scene.words(), scene.content, &run.answers);
    let none = || vec![words.not_answered.clone()];
    if run.skipped.contains(&question) {
        return vec![words.skipped.clone()];
    }
    if !run.passed(question) {
        return none();
    }
    let pair = |what: &str, value: &str| format!("{what}: {value}");
    match question {
        Question::Subject => answers.subject.map_or_else(none, |of| vec![content.quiz.subject.options[of].clone()]),
        Question::Closeness(at) => {
            let set = usize::from(at);
            let words = |of: Type| content.types.each[of].statements.get(statement(set, of)).map_or("", String::as_str);
            chosen(scene, answers.closeness.get(set).copied().flatten(), words)
        }
        Question::Factors(at) => {
            let words = |of: Factor| content.factors.each[of].statement.as_str();
            chosen(scene, answers.factors.get(usize::from(at)).copied().flatten(), words)
        }
        Question::PartOf => {
            let parts = answers.part_of.iter().flat_map(|parts| parts.iter());
            let names: Vec<&str> =
                parts.filter(|(_, part)| **part).map(|(of, _)| content.types.each[of].name.as_str()).collect();
            vec![if names.is_empty() { content.quiz.part_of.none.clone() } else { crate::content::list(words, &names) }]
        }
        Question::Now(of) => {
            let step = &content.quiz.now;
            let mut lines = Vec::new();
            for (at, statement) in content.types.each[of].now.iter().enumerate() {
                let often = answers.often[of].get(at).copied().flatten();
                let wish = answers.wish[of].get(at).copied().flatten();
                let often = often.and_then(|often| step.often_scale.get(often.step()));
                let wish = wish.and_then(|wish| step.wish_scale.get(wish.step()));
                let both = [often.map(|often| pair(&step.often, often)), wish.map(|wish| pair(&step.wish, wish))];
                let both: Vec<String> = both.into_iter().flatten().collect();
                if !both.is_empty() {
                    lines.push(format!("{statement} {}", both.join(", ")));
                }
            }
            lines
        }
        Question::Present => {
            let scale = &content.quiz.present.scale;
            let given = answers.present.iter().filter_map(|(of, often)| Some((of, scale.get((*often)?.step())?)));
            given.map(|(of, often)| pair(&content.factors.each[of].name, often)).collect()
        }
        Question::Issues => {
            let topics = Issue::ALL.into_iter();
            topics.filter_map(|of| amount(scene, run, Topic::Issue(of), &content.issues.each[of].title)).collect()
        }
        Question::Roots => {
            let topics = Root::ALL.into_iter();
            topics.filter_map(|of| amount(scene, run, Topic::Root(of), &content.fear.each[of].title)).collect()
        }
        Question::ObstaclesOffer => Vec::new(),
    }
}

fn amount(scene: &Scene, run: &Run, topic: Topic, title: &str) -> Option<String> {
    let amount = match run.answers.amount(topic)? {
        Amount::Level(level) => scene.content.quiz.issues.scale.get(level.step())?,
        Amount::PreferNotToSay => &scene.words().prefer_not,
    };
    Some(format!("{title}: {amount}"))
}

/// The answer to a set, with the statements of the set.
fn chosen<'a, T: Copy + PartialEq>(
    scene: &'a Scene,
    answer: Option<SetAnswer<T>>,
    statement: impl Fn(T) -> &'a str,
) -> Vec<String> {
    let words = scene.words();
    match answer {
        None => vec![words.not_answered.clone()],
        Some(SetAnswer::Skipped) => vec![words.skipped.clone()],
        Some(SetAnswer::Equal) => vec![words.equal.clone()],
        Some(answer) => {
            let most = answer.most().map(|of| fill(&words.review_most, &[("most", statement(of))]));
            let least = answer.least().map(|of| fill(&words.review_least, &[("least", statement(of))]));
            most.into_iter().chain(least).collect()
        }
    }
}
