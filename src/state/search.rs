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

/// The pages that hold every word of the query at the beginning of one of their words, best first: in the title, then
/// in the summary, then in the text; in the order of the article within each.
#[must_use]
pub fn search(content: &Content, query: &str) -> Vec<Hit> {
    let wanted: Vec<String> = words(query).map(|(_, word)| word).collect();
    let Some(first) = wanted.first() else { return Vec::new() };
    let mut hits: Vec<(u8, Hit)> = Page::all()
        .filter_map(|page| {
            let (title, summary, texts) = (content.title(page), content.summary(page), content.texts(page));
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
                2
            };
            let found = texts.iter().find_map(|text| find(text, first).map(|at| around(text, at)));
            let excerpt = if rank < 2 { summary.to_owned() } else { found.unwrap_or_else(|| summary.to_owned()) };
            Some((rank, Hit { page, excerpt }))
        })
        .collect();
    hits.sort_by_key(|(rank, _)| *rank);
    hits.into_iter().map(|(_, hit)| hit).collect()
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
        let end = at + text[at..].chars().take(hit.chars().count()).map(char::len_utf8).sum::<usize>();
        pieces.push((false, text[done..at].to_owned()));
        pieces.push((true, text[at..end].to_owned()));
        done = end;
    }
    pieces.push((false, text[done..].to_owned()));
    pieces.retain(|(_, piece)| !piece.is_empty());
    pieces
}

/// Where a word that begins like this stands.
fn find(text: &str, start: &str) -> Option<usize> {
    words(text).find(|(_, word)| word.starts_with(start)).map(|(at, _)| at)
}

/// The words of a text in small letters, with where they stand. A small letter for each letter: what would become
/// several stays as it is, so that places in the word and in the text agree.
fn words(text: &str) -> impl Iterator<Item = (usize, String)> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).map(move |word| {
        let at = word.as_ptr() as usize - text.as_ptr() as usize;
        (at, word.chars().map(small).collect())
    })
}

fn small(letter: char) -> char {
    let mut lower = letter.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(one), None) => one,
        _ => letter,
    }
}

/// The text around a place, cut between words.
fn around(text: &str, at: usize) -> String {
    let text = text.replace('*', " ");
    let from = text[..at].char_indices().rev().nth(BEFORE).map_or(0, |(from, _)| from);
    let from = if from == 0 { 0 } else { text[from..at].find(' ').map_or(from, |space| from + space + 1) };
    let to = text[from..].char_indices().nth(LENGTH).map_or(text.len(), |(to, _)| from + to);
    let to = if to == text.len() { to } else { text[from..to].rfind(' ').map_or(to, |space| from + space) };
    let (lead, trail) = (if from > 0 { "… " } else { "" }, if to < text.len() { " …" } else { "" });
    format!("{lead}{}{trail}", &text[from..to])
}

#[cfg(test)]
mod tests {
    use super::{around, find, marked};

    #[test]
    fn finds_the_beginnings_of_words() {
        assert_eq!(find("Trust, and being trusted", "trust"), Some(0));
        assert_eq!(find("A hug or a hand", "ha"), Some(11));
        assert_eq!(find("rehash", "ha"), None);
        assert_eq!(find("Über Nähe", "nä"), Some(6));
    }

    #[test]
    fn marks_what_was_found_and_loses_nothing() {
        let pieces = marked("Feeling close, closely", "clo");
        assert_eq!(pieces.iter().map(|(_, piece)| piece.as_str()).collect::<String>(), "Feeling close, closely");
        assert_eq!(
            pieces.iter().filter(|(hit, _)| *hit).map(|(_, piece)| piece.as_str()).collect::<Vec<_>>(),
            ["clo"; 2]
        );
        assert_eq!(marked("İstanbul ẞ", "i"), [(false, "İstanbul ẞ".to_owned())], "letters that grow are left alone");
    }

    #[test]
    fn cuts_between_words_and_never_inside_a_letter() {
        let text = "ö ".repeat(300) + "Wort " + &"ü ".repeat(300);
        let at = text.find("Wort").unwrap();
        let piece = around(&text, at);
        assert!(piece.starts_with("… ") && piece.ends_with(" …") && piece.contains("Wort"), "{piece}");
        assert_eq!(around("short", 0), "short");
    }
}
