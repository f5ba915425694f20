//! Tests of the explorer on realistic host pages. Each wrapping is combined with each surrounding to a cell. Every cell
//! goes through the same journey, and the same seven questions are checked.
//!
//! A surrounding is a file `tests/e2e/surroundings/NAME.html` and a line in [`SURROUNDINGS`]. The packages that it uses
//! are in the folder in the variable `KIT`, one subfolder for each line of `tests/e2e/surroundings/packages.txt`.
//! `cargo xtask hosts` installs them. `cargo xtask test` only runs surroundings without packages.

mod page;
mod questions;
mod walk;

use std::fmt;
use std::path::PathBuf;

use anyhow::Result;
use serde::{Deserialize, Serialize};

pub use page::{check, packages};
pub use walk::walk;

use crate::Screen;

/// A way to embed the explorer in a page.
#[derive(Debug)]
pub struct Wrapping {
    /// Its name on the command line and in the table.
    pub name: &'static str,
    /// Describes the code that an owner pastes.
    pub what: &'static str,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Element,
    Article,
    OneFile,
    SealedFrame,
    FrameFromElsewhere,
}

/// All wrappings.
pub const WRAPPINGS: [Wrapping; 5] = [
    Wrapping { name: "element", what: "the element and its module", kind: Kind::Element },
    Wrapping { name: "article", what: "the element with the article pasted into it", kind: Kind::Article },
    Wrapping { name: "one-file", what: "the element and the script in one file", kind: Kind::OneFile },
    Wrapping {
        name: "sealed-frame",
        what: "the frame with a sandbox, on the site's own origin",
        kind: Kind::SealedFrame,
    },
    Wrapping { name: "other-origin", what: "the frame from another origin", kind: Kind::FrameFromElsewhere },
];

impl Wrapping {
    fn is_framed(&self) -> bool {
        matches!(self.kind, Kind::SealedFrame | Kind::FrameFromElsewhere)
    }
}

/// A host page around the explorer.
#[derive(Debug)]
pub struct Surrounding {
    /// Its name, which is also the name of its file.
    pub name: &'static str,
    /// Its description in the table.
    pub what: &'static str,
    /// The screen on which it is tested.
    pub screen: Screen,
    change: Change,
}

/// A transformation of the whole page by a tool before it is served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    None,
    /// Delays the scripts of the wrapping until the first interaction.
    Delay,
    /// Minifies the HTML.
    Minify,
}

const fn on_phone(name: &'static str, what: &'static str) -> Surrounding {
    Surrounding { name, what, screen: Screen::PHONE, change: Change::None }
}

const fn on_laptop(name: &'static str, what: &'static str) -> Surrounding {
    Surrounding { name, what, screen: Screen::DESKTOP, change: Change::None }
}

/// All surroundings.
pub const SURROUNDINGS: [Surrounding; 21] = [
    on_phone("plain", "nothing: a page of paragraphs"),
    on_phone("fixed-header", "a header of 90 px that is fixed to the window's top"),
    on_phone("builder", "a page builder's sections: nested, hidden overflow, a transform, columns"),
    on_phone("inner-scroller", "the page scrolls inside a box, not in the window"),
    on_phone("form-around", "a form around the whole page"),
    on_phone("display-rules", "rules that show what is only `hidden`, and colour whatever inherits"),
    on_phone("translator", "a translator that puts <font> in the place of each text"),
    on_phone("idle-timer", "a script that logs the visitor out when it hears no event"),
    Surrounding { change: Change::Delay, ..on_phone("delayed", "scripts that wait for the first touch") },
    on_phone("reset-css", "a reset"),
    on_phone("modern-normalize", "a gentle reset"),
    on_phone("tailwind", "Tailwind, compiled on the page, with its preflight"),
    on_phone("bootstrap", "Bootstrap with a navbar that sticks to the top"),
    on_phone("lenis", "a script that makes scrolling smooth"),
    on_phone("turbo", "a script that swaps pages without loading them"),
    on_phone("rrweb", "a recorder of sessions"),
    on_phone("cookie-consent", "a question for consent, as a dialog"),
    Surrounding { change: Change::Minify, ..on_phone("minified", "a page that went through an HTML minifier") },
    on_phone("twentytwentyone", "WordPress, the theme Twenty Twenty-One"),
    on_phone("twentytwentytwo", "WordPress, the theme Twenty Twenty-Two"),
    on_laptop("twentytwentythree", "WordPress, the theme Twenty Twenty-Three, with the admin bar"),
];

/// A question that is checked in every cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Question {
    /// The whole journey is possible.
    Journey,
    /// Focus and scroll position do not change until a person presses something inside the explorer.
    Unmoved,
    /// The leave link is entirely visible and receives a press, at every scroll position.
    Leave,
    /// After each step the heading of the screen is visible.
    Heading,
    /// Hidden content is not visible.
    Hidden,
    /// Every text has a contrast of at least 4.5 to its real background.
    Colours,
    /// There are no errors on the console.
    Console,
    /// No part of an answer reaches the host page.
    Heard,
}

impl Question {
    /// All questions.
    pub const ALL: [Self; 8] = [
        Self::Journey,
        Self::Unmoved,
        Self::Leave,
        Self::Heading,
        Self::Hidden,
        Self::Colours,
        Self::Console,
        Self::Heard,
    ];

    /// The number in the table. 0 is the journey itself.
    pub fn number(self) -> usize {
        Self::ALL.iter().position(|one| *one == self).unwrap_or_default()
    }

    /// The requirement as a sentence.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Journey => "the journey can be walked: read, begin, answer, result, leave",
            Self::Unmoved => "focus and scroll are unmoved until somebody presses something inside",
            Self::Leave => {
                "\"Leave\" is whole in the window and is what a press at its middle hits, at every scroll position"
            }
            Self::Heading => "after each step the screen's heading is in sight, not under the site's header",
            Self::Hidden => "nothing hidden is shown: crash screen, \"one moment\", fallback",
            Self::Colours => "every text has a contrast of at least 4.5 with what is really behind it",
            Self::Console => "no error is on the console",
            Self::Heard => {
                "nothing of an answer reaches the page: events, forms, attributes, address, messages, recordings"
            }
        }
    }
}

/// A failed question of a cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The question.
    pub question: Question,
    /// What was observed instead, and at which step.
    pub why: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.question.number(), self.why)
    }
}

/// The folder of the packages.
fn kit() -> Option<PathBuf> {
    std::env::var_os("KIT").map(PathBuf::from)
}

/// The reason why a surrounding cannot be tested here. `None` if it can.
///
/// # Errors
/// When its file cannot be read.
pub fn cannot(surrounding: &Surrounding) -> Result<Option<String>> {
    let names = page::kits(surrounding)?;
    let missing = names.into_iter().find(|name| !kit().is_some_and(|kit| kit.join(name).is_dir()));
    let Some(name) = missing else { return Ok(None) };
    // The packages that `cargo xtask hosts` could not install, one per line.
    let reasons = std::env::var("KIT_MISSING").unwrap_or_default();
    let reason = reasons.lines().find_map(|line| line.strip_prefix(&format!("{name}: ")));
    Ok(Some(format!("the package {name} is not there: {}", reason.unwrap_or("cargo xtask hosts brings it"))))
}
