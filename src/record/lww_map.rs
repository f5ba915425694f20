//! A last-writer-wins map of the records of one run. Merging two maps keeps the later write of each record.

use super::codec::Version;
use super::key::Key;
use super::records::Records;

/// The last write of each record, with its version.
///
/// Merging is commutative, associative and idempotent. So windows that merge the same writes, in any order and any
/// number of times, have the same result.
#[derive(Clone, Debug, Default)]
pub struct LwwMap(Vec<(Key, Version, String)>);

impl LwwMap {
    /// Adds a write, unless the map has a later write of the same record. Two windows with the same random number could
    /// write the same version. Then the greater value wins, so that every window chooses the same one.
    pub fn put(&mut self, key: Key, version: Version, value: &str) {
        let here = self.0.iter_mut().find(|(of, ..)| *of == key);
        match here {
            Some((_, before, text)) if (*before, text.as_str()) < (version, value) => {
                *before = version;
                value.clone_into(text);
            }
            Some(_) => {}
            None => self.0.push((key, version, value.to_owned())),
        }
    }

    /// Adds all writes of another map.
    pub fn merge(&mut self, other: &Self) {
        for (key, version, value) in &other.0 {
            self.put(*key, *version, value);
        }
    }

    /// Removes a record.
    pub fn remove(&mut self, key: Key) {
        self.0.retain(|(of, ..)| *of != key);
    }

    /// The values, without their versions.
    #[must_use]
    pub fn records(&self) -> Records {
        let mut records = Records::default();
        for (key, _, value) in &self.0 {
            records.put(*key, value.clone());
        }
        records
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Maps with few different keys, versions and values, so that the same ones often meet.
    fn maps() -> impl Strategy<Value = LwwMap> {
        let write = (0..4u8, 0..3u32, 0..2u32, 0..3u8);
        prop::collection::vec(write, 0..8).prop_map(|writes| {
            let mut all = LwwMap::default();
            for (set, clock, replica, value) in writes {
                all.put(Key::Closeness(set), Version { clock, replica }, &value.to_string());
            }
            all
        })
    }

    fn merged(one: &LwwMap, other: &LwwMap) -> LwwMap {
        let mut all = one.clone();
        all.merge(other);
        all
    }

    fn sorted(map: &LwwMap) -> Vec<(String, Version, String)> {
        let mut all: Vec<_> =
            map.0.iter().map(|(key, version, value)| (key.to_string(), *version, value.clone())).collect();
        all.sort();
        all
    }

    proptest! {
        #[test]
        fn merging_is_commutative(one in maps(), other in maps()) {
            prop_assert_eq!(sorted(&merged(&one, &other)), sorted(&merged(&other, &one)));
        }

        #[test]
        fn merging_is_associative(one in maps(), two in maps(), three in maps()) {
            let left = merged(&merged(&one, &two), &three);
            let right = merged(&one, &merged(&two, &three));
            prop_assert_eq!(sorted(&left), sorted(&right));
        }

        #[test]
        fn merging_is_idempotent(one in maps(), other in maps()) {
            let once = merged(&one, &other);
            prop_assert_eq!(sorted(&merged(&once, &other)), sorted(&once));
            prop_assert_eq!(sorted(&merged(&one, &one)), sorted(&one));
        }

        #[test]
        fn the_latest_write_of_each_record_wins(one in maps(), other in maps()) {
            let all = sorted(&merged(&one, &other));
            for (key, version, value) in sorted(&one).into_iter().chain(sorted(&other)) {
                let (_, last, text) = all.iter().find(|(of, ..)| *of == key).unwrap();
                prop_assert!((*last, text) >= (version, &value));
            }
            prop_assert!(all.len() <= one.0.len() + other.0.len());
        }
    }
}
