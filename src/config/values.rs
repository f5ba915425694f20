//! What an owner has set, as values. `settings.rs` says what each means, and how it is written.

use crate::content::Page;

/// What an owner has set, with the default for everything else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// `country`, in capitals; `UK` counts as `GB`. Without it the element's is the one of [`crate::content::Support::country_of`].
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
    /// `exit-page`, if `static/exit.js` takes it.
    pub exit_page: Option<String>,
    /// `saving`: whether keeping the answers on the device is offered.
    pub saving: bool,
    /// `storage-name`
    pub storage_name: String,
    /// `heading-level`
    pub heading_level: u8,
}

/// A help line of the owner's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnLine {
    /// Who answers.
    pub name: String,
    /// The number as people write it.
    pub number: String,
    /// The number to dial: digits, and a plus before them.
    pub dial: String,
}

impl Config {
    /// Whether a page is left out where pages are listed or found.
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
