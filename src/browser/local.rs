//! `localStorage` as a [`Store`].

use crate::record::{Store, StoreError};
use gloo_storage::{LocalStorage, Storage};
use wasm_bindgen::JsCast;
use web_sys::DomException;

/// The browser's storage for this site.
///
/// gloo-storage panics if the browser denies the storage, or if a call fails. So every call first checks that there is
/// a storage, and then uses only the raw handle, whose methods return errors.
#[derive(Debug, Default)]
pub struct Local;

fn storage() -> Result<web_sys::Storage, StoreError> {
    let window = web_sys::window().ok_or(StoreError::Denied)?;
    window.local_storage().ok().flatten().ok_or(StoreError::Denied)?;
    Ok(LocalStorage::raw())
}

impl Store for Local {
    fn keys(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        let storage = storage()?;
        let count = storage.length().map_err(|_| StoreError::Denied)?;
        let keys = (0..count).filter_map(|at| storage.key(at).ok().flatten());
        Ok(keys.filter(|key| key.starts_with(prefix)).collect())
    }

    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        storage()?.get_item(key).map_err(|_| StoreError::Denied)
    }

    fn set(&self, key: &str, text: &str) -> Result<(), StoreError> {
        storage()?.set_item(key, text).map_err(|problem| {
            let full = problem.dyn_ref::<DomException>().is_some_and(|problem| problem.name() == "QuotaExceededError");
            if full { StoreError::Full } else { StoreError::Denied }
        })
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        storage()?.remove_item(key).map_err(|_| StoreError::Denied)
    }
}
