//! `static/vault.js`: a passphrase over what is kept.

use super::Local;
use crate::record::{Lock, Store, StoreError};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// What lies over one namespace: nothing, or a lock.
    #[derive(Clone)]
    pub type Vault;

    #[wasm_bindgen(method, getter)]
    fn state(this: &Vault) -> String;
    #[wasm_bindgen(method, catch)]
    fn keys(this: &Vault) -> Result<String, JsValue>;
    #[wasm_bindgen(method)]
    fn get(this: &Vault, place: &str) -> Option<String>;
    #[wasm_bindgen(method)]
    fn set(this: &Vault, place: &str, text: &str);
    #[wasm_bindgen(method, catch)]
    fn remove(this: &Vault, place: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(method)]
    fn flush(this: &Vault) -> u8;
    /// Tells the elements of this page that share the namespace to look at it: the browser tells other windows only.
    #[wasm_bindgen(method)]
    pub fn saved(this: &Vault);
}

impl Vault {
    /// Whether what is kept is sealed, and open.
    #[must_use]
    pub fn lock(&self) -> Lock {
        Lock::from_id(&self.state())
    }
}

/// What `static/vault.js` says of what had to be sealed before it could be written.
///
/// # Errors
/// When it could not be written.
pub fn flushed(why: u8) -> Result<(), StoreError> {
    match why {
        0 => Ok(()),
        1 => Err(StoreError::Full),
        _ => Err(StoreError::Denied),
    }
}

/// `localStorage`, or where a passphrase is set and known, what lies there sealed.
pub struct EncryptedStore(Vault);

impl EncryptedStore {
    /// The storage behind a vault.
    #[must_use]
    pub fn new(vault: Vault) -> Self {
        Self(vault)
    }

    fn open(&self) -> Option<&Vault> {
        Some(&self.0).filter(|vault| vault.lock() == Lock::Open)
    }
}

impl Store for EncryptedStore {
    fn keys(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        match self.open() {
            Some(vault) => Ok(vault.keys().map_err(|_| StoreError::Denied)?.split('\n').map(Into::into).collect()),
            None => Local.keys(prefix),
        }
    }

    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        match self.open() {
            Some(vault) => Ok(vault.get(key)),
            None => Local.get(key),
        }
    }

    fn set(&self, key: &str, text: &str) -> Result<(), StoreError> {
        match self.open() {
            Some(vault) => {
                vault.set(key, text);
                Ok(())
            }
            None => Local.set(key, text),
        }
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        match self.open() {
            Some(vault) => vault.remove(key).map_err(|_| StoreError::Denied),
            None => Local.remove(key),
        }
    }

    fn flush(&self) -> Result<(), StoreError> {
        self.open().map_or(Ok(()), |vault| flushed(vault.flush()))
    }
}
