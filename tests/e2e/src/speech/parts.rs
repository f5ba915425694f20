//! The parts of the walk. A part that is changed changes its transcripts; `cargo xtask speak --accept` writes them.

use super::Walk;
use anyhow::{Result, ensure};

/// A part of the walk.
pub struct Part {
    /// The name of its transcripts.
    pub name: &'static str,
    /// Whether it uses the page that can crash.
    pub crashes: bool,
    /// JavaScript that brings the page to where the part begins; see `prepare.js`.
    pub prepare: &'static str,
    /// The keys that are pressed.
    pub walk: fn(&mut Walk) -> Result<()>,
}

/// All parts.
pub const PARTS: [Part; 15] = [
    Part { name: "article", crashes: false, prepare: "", walk: article },
    Part { name: "start", crashes: false, prepare: "", walk: start },
    Part { name: "set", crashes: false, prepare: "await begin('partner', 'visit')", walk: set },
    Part {
        name: "scale",
        crashes: false,
        prepare: "await begin('partner', 'visit'); await answer('.ie-scale')",
        walk: scale,
    },
    Part { name: "offer", crashes: false, prepare: OFFER, walk: offer },
    Part { name: "result", crashes: false, prepare: OFFER, walk: result },
    Part { name: "review", crashes: false, prepare: RESULT, walk: review },
    Part { name: "notes", crashes: false, prepare: NOTES, walk: notes },
    Part { name: "passphrase", crashes: false, prepare: NOTES, walk: passphrase },
    Part { name: "maps", crashes: false, prepare: MAPS, walk: maps },
    Part { name: "files", crashes: false, prepare: NOTES, walk: files },
    Part { name: "erase", crashes: false, prepare: NOTES, walk: erase },
    Part { name: "search", crashes: false, prepare: "", walk: search },
    Part { name: "leave", crashes: false, prepare: "", walk: leave },
    Part {
        name: "crash",
        crashes: true,
        prepare: "await begin('partner', 'keep'); await answer('.ie-scale'); crashAt(1, 0)",
        walk: crash,
    },
];

const OFFER: &str = "await begin('partner', 'visit'); await answer('.ie-second')";
const RESULT: &str =
    "await begin('partner', 'visit'); await answer('.ie-second'); await presses('No, go to the result')";
const NOTES: &str = "await begin('partner', 'keep'); await answer('.ie-scale')";
const MAPS: &str = "await begin('partner', 'keep'); await answer('.ie-scale'); await presses('My notes'); \
                    await presses('Begin a new map'); await begin('friend', 'keep')";

fn article(walk: &mut Walk) -> Result<()> {
    walk.tree("article")?;
    walk.chapter("The top, line by line");
    walk.top()?;
    walk.keys("Down", 14)?;
    walk.chapter("By headings");
    walk.top()?;
    walk.keys("h", 6)?;
    walk.chapter("By the Tab key");
    walk.top()?;
    walk.keys("Tab", 8)
}

fn start(walk: &mut Walk) -> Result<()> {
    let (subject, missing) = (&walk.words.quiz.subject, &walk.words.interface.error_subject);
    walk.chapter("Begin without a choice: the error");
    walk.top()?;
    walk.press(&subject.begin)?;
    walk.tree("start-error")?;
    walk.chapter("Choose, and begin for this visit");
    walk.press(missing)?;
    walk.key("space")?;
    walk.press(&subject.begin).map(drop)
}

fn set(walk: &mut Walk) -> Result<()> {
    let words = &walk.words.interface;
    walk.tree("set")?;
    walk.chapter("The set, line by line");
    walk.top()?;
    walk.keys("Down", 17)?;
    walk.chapter("Most for the first, then Least for the same: the notice");
    walk.top()?;
    let most = walk.until("Tab", "Most ")?;
    walk.key("space")?;
    let same = most.split("Most ").nth(1).and_then(|rest| rest.split('.').next()).unwrap_or_default().to_owned();
    walk.until("Down", &format!("Least {same}"))?;
    walk.key("space")?;
    walk.chapter("Continue");
    walk.press(&words.next)?;
    walk.chapter("Continue without an answer: the error");
    walk.press(&words.next)?;
    walk.tree("set-error")?;
    walk.key("Tab")?;
    walk.key("Return")?;
    walk.chapter("About equal, then back");
    // The error's link has these words too.
    walk.press(&format!("{} push button", words.equal))?;
    walk.top()?;
    walk.press(&words.back)?;
    walk.chapter("See what there is so far");
    walk.press(&words.so_far).map(drop)
}

fn scale(walk: &mut Walk) -> Result<()> {
    walk.tree("scale")?;
    walk.chapter("The scales, line by line");
    walk.top()?;
    walk.keys("Down", 17)?;
    walk.chapter("By the Tab key, with an answer");
    walk.top()?;
    walk.until("Tab", &walk.words.quiz.now.often)?;
    walk.key("space")?;
    walk.key("Tab")?;
    walk.key("space")?;
    walk.press(&walk.words.interface.next).map(drop)
}

fn offer(walk: &mut Walk) -> Result<()> {
    walk.tree("offer")?;
    walk.chapter("The offer");
    walk.reads_the_screen()?;
    walk.press(&walk.words.quiz.obstacles_offer.accept)?;
    walk.reads_the_screen()
}

fn result(walk: &mut Walk) -> Result<()> {
    walk.chapter("The result opens");
    walk.press(&walk.words.quiz.obstacles_offer.decline)?;
    // In this walk, safety comes before the answers.
    walk.press(&walk.words.result.safety.show)?;
    walk.browses()?;
    walk.tree("result")?;
    walk.chapter("By headings");
    walk.keys("h", 10)?;
    walk.chapter("The whole result");
    walk.reads_the_screen()?;
    walk.chapter("A table, line by line");
    walk.top()?;
    let table = walk.words.result.closeness.table_title.clone();
    walk.press(&table)?;
    walk.browses()?;
    walk.keys("Down", 12)?;
    walk.chapter("By the Tab key");
    walk.top()?;
    walk.keys("Tab", 16)
}

fn review(walk: &mut Walk) -> Result<()> {
    let words = &walk.words.interface;
    walk.chapter("Your answers");
    walk.press(&words.review_title)?;
    walk.tree("review")?;
    walk.reads_the_screen()?;
    walk.chapter("Change one, and come back");
    walk.top()?;
    walk.press(&words.change)?;
    walk.press(&words.next_review).map(drop)
}

fn notes(walk: &mut Walk) -> Result<()> {
    let words = &walk.words.interface;
    walk.chapter("My notes");
    walk.top()?;
    walk.press(&words.nav_notes)?;
    walk.tree("notes")?;
    walk.chapter("By headings");
    walk.keys("h", 7)?;
    walk.chapter("The whole screen");
    walk.reads_the_screen()?;
    walk.chapter("By the Tab key");
    walk.top()?;
    walk.until("Tab", &words.leave_key_off)?;
    walk.chapter("Leaving by key is turned off, and on");
    // The focus moves to the button that does the opposite.
    walk.keys("Return", 2)
}

fn passphrase(walk: &mut Walk) -> Result<()> {
    let words = &walk.words.interface;
    let secret = "four words or more";
    walk.top()?;
    walk.press(&words.nav_notes)?;
    walk.chapter("Open the part, and set a passphrase that is too short");
    walk.press(&words.passphrase_title)?;
    walk.key("Tab")?;
    walk.types("short")?;
    walk.key("Tab")?;
    walk.types("short")?;
    walk.press_and_hear(&words.passphrase_set, &words.passphrase_short)?;
    walk.tree("passphrase")?;
    walk.chapter("A good one");
    walk.until("shift+Tab", &words.passphrase_new)?;
    walk.key("ctrl+a")?;
    walk.types(secret)?;
    walk.key("Tab")?;
    walk.key("ctrl+a")?;
    walk.types(secret)?;
    walk.press_and_hear(&words.passphrase_set, &words.passphrase_is_set)?;
    walk.chapter("Lock, a wrong one, and open");
    walk.press_and_hear(&words.passphrase_lock, &words.passphrase_is_locked)?;
    walk.tree("locked")?;
    walk.until("Tab", &words.passphrase_field)?;
    walk.types("another")?;
    walk.press_and_hear(&words.passphrase_unlock, &words.passphrase_wrong)?;
    walk.until("shift+Tab", &words.passphrase_field)?;
    walk.key("ctrl+a")?;
    walk.types(secret)?;
    walk.press_and_hear(&words.passphrase_unlock, &words.passphrase_is_open)
}

fn maps(walk: &mut Walk) -> Result<()> {
    let words = &walk.words.interface;
    walk.chapter("My notes with two maps");
    walk.top()?;
    walk.press(&words.nav_notes)?;
    walk.tree("maps")?;
    walk.reads_the_screen()?;
    walk.chapter("Give one a name");
    walk.top()?;
    walk.press(&words.map_options)?;
    walk.key("Tab")?;
    walk.types("by the sea")?;
    walk.key("Tab")?;
    walk.chapter("Erase it, and bring it back");
    walk.press_and_hear(&words.map_erase, &words.map_erased)?;
    walk.press_and_hear(&words.map_restore, &words.map_restored)?;
    walk.chapter("The start card with two maps");
    walk.press(&words.new_map)?;
    walk.top()?;
    walk.keys("Down", 12)
}

fn files(walk: &mut Walk) -> Result<()> {
    let words = &walk.words.interface;
    walk.top()?;
    walk.press(&words.nav_notes)?;
    walk.chapter("A file that is none");
    walk.until("Tab", &words.file_open)?;
    walk.key_and_hear("space", &words.file_unknown)?;
    walk.chapter("Save a file");
    walk.press_and_hear(&words.file_save, &words.file_saved[..20])?;
    walk.chapter("Open the same file");
    walk.until("Tab", &words.file_open)?;
    walk.key_and_hear("space", &words.file_same[..20])?;
    walk.tree("file")?;
    walk.press(&words.file_leave).map(drop)
}

fn erase(walk: &mut Walk) -> Result<()> {
    let words = &walk.words.interface;
    walk.top()?;
    walk.press(&words.nav_notes)?;
    walk.chapter("Erase everything");
    walk.press_and_hear(&words.erase, &words.erased[..20])?;
    walk.tree("erased")?;
    walk.reads_the_screen()
}

fn search(walk: &mut Walk) -> Result<()> {
    let words = &walk.words.interface;
    walk.chapter("Explore");
    walk.top()?;
    walk.press(&words.explore_door)?;
    walk.tree("explore")?;
    walk.chapter("Search");
    walk.until("Tab", &words.search_label)?;
    walk.types("trust")?;
    walk.tree("search")?;
    walk.types("xx")?;
    walk.key("BackSpace")?;
    // The count is said after a pause.
    walk.key_and_hear("BackSpace", words.search_some.trim_start_matches("{count} "))?;
    walk.chapter("Open what was found");
    walk.key("Tab")?;
    walk.key("Return")?;
    walk.tree("page")?;
    walk.reads_the_screen()
}

fn leave(walk: &mut Walk) -> Result<()> {
    walk.chapter("Back by heading, three times, at three speeds: the page stays");
    walk.top()?;
    walk.keys("h", 4)?;
    for apart in [300, 600, 1000] {
        walk.quickly("shift+h", 3, apart)?;
        ensure!(!walk.left(), "three times Shift+H, {apart} ms apart, have left the page");
        walk.keys("h", 3)?;
    }
    walk.chapter("Three taps of Shift, and taken back");
    walk.taps(true)?;
    ensure!(!walk.left(), "what was taken back has left the page");
    walk.key("h")?;
    walk.chapter("Three taps of Shift: the other page is asked for, and does not come");
    walk.taps(false)?;
    ensure!(walk.left(), "three taps of Shift have not left the page");
    walk.tree("leave")
}

fn crash(walk: &mut Walk) -> Result<()> {
    walk.chapter("The app crashes at a press");
    walk.until("Tab", &walk.words.quiz.now.often)?;
    walk.key("space")?;
    walk.tree("crash")?;
    walk.reads_the_screen()?;
    walk.chapter("The buttons");
    walk.top()?;
    walk.keys("Tab", 4)
}
