//! The search over the explorer: whole-text, from the first letter.

use crate::content::{Content, Page};

/// A page that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The page.
    pub page: Page,
    /// A piece of its text around the place that was found; the summary where the title was.
    pub excerpt: String,
}

/// How much of a text is shown before the place that was found, in characters.
const BEFORE: usize = 48;
/// How much is shown altogether.
const LENGTH: usize = 140;
/// The rank of a page where only the text holds what was searched for.
const LAST_RANK: u8 = 2;

/// The pages that hold every word of the query at the beginning of one of their words, best first: in the title, then
/// in the summary, then in the text; in the order of the article within each.
#[must_use]
pub fn search(content: &Content, query: &str) -> Vec<Hit> {
    let wanted: Vec<String> = words(query).map(|(_, word)| word).collect();
    let Some(first) = wanted.first() else { return Vec::new() };
    let found: Vec<(u8, Hit)> = Page::all()
        .filter_map(|page| {
            let (title, summary, blocks) = (content.title(page), content.summary(page), content.blocks(page));
            let mut texts = Vec::new();
            blocks.iter().for_each(|block| block.texts(&mut texts));
            let holds = |text: &str, word: &str| find(text, word).is_some();
            let everywhere = |word: &String| {
                holds(title, word) || holds(summary, word) || texts.iter().any(|text| holds(text, word))
            };
            if !wanted.iter().all(everywhere) {
                return None;
            }
            let rank = if wanted.iter().all(|word| holds(title, word)) {
                0
            } else if wanted.iter().all(|word| holds(title, word) || holds(summary, word)) {
                1
            } else {
                LAST_RANK
            };
            let found = texts.iter().find_map(|text| find(text, first).map(|at| around(text, at)));
            let excerpt =
                if rank < LAST_RANK { summary.to_owned() } else { found.unwrap_or_else(|| summary.to_owned()) };
            Some((rank, Hit { page, excerpt }))
        })
        .collect();
    (0..=LAST_RANK)
        .flat_map(|rank| found.iter().filter(move |(of, _)| *of == rank))
        .map(|(_, hit)| hit.clone())
        .collect()
}

/// The pieces of a text, each with whether it is the beginning of a word that was searched for.
#[must_use]
pub fn marked(text: &str, query: &str) -> Vec<(bool, String)> {
    let wanted: Vec<String> = words(query).map(|(_, word)| word).collect();
    let mut pieces = Vec::new();
    let mut done = 0;
    for (at, word) in words(text) {
        let Some(hit) = wanted.iter().filter(|wanted| word.starts_with(wanted.as_str())).max_by_key(|hit| hit.len())
        else {
            continue;
        };
        let rest = between(text, at, text.len());
        let end = rest.char_indices().nth(hit.chars().count()).map_or(text.len(), |(to, _)| at + to);
        pieces.push((false, between(text, done, at).to_owned()));
        pieces.push((true, between(text, at, end).to_owned()));
        done = end;
    }
    pieces.push((false, between(text, done, text.len()).to_owned()));
    pieces.retain(|(_, piece)| !piece.is_empty());
    pieces
}

/// Where a word that begins like this stands.
fn find(text: &str, start: &str) -> Option<usize> {
    words(text).find(|(_, word)| word.starts_with(start)).map(|(at, _)| at)
}

/// The words of a text in small letters, with where they stand. Boxed, as it is needed in several places.
fn words<'a>(text: &'a str) -> Box<dyn Iterator<Item = (usize, String)> + 'a> {
    let words = text.split(|letter: char| !in_word(letter)).filter(|word| !word.is_empty());
    Box::new(words.map(move |word| {
        let at = word.as_ptr() as usize - text.as_ptr() as usize;
        (at, word.chars().map(small).collect())
    }))
}

/// What stands between two places of a text; nothing where there are none such.
fn between(text: &str, from: usize, to: usize) -> &str {
    text.get(from..to).unwrap_or_default()
}

/// Whether a letter can be part of a word: beyond ASCII everything but the signs of Latin-1 and the general punctuation.
/// The standard library's own answer is exact for every script, and 10 KB of tables in the wasm.
fn in_word(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || (letter >= '\u{c0}' && !('\u{2000}'..='\u{206f}').contains(&letter))
}

/// The small letter of a capital of ASCII or Latin-1; everything else as it is.
fn small(letter: char) -> char {
    match letter {
        'À'..='Þ' if letter != '×' => char::from_u32(letter as u32 + 0x20).unwrap_or(letter),
        _ => letter.to_ascii_lowercase(),
    }
}

/// The text around a place, cut between words.
fn around(text: &str, at: usize) -> String {
    let text = text.replace('*', " ");
    let from = between(&text, 0, at).char_indices().rev().nth(BEFORE).map_or(0, |(from, _)| from);
    let from = if from == 0 { 0 } else { between(&text, from, at).find(' ').map_or(from, |space| from + space + 1) };
    let to = between(&text, from, text.len()).char_indices().nth(LENGTH).map_or(text.len(), |(to, _)| from + to);
    let to = if to == text.len() { to } else { between(&text, from, to).rfind(' ').map_or(to, |space| from + space) };
    let (lead, trail) = (if from > 0 { "… " } else { "" }, if to < text.len() { " …" } else { "" });
    format!("{lead}{}{trail}", between(&text, from, to))
}

#[cfg(test)]
mod tests {
    use super::{around, find, marked, search, small};
    use crate::content::{Content, Factor, Page, Step, Type, source::english};

    /// The English words, with two animals among them that are nowhere else: one in a text, in a summary and in a title,
    /// in this order of the article; the other beside it.
    fn with_animals() -> (Content, [Page; 3]) {
        let mut words = english();
        let text = &mut words.types.each[Type::Physical].text;
        text[0] += " A zebra.";
        text[1] += " A quagga.";
        let factor = &mut words.factors.each[Factor::Trust];
        factor.summary += " A zebra.";
        factor.text[0] += " A zebra, too.";
        factor.name += " and a quagga";
        let step = &mut words.rebuilding.each[Step::ALL[0]];
        step.title = "Zebras".into();
        step.text[0] += " A quagga.";
        (words, [Page::Type(Type::Physical), Page::Factor(Factor::Trust), Page::Step(Step::ALL[0])])
    }

    #[test]
    fn what_is_in_a_title_comes_first_and_what_is_in_a_text_last() {
        let (words, [text, summary, title]) = with_animals();
        let hits = search(&words, "zebra");
        assert_eq!(hits.iter().map(|hit| hit.page).collect::<Vec<_>>(), [title, summary, text]);
        assert_eq!((&*hits[0].excerpt, &*hits[1].excerpt), (words.summary(title), words.summary(summary)));
        assert!(hits[2].excerpt.contains("A zebra."), "{}", hits[2].excerpt);
    }

    #[test]
    fn every_word_has_to_be_there_wherever_on_the_page() {
        let (words, [text, summary, title]) = with_animals();
        let hits = search(&words, "Zebra quagga");
        assert_eq!(hits.iter().map(|hit| hit.page).collect::<Vec<_>>(), [summary, text, title]);
        assert!(hits[1].excerpt.contains("zebra"), "{}", hits[1].excerpt);
        assert_eq!(hits[2].excerpt, words.summary(title), "where the first word is in no text");
        assert_eq!(search(&words, "zebra okapi"), []);
        assert_eq!(search(&words, " — "), []);
    }

    #[test]
    fn capitals_of_latin_1_have_their_small_letters() {
        let pairs = ['A', 'Z', 'À', 'Þ', '×', 'ß', 'ÿ', 'é'].map(small);
        assert_eq!(pairs, ['a', 'z', 'à', 'þ', '×', 'ß', 'ÿ', 'é']);
    }

    #[test]
    fn finds_the_beginnings_of_words() {
        assert_eq!(find("Trust, and being trusted", "trust"), Some(0));
        assert_eq!(find("A hug or a hand", "ha"), Some(11));
        assert_eq!(find("rehash", "ha"), None);
        assert_eq!(find("Über Nähe", "nä"), Some(6));
        assert_eq!(find("Über Nähe", "über"), Some(0));
        assert_eq!(find("a film—together", "together"), Some(9));
    }

    #[test]
    fn marks_what_was_found_and_loses_nothing() {
        let pieces = marked("Feeling close, closely", "clo");
        assert_eq!(pieces.iter().map(|(_, piece)| piece.as_str()).collect::<String>(), "Feeling close, closely");
        assert_eq!(
            pieces.iter().filter(|(hit, _)| *hit).map(|(_, piece)| piece.as_str()).collect::<Vec<_>>(),
            ["clo"; 2]
        );
    }

    #[test]
    fn cuts_between_words_and_never_inside_a_letter() {
        let text = "ö ".repeat(300) + "Wort " + &"ü ".repeat(300);
        let at = text.find("Wort").unwrap();
        let piece = around(&text, at);
        assert!(piece.starts_with("… ") && piece.ends_with(" …") && piece.contains("Wort"), "{piece}");
        assert_eq!(around("short and whole", 0), "short and whole");
        // At most 48 letters before the place, 140 altogether, and whole words of them.
        let (before, after) = ("aaaa ".repeat(20), "bbbb ".repeat(40));
        let piece = around(&format!("{before}Wort {after}"), before.len());
        assert_eq!(piece, format!("… {}Wort {} …", "aaaa ".repeat(9), "bbbb ".repeat(18).trim_end()));
    }
}
