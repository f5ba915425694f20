//! The explorer on pages that are like a stranger's: each wrapping in each surrounding, the same journey, the same seven
//! questions.
//!
//! A surrounding is a file `tests/e2e/surroundings/NAME.html` and a line in [`SURROUNDINGS`]. What it takes from a package
//! lies in a folder that the variable `KIT` names, one folder for each line of `tests/e2e/surroundings/packages.txt`;
//! `cargo xtask hosts` brings them. Only surroundings without a package run within `cargo xtask test`.

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

/// How the explorer is put on a page.
#[derive(Debug)]
pub struct Wrapping {
    /// Its name on the command line and in the table.
    pub name: &'static str,
    /// What an owner pastes.
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

/// All of them.
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

/// What stands around the explorer.
#[derive(Debug)]
pub struct Surrounding {
    /// Its name, and that of its file.
    pub name: &'static str,
    /// What it is like, for the table.
    pub what: &'static str,
    /// On which screen it is tried.
    pub screen: Screen,
    change: Change,
}

/// What a tool does to the whole page before it is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    None,
    /// Scripts of the wrapping wait for the first touch.
    Delay,
    /// An HTML minifier.
    Minify,
}

const fn on_phone(name: &'static str, what: &'static str) -> Surrounding {
    Surrounding { name, what, screen: Screen::PHONE, change: Change::None }
}

const fn on_laptop(name: &'static str, what: &'static str) -> Surrounding {
    Surrounding { name, what, screen: Screen::DESKTOP, change: Change::None }
}

/// All of them.
pub const SURROUNDINGS: [Surrounding; 21] = [
    on_phone("plain", "nothing: a page of paragraphs"),
    on_phone("fixed-header", "a header of 90 px that is fixed to the window's top"),
    on_phone("builder", "a page builder's sections: nested, hidden overflow, a transform, columns"),
    on_phone("inner-scroller", "the page scrolls inside a box, not in the window"),
    on_phone("form-around", "a form around the whole page"),
    on_phone("display-rules", "rules that show what is only `hidden`, and colour whatever inherits"),
    on_phone("translator", "a translator that puts <font> in the place of each text"),
    on_phone("idle-timer", "a portal that takes who is not heard for away"),
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

/// What is asked of every cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Question {
    /// Whether the journey can be walked at all.
    Journey,
    /// Focus and scroll stay where they are until somebody presses something inside.
    Unmoved,
    /// "Leave" is whole in the window and is what a press hits, wherever the page is scrolled to.
    Leave,
    /// After each step the screen's heading is in sight.
    Heading,
    /// What is hidden is not shown.
    Hidden,
    /// Every text has a contrast of 4.5 with what is behind it.
    Colours,
    /// No error on the console.
    Console,
    /// Nothing of an answer reaches the page around.
    Heard,
}

impl Question {
    /// All of them.
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

    /// Its number in the table; 0 is the journey itself.
    pub fn number(self) -> usize {
        Self::ALL.iter().position(|one| *one == self).unwrap_or_default()
    }

    /// As a sentence.
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

/// A question that a cell did not hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Which.
    pub question: Question,
    /// What was seen instead, and at which step.
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

/// Why a surrounding cannot be tried here, if it cannot.
///
/// # Errors
/// When its file cannot be read.
pub fn cannot(surrounding: &Surrounding) -> Result<Option<String>> {
    let names = page::kits(surrounding)?;
    let missing = names.into_iter().find(|name| !kit().is_some_and(|kit| kit.join(name).is_dir()));
    let Some(name) = missing else { return Ok(None) };
    // What `cargo xtask hosts` could not bring, a line each.
    let reasons = std::env::var("KIT_MISSING").unwrap_or_default();
    let reason = reasons.lines().find_map(|line| line.strip_prefix(&format!("{name}: ")));
    Ok(Some(format!("the package {name} is not there: {}", reason.unwrap_or("cargo xtask hosts brings it"))))
}
