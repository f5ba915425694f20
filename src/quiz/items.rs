//! The families of items that a best–worst set compares, and small sets of item indices.

use crate::content::{Factor, Type};
use core::fmt::Debug;

/// The size of the largest family. Every vector and matrix of the scoring has this size.
pub const MAX_ITEMS: usize = 7;

/// An item of a family with at most [`MAX_ITEMS`] items.
pub trait Item: Copy + Eq + Debug + 'static {
    /// Every item, in content order.
    const ALL: &'static [Self];

    /// The index in content order, from 0.
    fn index(self) -> usize;
}

impl Item for Type {
    const ALL: &'static [Self] = &Self::ALL;

    fn index(self) -> usize {
        Self::index(self)
    }
}

impl Item for Factor {
    const ALL: &'static [Self] = &Self::ALL;

    fn index(self) -> usize {
        Self::index(self)
    }
}

/// A set of indices below [`MAX_ITEMS`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Items(u8);

impl Items {
    /// The indices below `count`.
    #[must_use]
    pub fn first(count: usize) -> Self {
        (0..count).collect()
    }

    /// The indices of these items.
    #[must_use]
    pub fn of<T: Item>(items: &[T]) -> Self {
        items.iter().map(|item| item.index()).collect()
    }

    /// Whether the index is in the set.
    #[must_use]
    pub const fn contains(self, index: usize) -> bool {
        index < MAX_ITEMS && self.0 >> index & 1 == 1
    }

    /// The set without this index.
    #[must_use]
    pub const fn without(self, index: usize) -> Self {
        if self.contains(index) { Self(self.0 & !(1 << index)) } else { self }
    }

    /// Whether this set is a subset of `other`.
    #[must_use]
    pub const fn within(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    /// The number of indices.
    #[must_use]
    pub const fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Whether the set is empty.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The indices, ascending.
    pub fn iter(self) -> impl Iterator<Item = usize> {
        (0..MAX_ITEMS).filter(move |&index| self.contains(index))
    }
}

impl FromIterator<usize> for Items {
    fn from_iter<I: IntoIterator<Item = usize>>(indices: I) -> Self {
        let bits = indices.into_iter().filter(|&index| index < MAX_ITEMS).fold(0, |bits, index| bits | 1 << index);
        Self(bits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_the_collected_indices() {
        let items: Items = [4, 0, 4].into_iter().collect();
        assert_eq!(items.iter().collect::<Vec<_>>(), [0, 4]);
        assert_eq!((items.len(), items.contains(4), items.contains(3)), (2, true, false));
        assert_eq!(items.without(4), Items::first(1));
        assert!(items.within(Items::first(5)) && !items.within(Items::first(4)));
    }

    #[test]
    fn ignores_indices_that_are_out_of_range() {
        let items: Items = [7, 8, 200].into_iter().collect();
        assert!(items.is_empty() && !items.contains(200));
        assert_eq!(Items::first(100).len(), MAX_ITEMS);
        assert_eq!(Items::first(3).without(200), Items::first(3));
    }

    #[test]
    fn every_family_fits() {
        assert!(<Type as Item>::ALL.len() <= MAX_ITEMS && <Factor as Item>::ALL.len() <= MAX_ITEMS);
    }
}
