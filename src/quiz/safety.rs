//! The safety override: the answers indicate that talking to the other person may not be safe.

use crate::content::{Factor, Issue, Root, Topic};
use crate::quiz::answers::Answers;
use crate::quiz::profile::THIN;

/// The amount (scale 0–3) from which unresolved conflict or trust issues cause the override.
const MUCH: u8 = 3;

/// Whether to show the safety text with the help lines, and to omit every suggestion to talk to the other person. This
/// is the case if trust or safety is present "rarely" or "never" now, or if unresolved conflict or trust issues fit
/// "very well".
///
/// An answer counts even if the run no longer asks its question, for instance after a change of the subject. It is
/// better to show the text too often than not often enough.
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
    fn low_trust_or_safety_causes_the_override() {
        check(|_| (), false);
        for factor in Factor::ALL {
            let guarded = matches!(factor, Factor::Trust | Factor::Safety);
            check(|answers| answers.present[factor] = Often::new(0), guarded);
            check(|answers| answers.present[factor] = Often::new(1), guarded);
            check(|answers| answers.present[factor] = Often::new(2), false);
        }
    }

    #[test]
    fn much_conflict_or_mistrust_causes_the_override() {
        for topic in Topic::all() {
            let guarded = matches!(topic, Topic::Issue(Issue::Conflict) | Topic::Root(Root::TrustIssues));
            check(|answers| answers.set_amount(topic, Level::new(3).map(Amount::Level)), guarded);
            check(|answers| answers.set_amount(topic, Level::new(2).map(Amount::Level)), false);
            check(|answers| answers.set_amount(topic, Some(Amount::PreferNotToSay)), false);
        }
    }
}
