//! Two states of one namespace brought together: of each record the later writing.

use super::codec::Version;
use super::key::Key;
use super::records::Records;

/// Records as they were written, each key once.
///
/// Bringing such states together is commutative, associative and idempotent: whoever does it, in whatever order and
/// however often, comes to the same.
#[derive(Clone, Debug, Default)]
pub struct LwwMap(Vec<(Key, Version, String)>);

impl LwwMap {
    /// Takes a writing in, unless a later one of the same record is here. Of two with the same version, as two windows that
    /// drew one number could make them, the greater value holds: it has to be the same one everywhere.
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

    /// Takes all writings of another state in.
    pub fn merge(&mut self, other: &Self) {
        for (key, version, value) in &other.0 {
            self.put(*key, *version, value);
        }
    }

    /// Leaves a record out.
    pub fn remove(&mut self, key: Key) {
        self.0.retain(|(of, ..)| *of != key);
    }

    /// The values, without when they were written.
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

    /// So few of everything that the same record, the same version and the same value come together often.
    fn writings() -> impl Strategy<Value = LwwMap> {
        let writing = (0..4u8, 0..3u32, 0..2u32, 0..3u8);
        prop::collection::vec(writing, 0..8).prop_map(|writings| {
            let mut all = LwwMap::default();
            for (set, clock, replica, value) in writings {
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

    fn sorted(writings: &LwwMap) -> Vec<(String, Version, String)> {
        let mut all: Vec<_> =
            writings.0.iter().map(|(key, version, value)| (key.to_string(), *version, value.clone())).collect();
        all.sort();
        all
    }

    proptest! {
        #[test]
        fn the_order_of_two_does_not_matter(one in writings(), other in writings()) {
            prop_assert_eq!(sorted(&merged(&one, &other)), sorted(&merged(&other, &one)));
        }

        #[test]
        fn the_order_of_three_does_not_matter(one in writings(), two in writings(), three in writings()) {
            let left = merged(&merged(&one, &two), &three);
            let right = merged(&one, &merged(&two, &three));
            prop_assert_eq!(sorted(&left), sorted(&right));
        }

        #[test]
        fn a_second_time_changes_nothing(one in writings(), other in writings()) {
            let once = merged(&one, &other);
            prop_assert_eq!(sorted(&merged(&once, &other)), sorted(&once));
            prop_assert_eq!(sorted(&merged(&one, &one)), sorted(&one));
        }

        #[test]
        fn of_each_record_the_latest_writing_is_there(one in writings(), other in writings()) {
            let all = sorted(&merged(&one, &other));
            for (key, version, value) in sorted(&one).into_iter().chain(sorted(&other)) {
                let (_, last, text) = all.iter().find(|(of, ..)| *of == key).unwrap();
                prop_assert!((*last, text) >= (version, &value));
            }
            prop_assert!(all.len() <= one.0.len() + other.0.len());
        }
    }
}
