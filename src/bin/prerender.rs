//! Makes, at build time, what the page needs of the words: the article's markup, the language file, the metadata.

fn main() {}
