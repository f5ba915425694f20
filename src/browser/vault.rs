//! `static/vault.js`: a passphrase over what is kept.

use super::Local;
use crate::record::{Seal, Store, StoreError};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// What lies over one shelf: nothing, or a lock.
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
    fn settle(this: &Vault) -> u8;
    /// Tells the elements of this page that share the shelf to look at it: the browser tells other windows only.
    #[wasm_bindgen(method)]
    pub fn kept(this: &Vault);
}

impl Vault {
    /// Whether what is kept is sealed, and open.
    #[must_use]
    pub fn seal(&self) -> Seal {
        Seal::from_id(&self.state())
    }
}

/// What `static/vault.js` says of what had to be sealed before it could be written.
///
/// # Errors
/// When it could not be written.
pub fn settled(why: u8) -> Result<(), StoreError> {
    match why {
        0 => Ok(()),
        1 => Err(StoreError::Full),
        _ => Err(StoreError::Denied),
    }
}

/// `localStorage`, or where a passphrase is set and known, what lies there sealed.
pub struct Sealed(Vault);

impl Sealed {
    /// The storage behind a vault.
    #[must_use]
    pub fn new(vault: Vault) -> Self {
        Self(vault)
    }

    fn open(&self) -> Option<&Vault> {
        Some(&self.0).filter(|vault| vault.seal() == Seal::Open)
    }
}

impl Store for Sealed {
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

    fn settle(&self) -> Result<(), StoreError> {
        self.open().map_or(Ok(()), |vault| settled(vault.settle()))
    }
}
