//! The contrast of every foreground and background colour that occur together, in the light and the dark theme. WCAG
//! 2.2 requires at least 4.5 for text (1.4.3), and 3 for graphics and the boundaries of controls (1.4.11).

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Red, green and blue, 0–255.
type Colour = [f64; 3];
/// Colours by the name of their custom property, without the prefix `--ie-`.
type Tokens = BTreeMap<String, Colour>;

const TEXT: f64 = 4.5;
const DRAWN: f64 = 3.0;
/// For people who prefer more contrast: text (1.4.6) and the boundaries of controls.
const MORE: f64 = 7.0;

/// A foreground colour, its backgrounds, and the least contrast between them.
const PAIRS: [(&str, &[&str], f64); 17] = [
    ("ink", &["paper", "surface", "accent-soft"], TEXT),
    ("ink-soft", &["paper", "surface", "accent-soft"], TEXT),
    ("accent", &["paper", "surface", "accent-soft"], TEXT),
    ("accent-ink", &["accent"], TEXT),
    ("warn", &["paper", "surface"], TEXT),
    // Fields and the chosen options in them, the focus ring, the progress bar.
    ("edge", &["paper", "surface", "accent-soft"], DRAWN),
    ("accent", &["paper", "surface", "accent-soft", "line"], DRAWN),
    ("ink", &["surface"], DRAWN),
    ("focus", &["paper", "surface", "accent-soft"], DRAWN),
    ("warn", &["paper", "surface"], DRAWN),
    // Glyphs, bars and marks. In the mark of a leading type the glyph has the colour of the surface.
    ("emotional", &["paper", "surface", "accent-soft"], DRAWN),
    ("intellectual", &["paper", "surface", "accent-soft"], DRAWN),
    ("physical", &["paper", "surface", "accent-soft"], DRAWN),
    ("experiential", &["paper", "surface", "accent-soft"], DRAWN),
    ("spiritual", &["paper", "surface", "accent-soft"], DRAWN),
    ("surface", &["emotional", "intellectual", "physical", "experiential", "spiritual"], DRAWN),
    ("ink", &["ring"], TEXT),
];

/// Decorative lines between parts of the page. They carry no information.
const DECORATION: [&str; 1] = ["line"];

/// The style sheet of the widget without comments.
fn sheet() -> String {
    let sheet = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("static/css/widget.css")).unwrap();
    sheet
        .split("/*")
        .enumerate()
        .map(|(at, part)| if at == 0 { part } else { part.split_once("*/").unwrap().1 })
        .collect()
}

fn colour(text: &str) -> Option<Colour> {
    let digits = text.trim().strip_prefix('#')?;
    let digits =
        if digits.len() == 3 { digits.chars().flat_map(|one| [one, one]).collect() } else { digits.to_owned() };
    assert_eq!(digits.len(), 6, "{text}: a colour without transparency is expected");
    let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).map(f64::from).ok();
    Some([part(0)?, part(2)?, part(4)?])
}

/// The tokens that a part of the style sheet sets, with the text of their values.
fn set(part: &str) -> BTreeMap<String, String> {
    let one = |line: &str| {
        let (name, value) = line.trim().strip_prefix("--ie-")?.split_once(':')?;
        Some((name.to_owned(), value.trim().trim_end_matches(';').to_owned()))
    };
    part.lines().filter_map(one).collect()
}

/// The text between the first `{` after `before` and the matching `}`.
fn block<'a>(sheet: &'a str, before: &str) -> &'a str {
    let from = sheet.find(before).unwrap_or_else(|| panic!("no {before}"));
    let from = from + sheet[from..].find('{').unwrap() + 1;
    let mut depth = 1;
    for (at, letter) in sheet[from..].char_indices() {
        depth += i32::from(letter == '{') - i32::from(letter == '}');
        if depth == 0 {
            return &sheet[from..from + at];
        }
    }
    panic!("{before} has no end");
}

/// The value of a property in a rule, as a number.
fn number(rule: &str, property: &str) -> f64 {
    let value = rule.split(';').find_map(|one| one.trim().strip_prefix(property)?.strip_prefix(':'));
    value.unwrap_or_else(|| panic!("no {property}")).trim().parse().unwrap()
}

/// The tokens of the light and of the dark theme.
fn themes() -> [Tokens; 2] {
    let sheet = sheet();
    let both = set(block(&sheet, "@supports (color: light-dark("));
    let half = |at: usize| -> Tokens {
        let of = |(name, value): (&String, &String)| {
            let halves = value.strip_prefix("light-dark(").and_then(|value| value.strip_suffix(')'));
            let half = halves.and_then(|halves| halves.split(',').nth(at)).and_then(colour);
            (name.clone(), half.unwrap_or_else(|| panic!("--ie-{name}: {value} is no pair of colours")))
        };
        both.iter().map(of).collect()
    };
    [half(0), half(1)]
}

/// The relative luminance, as WCAG 2.2 defines it.
fn luminance(colour: Colour) -> f64 {
    let linear = |part: f64| {
        let part = part / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    let [red, green, blue] = colour.map(linear);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(one: Colour, other: Colour) -> f64 {
    let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
    one.max(other) / one.min(other)
}

/// The colour that results when `top` with this opacity is drawn over `below`.
fn over(top: Colour, opacity: f64, below: Colour) -> Colour {
    [0, 1, 2].map(|at| top[at] * opacity + below[at] * (1.0 - opacity))
}

#[test]
fn the_formulas_match_wcag() {
    let [black, white, grey] = ["#000", "#ffffff", "#767676"].map(|text| colour(text).unwrap());
    assert!((contrast(black, white) - 21.0).abs() < 1e-9);
    assert!((contrast(white, white) - 1.0).abs() < 1e-9);
    // The lightest grey that has enough contrast to white.
    assert!((4.54..4.55).contains(&contrast(grey, white)));
    assert_eq!(over(black, 0.5, white), [127.5; 3]);
}

#[test]
fn every_pair_of_colours_has_enough_contrast_in_both_themes() {
    let mut faults = Vec::new();
    for (theme, tokens) in ["light", "dark"].into_iter().zip(themes()) {
        for (top, below, least) in PAIRS {
            for below in below {
                let found = contrast(tokens[top], tokens[*below]);
                if found < least {
                    faults.push(format!("{theme}: {top} on {below} is {found:.2}, not {least}"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The names on the closeness map are drawn over the rings, and over the shape around the leading types. Both are
/// translucent.
#[test]
fn the_names_on_the_map_have_enough_contrast() {
    let sheet = sheet();
    let ring = number(block(&sheet, ".ie-map .ie-ring"), "fill-opacity");
    let together = number(block(&sheet, ".ie-map .ie-together"), "opacity");
    for (theme, tokens) in ["light", "dark"].into_iter().zip(themes()) {
        let rings = (0..3).fold(tokens["paper"], |below, _| over(tokens["ring"], ring, below));
        let shape = over(tokens["accent"], together, rings);
        for name in ["ink", "ink-soft"] {
            let found = contrast(tokens[name], shape);
            assert!(found >= TEXT, "{theme}: {name} on the map is {found:.2}");
        }
    }
}

/// The bars of the result are translucent, so that the whisker for the uncertainty of a share is visible on them.
#[test]
fn the_whiskers_have_enough_contrast_on_their_bars() {
    let opacity = number(block(&sheet(), ".ie-bars rect"), "fill-opacity");
    for (theme, tokens) in ["light", "dark"].into_iter().zip(themes()) {
        for hue in ["emotional", "intellectual", "physical", "experiential", "spiritual", "accent"] {
            let found = contrast(tokens["ink"], over(tokens[hue], opacity, tokens["paper"]));
            assert!(found >= DRAWN, "{theme}: a whisker on {hue} is {found:.2}");
        }
    }
}

#[test]
fn every_colour_is_tested() {
    let [light, _] = themes();
    let all: BTreeSet<&str> = light.keys().map(String::as_str).collect();
    let paired = PAIRS.iter().flat_map(|(top, below, _)| below.iter().chain([top]));
    let known: BTreeSet<&str> = paired.chain(&DECORATION).copied().collect();
    assert_eq!(all, known);
}

#[test]
fn a_browser_without_light_dark_gets_the_light_values() {
    let sheet = sheet();
    let plain = set(block(&sheet, ":host"));
    let plain: Tokens = plain.iter().filter_map(|(name, value)| Some((name.clone(), colour(value)?))).collect();
    let [light, dark] = themes();
    assert_eq!(plain, light);
    assert!(light.iter().all(|(name, value)| dark[name] != *value), "a colour that is the same in the dark");
}

/// With `prefers-contrast: more`, all text has the contrast of 1.4.6, and so have all lines and edges.
#[test]
fn more_contrast_is_given_on_request() {
    let sheet = sheet();
    let own = set(block(&sheet, "@media (prefers-contrast: more)"));
    assert!(!own.is_empty());
    for (theme, mut tokens) in ["light", "dark"].into_iter().zip(themes()) {
        for (name, value) in &own {
            let other = value.strip_prefix("var(--ie-").and_then(|value| value.strip_suffix(')')).unwrap();
            // The token that it refers to must not be redefined as well.
            assert!(!own.contains_key(other), "{name}: {value}");
            tokens.insert(name.clone(), tokens[other]);
        }
        let line: [(&str, &[&str], f64); 1] = [("line", &["paper", "surface"], DRAWN)];
        for (top, below, least) in PAIRS.iter().chain(&line) {
            let least = if *least == TEXT || ["edge", "line"].contains(top) { MORE } else { *least };
            // In this mode the progress bar is drawn on the surface, see below.
            for below in below.iter().filter(|below| **below != "line") {
                let found = contrast(tokens[*top], tokens[*below]);
                assert!(found >= least, "{theme}: {top} on {below} is {found:.2}, not {least}");
            }
        }
    }
    let again = &sheet[sheet.rfind("@media (prefers-contrast: more)").unwrap()..];
    let progress = set(&block(again, ".ie progress").replace(';', "\n"));
    assert_eq!(progress["line"], "var(--ie-surface)");
}

/// Printed colours have enough contrast to white paper.
#[test]
fn every_printed_colour_has_enough_contrast_on_paper() {
    let sheet = sheet();
    let own = set(block(&sheet, "@media print"));
    let [mut tokens, _] = themes();
    tokens.extend(own.iter().filter_map(|(name, value)| Some((name.clone(), colour(value)?))));
    let printed = ["ink", "ink-soft", "accent", "emotional", "intellectual", "physical", "experiential", "spiritual"];
    for (top, _, least) in PAIRS.iter().filter(|(top, ..)| printed.contains(top)) {
        let found = contrast(tokens[*top], tokens["paper"]);
        assert!(found >= *least, "{top} on paper is {found:.2}, not {least}");
    }
}
