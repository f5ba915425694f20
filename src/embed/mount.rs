//! Starting, pressing, stopping: what `static/element.js` calls.

use crate::browser::{self, EncryptedStore, Vault, flushed};
use crate::config::{self, Config};
use crate::content::{Content, Subject};
use crate::record::{Memory, Namespace, PassphraseOutcome, Store, records, write_file};
use crate::state::{Action, Program, Screen};
use crate::view::app::{App, Props};
use crate::view::new_run::new_run;
use crate::view::text::Level;
use crate::view::{article, exit, owner};
use js_sys::Function;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::Element;
use yew::AppHandle;

/// A running app, as JavaScript holds it.
#[wasm_bindgen]
pub struct Mounted {
    app: AppHandle<App>,
    program: Rc<Program>,
    content: &'static Content,
    config: Rc<RefCell<Config>>,
    vault: Option<Vault>,
    prefix: String,
    problems: String,
}

thread_local! {
    static LANGUAGES: RefCell<Vec<(Vec<u8>, &'static Content)>> = const { RefCell::new(Vec::new()) };
}

/// The words of a language file. Each file is decoded once and stays for as long as the page does, however often
/// elements come and go.
fn language(pack: &[u8]) -> Result<&'static Content, JsError> {
    LANGUAGES.with_borrow_mut(|languages| {
        if let Some((_, content)) = languages.iter().find(|(known, _)| known == pack) {
            return Ok(*content);
        }
        let content = Content::from_pack(pack).map_err(|problem| JsError::new(&problem.to_string()))?;
        let content: &'static Content = Box::leak(Box::new(content));
        languages.push((pack.to_vec(), content));
        Ok(content)
    })
}

/// Starts the app for an element: in `inside`, which stands in the element's shadow root. `get` gives what the owner has
/// set under a name, `vault` what lies over a namespace (`static/vault.js`).
/// Asked for `place`, `get` gives the browser's time zone and languages.
///
/// # Errors
/// When `pack` is no language file of this build.
#[wasm_bindgen]
pub fn mount(
    host: &Element,
    inside: Element,
    pack: &[u8],
    get: &Function,
    vault: &Function,
) -> Result<Mounted, JsError> {
    let content = language(pack)?;
    // The reader keeps the article that is already on the screen.
    let article = host.query_selector(":scope > .ie-article").ok().flatten();
    let screen = if article.is_some() { Screen::Article } else { Screen::Welcome };
    let (config, problems) = settings(content, get);
    // A widget that may not keep anything does not look into the storage either.
    let namespace = Namespace::new(&config.storage_name);
    let prefix = namespace.prefix().to_owned();
    let over = || vault.call1(&JsValue::NULL, &prefix.as_str().into()).ok().map(JsCast::unchecked_into::<Vault>);
    let vault = config.saving.then(over).flatten();
    let store: Box<dyn Store> = match &vault {
        Some(vault) => Box::new(EncryptedStore::new(vault.clone())),
        None => Box::new(Memory::default()),
    };
    let program = Rc::new(Program::start(screen, store, namespace, browser::number()));
    if let Some(vault) = &vault {
        let others = vault.clone();
        program.on_saved(move || others.saved());
        program.react(Action::LockChanged(vault.lock(), None));
    }
    if browser::was_discarded() {
        program.react(Action::PageDiscarded);
    }
    let config = Rc::new(RefCell::new(config));
    let props = Props { content, program: program.clone(), config: config.clone() };
    let app = yew::Renderer::<App>::with_root_and_props(inside, props).render();
    Ok(Mounted { app, program, content, config, vault, prefix, problems })
}

thread_local! {
    static CRASHED: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Calls this at once, so that it sees by whom, and once more when the app panics: from then on nothing of it can be
/// relied on but [`Mounted::file`] and [`Mounted::saved_on_device`].
#[wasm_bindgen]
pub fn when_crashed(call: Function) {
    #[cfg(feature = "crash")]
    for_tests();
    // What it is good for fails elsewhere, if it fails.
    let _ = call.call0(&JsValue::NULL);
    CRASHED.with_borrow_mut(|crashed| *crashed = Some(call));
    yew::set_custom_panic_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        CRASHED.with_borrow_mut(|crashed| {
            if let Some(call) = crashed.take() {
                // A call that fails changes nothing: the browser is about to stop this code.
                let _ = call.call0(&JsValue::NULL);
            }
        });
    }));
}

/// `crashAt(n, how)`: the app ends at its n-th action.
#[cfg(feature = "crash")]
fn for_tests() {
    let at = Closure::<dyn Fn(u32, u32)>::new(crate::state::crash::at).into_js_value();
    let set = js_sys::Reflect::set(&js_sys::global(), &"crashAt".into(), &at);
    debug_assert!(set.is_ok(), "a window that takes no property");
}

/// What the owner has set, and what of it could not be used, a line each. Without a country it is the one that the
/// browser's time zone and languages speak for.
fn settings(content: &Content, get: &Function) -> (Config, String) {
    let value = |name: &str| get.call1(&JsValue::NULL, &name.into()).ok()?.as_string();
    let (mut config, mut problems) = config::parse(value);
    problems.extend(config::without_lines(&config, &content.support.countries));
    if config.country.is_none() {
        let country = value("place").and_then(|place| content.support.country_of(&place));
        config.country = country.map(|country| country.code.clone());
    }
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    (config, lines.join("\n"))
}

#[wasm_bindgen]
impl Mounted {
    /// A button of the article was pressed: its name, and the subject that was chosen there.
    pub fn press(&self, button: &str, subject: Option<String>) {
        if let Some(subject) = subject.as_deref().and_then(Subject::from_id) {
            self.program.dispatch(Action::SubjectChosen(subject));
        }
        self.program.dispatch(match button {
            "explore" => Action::Opened(Screen::Explore),
            "notes" => Action::Opened(Screen::Notes),
            "quiz" => Action::Resumed,
            begin => Action::Began { keep: begin == article::KEEP && self.vault.is_some(), new: new_run() },
        });
    }

    /// The element's attributes have changed. The storage's name holds from the start; so does that nothing may be kept.
    pub fn configure(&mut self, get: &Function) {
        let (mut config, problems) = settings(self.content, get);
        config.saving &= self.vault.is_some();
        self.problems = problems;
        self.config.replace(config);
        self.program.show();
    }

    /// What the owner has set that the article shows, as `static/apply-settings.js` takes it: a line each.
    pub fn shown_settings(&self) -> String {
        let config = self.config.borrow();
        let label = owner::contact_label(self.content, &config);
        let contact = config.contact.as_deref().unwrap_or_default();
        let practice = owner::lines_title(self.content, &config);
        let country = config.country.as_deref().unwrap_or_default();
        let mut set = format!("{contact}\n{label}\n{practice}\n{country}");
        for line in &config.help_lines {
            set.extend(["\n", &line.name, "\n", &line.number, "\n", &line.dial]);
        }
        set
    }

    /// The words of the screen after a crash, which has to be built without the app: a line each.
    pub fn rescue(&self) -> String {
        exit::rescue(self.content, Level(self.config.borrow().heading_level))
    }

    /// What all keys of this element begin with in the storage, whatever its attribute says later.
    pub fn prefix(&self) -> String {
        self.prefix.clone()
    }

    /// What could not be used of what the owner has set: a line each.
    pub fn problems(&self) -> String {
        self.problems.clone()
    }

    /// Another window may have changed the storage, or the person has come back to this one.
    pub fn reload(&self) {
        if let Some(vault) = self.vault.as_ref().filter(|vault| vault.lock() != self.program.model().lock) {
            self.program.react(Action::LockChanged(vault.lock(), None));
        }
        self.program.react(Action::StorageChanged);
    }

    /// The person tried something with the passphrase, and this came of it.
    pub fn passphrase_tried(&self, outcome: &str) {
        if let Some(vault) = &self.vault {
            self.program.note_press();
            self.program.react(Action::LockChanged(vault.lock(), Some(PassphraseOutcome::from_id(outcome))));
        }
    }

    /// Records that had to be encrypted first could not be written, and why; or in the end they could.
    pub fn flushed(&self, why: u8) {
        self.program.flushed(flushed(why));
    }

    /// The answers as a file: of the map with this number, or of all maps; empty without a map. It only reads, so that it
    /// can be asked after a crash.
    pub fn file(&self, map: Option<String>) -> String {
        let model = self.program.model();
        let maps = model.maps.iter().filter(|one| map.as_ref().is_none_or(|map| *map == one.id.to_string()));
        let runs: Vec<_> = maps.map(|map| (map.id, records(&map.run))).collect();
        if runs.is_empty() { String::new() } else { write_file(&runs) }
    }

    /// Whether all answers of every map are on this device. It only reads, too.
    pub fn saved_on_device(&self) -> bool {
        self.program.model().all_on_device()
    }

    /// A file was opened: its text, or nothing where it is too long.
    pub fn file_opened(&self, text: Option<String>) {
        self.program.dispatch(Action::FileOpened(text));
    }

    /// A file was saved, or could not be.
    pub fn file_saved(&self, done: bool) {
        self.program.dispatch(Action::FileSaved(done));
    }

    /// Printing was asked for, and the browser did not begin.
    pub fn not_printed(&self) {
        self.program.dispatch(Action::PrintFailed);
    }

    /// Takes the app down.
    pub fn unmount(self) {
        self.app.destroy();
    }
}
