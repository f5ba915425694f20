//! What is asked, and in which order.

use super::design;
use super::run::Run;
use crate::content::Type;

/// One screen of the quiz.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// Subject: whom are you thinking of.
    Subject,
    /// Closeness (0–4) and Refine closeness (5–9): a best–worst set of types, by its place in [`design::CLOSENESS`].
    Closeness(u8),
    /// Closeness: which types are part of closeness at all.
    PartOf,
    /// Now and wanted: now and wanted, for one type.
    Now(Type),
    /// Factors: a best–worst set of factors, by its place in [`design::FACTORS`].
    Factors(u8),
    /// Factors: how present each factor is now.
    Present,
    /// The offer of Obstacles, which is no question of its own.
    ObstaclesOffer,
    /// Obstacles: the issues.
    Issues,
    /// Obstacles: the roots of fear.
    Roots,
}

/// The part of the quiz that a question belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// Subject and Closeness.
    Closeness,
    /// Now and wanted.
    Now,
    /// Factors.
    Factors,
    /// Obstacles, optional.
    Obstacles,
    /// Refine closeness, optional.
    Refine,
}

impl Section {
    /// Whether the quiz is complete without it.
    #[must_use]
    pub const fn optional(self) -> bool {
        matches!(self, Self::Obstacles | Self::Refine)
    }
}

impl Question {
    /// The part it belongs to.
    #[must_use]
    pub const fn section(self) -> Section {
        match self {
            Self::Closeness(set) if set as usize >= design::CLOSENESS_FIRST => Section::Refine,
            Self::Subject | Self::Closeness(_) | Self::PartOf => Section::Closeness,
            Self::Now(_) => Section::Now,
            Self::Factors(_) | Self::Present => Section::Factors,
            Self::ObstaclesOffer | Self::Issues | Self::Roots => Section::Obstacles,
        }
    }
}

/// How far a person has come, in questions counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The number of the question.
    pub number: usize,
    /// How many there are: in the quiz without its optional parts, or in the optional part.
    pub total: usize,
    /// Whether these are the numbers of an optional part.
    pub optional: bool,
}

impl Run {
    /// Every question of this run, in the order in which it asks them. Optional parts are in it once accepted.
    #[must_use]
    pub fn questions(&self) -> Vec<Question> {
        let in_general = self.answers.in_general();
        let sets = |seed: u64, count: usize| design::order(seed, count).into_iter().map(|set| set as u8);
        let mut all = vec![Question::Subject];
        all.extend(sets(self.seed, design::CLOSENESS_FIRST).map(Question::Closeness));
        all.push(Question::PartOf);
        if !in_general {
            all.extend(Type::ALL.map(Question::Now));
        }
        all.extend(sets(self.seed.wrapping_add(1), design::FACTORS.len()).map(Question::Factors));
        if !in_general {
            all.push(Question::Present);
        }
        all.push(Question::ObstaclesOffer);
        if self.obstacles {
            all.extend([Question::Issues, Question::Roots]);
        }
        if self.refine {
            let again = design::CLOSENESS.len() - design::CLOSENESS_FIRST;
            let second = sets(self.seed.wrapping_add(2), again).map(|set| set + design::CLOSENESS_FIRST as u8);
            all.extend(second.map(Question::Closeness));
        }
        all
    }

    /// The question after this one, or `None` at the end.
    #[must_use]
    pub fn after(&self, question: Question) -> Option<Question> {
        let all = self.questions();
        let at = all.iter().position(|one| *one == question)?;
        all.get(at + 1).copied()
    }

    /// The question before this one, or `None` at the beginning.
    #[must_use]
    pub fn before(&self, question: Question) -> Option<Question> {
        let all = self.questions();
        let at = all.iter().position(|one| *one == question)?;
        all.get(at.checked_sub(1)?).copied()
    }

    /// Where a question stands. The offer of an optional part is no question.
    #[must_use]
    pub fn progress(&self, question: Question) -> Option<Progress> {
        if question == Question::ObstaclesOffer {
            return None;
        }
        let section = question.section();
        let counted = |one: &Question| {
            *one != Question::ObstaclesOffer
                && if section.optional() { one.section() == section } else { !one.section().optional() }
        };
        let all: Vec<Question> = self.questions().into_iter().filter(counted).collect();
        let number = all.iter().position(|one| *one == question)? + 1;
        Some(Progress { number, total: all.len(), optional: section.optional() })
    }

    /// How many questions of the quiz without its optional parts were answered or skipped, and how many there are.
    #[must_use]
    pub fn answered(&self) -> (usize, usize) {
        let mut counts = (0, 0);
        for question in self.questions().into_iter().filter(|question| !question.section().optional()) {
            counts.1 += 1;
            if self.passed(question) {
                counts.0 += 1;
            }
        }
        counts
    }

    /// Whether a question has any answer, a skip included.
    #[must_use]
    pub fn passed(&self, question: Question) -> bool {
        let answers = &self.answers;
        match question {
            Question::Subject => answers.subject.is_some(),
            Question::Closeness(set) => answers.closeness.get(usize::from(set)).is_some_and(Option::is_some),
            Question::Factors(set) => answers.factors.get(usize::from(set)).is_some_and(Option::is_some),
            Question::PartOf => answers.part_of.is_some() || self.skipped.contains(&question),
            Question::Now(of) => {
                let any = answers.often[of].iter().any(Option::is_some) || answers.wish[of].iter().any(Option::is_some);
                any || self.skipped.contains(&question)
            }
            Question::Present => {
                answers.present.iter().any(|(_, often)| often.is_some()) || self.skipped.contains(&question)
            }
            Question::Issues => answers.issues.iter().any(|(_, amount)| amount.is_some()),
            Question::Roots => answers.roots.iter().any(|(_, amount)| amount.is_some()),
            Question::ObstaclesOffer => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::Subject;
    use crate::quiz::{Often, Wish};
    use std::collections::HashSet;

    fn run(subject: Subject) -> Run {
        Run::new(7, subject)
    }

    #[test]
    fn a_run_about_somebody_has_twenty_questions() {
        let run = run(Subject::Friend);
        assert_eq!(run.answered(), (1, 20));
        assert_eq!(run.progress(Question::Subject).map(|at| (at.number, at.total)), Some((1, 20)));
        assert_eq!(run.progress(Question::Present).map(|at| (at.number, at.total)), Some((20, 20)));
    }

    #[test]
    fn in_general_nothing_is_asked_about_now() {
        let run = run(Subject::General);
        let asked = run.questions();
        assert!(!asked.iter().any(|one| matches!(one, Question::Now(_) | Question::Present)));
        assert_eq!(run.answered().1, 14);
    }

    #[test]
    fn every_set_is_asked_once_whatever_the_seed() {
        for seed in 0..50 {
            let run = Run { refine: true, obstacles: true, ..Run::new(seed, Subject::Partner) };
            let asked = run.questions();
            let different: HashSet<String> = asked.iter().map(|one| format!("{one:?}")).collect();
            assert_eq!(different.len(), asked.len(), "seed {seed} repeats a question");
            assert_eq!(asked.iter().filter(|one| matches!(one, Question::Closeness(_))).count(), 10);
            assert_eq!(asked.iter().filter(|one| matches!(one, Question::Factors(_))).count(), 7);
        }
    }

    #[test]
    fn optional_parts_are_counted_by_themselves() {
        let run = Run { obstacles: true, refine: true, ..run(Subject::Partner) };
        let roots = run.progress(Question::Roots);
        assert_eq!(roots, Some(Progress { number: 2, total: 2, optional: true }));
        assert_eq!(run.progress(Question::ObstaclesOffer), None);
        assert_eq!(run.answered().1, 20, "accepting an optional part moves no goal");
        let refine: Vec<_> = run.questions().into_iter().filter(|one| one.section() == Section::Refine).collect();
        assert_eq!(run.progress(refine[4]), Some(Progress { number: 5, total: 5, optional: true }));
    }

    #[test]
    fn how_it_is_or_how_it_is_wished_passes_the_question_of_now() {
        let now = |tell: fn(&mut Run)| {
            let mut run = run(Subject::Partner);
            tell(&mut run);
            run.passed(Question::Now(Type::Spiritual))
        };
        assert!(!now(|_| {}));
        assert!(now(|run| run.answers.often.spiritual[1] = Often::new(0)));
        assert!(now(|run| run.answers.wish.spiritual[0] = Wish::new(0)));
        assert!(now(|run| run.skipped.push(Question::Now(Type::Spiritual))));
        assert!(!now(|run| run.answers.often.physical[1] = Often::new(0)), "of another type");
    }

    #[test]
    fn before_and_after_are_each_others_inverse() {
        let run = Run { obstacles: true, refine: true, ..run(Subject::Family) };
        for pair in run.questions().windows(2) {
            assert_eq!((run.after(pair[0]), run.before(pair[1])), (Some(pair[1]), Some(pair[0])));
        }
        assert_eq!((run.before(Question::Subject), run.after(*run.questions().last().unwrap())), (None, None));
    }
}
