//! Encodes the language file as a delta against the text of the article, which the page already contains.
//!
//! Half of the texts are in the article. The delta is a list of steps: each inserts some bytes of the delta and then
//! copies some bytes of the article's text. `static/language-pack.js` applies the steps. If an owner has edited the
//! article or the browser has translated it, the checksum is wrong and the script fetches the whole file.
//!
//! Format: the length of the language file, its FNV-1a checksum, and the length of the steps, each 4 bytes,
//! little-endian. Then the steps, each with three LEB128 numbers: the count of inserted bytes, the offset of the copy
//! from the end of the last copy (zigzag), and the count of copied bytes. Then all inserted bytes.

use std::collections::HashMap;

/// The length in bytes from which a match is copied. Of 12, 20, 32 and 48, this gave the smallest brotli file.
const SHORTEST: usize = 20;

/// The 32-bit FNV-1a checksum of the bytes.
#[must_use]
pub fn sum(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |sum, byte| (sum ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}

/// The delta that turns `from` into `to`.
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

/// The longest match in `from` for the bytes of `to` at `at`: its start and its length. Of several matches with the
/// same length, it is the one whose start is nearest to `near`.
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

/// Appends a number in LEB128.
fn number(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// The text of some markup, as `textContent` in a browser. It decodes only the entities that Yew writes, so it works
/// only for the markup of this project.
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

    /// Applies a delta in the same way as `static/language-pack.js`.
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
    fn an_applied_delta_gives_the_original() {
        check("", "");
        check("", "all of it is new");
        check("nothing of this is used", "");
        let article = "Trust is knowing that what you share is in good hands. Honesty is saying what is true.";
        let short = check(article, "Honesty is saying what is true.\0Trust is knowing that what you share, ünd mehr");
        assert!(short < 60, "{short}");
        check(&article.repeat(30), &format!("{}x{}", article.repeat(7), article.repeat(9)));
    }

    #[test]
    fn the_checksum_is_fnv_1a() {
        // From the test vectors of the authors of FNV.
        assert_eq!((sum(b""), sum(b"a"), sum(b"foobar")), (0x811c_9dc5, 0xe40c_292c, 0xbf9c_f968));
    }

    #[test]
    fn text_content_is_the_text_between_tags() {
        assert_eq!(text_content("<p a=\"b\">One &amp;lt; <em>two</em>’s</p>three"), "One &lt; two’sthree");
    }
}
