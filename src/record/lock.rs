//! Whether what is kept lies under a passphrase. The sealing itself is the browser's (`static/vault.js`).

/// The state of a namespace.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lock {
    /// There is no passphrase.
    #[default]
    None,
    /// There is one, and nothing can be read.
    Locked,
    /// There is one, and it was given.
    Open,
    /// There is none and there can be none: the browser gives this page no cryptography.
    Unavailable,
}

impl Lock {
    /// The state of this name.
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

/// What came of something that was done with a passphrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassphraseOutcome {
    /// It is set.
    Set,
    /// It is another one now.
    Changed,
    /// It is off.
    Off,
    /// What is kept is locked.
    Locked,
    /// What is kept is open.
    Unlocked,
    /// It is not the one.
    Wrong,
    /// What is to be changed is another one.
    OldWrong,
    /// The lock itself is damaged, so that none opens it.
    Damaged,
    /// It has too few letters.
    Short,
    /// It was not written alike twice.
    Differs,
    /// The browser did not do it.
    Failed,
}

impl PassphraseOutcome {
    /// What has this name.
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

    /// Whether what was pressed is no longer there.
    #[must_use]
    pub const fn is_done(self) -> bool {
        matches!(self, Self::Set | Self::Off | Self::Locked | Self::Unlocked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names are those that `static/vault.js` gives.
    #[test]
    fn every_name_of_the_vault_is_known() {
        let vault = include_str!("../../static/vault.js");
        let states = [Lock::None, Lock::Locked, Lock::Open, Lock::Unavailable];
        for (id, seal) in ["none", "locked", "open", "unavailable"].into_iter().zip(states) {
            assert_eq!(Lock::from_id(id), seal);
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
        for (is_done, (sealing, id)) in done.map(|one| (true, one)).chain(tried.map(|one| (false, one))) {
            assert_eq!(PassphraseOutcome::from_id(id), sealing);
            assert_eq!(sealing.is_done(), is_done, "{id}");
            assert!(vault.contains(&format!("'{id}'")), "{id}");
        }
    }
}
