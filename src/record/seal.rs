//! Whether what is kept lies under a passphrase. The sealing itself is the browser's (`static/vault.js`).

/// The state of a shelf.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Seal {
    /// There is no passphrase.
    #[default]
    None,
    /// There is one, and nothing can be read.
    Locked,
    /// There is one, and it was given.
    Open,
    /// There is none and there can be none: the browser gives this page no cryptography.
    Impossible,
}

impl Seal {
    /// The state of this name.
    #[must_use]
    pub fn from_id(id: &str) -> Self {
        match id {
            "locked" => Self::Locked,
            "open" => Self::Open,
            "impossible" => Self::Impossible,
            _ => Self::None,
        }
    }
}

/// What came of something that was done with a passphrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sealing {
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

impl Sealing {
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
        let states = [Seal::None, Seal::Locked, Seal::Open, Seal::Impossible];
        for (id, seal) in ["none", "locked", "open", "impossible"].into_iter().zip(states) {
            assert_eq!(Seal::from_id(id), seal);
            assert!(vault.contains(&format!("'{id}'")), "{id}");
        }
        let done = [(Sealing::Set, "set"), (Sealing::Off, "off"), (Sealing::Locked, "locked")];
        let done = done.into_iter().chain([(Sealing::Unlocked, "unlocked")]);
        let tried = [(Sealing::Changed, "changed"), (Sealing::Wrong, "wrong"), (Sealing::Short, "short")];
        let tried = tried.into_iter().chain([(Sealing::Differs, "differs"), (Sealing::Failed, "failed")]);
        let tried = tried.chain([(Sealing::OldWrong, "old-wrong"), (Sealing::Damaged, "damaged")]);
        for (is_done, (sealing, id)) in done.map(|one| (true, one)).chain(tried.map(|one| (false, one))) {
            assert_eq!(Sealing::from_id(id), sealing);
            assert_eq!(sealing.is_done(), is_done, "{id}");
            assert!(vault.contains(&format!("'{id}'")), "{id}");
        }
    }
}
