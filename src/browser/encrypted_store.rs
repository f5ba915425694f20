//! `localStorage`, encrypted under a passphrase. `static/vault.js` does the encryption.

use super::Local;
use crate::record::{Lock, Store, StoreError};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// The vault of one namespace: its lock, and its records while it is unlocked.
    #[derive(Clone)]
    pub type Vault;

    #[wasm_bindgen(method, getter)]
    fn state(this: &Vault) -> String;
    #[wasm_bindgen(method, catch)]
    fn keys(this: &Vault) -> Result<String, JsValue>;
    #[wasm_bindgen(method)]
    fn get(this: &Vault, key: &str) -> Option<String>;
    #[wasm_bindgen(method)]
    fn set(this: &Vault, key: &str, text: &str);
    #[wasm_bindgen(method, catch)]
    fn remove(this: &Vault, key: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(method)]
    fn flush(this: &Vault) -> u8;
    /// Notifies the other elements of this page that share the namespace to reload it. The browser notifies only other
    /// windows.
    #[wasm_bindgen(method)]
    pub fn saved(this: &Vault);
}

impl Vault {
    /// Whether a passphrase protects the namespace, and whether it is unlocked.
    #[must_use]
    pub fn lock(&self) -> Lock {
        Lock::from_id(&self.state())
    }
}

/// Converts the code that `static/vault.js` gives for deferred writes: 0 if all of them succeeded, 1 if the storage is
/// full.
///
/// # Errors
/// [`StoreError::Full`], or [`StoreError::Denied`] for any other code.
pub fn flushed(why: u8) -> Result<(), StoreError> {
    match why {
        0 => Ok(()),
        1 => Err(StoreError::Full),
        _ => Err(StoreError::Denied),
    }
}

/// `localStorage`. While the vault is unlocked, its records are encrypted there, and read and written through the
/// vault.
pub struct EncryptedStore(Vault);

impl EncryptedStore {
    /// The storage behind a vault.
    #[must_use]
    pub fn new(vault: Vault) -> Self {
        Self(vault)
    }

    fn unlocked(&self) -> Option<&Vault> {
        Some(&self.0).filter(|vault| vault.lock() == Lock::Open)
    }
}

impl Store for EncryptedStore {
    fn keys(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        match self.unlocked() {
            Some(vault) => Ok(vault.keys().map_err(|_| StoreError::Denied)?.split('\n').map(Into::into).collect()),
            None => Local.keys(prefix),
        }
    }

    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        match self.unlocked() {
            Some(vault) => Ok(vault.get(key)),
            None => Local.get(key),
        }
    }

    fn set(&self, key: &str, text: &str) -> Result<(), StoreError> {
        match self.unlocked() {
            Some(vault) => {
                vault.set(key, text);
                Ok(())
            }
            None => Local.set(key, text),
        }
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        match self.unlocked() {
            Some(vault) => vault.remove(key).map_err(|_| StoreError::Denied),
            None => Local.remove(key),
        }
    }

    fn flush(&self) -> Result<(), StoreError> {
        self.unlocked().map_or(Ok(()), |vault| flushed(vault.flush()))
    }
}
