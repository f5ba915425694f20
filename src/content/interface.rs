//! `interface.toml`: the texts of the controls.

use super::pack::{Packed, Texts};
#[cfg(not(target_arch = "wasm32"))]
use serde::{Deserialize, Serialize};

macro_rules! controls {
    ($($(#[$doc:meta])* $field:ident),+ $(,)?) => {
        /// The texts of the controls, with the tag and the direction of the language.
        #[derive(Clone, Debug, PartialEq)]
        #[cfg_attr(not(target_arch = "wasm32"), derive(Serialize, Deserialize))]
        #[cfg_attr(not(target_arch = "wasm32"), serde(deny_unknown_fields, rename_all = "kebab-case"))]
        pub struct Interface { $($(#[$doc])* pub $field: String),+ }

        #[cfg(not(target_arch = "wasm32"))]
        impl Interface {
            /// A copy in which every text is empty whose name is not in the list.
            pub(super) fn only(&self, names: &[&str]) -> Self {
                let keep = |name: &str, text: &String| {
                    if names.contains(&name) { text.clone() } else { String::new() }
                };
                Self { $($field: keep(stringify!($field), &self.$field)),+ }
            }
        }

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
    /// The description of the page for search engines and shared links.
    description,

    /// The separator between the items of a list: ", ".
    list_comma,
    /// Joins the last item to the others: "{first} and {last}".
    list_and,

    /// The button that covers the page and opens another one at once.
    leave,
    /// The address of that other page. It says nothing about the reader.
    leave_to,
    /// What "Leave" does, and what it does not do.
    leave_hint,
    /// How to use "Leave" with the keyboard.
    leave_key,
    /// Turns the key for "Leave" off until the page is reloaded.
    leave_key_off,
    /// That the key for "Leave" is off.
    leave_key_is_off,
    /// Turns the key for "Leave" on again.
    leave_key_on,
    /// On the cover, while "Leave" by key can still be canceled.
    leave_going,
    /// On the cover, if the other page does not open.
    leave_stays,
    /// After a crash: what happened.
    rescue_title,
    /// After a crash: the answers are saved on the device.
    rescue_kept,
    /// After a crash: some answers are not saved on the device.
    rescue_lost,
    /// After a crash: saves the answers to a file.
    rescue_save,
    /// After a crash: reloads the page.
    rescue_reload,

    /// The heading until the second part of the app has arrived.
    part_coming_title,
    /// The text under it.
    part_coming,
    /// The heading if the second part could not be loaded.
    part_failed_title,
    /// The text under it.
    part_failed,
    /// Requests the second part again.
    part_again,

    /// The browser discarded the page to save memory. Other people may see this message, so it does not name the quiz.
    page_discarded,

    /// The heading of the table of contents.
    contents,
    /// The footer of the article.
    footer,
    /// In the article: opens the explorer.
    explore_door,
    /// In the article: leads to the help lines.
    help_door,
    /// At the end of a subject of the article: the link to its contents.
    to_contents,
    /// In the article after the types: the link to the start of the quiz.
    to_quiz,
    /// In the article: opens the notes.
    notes_door,
    /// In the article, after a click and until the app has loaded.
    opening,
    /// The label of what a type looks like with a partner.
    with_partner,
    /// The label of what a type looks like with a friend.
    with_friend,
    /// The label of what a type looks like in a family.
    in_family,
    /// The label of what a type is not.
    what_it_is_not,
    /// The label of the signs of a factor, an issue or a root.
    signs,
    /// The label of what can help.
    helps,
    /// The label of the small things to try.
    tries,

    /// The accessible name of the navigation.
    nav_label,
    /// Opens the explorer.
    nav_explore,
    /// Opens the quiz at the current question.
    nav_quiz,
    /// Opens the notes.
    nav_notes,
    /// Opens the page with the help lines.
    nav_help,

    /// The heading of the explorer.
    explore_title,
    /// The sentence under the heading.
    explore_lead,
    /// The heading above the subjects that explain closeness.
    explore_understand,
    /// The heading above the subjects about what is hard.
    explore_hard,
    /// The heading above the subjects about coming closer.
    explore_closer,
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
    /// The link to the parent page.
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
    /// To the previous question.
    back,
    /// To the next question.
    next,
    /// Back to the list of answers.
    next_review,
    /// Skips a question.
    skip,
    /// All statements of a set are about equal.
    equal,
    /// Removes an answer.
    clear,
    /// Marks a set that was answered as about equal.
    answered_equal,
    /// Marks a question that was skipped.
    answered_skip,
    /// A set without Most: what comes next.
    set_most,
    /// A set with Most and without Least: what comes next.
    set_least,
    /// A set with Most and Least: how to change them.
    set_done,
    /// Announced when a statement changes from Least to Most.
    moved_to_most,
    /// Announced when a statement changes from Most to Least.
    moved_to_least,
    /// The answer of Obstacles that replaces an amount.
    prefer_not,
    /// Shows the result before the end of the quiz.
    so_far,

    /// The heading above errors.
    error_title,
    /// No subject was chosen.
    error_subject,
    /// Neither Most nor Least was chosen.
    error_set,
    /// Neither a type nor "none" was ticked.
    error_part_of,
    /// Nothing was answered on a page of scales.
    error_scale,

    /// The answers are saved on this device.
    saving_device,
    /// The answers are only for this visit.
    saving_visit,
    /// Some maps are on this device, and some for this visit only.
    saving_some,
    /// Storage problem: the browser's storage is full.
    saving_full,
    /// Storage problem: the browser does not allow saving.
    saving_denied,
    /// Storage problem: some records could not be decoded.
    saving_unreadable,
    /// Storage problem: a later version of the widget wrote records here.
    saving_newer,
    /// Other answers are already saved here.
    saving_taken,

    /// The heading of the notes.
    notes_title,
    /// There are no answers.
    notes_empty,
    /// {answered} of {total} questions answered.
    notes_progress,
    /// All questions are answered or skipped.
    notes_complete,
    /// The heading of the section on where the answers are saved.
    notes_keep,
    /// The heading of the section on files.
    notes_files,
    /// The heading of the section on erasing.
    notes_remove,
    /// Begins the quiz.
    begin,
    /// Continues the quiz at the current question.
    go_on,
    /// Shows the result.
    see_result,
    /// Opens the start card for a new map.
    new_map,
    /// The heading of the maps on the start card.
    start_maps,
    /// Continues {map}.
    map_go_on,
    /// The name of a map that has a label: {subject}, {label}.
    map_labeled,
    /// When a map was begun: {day}.
    map_begun,
    /// A date: {month}, {number}, {year}.
    day,
    /// The names of the twelve months, separated by commas.
    months,
    /// The summary of the folded section with the actions for one map.
    map_options,
    /// The label of the field for a map's label.
    label_field,
    /// How long a map's label may be, and where it is shown.
    label_hint,
    /// Announced when a map's label has changed.
    map_renamed,
    /// Begins a map for the same person.
    map_again,
    /// Saves one map to a file.
    map_save,
    /// Erases one map.
    map_erase,
    /// One map was erased in this window.
    map_erased,
    /// One map was erased in another window.
    map_erased_elsewhere,
    /// Undoes the erasing of a map.
    map_restore,
    /// The erasing of a map was undone.
    map_restored,
    /// The maximum number of maps is reached.
    map_full,
    /// A map has a snapshot from before the file of {day}.
    snapshot,
    /// Goes back to the snapshot.
    snapshot_back,
    /// Removes the snapshot.
    snapshot_remove,
    /// The snapshot was removed.
    snapshot_removed,
    /// Erases everything.
    erase,
    /// What erasing everything does.
    erase_hint,
    /// The browser did not erase the records.
    not_erased,
    /// Everything was erased.
    erased,
    /// The heading of the section where a passphrase can be set.
    passphrase_title,
    /// What a passphrase protects against, and what it does not protect against.
    passphrase_hint,
    /// The label of the field for a new passphrase.
    passphrase_new,
    /// The label of the field to repeat the new passphrase.
    passphrase_again,
    /// Sets the passphrase.
    passphrase_set,
    /// The answers are encrypted with a passphrase, and are unlocked now.
    passphrase_open,
    /// Locks the answers.
    passphrase_lock,
    /// The heading of the section where the passphrase can be changed or removed.
    passphrase_change_title,
    /// Changes the passphrase.
    passphrase_change,
    /// Removes the passphrase.
    passphrase_off,
    /// The saved answers are locked.
    passphrase_locked,
    /// Other saved answers are locked, and there are answers for this visit.
    passphrase_other,
    /// The label of the field for the passphrase that unlocks.
    passphrase_field,
    /// Unlocks the answers.
    passphrase_unlock,
    /// A passphrase is not possible here, with the reason.
    passphrase_impossible,
    /// Passphrase outcome: it was set or changed.
    passphrase_is_set,
    /// Passphrase outcome: it was removed.
    passphrase_is_off,
    /// Passphrase outcome: the answers were locked.
    passphrase_is_locked,
    /// Passphrase outcome: the answers were unlocked.
    passphrase_is_open,
    /// Passphrase outcome: the passphrase is wrong.
    passphrase_wrong,
    /// Passphrase outcome: the new passphrase is too short.
    passphrase_short,
    /// Passphrase outcome: the two fields differ.
    passphrase_differs,
    /// Passphrase outcome: the browser reported an error.
    passphrase_failed,
    /// The label of the field for the current passphrase, to change or remove it.
    passphrase_old,
    /// Passphrase outcome: the current passphrase is wrong.
    passphrase_old_wrong,
    /// Passphrase outcome: the lock is damaged, so no passphrase can unlock the answers.
    passphrase_damaged,
    /// Copies of answers that were saved before may remain on the device without encryption.
    passphrase_before,
    /// What a file is for, and who can read it.
    file_hint,
    /// Saves the answers to a file.
    file_save,
    /// Saves all records to a file unchanged, with those that cannot be decoded.
    file_raw,
    /// Opens a file of answers.
    file_open,
    /// Import preview: the file has {answers}, and {changes} of them are new or different.
    file_brings,
    /// Import preview: the file adds {number} maps.
    file_new_maps,
    /// Import preview: the file changes nothing.
    file_same,
    /// Import preview: a snapshot from before an earlier file would be replaced.
    file_snapshot,
    /// Import preview: {number} entries of the file are left out.
    file_left_out,
    /// Accepts the import.
    file_take,
    /// Cancels the import.
    file_leave,
    /// The answers of the file were imported.
    file_taken,
    /// Undoes the import.
    file_undo,
    /// The import was undone.
    file_undone,
    /// The file was given to the browser. The browser does not report whether it saved the file.
    file_saved,
    /// The browser refused to save the file.
    file_not_saved,
    /// The file is not a file of answers.
    file_unknown,
    /// The file is too long.
    file_long,
    /// A later version wrote the file.
    file_newer,

    /// Saves the answers on this device from now on.
    keep_now,
    /// Erases the answers on this device, and continues for this visit only.
    keep_no_more,

    /// The heading of the list of answers.
    review_title,
    /// The sentence under that heading.
    review_lead,
    /// Changes an answer: {question}.
    change,
    /// The Most of a set: {most}.
    review_most,
    /// The Least of a set: {least}.
    review_least,
    /// Not answered yet.
    not_answered,
    /// Skipped.
    skipped,
    /// Prints the page.
    print,
    /// Adds each answer to the printed page.
    print_answers,
    /// Who may find a printed page.
    print_hint,
    /// Printing did not begin.
    print_failed,
    /// A range: from {low} to {high}.
    range,
    /// The text before the contact link.
    contact_hint,
    /// The contact link, if the practice has no name.
    contact,
    /// The contact link, with the name of the practice: {practice}.
    contact_practice,
}
