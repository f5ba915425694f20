//! The full-text search of the explorer. It begins with the first letter that is typed.

use crate::content::{Content, Page};

/// A page that the search found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The page.
    pub page: Page,
    /// The text around the first word of the query; the summary if the words are in the title or the summary.
    pub excerpt: String,
}

/// The most characters of an excerpt before the found word.
const BEFORE: usize = 48;
/// The most characters of an excerpt.
const LENGTH: usize = 140;
/// The rank of a page where some word is only in the text. Pages with all words in the title have rank 0, and those
/// with all words in the title or the summary have rank 1.
const LAST_RANK: u8 = 2;

/// The pages in which every word of the query is the beginning of a word. Pages with the words in the title come first,
/// then those with words in the summary, then those with words in the text; pages of one rank are in the order of the
/// article.
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

/// The pieces of a text, each with whether it matches a word of the query.
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

/// The position, in bytes, of the first word that begins with `start`.
fn find(text: &str, start: &str) -> Option<usize> {
    words(text).find(|(_, word)| word.starts_with(start)).map(|(at, _)| at)
}

/// The words of a text in lower case, with their positions in bytes. It is boxed, so that its code is compiled only
/// once.
fn words<'a>(text: &'a str) -> Box<dyn Iterator<Item = (usize, String)> + 'a> {
    let words = text.split(|letter: char| !in_word(letter)).filter(|word| !word.is_empty());
    Box::new(words.map(move |word| {
        let at = word.as_ptr() as usize - text.as_ptr() as usize;
        (at, word.chars().map(small).collect())
    }))
}

/// The text between two positions in bytes; empty if they are not in the text.
fn between(text: &str, from: usize, to: usize) -> &str {
    text.get(from..to).unwrap_or_default()
}

/// Whether a character can be part of a word. Beyond ASCII, all can except the signs of Latin-1 and the general
/// punctuation. The standard library's test is exact for every script, but adds 10 KB of tables to the wasm.
fn in_word(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || (letter >= '\u{c0}' && !('\u{2000}'..='\u{206f}').contains(&letter))
}

/// The lower case of a letter of ASCII or Latin-1; any other character unchanged.
fn small(letter: char) -> char {
    match letter {
        'À'..='Þ' if letter != '×' => char::from_u32(letter as u32 + 0x20).unwrap_or(letter),
        _ => letter.to_ascii_lowercase(),
    }
}

/// The text around a position in bytes, cut between words.
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

    /// The English content with two added words, which are nowhere else in it: "zebra" in a text, a summary and a
    /// title, in this order of the article, and "quagga" on the same pages.
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
    fn matches_in_titles_come_first_and_matches_in_texts_last() {
        let (words, [text, summary, title]) = with_animals();
        let hits = search(&words, "zebra");
        assert_eq!(hits.iter().map(|hit| hit.page).collect::<Vec<_>>(), [title, summary, text]);
        assert_eq!((&*hits[0].excerpt, &*hits[1].excerpt), (words.summary(title), words.summary(summary)));
        assert!(hits[2].excerpt.contains("A zebra."), "{}", hits[2].excerpt);
    }

    #[test]
    fn every_word_must_be_somewhere_on_the_page() {
        let (words, [text, summary, title]) = with_animals();
        let hits = search(&words, "Zebra quagga");
        assert_eq!(hits.iter().map(|hit| hit.page).collect::<Vec<_>>(), [summary, text, title]);
        assert!(hits[1].excerpt.contains("zebra"), "{}", hits[1].excerpt);
        assert_eq!(hits[2].excerpt, words.summary(title), "where the first word is in no text");
        assert_eq!(search(&words, "zebra okapi"), []);
        assert_eq!(search(&words, " — "), []);
    }

    #[test]
    fn capitals_of_latin_1_become_lower_case() {
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
    fn marks_matches_and_loses_no_text() {
        let pieces = marked("Feeling close, closely", "clo");
        assert_eq!(pieces.iter().map(|(_, piece)| piece.as_str()).collect::<String>(), "Feeling close, closely");
        assert_eq!(
            pieces.iter().filter(|(hit, _)| *hit).map(|(_, piece)| piece.as_str()).collect::<Vec<_>>(),
            ["clo"; 2]
        );
    }

    #[test]
    fn cuts_between_words_and_never_inside_a_character() {
        let text = "ö ".repeat(300) + "Wort " + &"ü ".repeat(300);
        let at = text.find("Wort").unwrap();
        let piece = around(&text, at);
        assert!(piece.starts_with("… ") && piece.ends_with(" …") && piece.contains("Wort"), "{piece}");
        assert_eq!(around("short and whole", 0), "short and whole");
        // At most 48 characters before the position and 140 in all, cut to whole words.
        let (before, after) = ("aaaa ".repeat(20), "bbbb ".repeat(40));
        let piece = around(&format!("{before}Wort {after}"), before.len());
        assert_eq!(piece, format!("… {}Wort {} …", "aaaa ".repeat(9), "bbbb ".repeat(18).trim_end()));
    }
}
