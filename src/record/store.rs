//! What a storage can do, and one in memory.

use core::cell::RefCell;
use std::rc::Rc;

/// Why a storage did not do what it was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreError {
    /// There is no room left.
    Full,
    /// There is no storage, or it refuses.
    Denied,
    /// It said that it had written, and holds something else.
    NotWritten,
    /// A later version of the widget has written there, and its record is left as it is.
    Newer,
}

/// A storage of texts under keys. It may hold keys of others, which are never touched.
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

    /// Puts a text under a key. When it fails, what was there before still is.
    ///
    /// # Errors
    /// Any [`StoreError`]
    fn set(&self, key: &str, text: &str) -> Result<(), StoreError>;

    /// Takes a key away.
    ///
    /// # Errors
    /// [`StoreError::Denied`]
    fn remove(&self, key: &str) -> Result<(), StoreError>;

    /// Whether all that was put here is written. A storage that writes later tries again what it could not.
    ///
    /// # Errors
    /// Any [`StoreError`]
    fn flush(&self) -> Result<(), StoreError> {
        Ok(())
    }
}

/// A storage in memory: for this visit, and for tests. It may have a limit, in bytes of keys and texts.
#[derive(Debug, Default)]
pub struct Memory {
    /// In the order of their first writing; a short list, because a map is 9 KB of wasm.
    texts: RefCell<Vec<(String, String)>>,
    room: Option<usize>,
}

impl Memory {
    /// A storage with a limit.
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

/// A storage that more than one hold.
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
