//! The safety override: when the answers hint that talking to the other person may not be safe.

use crate::content::{Factor, Issue, Root, Topic};
use crate::quiz::answers::Answers;
use crate::quiz::profile::THIN;

/// From here on unresolved conflict, or trouble with trust, overrides.
const MUCH: u8 = 3;

/// Whether to show the safety text with the help lines, and to leave out every suggestion to talk to the other person:
/// trust or safety is there "rarely" or "never" now, or unresolved conflict or trouble with trust fits very well.
///
/// An answer counts even where its question would no longer be asked, as after a change of the subject: the text is
/// shown rather too often than once too little.
#[must_use]
pub fn overrides(answers: &Answers) -> bool {
    let thin = |factor: Factor| answers.present[factor].is_some_and(|often| often.value() <= THIN);
    let much = |topic: Topic| answers.level(topic).is_some_and(|level| level >= MUCH);
    let topics = [Topic::Issue(Issue::Conflict), Topic::Root(Root::TrustIssues)];
    thin(Factor::Trust) || thin(Factor::Safety) || topics.into_iter().any(much)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quiz::answers::{Amount, Level, Often};

    fn check(change: impl FnOnce(&mut Answers), expected: bool) {
        let mut answers = Answers::default();
        change(&mut answers);
        assert_eq!(overrides(&answers), expected);
    }

    #[test]
    fn low_trust_or_safety_overrides() {
        check(|_| (), false);
        for factor in Factor::ALL {
            let guarded = matches!(factor, Factor::Trust | Factor::Safety);
            check(|answers| answers.present[factor] = Often::new(0), guarded);
            check(|answers| answers.present[factor] = Often::new(1), guarded);
            check(|answers| answers.present[factor] = Often::new(2), false);
        }
    }

    #[test]
    fn much_conflict_or_mistrust_overrides() {
        for topic in Topic::all() {
            let guarded = matches!(topic, Topic::Issue(Issue::Conflict) | Topic::Root(Root::TrustIssues));
            check(|answers| answers.set_amount(topic, Level::new(3).map(Amount::Level)), guarded);
            check(|answers| answers.set_amount(topic, Level::new(2).map(Amount::Level)), false);
            check(|answers| answers.set_amount(topic, Some(Amount::PreferNotToSay)), false);
        }
    }
}
