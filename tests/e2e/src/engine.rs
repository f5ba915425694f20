//! The three browser engines, and the abilities that each lacks in tests.

use std::fmt;

/// A browser engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Blink: Chromium, through chromedriver.
    Chromium,
    /// Gecko: Firefox, through geckodriver.
    Firefox,
    /// WebKit: MiniBrowser of WebKitGTK, through WebKitWebDriver, on a virtual display.
    WebKit,
}

/// An ability that not every engine has when a program controls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ability {
    /// Emulates print media, and prints the page.
    Paper,
    /// Uses a preloaded file instead of loading it twice.
    Cache,
    /// Starts again with the same profile after it was closed.
    Profile,
    /// Opens the tabs of its last session again.
    Restore,
    /// Saves a file in a folder that the test knows.
    Files,
    /// Emulates forced colours.
    ForcedColours,
    /// Turns the mouse wheel.
    Wheel,
    /// Has a setting for the smallest font size.
    SmallestLetters,
}

impl Engine {
    /// All engines.
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];

    /// The name of the engine on the command line.
    pub fn id(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }

    /// The engine with that command-line name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|engine| engine.id() == id)
    }

    /// The reason why the engine lacks an ability here. `None` if it has the ability.
    pub fn cannot(self, ability: Ability) -> Option<&'static str> {
        match (self, ability) {
            (Self::WebKit, Ability::Paper) => Some("its driver neither prints nor shows a page as on paper"),
            (Self::WebKit, Ability::Cache) => Some("its driver's sessions have no cache to take a file from twice"),
            (Self::WebKit, Ability::Files) => Some("its driver does not say where a file was saved"),
            (Self::WebKit, Ability::ForcedColours) => Some("it has no forced colours"),
            (Self::WebKit, Ability::Wheel) => {
                Some("its driver takes a turn of the wheel and moves no page, not even an empty one")
            }
            (Self::WebKit, Ability::SmallestLetters) => Some("its browser for tests has no option for it"),
            (Self::WebKit, Ability::Restore) => Some("its driver begins each session with an empty profile"),
            (Self::Chromium, Ability::Restore) => {
                Some("headless, its last tab did not come back within 20 s, also with --restore-last-session")
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
