//! `interface.toml`: the words of the controls.

use super::pack::{Packed, Texts};
#[cfg(not(target_arch = "wasm32"))]
use serde::{Deserialize, Serialize};

macro_rules! controls {
    ($($(#[$doc:meta])* $field:ident),+ $(,)?) => {
        /// The words of the controls, and what a language is.
        #[derive(Clone, Debug, PartialEq)]
        #[cfg_attr(not(target_arch = "wasm32"), derive(Serialize, Deserialize))]
        #[cfg_attr(not(target_arch = "wasm32"), serde(deny_unknown_fields, rename_all = "kebab-case"))]
        pub struct Interface { $($(#[$doc])* pub $field: String),+ }

        impl Packed for Interface {
            #[inline(never)]
            fn unpack(texts: &mut Texts) -> Self {
                Self { $($field: Packed::unpack(texts)),+ }
            }

            #[cfg(not(target_arch = "wasm32"))]
            fn pack(&self, texts: &mut Vec<String>) {
                $(self.$field.pack(texts);)+
            }
        }
    };
}

controls! {
    /// The language, as a BCP 47 tag.
    language,
    /// `ltr` or `rtl`.
    direction,
    /// What search engines and shared links say of the page.
    description,

    /// Between the members of a list: ", ".
    list_comma,
    /// The end of a list: "{first} and {last}".
    list_and,

    /// Leaves the page at once.
    leave,
    /// Where to: a page that nobody asks about.
    leave_to,
    /// What leaving does, and what it does not.
    leave_hint,
    /// How to leave by key.
    leave_key,
    /// Turns leaving by key off, until the page is loaded anew.
    leave_key_off,
    /// Turns it on again.
    leave_key_on,
    /// On the cover, while leaving by key can be taken back.
    leave_going,
    /// On the cover, where the other page does not open.
    leave_stays,
    /// After a crash: what happened.
    rescue_title,
    /// After a crash: the answers are kept.
    rescue_kept,
    /// After a crash: the answers are not kept.
    rescue_lost,
    /// After a crash: saves the answers to a file.
    rescue_save,
    /// After a crash: loads the page again.
    rescue_reload,

    /// The browser had put the page out of memory. Said to whoever looks, so it speaks of no quiz.
    page_discarded,

    /// The heading of the table of contents.
    contents,
    /// The last line of the article.
    footer,
    /// In the article: opens the explorer.
    explore_door,
    /// In the article: opens the notes.
    notes_door,
    /// In the article, after a press and until the app is there.
    opening,
    /// How a type looks with a partner.
    with_partner,
    /// How a type looks with a friend.
    with_friend,
    /// How a type looks in a family.
    in_family,
    /// What a type is not.
    what_it_is_not,
    /// How one may notice a factor, an issue, a root.
    signs,
    /// What can help.
    helps,
    /// Something small to try.
    tries,

    /// The name of the navigation.
    nav_label,
    /// Opens the explorer.
    nav_explore,
    /// Opens the quiz where it was left.
    nav_quiz,
    /// Opens the notes.
    nav_notes,

    /// The heading of the explorer.
    explore_title,
    /// Under it.
    explore_lead,
    /// The label of the search.
    search_label,
    /// One page found.
    search_one,
    /// {count} pages found.
    search_some,
    /// Nothing found for {query}.
    search_none,
    /// Opens the article as one page.
    whole_article,
    /// The heading of related pages.
    related,
    /// Leads to the page above.
    up,

    /// Question {number} of {total}.
    progress,
    /// Optional part, question {number} of {total}.
    progress_optional,
    /// The name of Closeness.
    part_closeness,
    /// The name of Now and wanted.
    part_now,
    /// The name of Factors.
    part_factors,
    /// The name of Obstacles.
    part_obstacles,
    /// The name of Refine closeness.
    part_refine,
    /// To the question before.
    back,
    /// To the next question.
    next,
    /// Back to the list of answers.
    next_review,
    /// Leaves a question without an answer.
    skip,
    /// All statements of a set are about equal.
    equal,
    /// Takes an answer back.
    clear,
    /// Marks a set that was answered as about equal.
    answered_equal,
    /// Marks a question that was skipped.
    answered_skip,
    /// Said when a statement that was Least has become Most.
    moved_to_most,
    /// Said when a statement that was Most has become Least.
    moved_to_least,
    /// Takes the place of an amount.
    prefer_not,
    /// See the result before the end.
    so_far,

    /// The heading above errors.
    error_title,
    /// No subject was chosen.
    error_subject,
    /// Neither Most nor Least was chosen.
    error_set,
    /// No type was ticked.
    error_part_of,
    /// Nothing was answered on a page of scales.
    error_scale,

    /// The answers are kept on this device.
    saving_device,
    /// The answers are only for this visit.
    saving_visit,
    /// Some maps are on this device, and some for this visit only.
    saving_some,
    /// The browser has no room.
    saving_full,
    /// The browser does not allow it.
    saving_denied,
    /// Some kept answers could not be read.
    saving_unreadable,
    /// A later version of the widget has written here.
    saving_newer,
    /// Other answers are kept here already.
    saving_taken,

    /// The heading of the notes.
    notes_title,
    /// There are none.
    notes_empty,
    /// {answered} of {total} questions answered.
    notes_progress,
    /// All questions answered.
    notes_complete,
    /// The heading over where the answers are.
    notes_keep,
    /// The heading over files.
    notes_files,
    /// The heading over erasing.
    notes_remove,
    /// Begin the quiz.
    begin,
    /// Go on where it was left.
    go_on,
    /// See the result.
    see_result,
    /// Opens the start card for a new map.
    new_map,
    /// Heads the maps on the start card.
    start_maps,
    /// Goes on with {map}.
    map_go_on,
    /// The name of a map with a label: {subject}, {label}.
    map_labeled,
    /// The day on which a map was begun: {day}.
    map_begun,
    /// A day: {month}, {number}, {year}.
    day,
    /// The names of the twelve months, with commas between them.
    months,
    /// Folds what can be done with one map.
    map_options,
    /// The label of the field for a map's name.
    label_field,
    /// Who sees that name.
    label_hint,
    /// A map's name was changed.
    map_renamed,
    /// Begins a map for the same person.
    map_again,
    /// Saves one map to a file.
    map_save,
    /// Erases one map.
    map_erase,
    /// One map was erased here.
    map_erased,
    /// One map was erased in another window.
    map_erased_elsewhere,
    /// Brings the erased map back.
    map_restore,
    /// The erased map is back.
    map_restored,
    /// There are as many maps as there can be.
    map_full,
    /// Erase everything.
    erase,
    /// What erasing does.
    erase_hint,
    /// What is kept could not be taken away.
    not_erased,
    /// Everything was erased.
    erased,
    /// A passphrase can be set.
    passphrase_title,
    /// What it does, and what not.
    passphrase_hint,
    /// The field for a new one.
    passphrase_new,
    /// The field for the same once more.
    passphrase_again,
    /// Sets it.
    passphrase_set,
    /// What is kept is open now.
    passphrase_open,
    /// Locks it.
    passphrase_lock,
    /// Another passphrase, or none.
    passphrase_change_title,
    /// Sets another.
    passphrase_change,
    /// Takes it off.
    passphrase_off,
    /// What is kept is locked.
    passphrase_locked,
    /// It is locked, and there are answers for this visit.
    passphrase_other,
    /// The field to unlock.
    passphrase_field,
    /// Unlocks.
    passphrase_unlock,
    /// There can be no passphrase here, and why.
    passphrase_impossible,
    /// Said when it is set or changed.
    passphrase_is_set,
    /// Said when it is off.
    passphrase_is_off,
    /// Said when it is locked.
    passphrase_is_locked,
    /// Said when it is open.
    passphrase_is_open,
    /// Said when it is the wrong one.
    passphrase_wrong,
    /// Said when it is too short.
    passphrase_short,
    /// Said when both fields differ.
    passphrase_differs,
    /// Said when the browser failed.
    passphrase_failed,
    /// Above the field for the passphrase that is to be changed.
    passphrase_old,
    /// Said when that one is another.
    passphrase_old_wrong,
    /// Said when no passphrase can open it.
    passphrase_damaged,
    /// What a passphrase cannot take back.
    passphrase_before,
    /// What a file is good for.
    file_hint,
    /// Saves the answers to a file.
    file_save,
    /// Saves what is kept as it lies there, what cannot be read too.
    file_raw,
    /// Opens such a file.
    file_open,
    /// What a file would bring: {answers}, and {changes} of them new here or different.
    file_brings,
    /// How many maps it would add: {number}.
    file_new_maps,
    /// The same where nothing would change.
    file_same,
    /// Entries of the file that are left out: {number}.
    file_left_out,
    /// Takes them.
    file_take,
    /// Does not.
    file_leave,
    /// They were taken.
    file_taken,
    /// Gives back what was here before.
    file_undo,
    /// That was done.
    file_undone,
    /// A file was handed to the browser, which says no word of what became of it.
    file_saved,
    /// The browser takes no file.
    file_not_saved,
    /// It is no file of answers.
    file_unknown,
    /// It is too long.
    file_long,
    /// A later version wrote it.
    file_newer,

    /// Keep the answers on this device from now on.
    keep_now,
    /// Take them off this device, and go on for this visit.
    keep_no_more,

    /// The heading of the answers.
    review_title,
    /// Under it.
    review_lead,
    /// Changes an answer: {question}.
    change,
    /// A set with Most only.
    review_most,
    /// A set with Least only.
    review_least,
    /// Not answered yet.
    not_answered,
    /// Skipped.
    skipped,
    /// Prints the page.
    print,
    /// Adds the single answers to the printed page.
    print_answers,
    /// Where a printed page may be seen.
    print_hint,
    /// Printing has not begun when it was asked for.
    print_failed,
    /// A range: from {low} to {high}.
    range,
    /// Before the link to the practice.
    contact_hint,
    /// Leads to a practice that has no name.
    contact,
    /// Leads to the practice {practice}.
    contact_practice,
}
