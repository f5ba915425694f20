//! One run of the quiz, which a person can interrupt and continue: its questions, their order, and the progress.

use super::about::{Day, Label};
use super::answers::Answers;
use super::design;
use super::question::Question;
use crate::content::{Subject, Type};

/// One run: the answers and the current question.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// The seed for the order of the sets.
    pub seed: u64,
    /// The answers.
    pub answers: Answers,
    /// The current question. `None` at the end.
    pub at: Option<Question>,
    /// The skipped questions whose answers have no value for "skipped".
    pub skipped: Vec<Question>,
    /// Whether the person accepted Obstacles.
    pub obstacles: bool,
    /// Whether the person accepted Refine closeness.
    pub refine: bool,
    /// The person's own name for the run.
    pub label: Option<Label>,
    /// The day on which the run began. Runs of earlier versions do not have it.
    pub begun: Option<Day>,
    /// The run as it was before an import replaced answers, until the person goes back to it or removes it.
    pub snapshot: Option<Box<Snapshot>>,
}

/// A run as it was before an import replaced answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot {
    /// The day of the import.
    pub day: Day,
    /// The run, without its label, its day and an earlier snapshot: an import does not change the first two.
    pub run: Run,
}

/// The number of a question, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The number of the question.
    pub number: usize,
    /// The number of questions: of the quiz without its optional sections, or of the optional section.
    pub total: usize,
    /// Whether the question belongs to an optional section.
    pub optional: bool,
}

impl Run {
    /// A new run whose first question has this answer.
    #[must_use]
    pub fn new(seed: u64, subject: Subject) -> Self {
        let answers = Answers { subject: Some(subject), ..Answers::default() };
        let mut run = Self { answers, ..Self::empty(seed) };
        run.at = run.after(Question::Subject);
        run
    }

    /// A run without answers, at its first question.
    #[must_use]
    pub fn empty(seed: u64) -> Self {
        Self {
            seed,
            answers: Answers::default(),
            at: Some(Question::Subject),
            skipped: Vec::new(),
            obstacles: false,
            refine: false,
            label: None,
            begun: None,
            snapshot: None,
        }
    }

    /// Every question of this run, in its order. Optional sections are included after the person accepts them.
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

    /// The number of a question. `None` for the offer of Obstacles, which is not counted as a question.
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

    /// (answered or skipped questions, all questions) of the quiz without its optional sections.
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

    /// Whether a question is answered or skipped.
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
    use crate::quiz::{Often, Section, Wish};
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
    fn without_a_person_nothing_is_asked_about_now() {
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
    fn optional_sections_are_counted_separately() {
        let run = Run { obstacles: true, refine: true, ..run(Subject::Partner) };
        let roots = run.progress(Question::Roots);
        assert_eq!(roots, Some(Progress { number: 2, total: 2, optional: true }));
        assert_eq!(run.progress(Question::ObstaclesOffer), None);
        assert_eq!(run.answered().1, 20, "accepting an optional part moves no goal");
        let refine: Vec<_> = run.questions().into_iter().filter(|one| one.section() == Section::Refine).collect();
        assert_eq!(run.progress(refine[4]), Some(Progress { number: 5, total: 5, optional: true }));
    }

    #[test]
    fn a_frequency_or_a_wish_or_a_skip_passes_the_question_of_now() {
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
    fn before_and_after_are_inverse() {
        let run = Run { obstacles: true, refine: true, ..run(Subject::Family) };
        for pair in run.questions().windows(2) {
            assert_eq!((run.after(pair[0]), run.before(pair[1])), (Some(pair[1]), Some(pair[0])));
        }
        assert_eq!((run.before(Question::Subject), run.after(*run.questions().last().unwrap())), (None, None));
    }
}
