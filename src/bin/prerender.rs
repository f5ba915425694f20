//! Makes, at build time, the files that the page needs from the content: the article's markup, the language file and
//! the metadata.
//!
//! `prerender --out DIR` writes:
//!
//! - the article in three forms: `article.html` for a page of its own, `article-frame.html` for a frame, and
//!   `article-host.html` for a host page;
//! - the language files: `en-first.pack` with the words of the first part, `en.pack` with all words, and the difference
//!   of the second from the article and the first, `en.delta` and `en-host.delta`;
//! - `paper.html`, the form to print;
//! - `questions.json` for search engines, `labels.json` for `static/labels.js`, and `meta.json`;
//! - `settings.json`, the table of settings for the programs that make a form of it;
//! - `data-LANGUAGE.json`, the texts and the quiz of each language as open data.
//!
//! `prerender --check` only checks the content of every language.

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    match native::run() {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("prerender: {problem}");
            std::process::ExitCode::FAILURE
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use intimacy_explorer::config::{Kind, SETTINGS, Setting};
    use intimacy_explorer::content::{Content, Page, Part, checks, delta, source};
    use intimacy_explorer::view::article::{self, Place};
    use intimacy_explorer::view::paper;
    use std::error::Error;
    use std::fs;
    use std::path::{Path, PathBuf};

    pub fn run() -> Result<(), Box<dyn Error>> {
        let mut arguments = std::env::args().skip(1);
        match (arguments.next().as_deref(), arguments.next()) {
            (Some("--check"), None) => check(),
            (Some("--out"), Some(folder)) => write(Path::new(&folder)),
            _ => Err("use: prerender --out DIR, or prerender --check".into()),
        }
    }

    fn words() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("content")
    }

    /// The content of a language. It is an error if a check finds a fault in it.
    fn checked(language: &str) -> Result<Content, Box<dyn Error>> {
        let content = source::load(&words(), language)?;
        let mut problems = checks::check(&content);
        problems.extend(checks::check_paper(&source::paper(&words(), language)?, &content.interface.language));
        if let Some(swap) = source::swap(&words(), language)? {
            problems.extend(checks::check_swap(&content, &swap));
        }
        if problems.is_empty() {
            return Ok(content);
        }
        let list: Vec<String> = problems.iter().map(|problem| format!("\n  {problem}")).collect();
        Err(format!("the words in '{language}' have {} faults:{}", list.len(), list.concat()).into())
    }

    /// The languages, each a folder of the content.
    fn languages() -> Result<Vec<String>, Box<dyn Error>> {
        let mut languages: Vec<String> = fs::read_dir(words())?
            .filter_map(|entry| entry.ok().filter(|entry| entry.path().is_dir()))
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        languages.sort();
        Ok(languages)
    }

    fn check() -> Result<(), Box<dyn Error>> {
        for language in languages()? {
            checked(&language)?;
            let missing = source::missing(&words(), &language)?;
            println!("{language}: no faults, {} texts fall back to {}", missing.len(), source::BASE);
            for text in missing {
                println!("  {text}");
            }
        }
        Ok(())
    }

    fn write(folder: &Path) -> Result<(), Box<dyn Error>> {
        let content = checked(source::BASE)?;
        fs::create_dir_all(folder)?;
        let (first, pack) = (content.first_part().to_pack(), content.to_pack());
        let meta = serde_json::json!({
            "lang": content.interface.language,
            "dir": content.interface.direction,
            "title": content.overview.title,
            "description": content.interface.description,
        });
        fs::write(folder.join("meta.json"), meta.to_string())?;
        let content: &'static Content = Box::leak(Box::new(content));
        for (place, name, delta_name) in [
            (Place::Page, "article.html", Some("en.delta")),
            (Place::Frame, "article-frame.html", None),
            (Place::Host, "article-host.html", Some("en-host.delta")),
        ] {
            let markup = article::markup(content, place)?;
            if let Some(delta_name) = delta_name {
                let (_, inside) = markup.split_once("<article").ok_or("the markup holds no article")?;
                let text = delta::text_content(&format!("<article{inside}"));
                let known = [text.as_bytes(), &first].concat();
                fs::write(folder.join(delta_name), delta::delta(&known, &pack))?;
            }
            // A host page may have any encoding.
            let markup = if place == Place::Host { ascii(&markup) } else { markup };
            fs::write(folder.join(name), markup)?;
        }
        fs::write(folder.join("labels.json"), labels(content))?;
        let paper = Box::leak(Box::new(source::paper(&words(), source::BASE)?));
        let style = fs::read_to_string(words().with_file_name("static").join("css/paper.css"))?;
        fs::write(folder.join("paper.html"), paper::page(content, paper, &style)?)?;
        fs::write(folder.join("questions.json"), questions(content))?;
        fs::write(folder.join("en-first.pack"), first)?;
        fs::write(folder.join("en.pack"), pack)?;
        fs::write(folder.join("settings.json"), settings(content))?;
        for language in languages()? {
            let data = source::open_data(&words(), &language)?;
            fs::write(folder.join(format!("data-{language}.json")), data.to_string())?;
        }
        Ok(())
    }

    /// The table of settings: the kind of each value with its bounds, and the documentation for owners. A subject of a
    /// list has its title.
    fn settings(content: &'static Content) -> String {
        let subject = |page: Page| serde_json::json!({ "id": page.to_string(), "title": content.title(page) });
        let shape = |kind: Kind| match kind {
            Kind::Country(_) => {
                let countries = content.support.countries.iter();
                let countries = countries.map(|one| serde_json::json!({ "id": one.code, "title": one.name }));
                serde_json::json!({ "kind": "country", "ids": countries.collect::<Vec<_>>() })
            }
            Kind::Line { longest, .. } => serde_json::json!({ "kind": "line", "longest": longest }),
            Kind::Link(_) => serde_json::json!({ "kind": "link" }),
            Kind::HelpLines(_) => serde_json::json!({ "kind": "help-lines" }),
            Kind::Subjects(_) => {
                let subjects = Page::SUBJECTS.into_iter().filter(|page| *page != Page::Support).map(subject);
                serde_json::json!({ "kind": "subjects", "ids": subjects.collect::<Vec<_>>() })
            }
            Kind::Exit(_) => serde_json::json!({ "kind": "exit" }),
            Kind::Switch { on, off, .. } => serde_json::json!({ "kind": "choice", "choices": [on, off] }),
            Kind::Choice(choices) => serde_json::json!({ "kind": "choice", "choices": choices }),
            Kind::Name { longest, .. } => serde_json::json!({ "kind": "name", "longest": longest }),
            Kind::Digit { from, to, .. } => serde_json::json!({ "kind": "digit", "from": from, "to": to }),
            Kind::Folder => serde_json::json!({ "kind": "folder" }),
        };
        let row = |setting: &Setting| {
            let help = setting.help;
            let mut row = shape(setting.kind);
            for (key, value) in [
                ("name", setting.name),
                ("expected", setting.expected),
                ("sets", help.sets),
                ("default", help.default),
                ("example", help.example),
            ] {
                row[key] = value.into();
            }
            row["live"] = help.live.into();
            row["article"] = help.article.into();
            row
        };
        serde_json::Value::from(SETTINGS.iter().map(row).collect::<Vec<_>>()).to_string()
    }

    /// The markup, with a character reference for each character that is not ASCII.
    fn ascii(markup: &str) -> String {
        let letter = |c: char| if c.is_ascii() { c.to_string() } else { format!("&#{};", u32::from(c)) };
        markup.chars().map(letter).collect()
    }

    /// The words that are needed before the language file has loaded, in the order of `static/labels.js`.
    fn labels(content: &Content) -> String {
        let (words, subject) = (&content.interface, &content.quiz.subject);
        let labels = [&words.begin, &words.explore_door, &words.notes_door, &words.opening, &subject.without_app]
            .map(String::as_str);
        serde_json::json!(labels).to_string()
    }

    /// The frequent questions as a schema.org `FAQPage`. `<` is escaped, because the JSON is put into a script element.
    fn questions(content: &Content) -> String {
        let question = |part: &Part| {
            let answer = part.text.join(" ").replace('*', "");
            serde_json::json!({
                "@type": "Question",
                "name": part.title,
                "acceptedAnswer": { "@type": "Answer", "text": answer },
            })
        };
        let page = serde_json::json!({
            "@context": "https://schema.org",
            "@type": "FAQPage",
            "inLanguage": content.interface.language,
            "mainEntity": content.questions.each.iter().map(question).collect::<Vec<_>>(),
        });
        page.to_string().replace('<', "\\u003c")
    }
}
