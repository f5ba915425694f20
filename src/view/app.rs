//! The app in the shadow root: the current screen and the parts around it.

use super::element::{El, el, status};
use super::page_discarded::page_discarded;
use super::scene::Scene;
use super::text::Level;
use super::waiting::waiting;
use super::{exit, questions, second};
use crate::browser;
use crate::config::Config;
use crate::content::{Content, Page};
use crate::quiz::Question;
use crate::record::Value;
use crate::state::{Action, Notice, Program, SaveMode, Screen, SecondPart, StorageProblem};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use yew::prelude::*;

/// The properties of the app.
#[derive(Clone, Properties)]
pub struct Props {
    /// The words.
    pub content: Rc<Cell<&'static Content>>,
    /// The running program.
    pub program: Rc<Program>,
    /// The owner's settings.
    pub config: Rc<RefCell<Config>>,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.content, &other.content)
            && Rc::ptr_eq(&self.program, &other.program)
            && Rc::ptr_eq(&self.config, &other.config)
    }
}

/// The app.
#[component]
pub fn App(props: &Props) -> Html {
    let changed = use_force_update();
    let frame = use_node_ref();
    let program = props.program.clone();
    // `use_memo` runs while the app is rendered. With an effect, which runs later, a change in between would not be
    // shown.
    use_memo((), move |()| program.on_change(move || changed.force_update()));

    #[cfg(feature = "crash")]
    crate::state::crash::now(crate::state::crash::SHOWN);
    let model = props.program.model();
    let target = frame.clone();
    // This is read before the document changes, because the focused element may be removed.
    let inside = frame.cast::<browser::Element>().is_some_and(|frame| browser::has_focus(&frame));
    let may_move = props.program.take_pressed() || inside;
    let home = model.home;
    let last = use_mut_ref(move || (home, None, false));
    // While a screen waits for the second part, another screen is in its place.
    let waits = model.waits();
    let now = (model.screen, waits, model.import.is_some());
    use_effect_with((now, model.empty_submits, model.notice), move |(now, empty_submits, notice)| {
        let opened = last.replace(*now) != *now;
        // The button that erases, clears or locks is removed together with its purpose. The import preview is shown far
        // from the button that opened the file. The error of a passphrase takes the focus where it is.
        let gone = match notice {
            None
            | Some(
                Notice::MovedToMost
                | Notice::MovedToLeast
                | Notice::Renamed
                | Notice::Saved
                | Notice::NotSaved
                | Notice::Refused(_)
                | Notice::NotPrinted,
            ) => false,
            Some(_) => true,
        };
        // Focus moves when a screen opens, after an empty submit, and when the focused button is removed. It stays when
        // an answer removes the error. The element never takes focus from the rest of the page: it must already have
        // the focus, or something in it must have been pressed.
        let moves = may_move && (opened || gone || *empty_submits > 0);
        if let Some(frame) = target.cast::<browser::Element>().filter(|_| moves) {
            browser::focus_heading(&frame);
        }
    });

    let Props { content, program, config } = props;
    let content = content.get();
    let config = &*config.borrow();
    let scene = Scene { content, model: &model, program, config, level: Level(config.heading_level) };
    let words = scene.words();
    html! {
        <>
        <slot key="leave" name="leave">{ exit::leave(content, config.exit_page.as_deref(), config.country.as_deref()) }</slot>
        if model.screen == Screen::Article {
            { for page_discarded(&scene).map(|notice| el("div").class("ie").attr("lang", &words.language).attr("dir", &words.direction).with(notice)) }
            <slot key="article" />
        } else {
            <div key="app" class="ie" part="frame" data-app="" data-screen={styled(model.screen)} ref={frame} lang={words.language.clone()} dir={words.direction.clone()}>
                { bar(&scene) }
                <div class="ie-main" key={match waits { Some(SecondPart::Failed) => "failed".into(), Some(_) => "coming".into(), None => screen_key(model.screen) }}>
                    { screen(&scene) }
                </div>
                { saving(&scene) }
            </div>
        }
        </>
    }
}

/// A key for each screen, so that Yew does not reuse controls of the last screen, with their focus and state. Questions
/// of one kind share their key: the browser would take longer to style new elements than to change the texts.
fn screen_key(screen: Screen) -> String {
    match screen {
        Screen::Article => "article".into(),
        Screen::Welcome => "welcome".into(),
        Screen::Explore => "explore".into(),
        Screen::Page(page) => page.to_string(),
        Screen::Start => "start".into(),
        Screen::Question(Question::Closeness(_)) => "closeness".into(),
        Screen::Question(Question::Now(_)) => "now".into(),
        Screen::Question(Question::Factors(_)) => "factors".into(),
        Screen::Question(question) | Screen::Change(question) => question.write(),
        Screen::Result => "result".into(),
        Screen::Review => "review".into(),
        Screen::Notes => "notes".into(),
    }
}

/// The name of a screen that the style sheet gives other margins.
const fn styled(screen: Screen) -> Option<&'static str> {
    match screen {
        Screen::Welcome => Some("welcome"),
        Screen::Question(Question::ObstaclesOffer) => None,
        Screen::Question(_) | Screen::Change(_) => Some("question"),
        Screen::Result => Some("result"),
        _ => None,
    }
}

pub(super) fn screen(scene: &Scene) -> Html {
    if let Some(part) = scene.model.waits() {
        return waiting(scene, part);
    }
    match scene.model.screen {
        Screen::Article => Html::default(),
        Screen::Welcome => questions::welcome(scene),
        Screen::Start => questions::start(scene),
        Screen::Question(question) | Screen::Change(question) => questions::question(scene, question),
        Screen::Explore | Screen::Page(_) | Screen::Result | Screen::Review | Screen::Notes => second::screen(scene),
    }
}

/// Which part of the app a screen belongs to.
#[derive(Clone, Copy, PartialEq)]
enum Area {
    Explore,
    Quiz,
    Notes,
}

const fn area(screen: Screen) -> Area {
    match screen {
        Screen::Article | Screen::Explore | Screen::Page(_) => Area::Explore,
        Screen::Welcome | Screen::Start | Screen::Question(_) | Screen::Change(_) | Screen::Result | Screen::Review => {
            Area::Quiz
        }
        Screen::Notes => Area::Notes,
    }
}

pub(super) fn bar(scene: &Scene) -> El {
    let words = scene.words();
    let here = area(scene.model.screen);
    let door = |to: Area, label: &str, action: Action| {
        scene.button("ie-quiet", label, action).attr_maybe("aria-current", (here == to).then_some("true"))
    };
    el("nav")
        .class("ie-bar")
        .part("bar")
        .attr("aria-label", &words.nav_label)
        .with(el("span").class("ie-leave-room").attr("aria-hidden", "true").text(&words.leave))
        .with(door(Area::Explore, &words.nav_explore, Action::Opened(Screen::Explore)))
        .with(door(Area::Quiz, &words.nav_quiz, Action::Resumed))
        .with(door(Area::Notes, &words.nav_notes, Action::Opened(Screen::Notes)))
        .with(scene.button("ie-quiet", &words.nav_help, Action::Opened(Screen::Page(Page::Support))))
}

/// One line that says whether the answers are saved. Screen readers announce a change of it.
pub(super) fn saving(scene: &Scene) -> El {
    let words = scene.words();
    // Outside "My notes", nothing tells of maps that nobody has opened in this visit.
    let first = scene.model.maps.first().filter(|_| scene.model.screen == Screen::Notes).map(|map| &**map);
    let mode = scene.model.open_map().or(first).map(|map| map.save_mode);
    let line = match (scene.model.storage_problem, mode) {
        (_, None) => "",
        (Some(StorageProblem::Full), _) => &words.saving_full,
        (Some(StorageProblem::Denied), _) => &words.saving_denied,
        (Some(StorageProblem::Unreadable), _) => &words.saving_unreadable,
        (Some(StorageProblem::Newer), _) => &words.saving_newer,
        (Some(StorageProblem::Conflict), _) => &words.saving_taken,
        (None, Some(SaveMode::Device)) => &words.saving_device,
        (None, Some(SaveMode::Visit)) => &words.saving_visit,
    };
    status("ie-saving", line).part("saving")
}
