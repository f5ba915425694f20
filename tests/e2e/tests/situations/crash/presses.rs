//! Crashes at every press that causes an action: once before the action has any effect, and once after its changes were
//! saved.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use State::{At, Done, Empty, Visit};
use anyhow::{Context, Result, ensure};
use e2e::{Browser, Case, Engine, Situation, Wish, root, situation};
use intimacy_explorer::content::{Subject, Type};
use intimacy_explorer::quiz::Day;
use intimacy_explorer::quiz::Question::{self, Closeness, Factors, Issues, Now, ObstaclesOffer, PartOf, Present};
use intimacy_explorer::quiz::design::CLOSENESS;
use intimacy_explorer::record::{Memory, Namespace, PREFIX, RunId, Store, records, write_file};
use intimacy_explorer::state::{Action, Answer, NewRun, Program, Screen};
use serde_json::{Value, json};

use super::{How, RESCUED, kept, open};

/// The situations of this module.
pub const SITUATIONS: &[Situation] = &[
    situation!(every_press_in_the_quiz_can_crash_without_losing_an_answer, holds: ["F17"]),
    situation!(every_press_around_the_quiz_can_crash_without_losing_an_answer, holds: ["F17"]),
];

/// The state before the press.
#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    /// No answers.
    Empty,
    /// One answer, for this visit only.
    Visit,
    /// Two saved answers. The quiz continues at this question.
    At(Question),
    /// The whole quiz answered and saved.
    Done,
}

struct Press {
    /// The name of the action in src/state/action.rs.
    action: &'static str,
    state: State,
    /// The controls to press in order, by text or selector. The app crashes at the last one.
    way: &'static [&'static str],
    /// Whether the action changes the storage.
    changes: bool,
}

const fn press(action: &'static str, state: State, way: &'static [&'static str], changes: bool) -> Press {
    Press { action, state, way, changes }
}

const SET: State = At(Closeness(4));

const IN_THE_QUIZ: &[Press] = &[
    press("SubjectChosen", Empty, &["[value=friend]", "[data-keep]", "[data-begin]"], false),
    press("SubjectChosen", Empty, &["[data-open=notes]", "Begin the quiz", "A friend"], false),
    press("Began", Empty, &["[data-open=notes]", "Begin the quiz", "A friend", KEEP, BEGIN], true),
    press("Began", Empty, &["[data-open=notes]", "Begin the quiz", "A friend", BEGIN], false),
    press("KeepChosen(true)", Empty, &["[data-open=notes]", "Begin the quiz", KEEP], false),
    press("Answered(TypePressed", SET, &[".ie-set-text"], true),
    press("Answered(TypeMost", SET, &[".ie-most"], true),
    press("Answered(TypeLeast", SET, &[".ie-least"], true),
    press("Answered(Cleared", SET, &[".ie-most", "Clear my answer"], true),
    press("Answered(CalledEqual", SET, &["About equal"], true),
    press("Answered(CalledEqual", Visit, &["About equal"], false),
    press("Answered(Skipped", SET, &["Skip"], true),
    press("Continued", SET, &["Continue"], false),
    press("Continued", SET, &[".ie-most", "Continue"], true),
    press("WentBack", SET, &["Back"], true),
    press("Opened(Result)", SET, &["See what you have so far"], false),
    press("Answered(PartTicked", At(PartOf), &[".ie-option input"], true),
    press("Answered(NoneTicked", At(PartOf), &[".ie-option:last-child input"], true),
    press("Answered(OftenChosen", At(Now(Type::Physical)), &["[name=ie-often-0]"], true),
    press("Answered(WishChosen", At(Now(Type::Physical)), &["[name=ie-wish-1]"], true),
    press("Answered(FactorPressed", At(Factors(0)), &[".ie-set-text"], true),
    press("Answered(FactorMost", At(Factors(0)), &[".ie-most"], true),
    press("Answered(FactorLeast", At(Factors(0)), &[".ie-least"], true),
    press("Answered(PresentChosen", At(Present), &[".ie-points input"], true),
    press("ObstaclesOffered(true)", At(ObstaclesOffer), &["Yes, show them"], true),
    press("ObstaclesOffered(false)", At(ObstaclesOffer), &["No, go to the result"], true),
    press("Answered(AmountChosen", At(Issues), &[".ie-points input"], true),
];

const KEEP: &str = "Keep my answers on this device";
const BEGIN: &str = "Begin";
const OPTIONS: &str = "Name this map, save it or erase it";
const CHANGE: &str = ".ie-answers button";

const AROUND_THE_QUIZ: &[Press] = &[
    press("Opened(Notes)", Empty, &["[data-open=notes]"], false),
    press("Opened(Explore)", Empty, &["[data-open=explore]"], false),
    press("Searched", SET, &["Explore", "(search)"], false),
    press("Opened(Page(", SET, &["Explore", ".ie-tiles a"], false),
    press("Opened(Article)", SET, &["Explore", "Read it all on one page"], false),
    press("Resumed", SET, &["Explore", "Quiz"], false),
    press("Opened(Notes)", SET, &["My notes"], false),
    press("MapOpened", SET, &["My notes", "Go on where I left off"], false),
    press("MapOpened", SET, &["My notes", "Your answers"], false),
    press("StartOpened", SET, &["My notes", "Begin a new map"], false),
    press("StartOpened", SET, &["My notes", OPTIONS, "Begin a new map for the same person"], false),
    press("MapOpened", SET, &["My notes", "Begin a new map", "Go on: A friend"], false),
    press("Began", SET, &["My notes", "Begin a new map", "My partner", KEEP, BEGIN], true),
    press("Labeled", SET, &["My notes", OPTIONS, "(label)"], true),
    press("RemoveChosen", SET, &["My notes", OPTIONS, "Erase this map"], true),
    press("UndoChosen", SET, &["My notes", OPTIONS, "Erase this map", "Bring it back"], true),
    press("ChangeOpened", SET, &["My notes", "Your answers", CHANGE], false),
    press("SubjectChosen", SET, &["My notes", "Your answers", CHANGE, "[value=family]"], true),
    press("WentBack", SET, &["My notes", "Your answers", CHANGE, "Back"], false),
    press("SavingChosen(true)", Visit, &["My notes", "Keep my answers on this device"], true),
    press("SavingChosen(false)", SET, &["My notes", "Take them off this device"], true),
    press("EraseChosen", SET, &["My notes", "Erase everything"], true),
    press("FileSaved", SET, &["My notes", "Save my answers to a file"], false),
    press("FileOpened", SET, &["My notes", "(file)"], false),
    press("ImportDecided(true", SET, &["My notes", "(file)", "Take them over"], true),
    press("ImportDecided(false", SET, &["My notes", "(file)", "Change nothing"], false),
    press("UndoChosen", SET, &["My notes", "(file)", "Take them over", "Change it back"], true),
    press("SnapshotDecided", SET, &["My notes", "(file)", "Take them over", "Go back to it"], true),
    press("SnapshotDecided", SET, &["My notes", "(file)", "Take them over", "Remove it"], true),
    press("RefineAccepted", Done, &["Several types are still tied: a closer look", "Five more sets"], true),
    press("PrintAnswersChosen", Done, &[".ie-prefer input"], false),
    press("Opened(Question(ObstaclesOffer))", Done, &["Yes, show them"], true),
];

/// Actions without a press here: events of another window or of the storage, a failure to print, and passphrases, which
/// encrypted.rs tests.
const NO_PRESS: &[&str] =
    &["PrintFailed", "LockChanged", "StorageChanged", "PageDiscarded", "SecondPartChanged", "Stored"];

/// Asserts that there is a press for every action of the app.
fn none_is_missing() -> Result<()> {
    let actions = std::fs::read_to_string(root().join("src/state/action.rs")).context("there are no actions")?;
    let named = |of: &str| -> Result<Vec<String>> {
        let (_, variants) = actions.split_once(&format!("pub enum {of} {{")).context("there is no enum of them")?;
        let (variants, _) = variants.split_once("\n}").context("the enum has no end")?;
        let lines = variants.lines().filter_map(|line| line.strip_prefix("    "));
        let named = lines.filter(|line| line.starts_with(|first: char| first.is_ascii_uppercase()));
        Ok(named.map(|line| line.chars().take_while(char::is_ascii_alphabetic).collect()).collect())
    };
    let of = |name: &str| IN_THE_QUIZ.iter().chain(AROUND_THE_QUIZ).any(|one| one.action.starts_with(name));
    let answers = named("Answer")?.into_iter().map(|answer| format!("Answered({answer}"));
    let mut count = 0;
    for action in named("Action")?.into_iter().chain(answers) {
        count += 1;
        ensure!(of(&action) != NO_PRESS.contains(&action.as_str()), "{action}: no press, or one despite NO_PRESS");
    }
    ensure!(count > 30, "only {count} actions");
    Ok(())
}

fn new_run(number: u32) -> NewRun {
    NewRun { id: RunId::new(number), seed: number.into(), begun: Day::new(2026, 11, 27) }
}

impl State {
    /// The content of the storage in this state.
    fn stored(self) -> BTreeMap<String, String> {
        let memory = Rc::new(Memory::default());
        let store = Box::new(memory.clone());
        let program = Program::start(Screen::Article, store, Namespace::new("default"), 1);
        let keep = matches!(self, At(_) | Done);
        if keep {
            program.dispatch(Action::SubjectChosen(Subject::Friend));
            program.dispatch(Action::Began { keep, new: new_run(42) });
        }
        match self {
            At(question) => {
                program.dispatch(Answer::CalledEqual.into());
                program.dispatch(Answer::Skipped.into());
                if question == Issues {
                    program.dispatch(Action::Opened(Screen::Question(ObstaclesOffer)));
                    program.dispatch(Action::ObstaclesOffered(true));
                }
                program.dispatch(Action::Opened(Screen::Question(question)));
            }
            Done => {
                while let Screen::Question(question) = program.model().screen {
                    // These answers tie the types, so that Refine closeness is offered.
                    if let Closeness(set) = question
                        && let [most, .., least] = CLOSENESS[usize::from(set)]
                    {
                        program.dispatch(Answer::TypeMost(set, most).into());
                        program.dispatch(Answer::TypeLeast(set, least).into());
                        program.dispatch(Action::Continued);
                    } else {
                        program.dispatch(Answer::Skipped.into());
                    }
                }
            }
            Empty | Visit => {}
        }
        let keys = memory.keys(PREFIX).unwrap_or_default().into_iter();
        keys.filter_map(|key| memory.get(&key).ok().flatten().map(|text| (key, text))).collect()
    }

    /// The controls to press from the article to the screen of the press.
    fn way(self) -> &'static [&'static str] {
        match self {
            Empty => &[],
            Visit => &["[value=friend]", "[data-begin]", "About equal"],
            At(_) => &["[data-open=notes]", "Go on where I left off"],
            Done => &["[data-open=notes]", "See my result"],
        }
    }
}

/// The text of a file with another map, and with another answer of the map in the storage.
fn answers() -> String {
    let program = Program::start(Screen::Article, Box::new(Memory::default()), Namespace::new("default"), 1);
    for (subject, number) in [(Subject::Family, 7), (Subject::Friend, 42)] {
        program.dispatch(Action::StartOpened(Some(subject)));
        program.dispatch(Action::Began { keep: false, new: new_run(number) });
        program.dispatch(Answer::Skipped.into());
    }
    let model = program.model();
    let runs: Vec<_> = model.maps.iter().map(|map| (map.id, records(&map.run))).collect();
    write_file(&runs)
}

/// Presses the controls in order, each as soon as it is visible. Before the last one, the app gets the request `crash`.
const PRESS: &str = "
    const [way, crash, file, done] = arguments;
    const host = document.querySelector('intimacy-explorer');
    const root = host.shadowRoot;
    const seen = (css) => [...host.querySelectorAll(css), ...root.querySelectorAll(css)].filter((one) => one.checkVisibility());
    const text = (one) => one.textContent.replace('←', '').trim();
    const find = (what) => (/^[.[]/.test(what) ? seen(what)[0] : seen('button, a, label, summary').find((one) => text(one) === what));
    const acts = {
        '(search)': () => {
            const field = root.querySelector('#ie-search');
            if (field) field.value = 'touch';
            return field?.dispatchEvent(new InputEvent('input', { bubbles: true }));
        },
        '(file)': () => {
            const field = root.querySelector('[data-open-file]');
            if (!field) return false;
            const files = new DataTransfer();
            files.items.add(new File([file], 'notes.json'));
            field.files = files.files;
            return field.dispatchEvent(new Event('change', { bubbles: true }));
        },
        '(label)': () => {
            const [field] = seen('details [type=text]');
            if (field) field.value = 'Sam';
            return field?.dispatchEvent(new Event('change', { bubbles: true }));
        },
        '(passphrase)': () => seen('[type=password]').map((field) => { field.value = file; }).length > 0,
    };
    const act = (what) => {
        if (acts[what]) return acts[what]();
        const one = find(what);
        // Tests override `click` of links to catch files, so the original is called.
        if (one) HTMLElement.prototype.click.call(one);
        return !!one;
    };
    const frame = () => new Promise((next) => requestAnimationFrame(next));
    const until = async (what, is_so) => {
        for (const from = performance.now(); !is_so(); await frame()) {
            if (performance.now() - from > 15000) throw new Error(`waited in vain: ${what}, in ${root.textContent}`);
        }
    };
    const screen = () => root.querySelector('[data-rescue]');
    (async () => {
        for (const what of way.slice(0, -1)) {
            await until(what, () => act(what));
            await frame();
        }
        const last = way.at(-1);
        const all = () => JSON.stringify(Object.fromEntries(Object.keys(localStorage).sort().map((key) => [key, localStorage[key]])));
        if (crash) await until(last, () => last.startsWith('(') || find(last));
        const before = all();
        if (crash) crashAt(...crash);
        const from = performance.now();
        await until(last, () => act(last));
        if (crash) await until('the rescue screen', () => screen()?.checkVisibility());
        const time = performance.now() - from;
        await frame();
        const said = ['[data-said=kept]', '[data-said=lost]', '[data-save]'].map((css) => !!screen()?.querySelector(css)?.checkVisibility());
        return { before, after: all(), time, said };
    })().then(done, (problem) => done({ problem: String(problem) }));";

/// Presses the controls of a way with one command of the driver. `text` is what a file or a passphrase field gets.
pub(super) async fn presses(browser: &Browser, way: &[&str], text: &str) -> Result<()> {
    let seen = browser.web().execute_async(PRESS, vec![json!(way), json!(null), json!(text)]).await?.json().clone();
    ensure!(seen["problem"].is_null(), "{seen}");
    Ok(())
}

/// The observations of a crash.
pub(super) struct Seen {
    pub(super) before: String,
    pub(super) after: String,
    pub(super) said: Value,
}

/// Crashes the app at the last press of a way. Checks that the rescue screen is visible within a second, and that this
/// action caused the crash. With an empty action, the app crashes when it shows the outcome of the press.
pub(super) async fn crashes(browser: &Browser, way: &[&str], action: &str, how: How, text: &str) -> Result<Seen> {
    let mark = browser.console().await?.len();
    let count = if action.is_empty() { u32::MAX } else { 1 };
    let arguments = vec![json!(way), json!([count, how as u32]), json!(text)];
    let seen = browser.web().execute_async(PRESS, arguments).await?.json().clone();
    ensure!(seen["problem"].is_null(), "{seen}");
    ensure!(seen["time"].is_number(), "no rescue screen: {seen}");
    let console = browser.console().await?;
    // Only a panic before the action has any effect can name the action.
    let said = if how == How::Before { format!("as a test wants it: {action}") } else { "as a test wants it".into() };
    ensure!(console[mark..].iter().any(|line| line.contains(&said)), "another action: {:?}", &console[mark..]);
    let text = |name: &str| seen[name].as_str().unwrap_or_default().to_owned();
    Ok(Seen { before: text("before"), after: text("after"), said: seen["said"].clone() })
}

/// The end of the storage key of a run record.
const RUN: &str = "/run\"";

/// Where the answers are: nowhere, in the page for this visit, or on the device.
#[derive(Clone, Copy, PartialEq)]
enum Answers {
    Nowhere,
    InThePage,
    OnTheDevice,
}

impl Press {
    /// Where the answers are before the press and, once its effects are performed, after it.
    fn answers(&self) -> (Answers, Answers) {
        let before = match self.state {
            Empty => Answers::Nowhere,
            Visit => Answers::InThePage,
            At(_) | Done => Answers::OnTheDevice,
        };
        match (self.action, self.way.last().copied()) {
            ("UndoChosen", Some("Bring it back")) => (Answers::Nowhere, Answers::OnTheDevice),
            ("Began", _) if self.way.contains(&KEEP) => (before, Answers::OnTheDevice),
            ("SavingChosen(true)", _) => (before, Answers::OnTheDevice),
            ("Began" | "SavingChosen(false)", _) => (before, Answers::InThePage),
            ("RemoveChosen" | "EraseChosen", _) => (before, Answers::Nowhere),
            _ => (before, before),
        }
    }
}

/// Crashes the app at a press. The storage must be unchanged or contain all changes, the rescue screen must say so, and
/// loading the page again must not change the storage.
async fn tried(browser: &Browser, address: &str, press: &Press, how: How, file: &str) -> Result<()> {
    let way = [press.state.way(), press.way].concat();
    let Seen { before, after, said } = crashes(browser, &way, press.action, how, file).await?;
    let done = how == How::Kept && press.changes;
    ensure!((before != after) == done, "kept before: {before}, after: {after}");
    let (before, after_it) = press.answers();
    let expected = match if how == How::Kept { after_it } else { before } {
        Answers::Nowhere => json!([false, false, false]),
        Answers::InThePage => json!([false, true, true]),
        Answers::OnTheDevice => json!([true, false, true]),
    };
    ensure!(said == expected, "kept, lost, file: {said}");

    browser.open(address).await?;
    browser.until_script("it is loaded again", RESCUED).await?;
    browser.until_ready().await?;
    ensure!(kept(browser).await? == after, "loading again has changed the storage");
    Ok(())
}

/// Tests all presses: with both kinds of crash in Chromium, and with one kind each in the other engines, to save time.
async fn each(case: &Case, presses: &[Press]) -> Result<()> {
    let (server, browser) = open(case, "/", Wish::phone()).await?;
    let (address, file) = (server.url("/"), answers());
    let set = "localStorage.clear(); for (const one of Object.entries(arguments[0])) localStorage.setItem(...one); return true";
    // Whether anything was pressed since the page was loaded.
    let mut pressed = false;
    let mut ways_seen = BTreeSet::new();
    for (at, press) in presses.iter().enumerate() {
        let named = || format!("{} in {:?}, by {:?}", press.action, press.state, press.way);
        let stored = press.state.stored();
        let as_before = serde_json::to_string(&stored)?;
        let (first, then) = match case.engine {
            Engine::Chromium => (How::Before, Some(How::Kept)),
            engine => (if (engine == Engine::Firefox) == (at % 2 == 0) { How::Before } else { How::Kept }, None),
        };
        for how in [Some(first), then].into_iter().flatten() {
            // The next crash happens on the page that was loaded after the last one, if the storage is as wanted.
            if pressed || kept(&browser).await? != as_before {
                browser.script(set, vec![json!(stored)]).await?;
                browser.open(&address).await?;
                browser.until_ready().await?;
                pressed = false;
            }
            tried(&browser, &address, press, how, &file).await.with_context(|| format!("{how:?}: {}", named()))?;
        }
        // The quiz continues from the stored answers. A page that was just loaded has nothing else to continue from, so
        // each content of the storage is tried once.
        let now = kept(&browser).await?;
        if !ways_seen.insert(now.clone()) {
            continue;
        }
        pressed = true;
        let on = format!(
            "document.querySelector('[data-open=notes]').click();
            return {} === [...document.querySelector('intimacy-explorer').shadowRoot.querySelectorAll('.ie-button')]
                .some((one) => /^(Go on where I left off|See my result)$/.test(one.textContent))",
            now.contains(RUN)
        );
        browser.until_script("a way on, if there is one", &on).await.with_context(named)?;
    }
    Ok(())
}

async fn every_press_in_the_quiz_can_crash_without_losing_an_answer(case: &Case) -> Result<()> {
    none_is_missing()?;
    each(case, IN_THE_QUIZ).await
}

async fn every_press_around_the_quiz_can_crash_without_losing_an_answer(case: &Case) -> Result<()> {
    each(case, AROUND_THE_QUIZ).await
}
