//! The passphrase over what is kept. Its buttons are told apart by `data-seal`, and belong with its fields to
//! `static/element.js`, so that no passphrase ever comes into the model.

use super::element::{El, button, el, group, input, p};
use super::notes::{actions, card};
use super::scene::Scene;
use crate::content::Interface;
use crate::record::{Seal, Sealing};
use crate::state::Keeping;

/// What there is to say and to do about a passphrase, if there is anything to protect.
pub fn seal(scene: &Scene) -> Option<El> {
    let (words, model) = (scene.words(), scene.model);
    let way = |label: &str, act: &str| button("ie-button ie-second", label).attr("data-seal", act);
    let some = match model.seal {
        Seal::Locked if model.run.is_some() => card().key("other").with(small(&words.seal_other)),
        Seal::Locked => {
            let unlock = button("ie-button", &words.seal_unlock).attr("data-seal", "unlock");
            let card = card().key("unlock").with(p(&words.seal_locked)).with(field("ie-pass", &words.seal_field));
            card.with(actions().with(unlock))
        }
        Seal::Open => {
            let ways = actions().with(way(&words.seal_change, "set")).with(way(&words.seal_off, "off"));
            let old = field("ie-pass-old", &words.seal_old);
            let change = folded("change", &words.seal_change_title).with(old).with(new(words)).with(ways);
            let now = actions().with(way(&words.seal_lock, "lock"));
            el("div").key("open").with(card().with(small(&words.seal_open)).with(now)).with(change)
        }
        _ if model.keeping == Keeping::Visit => return None,
        Seal::Impossible => card().key("impossible").with(small(&words.seal_impossible)),
        Seal::None => {
            let set = actions().with(way(&words.seal_set, "set"));
            let hints = group().with(small(&words.seal_hint)).with(small(&words.seal_before));
            folded("seal", &words.seal_title).with(hints).with(new(words)).with(set)
        }
    };
    Some(some)
}

/// What came of something that was done with a passphrase.
pub fn said(words: &Interface, what: Sealing) -> &str {
    match what {
        Sealing::Set | Sealing::Changed => &words.seal_is_set,
        Sealing::Off => &words.seal_is_off,
        Sealing::Locked => &words.seal_is_locked,
        Sealing::Unlocked => &words.seal_is_open,
        Sealing::Wrong => &words.seal_wrong,
        Sealing::OldWrong => &words.seal_old_wrong,
        Sealing::Damaged => &words.seal_damaged,
        Sealing::Short => &words.seal_short,
        Sealing::Differs => &words.seal_differs,
        Sealing::Failed => &words.seal_failed,
    }
}

/// The two fields for a new passphrase.
fn new(words: &Interface) -> El {
    el("div").with(field("ie-pass", &words.seal_new)).with(field("ie-pass-again", &words.seal_again))
}

fn field(id: &'static str, label: &str) -> El {
    // Browsers take no heed of `off` here: they would fill in the login of a site, or offer to keep this as one.
    let field = input("password", false).class("ie-field").attr("id", id).attr("autocomplete", "one-time-code");
    el("p").with(el("label").class("ie-label").attr("for", id).text(label)).with(field)
}

fn folded(key: &str, title: &str) -> El {
    el("details").class("ie-card").key(key).with(el("summary").text(title))
}

fn small(text: &str) -> El {
    p(text).class("ie-small")
}
