//! Makes, at build time, what the page needs of the words: the article's markup, the language file, the metadata.
//!
//! `prerender --out DIR` writes `article.html` (for a page of its own), `article-embed.html` (for a host page, where the
//! first heading is of the second level), `en.pack`, `en.delta`, `paper.html` (the form to print), `questions.json` (for search
//! engines) and `meta.json`; `prerender --check` only looks whether the
//! words are good, in every language there is.

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
    use intimacy_explorer::content::{Content, Part, checks, delta, source};
    use intimacy_explorer::view::{article, paper};
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

    /// The words of a language, refused when a check finds a fault in them.
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

    fn check() -> Result<(), Box<dyn Error>> {
        let mut languages: Vec<String> = fs::read_dir(words())?
            .filter_map(|entry| entry.ok().filter(|entry| entry.path().is_dir()))
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        languages.sort();
        for language in languages {
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
        let pack = content.to_pack();
        let meta = serde_json::json!({
            "lang": content.interface.language,
            "dir": content.interface.direction,
            "title": content.overview.title,
            "description": content.interface.description,
        });
        fs::write(folder.join("meta.json"), meta.to_string())?;
        let content: &'static Content = Box::leak(Box::new(content));
        let markup = article::markup(content, 1)?;
        let (_, inside) = markup.split_once("<article").ok_or("the markup holds no article")?;
        let text = delta::text_content(&format!("<article{inside}"));
        fs::write(folder.join("en.delta"), delta::delta(text.as_bytes(), &pack))?;
        let paper = Box::leak(Box::new(source::paper(&words(), source::BASE)?));
        let style = fs::read_to_string(words().with_file_name("static").join("css/paper.css"))?;
        fs::write(folder.join("paper.html"), paper::page(content, paper, &style)?)?;
        fs::write(folder.join("questions.json"), questions(content))?;
        fs::write(folder.join("en.pack"), pack)?;
        fs::write(folder.join("article.html"), markup)?;
        fs::write(folder.join("article-embed.html"), article::markup(content, 2)?)?;
        Ok(())
    }

    /// The questions and answers as schema.org has them. `<` is escaped, as this stands in a script element.
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
