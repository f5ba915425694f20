//! A card, and a row of buttons.

use super::element::{El, el};

/// A card.
pub fn card() -> El {
    el("section").class("ie-card")
}

/// A row of buttons.
pub fn actions() -> El {
    el("p").class("ie-actions")
}
