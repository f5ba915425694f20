//! The screens of the second part of the wasm: everything but the article, the start and the questions.

use super::scene::Scene;
use super::{explore, notes, page, result, review};
use crate::split::second_part;
use crate::state::Screen;
use yew::prelude::*;

second_part! {
    /// The current screen, if it is in the second part.
    fn screen(scene: &Scene) -> Html = screen_here,
    "__wasm_split_00second00_import_00000000000000000000000000000001_screen",
    "__wasm_split_00second00_export_00000000000000000000000000000001_screen"
}

fn screen_here(scene: &Scene) -> Html {
    #[cfg(feature = "crash")]
    if crate::state::crash::is_due(crate::state::crash::SECOND) {
        deeper(0);
    }
    match scene.model.screen {
        Screen::Article | Screen::Welcome | Screen::Start | Screen::Question(_) | Screen::Change(_) => Html::default(),
        Screen::Explore => explore::explore(scene),
        Screen::Page(page) => page::page(scene, page),
        Screen::Result => result::result(scene),
        Screen::Review => review::review(scene),
        Screen::Notes => notes::notes(scene),
    }
}

/// For tests only: recurses without end. It is here, so that its code is in the second part.
#[cfg(feature = "crash")]
#[inline(never)]
#[allow(unconditional_recursion)]
fn deeper(depth: u32) -> u32 {
    core::hint::black_box(deeper(core::hint::black_box(depth + 1))) + 1
}
