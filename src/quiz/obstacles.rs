//! The result of Obstacles: which topics open. There is no total score.

use crate::content::Topic;
use crate::quiz::answers::Answers;

/// The amount (scale 0–3) from which a topic opens its paragraph and its step of rebuilding.
const OPENS: u8 = 2;

/// The amount from which a root of fear also opens "when to seek support".
const SEEKS_SUPPORT: u8 = 3;

/// A topic that opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The topic.
    pub topic: Topic,
    /// Whether it also opens "when to seek support".
    pub support: bool,
}

/// The topics that open, in content order. They are never shared.
#[must_use]
pub fn opened(answers: &Answers) -> Vec<Opened> {
    Topic::all()
        .filter_map(|topic| {
            let level = answers.level(topic).filter(|&level| level >= OPENS)?;
            Some(Opened { topic, support: matches!(topic, Topic::Root(_)) && level >= SEEKS_SUPPORT })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{Issue, Root};
    use crate::quiz::answers::{Amount, Level};

    fn check(topic: Topic, level: u8, expected: Option<bool>) {
        let mut answers = Answers::default();
        answers.set_amount(topic, Level::new(level).map(Amount::Level));
        let expected: Vec<_> = expected.map(|support| Opened { topic, support }).into_iter().collect();
        assert_eq!(opened(&answers), expected);
    }

    #[test]
    fn a_topic_opens_from_two() {
        for topic in Topic::all() {
            check(topic, 0, None);
            check(topic, 1, None);
            check(topic, 2, Some(false));
        }
    }

    #[test]
    fn only_a_root_at_three_opens_support() {
        check(Topic::Root(Root::Trauma), 3, Some(true));
        check(Topic::Issue(Issue::Conflict), 3, Some(false));
    }

    #[test]
    fn preferring_not_to_say_opens_nothing() {
        let mut answers = Answers::default();
        for topic in Topic::all() {
            answers.set_amount(topic, Some(Amount::PreferNotToSay));
        }
        assert!(opened(&answers).is_empty());
    }
}
