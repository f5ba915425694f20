//! The answers of one run of the quiz.

use crate::content::{Factor, PerFactor, PerIssue, PerRoot, PerType, Subject, Topic, Type};
use crate::quiz::design::{self, CLOSENESS, FACTORS};

/// Declares an answer on a scale: an integer that is always in its range, also after decoding.
macro_rules! scale {
    ($(#[$doc:meta])* $name:ident($kind:ty), $range:expr) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name($kind);

        impl $name {
            /// The lowest and the highest answer.
            pub const RANGE: (i8, i8) = $range;

            /// The answer with this value. `None` if the value is not on the scale.
            #[must_use]
            pub const fn new(value: $kind) -> Option<Self> {
                let wide = value as i16;
                if wide >= Self::RANGE.0 as i16 && wide <= Self::RANGE.1 as i16 { Some(Self(value)) } else { None }
            }

            /// The value.
            #[must_use]
            pub const fn value(self) -> $kind {
                self.0
            }

            /// The position on the scale, from 0. It is also the index of the label.
            #[must_use]
            pub const fn step(self) -> usize {
                (self.0 as i16 - Self::RANGE.0 as i16) as usize
            }

            /// Every answer, ascending.
            pub fn all() -> impl Iterator<Item = Self> {
                (Self::RANGE.0..=Self::RANGE.1).filter_map(|value| Self::try_from(value).ok())
            }
        }

        impl TryFrom<i8> for $name {
            type Error = &'static str;

            fn try_from(value: i8) -> Result<Self, Self::Error> {
                <$kind>::try_from(value).ok().and_then(Self::new).ok_or("not on the scale")
            }
        }

        impl From<$name> for i8 {
            fn from(answer: $name) -> Self {
                answer.0 as Self
            }
        }
    };
}

scale! {
    /// The answer to "how often now", 0 never … 4 very often.
    Often(u8), design::OFTEN
}

scale! {
    /// The answer to "I'd like", −2 much less … 2 much more.
    Wish(i8), design::WISH
}

scale! {
    /// An amount in Obstacles, 0 … 3: how well the statement fits.
    Level(u8), design::AMOUNT
}

/// The answer about one topic of Obstacles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// An amount on the scale.
    Level(Level),
    /// "Prefer not to say".
    PreferNotToSay,
}

/// The Most and the Least of one set. At least one of them is present, and they are never the same item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pick<T> {
    most: Option<T>,
    least: Option<T>,
}

impl<T: PartialEq> Pick<T> {
    /// `None` if both are missing or both are the same item.
    #[must_use]
    pub fn new(most: Option<T>, least: Option<T>) -> Option<Self> {
        // If both are missing, they are equal as well.
        (most != least).then_some(Self { most, least })
    }
}

/// The answer to one best–worst set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetAnswer<T> {
    /// "Skip". It has no effect on the result.
    Skipped,
    /// "About equal".
    Equal,
    /// Most, Least, or both.
    Chosen(Pick<T>),
}

impl<T: Copy + PartialEq> SetAnswer<T> {
    /// The item chosen as Most, if any.
    #[must_use]
    pub const fn most(&self) -> Option<T> {
        if let Self::Chosen(pick) = self { pick.most } else { None }
    }

    /// The item chosen as Least, if any.
    #[must_use]
    pub const fn least(&self) -> Option<T> {
        if let Self::Chosen(pick) = self { pick.least } else { None }
    }

    /// The answer after this item is chosen as Most. If the item was the Least, the Least becomes empty.
    #[must_use]
    pub fn with_most(&self, item: T) -> Self {
        Self::Chosen(Pick { most: Some(item), least: self.least().filter(|&least| least != item) })
    }

    /// The answer after this item is chosen as Least. If the item was the Most, the Most becomes empty.
    #[must_use]
    pub fn with_least(&self, item: T) -> Self {
        Self::Chosen(Pick { most: self.most().filter(|&most| most != item), least: Some(item) })
    }

    /// The answer after the sentence of this item is pressed. An item that was chosen is open again. Any other item
    /// becomes the Most, or the Least if there is a Most already. `None` if neither is left.
    #[must_use]
    pub fn pressed(&self, item: T) -> Option<Self> {
        let (most, least) = (self.most(), self.least());
        if most == Some(item) {
            return Pick::new(None, least).map(Self::Chosen);
        }
        if least == Some(item) {
            return Pick::new(most, None).map(Self::Chosen);
        }
        Some(if most.is_none() { self.with_most(item) } else { self.with_least(item) })
    }

    /// Whether the answer counts for the set: it is not skipped, and contains only items of the set.
    #[must_use]
    pub fn answers(&self, set: &[T]) -> bool {
        let in_set = |item: Option<T>| item.is_none_or(|item| set.contains(&item));
        !matches!(self, Self::Skipped) && in_set(self.most()) && in_set(self.least())
    }
}

/// All answers of one run. `None` means "not answered". An answer that does not fit its question, for instance from a
/// damaged record, counts as not answered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answers {
    /// Subject: whom the person is thinking of.
    pub subject: Option<Subject>,
    /// The sets of Closeness and then of Refine closeness, in the order of [`CLOSENESS`], not in the order of the run.
    pub closeness: [Option<SetAnswer<Type>>; CLOSENESS.len()],
    /// Closeness: which types are part of closeness for this person.
    pub part_of: Option<PerType<bool>>,
    /// Now and wanted: how often now, for each type's two statements.
    pub often: PerType<[Option<Often>; 2]>,
    /// Now and wanted: how much more or less is wanted, for each type's two statements.
    pub wish: PerType<[Option<Wish>; 2]>,
    /// The sets of Factors, in the order of [`FACTORS`].
    pub factors: [Option<SetAnswer<Factor>>; FACTORS.len()],
    /// Factors: how present each factor is now.
    pub present: PerFactor<Option<Often>>,
    /// Obstacles: the issues.
    pub issues: PerIssue<Option<Amount>>,
    /// Obstacles: the roots of fear.
    pub roots: PerRoot<Option<Amount>>,
}

impl Answers {
    /// Whether the person is thinking of closeness in general. The quiz then has no questions about now.
    #[must_use]
    pub fn in_general(&self) -> bool {
        self.subject == Some(Subject::General)
    }

    /// The answer about a topic.
    #[must_use]
    pub fn amount(&self, topic: Topic) -> Option<Amount> {
        match topic {
            Topic::Issue(issue) => self.issues[issue],
            Topic::Root(root) => self.roots[root],
        }
    }

    /// The amount for a topic, 0 … 3. `None` if it is not answered or the person prefers not to say.
    #[must_use]
    pub fn level(&self, topic: Topic) -> Option<u8> {
        match self.amount(topic)? {
            Amount::Level(level) => Some(level.value()),
            Amount::PreferNotToSay => None,
        }
    }

    /// Sets the answer about a topic.
    pub fn set_amount(&mut self, topic: Topic, amount: Option<Amount>) {
        match topic {
            Topic::Issue(issue) => self.issues[issue] = amount,
            Topic::Root(root) => self.roots[root] = amount,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Type::{Emotional, Physical, Spiritual};

    #[test]
    fn a_scale_accepts_only_its_range() {
        assert_eq!((Often::new(4).map(Often::value), Often::new(5)), (Some(4), None));
        assert_eq!((Wish::new(-2).map(Wish::step), Wish::new(-3), Wish::new(3)), (Some(0), None, None));
        assert_eq!((Level::new(3).map(Level::step), Level::new(4), Level::new(255)), (Some(3), None, None));
        assert_eq!(Wish::all().map(Wish::value).collect::<Vec<_>>(), [-2, -1, 0, 1, 2]);
        assert_eq!((Often::all().count(), Level::all().count()), (5, 4));
    }

    #[test]
    fn a_pick_is_never_empty_and_never_has_one_item_twice() {
        assert!(Pick::<Type>::new(None, None).is_none());
        assert!(Pick::new(Some(Physical), Some(Physical)).is_none());
        let answer = SetAnswer::Chosen(Pick::new(None, Some(Physical)).unwrap());
        assert_eq!((answer.most(), answer.least()), (None, Some(Physical)));
    }

    #[test]
    fn choosing_an_item_again_moves_it() {
        let answer = SetAnswer::Equal.with_most(Physical).with_least(Spiritual);
        assert_eq!((answer.most(), answer.least()), (Some(Physical), Some(Spiritual)));
        let swapped = answer.with_most(Spiritual);
        assert_eq!((swapped.most(), swapped.least()), (Some(Spiritual), None));
        let moved = answer.with_least(Physical);
        assert_eq!((moved.most(), moved.least()), (None, Some(Physical)));
    }

    #[test]
    fn a_press_on_a_sentence_fills_most_and_then_least() {
        let first = SetAnswer::Skipped.pressed(Physical).unwrap();
        assert_eq!((first.most(), first.least()), (Some(Physical), None));
        let second = first.pressed(Spiritual).unwrap();
        assert_eq!((second.most(), second.least()), (Some(Physical), Some(Spiritual)));
        let third = second.pressed(Emotional).unwrap();
        assert_eq!((third.most(), third.least()), (Some(Physical), Some(Emotional)), "the Least moves");
        assert_eq!(SetAnswer::Equal.pressed(Physical), Some(first), "the press takes the place of About equal");
    }

    #[test]
    fn a_press_on_a_chosen_sentence_takes_it_back() {
        let both = SetAnswer::Skipped.with_most(Physical).with_least(Spiritual);
        assert_eq!(both.pressed(Physical), Some(SetAnswer::Skipped.with_least(Spiritual)));
        assert_eq!(both.pressed(Spiritual), Some(SetAnswer::Skipped.with_most(Physical)));
        assert_eq!(SetAnswer::Skipped.with_most(Physical).pressed(Physical), None);
        let least = SetAnswer::Skipped.with_least(Spiritual);
        assert_eq!(least.pressed(Spiritual), None);
        assert_eq!(least.pressed(Physical), Some(both), "Most is filled first");
    }

    #[test]
    fn an_answer_outside_its_set_does_not_count() {
        let set = CLOSENESS[0];
        assert!(SetAnswer::Equal.answers(&set) && SetAnswer::Skipped.with_most(Physical).answers(&set));
        assert!(!SetAnswer::Skipped.answers(&set) && !SetAnswer::Skipped.with_least(Emotional).answers(&set));
    }
}
