//! The words of the first part are enough for its screens: each screen is rendered with them and with all words.

use super::app::{bar, saving, screen};
use super::element::group;
use super::exit;
use super::page_discarded::page_discarded;
use super::scene::Scene;
use super::text::Level;
use crate::config::Config;
use crate::content::{Content, Subject, source};
use crate::quiz::design::{CLOSENESS, FACTORS};
use crate::quiz::{Day, Label, Run, SetAnswer};
use crate::record::{Lock, Memory, Namespace, RunId};
use crate::state::{Map, Model, Notice, Program, SaveMode, Screen, SecondPart, StorageProblem};
use std::rc::Rc;
use yew::LocalServerRenderer;
use yew::prelude::*;

#[derive(Clone, PartialEq, Properties)]
struct Props {
    model: Model,
    content: Content,
    saving: bool,
}

/// Everything of the app that the first part can show, with these words.
#[component]
fn Shown(props: &Props) -> Html {
    let Props { model, content, saving: may_save } = props;
    let program = Rc::new(Program::start(model.screen, Box::new(Memory::default()), Namespace::new("test"), 1));
    let config = Config { saving: *may_save, ..Config::default() };
    let scene = Scene { content, model, program: &program, config: &config, level: Level(2) };
    group()
        .with(exit::leave(content, None, Some("IE")))
        .with(exit::leave(content, None, None))
        .maybe(page_discarded(&scene))
        .with(bar(&scene))
        .with(screen(&scene))
        .with(saving(&scene))
        .into()
}

fn rendered(model: &Model, content: &Content, saving: bool) -> String {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let props = Props { model: model.clone(), content: content.clone(), saving };
    let markup = LocalServerRenderer::<Shown>::with_props(props).hydratable(false).render();
    tokio::task::LocalSet::new().block_on(&runtime, markup)
}

fn same(model: &Model, what: &str) {
    let all = source::english();
    let first = all.first_part();
    for saving in [true, false] {
        assert_eq!(rendered(model, &first, saving), rendered(model, &all, saving), "{what}");
    }
}

/// A model at this screen, with a labeled map that is saved and one for this visit.
fn model(screen: Screen, run: Run) -> Model {
    let map = |id: u32, save_mode, run| Rc::new(Map { id: RunId::new(id), run, save_mode });
    let other = Run { begun: Day::new(2026, 12, 31), label: Label::new("A."), ..Run::new(2, Subject::Friend) };
    let maps = vec![map(1, SaveMode::Visit, run), map(2, SaveMode::Device, other)];
    Model { maps, open: Some(RunId::new(1)), ..Model::new(screen) }
}

#[test]
fn every_question_is_asked_with_the_words_of_the_first_part() {
    for subject in Subject::ALL {
        let run = Run { obstacles: true, refine: true, ..Run::new(7, subject) };
        let mut answered = run.clone();
        for set in &mut answered.answers.closeness {
            *set = Some(SetAnswer::Equal);
        }
        for set in &mut answered.answers.factors {
            *set = Some(SetAnswer::Skipped);
        }
        answered.skipped = run.questions();
        let mut chosen = run.clone();
        for (set, types) in chosen.answers.closeness.iter_mut().zip(CLOSENESS) {
            *set = Some(SetAnswer::Equal.with_most(types[0]).with_least(types[1]));
        }
        for (set, factors) in chosen.answers.factors.iter_mut().zip(FACTORS) {
            *set = Some(SetAnswer::Equal.with_most(factors[0]));
        }
        for question in run.questions() {
            for screen in [Screen::Question(question), Screen::Change(question)] {
                same(&model(screen, run.clone()), &format!("{screen:?}"));
                same(&model(screen, answered.clone()), &format!("{screen:?}, answered"));
                same(&model(screen, chosen.clone()), &format!("{screen:?}, chosen"));
                let failed = Model { empty_submits: 2, ..model(screen, run.clone()) };
                same(&failed, &format!("{screen:?}, without an answer"));
                for notice in [Notice::MovedToMost, Notice::MovedToLeast, Notice::Cleared] {
                    let moved = Model { notice: Some(notice), ..model(screen, run.clone()) };
                    same(&moved, &format!("{screen:?}, {notice:?}"));
                }
            }
        }
    }
}

#[test]
fn the_start_is_shown_with_the_words_of_the_first_part() {
    let run = Run { begun: Day::new(2026, 1, 1), ..Run::new(7, Subject::Partner) };
    for screen in [Screen::Welcome, Screen::Start] {
        same(&Model::new(screen), &format!("{screen:?}"));
        same(&Model { empty_submits: 1, ..Model::new(screen) }, &format!("{screen:?}, nobody chosen"));
        same(&Model { keep: true, ..Model::new(screen) }, &format!("{screen:?}, kept"));
        same(&Model { page_discarded: true, ..Model::new(screen) }, &format!("{screen:?}, after a discard"));
        same(&Model { lock: Lock::Locked, ..Model::new(screen) }, &format!("{screen:?}, locked"));
        for chosen in Subject::ALL.map(Some).into_iter().chain([None]) {
            let mut many = Model { chosen, ..model(screen, run.clone()) };
            same(&many, &format!("{screen:?}, {chosen:?}"));
            many.maps.extend(many.maps.clone());
            same(&many, &format!("{screen:?}, {chosen:?}, four maps"));
        }
        for problem in [
            StorageProblem::Full,
            StorageProblem::Denied,
            StorageProblem::Unreadable,
            StorageProblem::Newer,
            StorageProblem::Conflict,
        ] {
            same(&Model { storage_problem: Some(problem), ..model(screen, run.clone()) }, &format!("{problem:?}"));
        }
    }
}

#[test]
fn the_first_part_says_that_the_second_is_missing() {
    for second_part in [SecondPart::Coming, SecondPart::Failed] {
        for screen in [Screen::Explore, Screen::Result, Screen::Review, Screen::Notes] {
            let model = Model { second_part, ..model(screen, Run::new(7, Subject::Partner)) };
            same(&model, &format!("{screen:?}, {second_part:?}"));
            let shown = rendered(&model, &source::english(), true);
            assert!(shown.contains("data-focus"), "a heading takes the focus");
            assert_eq!(shown.contains("data-load-again"), second_part == SecondPart::Failed, "{screen:?}");
        }
    }
}

#[test]
fn the_rescue_screen_has_its_words_before_the_second_part_arrives() {
    let all = source::english();
    assert_eq!(exit::rescue(&all.first_part(), Level(2)), exit::rescue(&all, Level(2)));
}

#[test]
fn the_first_part_has_few_words() {
    let all = source::english();
    let (first, whole) = (all.first_part().to_pack().len(), all.to_pack().len());
    assert!(first * 6 < whole, "{first} of {whole} bytes");
}
