//! The controls for the passphrase. `static/element.js` handles the buttons, which it finds by `data-passphrase`, and
//! reads the fields, so that no passphrase comes into the model.

use super::card::{actions, card};
use super::element::{self, El, button, el, group, input, p};
use super::scene::Scene;
use crate::content::Interface;
use crate::record::{Lock, PassphraseOutcome};
use crate::state::Notice;

/// The card for the passphrase; `None` if there is no passphrase and no saved map.
pub fn passphrase(scene: &Scene) -> Option<El> {
    let (words, model) = (scene.words(), scene.model);
    let act = |label: &str, name: &str| button("ie-button ie-second", label).attr("data-passphrase", name);
    let some = match model.lock {
        Lock::Locked if !model.maps.is_empty() => card().key("other").with(small(&words.passphrase_other)),
        Lock::Locked => {
            let unlock = button("ie-button", &words.passphrase_unlock).attr("data-passphrase", "unlock");
            card()
                .key("unlock")
                .with(p(&words.passphrase_locked))
                .maybe(error(scene))
                .with(field("ie-pass", &words.passphrase_field))
                .with(actions().with(unlock))
        }
        Lock::Open => {
            let buttons = actions().with(act(&words.passphrase_change, "set")).with(act(&words.passphrase_off, "off"));
            let old = field("ie-pass-old", &words.passphrase_old);
            let change = folded("change", &words.passphrase_change_title)
                .maybe(error(scene))
                .with(old)
                .with(new(words))
                .with(buttons);
            let now = actions().with(act(&words.passphrase_lock, "lock"));
            el("div").key("open").with(card().with(small(&words.passphrase_open)).with(now)).with(change)
        }
        _ if !model.any_on_device() => return None,
        Lock::Unavailable => card().key("unavailable").with(small(&words.passphrase_impossible)),
        Lock::None => {
            let set = actions().with(act(&words.passphrase_set, "set"));
            let hints = group().with(small(&words.passphrase_hint)).with(small(&words.passphrase_before));
            folded("lock", &words.passphrase_title).with(hints).maybe(error(scene)).with(new(words)).with(set)
        }
    };
    Some(some)
}

/// The error of the last attempt, above the fields that it is about. It gets the focus.
fn error(scene: &Scene) -> Option<El> {
    let Some(Notice::Passphrase(tried)) = scene.model.notice else { return None };
    (!tried.is_done()).then(|| element::error(outcome(scene.words(), tried)).key("error"))
}

/// The text for a passphrase outcome.
pub fn outcome(words: &Interface, outcome: PassphraseOutcome) -> &str {
    match outcome {
        PassphraseOutcome::Set | PassphraseOutcome::Changed => &words.passphrase_is_set,
        PassphraseOutcome::Off => &words.passphrase_is_off,
        PassphraseOutcome::Locked => &words.passphrase_is_locked,
        PassphraseOutcome::Unlocked => &words.passphrase_is_open,
        PassphraseOutcome::Wrong => &words.passphrase_wrong,
        PassphraseOutcome::OldWrong => &words.passphrase_old_wrong,
        PassphraseOutcome::Damaged => &words.passphrase_damaged,
        PassphraseOutcome::Short => &words.passphrase_short,
        PassphraseOutcome::Differs => &words.passphrase_differs,
        PassphraseOutcome::Failed => &words.passphrase_failed,
    }
}

/// The two fields for a new passphrase.
fn new(words: &Interface) -> El {
    el("div").with(field("ie-pass", &words.passphrase_new)).with(field("ie-pass-again", &words.passphrase_again))
}

fn field(id: &'static str, label: &str) -> El {
    // Browsers ignore `off` for passwords: they would fill in the site's login, or offer to save the passphrase as one.
    let field = input("password", false).class("ie-field").attr("id", id).attr("autocomplete", "one-time-code");
    el("p").with(el("label").class("ie-label").attr("for", id).text(label)).with(field)
}

fn folded(key: &str, title: &str) -> El {
    el("details").class("ie-card").key(key).with(el("summary").text(title))
}

fn small(text: &str) -> El {
    p(text).class("ie-small")
}
