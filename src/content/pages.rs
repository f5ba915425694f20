//! What each page holds, as plain texts: for titles, lists and the search.

use super::{Article, Content, Page, Part, TopicWords};

impl Content {
    /// The heading of a page.
    #[must_use]
    pub fn title(&self, page: Page) -> &str {
        match page {
            Page::Type(id) => &self.types.each[id].title,
            Page::Factor(id) => &self.factors.each[id].name,
            Page::Issue(id) => &self.issues.each[id].title,
            Page::Root(id) => &self.fear.each[id].title,
            Page::Step(id) => &self.rebuilding.each[id].title,
            subject => &self.article(subject).title,
        }
    }

    /// One sentence on a page.
    #[must_use]
    pub fn summary(&self, page: Page) -> &str {
        match page {
            Page::Type(id) => &self.types.each[id].summary,
            Page::Factor(id) => &self.factors.each[id].summary,
            Page::Issue(id) => &self.issues.each[id].summary,
            Page::Root(id) => &self.fear.each[id].summary,
            Page::Step(id) => &self.rebuilding.each[id].summary,
            subject => &self.article(subject).summary,
        }
    }

    /// Where a page leads.
    #[must_use]
    pub fn related(&self, page: Page) -> &[Page] {
        match page {
            Page::Type(id) => &self.related.types[id],
            Page::Factor(id) => &self.related.factors[id],
            Page::Issue(id) => &self.related.issues[id],
            Page::Root(id) => &self.related.roots[id],
            Page::Step(id) => &self.related.steps[id],
            subject => self.related.subjects.get(subject).unwrap_or_default(),
        }
    }

    /// The prose of a subject: the subject's own, where the page is one of its children.
    #[must_use]
    pub fn article(&self, page: Page) -> &Article {
        match page {
            Page::Intimacy => &self.overview.intimacy,
            Page::Meanings => &self.overview.meanings,
            Page::Types | Page::Type(_) => &self.types.intro,
            Page::Factors | Page::Factor(_) => &self.factors.intro,
            Page::Issues | Page::Issue(_) => &self.issues.intro,
            Page::Fear | Page::Root(_) => &self.fear.intro,
            Page::Benefits => &self.benefits.intro,
            Page::Rebuilding | Page::Step(_) => &self.rebuilding.intro,
            Page::Comparison => &self.comparison.intro,
            Page::Support => &self.support.intro,
            Page::Questions => &self.questions.intro,
        }
    }

    /// Every text on a page under its heading, in reading order.
    #[must_use]
    pub fn texts(&self, page: Page) -> Vec<&str> {
        let mut texts: Vec<&str> = Vec::new();
        match page {
            Page::Type(id) => {
                let words = &self.types.each[id];
                texts.extend(words.text.iter().map(String::as_str));
                texts.extend([&*words.partner, &*words.friend, &*words.family, &*words.not]);
            }
            Page::Factor(id) => {
                let words = &self.factors.each[id];
                texts.extend(words.text.iter().chain(&words.signs).map(String::as_str));
                texts.push(&words.feeds);
            }
            Page::Issue(id) => texts = topic_texts(&self.issues.each[id]),
            Page::Root(id) => texts = topic_texts(&self.fear.each[id]),
            Page::Step(id) => {
                let words = &self.rebuilding.each[id];
                texts.extend(words.text.iter().chain(&words.tries).map(String::as_str));
                texts.push(&words.caution);
            }
            subject => {
                let article = self.article(subject);
                texts.extend(article.text.iter().map(String::as_str));
                extend_with(&mut texts, &article.parts);
                match subject {
                    Page::Benefits => extend_with(&mut texts, &self.benefits.effects),
                    Page::Comparison => {
                        for row in &self.comparison.rows {
                            texts.extend([&*row.aspect, &*row.emotional, &*row.physical]);
                        }
                    }
                    Page::Support => {
                        let support = &self.support;
                        texts.extend(support.when.iter().chain(&support.work).map(String::as_str));
                        for part in [&support.danger, &support.despair, &support.harm] {
                            extend_with(&mut texts, core::slice::from_ref(part));
                        }
                        for line in support.countries.iter().flat_map(|country| &country.lines) {
                            texts.extend([&*line.name, &*line.about]);
                        }
                    }
                    Page::Questions => extend_with(&mut texts, &self.questions.each),
                    _ => {}
                }
            }
        }
        texts
    }
}

fn topic_texts(topic: &TopicWords) -> Vec<&str> {
    let texts = topic.text.iter().chain(&topic.signs).chain([&topic.helps]);
    texts.map(String::as_str).collect()
}

fn extend_with<'a>(texts: &mut Vec<&'a str>, parts: &'a [Part]) {
    for part in parts {
        texts.push(&part.title);
        texts.extend(part.text.iter().map(String::as_str));
    }
}
