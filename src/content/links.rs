//! The related pages of each page.

use super::pack::{Packed, Texts};
use super::page::Page;
#[cfg(not(target_arch = "wasm32"))]
use alloc::collections::BTreeMap;
#[cfg(not(target_arch = "wasm32"))]
use serde::{Deserialize, Serialize};

/// The links of some pages, each page once. In TOML this is a table with addresses as keys. In memory it is a list,
/// because a `BTreeMap` adds 5 KB of wasm.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(not(target_arch = "wasm32"), derive(Serialize, Deserialize))]
#[cfg_attr(not(target_arch = "wasm32"), serde(from = "BTreeMap<Page, Vec<Page>>", into = "BTreeMap<Page, Vec<Page>>"))]
pub struct Links(pub Vec<(Page, Vec<Page>)>);

impl Links {
    /// The links of a page. `None` if the page is not in the list.
    #[must_use]
    pub fn get(&self, page: Page) -> Option<&[Page]> {
        self.0.iter().find(|(of, _)| *of == page).map(|(_, links)| links.as_slice())
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl From<BTreeMap<Page, Vec<Page>>> for Links {
    fn from(map: BTreeMap<Page, Vec<Page>>) -> Self {
        Self(map.into_iter().collect())
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl From<Links> for BTreeMap<Page, Vec<Page>> {
    fn from(links: Links) -> Self {
        links.0.into_iter().collect()
    }
}

impl Packed for Links {
    fn unpack(texts: &mut Texts) -> Self {
        Self(Packed::unpack(texts))
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn pack(&self, texts: &mut Vec<String>) {
        self.0.pack(texts);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_page_has_its_own_links() {
        let links = Links(vec![(Page::Types, vec![Page::Support]), (Page::Fear, vec![Page::Types, Page::Questions])]);
        assert_eq!(links.get(Page::Types), Some(&[Page::Support][..]));
        assert_eq!(links.get(Page::Fear), Some(&[Page::Types, Page::Questions][..]));
        assert_eq!(links.get(Page::Benefits), None);
    }

    #[test]
    fn a_table_of_links_is_unchanged_after_a_round_trip() {
        let table = BTreeMap::from([(Page::Fear, vec![Page::Types]), (Page::Types, vec![Page::Support, Page::Fear])]);
        assert_eq!(BTreeMap::from(Links::from(table.clone())), table);
    }
}
