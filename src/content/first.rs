//! The words of the first part of the app: those of the start, the questions, saving, leaving and the rescue screen.

use super::ids::{PerFactor, PerIssue, PerRoot, PerType};
use super::pack::{Packed, Texts};
use super::words::{
    Content, Country, FactorWords, Factors, Fear, Issues, Overview, Support, TopicWords, TypeWords, Types,
};

/// The names of the texts of the controls in the first part. A test in `src/view/tests.rs` fails if one is
/// missing.
const INTERFACE: &[&str] = &[
    "language",
    "direction",
    "list_comma",
    "list_and",
    "leave",
    "leave_to",
    "leave_going",
    "leave_stays",
    "rescue_title",
    "rescue_kept",
    "rescue_lost",
    "rescue_save",
    "rescue_reload",
    "part_coming_title",
    "part_coming",
    "part_failed_title",
    "part_failed",
    "part_again",
    "page_discarded",
    "explore_door",
    "notes_door",
    "nav_label",
    "nav_explore",
    "nav_quiz",
    "nav_notes",
    "nav_help",
    "progress",
    "progress_optional",
    "part_closeness",
    "part_now",
    "part_factors",
    "part_obstacles",
    "part_refine",
    "back",
    "next",
    "next_review",
    "set_most",
    "set_least",
    "set_done",
    "skip",
    "equal",
    "clear",
    "answered_equal",
    "answered_skip",
    "moved_to_most",
    "moved_to_least",
    "prefer_not",
    "so_far",
    "error_title",
    "error_subject",
    "error_set",
    "error_part_of",
    "error_scale",
    "saving_device",
    "saving_visit",
    "saving_full",
    "saving_denied",
    "saving_unreadable",
    "saving_newer",
    "saving_taken",
    "begin",
    "start_maps",
    "map_go_on",
    "map_labeled",
    "map_begun",
    "day",
    "months",
    "file_saved",
    "file_not_saved",
    "contact",
    "contact_practice",
];

impl Content {
    /// A copy in which every text is empty that only the second part shows. The second part brings all texts again: a
    /// text that is in both costs little, because the second file is a delta against the first.
    #[must_use]
    pub fn first_part(&self) -> Self {
        let topic = |topic: &TopicWords| TopicWords { item: topic.item.clone(), ..blank() };
        let (types, factors) = (&self.types.each, &self.factors.each);
        Self {
            interface: self.interface.only(INTERFACE),
            overview: Overview { title: self.overview.title.clone(), lead: self.overview.lead.clone(), ..blank() },
            types: Types {
                each: PerType::from_fn(|of| TypeWords {
                    name: types[of].name.clone(),
                    statements: types[of].statements.clone(),
                    now: types[of].now.clone(),
                    part_of: types[of].part_of.clone(),
                    ..blank()
                }),
                ..blank()
            },
            factors: Factors {
                each: PerFactor::from_fn(|of| FactorWords {
                    name: factors[of].name.clone(),
                    statement: factors[of].statement.clone(),
                    now: factors[of].now.clone(),
                    ..blank()
                }),
                ..blank()
            },
            issues: Issues { each: PerIssue::from_fn(|of| topic(&self.issues.each[of])), ..blank() },
            fear: Fear { each: PerRoot::from_fn(|of| topic(&self.fear.each[of])), ..blank() },
            support: Support {
                lines_own: self.support.lines_own.clone(),
                countries: self
                    .support
                    .countries
                    .iter()
                    .map(|country| Country {
                        code: country.code.clone(),
                        leave_to: country.leave_to.clone(),
                        zones: country.zones.clone(),
                        ..blank()
                    })
                    .collect(),
                ..blank()
            },
            quiz: self.quiz.clone(),
            ..blank()
        }
    }
}

/// A value without texts: after the last text of a file, every further text is empty.
fn blank<T: Packed>() -> T {
    T::unpack(&mut Texts::new(""))
}
