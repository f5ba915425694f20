//! The storage interface, and a storage in memory.

use core::cell::RefCell;
use std::rc::Rc;

/// Why a storage operation failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreError {
    /// The storage is full.
    Full,
    /// There is no storage, or the browser denies access to it.
    Denied,
    /// The storage reported success but holds another text.
    NotWritten,
    /// A later version of the widget wrote the record, which is therefore not changed.
    Newer,
}

/// A storage of texts under keys. It may also hold keys of other programs, which the widget never changes.
pub trait Store {
    /// All keys that begin with `prefix`.
    ///
    /// # Errors
    /// [`StoreError::Denied`]
    fn keys(&self, prefix: &str) -> Result<Vec<String>, StoreError>;

    /// The text under a key.
    ///
    /// # Errors
    /// [`StoreError::Denied`]
    fn get(&self, key: &str) -> Result<Option<String>, StoreError>;

    /// Stores a text under a key. If it fails, the key has the same text as before.
    ///
    /// # Errors
    /// Any [`StoreError`]
    fn set(&self, key: &str, text: &str) -> Result<(), StoreError>;

    /// Removes a key.
    ///
    /// # Errors
    /// [`StoreError::Denied`]
    fn remove(&self, key: &str) -> Result<(), StoreError>;

    /// Whether every text that was set is written. A storage that defers its writes tries the failed ones again.
    ///
    /// # Errors
    /// Any [`StoreError`]
    fn flush(&self) -> Result<(), StoreError> {
        Ok(())
    }
}

/// A storage in memory, for one visit and for tests. Its size may be limited.
#[derive(Debug, Default)]
pub struct Memory {
    /// In the order of the last write. It is a list, because a standard map would add 9 KB of wasm.
    texts: RefCell<Vec<(String, String)>>,
    /// The most bytes that all keys and texts may have.
    room: Option<usize>,
}

impl Memory {
    /// A storage that holds at most this many bytes of keys and texts.
    #[must_use]
    pub fn with_room(room: usize) -> Self {
        Self { room: Some(room), ..Self::default() }
    }
}

impl Store for Memory {
    fn keys(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        Ok(self.texts.borrow().iter().filter(|(key, _)| key.starts_with(prefix)).map(|(key, _)| key.clone()).collect())
    }

    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        Ok(self.texts.borrow().iter().find(|(of, _)| of == key).map(|(_, text)| text.clone()))
    }

    fn set(&self, key: &str, text: &str) -> Result<(), StoreError> {
        let mut texts = self.texts.borrow_mut();
        if let Some(room) = self.room {
            let others = texts.iter().filter(|(other, _)| other != key);
            let used: usize = others.map(|(key, text)| key.len() + text.len()).sum();
            if used + key.len() + text.len() > room {
                return Err(StoreError::Full);
            }
        }
        texts.retain(|(of, _)| of != key);
        texts.push((key.into(), text.into()));
        Ok(())
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        self.texts.borrow_mut().retain(|(of, _)| of != key);
        Ok(())
    }
}

/// A storage with several owners.
impl<S: Store> Store for Rc<S> {
    fn keys(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        (**self).keys(prefix)
    }

    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        (**self).get(key)
    }

    fn set(&self, key: &str, text: &str) -> Result<(), StoreError> {
        (**self).set(key, text)
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        (**self).remove(key)
    }

    fn flush(&self) -> Result<(), StoreError> {
        (**self).flush()
    }
}
