//! What in a transcript depends on the pace of the machine.
//!
//! Orca and the browser are two programs. Which of two messages comes first, or whether a short one is replaced by the
//! next, differs from walk to walk. Two transcripts that differ only in this are the same.

/// Lines that come or not, or with another press than the one that caused them.
const PASSING: [&str; 5] =
    ["Browse mode", "Focus mode", "leaving main content.", "main content", "Loading.  Please wait."];

/// The text of a transcript without what depends on the pace. Of each press it has the lines in alphabetical order.
/// What is said while the page loads is left out. At the top, only the first line is compared: the controls beside
/// "Leave" are read with it or not, depending on where the link is at that moment.
pub fn without_pace(transcript: &str) -> String {
    let mut presses: Vec<(&str, Vec<String>)> = Vec::new();
    for line in transcript.lines() {
        let Some(said) = line.strip_prefix("    ") else {
            presses.push((line, Vec::new()));
            continue;
        };
        let Some((press, lines)) = presses.last_mut() else { continue };
        let again = *press == "[ctrl+Home]" && !lines.is_empty();
        // Chromium gives the focus to the document for a moment, and sometimes the level of the heading is not said.
        let passing = PASSING.contains(&said.trim()) || said.ends_with(" document web.");
        if *press != "[page load]" && !again && !passing {
            let words = said.split_once(" heading level ").map_or(said, |(words, _)| words);
            lines.push(words.trim_end_matches('.').to_owned());
        }
    }
    let text = presses.into_iter().map(|(press, mut lines)| {
        lines.sort();
        format!("{press}\n{}\n", lines.join("\n"))
    });
    text.collect()
}

/// The text of a snapshot of the accessibility bus without the place of the focus, which the document has for a moment.
pub fn without_focus(tree: &str) -> String {
    tree.replace(" focused", "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_two_messages_and_the_modes_of_the_reader_depend_on_the_pace() {
        let first = "# Save\n[Return]\n    Saved.\n    My notes heading level 1.\n[Tab]\n    Erase push button.\n    Browse mode\n";
        let second =
            "# Save\n[Return]\n    leaving main content.\n    My notes.\n    Saved.\n[Tab]\n    Erase push button.\n";
        assert_eq!(without_pace(first), without_pace(second));
    }

    #[test]
    fn silence_and_other_words_and_another_press_do_not() {
        let said = without_pace("[Return]\n    Saved.\n[Tab]\n    Erase push button.\n");
        for other in [
            "[Return]\n    (silence)\n[Tab]\n    Erase push button.\n",
            "[Return]\n    Not saved.\n[Tab]\n    Erase push button.\n",
            "[Return]\n[Tab]\n    Erase push button.\n    Saved.\n",
            "[Return]\n    Saved.\n    Saved.\n[Tab]\n    Erase push button.\n",
        ] {
            assert_ne!(without_pace(other), said);
        }
    }

    #[test]
    fn the_focus_is_no_part_of_a_tree() {
        assert_eq!(without_focus("heading 'A' focusable focused level=1"), "heading 'A' focusable level=1");
    }
}
