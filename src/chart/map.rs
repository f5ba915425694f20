//! The closeness map: each type has a fixed spoke. A type with more weight is nearer to the centre.

use super::number::tenths;

/// The width of the picture. Every length here has the same unit.
pub const WIDTH: f64 = 320.0;
/// The height of the picture.
pub const HEIGHT: f64 = 286.0;
/// The radius of the outer ring.
pub const RADIUS: f64 = 122.0;
/// The radius of a mark.
pub const MARK: f64 = 15.0;
/// The spokes, one for each type, clockwise from the top: the cosine and the sine of k · 72° − 90°. They are constants
/// because the functions would add 8 KB to the wasm.
const SPOKES: [(f64, f64); 5] = [
    (0.0, -1.0),
    (0.951_056_516_295_153_5, -0.309_016_994_374_947_45),
    (0.587_785_252_292_473_1, 0.809_016_994_374_947_5),
    (-0.587_785_252_292_473_1, 0.809_016_994_374_947_5),
    (-0.951_056_516_295_153_5, -0.309_016_994_374_947_45),
];
/// The centre of the rings.
const CENTRE: Point = Point { x: WIDTH / 2.0, y: RADIUS + 30.0 };
/// Half the width and half the height of the word at the centre.
const WORD: (f64, f64) = (17.0, 6.0);
/// How far the word is from the centre, if a mark is there.
const WORD_ASIDE: f64 = 27.0;
/// The distance of the baseline of a name above a mark, and below it: the height of a letter more.
const NAME_GAP: (f64, f64) = (4.0, 14.0);
/// The width of a letter of a name, on average.
const LETTER: f64 = 7.7;

/// A point in the picture, from its top left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// The distance to the right of the left edge.
    pub x: f64,
    /// The distance below the top edge.
    pub y: f64,
}

/// The point of a label that lies at its coordinates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Its start, which is the left edge in every writing direction.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

/// One type on the map.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Its centre.
    pub at: Point,
    /// The inner and the outer end of its whisker, on its spoke.
    pub whisker: (Point, Point),
    /// The outer end of its spoke.
    pub spoke_end: Point,
    /// The point of its name.
    pub name: Point,
    /// How its name is anchored at that point.
    pub anchor: Anchor,
}

/// The whole picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Map {
    /// The middle of the rings.
    pub centre: Point,
    /// The radii of the rings, the outer one first.
    pub rings: [f64; 3],
    /// One mark for each type, in content order; `None` for a type that could not be placed.
    pub marks: Vec<Option<Mark>>,
    /// The path through the leading marks, around which the soft shape is drawn. Empty if there are none.
    pub together: String,
    /// The middle of the baseline of the word for much weight: at the centre or, if a mark is there, beside it.
    pub most: Point,
    /// The middle of the baseline of the word for little weight: on the outer ring, where no spoke ends.
    pub less: Point,
}

/// Lays out the map.
///
/// `shares` holds (share, lower end, upper end) for each of the five types, in percent (0–100), or `None` if the type
/// is not placed. `leading` holds the indices of the leading types, in content order. `letters` holds the number of
/// letters of each name.
#[must_use]
pub fn map(
    shares: &[Option<(f64, f64, f64)>; SPOKES.len()],
    leading: &[usize],
    letters: &[usize; SPOKES.len()],
) -> Map {
    let centre = CENTRE;
    let marks: Vec<Option<Mark>> = shares
        .iter()
        .zip(letters)
        .enumerate()
        .map(|(spoke, (share, letters))| {
            share.map(|(share, low, high)| {
                let at = on_spoke(centre, spoke, distance(share));
                let (name, anchor) = name(spoke, at, LETTER * *letters as f64);
                Mark {
                    at,
                    whisker: (on_spoke(centre, spoke, distance(high)), on_spoke(centre, spoke, distance(low))),
                    spoke_end: on_spoke(centre, spoke, RADIUS),
                    name,
                    anchor,
                }
            })
        })
        .collect();
    let together = outline(leading.iter().filter_map(|place| marks.get(*place)?.as_ref()).map(|mark| mark.at));
    let covers = |word: Point, mark: &Mark| {
        let (right, down) = ((mark.at.x - word.x).abs(), (mark.at.y - word.y).abs());
        right < WORD.0 + MARK && down < WORD.1 + MARK
    };
    // At the centre, or opposite one of the spokes.
    let places = (0..SPOKES.len()).map(|spoke| on_spoke(centre, spoke, -WORD_ASIDE));
    let mut places = core::iter::once(centre).chain(places);
    let most = places.find(|word| !marks.iter().flatten().any(|mark| covers(*word, mark))).unwrap_or(centre);
    let less = Point { x: centre.x, y: centre.y + RADIUS + WORD.1 - 2.0 };
    let most = Point { y: most.y + WORD.1 - 2.0, ..most };
    Map { most, less, centre, rings: [RADIUS, RADIUS * 2.0 / 3.0, RADIUS / 3.0], marks, together }
}

/// The distance of a share from the centre: 100 % is in the centre, 0 % is on the outer ring.
///
/// The square root separates small shares, which would otherwise be close together at the edge. A share of 20 % is
/// slightly outside the middle between centre and edge.
fn distance(share: f64) -> f64 {
    RADIUS * (1.0 - (share.clamp(0.0, 100.0) / 100.0).sqrt())
}

fn on_spoke(centre: Point, spoke: usize, distance: f64) -> Point {
    let (cosine, sine) = SPOKES.get(spoke).copied().unwrap_or_default();
    Point { x: centre.x + distance * cosine, y: centre.y + distance * sine }
}

/// The point and the anchor of a name. A name is above or below its mark and begins there, away from the centre, so
/// that names of marks near the centre do not meet. At the edge of the picture it ends at the edge.
fn name(spoke: usize, at: Point, width: f64) -> (Point, Anchor) {
    let above = at.y - MARK - NAME_GAP.0;
    let below = at.y + MARK + NAME_GAP.1;
    let (inner, y) = match spoke {
        0 => return (Point { x: at.x, y: above }, Anchor::Middle),
        1 => (at.x - MARK, above),
        2 => (at.x - MARK, below),
        3 => (at.x + MARK, below),
        _ => (at.x + MARK, above),
    };
    match spoke {
        1 | 2 if inner + width > WIDTH => (Point { x: WIDTH - 2.0, y }, Anchor::End),
        1 | 2 => (Point { x: inner, y }, Anchor::Start),
        _ if inner < width => (Point { x: 2.0, y }, Anchor::Start),
        _ => (Point { x: inner, y }, Anchor::End),
    }
}

/// An SVG path through the points, in the given order, and back to the first one.
fn outline(points: impl Iterator<Item = Point>) -> String {
    let mut path = String::new();
    for point in points {
        path.push(if path.is_empty() { 'M' } else { 'L' });
        path.push_str(&tenths(point.x));
        path.push(' ');
        path.push_str(&tenths(point.y));
    }
    if !path.is_empty() {
        path.push('Z');
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The letters of the longest name, "Experiential" or "Intellectual", and its width.
    const LETTERS: [usize; 5] = [12; 5];
    const NAME_ROOM: f64 = 12.0 * LETTER;

    fn even() -> [Option<(f64, f64, f64)>; 5] {
        [Some((20.0, 10.0, 30.0)); 5]
    }

    #[test]
    fn the_spokes_are_a_fifth_of_a_turn_apart() {
        for (spoke, (cosine, sine)) in SPOKES.into_iter().enumerate() {
            let turn = 2.0 * core::f64::consts::PI * (spoke as f64 / 5.0 - 0.25);
            assert!((cosine - turn.cos()).abs() < 1e-15 && (sine - turn.sin()).abs() < 1e-15, "{spoke}");
        }
    }

    #[test]
    fn the_first_spoke_goes_up_and_the_next_to_the_right() {
        let map = map(&even(), &[], &LETTERS);
        let [up, right] = [0, 1].map(|spoke| map.marks[spoke].clone().unwrap());
        for at in [up.at, up.spoke_end] {
            assert!(at.x == map.centre.x && at.y < map.centre.y, "{at:?}");
        }
        for at in [right.at, right.spoke_end] {
            assert!(at.x > map.centre.x && at.y < map.centre.y, "{at:?}");
        }
    }

    #[test]
    fn more_weight_is_nearer_to_the_centre() {
        let mut last = RADIUS + 1.0;
        for share in 0..=100 {
            let at = distance(f64::from(share));
            assert!(at < last, "{share} % lies at {at}, no nearer than {last}");
            last = at;
        }
        assert_eq!((distance(0.0), distance(100.0)), (RADIUS, 0.0));
        assert_eq!(distance(120.0), 0.0, "a whisker beyond 100 % ends in the centre");
    }

    #[test]
    fn equal_shares_have_equal_distances() {
        let map = map(&even(), &[0, 1, 2, 3, 4], &LETTERS);
        let far = |mark: &Mark| (mark.at.x - map.centre.x).hypot(mark.at.y - map.centre.y);
        for mark in map.marks.iter().flatten() {
            assert!((far(mark) - distance(20.0)).abs() < 1e-9);
        }
    }

    #[test]
    fn a_whisker_runs_along_the_spoke_around_its_mark() {
        let map = map(&even(), &[], &LETTERS);
        for mark in map.marks.iter().flatten() {
            let far = |point: Point| (point.x - map.centre.x).hypot(point.y - map.centre.y);
            let (inner, outer) = mark.whisker;
            assert!(far(inner) < far(mark.at) && far(mark.at) < far(outer) && far(outer) < RADIUS);
            let cross = (mark.spoke_end.x - map.centre.x) * (outer.y - map.centre.y)
                - (mark.spoke_end.y - map.centre.y) * (outer.x - map.centre.x);
            assert!(cross.abs() < 1e-6, "the whisker leaves the spoke");
        }
    }

    /// All marks at this share.
    fn all_at(share: f64) -> Map {
        map(&[Some((share, share, share)); 5], &[], &LETTERS)
    }

    /// The left and the right edge of a name of this width.
    fn sides(mark: &Mark, width: f64) -> (f64, f64) {
        match mark.anchor {
            Anchor::Start => (mark.name.x, mark.name.x + width),
            Anchor::Middle => (mark.name.x - width / 2.0, mark.name.x + width / 2.0),
            Anchor::End => (mark.name.x - width, mark.name.x),
        }
    }

    #[test]
    fn nothing_is_drawn_outside_the_picture() {
        for share in [0.0, 1.0, 20.0, 45.0, 100.0] {
            let map = all_at(share);
            for mark in map.marks.iter().flatten() {
                for point in [mark.at, mark.whisker.0, mark.whisker.1, mark.spoke_end] {
                    assert!((0.0..=WIDTH).contains(&point.x) && (0.0..=HEIGHT).contains(&point.y), "{point:?}");
                }
                let (left, right) = sides(mark, NAME_ROOM);
                assert!(left >= 0.0 && right <= WIDTH, "{share} %: a name from {left} to {right}");
                assert!((9.0..=HEIGHT - 4.0).contains(&mark.name.y), "{share} %: {:?}", mark.name);
            }
        }
        assert!(CENTRE.y + RADIUS + WORD.1 <= HEIGHT);
    }

    #[test]
    fn a_long_name_of_another_language_stays_in_the_picture() {
        const LONG: usize = 18;
        for share in [0.0, 10.0, 20.0, 45.0] {
            let map = map(&[Some((share, share, share)); 5], &[], &[LONG; 5]);
            for mark in map.marks.iter().flatten() {
                let (left, right) = sides(mark, LETTER * LONG as f64);
                assert!(left >= 0.0 && right <= WIDTH, "{share} %: from {left} to {right}");
            }
        }
    }

    #[test]
    fn a_name_is_next_to_its_mark_and_does_not_cover_it() {
        // The height of a capital letter of a name.
        const CAPITAL: f64 = 10.0;
        for share in [1.0, 10.0, 20.0, 35.0] {
            for mark in all_at(share).marks.iter().flatten() {
                let (above, below) = (mark.at.y - mark.name.y, mark.name.y - CAPITAL - mark.at.y);
                let gap = above.max(below) - MARK;
                assert!((0.0..=8.0).contains(&gap), "{share} %: {gap} between a mark and its name");
                let (left, right) = sides(mark, NAME_ROOM);
                assert!(left <= mark.at.x && mark.at.x <= right, "{share} %: the name is aside");
            }
        }
    }

    #[test]
    fn the_names_of_marks_near_the_centre_do_not_meet() {
        // Two neighbours that both have a large share, and the lower two, whose spokes are the least far apart.
        for share in [25.0, 35.0, 45.0] {
            let map = all_at(share);
            let named: Vec<&Mark> = map.marks.iter().flatten().collect();
            for (at, one) in named.iter().enumerate() {
                for other in &named[at + 1..] {
                    let (first, second) = (sides(one, NAME_ROOM - 6.0), sides(other, NAME_ROOM - 6.0));
                    let apart = first.1 <= second.0 || second.1 <= first.0 || (one.name.y - other.name.y).abs() >= 13.0;
                    assert!(apart, "{share} %: {one:?} and {other:?}");
                }
            }
        }
    }

    #[test]
    fn the_rings_are_equally_far_apart() {
        let [outer, middle, inner] = map(&even(), &[], &LETTERS).rings;
        assert!((outer - middle - inner).abs() < 1e-9 && (middle - inner - inner).abs() < 1e-9);
    }

    #[test]
    fn most_and_less_are_written_on_every_map() {
        let middle = |word: Point| Point { y: word.y - WORD.1 + 2.0, ..word };
        assert_eq!(middle(map(&even(), &[], &LETTERS).most), CENTRE);
        // A mark that comes near the centre moves the word aside, and never covers it.
        for spoke in 0..SPOKES.len() {
            for share in 0..=100 {
                let mut shares = even();
                shares[spoke] = Some((f64::from(share), 0.0, 100.0));
                let map = map(&shares, &[spoke], &LETTERS);
                let word = middle(map.most);
                let far = (word.x - CENTRE.x).hypot(word.y - CENTRE.y);
                assert!(far <= WORD_ASIDE + 1e-9, "the word is {far} from the centre");
                for mark in map.marks.iter().flatten() {
                    let (right, down) = ((mark.at.x - word.x).abs(), (mark.at.y - word.y).abs());
                    assert!(right >= WORD.0 + MARK || down >= WORD.1 + MARK, "{share} % on spoke {spoke}");
                }
                assert!(map.less.y > CENTRE.y + RADIUS - 1.0 && map.less.x == CENTRE.x);
            }
        }
    }

    #[test]
    fn the_shape_contains_only_the_leading_marks() {
        assert_eq!(map(&even(), &[], &LETTERS).together, "");
        assert_eq!(map(&even(), &[2], &LETTERS).together.matches(['M', 'L']).count(), 1);
        assert_eq!(map(&even(), &[0, 3, 4], &LETTERS).together.matches(['M', 'L']).count(), 3);
        let mut shares = even();
        shares[3] = None;
        let map = map(&shares, &[0, 3], &LETTERS);
        assert_eq!(map.together.matches(['M', 'L']).count(), 1, "a type that is not placed is not drawn");
        assert!(map.marks[3].is_none());
    }
}
