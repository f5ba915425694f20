//! The passphrase lock of a namespace. `static/vault.js` does the encryption.

/// Whether a passphrase protects the namespace, and whether it is unlocked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lock {
    /// There is no passphrase.
    #[default]
    None,
    /// There is a passphrase, and the records cannot be read.
    Locked,
    /// There is a passphrase, and it was entered: the records can be read.
    Open,
    /// There is no passphrase, and none can be set: the browser offers this page no cryptography.
    Unavailable,
}

impl Lock {
    /// The state with this name in `static/vault.js`; [`Lock::None`] for any other name.
    #[must_use]
    pub fn from_id(id: &str) -> Self {
        match id {
            "locked" => Self::Locked,
            "open" => Self::Open,
            "unavailable" => Self::Unavailable,
            _ => Self::None,
        }
    }
}

/// The outcome of setting, changing, removing or trying a passphrase, or of locking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassphraseOutcome {
    /// A passphrase is set.
    Set,
    /// The passphrase was changed.
    Changed,
    /// The passphrase was removed.
    Off,
    /// The namespace is locked.
    Locked,
    /// The namespace is unlocked.
    Unlocked,
    /// The passphrase is wrong.
    Wrong,
    /// The old passphrase, which a change needs, is wrong.
    OldWrong,
    /// The lock is damaged, so that no passphrase can unlock it.
    Damaged,
    /// The new passphrase is too short.
    Short,
    /// The two fields for the new passphrase differ.
    Differs,
    /// The browser failed.
    Failed,
}

impl PassphraseOutcome {
    /// The outcome with this name in `static/vault.js`; [`PassphraseOutcome::Failed`] for any other name.
    #[must_use]
    pub fn from_id(id: &str) -> Self {
        match id {
            "set" => Self::Set,
            "changed" => Self::Changed,
            "off" => Self::Off,
            "locked" => Self::Locked,
            "unlocked" => Self::Unlocked,
            "wrong" => Self::Wrong,
            "old-wrong" => Self::OldWrong,
            "damaged" => Self::Damaged,
            "short" => Self::Short,
            "differs" => Self::Differs,
            _ => Self::Failed,
        }
    }

    /// Whether it removes the button that was pressed from the screen.
    #[must_use]
    pub const fn is_done(self) -> bool {
        matches!(self, Self::Set | Self::Off | Self::Locked | Self::Unlocked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_in_the_vault_script_is_known() {
        let vault = include_str!("../../static/vault.js");
        let states = [Lock::None, Lock::Locked, Lock::Open, Lock::Unavailable];
        for (id, lock) in ["none", "locked", "open", "unavailable"].into_iter().zip(states) {
            assert_eq!(Lock::from_id(id), lock);
            assert!(vault.contains(&format!("'{id}'")), "{id}");
        }
        let done =
            [(PassphraseOutcome::Set, "set"), (PassphraseOutcome::Off, "off"), (PassphraseOutcome::Locked, "locked")];
        let done = done.into_iter().chain([(PassphraseOutcome::Unlocked, "unlocked")]);
        let tried = [
            (PassphraseOutcome::Changed, "changed"),
            (PassphraseOutcome::Wrong, "wrong"),
            (PassphraseOutcome::Short, "short"),
        ];
        let tried =
            tried.into_iter().chain([(PassphraseOutcome::Differs, "differs"), (PassphraseOutcome::Failed, "failed")]);
        let tried = tried.chain([(PassphraseOutcome::OldWrong, "old-wrong"), (PassphraseOutcome::Damaged, "damaged")]);
        for (is_done, (outcome, id)) in done.map(|one| (true, one)).chain(tried.map(|one| (false, one))) {
            assert_eq!(PassphraseOutcome::from_id(id), outcome);
            assert_eq!(outcome.is_done(), is_done, "{id}");
            assert!(vault.contains(&format!("'{id}'")), "{id}");
        }
    }
}
