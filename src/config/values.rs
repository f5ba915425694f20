//! The settings of an owner, as values. `settings.rs` defines the meaning and the syntax of each.

use crate::content::Page;

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
