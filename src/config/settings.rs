//! The list of all settings, and the values that Rust uses. A new setting is a row in [`SETTINGS`], and a field of
//! [`Config`] with its default if Rust uses it.

use crate::content::Page;

/// The maximum length of a line of text, in bytes.
pub(super) const LINE: usize = 200;

/// The settings of an owner, with the default for every setting that is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// `country`, in capital letters; `UK` becomes `GB`. If it is missing, the element uses
    /// [`crate::content::Support::country_of`].
    pub country: Option<String>,
    /// `practice`
    pub practice: Option<String>,
    /// `contact`
    pub contact: Option<String>,
    /// `contact-label`
    pub contact_label: Option<String>,
    /// `help-lines`
    pub help_lines: Vec<OwnLine>,
    /// `hide`
    pub hide: Vec<Page>,
    /// `exit-page`, if `static/exit.js` accepts it.
    pub exit_page: Option<String>,
    /// `saving`: whether the app offers to save the answers on the device.
    pub saving: bool,
    /// `storage-name`
    pub storage_name: String,
    /// `heading-level`
    pub heading_level: u8,
}

impl Config {
    /// Whether lists of pages and the search omit a page.
    #[must_use]
    pub fn hides(&self, page: Page) -> bool {
        self.hide.contains(&page.subject())
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            country: None,
            practice: None,
            contact: None,
            contact_label: None,
            help_lines: Vec::new(),
            hide: Vec::new(),
            exit_page: None,
            saving: true,
            storage_name: "default".into(),
            heading_level: 2,
        }
    }
}

/// A help line of the owner's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnLine {
    /// Who answers.
    pub name: String,
    /// The number as it is usually written.
    pub number: String,
    /// The number to dial: digits, with an optional plus before them.
    pub dial: String,
}

/// The field of [`Config`] in which the parser stores a value.
pub type Field<T> = fn(&mut Config) -> &mut T;

/// The kind of a value.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// The two letters of a country code.
    Country(Field<Option<String>>),
    /// One line of text, without control characters.
    Line {
        /// The maximum length in bytes.
        longest: usize,
        /// Its field.
        field: Field<Option<String>>,
    },
    /// An `https:`, `mailto:` or `tel:` link, or a path.
    Link(Field<Option<String>>),
    /// `Name: number; Name: number`
    HelpLines(Field<Vec<OwnLine>>),
    /// Ids of subjects, separated by spaces. Every subject is allowed except [`Page::Support`].
    Subjects(Field<Vec<Page>>),
    /// The address of another page. `static/exit.js` decides which addresses are valid.
    Exit(Field<Option<String>>),
    /// One of two words; the first is the default.
    Switch {
        /// The word for `true`.
        on: &'static str,
        /// The word for `false`.
        off: &'static str,
        /// Its field.
        field: Field<bool>,
    },
    /// One of these words; the first is the default. Only the element uses it.
    Choice(&'static [&'static str]),
    /// Lowercase ASCII letters, digits and hyphens.
    Name {
        /// The maximum length in characters.
        longest: usize,
        /// Its field.
        field: Field<String>,
    },
    /// One digit.
    Digit {
        /// The minimum.
        from: u8,
        /// The maximum.
        to: u8,
        /// Its field.
        field: Field<u8>,
    },
    /// The address of a folder. Only the element uses it.
    Folder,
}

/// A setting.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// Its name, as an attribute and in the JSON script.
    pub name: &'static str,
    /// The kind of its value.
    pub kind: Kind,
    /// What is expected, for the message about a value that is not valid.
    pub expected: &'static str,
    /// Whether `static/element.js` reads the setting itself before the app loads. The parser then checks it only for
    /// the message.
    pub early: bool,
    /// The documentation for owners.
    #[cfg(not(target_arch = "wasm32"))]
    pub help: Help,
}

/// The documentation of a setting for owners. It is not part of the wasm.
#[derive(Clone, Copy, Debug)]
pub struct Help {
    /// What it sets.
    pub sets: &'static str,
    /// The default: its value, or a description if the default has no value to write.
    pub default: &'static str,
    /// An example of a value.
    pub example: &'static str,
    /// Whether a change takes effect while the element runs.
    pub live: bool,
    /// Whether it changes the article.
    pub article: bool,
}

impl Setting {
    #[cfg_attr(target_arch = "wasm32", allow(unused_variables, reason = "no help is in the wasm"))]
    const fn new(name: &'static str, kind: Kind, expected: &'static str, help: Help) -> Self {
        Self {
            name,
            kind,
            expected,
            early: matches!(kind, Kind::Exit(_) | Kind::Choice(_) | Kind::Folder),
            #[cfg(not(target_arch = "wasm32"))]
            help,
        }
    }
}

/// Every setting, in the order of the documentation and of the messages.
pub const SETTINGS: [Setting; 13] = [
    Setting::new(
        "country",
        Kind::Country(|config| &mut config.country),
        "two letters, such as US",
        Help {
            sets: "the country whose help lines stand first and are unfolded, and whose page \"Leave\" opens; `UK` means `GB`",
            default: "the country that the browser's time zone indicates, or else its languages",
            example: "US",
            live: true,
            article: true,
        },
    ),
    Setting::new(
        "practice",
        Kind::Line { longest: LINE, field: |config| &mut config.practice },
        "one line of text",
        Help {
            sets: "the name of the practice, in the contact link and above your own help lines",
            default: "none",
            example: "Calm Rooms",
            live: true,
            article: true,
        },
    ),
    Setting::new(
        "contact",
        Kind::Link(|config| &mut config.contact),
        "an https:, mailto: or tel: link, or a path",
        Help {
            sets: "the target of the contact link, which stands after the result and in \"when to seek support\" and carries no data; in a frame, a complete address",
            default: "no link",
            example: "/contact",
            live: true,
            article: true,
        },
    ),
    Setting::new(
        "contact-label",
        Kind::Line { longest: LINE, field: |config| &mut config.contact_label },
        "one line of text",
        Help {
            sets: "the text of the contact link",
            default: "\"Get in touch\", with the name of the practice",
            example: "Write to us",
            live: true,
            article: true,
        },
    ),
    Setting::new(
        "help-lines",
        Kind::HelpLines(|config| &mut config.help_lines),
        "Name: number; Name: number",
        Help {
            sets: "your own help lines, before all others",
            default: "none",
            example: "Our line: 555 0100; At night: 555 0101",
            live: true,
            article: true,
        },
    ),
    Setting::new(
        "hide",
        Kind::Subjects(|config| &mut config.hide),
        "ids of subjects other than support",
        Help {
            sets: "subjects that the app does not list and does not find; the article still contains them: if you paste the article, delete them there",
            default: "none",
            example: "fear rebuilding",
            live: true,
            article: false,
        },
    ),
    Setting::new(
        "exit-page",
        Kind::Exit(|config| &mut config.exit_page),
        "an https: address in ASCII letters",
        Help {
            sets: "the page that \"Leave\" opens",
            default: "a page about the weather in the reader’s country, once the app has started; until then, and elsewhere, weather.gov",
            example: "https://example.org/",
            live: true,
            article: true,
        },
    ),
    Setting::new(
        "exit-key",
        Kind::Choice(&["shift", "off"]),
        "shift or off",
        Help {
            sets: "whether three short taps of Shift within half a second leave the page",
            default: "shift",
            example: "off",
            live: true,
            article: true,
        },
    ),
    Setting::new(
        "saving",
        Kind::Switch { on: "offer", off: "never", field: |config| &mut config.saving },
        "offer or never",
        Help {
            sets: "whether the app offers to save the answers on the device; with `never` it does not read the storage either, so answers that visitors saved before remain there, and a later `offer` does not turn saving on",
            default: "offer",
            example: "never",
            live: true,
            article: true,
        },
    ),
    Setting::new(
        "storage-name",
        Kind::Name { longest: 32, field: |config| &mut config.storage_name },
        "1 to 32 small letters, digits and hyphens",
        Help {
            sets: "the name under which answers are saved; two elements with the same name share the answers",
            default: "default",
            example: "couples-2",
            live: false,
            article: false,
        },
    ),
    Setting::new(
        "heading-level",
        Kind::Digit { from: 1, to: 6, field: |config| &mut config.heading_level },
        "a number from 1 to 6",
        Help { sets: "the level of the app's top heading", default: "2", example: "3", live: true, article: false },
    ),
    Setting::new(
        "loading",
        Kind::Choice(&["lazy", "eager"]),
        "lazy or eager",
        Help {
            sets: "when the app loads: `lazy` as soon as a reader comes within one screen of it, `eager` at once",
            default: "lazy",
            example: "eager",
            live: false,
            article: false,
        },
    ),
    Setting::new(
        "files",
        Kind::Folder,
        "the address of a folder",
        Help {
            sets: "the folder of the script's parts, if an optimiser has moved the script",
            default: "the folder of the script",
            example: "/explorer/",
            live: false,
            article: false,
        },
    ),
];
