//! The three engines, and what a test cannot ask of each.

use std::fmt;

/// Whose browser it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Blink: Chromium, through chromedriver.
    Chromium,
    /// Gecko: Firefox, through geckodriver.
    Firefox,
    /// WebKit: the small browser that WebKitGTK brings, through its own driver and on a screen of its own.
    WebKit,
}

/// What not every engine can do when a program sits in front of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ability {
    /// Shows the page as it would be on paper, and prints it.
    Paper,
    /// Takes a file that was loaded ahead, instead of loading it twice.
    Cache,
    /// Is closed, and opened again with what it had kept.
    Profile,
    /// Saves a file where a test can find it.
    Files,
    /// Shows a page in the few colours that a person has chosen for all pages.
    ForcedColours,
    /// Has no letters smaller than a size that a person has chosen.
    SmallestLetters,
    /// Shows in a sandboxed frame of another origin what took the place of its page.
    Sandbox,
}

impl Engine {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];

    /// How it is called on the command line.
    pub fn id(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }

    /// The engine of that name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|engine| engine.id() == id)
    }

    /// Why it cannot do this here; nothing if it can.
    pub fn cannot(self, ability: Ability) -> Option<&'static str> {
        match (self, ability) {
            (Self::WebKit, Ability::Paper) => Some("its driver neither prints nor shows a page as on paper"),
            (Self::WebKit, Ability::Cache) => Some("its driver's sessions have no cache to take a file from twice"),
            (Self::WebKit, Ability::Files) => Some("its driver does not say where a file was saved"),
            (Self::WebKit, Ability::ForcedColours) => Some("it has no forced colours"),
            (Self::WebKit, Ability::SmallestLetters) => Some("with a smallest letter size the walk did not end there"),
            (Self::WebKit, Ability::Sandbox) => {
                Some("the cover in a sandboxed frame was not seen there, and why is not known")
            }
            (Self::WebKit, Ability::Profile) => Some("its driver begins each session with an empty profile"),
            _ => None,
        }
    }
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Chromium => "Chromium",
            Self::Firefox => "Firefox",
            Self::WebKit => "WebKitGTK",
        })
    }
}
