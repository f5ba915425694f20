//! Starting, pressing, stopping: what `static/element.js` calls.

use crate::browser::{self, Local};
use crate::content::{Content, Subject};
use crate::record::Shelf;
use crate::state::{Action, Program, Screen};
use crate::view::app::{App, Props};
use crate::view::article;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::Element;
use yew::AppHandle;

/// The storage name of a widget that was given none.
const DEFAULT_NAME: &str = "default";

/// A running app, as JavaScript holds it.
#[wasm_bindgen]
pub struct Mounted {
    app: AppHandle<App>,
    program: Rc<Program>,
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

/// Starts the app for an element: in `inside`, which stands in the element's shadow root.
///
/// # Errors
/// When `pack` is no language file of this build.
#[wasm_bindgen]
pub fn mount(host: &Element, inside: Element, pack: &[u8]) -> Result<Mounted, JsError> {
    let content = language(pack)?;
    // The reader keeps the article that is already on the screen; an element without one opens the explorer.
    let screen = if host.child_element_count() > 0 { Screen::Article } else { Screen::Explore };
    let program = Rc::new(Program::start(screen, Box::new(Local), Shelf::new(DEFAULT_NAME)));
    let props = Props { content, program: program.clone() };
    let app = yew::Renderer::<App>::with_root_and_props(inside, props).render();
    Ok(Mounted { app, program })
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
            begin => Action::Began { keep: begin == article::KEEP, seed: browser::seed() },
        });
    }

    /// Takes the app down.
    pub fn unmount(self) {
        self.app.destroy();
    }
}
