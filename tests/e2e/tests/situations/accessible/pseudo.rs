//! Pseudo-languages: texts that are longer than the English ones, and texts from right to left. Each letter is replaced
//! by another one, and vowels are doubled.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow, ensure};
use e2e::{Server, words};
use intimacy_explorer::content::Content;
use intimacy_explorer::view::article::{self, Place};
use serde_json::Value;

/// Fields that are not translated: names of languages and countries, addresses, numbers.
const NO_WORDS: [&str; 11] =
    ["language", "direction", "leave-to", "related", "code", "zones", "dial", "number", "site", "source", "checked"];

/// The script of a pseudo-language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// Latin letters with accents.
    Accented,
    /// Hebrew letters, which form no words.
    RightToLeft,
}

impl Script {
    fn letter(self, letter: char) -> char {
        let accented = "áƀçðéƒĝħîĵķļɱñóþǫŕšťûṽŵẋýž";
        let letters = match self {
            Self::Accented => accented.to_owned(),
            Self::RightToLeft => ('\u{5d0}'..='\u{5e9}').collect(),
        };
        let at = (letter.to_ascii_lowercase() as usize).wrapping_sub('a' as usize);
        let found = letters.chars().nth(at).unwrap_or(letter);
        if letter.is_ascii_uppercase() { found.to_uppercase().next().unwrap_or(found) } else { found }
    }

    /// A text in this script. Placeholders stay unchanged.
    fn write(self, text: &str) -> String {
        let mut place = false;
        let mut written = String::new();
        for letter in text.chars() {
            place = (place || letter == '{') && letter != '}';
            let letter_now = if place { letter } else { self.letter(letter) };
            written.push(letter_now);
            if !place && "aeiouAEIOU".contains(letter) {
                written.push(letter_now);
            }
        }
        written
    }

    fn rewrite(self, words: &mut Value) {
        match words {
            Value::String(text) => *text = self.write(text),
            Value::Array(all) => all.iter_mut().for_each(|one| self.rewrite(one)),
            Value::Object(all) => {
                let words = all.iter_mut().filter(|(name, _)| !NO_WORDS.contains(&name.as_str()));
                words.for_each(|(_, one)| self.rewrite(one));
            }
            _ => {}
        }
    }

    /// The pseudo-language: the English texts in this script.
    ///
    /// # Errors
    /// When the texts cannot be read.
    pub fn language(self) -> Result<Content> {
        let mut all = serde_json::to_value(words()?)?;
        self.rewrite(&mut all);
        let (language, direction) = match self {
            Self::Accented => ("en-x-long", "ltr"),
            Self::RightToLeft => ("he-x-none", "rtl"),
        };
        all["interface"]["language"] = language.into();
        all["interface"]["direction"] = direction.into();
        serde_json::from_value(all).context("the words in another script are none")
    }
}

/// Replaces English by another language, in the article and in the language file of the app.
///
/// # Errors
/// When the page has an unexpected form.
pub fn serve(server: &Server, site: &Path, content: &'static Content) -> Result<()> {
    let index = fs::read_to_string(site.join("index.html"))?;
    let open = index.find("<intimacy-explorer").context("no element")?;
    let from = open + index[open..].find('>').context("no element")? + 1;
    let to = index.find("</intimacy-explorer>").context("no end of the element")?;
    let (language, direction) = (&content.interface.language, &content.interface.direction);
    let head = index[..from].replacen("lang=en", &format!("lang=\"{language}\""), 2);
    let head = head.replacen("lang=\"en\"", &format!("lang=\"{language}\""), 2);
    let head = head.replacen("dir=ltr", &format!("dir=\"{direction}\""), 1);
    let head = head.replacen("dir=\"ltr\"", &format!("dir=\"{direction}\""), 1);
    ensure!(head.contains(&format!("dir=\"{direction}\"")), "no direction in the page: {head}");
    // The prerenderer has its own runtime, and a thread can have only one.
    let article = std::thread::spawn(move || article::markup(content, Place::Page)).join();
    let article = article.map_err(|_| anyhow!("the article cannot be rendered"))??;
    server.page("/", &format!("{head}{article}{}", &index[to..]), &[]);
    for (first, content) in [(true, content.first_part()), (false, content.clone())] {
        let pack = pack(site, first)?;
        let bytes = String::from_utf8(content.to_pack())?;
        server.page(&format!("/{pack}"), &bytes, &[("content-type", "application/octet-stream")]);
    }
    Ok(())
}

/// The name of the language file of the first part, or of the one with all words.
fn pack(folder: &Path, first: bool) -> Result<String> {
    let names = fs::read_dir(folder)?.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut packs = names.filter(|name| name.ends_with(".pack"));
    packs.find(|name| name.starts_with("en-first-") == first).context("a language file is missing")
}
