//! The language file as its difference to the text of the article, which the page has already brought.
//!
//! Half of all words stand in the article. What is sent besides is a list of steps: so many bytes of its own, then so
//! many bytes of the article's text. `static/language-pack.js` takes the steps; where the article is not the one the difference
//! was made for (an owner has edited it, the browser has translated it), the sum is wrong and the whole file is fetched.
//!
//! Format: the length of the language file, its FNV-1a sum, and how long the steps are, 4 bytes each, little-endian; then
//! the steps, each of three numbers in LEB128: how many own bytes, how far from the end of the last copy the next one
//! starts (zigzag), how many bytes are copied; then all own bytes.

use std::collections::HashMap;

/// The shortest piece that is worth a step: of 12, 20, 32 and 48 this made the least in brotli.
const SHORTEST: usize = 20;

/// The FNV-1a sum of some bytes, 32 bits.
#[must_use]
pub fn sum(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |sum, byte| (sum ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}

/// The difference from `from` to `to`.
#[must_use]
pub fn delta(from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut places: HashMap<&[u8], Vec<usize>> = HashMap::new();
    for (at, piece) in from.windows(SHORTEST).enumerate() {
        places.entry(piece).or_default().push(at);
    }
    let (mut steps, mut rest) = (Vec::new(), Vec::new());
    let mut step = |own: &[u8], jump: i64, length: usize| {
        number(&mut steps, own.len() as u64);
        number(&mut steps, ((jump << 1) ^ (jump >> 63)) as u64);
        number(&mut steps, length as u64);
        rest.extend(own);
    };
    let (mut at, mut own, mut end) = (0, 0, 0_usize);
    while at < to.len() {
        let Some((start, length)) = longest(from, to, at, end, &places) else {
            at += 1;
            continue;
        };
        step(&to[own..at], start as i64 - end as i64, length);
        at += length;
        (own, end) = (at, start + length);
    }
    step(&to[own..], 0, 0);
    let head = [to.len() as u32, sum(to), steps.len() as u32].map(u32::to_le_bytes).concat();
    [head, steps, rest].concat()
}

/// Where the longest piece that stands at `at` stands in `from`, and its length; of equals the nearest to `near`.
fn longest(
    from: &[u8],
    to: &[u8],
    at: usize,
    near: usize,
    places: &HashMap<&[u8], Vec<usize>>,
) -> Option<(usize, usize)> {
    let candidates = places.get(to.get(at..at + SHORTEST)?)?;
    let length = |start: usize| from[start..].iter().zip(&to[at..]).take_while(|(a, b)| a == b).count();
    let best = candidates.iter().map(|start| (*start, length(*start)));
    best.max_by_key(|(start, length)| (*length, std::cmp::Reverse(start.abs_diff(near))))
}

fn number(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// The text of some markup, as a browser has it in `textContent`. Only for markup of our own: it knows the entities that
/// Yew writes.
#[must_use]
pub fn text_content(markup: &str) -> String {
    let mut text = String::new();
    for piece in markup.split('<') {
        text.push_str(piece.split_once('>').map_or(piece, |(_, after)| after));
    }
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#x2F;", "/"), ("&amp;", "&")];
    entities.into_iter().fold(text, |text, (entity, letter)| text.replace(entity, letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What `static/language-pack.js` does, to hold the difference against what it is made from.
    fn applied(from: &[u8], delta: &[u8]) -> Vec<u8> {
        let mut at = 12;
        let mut rest = 12 + u32::from_le_bytes(delta[8..12].try_into().unwrap()) as usize;
        let steps = rest;
        let number = |at: &mut usize| {
            let (mut value, mut shift) = (0_u64, 0);
            loop {
                let byte = delta[*at];
                *at += 1;
                value |= u64::from(byte & 0x7f) << shift;
                shift += 7;
                if byte < 0x80 {
                    return value;
                }
            }
        };
        let (mut out, mut end) = (Vec::new(), 0_i64);
        while at < steps {
            let own = number(&mut at) as usize;
            out.extend(&delta[rest..rest + own]);
            rest += own;
            let zigzag = number(&mut at);
            let start = end + ((zigzag >> 1) as i64 ^ -((zigzag & 1) as i64));
            let length = number(&mut at) as i64;
            out.extend(&from[start as usize..(start + length) as usize]);
            end = start + length;
        }
        out
    }

    fn check(from: &str, to: &str) -> usize {
        let delta = delta(from.as_bytes(), to.as_bytes());
        assert_eq!(String::from_utf8(applied(from.as_bytes(), &delta)).unwrap(), to);
        assert_eq!(delta[..4], (to.len() as u32).to_le_bytes());
        assert_eq!(delta[4..8], sum(to.as_bytes()).to_le_bytes());
        delta.len()
    }

    #[test]
    fn gives_back_what_it_was_made_from() {
        check("", "");
        check("", "all of it is new");
        check("nothing of this is used", "");
        let article = "Trust is knowing that what you share is in good hands. Honesty is saying what is true.";
        let short = check(article, "Honesty is saying what is true.\0Trust is knowing that what you share, ünd mehr");
        assert!(short < 60, "{short}");
        check(&article.repeat(30), &format!("{}x{}", article.repeat(7), article.repeat(9)));
    }

    #[test]
    fn the_sum_is_fnv_1a() {
        // From the reference vectors of the function's authors.
        assert_eq!((sum(b""), sum(b"a"), sum(b"foobar")), (0x811c_9dc5, 0xe40c_292c, 0xbf9c_f968));
    }

    #[test]
    fn text_is_what_stands_between_tags() {
        assert_eq!(text_content("<p a=\"b\">One &amp;lt; <em>two</em>’s</p>three"), "One &lt; two’sthree");
    }
}
