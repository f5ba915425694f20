//! The closeness map: each type has a fixed spoke. A type with more weight is nearer to the centre.

use super::number::tenths;

/// The width of the picture. Every length here has the same unit.
pub const WIDTH: f64 = 360.0;
/// The height of the picture.
pub const HEIGHT: f64 = 330.0;
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
/// Half the width and half the height of the label of the centre.
const INNERMOST: (f64, f64) = (29.0, 7.0);
/// The distance of a label from the end of its spoke.
const LABEL_GAP: f64 = 16.0;

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
    /// The point of its label.
    pub label: Point,
    /// How its label is anchored at that point.
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
    /// The point of the label of the centre. `None` if a mark would cover the label.
    pub innermost: Option<Point>,
}

/// Lays out the map.
///
/// `shares` holds (share, lower end, upper end) for each of the five types, in percent (0–100), or `None` if the type
/// is not placed. `leading` holds the indices of the leading types, in content order.
#[must_use]
pub fn map(shares: &[Option<(f64, f64, f64)>; SPOKES.len()], leading: &[usize]) -> Map {
    let centre = Point { x: WIDTH / 2.0, y: RADIUS + 40.0 };
    let marks: Vec<Option<Mark>> = shares
        .iter()
        .enumerate()
        .map(|(spoke, share)| {
            share.map(|(share, low, high)| {
                let end = on_spoke(centre, spoke, RADIUS);
                let (label, anchor) = label(spoke, end);
                Mark {
                    at: on_spoke(centre, spoke, distance(share)),
                    whisker: (on_spoke(centre, spoke, distance(high)), on_spoke(centre, spoke, distance(low))),
                    spoke_end: end,
                    label,
                    anchor,
                }
            })
        })
        .collect();
    let together = outline(leading.iter().filter_map(|place| marks.get(*place)?.as_ref()).map(|mark| mark.at));
    let covered = |mark: &Mark| {
        let (right, down) = ((mark.at.x - centre.x).abs(), (mark.at.y - centre.y).abs());
        right < INNERMOST.0 + MARK && down < INNERMOST.1 + MARK
    };
    let free = !marks.iter().flatten().any(covered);
    let innermost = free.then_some(Point { x: centre.x, y: centre.y + INNERMOST.1 / 2.0 });
    Map { innermost, centre, rings: [RADIUS, RADIUS * 2.0 / 3.0, RADIUS / 3.0], marks, together }
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

/// The point and the anchor of a label. Every label stays inside the picture: the top label is centred, the labels at
/// the sides are flush with the edge and above the spoke, and the lower labels are centred below the spoke.
fn label(spoke: usize, end: Point) -> (Point, Anchor) {
    match spoke {
        0 => (Point { x: end.x, y: end.y - LABEL_GAP }, Anchor::Middle),
        1 => (Point { x: WIDTH - 2.0, y: end.y - 2.25 * LABEL_GAP }, Anchor::End),
        4 => (Point { x: 2.0, y: end.y - 2.25 * LABEL_GAP }, Anchor::Start),
        _ => (Point { x: end.x, y: end.y + 1.6 * LABEL_GAP }, Anchor::Middle),
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
        let map = map(&even(), &[]);
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
        let map = map(&even(), &[0, 1, 2, 3, 4]);
        let far = |mark: &Mark| (mark.at.x - map.centre.x).hypot(mark.at.y - map.centre.y);
        for mark in map.marks.iter().flatten() {
            assert!((far(mark) - distance(20.0)).abs() < 1e-9);
        }
    }

    #[test]
    fn a_whisker_runs_along_the_spoke_around_its_mark() {
        let map = map(&even(), &[]);
        for mark in map.marks.iter().flatten() {
            let far = |point: Point| (point.x - map.centre.x).hypot(point.y - map.centre.y);
            let (inner, outer) = mark.whisker;
            assert!(far(inner) < far(mark.at) && far(mark.at) < far(outer) && far(outer) < RADIUS);
            let cross = (mark.spoke_end.x - map.centre.x) * (outer.y - map.centre.y)
                - (mark.spoke_end.y - map.centre.y) * (outer.x - map.centre.x);
            assert!(cross.abs() < 1e-6, "the whisker leaves the spoke");
        }
    }

    #[test]
    fn nothing_is_drawn_outside_the_picture() {
        let map = map(&even(), &[]);
        for mark in map.marks.iter().flatten() {
            for point in [mark.at, mark.whisker.0, mark.whisker.1, mark.spoke_end, mark.label] {
                assert!((0.0..=WIDTH).contains(&point.x) && (10.0..=HEIGHT - 4.0).contains(&point.y), "{point:?}");
            }
        }
        assert!(map.centre.y + RADIUS <= HEIGHT);
    }

    #[test]
    fn a_mark_at_the_end_of_its_spoke_does_not_cover_its_label() {
        // The height of a capital letter of a label.
        const CAPITAL: f64 = 10.0;
        let end = Point { x: WIDTH / 2.0, y: HEIGHT / 2.0 };
        for spoke in 0..SPOKES.len() {
            let (name, _) = label(spoke, end);
            let (above, below) = (end.y - name.y, name.y - CAPITAL - end.y);
            assert!(above.max(below) >= MARK, "spoke {spoke}: {above} above, or {below} below");
        }
    }

    #[test]
    fn labels_at_the_sides_are_at_the_edges_with_space_above_a_mark() {
        let map = map(&even(), &[]);
        let [right, left] = [1, 4].map(|spoke| map.marks[spoke].clone().unwrap());
        assert_eq!((right.anchor, left.anchor), (Anchor::End, Anchor::Start));
        assert!((right.label.x + left.label.x - WIDTH).abs() < 1e-9 && left.label.x < 5.0, "each at its edge");
        for mark in [right, left] {
            assert!(mark.spoke_end.y - mark.label.y >= MARK + LABEL_GAP, "{mark:?}");
        }
    }

    #[test]
    fn the_top_label_is_above_its_spoke_and_the_lower_labels_are_below() {
        let map = map(&even(), &[]);
        let side = |spoke: usize| {
            let mark = map.marks[spoke].clone().unwrap();
            (mark.anchor, mark.label.x == mark.spoke_end.x, mark.label.y > mark.spoke_end.y)
        };
        assert_eq!(side(0), (Anchor::Middle, true, false));
        assert_eq!([side(2), side(3)], [(Anchor::Middle, true, true); 2]);
    }

    #[test]
    fn the_rings_are_equally_far_apart_and_the_label_of_the_centre_is_centred() {
        let map = map(&even(), &[]);
        let [outer, middle, inner] = map.rings;
        assert!((outer - middle - inner).abs() < 1e-9 && (middle - inner - inner).abs() < 1e-9, "{:?}", map.rings);
        let baseline = map.innermost.unwrap().y;
        assert!((baseline - INNERMOST.1 / 2.0 - map.centre.y).abs() < 1e-9, "letters of {} at {baseline}", INNERMOST.1);
    }

    #[test]
    fn the_centre_has_a_label_unless_a_mark_covers_it() {
        assert!(map(&even(), &[]).innermost.is_some());
        // The label is wider than it is high, so a mark from the side covers it at a greater distance.
        for (spoke, share, free) in [(0, 60.0, true), (0, 70.0, false), (1, 35.0, true), (1, 45.0, false)] {
            let mut shares = even();
            shares[spoke] = Some((share, share, share));
            assert_eq!(map(&shares, &[]).innermost.is_some(), free, "{share} % on spoke {spoke}");
        }
    }

    #[test]
    fn the_shape_contains_only_the_leading_marks() {
        assert_eq!(map(&even(), &[]).together, "");
        assert_eq!(map(&even(), &[2]).together.matches(['M', 'L']).count(), 1);
        assert_eq!(map(&even(), &[0, 3, 4]).together.matches(['M', 'L']).count(), 3);
        let mut shares = even();
        shares[3] = None;
        let map = map(&shares, &[0, 3]);
        assert_eq!(map.together.matches(['M', 'L']).count(), 1, "a type that is not placed is not drawn");
        assert!(map.marks[3].is_none());
    }
}
