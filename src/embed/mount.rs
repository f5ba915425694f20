//! Mounts the app, passes events to it and unmounts it. `static/element.js` calls this module.

use super::second;
use crate::browser::{self, EncryptedStore, Vault, flushed};
use crate::config::{self, Config};
use crate::content::{Content, Subject};
use crate::record::{Memory, Namespace, PassphraseOutcome, Store, records, write_file};
use crate::split;
use crate::state::{Action, Program, Screen, SecondPart};
use crate::view::app::{App, Props};
use crate::view::new_run::new_run;
use crate::view::text::Level;
use crate::view::{article, exit, owner};
use js_sys::Function;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::Element;
use yew::AppHandle;

/// A running app. JavaScript holds the handle.
#[wasm_bindgen]
pub struct Mounted {
    app: AppHandle<App>,
    program: Rc<Program>,
    content: Rc<Cell<&'static Content>>,
    config: Rc<RefCell<Config>>,
    vault: Option<Vault>,
    prefix: String,
    problems: String,
}

thread_local! {
    static LANGUAGES: RefCell<Vec<(Vec<u8>, &'static Content)>> = const { RefCell::new(Vec::new()) };
}

/// The content of a language file. Each file is decoded only once and stays in memory as long as the page, because
/// elements can be removed and added any number of times.
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

/// Starts the app of the element `host` in `inside`, which is in the element's shadow root.
///
/// `get` is called with the name of a setting and returns its value; for the name `place`, it returns the browser's
/// time zone and languages. `vault` is called with the prefix of a namespace and returns its vault (`static/vault.js`).
///
/// # Errors
/// When `pack` is not a language file of this build.
#[wasm_bindgen]
pub fn mount(
    host: &Element,
    inside: Element,
    pack: &[u8],
    get: &Function,
    vault: &Function,
) -> Result<Mounted, JsError> {
    let content = language(pack)?;
    // If the article is already on the screen, it stays there.
    let article = host.query_selector(":scope > .ie-article").ok().flatten();
    let screen = if article.is_some() { Screen::Article } else { Screen::Welcome };
    let (config, problems) = settings(content, get);
    // A widget that must not save does not read the storage either.
    let namespace = Namespace::new(&config.storage_name);
    let prefix = namespace.prefix().to_owned();
    let open_vault = || vault.call1(&JsValue::NULL, &prefix.as_str().into()).ok().map(JsCast::unchecked_into::<Vault>);
    let vault = config.saving.then(open_vault).flatten();
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
    if split::IS_SPLIT {
        program.react(Action::SecondPartChanged(SecondPart::Coming));
    }
    let content = Rc::new(Cell::new(content));
    let config = Rc::new(RefCell::new(config));
    let props = Props { content: content.clone(), program: program.clone(), config: config.clone() };
    let app = yew::Renderer::<App>::with_root_and_props(inside, props).render();
    Ok(Mounted { app, program, content, config, vault, prefix, problems })
}

/// The owner's settings, and the problems with them, one per line. If the owner has set no country, it is derived from
/// the browser's time zone and languages.
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
    /// Handles a press on a button of the article: the button's name, and the subject that is chosen in the article.
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

    /// Whether the app still needs its second part. A build that is not split has no second part.
    pub fn needs_second_part(&self) -> bool {
        split::IS_SPLIT && self.program.model().second_part != SecondPart::Here
    }

    /// Handles the arrival of the second part, whose code has already been instantiated: `pack` is the language file
    /// with all words. `None` says that the part was requested again.
    ///
    /// # Errors
    /// When `pack` is not a language file of this build.
    pub fn second_part(&self, pack: Option<Vec<u8>>) -> Result<(), JsError> {
        let Some(pack) = pack else {
            self.program.note_press();
            self.program.react(Action::SecondPartChanged(SecondPart::Coming));
            return Ok(());
        };
        self.content.set(language(&pack)?);
        second::locate();
        self.program.react(Action::SecondPartChanged(SecondPart::Here));
        Ok(())
    }

    /// Handles a failure to load the second part.
    pub fn second_part_failed(&self) {
        self.program.react(Action::SecondPartChanged(SecondPart::Failed));
    }

    /// Applies changed attributes of the element. The storage name cannot change after the start, and saving cannot be
    /// turned on if it was off.
    pub fn configure(&mut self, get: &Function) {
        let (mut config, problems) = settings(self.content.get(), get);
        config.saving &= self.vault.is_some();
        self.problems = problems;
        self.config.replace(config);
        self.program.show();
    }

    /// The settings that the article shows, one per line, for `static/apply-settings.js`: the page that "Leave" opens,
    /// `set` if the owner has set it, the contact link and its label, the title of the owner's help lines, the country,
    /// and three lines for each help line.
    pub fn shown_settings(&self) -> String {
        let (config, content) = (self.config.borrow(), self.content.get());
        let label = owner::contact_label(content, &config);
        let contact = config.contact.as_deref().unwrap_or_default();
        let practice = owner::lines_title(content, &config);
        let country = config.country.as_deref().unwrap_or_default();
        let own = config.exit_page.as_deref();
        let leave = exit::page(content, own, config.country.as_deref());
        let own = if own.is_some() { "set" } else { "" };
        let mut set = format!("{leave}\n{own}\n{contact}\n{label}\n{practice}\n{country}");
        for line in &config.help_lines {
            set.extend(["\n", &line.name, "\n", &line.number, "\n", &line.dial]);
        }
        set
    }

    /// The words of the screen after a crash, one per line. That screen is built without the app.
    pub fn rescue(&self) -> String {
        exit::rescue(self.content.get(), Level(self.config.borrow().heading_level))
    }

    /// The prefix of this element's storage keys. It stays the same when the attribute changes.
    pub fn prefix(&self) -> String {
        self.prefix.clone()
    }

    /// The problems with the owner's settings, one per line.
    pub fn problems(&self) -> String {
        self.problems.clone()
    }

    /// Reloads the storage, because another window may have changed it, or the person has come back to this one.
    pub fn reload(&self) {
        if let Some(vault) = self.vault.as_ref().filter(|vault| vault.lock() != self.program.model().lock) {
            self.program.react(Action::LockChanged(vault.lock(), None));
        }
        self.program.react(Action::StorageChanged);
    }

    /// Handles the outcome of an action with a passphrase.
    pub fn passphrase_tried(&self, outcome: &str) {
        if let Some(vault) = &self.vault {
            self.program.note_press();
            self.program.react(Action::LockChanged(vault.lock(), Some(PassphraseOutcome::from_id(outcome))));
        }
    }

    /// Handles the outcome of writes that were deferred because they had to be encrypted first; see [`flushed`].
    pub fn flushed(&self, why: u8) {
        self.program.flushed(flushed(why));
    }

    /// The text of a file with the answers of the map with this number, or of all maps; empty if there is no such map.
    /// It only reads, so it can be called after a crash.
    pub fn file(&self, map: Option<String>) -> String {
        let model = self.program.model();
        let maps = model.maps.iter().filter(|one| map.as_ref().is_none_or(|map| *map == one.id.to_string()));
        let runs: Vec<_> = maps.map(|map| (map.id, records(&map.run))).collect();
        if runs.is_empty() { String::new() } else { write_file(&runs) }
    }

    /// Whether all answers of every map are saved on this device. It only reads, so it can be called after a crash.
    pub fn saved_on_device(&self) -> bool {
        self.program.model().all_on_device()
    }

    /// Handles an opened file: its text, or `None` if it is too long.
    pub fn file_opened(&self, text: Option<String>) {
        self.program.dispatch(Action::FileOpened(text));
    }

    /// Handles the outcome of saving a file.
    pub fn file_saved(&self, done: bool) {
        self.program.dispatch(Action::FileSaved(done));
    }

    /// Handles a failure to print.
    pub fn not_printed(&self) {
        self.program.dispatch(Action::PrintFailed);
    }

    /// Removes the app.
    pub fn unmount(self) {
        self.app.destroy();
    }
}
